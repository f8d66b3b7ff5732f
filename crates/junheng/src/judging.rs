//! What came of judging? Every county, its verdict, and what another reading would change.

use std::collections::{BTreeMap, BTreeSet};

use indicators::{
    County, CountyAssessment, Facts, ItemOutcome, Outcome, SpreadResult, Standing, counties,
};
use rayon::prelude::*;
use standards::Standard;

use crate::desk::Desk;
use crate::failure::Failure;
use crate::interrupt::Stop;
use crate::loading::Loaded;
use crate::progress::Progress;
use crate::words::tell;

/// A standard laid over returns: what every report is made of.
pub(crate) struct Run<'a> {
    /// By what was judged.
    pub(crate) standard: &'a Standard,
    /// What was read.
    pub(crate) loaded: &'a Loaded,
    /// Fingerprint of the returns; with the standard's and the day it names the result.
    pub(crate) facts_hash: String,
    /// Every county with what was found, in the order of names.
    pub(crate) judged: Vec<(County<'a>, CountyAssessment)>,
    /// By county: what other switch positions would change; empty until asked for.
    pub(crate) otherwise: Vec<Vec<Otherwise>>,
}

impl Run<'_> {
    /// Finds out what other switch positions would change.
    pub(crate) fn look_otherwise(&mut self, stop: &Stop) -> Result<(), Failure> {
        self.otherwise = otherwise(stop, self.standard, self.loaded.facts(), &self.judged)?;
        Ok(())
    }

    /// What other switch positions would change in a county (index).
    pub(crate) fn otherwise(&self, county: usize) -> &[Otherwise] {
        self.otherwise.get(county).map_or(&[], Vec::as_slice)
    }
}

/// What one other switch position would change in a county.
#[derive(Debug, Clone)]
pub(crate) struct Otherwise {
    /// The switch (index).
    pub(crate) switch: usize,
    /// The other position (index).
    pub(crate) option: usize,
    /// The county's verdict there.
    pub(crate) verdict: Outcome,
    /// Items that come out differently: index, here, there.
    pub(crate) items: Vec<(usize, ItemOutcome, ItemOutcome)>,
    /// Rows that come out differently: school, stage, here, there; none where there is no row.
    pub(crate) sections: Vec<(usize, usize, Option<Outcome>, Option<Outcome>)>,
    /// Coefficients of variation that stand differently: stage, indicator, here, there.
    pub(crate) spreads: Vec<(usize, usize, Standing, Standing)>,
    /// Coefficients whose value is another.
    pub(crate) moved_spreads: usize,
}

impl Otherwise {
    /// True when nothing that decides comes out differently.
    pub(crate) fn is_same(&self, found: &CountyAssessment) -> bool {
        self.verdict == found.verdict
            && self.items.is_empty()
            && self.sections.is_empty()
            && self.spreads.is_empty()
    }
}

/// Judges the counties asked for, in parallel.
pub(crate) fn judge<'a>(
    desk: &Desk,
    standard: &'a Standard,
    loaded: &'a Loaded,
    county: Option<&str>,
) -> Result<Run<'a>, Failure> {
    let facts = loaded.facts();
    let counties = asked_for(all(standard, facts), county)?;
    let progress = Progress::new(desk);
    progress.say(|| tell!(desk.words, "progress-judging", counties = counties.len()));
    let judged = in_parallel(&desk.stop, counties)?;
    Ok(Run {
        standard,
        loaded,
        facts_hash: facts_hash(facts),
        judged,
        otherwise: Vec::new(),
    })
}

/// Counties with schools, and those of which only the county's own return is there.
fn all<'a>(standard: &'a Standard, facts: Facts<'a>) -> Vec<County<'a>> {
    let mut all = counties(standard, facts);
    let known: BTreeSet<_> = all
        .iter()
        .map(|county| (county.name.clone(), county.year))
        .collect();
    for subject in facts.county.iter().flat_map(|table| &table.subjects) {
        if !known.contains(&(subject.county.clone(), subject.year)) {
            all.push(County::without_schools(
                standard,
                facts,
                &subject.county,
                subject.year,
            ));
        }
    }
    all.sort_by(|a, b| (&a.name, a.year).cmp(&(&b.name, b.year)));
    all
}

