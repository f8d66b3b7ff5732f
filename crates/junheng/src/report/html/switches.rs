//! What would another reading of the law change? Each other position of a switch that is to be shown
//! both ways, with everything that would come out differently.

use indicators::{ItemOutcome, Lamp, Outcome, Standing};
use serde::Serialize;

use crate::judging::Otherwise;
use crate::report::html::county::{Look, verdict};
use crate::report::html::table::Mark;
use crate::report::names::{self, Said, Sign};
use crate::words::tell;

/// Another position of a switch and what it changes.
#[derive(Debug, Serialize)]
pub(super) struct Reading {
    pub(super) switch: String,
    pub(super) now: String,
    pub(super) other: String,
    pub(super) verdict: Option<(Mark, Mark)>,
    pub(super) changes: Vec<Change>,
    pub(super) more: usize,
    pub(super) moved: usize,
}

/// Something that would come out otherwise.
#[derive(Debug, Serialize)]
pub(super) struct Change {
    pub(super) what: String,
    pub(super) before: Mark,
    pub(super) after: Mark,
}

const CHANGES: usize = 12;

/// The other readings of a county (index).
pub(super) fn readings(look: &Look<'_>, county: usize) -> Vec<Reading> {
    let otherwise = look
        .paper
        .otherwise
        .get(county)
        .map_or(&[][..], Vec::as_slice);
    otherwise.iter().map(|other| reading(look, other)).collect()
}

fn reading(look: &Look<'_>, other: &Otherwise) -> Reading {
    let (words, standard) = (look.words(), look.paper.standard);
    let switch = &standard.pack.switches()[other.switch];
    let title = |position: usize| words.text(&switch.options[position].title).to_owned();
    let items = other.items.iter().map(|change| item(look, *change));
    let spreads = other.spreads.iter().map(|change| spread(look, *change));
    let rows = other.sections.iter().map(|change| row(look, *change));
    let mut changes: Vec<Change> = items.chain(spreads).chain(rows).collect();
    let more = changes.len().saturating_sub(CHANGES);
    changes.truncate(CHANGES);
    let turned = other.verdict != look.found.verdict;
    Reading {
        switch: words.text(&switch.title).to_owned(),
        now: title(standard.positions[other.switch]),
        other: title(other.option),
        verdict: turned.then(|| {
            (
                verdict(look.found.verdict, words),
                verdict(other.verdict, words),
            )
        }),
        changes,
        more,
        moved: other.moved_spreads,
    }
}

fn item(look: &Look<'_>, (index, before, after): (usize, ItemOutcome, ItemOutcome)) -> Change {
    let item = &look.paper.standard.pack.items[index];
    let what = names::with_id(&item.id, look.words().text(&item.title));
    let mark = |outcome| Mark::new(names::item(look.words(), look.group(item), outcome));
    Change {
        what,
        before: mark(before),
        after: mark(after),
    }
}

fn spread(
    look: &Look<'_>,
    (stage, indicator, before, after): (usize, usize, Standing, Standing),
) -> Change {
    let indicator = &look.paper.standard.pack.indicators[indicator];
    let what = tell!(
        look.words(),
        "report-spread-of",
        stage = names::stage(look.words(), look.county.standard, stage).to_owned(),
        indicator = names::with_id(&indicator.id, look.words().text(&indicator.short))
    );
    let mark = |standing| Mark::new(names::spread(look.words(), standing, Lamp::Grey));
    Change {
        what,
        before: mark(before),
        after: mark(after),
    }
}

fn row(
    look: &Look<'_>,
    (school, stage, before, after): (usize, usize, Option<Outcome>, Option<Outcome>),
) -> Change {
    let mark = |outcome: Option<Outcome>| match outcome {
        Some(outcome) => Mark::new(names::outcome(look.words(), outcome)),
        None => Mark::new(Said {
            sign: Sign::Plain,
            word: tell!(look.words(), "report-no-row"),
        }),
    };
    Change {
        what: names::section(look.words(), look.county, school, Some(stage)),
        before: mark(before),
        after: mark(after),
    }
}
