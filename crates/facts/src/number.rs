//! Which number does a cell say? Read exactly, or refused with a reason; never guessed.

use kernel::Exact;
use rust_decimal::Decimal;

use crate::heads::plain;
use crate::reading::{CellRef, number_text};

/// What a cell says where a number is wanted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Said {
    /// A number.
    Number(Decimal),
    /// A number with a per-cent sign, or shown as per cent: 95.2 for 95.2 %.
    PerCent(Decimal),
    /// A number and the word of a unit behind it.
    WithUnit(Decimal, String),
    /// Nothing was reported: empty, a dash, a stroke.
    NotReported,
    /// The question does not arise.
    NotApplicable,
    /// It cannot be taken as a number.
    Refused(Refusal),
}

/// Why a cell cannot be taken as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Words.
    NotANumber,
    /// A text that a spreadsheet would run.
    Formula,
    /// A formula that failed.
    Error,
    /// A formula without a stored value.
    Uncalculated,
    /// A day.
    Date,
    /// 3万, 1.2亿.
    Wan,
    /// 4.41E+09.
    Scientific,
    /// 1,23 or 12,3456.
    Separators,
    /// More digits than any figure has.
    TooLong,
}

/// Digits before the point that a figure may have.
const MAX_WHOLE: usize = 15;
/// A longer text is no number, however it goes on.
const LONGEST: usize = 400;
/// Digits in all.
const MAX_DIGITS: usize = 25;

/// Texts that mean not reported in any file.
const NOT_REPORTED: &[&str] = &[
    "",
    "-",
    "--",
    "---",
    "/",
    "\\",
    "—",
    "——",
    "–",
    "−",
    "―",
    "－",
    "*",
    "无",
    "无数据",
    "暂无",
    "未填",
    "未报",
    "缺",
    "空",
    "不详",
    "n/a",
    "na",
    "null",
    "none",
    "nil",
    "...",
    "…",
    // As the program itself writes what is missing.
    "not_reported",
    "unreadable",
    "withheld",
    "small_group",
    "undefined",
];

/// What a cell says.
pub(crate) fn read(cell: CellRef<'_>) -> Said {
    match cell {
        CellRef::Empty => Said::NotReported,
        CellRef::Text(text) => read_text(text),
        CellRef::Number(number) => float(number).map_or(REFUSED_LONG, Said::Number),
        CellRef::Percent(number) => float(number * 100.0).map_or(REFUSED_LONG, Said::PerCent),
        CellRef::Date(_) => Said::Refused(Refusal::Date),
        CellRef::Error(_) => Said::Refused(Refusal::Error),
        CellRef::Uncalculated => Said::Refused(Refusal::Uncalculated),
        CellRef::Bool(_) => Said::Refused(Refusal::NotANumber),
    }
}

const REFUSED_LONG: Said = Said::Refused(Refusal::TooLong);

fn float(number: f64) -> Option<Decimal> {
    match digits(&number_text(number)) {
        Some(Ok(number)) => Some(number),
        _ => None,
    }
}

fn read_text(text: &str) -> Said {
    if text.len() > LONGEST {
        return Said::Refused(words(text));
    }
    match digits(text) {
        Some(Ok(number)) => Said::Number(number),
        Some(Err(refusal)) => Said::Refused(refusal),
        None => read_words(text),
    }
}

