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
    /// A row of a later year is not loaded.
    pub(crate) latest_year: Option<i16>,
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
    /// Where the row or sheet begins, for one without a cell that says whom it is about.
    fn first(&self) -> Place;
}

/// Why nobody can be told from a row.
pub(crate) struct Nobody {
    pub(crate) place: Option<Place>,
    pub(crate) code: Code,
    pub(crate) args: Vec<(&'static str, String)>,
}

/// Whom a row is about; what is odd about its cells is told.
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
        .unwrap_or(cells.first());
    let has_code = code.is_some();
    let name: Arc<str> = match (name, &code) {
        (Some((name, _)), _) => name.into(),
        (None, Some(code)) => code.clone(),
        (None, None) => return Err(nobody(codes::ROW_WITHOUT_NAME, None)),
    };
    let mut odd = Vec::new();
    odd.extend((!has_code && given.asks_code).then_some((codes::ROW_WITHOUT_CODE, place)));
    let county_odd = county_cell.filter(|_| county.is_none());
    odd.extend(county_odd.map(|place| (codes::COUNTY_UNKNOWN, place)));
    let subject = Subject {
        code: code.unwrap_or_else(|| name.clone()),
        name,
        county: gather.words.share(county.as_deref().unwrap_or_default()),
        township: township.map(|text| gather.words.share(&text)),
        year,
        parent: parent.map(|text| gather.words.share(&text)),
        place,
    };
    Ok(Who {
        subject,
        has_code,
        odd,
    })
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
        .map_or(cells.first(), |(_, place)| place);
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
        odd: Vec::new(),
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

/// The year of a row, 0 when nobody says one.
fn year(cells: &dyn IdentityCells, given: &Given) -> Result<i16, Nobody> {
    let cell = cells.cell(Identity::Year);
    let Some((cell, place)) = cell.filter(|(cell, _)| !cell.is_empty()) else {
        return Ok(given.year.unwrap_or(0));
    };
    let shown = cell.shown();
    let nobody = |code, more: Option<(&'static str, String)>| {
        let value = ("value", super::figure::short(&shown));
        Err(Nobody {
            place: Some(place),
            code,
            args: std::iter::once(value).chain(more).collect(),
        })
    };
    match (year_of(&shown), given.latest_year) {
        (None, _) => nobody(codes::ROW_WITHOUT_YEAR, None),
        (Some(year), Some(latest)) if year > latest => {
            nobody(codes::YEAR_TO_COME, Some(("latest", latest.to_string())))
        }
        (Some(year), _) => Ok(year),
    }
}

/// The year that four digits write.
fn year_written(digits: &str) -> Option<i16> {
    let year = digits.parse().ok().filter(|_| digits.len() == 4);
    year.filter(|year| (1949..=2099).contains(year))
}

/// The first year that a text names: `2024`, `2024年`, `2024-2025学年`, `2024-09-01`.
pub(crate) fn year_of(text: &str) -> Option<i16> {
    let text = plain(text);
    let mut runs = text.split(|c: char| !c.is_ascii_digit());
    runs.find(|run| !run.is_empty()).and_then(year_written)
}

/// A year standing in a title or a name: four digits on their own, that are no part of a mark
/// (`v2021`), of the code of a table (`教基2106`) or of the number of a document (`〔2017〕6号`), and
/// no later than the latest year there may be.
pub(crate) fn year_in(text: &str, latest: Option<i16>) -> Option<i16> {
    let text = plain(text);
    let mut from = 0;
    for run in text.split(|c: char| !c.is_ascii_digit()) {
        let (before, after) = (&text[..from], &text[from + run.len()..]);
        from += run.len() + after.chars().next().map_or(0, char::len_utf8);
        let marked = is_mark(before.chars().rev())
            || is_mark(after.chars())
            || before.ends_with(['基', '职', '高', '〔', '[']);
        let year = year_written(run).filter(|_| !marked);
        if let Some(year) = year.filter(|year| latest.is_none_or(|latest| *year <= latest)) {
            return Some(year);
        }
    }
    None
}

/// One letter or two beside digits make a mark; more are a word.
fn is_mark(beside: impl Iterator<Item = char>) -> bool {
    let letters = beside.take_while(char::is_ascii_alphabetic).take(3).count();
    (1..3).contains(&letters)
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
        for text in ["24", "103", "一九", "202409", "0999", "2106"] {
            assert_eq!(year_of(text), None, "{text}");
        }
    }

    #[test]
    fn only_years_are_read_from_titles_and_names() {
        for text in [
            "2021年",
            "（2021/2022学年初）",
            "2021-2022",
            "某县2021学年报表",
            "学校2021.csv",
            "2021某县.xlsx",
            "2101辽宁2021.csv",
            "schools2021.csv",
            "2052及2021",
            "教基2106（2021年）",
            "教督〔2017〕6号 2021年",
        ] {
            assert_eq!(year_in(text, Some(2027)), Some(2021), "{text}");
        }
        for text in [
            "教基2106",
            "教基 2001",
            "基础基2001",
            "v2021",
            "2021b",
            "教督〔2017〕6号",
            "20210901",
        ] {
            assert_eq!(year_in(text, Some(2027)), None, "{text}");
        }
    }
}
