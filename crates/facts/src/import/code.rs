//! The code of a school: can it be trusted, does it look like a national one?

use std::sync::Arc;

use kernel::{Document, Place};
use unicode_normalization::UnicodeNormalization;

use super::gather::Gather;
use super::who::{Given, IdentityCells, LONGEST, Nobody, tell_too_long};
use crate::codes::{self, Code};
use crate::identity::Identity;
use crate::number::{self, Said};
use crate::reading::{CellRef, is_space};

/// The code of a row, if it can be trusted; an error when there must be one.
pub(super) fn code(
    cells: &dyn IdentityCells,
    name: Option<&(String, Place)>,
    given: &Given,
    document: &Document,
    gather: &mut Gather,
) -> Result<(Option<Arc<str>>, Option<Place>), Nobody> {
    let Some((cell, place)) = cells.cell(Identity::Code) else {
        return Ok((None, None));
    };
    let shown = code_text(&cell.shown());
    if shown.len() > LONGEST {
        tell_too_long(&shown, document, place, gather);
    }
    let too_long = shown.len() > LONGEST;
    if too_long || cell.is_empty() || says_nothing(&shown) {
        let name = name.map(|(name, _)| name.clone()).unwrap_or_default();
        let absent = Nobody {
            place: Some(place),
            code: codes::ROW_NEEDS_CODE,
            args: vec![("name", name)],
        };
        return if given.needs_code {
            Err(absent)
        } else {
            Ok((None, None))
        };
    }
    let problem = match code_problem(cell, &shown) {
        Some(problem) => problem,
        None => {
            tell_code(&shown, given, document, place, gather);
            return Ok((Some(shown.into()), Some(place)));
        }
    };
    let value = super::figure::short(&cell.shown());
    if given.needs_code {
        return Err(Nobody {
            place: Some(place),
            code: problem,
            args: vec![("value", value), ("loaded", "no".to_owned())],
        });
    }
    gather.log.at(document, place, problem, |finding| {
        finding.with("value", value).with("loaded", "yes")
    });
    Ok((None, Some(place)))
}

/// True for what can only be the code of a school: a national one where those are asked for, else
/// five letters and digits or more.
pub(super) fn is_valid(cell: CellRef<'_>, national: bool) -> bool {
    let code = code_text(&cell.shown());
    let fits = match national {
        true => national_code_problem(&code).is_none(),
        false => code.len() >= 5 && code.bytes().all(|byte| byte.is_ascii_alphanumeric()),
    };
    fits && code_problem(cell, &code).is_none()
}

/// What makes a code worthless.
fn code_problem(cell: CellRef<'_>, code: &str) -> Option<Code> {
    match cell {
        CellRef::Error(_) | CellRef::Uncalculated => Some(codes::CODE_LOST_DIGITS),
        CellRef::Number(number) if number.abs() >= 1e15 || number.fract() != 0.0 => {
            Some(codes::CODE_LOST_DIGITS)
        }
        _ if scientific(code) => Some(codes::CODE_IN_SCIENTIFIC),
        _ => None,
    }
}

/// Says what is odd about a national code: its length, a letter, its category or province.
fn tell_code(code: &str, given: &Given, document: &Document, place: Place, gather: &mut Gather) {
    let problem = national_code_problem(code).filter(|_| given.national_code);
    if let Some(problem) = problem {
        gather.log.at(document, place, codes::CODE_FORM, |finding| {
            finding
                .with("value", super::figure::short(code))
                .with("problem", problem)
        });
    }
}

/// Why a text is no national school code: two digits of category, two of province, six of number.
fn national_code_problem(code: &str) -> Option<&'static str> {
    const CATEGORIES: &[&str] = &[
        "11", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "51", "91",
        "92", "93",
    ];
    const PROVINCES: &[&str] = &[
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37",
        "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64",
        "65", "71", "81", "82",
    ];
    if !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some("sign");
    }
    if code.len() != 10 {
        return Some("length");
    }
    let known = |list: &[&str], part: &str| list.contains(&part);
    match (known(CATEGORIES, &code[..2]), known(PROVINCES, &code[2..4])) {
        (true, true) => None,
        (false, _) => Some("category"),
        (true, false) => Some("province"),
    }
}

/// True for a code that a spreadsheet has turned into a number: `4.41E+09`.
fn scientific(code: &str) -> bool {
    let refused = number::read(CellRef::Text(code));
    code.contains(['e', 'E']) && refused == Said::Refused(number::Refusal::Scientific)
}

/// True for a dash and other signs of an empty answer.
pub(super) fn says_nothing(text: &str) -> bool {
    text.len() <= 12 && number::read(CellRef::Text(text)) == Said::NotReported
}

/// A code in half-width signs, without spaces and the mark some programs put before texts.
pub(super) fn code_text(text: &str) -> String {
    let code: String = text.nfkc().filter(|c| !is_space(*c)).collect();
    code.trim_start_matches('\'').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn national_codes_have_ten_digits_of_a_kind() {
        assert_eq!(national_code_problem("2121000001"), None);
        assert_eq!(national_code_problem("214590001"), Some("length"));
        assert_eq!(national_code_problem("21459000l1"), Some("sign"));
        assert_eq!(national_code_problem("9945900002"), Some("category"));
        assert_eq!(national_code_problem("2199000001"), Some("province"));
    }
}
