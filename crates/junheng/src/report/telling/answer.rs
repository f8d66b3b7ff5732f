//! What does one answer to a test of an item say: what there is, what there should be?

use indicators::{Answer, ItemOutcome};
use kernel::{Exact, Missing, Unit};
use standards::{Group, Test};

use crate::report::names;
use crate::report::telling::grouped;
use crate::report::telling::number::of_unit;
use crate::words::{Words, tell};

/// Both sides of a test in its unit; words where there is no number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sides {
    /// What there is.
    pub(crate) have: String,
    /// What there should be.
    pub(crate) need: String,
}

/// The sides of an answer.
pub(crate) fn told(group: &Group, test: &Test, answer: &Answer, words: &Words) -> Sides {
    let have = side(test, &answer.have, words);
    let need = side(test, &answer.need, words);
    let sign = test
        .rules
        .first()
        .and_then(|rule| rule.sides.as_ref())
        .map_or("", |(_, sign, _)| sign);
    let sign = match sign {
        ">=" => "≥ ",
        "<=" => "≤ ",
        "<" => "< ",
        ">" => "> ",
        _ => "",
    };
    Sides {
        have: have.unwrap_or_else(|| bare(group, answer.outcome, words)),
        need: need.map_or_else(String::new, |need| format!("{sign}{need}")),
    }
}

fn side(test: &Test, side: &Option<Result<Exact, Missing>>, words: &Words) -> Option<String> {
    let unit = test.unit.clone().unwrap_or_else(Unit::none);
    Some(match side.as_ref()? {
        Ok(number) => names::with_unit(words, &digits(test, &unit, number), &unit),
        Err(missing) => names::missing(words, *missing),
    })
}

/// The test's decimals; every digit where they would hide which side of the line it is on.
fn digits(test: &Test, unit: &Unit, number: &Exact) -> String {
    let shown = unit.show(number);
    match test.digits {
        Some(digits) if unit.symbol() != "year" => grouped(&shown.to_fixed(digits)),
        _ => of_unit(unit, &shown),
    }
}

/// What a test without numbers says.
fn bare(group: &Group, outcome: ItemOutcome, words: &Words) -> String {
    match outcome {
        ItemOutcome::Met | ItemOutcome::NotMet if group.met.is_some() => {
            names::item(words, group, outcome).word
        }
        ItemOutcome::Met => tell!(words, "report-answer-yes"),
        ItemOutcome::NotMet => tell!(words, "report-answer-no"),
        ItemOutcome::NeedsEvidence => tell!(words, "report-answer-evidence"),
        ItemOutcome::CannotDecide => tell!(words, "missing-not-reported"),
        ItemOutcome::NotJudged => tell!(words, "outcome-not-judged"),
    }
}
