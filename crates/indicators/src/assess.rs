//! A county judged: rows, spreads, items, verdict.

use std::cmp::Ordering;
use std::sync::Arc;

use formula::Value;
use kernel::{Exact, Missing};
use serde::{Deserialize, Serialize};
use standards::{ItemKind, MissingRule, SchoolRule};

use crate::county::{County, School};
use crate::figure::{Figure, Gauge, Lamp, Standing};
use crate::items::{ItemOutcome, ItemResult};
use crate::spread::{Spread, compare_mean_of_roots};

/// What came of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It passes.
    Pass,
    /// It fails, whatever the missing figures are.
    Fail,
    /// A missing figure leaves it open.
    CannotDecide,
    /// The pack has no rule for it.
    NotJudged,
}

/// One stage of one school: a row of the official table II-2.
#[derive(Debug, Clone)]
pub struct Section {
    /// The school (index into the county's schools).
    pub school: usize,
    /// The stage.
    pub stage: usize,
    /// Its pupils.
    pub pupils: Result<Exact, Missing>,
    /// A figure per indicator.
    pub figures: Vec<Figure>,
    /// The school rule.
    pub outcome: Outcome,
    /// A reason to leave the section out that missing figures leave open (index).
    pub doubt: Option<usize>,
}

/// A stage of a school that makes no row, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// The school (index into the county's schools).
    pub school: usize,
    /// The stage.
    pub stage: usize,
    /// The rule (index into the pack's reasons).
    pub reason: usize,
}

/// The spread of one indicator among the sections of one stage.
#[derive(Debug, Clone)]
pub struct SpreadResult {
    /// The stage.
    pub stage: usize,
    /// The indicator.
    pub indicator: usize,
    /// Sections counted (indices), in order.
    pub rows: Vec<usize>,
    /// Sections whose figure is missing.
    pub missing: Vec<usize>,
    /// Σx / ΣP (the mean of the schools' values when unweighted), in base units.
    pub mean: Option<Exact>,
    /// Σx in base units.
    pub sum: Option<Exact>,
    /// ΣP.
    pub weight: Option<Exact>,
    /// Standard deviation, in base units.
    pub sd: Option<f64>,
    /// Coefficient of variation.
    pub cv: Option<f64>,
    /// Its limit.
    pub limit: Option<Exact>,
    /// How it stands.
    pub standing: Standing,
    /// Rounding for show would flip the verdict.
    pub rounding_decides: bool,
    /// By distance.
    pub lamp: Lamp,
    /// The sections that contribute most to the variance, with their share, greatest first.
    pub greatest: Vec<(usize, f64)>,
}

/// The mean of the coefficients of one stage.
#[derive(Debug, Clone)]
pub struct CompositeResult {
    /// The stage.
    pub stage: usize,
    /// The mean; nothing where a coefficient lacks a figure it needs.
    pub value: Option<f64>,
    /// Its limit, if it is judged.
    pub limit: Option<Exact>,
    /// How it stands.
    pub standing: Standing,
    /// Rounding for show would flip the verdict.
    pub rounding_decides: bool,
}

/// A county judged.
#[derive(Debug, Clone)]
pub struct CountyAssessment {
    /// Its name.
    pub name: Arc<str>,
    /// The year of its returns.
    pub year: i16,
    /// Its rows, by stage and then in the order of the input.
    pub sections: Vec<Section>,
    /// Stages that make no row.
    pub left_out: Vec<LeftOut>,
    /// Schools (indices) of which neither the kind nor a figure of any stage is reported: nobody
    /// knows whether they make a row.
    pub unplaced: Vec<usize>,
    /// By stage and indicator.
    pub spreads: Vec<SpreadResult>,
    /// By stage.
    pub composites: Vec<CompositeResult>,
    /// In the order of judgment.
    pub items: Vec<ItemResult>,
    /// By group: the worst of its items.
    pub groups: Vec<ItemOutcome>,
    /// The county's verdict.
    pub verdict: Outcome,
}

const GREATEST: usize = 5;

/// Decimals of a coefficient in the declaration form (table III).
const CV_DIGITS: u32 = 3;

