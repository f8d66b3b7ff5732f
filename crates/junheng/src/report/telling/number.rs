//! How does a number look to a person?

use kernel::{Exact, Unit};

use crate::report::names;
use crate::words::Words;

/// Decimals beyond which an unending fraction is cut.
const CUT: u32 = 6;

/// A value in its shown unit with fixed decimals: `4.62`.
pub(crate) fn fixed(unit: &Unit, value: &Exact, digits: u32) -> String {
    grouped(&unit.show(value).to_fixed(digits))
}

/// A binary value with fixed decimals.
pub(crate) fn fixed_f64(value: f64, digits: usize) -> String {
    grouped(&format!("{value:.digits$}"))
}

/// A number in a column of many: every digit when they end soon, else the first.
pub(crate) fn cut(value: &Exact) -> String {
    grouped(&value.round(CUT).to_plain())
}

/// Every digit when they end soon, else cut and marked: `0.85`, `≈ 0.333333`.
pub(crate) fn plain(value: &Exact) -> String {
    let cut = value.round(CUT);
    let digits = cut.to_plain();
    if cut == *value {
        grouped(&digits)
    } else {
        format!("≈ {}", grouped(&value.to_fixed(CUT)))
    }
}

/// A number as its unit asks: years are not counted in thousands.
pub(crate) fn of_unit(unit: &Unit, value: &Exact) -> String {
    let number = plain(value);
    if unit.symbol() == "year" {
        number.replace(',', "")
    } else {
        number
    }
}

/// A value in a unit, with the unit only where it scales: `4,680`, but `85%` and `1.5 万元`.
pub(crate) fn in_unit(unit: &Unit, value: &Exact, words: &Words) -> String {
    let number = of_unit(unit, &unit.show(value));
    if *unit.scale() == Exact::ONE {
        number
    } else {
        names::with_unit(words, &number, unit)
    }
}

/// Thousands apart: `2,246,400.5`.
pub(crate) fn grouped(digits: &str) -> String {
    let whole = digits
        .trim_start_matches('-')
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    let (sign, rest) = digits.split_at(digits.len() - digits.trim_start_matches('-').len());
    let (whole, part) = rest.split_at(whole);
    let mut text = sign.to_owned();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + part
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        text.parse().unwrap()
    }

    #[test]
    fn thousands_stand_apart() {
        let shown = ["0", "999", "1000", "-1234567.25", "12345.678901", "1/3"].map(grouped);
        assert_eq!(
            shown,
            ["0", "999", "1,000", "-1,234,567.25", "12,345.678901", "1/3"]
        );
    }

    #[test]
    fn what_does_not_end_is_marked_as_cut() {
        assert_eq!(plain(&exact("0.85")), "0.85");
        assert_eq!(plain(&exact("1/3")), "≈ 0.333333");
        assert_eq!(plain(&exact("2246400")), "2,246,400");
    }
}
