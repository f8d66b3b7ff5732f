//! What are outcomes, schools, stages, indicators and figures called, wherever they are told?

mod sign;

use indicators::County;
use kernel::{Exact, Lang, Missing, Unit};
use standards::{Indicator, Sense, Standard};

use super::telling::plain;
use crate::words::{Args, Words, tell};

pub(crate) use sign::{Said, Sign, item, outcome, spread, standing};

/// Why there is no figure.
pub(crate) fn missing(words: &Words, missing: Missing) -> String {
    words.named(
        &format!("missing-{}", missing.code().replace('_', "-")),
        &Args::new(),
    )
}

/// A number in its unit with so many decimals, or why there is none.
pub(crate) fn figure(
    words: &Words,
    value: &Result<Exact, Missing>,
    unit: &Unit,
    digits: u32,
) -> String {
    match value {
        Ok(value) => unit.show(value).to_fixed(digits),
        Err(reason) => missing(words, *reason),
    }
}

/// A number with its unit behind it: 4.50 m²/生.
pub(crate) fn with_unit(words: &Words, number: &str, unit: &Unit) -> String {
    match unit.label(words.lang) {
        label if label.is_empty() => number.to_owned(),
        label if label == "%" => format!("{number}%"),
        label if words.lang == Lang::En && number != "1" => format!("{number} {}", plural(&label)),
        label => format!("{number} {label}"),
    }
}

/// The English name of a simple unit, for several: rooms, classes, people.
fn plural(label: &str) -> String {
    match label {
        "yuan" => label.to_owned(),
        "class" => "classes".to_owned(),
        "person" => "people".to_owned(),
        label if label.bytes().all(|byte| byte.is_ascii_lowercase()) => format!("{label}s"),
        label => label.to_owned(),
    }
}

/// A stage's title.
pub(crate) fn stage<'w>(words: &'w Words, standard: &'w Standard, stage: usize) -> &'w str {
    standard
        .pack
        .stages()
        .get(stage)
        .map_or("", |stage| words.text(&stage.title))
}

/// A school's name.
pub(crate) fn school(county: &County<'_>, school: usize) -> String {
    county.subject(&county.schools[school]).name.to_string()
}

/// A school with one of its stages where it has several: 某某学校（小学部）.
pub(crate) fn section(
    words: &Words,
    county: &County<'_>,
    school: usize,
    stage: Option<usize>,
) -> String {
    let name = self::school(county, school);
    match stage {
        Some(stage) if county.schools[school].stages.len() > 1 => {
            let stage = self::stage(words, county.standard, stage).to_owned();
            words.bracketed(&name, &tell!(words, "report-section-part", stage = stage))
        }
        _ => name,
    }
}

/// A county's name and year, as people say them.
pub(crate) fn county(words: &Words, county: &County<'_>) -> String {
    let name = if county.name.is_empty() {
        tell!(words, "county-without-name")
    } else {
        county.name.to_string()
    };
    match county.year {
        0 => name,
        year => tell!(
            words,
            "county-and-year",
            county = name,
            year = year.to_string()
        ),
    }
}

/// The id people know an item or indicator by, as `R4` or `G11`: those keep their capitals. Nothing
/// for an id that only files know.
pub(crate) fn official(id: &str) -> &str {
    if id.starts_with(|first: char| first.is_ascii_uppercase()) {
        id
    } else {
        ""
    }
}

/// The id where people know it, and a title.
pub(crate) fn with_id(id: &str, title: &str) -> String {
    format!("{} {title}", official(id)).trim_start().to_owned()
}

/// Of an item or indicator the id where people know it, else the title.
pub(crate) fn called<'n>(id: &'n str, title: &'n str) -> &'n str {
    match official(id) {
        "" => title,
        id => id,
    }
}

/// An indicator by id and short title: `R4 教学用房`.
pub(crate) fn name_of(words: &Words, indicator: &Indicator) -> String {
    with_id(&indicator.id, words.text(&indicator.short))
}

/// The limit as people say it: `≥ 4.5`, `≤ 45`.
pub(crate) fn limit(indicator: &Indicator, limit: &Exact) -> String {
    let sign = match indicator.sense {
        Sense::AtLeast => "≥",
        Sense::AtMost => "≤",
    };
    format!("{sign} {}", plain(&indicator.unit.show(limit)))
}

/// A number without decimals it does not need, with two at most.
pub(crate) fn short(value: &Exact) -> String {
    let plain = value.to_plain();
    let long = plain.contains('/')
        || plain
            .split_once('.')
            .is_some_and(|(_, part)| part.len() > 2);
    if long { value.to_fixed(2) } else { plain }
}
