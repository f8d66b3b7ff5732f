//! Outcomes, standings and figures as people read them: a word, a sign, a tone, a unit.

use indicators::{County, ItemOutcome, Lamp, Outcome, Standing};
use kernel::{Exact, Lang, Missing, Unit};
use standards::{Indicator, Standard};

use crate::terminal::{Look, Tone};
use crate::words::{Args, Words, tell};

/// A word with its sign and tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    /// `✓`, `!`, `✗`, `?`, `-`
    pub(crate) sign: &'static str,
    /// 达标
    pub(crate) word: String,
    /// What colour repeats.
    pub(crate) tone: Tone,
}

impl Said {
    fn new(words: &Words, id: &str, sign: &'static str, tone: Tone) -> Said {
        Said {
            sign,
            word: words.named(id, &Args::new()),
            tone,
        }
    }

    /// Sign and word: ✓ 达标
    pub(crate) fn plain(&self) -> String {
        format!("{} {}", self.sign, self.word)
    }

    /// Sign and word in their tone.
    pub(crate) fn painted(&self, look: Look) -> String {
        look.paint(self.tone, &self.plain())
    }

    /// The sign in its tone.
    pub(crate) fn mark(&self, look: Look) -> String {
        look.paint(self.tone, self.sign)
    }
}

/// A rule's outcome: of a row, or of a county.
pub(crate) fn outcome(words: &Words, outcome: Outcome) -> Said {
    match outcome {
        Outcome::Pass => Said::new(words, "outcome-pass", "✓", Tone::Good),
        Outcome::Fail => Said::new(words, "outcome-fail", "✗", Tone::Bad),
        Outcome::CannotDecide => Said::new(words, "outcome-cannot-decide", "?", Tone::Open),
        Outcome::NotJudged => Said::new(words, "outcome-not-judged", "-", Tone::Plain),
    }
}

/// An item's outcome.
pub(crate) fn item(words: &Words, outcome: ItemOutcome) -> Said {
    match outcome {
        ItemOutcome::Met => Said::new(words, "item-met", "✓", Tone::Good),
        ItemOutcome::NotMet => Said::new(words, "item-not-met", "✗", Tone::Bad),
        ItemOutcome::CannotDecide => Said::new(words, "item-cannot-decide", "?", Tone::Open),
        ItemOutcome::NeedsEvidence => Said::new(words, "item-needs-evidence", "?", Tone::Open),
        ItemOutcome::NotJudged => Said::new(words, "item-not-judged", "-", Tone::Plain),
    }
}

/// How a figure stands to its line; the lamp tells narrow from wide.
pub(crate) fn standing(words: &Words, standing: Standing, lamp: Lamp) -> Said {
    match (standing, lamp) {
        (Standing::Met, Lamp::Amber) => Said::new(words, "standing-near", "!", Tone::Near),
        (Standing::Met, _) => Said::new(words, "standing-met", "✓", Tone::Good),
        (Standing::Floor, _) => Said::new(words, "standing-floor", "!", Tone::Near),
        (Standing::Below, _) => Said::new(words, "standing-below", "✗", Tone::Bad),
        (Standing::Unknown, _) => Said::new(words, "standing-unknown", "?", Tone::Open),
        (Standing::NoLimit, _) => Said::new(words, "standing-no-limit", "-", Tone::Plain),
    }
}

/// How a coefficient of variation stands to its limit.
pub(crate) fn spread(words: &Words, standing: Standing, lamp: Lamp) -> Said {
    match standing {
        Standing::Below => Said::new(words, "spread-above", "✗", Tone::Bad),
        _ => self::standing(words, standing, lamp),
    }
}

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

/// A school with one of its stages: 甲学校（小学）; only its name when the pack has one stage.
pub(crate) fn section(
    words: &Words,
    county: &County<'_>,
    school: usize,
    stage: Option<usize>,
) -> String {
    let name = self::school(county, school);
    match stage {
        Some(stage) => words.bracketed(&name, self::stage(words, county.standard, stage)),
        None => name,
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

/// `R4 教学用房`; packs whose ids are long names are called by their short titles alone.
pub(crate) fn name_of(words: &Words, indicator: &Indicator) -> String {
    let short = words.text(&indicator.short);
    if indicator.id.len() <= 4 {
        format!("{} {short}", indicator.id)
    } else {
        short.to_owned()
    }
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
