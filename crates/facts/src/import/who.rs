//! Whom is a row about? Its code, name, county, year, read from cells or given for all rows.

use std::sync::Arc;

use kernel::{Document, Place};

use super::code::{code, code_text, says_nothing};
use super::gather::{Gather, Who};
use crate::catalogue::SubjectKind;
use crate::codes::{self, Code};
use crate::heads::plain;
use crate::identity::Identity;
use crate::reading::{CellRef, is_space};
use crate::table::Subject;

/// What holds where a row does not say.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given {
    pub(crate) county: Option<String>,
    pub(crate) year: Option<i16>,
    pub(crate) subject: Option<SubjectKind>,
    /// True when the sheet has a place for codes.
    pub(crate) asks_code: bool,
    /// True when the map tells schools apart by code: a row without one is not loaded.
    pub(crate) needs_code: bool,
    /// True when the codes are the national ones: ten digits.
    pub(crate) national_code: bool,
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
    let mut text = |identity| text(cells, identity, document, gather);
    let county = text(Identity::County)
        .map(|(text, _)| text)
        .or_else(|| given.county.clone());
    if given.subject == Some(SubjectKind::County) {
        return county_of(cells, county, year, gather);
    }
    let county_cell = cells.cell(Identity::County).map(|(_, place)| place);
    let name = text(Identity::Name);
    let township = text(Identity::Township).map(|(text, _)| text);
    let parent = text(Identity::Parent).map(|(text, _)| code_text(&text));
    let (code, code_place) = code(cells, name.as_ref(), given, document, gather)?;
    let place = code_place
        .or(name.as_ref().map(|(_, place)| *place))
        .unwrap_or(Place::NOWHERE);
    let has_code = code.is_some();
    let name: Arc<str> = match (name, &code) {
        (Some((name, _)), _) => name.into(),
        (None, Some(code)) => code.clone(),
        (None, None) => return Err(nobody(codes::ROW_WITHOUT_NAME, None)),
    };
    if !has_code && given.asks_code {
        gather
            .log
            .at(document, place, codes::ROW_WITHOUT_CODE, |finding| {
                finding.about(&*name).with("name", &name)
            });
    }
    if let (None, Some(place)) = (&county, county_cell) {
        gather
            .log
            .at(document, place, codes::COUNTY_UNKNOWN, |finding| {
                finding.about(&*name).with("name", &name)
            });
    }
    let subject = Subject {
        code: code.unwrap_or_else(|| name.clone()),
        name,
        county: gather.words.share(county.as_deref().unwrap_or_default()),
        township: township.map(|text| gather.words.share(&text)),
        year,
        parent: parent.map(|text| gather.words.share(&text)),
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

/// A longer text is no name: it is told and not kept, however often a file repeats it.
pub(super) const LONGEST: usize = 600;

pub(super) fn tell_too_long(text: &str, document: &Document, place: Place, gather: &mut Gather) {
    gather
        .log
        .at(document, place, codes::TEXT_TOO_LONG, |finding| {
            finding.with("value", super::figure::short(text))
        });
}

/// The text of an identity cell, if something is said there that can be read.
fn text(
    cells: &dyn IdentityCells,
    identity: Identity,
    document: &Document,
    gather: &mut Gather,
) -> Option<(String, Place)> {
    let (cell, place) = cells.cell(identity)?;
    if cell.is_empty() || matches!(cell, CellRef::Error(_) | CellRef::Uncalculated) {
        return None;
    }
    let shown = cell.shown();
    if shown.len() > LONGEST {
        tell_too_long(&shown, document, place, gather);
        return None;
    }
    let words: Vec<&str> = shown
        .split(is_space)
        .filter(|word| !word.is_empty())
        .collect();
    let text = words.join(" ");
    if text.contains('\u{fffd}') {
        gather
            .log
            .at(document, place, codes::CELL_DAMAGED, |finding| {
                finding.with("value", super::figure::short(&text))
            });
        return None;
    }
    if text.starts_with(['=', '+', '-', '@']) && !says_nothing(&text) {
        gather
            .log
            .at(document, place, codes::NAME_LOOKS_LIKE_FORMULA, |finding| {
                let column = identity.title();
                finding
                    .with("column", column.zh)
                    .with("column_en", column.en)
                    .with("value", super::figure::short(&text))
            });
    }
    (!says_nothing(&text)).then_some((text, place))
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

/// A year standing in a text: four digits on their own.
pub(crate) fn year_in(text: &str) -> Option<i16> {
    let text = plain(text);
    let mut runs = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() == 4);
    runs.find_map(year_of)
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
