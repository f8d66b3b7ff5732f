//! By which sign, word and colour is an outcome known, on the screen, on paper and in a workbook?
//!
//! The colour only repeats what sign and word say. The signs are those of Chinese office forms (√,
//! ×, △, □) and stand in every Chinese font.

use indicators::{Figure, ItemOutcome, Lamp, Outcome, SpreadResult, Standing};
use standards::Group;

use crate::terminal::{Look, Tone};
use crate::words::{Words, tell};

/// What came of something, as people look for it.
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

    fn of_standing(standing: Standing, lamp: Lamp) -> Sign {
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

    /// What colour repeats on a screen.
    pub(crate) fn tone(self) -> Tone {
        match self {
            Sign::Plain => Tone::Plain,
            Sign::Met => Tone::Good,
            Sign::Near | Sign::Floor => Tone::Near,
            Sign::Evidence | Sign::Open => Tone::Open,
            Sign::Failed => Tone::Bad,
        }
    }
}

/// A sign with its word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    /// √
    pub(crate) sign: Sign,
    /// 达标
    pub(crate) word: String,
}

impl Said {
    /// Sign and word: √ 达标
    pub(crate) fn plain(&self) -> String {
        format!("{} {}", self.sign.mark(), self.word)
    }

    /// Sign and word in their tone.
    pub(crate) fn painted(&self, look: Look) -> String {
        look.paint(self.sign.tone(), &self.plain())
    }

    /// The sign in its tone.
    pub(crate) fn mark(&self, look: Look) -> String {
        look.paint(self.sign.tone(), self.sign.mark())
    }
}

/// A rule's outcome: of a row, or of a county.
pub(crate) fn outcome(words: &Words, outcome: Outcome) -> Said {
    let (sign, word) = match outcome {
        Outcome::Pass => (Sign::Met, tell!(words, "outcome-pass")),
        Outcome::Fail => (Sign::Failed, tell!(words, "outcome-fail")),
        Outcome::CannotDecide => (Sign::Open, tell!(words, "outcome-cannot-decide")),
        Outcome::NotJudged => (Sign::Plain, tell!(words, "outcome-not-judged")),
    };
    Said { sign, word }
}

/// The outcome of a group, or of an item or test in it, in the group's own words where it has some:
/// of a veto that is met people say 未发现.
pub(crate) fn item<'g>(
    words: &Words,
    group: impl Into<Option<&'g Group>>,
    outcome: ItemOutcome,
) -> Said {
    let own = group.into().and_then(|group| match outcome {
        ItemOutcome::Met => group.met.as_ref(),
        ItemOutcome::NotMet => group.not_met.as_ref(),
        _ => None,
    });
    let usual = || match outcome {
        ItemOutcome::Met => tell!(words, "item-met"),
        ItemOutcome::NotMet => tell!(words, "item-not-met"),
        ItemOutcome::CannotDecide => tell!(words, "item-cannot-decide"),
        ItemOutcome::NeedsEvidence => tell!(words, "item-needs-evidence"),
        ItemOutcome::NotJudged => tell!(words, "item-not-judged"),
    };
    Said {
        sign: Sign::of_item(outcome),
        word: own.map_or_else(usual, |own| words.text(own).to_owned()),
    }
}

/// How a figure stands to its line; the lamp tells narrow from wide.
pub(crate) fn standing(words: &Words, standing: Standing, lamp: Lamp) -> Said {
    let sign = Sign::of_standing(standing, lamp);
    let word = match sign {
        Sign::Met => tell!(words, "standing-met"),
        Sign::Near => tell!(words, "standing-near"),
        Sign::Floor => tell!(words, "standing-floor"),
        Sign::Failed => tell!(words, "standing-below"),
        Sign::Open | Sign::Evidence => tell!(words, "standing-unknown"),
        Sign::Plain => tell!(words, "standing-no-limit"),
    };
    Said { sign, word }
}

/// How a coefficient of variation stands to its limit.
pub(crate) fn spread(words: &Words, standing: Standing, lamp: Lamp) -> Said {
    let mut said = self::standing(words, standing, lamp);
    if standing == Standing::Below {
        said.word = tell!(words, "spread-above");
    }
    said
}
