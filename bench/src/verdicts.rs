//! Counties to verdicts on every core, and what is kept of them.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use indicators::{County, CountyAssessment, Facts, ItemOutcome, Outcome, Standing, counties};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use standards::{ItemKind, Standard};

/// What a county came to: its verdict, its items, its coefficients and its rows.
///
/// This is what a national list needs. The whole assessment of a county (every figure and answer,
/// with its exact fractions) is made and dropped again: it is made anew, in a millisecond, for
/// whoever asks about that county.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// Its name.
    pub county: Arc<str>,
    /// Its verdict.
    pub verdict: Outcome,
    /// By item of the pack.
    pub items: Vec<ItemOutcome>,
    /// Stage, indicator, coefficient and how it stands.
    pub spreads: Vec<(usize, usize, Option<f64>, Standing)>,
    /// School (row of the table), stage, the school rule.
    pub sections: Vec<(usize, usize, Outcome)>,
}

/// Judges every county.
pub fn judge(standard: &Standard, facts: Facts<'_>) -> Vec<Verdict> {
    let counties = counties(standard, facts);
    counties
        .par_iter()
        .map(|county| Verdict::of(county, &county.assess()))
        .collect()
}

impl Verdict {
    fn of(county: &County<'_>, assessment: &CountyAssessment) -> Verdict {
        let spreads = assessment.spreads.iter();
        let sections = assessment.sections.iter();
        Verdict {
            county: assessment.name.clone(),
            verdict: assessment.verdict,
            items: assessment.items.iter().map(|item| item.outcome).collect(),
            spreads: spreads
                .map(|s| (s.stage, s.indicator, s.cv, s.standing))
                .collect(),
            sections: sections
                .map(|s| (county.schools[s.school].row, s.stage, s.outcome))
                .collect(),
        }
    }
}

/// How the counties of a country came out.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Counties judged.
    pub counties: usize,
    /// Counties that pass.
    pub pass: usize,
    /// Counties that fail.
    pub fail: usize,
    /// Counties that a missing figure or evidence leaves open.
    pub open: usize,
    /// Rows judged.
    pub sections: usize,
    /// Rows that pass the school rule.
    pub sections_pass: usize,
    /// Coefficients of variation.
    pub spreads: usize,
    /// Coefficients within their limit.
    pub spreads_met: usize,
}

/// Counts verdicts.
pub fn count(verdicts: &[Verdict]) -> Counts {
    let of = |outcome| {
        verdicts
            .iter()
            .filter(|verdict| verdict.verdict == outcome)
            .count()
    };
    let sections = || verdicts.iter().flat_map(|verdict| &verdict.sections);
    let spreads = || verdicts.iter().flat_map(|verdict| &verdict.spreads);
    Counts {
        counties: verdicts.len(),
        pass: of(Outcome::Pass),
        fail: of(Outcome::Fail),
        open: of(Outcome::CannotDecide),
        sections: sections().count(),
        sections_pass: sections()
            .filter(|section| section.2 == Outcome::Pass)
            .count(),
        spreads: spreads().count(),
        spreads_met: spreads().filter(|spread| spread.3 == Standing::Met).count(),
    }
}

/// Writes verdicts as the three files that the peer writes too: rows, coefficients, counties.
pub fn write(
    standard: &Standard,
    facts: Facts<'_>,
    verdicts: &[Verdict],
    folder: &Path,
) -> Result<(), Box<dyn Error>> {
    let pack = &standard.pack;
    let stage = |stage: usize| pack.stages()[stage].id.as_str();
    let item =
        |wanted: fn(&ItemKind) -> bool| pack.items.iter().position(|item| wanted(&item.kind));
    let schools = item(|kind| matches!(kind, ItemKind::Schools(_)));
    let spread = item(|kind| matches!(kind, ItemKind::Spread));
    let mut rows = csv::Writer::from_path(folder.join("sections.csv"))?;
    let mut spreads = csv::Writer::from_path(folder.join("spreads.csv"))?;
    let mut counties = csv::Writer::from_path(folder.join("counties.csv"))?;
    rows.write_record(["code", "stage", "outcome"])?;
    spreads.write_record(["county", "stage", "indicator", "cv", "standing"])?;
    counties.write_record(["county", "schools", "spread"])?;
    for verdict in verdicts {
        for (row, own, outcome) in &verdict.sections {
            let code = &facts.schools.subjects[*row].code;
            rows.write_record([&**code, stage(*own), word(*outcome)])?;
        }
        for (own, indicator, cv, standing) in &verdict.spreads {
            let cv = cv.map_or(String::new(), |cv| format!("{cv:?}"));
            let id = pack.indicators[*indicator].id.as_str();
            spreads.write_record([
                &*verdict.county,
                stage(*own),
                id,
                &cv,
                standing_word(*standing),
            ])?;
        }
        let of = |item: Option<usize>| item.map_or("", |item| item_word(verdict.items[item]));
        counties.write_record([&*verdict.county, of(schools), of(spread)])?;
    }
    rows.flush()?;
    spreads.flush()?;
    Ok(counties.flush()?)
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "pass",
        Outcome::Fail => "fail",
        Outcome::CannotDecide => "cannot decide",
        Outcome::NotJudged => "not judged",
    }
}

fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Met => "pass",
        Standing::Floor | Standing::Below => "fail",
        Standing::Unknown => "cannot decide",
        Standing::NoLimit => "not judged",
    }
}

fn item_word(outcome: ItemOutcome) -> &'static str {
    match outcome {
        ItemOutcome::Met => "pass",
        ItemOutcome::NotMet => "fail",
        ItemOutcome::NotJudged => "not judged",
        _ => "cannot decide",
    }
}
