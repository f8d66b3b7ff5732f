//! What are schools, stages and limits called?

use indicators::County;
use kernel::{Exact, Missing};
use standards::{Indicator, Sense};

use crate::report::telling::plain;
use crate::words::{Words, tell};

/// Why a figure is not there.
pub(crate) fn missing_word(missing: Missing, words: &Words) -> String {
    crate::report::names::missing(words, missing)
}

/// A stage's title.
pub(crate) fn stage_title<'a>(county: &'a County<'_>, stage: usize, words: &Words) -> &'a str {
    county.standard.pack.stages()[stage].title.get(words.lang)
}

/// A school's name.
pub(crate) fn subject_name<'a>(county: &'a County<'_>, school: usize) -> &'a str {
    &county.subject(&county.schools[school]).name
}

/// A row's name: the school, and its stage where the school has several: 某某学校（小学部）.
pub(crate) fn section_name(
    county: &County<'_>,
    school: usize,
    stage: usize,
    words: &Words,
) -> String {
    let name = subject_name(county, school);
    if county.schools[school].stages.len() < 2 {
        return name.to_owned();
    }
    let part = tell!(
        words,
        "report-section-part",
        stage = stage_title(county, stage, words).to_owned()
    );
    words.bracketed(name, &part)
}

/// The limit as people say it: `≥ 4.5`, `≤ 45`.
pub(crate) fn limit_text(indicator: &Indicator, limit: &Exact) -> String {
    let sign = match indicator.sense {
        Sense::AtLeast => "≥",
        Sense::AtMost => "≤",
    };
    format!("{sign} {}", plain(&indicator.unit.show(limit)))
}

/// The id people know an item or indicator by: `R4`, `G11`. Ids that only files know are not shown.
pub(crate) fn official(id: &str) -> String {
    if id.starts_with(|first: char| first.is_ascii_uppercase()) {
        id.to_owned()
    } else {
        String::new()
    }
}

/// An id where there is one, and a title.
pub(crate) fn with_id(id: &str, title: &str) -> String {
    format!("{} {title}", official(id)).trim_start().to_owned()
}