fn asked_for<'a>(all: Vec<County<'a>>, name: Option<&str>) -> Result<Vec<County<'a>>, Failure> {
    let Some(name) = name else { return Ok(all) };
    let mut known: Vec<String> = all.iter().map(|county| county.name.to_string()).collect();
    let kept: Vec<County<'a>> = all
        .into_iter()
        .filter(|county| &*county.name == name)
        .collect();
    known.dedup();
    if kept.is_empty() {
        return Err(Failure::UnknownCounty {
            written: name.to_owned(),
            known,
        });
    }
    Ok(kept)
}

fn in_parallel<'a>(
    stop: &Stop,
    counties: Vec<County<'a>>,
) -> Result<Vec<(County<'a>, CountyAssessment)>, Failure> {
    let one = |county: County<'a>| {
        stop.check()?;
        let found = county.assess();
        Ok((county, found))
    };
    counties.into_par_iter().map(one).collect()
}

/// The fingerprint of school and county returns together, as run records write it.
fn facts_hash(facts: Facts<'_>) -> String {
    let schools = facts.schools.hash();
    match facts.county {
        Some(county) => format!("{schools}-{}", county.hash()),
        None => schools,
    }
}

/// What every other position of the switches that ask for it would change, by county.
fn otherwise(
    stop: &Stop,
    standard: &Standard,
    facts: Facts<'_>,
    judged: &[(County<'_>, CountyAssessment)],
) -> Result<Vec<Vec<Otherwise>>, Failure> {
    let mut by_county: Vec<Vec<Otherwise>> = judged.iter().map(|_| Vec::new()).collect();
    for (switch, about) in standard
        .pack
        .switches()
        .iter()
        .enumerate()
        .filter(|(_, s)| s.show_both)
    {
        let others =
            (0..about.options.len()).filter(|option| *option != standard.positions[switch]);
        for option in others {
            stop.check()?;
            let other = standard.with_position(switch, option);
            let all = all(&other, facts);
            let found: Vec<Option<Otherwise>> = judged
                .par_iter()
                .map(|(county, found)| {
                    let there = all
                        .iter()
                        .find(|c| c.name == county.name && c.year == county.year)?;
                    Some(differences((switch, option), found, &there.assess()))
                })
                .collect();
            for (list, found) in by_county.iter_mut().zip(found) {
                list.extend(found);
            }
        }
    }
    Ok(by_county)
}

fn differences(
    (switch, option): (usize, usize),
    here: &CountyAssessment,
    there: &CountyAssessment,
) -> Otherwise {
    let items = here
        .items
        .iter()
        .zip(&there.items)
        .filter(|(a, b)| a.outcome != b.outcome);
    let spread = |found: &SpreadResult| {
        let same = |other: &&SpreadResult| {
            other.stage == found.stage && other.indicator == found.indicator
        };
        there.spreads.iter().find(same).cloned()
    };
    let pairs: Vec<(&SpreadResult, SpreadResult)> = here
        .spreads
        .iter()
        .filter_map(|found| Some((found, spread(found)?)))
        .collect();
    let standing = pairs.iter().filter(|(a, b)| a.standing != b.standing);
    Otherwise {
        switch,
        option,
        verdict: there.verdict,
        items: items.map(|(a, b)| (a.item, a.outcome, b.outcome)).collect(),
        sections: section_differences(here, there),
        spreads: standing
            .map(|(a, b)| (a.stage, a.indicator, a.standing, b.standing))
            .collect(),
        moved_spreads: pairs.iter().filter(|(a, b)| a.cv != b.cv).count(),
    }
}

fn section_differences(
    here: &CountyAssessment,
    there: &CountyAssessment,
) -> Vec<(usize, usize, Option<Outcome>, Option<Outcome>)> {
    let outcomes = |found: &CountyAssessment| -> BTreeMap<(usize, usize), Outcome> {
        found
            .sections
            .iter()
            .map(|s| ((s.stage, s.school), s.outcome))
            .collect()
    };
    let (here, there) = (outcomes(here), outcomes(there));
    let keys: BTreeSet<(usize, usize)> = here.keys().chain(there.keys()).copied().collect();
    let mut differences = Vec::new();
    for (stage, school) in keys {
        let (a, b) = (here.get(&(stage, school)), there.get(&(stage, school)));
        if a != b {
            differences.push((school, stage, a.copied(), b.copied()));
        }
    }
    differences
}