impl County<'_> {
    /// Judges the county.
    pub fn assess(&self) -> CountyAssessment {
        let (sections, left_out) = self.sections(self.school_rule());
        let spreads = self.spreads(&sections);
        let composites = self.composites(&sections, &spreads);
        let mut assessment = CountyAssessment {
            name: self.name.clone(),
            year: self.year,
            sections,
            left_out,
            unplaced: self.unplaced(),
            spreads,
            composites,
            items: Vec::new(),
            groups: Vec::new(),
            verdict: Outcome::NotJudged,
        };
        assessment.items = self.items(&assessment);
        assessment.groups = self.groups(&assessment.items);
        assessment.verdict = verdict(&assessment.groups);
        assessment
    }

    /// The rule by which a section passes, if the pack has one.
    pub(crate) fn school_rule(&self) -> Option<&SchoolRule> {
        self.standard
            .pack
            .items
            .iter()
            .find_map(|item| match &item.kind {
                ItemKind::Schools(rule) => Some(rule),
                _ => None,
            })
    }

    fn unplaced(&self) -> Vec<usize> {
        let kinds = self.standard.pack.sections.kind.is_some();
        let table = self.facts.schools;
        let unknown =
            |school: &School| school.stages.is_empty() && table.has_stage(school.row, 0).is_none();
        let schools = self
            .schools
            .iter()
            .enumerate()
            .filter(|(_, school)| kinds && unknown(school));
        schools.map(|(index, _)| index).collect()
    }

    fn sections(&self, rule: Option<&SchoolRule>) -> (Vec<Section>, Vec<LeftOut>) {
        let stages = self.standard.pack.stages();
        let (mut sections, mut left_out) = (Vec::new(), Vec::new());
        for stage in (0..stages.len()).filter(|stage| stages[*stage].judged) {
            let indicators = self.standard.pack.indicators.iter();
            let gauges: Vec<Gauge<'_>> = indicators.map(|i| self.gauge(i, stage)).collect();
            let section = |index, doubt| self.section((index, stage), &gauges, rule, doubt);
            for (index, school) in self.schools.iter().enumerate() {
                if !school.stages.contains(&stage) {
                    continue;
                }
                match self.left_out(school, stage) {
                    Ok(Some(reason)) => left_out.push(LeftOut {
                        school: index,
                        stage,
                        reason,
                    }),
                    Ok(None) => sections.push(section(index, None)),
                    Err(doubt) => sections.push(section(index, Some(doubt))),
                }
            }
        }
        (sections, left_out)
    }

    /// The first reason to leave a section out that holds; the first that is open, as an error.
    fn left_out(&self, school: &School, stage: usize) -> Result<Option<usize>, usize> {
        let mut open = None;
        for (i, reason) in self.standard.pack.sections.leave_out.iter().enumerate() {
            let Some(when) = &reason.when[stage] else {
                continue;
            };
            match when.value(&self.school_row(school)) {
                Value::Truth(true) => return Ok(Some(i)),
                Value::Missing(_) => open = open.or(Some(i)),
                _ => {}
            }
        }
        open.map_or(Ok(None), Err)
    }

    fn section(
        &self,
        (index, stage): (usize, usize),
        gauges: &[Gauge<'_>],
        rule: Option<&SchoolRule>,
        doubt: Option<usize>,
    ) -> Section {
        let school = &self.schools[index];
        let share = self.share(school, stage);
        let figures: Vec<Figure> = gauges
            .iter()
            .map(|gauge| self.figure_by(gauge, school, &share))
            .collect();
        let outcome = match (rule, doubt) {
            (None, _) => Outcome::NotJudged,
            (Some(_), Some(_)) => Outcome::CannotDecide,
            (Some(rule), None) => apply_rule(rule, &figures),
        };
        Section {
            school: index,
            stage,
            pupils: self.pupils(school, stage),
            figures,
            outcome,
            doubt,
        }
    }

    fn spreads(&self, sections: &[Section]) -> Vec<SpreadResult> {
        let pack = &self.standard.pack;
        let mut spreads = Vec::new();
        for stage in 0..pack.stages().len() {
            if !sections.iter().any(|section| section.stage == stage) {
                continue;
            }
            for (i, indicator) in pack.indicators.iter().enumerate() {
                let applies = indicator.amount[stage].is_some();
                if indicator.spread.is_some() && applies {
                    spreads.push(self.spread(sections, stage, i));
                }
            }
        }
        spreads
    }

    fn spread(&self, sections: &[Section], stage: usize, index: usize) -> SpreadResult {
        let (rows, missing, pairs) = pairs(sections, stage, index);
        let spread = Spread::new(&pairs, self.standard.weighting());
        let (limit, digits) = self.spread_limit(stage, index);
        let cv = spread.as_ref().and_then(Spread::cv);
        let mut result = SpreadResult {
            stage,
            indicator: index,
            mean: spread.as_ref().and_then(Spread::mean),
            sum: spread.as_ref().map(|spread| spread.sum().clone()),
            weight: spread.as_ref().map(|spread| spread.weight().clone()),
            sd: spread.as_ref().and_then(Spread::sd),
            cv,
            standing: if self.has_spread_limit(index) {
                Standing::Unknown
            } else {
                Standing::NoLimit
            },
            limit,
            rounding_decides: false,
            lamp: Lamp::Grey,
            greatest: spread
                .as_ref()
                .map(|s| greatest(&rows, s))
                .unwrap_or_default(),
            rows,
            missing,
        };
        let complete = self.is_complete(sections, &result);
        if let (Some(spread), Some(limit), true) = (&spread, result.limit.clone(), complete) {
            self.judge_spread(&mut result, spread, &limit, digits);
        }
        result
    }

    fn has_spread_limit(&self, index: usize) -> bool {
        let rule = &self.standard.pack.indicators[index].spread;
        rule.as_ref().is_some_and(|rule| rule.limit.is_some())
    }

    /// Whether a coefficient may be judged: every figure it needs is there, and so is the answer to
    /// which sections belong in it.
    fn is_complete(&self, sections: &[Section], spread: &SpreadResult) -> bool {
        let leaves_out =
            self.standard.pack.indicators[spread.indicator].missing == MissingRule::LeaveOut;
        let doubt = sections
            .iter()
            .any(|section| section.stage == spread.stage && section.doubt.is_some());
        leaves_out || (spread.missing.is_empty() && !doubt && self.unplaced().is_empty())
    }

    fn spread_limit(&self, stage: usize, index: usize) -> (Option<Exact>, u32) {
        let Some(rule) = &self.standard.pack.indicators[index].spread else {
            return (None, CV_DIGITS);
        };
        let limit = rule
            .limit
            .and_then(|limit| self.standard.parameter(limit, Some(stage)));
        (limit.map(|limit| limit.value.clone()), rule.digits)
    }

    fn judge_spread(&self, result: &mut SpreadResult, spread: &Spread, limit: &Exact, digits: u32) {
        let Some(order) = spread.compare(limit) else {
            return;
        };
        let met = order != Ordering::Greater;
        result.standing = if met { Standing::Met } else { Standing::Below };
        let printed_met = spread.compare(&printed_limit(limit, digits)) == Some(Ordering::Less);
        result.rounding_decides = printed_met != met;
        let near = limit.clone() * (Exact::ONE - self.standard.pack.lamps.near.clone());
        result.lamp = match (met, spread.compare(&near)) {
            (true, Some(Ordering::Greater)) => Lamp::Amber,
            (true, _) => Lamp::Green,
            (false, _) => Lamp::Red,
        };
    }

    fn composites(&self, sections: &[Section], spreads: &[SpreadResult]) -> Vec<CompositeResult> {
        let limit = self
            .standard
            .pack
            .items
            .iter()
            .find_map(|item| match item.kind {
                ItemKind::Composite { limit } => Some(limit),
                _ => None,
            });
        let (Some(limit), true) = (limit, self.standard.shows_composite()) else {
            return Vec::new();
        };
        let stages = 0..self.standard.pack.stages().len();
        let stages = stages.filter(|stage| spreads.iter().any(|spread| spread.stage == *stage));
        stages
            .map(|stage| self.composite(sections, spreads, stage, limit))
            .collect()
    }

    fn composite(
        &self,
        sections: &[Section],
        spreads: &[SpreadResult],
        stage: usize,
        limit: Option<usize>,
    ) -> CompositeResult {
        let own: Vec<&SpreadResult> = spreads
            .iter()
            .filter(|spread| spread.stage == stage)
            .collect();
        let judged = limit.is_some();
        let limit = limit.and_then(|limit| self.standard.parameter(limit, Some(stage)));
        let limit = limit.map(|limit| limit.value.clone());
        let complete = own.iter().all(|spread| self.is_complete(sections, spread));
        let cvs: Option<Vec<f64>> = own.iter().map(|spread| spread.cv).collect();
        let value = cvs.filter(|_| complete);
        let value = value.map(|cvs| cvs.iter().sum::<f64>() / cvs.len() as f64);
        let compare = |limit: &Exact| {
            if complete {
                self.compare_composite(sections, &own, limit)
            } else {
                None
            }
        };
        let order = limit.as_ref().and_then(compare);
        let printed = limit.as_ref().map(|limit| printed_limit(limit, CV_DIGITS));
        let printed_met = printed
            .and_then(|limit| compare(&limit))
            .map(|o| o == Ordering::Less);
        let standing = match order {
            _ if !judged => Standing::NoLimit,
            Some(Ordering::Greater) => Standing::Below,
            Some(_) => Standing::Met,
            None => Standing::Unknown,
        };
        let met = order.map(|order| order != Ordering::Greater);
        CompositeResult {
            stage,
            value,
            limit,
            standing,
            rounding_decides: met != printed_met,
        }
    }

    fn compare_composite(
        &self,
        sections: &[Section],
        spreads: &[&SpreadResult],
        limit: &Exact,
    ) -> Option<Ordering> {
        // Far from the limit the binary mean settles it: its error is many orders below 1e-6.
        let cvs: Option<Vec<f64>> = spreads.iter().map(|spread| spread.cv).collect();
        let cvs = cvs?;
        let away = cvs.iter().sum::<f64>() / cvs.len() as f64 - limit.to_f64();
        if away.abs() > 1e-6 {
            return away.partial_cmp(&0.0);
        }
        let squares: Option<Vec<Exact>> = spreads
            .iter()
            .map(|spread| {
                let (_, _, pairs) = pairs(sections, spread.stage, spread.indicator);
                Spread::new(&pairs, self.standard.weighting())?.squared()
            })
            .collect();
        compare_mean_of_roots(&squares?, limit)
    }
}

