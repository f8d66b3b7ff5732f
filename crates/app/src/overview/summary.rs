//! What a round comes to, in a few numbers, and what they were made of.

use indicators::{CountyAssessment, ItemOutcome, Outcome, Standing};
use serde::{Deserialize, Serialize};
use standards::Pack;
use store::summaries;

/// What a round comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The county's verdict.
    pub verdict: Outcome,
    /// Items of the standard that are met, of those that are judged.
    pub items: Part,
    /// Coefficients of variation within their limit, of those that have one.
    pub coefficients: Part,
    /// Rows that pass the school rule, by stage.
    pub stages: Vec<StagePart>,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// So many …
    pub met: usize,
    /// … of so many.
    pub of: usize,
}

/// So many rows of a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StagePart {
    /// The stage, as in the pack.
    pub stage: String,
    /// Its rows.
    pub sections: Part,
}

impl Part {
    fn of<T>(all: impl Iterator<Item = T>, met: impl Fn(&T) -> bool) -> Part {
        all.fold(Part { met: 0, of: 0 }, |part, one| Part {
            met: part.met + usize::from(met(&one)),
            of: part.of + 1,
        })
    }
}

impl Summary {
    /// What was found, in a few numbers.
    pub(crate) fn new(pack: &Pack, found: &CountyAssessment) -> Summary {
        let items = found.items.iter().map(|item| item.outcome);
        let judged = items.filter(|outcome| *outcome != ItemOutcome::NotJudged);
        let spreads = found.spreads.iter().map(|spread| spread.standing);
        let limited = spreads.filter(|standing| *standing != Standing::NoLimit);
        let stages = pack.stages().iter().enumerate().map(|(at, stage)| {
            let own = found.sections.iter().filter(|section| section.stage == at);
            StagePart {
                stage: stage.id.clone(),
                sections: Part::of(own, |section| section.outcome == Outcome::Pass),
            }
        });
        Summary {
            verdict: found.verdict,
            items: Part::of(judged, |outcome| *outcome == ItemOutcome::Met),
            coefficients: Part::of(limited, |standing| *standing == Standing::Met),
            stages: stages.filter(|part| part.sections.of > 0).collect(),
        }
    }
}

/// Names what a summary is made of: the rules, how often each return and whoever fills it in have
/// changed, and the program that judges. None of the counts ever goes back, so no two states of a round
/// have the same name.
pub(crate) fn made_of(rules: &str, standings: &[summaries::Standing]) -> String {
    let sum = |count: fn(&summaries::Standing) -> i64| -> i64 { standings.iter().map(count).sum() };
    let returns = sum(|own| own.returns);
    let versions = sum(|own| own.versions);
    let orgs = sum(|own| own.orgs);
    let program = env!("CARGO_PKG_VERSION");
    format!("{rules}-{returns}-{versions}-{orgs}-{program}")
}
