//! By which sign, word and colour is an outcome known?
//!
//! The colour only repeats what sign and word say. The signs are those of Chinese office forms (√,
//! ×, △, □) and stand in every Chinese font.

use indicators::{Figure, ItemOutcome, Lamp, Outcome, SpreadResult, Standing};

use crate::words::{Words, tell};

/// What came of something, as people look for it on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sign {
    /// Only shown.
    Plain,
    /// Met with room to spare.
    Met,
    /// Met, close to the line.
    Near,
    /// Only evidence can decide it.
    Evidence,
    /// A figure is missing.
    Open,
    /// Missed, but above the floor.
    Floor,
    /// Missed.
    Failed,
}

impl Sign {
    /// Of a figure.
    pub(crate) fn of_figure(figure: &Figure) -> Sign {
        Sign::of_standing(figure.standing, figure.lamp)
    }

    /// Of a coefficient of variation.
    pub(crate) fn of_spread(spread: &SpreadResult) -> Sign {
        Sign::of_standing(spread.standing, spread.lamp)
    }

    /// Of a standing and its lamp.
    pub(crate) fn of_standing(standing: Standing, lamp: Lamp) -> Sign {
        match (standing, lamp) {
            (Standing::Met, Lamp::Amber) => Sign::Near,
            (Standing::Met, _) => Sign::Met,
            (Standing::Floor, _) => Sign::Floor,
            (Standing::Below, _) => Sign::Failed,
            (Standing::Unknown, _) => Sign::Open,
            (Standing::NoLimit, _) => Sign::Plain,
        }
    }

    /// Of an item or a test.
    pub(crate) fn of_item(outcome: ItemOutcome) -> Sign {
        match outcome {
            ItemOutcome::NotJudged => Sign::Plain,
            ItemOutcome::Met => Sign::Met,
            ItemOutcome::NeedsEvidence => Sign::Evidence,
            ItemOutcome::CannotDecide => Sign::Open,
            ItemOutcome::NotMet => Sign::Failed,
        }
    }

    /// Of a school or a county.
    pub(crate) fn of_outcome(outcome: Outcome) -> Sign {
        match outcome {
            Outcome::Pass => Sign::Met,
            Outcome::Fail => Sign::Failed,
            Outcome::CannotDecide => Sign::Open,
            Outcome::NotJudged => Sign::Plain,
        }
    }

    /// The sign itself.
    pub(crate) fn mark(self) -> &'static str {
        match self {
            Sign::Plain => "—",
            Sign::Met | Sign::Near => "√",
            Sign::Evidence => "□",
            Sign::Open => "?",
            Sign::Floor => "△",
            Sign::Failed => "×",
        }
    }

    /// Its name for style sheets.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Sign::Plain => "plain",
            Sign::Met => "met",
            Sign::Near => "near",
            Sign::Evidence => "evidence",
            Sign::Open => "open",
            Sign::Floor => "floor",
            Sign::Failed => "failed",
        }
    }

    /// The word.
    pub(crate) fn word(self, words: &Words) -> String {
        match self {
            Sign::Plain => tell!(words, "outcome-not-judged"),
            Sign::Met => tell!(words, "standing-met"),
            Sign::Near => tell!(words, "standing-near"),
            Sign::Evidence => tell!(words, "item-needs-evidence"),
            Sign::Open => tell!(words, "standing-unknown"),
            Sign::Floor => tell!(words, "standing-floor"),
            Sign::Failed => tell!(words, "standing-below"),
        }
    }

    /// Sign and word: `√ 达标`.
    pub(crate) fn told(self, words: &Words) -> String {
        format!("{} {}", self.mark(), self.word(words))
    }
}