/// Rounded half up, a coefficient prints as at most the limit exactly when it is below this.
fn printed_limit(limit: &Exact, digits: u32) -> Exact {
    let half = Exact::ratio(1, 2 * 10i128.pow(digits.min(30))).unwrap_or(Exact::ZERO);
    limit.round(digits) + half
}

/// Sections of a stage with a figure, sections without, and the figures.
/// Sections (indices) of a stage that have a figure, those that lack it, and amounts with denominators.
pub(crate) fn pairs(
    sections: &[Section],
    stage: usize,
    indicator: usize,
) -> (Vec<usize>, Vec<usize>, Vec<(Exact, Exact)>) {
    let (mut rows, mut missing, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
    for (i, section) in sections
        .iter()
        .enumerate()
        .filter(|(_, s)| s.stage == stage)
    {
        let figure = &section.figures[indicator];
        match (&figure.value, &figure.amount, &figure.per) {
            (Ok(_), Ok(amount), Ok(per)) => {
                rows.push(i);
                pairs.push((amount.clone(), per.clone()));
            }
            _ => missing.push(i),
        }
    }
    (rows, missing, pairs)
}

fn greatest(rows: &[usize], spread: &Spread) -> Vec<(usize, f64)> {
    let mut parts: Vec<(usize, f64)> = rows.iter().copied().zip(spread.contributions()).collect();
    parts.sort_by(|a, b| b.1.total_cmp(&a.1));
    parts.truncate(GREATEST);
    parts
}

/// At least so many met, each of the others at its floor: undecided only as far as what is missing
/// could still change it.
fn apply_rule(rule: &SchoolRule, figures: &[Figure]) -> Outcome {
    let count = |wanted: Standing| {
        rule.indicators
            .iter()
            .filter(|i| figures[**i].standing == wanted)
            .count()
    };
    let (met, unknown) = (count(Standing::Met), count(Standing::Unknown));
    if count(Standing::Below) > 0 || met + unknown < rule.at_least {
        Outcome::Fail
    } else if unknown > 0 {
        Outcome::CannotDecide
    } else {
        Outcome::Pass
    }
}

fn verdict(groups: &[ItemOutcome]) -> Outcome {
    let any = |wanted: ItemOutcome| groups.contains(&wanted);
    if groups.iter().all(|group| *group == ItemOutcome::NotJudged) {
        Outcome::NotJudged
    } else if any(ItemOutcome::NotMet) {
        Outcome::Fail
    } else if any(ItemOutcome::CannotDecide) || any(ItemOutcome::NeedsEvidence) {
        Outcome::CannotDecide
    } else {
        Outcome::Pass
    }
}
