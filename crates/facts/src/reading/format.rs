//! How does a workbook show a number: as it is, as per cent, as a day?

use calamine::ExcelDateTime;

/// How a cell's number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shows {
    /// As a number.
    #[default]
    Number,
    /// As per cent.
    PerCent,
    /// As a day or a time of day.
    Date,
}

/// What a format does that the program brings along.
pub(super) fn builtin(number: u16) -> Shows {
    match number {
        9 | 10 => Shows::PerCent,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Shows::Date,
        _ => Shows::Number,
    }
}

/// What a format does that somebody wrote.
pub(super) fn custom(code: &str) -> Shows {
    let bare = bare(code);
    if bare.contains('%') {
        return Shows::PerCent;
    }
    let bare = bare.to_ascii_lowercase();
    let general = bare.contains("general");
    let dates = ['y', 'd', 'h', 's', 'm', '年', '月', '日'];
    if !general && bare.contains(dates) {
        Shows::Date
    } else {
        Shows::Number
    }
}

/// A format without its quoted words, escaped signs, colours and conditions; times in square
/// brackets stay.
fn bare(code: &str) -> String {
    let mut bare = String::new();
    let mut signs = code.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '"' => while signs.next().is_some_and(|next| next != '"') {},
            '\\' | '_' | '*' => {
                signs.next();
            }
            '[' => {
                let inner: String = signs.by_ref().take_while(|next| *next != ']').collect();
                let clock = |c: char| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's');
                if !inner.is_empty() && inner.chars().all(clock) {
                    bare.push_str(&inner);
                }
            }
            other => bare.push(other),
        }
    }
    bare
}

/// A moment as it is shown: `2024-09-01`, with the time of day if there is one.
pub(super) fn moment(moment: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let clock = match (hour, minute) {
        (0, 0) => String::new(),
        _ => format!(" {hour:02}:{minute:02}"),
    };
    format!("{year:04}-{month:02}-{day:02}{clock}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_apart() {
        for (code, expected) in [
            ("General", Shows::Number),
            ("#,##0.00", Shows::Number),
            ("0.00\"元\"", Shows::Number),
            ("0_);[Red](0)", Shows::Number),
            ("0\"days\"", Shows::Number),
            ("0.0%", Shows::PerCent),
            ("0\"%\"", Shows::Number),
            ("yyyy-mm-dd", Shows::Date),
            ("yyyy\"年\"m\"月\"", Shows::Date),
            ("[h]:mm", Shows::Date),
            ("m月d日", Shows::Date),
            ("@", Shows::Number),
        ] {
            assert_eq!(custom(code), expected, "{code}");
        }
    }
}