/// Bare digits with at most one point and a sign; nothing for anything else.
fn digits(text: &str) -> Option<Result<Decimal, Refusal>> {
    let (negative, unsigned) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let (mut mantissa, mut whole, mut scale, mut point) = (0i128, 0usize, 0u32, false);
    if unsigned.is_empty() || unsigned.len() > LONGEST {
        return None;
    }
    let mut count = 0usize;
    for byte in unsigned {
        match byte {
            b'0'..=b'9' => {
                if count < MAX_DIGITS + 1 {
                    mantissa = mantissa * 10 + i128::from(byte - b'0');
                }
                let leading = mantissa == 0 && !point;
                count += usize::from(!leading);
                whole += usize::from(!point && !leading);
                scale += u32::from(point);
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    if unsigned == b"." {
        return None;
    }
    if whole > MAX_WHOLE || count > MAX_DIGITS {
        return Some(Err(Refusal::TooLong));
    }
    let mantissa = if negative { -mantissa } else { mantissa };
    Decimal::try_from_i128_with_scale(mantissa, scale)
        .ok()
        .map(Ok)
}

fn read_words(text: &str) -> Said {
    let text = plain_keeping_spaces(text);
    if NOT_REPORTED.contains(&text.as_str()) {
        return Said::NotReported;
    }
    if matches!(text.as_str(), "不适用" | "not_applicable") {
        return Said::NotApplicable;
    }
    let (number, rest) = split_number(&text);
    let number = match grouped(number) {
        Some(Ok(number)) => number,
        Some(Err(refusal)) => return Said::Refused(refusal),
        None => return Said::Refused(words(&text)),
    };
    let rest = rest.trim();
    match rest {
        "" => Said::Number(number),
        "%" => Said::PerCent(number),
        _ if rest.starts_with(['万', '亿', '千', '萬']) => Said::Refused(Refusal::Wan),
        _ if scientific(rest) => Said::Refused(Refusal::Scientific),
        _ if crate::heads::is_unit(&plain(rest)) => Said::WithUnit(number, plain(rest)),
        _ => Said::Refused(words(&text)),
    }
}

/// True for a day in words: `8月6日`, `2026年6月`, `2026-06-02`, `2026/6/2`, `6-jun`.
fn is_day(text: &str) -> bool {
    const MONTHS: &[&str] = &[
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let parts: Vec<&str> = text
        .split(['年', '月', '日', '号', '-', '/'])
        .filter(|part| !part.is_empty())
        .collect();
    let number = |part: &&str| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let numbers = parts.iter().filter(|part| number(part)).count();
    let month = parts.iter().any(|part| MONTHS.contains(part));
    match parts.len() {
        2 if month => numbers == 1 && text.contains('-'),
        2 => numbers == 2 && text.contains('月'),
        3 => numbers == 3 || (month && numbers == 2),
        _ => false,
    }
}

/// Half-width, lower case, spaces kept as one kind of space.
fn plain_keeping_spaces(text: &str) -> String {
    let words = text
        .split(crate::reading::is_space)
        .filter(|word| !word.is_empty());
    words.map(plain).collect::<Vec<_>>().join(" ")
}

fn words(text: &str) -> Refusal {
    match text.starts_with(['=', '+', '-', '@']) {
        true => Refusal::Formula,
        false if is_day(text) => Refusal::Date,
        false => Refusal::NotANumber,
    }
}

fn scientific(rest: &str) -> bool {
    let exponent = rest
        .strip_prefix('e')
        .map(|rest| rest.trim_start_matches(['+', '-']));
    exponent.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The longest beginning made of signs a number may hold.
fn split_number(text: &str) -> (&str, &str) {
    let belongs = |c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\'' | '\u{2019}' | '+' | '-')
    };
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    (text[..end].trim(), &text[end..])
}

/// A number whose digits may stand in groups of three: `1,234,567.5`, `1 234`.
fn grouped(text: &str) -> Option<Result<Decimal, Refusal>> {
    if let Some(plain) = digits(text) {
        return Some(plain);
    }
    let (sign, unsigned) = text.split_at(usize::from(text.starts_with(['+', '-'])));
    let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let separator = |c: char| matches!(c, ',' | ' ' | '\'' | '\u{2019}');
    let digit = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(separator);
    let first = groups
        .next()
        .filter(|first| !first.is_empty() && digit(first))?;
    let rest: Vec<&str> = groups.collect();
    if rest.iter().any(|group| group.is_empty() || !digit(group)) || !digit(part) {
        return None;
    }
    if first.len() > 3 || rest.iter().any(|group| group.len() != 3) {
        return Some(Err(Refusal::Separators));
    }
    digits(&format!("{sign}{first}{}.{part}", rest.concat()))
}

/// A number in a unit as it is kept, if it can be kept exactly.
pub(crate) fn to_base(number: Decimal, scale: &Exact) -> Option<Decimal> {
    match scale.small_parts() {
        Some((1, 1)) => Some(number),
        Some((times, per)) => {
            let mantissa = number.mantissa().checked_mul(times)?;
            divide(mantissa, number.scale(), per)
        }
        None => None,
    }
}

fn divide(mut mantissa: i128, mut scale: u32, per: i128) -> Option<Decimal> {
    let mut per = per;
    while per > 1 && mantissa % per != 0 {
        if scale >= 28 {
            return None;
        }
        mantissa = mantissa.checked_mul(10)?;
        scale += 1;
        let common = num_gcd(mantissa, per);
        mantissa /= common;
        per /= common;
    }
    Decimal::try_from_i128_with_scale(mantissa / per, scale).ok()
}

fn num_gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i128::try_from(a.max(1)).unwrap_or(1)
}

/// The exact sum of two decimals, if it can be kept.
pub(crate) fn add(a: Decimal, b: Decimal) -> Option<Decimal> {
    let scale = a.scale().max(b.scale());
    let lift = |number: Decimal| {
        number
            .mantissa()
            .checked_mul(10i128.pow(scale - number.scale()))
    };
    Decimal::try_from_i128_with_scale(lift(a)?.checked_add(lift(b)?)?, scale).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        match read(CellRef::text(text)) {
            Said::Number(number) => number.to_string(),
            Said::PerCent(number) => format!("{number} per cent"),
            Said::WithUnit(number, unit) => format!("{number} [{unit}]"),
            Said::NotReported => "not reported".to_owned(),
            Said::NotApplicable => "not applicable".to_owned(),
            Said::Refused(refusal) => format!("{refusal:?}"),
        }
    }

    #[test]
    fn reads_what_people_write() {
        for (text, expected) in [
            ("12", "12"),
            ("0012", "12"),
            ("-3.50", "-3.50"),
            ("+7", "7"),
            (".5", "0.5"),
            ("5.", "5"),
            ("１２３", "123"),
            ("１，２３４．５", "1234.5"),
            ("1,234,567.5", "1234567.5"),
            ("12,345", "12345"),
            ("1 234", "1234"),
            ("12\u{3000}345", "12345"),
            (" 8 ", "8"),
            ("95.2%", "95.2 per cent"),
            ("95.2 ％", "95.2 per cent"),
            ("12 间", "12 [间]"),
            ("300人", "300 [人]"),
            ("2,700 ㎡", "2700 [m2]"),
            ("1.5公顷", "1.5 [公顷]"),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_reported_is_not_zero() {
        for text in [
            "",
            "  ",
            "—",
            "－",
            "-",
            "/",
            "／",
            "无",
            "无数据",
            "——",
            "N/A",
            "null",
            "--",
        ] {
            assert_eq!(said(text), "not reported", "{text}");
        }
        assert_eq!(said("0"), "0");
        assert_eq!(said("不适用"), "not applicable");
    }

    #[test]
    fn refuses_with_a_reason() {
        for (text, expected) in [
            ("三千", "NotANumber"),
            ("约300", "NotANumber"),
            ("300左右", "NotANumber"),
            ("300+", "NotANumber"),
            ("1.2.3", "NotANumber"),
            ("12;13", "NotANumber"),
            ("=1+1", "Formula"),
            ("=cmd|' /C calc'!A0", "Formula"),
            ("@SUM(A1)", "Formula"),
            ("+A1", "Formula"),
            ("-1+2", "Formula"),
            ("3万", "Wan"),
            ("1.2亿", "Wan"),
            ("1.5万元", "Wan"),
            ("4.41E+09", "Scientific"),
            ("1e5", "Scientific"),
            ("1,23", "Separators"),
            ("12,3456", "Separators"),
            ("1234,567", "Separators"),
            ("1234567890123456", "TooLong"),
            ("0.12345678901234567890123456", "TooLong"),
            ("2024-09-01", "Date"),
            ("8月6日", "Date"),
            ("2026年6月", "Date"),
            ("2026/6/2", "Date"),
            ("6-Jun", "Date"),
            ("3月份", "NotANumber"),
            ("12-13", "NotANumber"),
            ("5/6", "NotANumber"),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    #[test]
    fn workbook_numbers_have_fifteen_digits() {
        let number = |float: f64| read(CellRef::Number(float));
        assert_eq!(number(0.1 + 0.2), Said::Number("0.3".parse().unwrap()));
        assert_eq!(number(738_211.0), Said::Number("738211".parse().unwrap()));
        assert_eq!(number(f64::NAN), REFUSED_LONG);
        assert_eq!(number(1e300), REFUSED_LONG);
        assert_eq!(number(1e-300), REFUSED_LONG);
        assert_eq!(
            read(CellRef::Percent(0.952)),
            Said::PerCent("95.2".parse().unwrap())
        );
    }

    #[test]
    fn scales_exactly_or_not_at_all() {
        let scaled = |number: &str, scale: &str| {
            to_base(number.parse().unwrap(), &scale.parse().unwrap())
                .map(|n| n.normalize().to_string())
        };
        assert_eq!(scaled("1.5", "10000").as_deref(), Some("15000"));
        assert_eq!(scaled("95.2", "1/100").as_deref(), Some("0.952"));
        assert_eq!(scaled("1", "1/3"), None);
        assert_eq!(scaled("3", "1/3").as_deref(), Some("1"));
        assert_eq!(
            add("0.1".parse().unwrap(), "2.25".parse().unwrap()),
            "2.35".parse().ok()
        );
        assert_eq!(add(Decimal::MAX, Decimal::MAX), None);
    }
}
