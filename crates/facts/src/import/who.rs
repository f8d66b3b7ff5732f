//! Whom is a row about? Its code, name, county, year, read from cells or given for all rows.

use std::sync::Arc;

use kernel::{Document, Place};

use super::gather::{Gather, Who};
use crate::catalogue::SubjectKind;
use crate::codes::{self, Code};
use crate::heads::plain;
use crate::identity::Identity;
use crate::number::{self, Said};
use crate::reading::{CellRef, is_space};
use crate::table::Subject;
use unicode_normalization::UnicodeNormalization;

/// What holds where a row does not say.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given {
    pub(crate) county: Option<String>,
    pub(crate) year: Option<i16>,
    pub(crate) subject: Option<SubjectKind>,
    /// True when the sheet has a place for codes.
    pub(crate) asks_code: bool,
}

/// The identity cells of a row with their places.
pub(crate) trait IdentityCells {
    /// The cell of an identity column, if the sheet has it.
    fn cell(&self, identity: Identity) -> Option<(CellRef<'_>, Place)>;
}

/// Why nobody can be told from a row.
pub(crate) struct Nobody {
    pub(crate) place: Option<Place>,
    pub(crate) code: Code,
    pub(crate) args: Vec<(&'static str, String)>,
}

/// Whom a row is about; what is odd about it is told.
pub(crate) fn who(
    cells: &dyn IdentityCells,
    given: &Given,
    document: &Document,
    gather: &mut Gather,
) -> Result<Who, Nobody> {
    let year = year(cells, given)?;
    let county = text(cells, Identity::County)
        .map(|(text, _)| text)
        .or_else(|| given.county.clone());
    if given.subject == Some(SubjectKind::County) {
        return county_of(cells, county, year, gather);
    }
    let (code, code_place) = code(cells, document, gather);
    let name = text(cells, Identity::Name);
    let place = code_place
        .or(name.as_ref().map(|(_, place)| *place))
        .unwrap_or(Place::NOWHERE);
    let has_code = code.is_some();
    let name: Arc<str> = match (name, &code) {
        (Some((name, _)), _) => name.into(),
        (None, Some(code)) => code.clone(),
        (None, None) => return Err(nobody(codes::ROW_WITHOUT_NAME, None)),
    };
    let called = code.unwrap_or_else(|| name.clone());
    tell_name(&name, has_code, given, document, place, gather);
    let county = gather.words.share(county.as_deref().unwrap_or_default());
    let township = text(cells, Identity::Township).map(|(text, _)| gather.words.share(&text));
    let parent =
        text(cells, Identity::Parent).map(|(text, _)| gather.words.share(&code_text(&text)));
    let subject = Subject {
        code: called,
        name,
        county,
        township,
        year,
        parent,
        place,
    };
    Ok(Who { subject, has_code })
}

fn nobody(code: Code, place: Option<Place>) -> Nobody {
    Nobody {
        place,
        code,
        args: Vec::new(),
    }
}

fn county_of(
    cells: &dyn IdentityCells,
    county: Option<String>,
    year: i16,
    gather: &mut Gather,
) -> Result<Who, Nobody> {
    let Some(county) = county else {
        return Err(nobody(codes::ROW_WITHOUT_COUNTY, None));
    };
    let county = gather.words.share(&county);
    let place = cells
        .cell(Identity::County)
        .map_or(Place::NOWHERE, |(_, place)| place);
    let subject = Subject {
        code: county.clone(),
        name: county.clone(),
        county,
        township: None,
        year,
        parent: None,
        place,
    };
    Ok(Who {
        subject,
        has_code: true,
    })
}

/// Says that a name stands in for the code, or that a name looks like a formula.
fn tell_name(
    name: &str,
    has_code: bool,
    given: &Given,
    document: &Document,
    place: Place,
    gather: &mut Gather,
) {
    if !has_code && given.asks_code {
        gather
            .log
            .at(document, place, codes::ROW_WITHOUT_CODE, |f| {
                f.about(name).with("name", name)
            });
    }
    if name.starts_with(['=', '+', '-', '@']) {
        gather
            .log
            .at(document, place, codes::NAME_LOOKS_LIKE_FORMULA, |finding| {
                finding.with("value", super::figure::short(name))
            });
    }
}

/// The text of an identity cell, if something is said there.
fn text(cells: &dyn IdentityCells, identity: Identity) -> Option<(String, Place)> {
    let (cell, place) = cells.cell(identity)?;
    if cell.is_empty() || matches!(cell, CellRef::Error(_)) {
        return None;
    }
    let shown = cell.shown();
    let words: Vec<&str> = shown
        .split(is_space)
        .filter(|word| !word.is_empty())
        .collect();
    let text = words.join(" ");
    (!says_nothing(&text)).then_some((text, place))
}

/// True for a dash and other signs of an empty answer.
fn says_nothing(text: &str) -> bool {
    text.len() <= 12 && number::read(CellRef::Text(text)) == Said::NotReported
}

/// A code in half-width signs, without spaces and the mark some programs put before texts.
fn code_text(text: &str) -> String {
    let code: String = text.nfkc().filter(|c| !is_space(*c)).collect();
    code.trim_start_matches('\'').to_owned()
}

/// The code of a row, if it can be trusted.
fn code(
    cells: &dyn IdentityCells,
    document: &Document,
    gather: &mut Gather,
) -> (Option<Arc<str>>, Option<Place>) {
    let Some((cell, place)) = cells.cell(Identity::Code) else {
        return (None, None);
    };
    let lost =
        matches!(cell, CellRef::Number(number) if number.abs() >= 1e15 || number.fract() != 0.0);
    let shown = code_text(&cell.shown());
    let problem = match cell {
        CellRef::Error(_) => Some(codes::CODE_LOST_DIGITS),
        _ if lost => Some(codes::CODE_LOST_DIGITS),
        _ if says_nothing(&shown) => return (None, None),
        _ if scientific(&shown) => Some(codes::CODE_IN_SCIENTIFIC),
        _ => None,
    };
    match problem {
        Some(problem) => {
            gather.log.at(document, place, problem, |finding| {
                finding.with("value", cell.shown())
            });
            (None, Some(place))
        }
        None => (Some(shown.into()), Some(place)),
    }
}

/// True for a code that a spreadsheet has turned into a number: `4.41E+09`.
fn scientific(code: &str) -> bool {
    let refused = number::read(CellRef::Text(code));
    code.contains(['e', 'E']) && refused == Said::Refused(number::Refusal::Scientific)
}

fn year(cells: &dyn IdentityCells, given: &Given) -> Result<i16, Nobody> {
    let cell = cells
        .cell(Identity::Year)
        .filter(|(cell, _)| !cell.is_empty());
    let Some((cell, place)) = cell else {
        return Ok(given.year.unwrap_or(0));
    };
    let shown = cell.shown();
    year_of(&shown).ok_or_else(|| Nobody {
        place: Some(place),
        code: codes::ROW_WITHOUT_YEAR,
        args: vec![("value", super::figure::short(&shown))],
    })
}

/// The first year that a text names: `2024`, `2024年`, `2024-2025学年`, `2024-09-01`.
pub(crate) fn year_of(text: &str) -> Option<i16> {
    let text = plain(text);
    let mut runs = text.split(|c: char| !c.is_ascii_digit());
    let year = runs
        .find(|run| !run.is_empty())
        .filter(|run| run.len() == 4)?;
    year.parse()
        .ok()
        .filter(|year| (1949..=2199).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_as_people_write_them() {
        for text in [
            "2024",
            "2024年",
            "２０２４学年",
            "2024-2025学年",
            "2024-09-01",
            "2024.0",
        ] {
            assert_eq!(year_of(text), Some(2024), "{text}");
        }
        for text in ["24", "103", "一九", "202409", "0999"] {
            assert_eq!(year_of(text), None, "{text}");
        }
    }
}
