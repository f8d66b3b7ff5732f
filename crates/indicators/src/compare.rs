//! What moved between two runs, and why: the facts, the parameters, the formulas or the profile?
//!
//! A figure is compared by what it rested on. If its inputs differ the facts moved it; if its
//! limit, floor or split weights differ the parameters did; if its formula reads differently the
//! formula did. Several may be true at once, and all are told.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::assess::Outcome;
use crate::figure::Standing;
use crate::items::ItemOutcome;
use crate::record::{
    CountyRecord, FigureRecord, InputRecord, RuleRecord, RunRecord, SectionRecord,
};

/// Why something moved.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "cause")]
pub enum Cause {
    /// Reported figures differ: name, before, after.
    Facts {
        /// Each input that differs.
        inputs: Vec<(String, String, String)>,
    },
    /// Values of the standard differ: name, before, after.
    Parameters {
        /// Each value that differs.
        values: Vec<(String, String, String)>,
    },
    /// The formula reads differently.
    Formula {
        /// As it was.
        before: String,
        /// As it is.
        after: String,
    },
    /// Switches stand differently: name, before, after.
    Profile {
        /// Each switch that differs.
        switches: Vec<(String, String, String)>,
    },
    /// The row was not there before.
    Appeared,
    /// The row is no longer there.
    Vanished,
    /// Rows of schools behind a county figure differ: how many changed, came, went.
    Schools {
        /// Rows whose figure changed.
        changed: usize,
        /// Rows that came.
        came: usize,
        /// Rows that went.
        went: usize,
    },
}

/// A figure of a row that moved.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MovedFigure {
    /// County.
    pub county: String,
    /// School code.
    pub code: String,
    /// School name.
    pub name: String,
    /// Stage.
    pub stage: String,
    /// Indicator.
    pub indicator: String,
    /// Value printed before.
    pub before: Option<String>,
    /// Value printed after.
    pub after: Option<String>,
    /// Standing before and after.
    pub standing: (Option<Standing>, Option<Standing>),
    /// Why.
    pub causes: Vec<Cause>,
}

/// A coefficient of variation that moved.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MovedSpread {
    /// County.
    pub county: String,
    /// Stage.
    pub stage: String,
    /// Indicator.
    pub indicator: String,
    /// Before.
    pub before: Option<f64>,
    /// After.
    pub after: Option<f64>,
    /// Standing before and after.
    pub standing: (Option<Standing>, Option<Standing>),
    /// Why.
    pub causes: Vec<Cause>,
}

/// An item or the county whose outcome moved.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MovedOutcome {
    /// County.
    pub county: String,
    /// Item.
    pub item: String,
    /// Before and after.
    pub outcome: (Option<ItemOutcome>, Option<ItemOutcome>),
}

/// A county whose verdict moved, or that is in one run only.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MovedVerdict {
    /// County.
    pub county: String,
    /// Before and after.
    pub verdict: (Option<Outcome>, Option<Outcome>),
}

/// What moved between two runs.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Comparison {
    /// Verdicts.
    pub verdicts: Vec<MovedVerdict>,
    /// Items.
    pub items: Vec<MovedOutcome>,
    /// Coefficients of variation.
    pub spreads: Vec<MovedSpread>,
    /// Figures of rows.
    pub figures: Vec<MovedFigure>,
    /// Figures of rows that stayed as they were.
    pub unmoved: usize,
}

type Changes = Vec<(String, String, String)>;

struct Context<'a> {
    before: BTreeMap<(&'a str, &'a str), &'a RuleRecord>,
    after: BTreeMap<(&'a str, &'a str), &'a RuleRecord>,
    switches: Changes,
}

/// Compares two runs, county by county (matched by name, whatever their year).
pub fn compare(before: &RunRecord, after: &RunRecord) -> Comparison {
    let context = Context {
        before: rules(before),
        after: rules(after),
        switches: changes(&before.standard.profile, &after.standard.profile),
    };
    let mut comparison = Comparison::default();
    for (name, pair) in by_key(&before.counties, &after.counties, |county| {
        county.name.clone()
    }) {
        let verdict = (pair.0.map(|c| c.verdict), pair.1.map(|c| c.verdict));
        if verdict.0 != verdict.1 {
            comparison.verdicts.push(MovedVerdict {
                county: name,
                verdict,
            });
        }
        if let (Some(before), Some(after)) = pair {
            context.county(before, after, &mut comparison);
        }
    }
    comparison
}

fn rules(run: &RunRecord) -> BTreeMap<(&str, &str), &RuleRecord> {
    run.rules
        .iter()
        .map(|rule| ((rule.stage.as_str(), rule.indicator.as_str()), rule))
        .collect()
}

impl Context<'_> {
    fn county(&self, before: &CountyRecord, after: &CountyRecord, out: &mut Comparison) {
        for (item, pair) in by_key(&before.items, &after.items, |item| item.id.clone()) {
            let outcome = (pair.0.map(|i| i.outcome), pair.1.map(|i| i.outcome));
            if outcome.0 != outcome.1 {
                out.items.push(MovedOutcome {
                    county: after.name.clone(),
                    item,
                    outcome,
                });
            }
        }
        let first = out.figures.len();
        let key = |section: &SectionRecord| (section.code.clone(), section.stage.clone());
        for (_, pair) in by_key(&before.sections, &after.sections, key) {
            self.section(&after.name, pair, out);
        }
        let moved = out.figures[first..].to_vec();
        self.spreads(before, after, &moved, out);
    }

    fn section(
        &self,
        county: &str,
        (before, after): (Option<&SectionRecord>, Option<&SectionRecord>),
        out: &mut Comparison,
    ) {
        let Some(section) = after.or(before) else {
            return;
        };
        let figures = |section: Option<&SectionRecord>| {
            section
                .map(|section| section.figures.clone())
                .unwrap_or_default()
        };
        let (old, new) = (figures(before), figures(after));
        for (indicator, pair) in by_key(&old, &new, |figure| figure.indicator.clone()) {
            let same = match pair {
                (Some(a), Some(b)) => a.value == b.value && a.standing == b.standing,
                _ => false,
            };
            if same {
                out.unmoved += 1;
                continue;
            }
            out.figures.push(MovedFigure {
                county: county.to_owned(),
                code: section.code.clone(),
                name: section.name.clone(),
                stage: section.stage.clone(),
                before: pair.0.and_then(|figure| figure.shown.clone()),
                after: pair.1.and_then(|figure| figure.shown.clone()),
                standing: (pair.0.map(|f| f.standing), pair.1.map(|f| f.standing)),
                causes: self.causes(&section.stage, &indicator, pair),
                indicator,
            });
        }
    }

    fn causes(
        &self,
        stage: &str,
        indicator: &str,
        pair: (Option<&FigureRecord>, Option<&FigureRecord>),
    ) -> Vec<Cause> {
        let (before, after) = match pair {
            (Some(before), Some(after)) => (before, after),
            (None, _) => return vec![Cause::Appeared],
            (_, None) => return vec![Cause::Vanished],
        };
        let mut causes = Vec::new();
        let inputs = changes(&values(&before.inputs), &values(&after.inputs));
        if !inputs.is_empty() {
            causes.push(Cause::Facts { inputs });
        }
        causes.extend(self.rule_causes(stage, indicator, false));
        causes
    }

    /// What changed in the rule of an indicator: its line, weights, words, and the profile.
    fn rule_causes(&self, stage: &str, indicator: &str, spread: bool) -> Vec<Cause> {
        let key = (stage, indicator);
        let (Some(before), Some(after)) = (self.before.get(&key), self.after.get(&key)) else {
            return Vec::new();
        };
        let mut causes = Vec::new();
        let values = changes(&parameters(before, spread), &parameters(after, spread));
        if !values.is_empty() {
            causes.push(Cause::Parameters { values });
        }
        if before.formula != after.formula {
            let (before, after) = (before.formula.clone(), after.formula.clone());
            causes.push(Cause::Formula { before, after });
        }
        if !self.switches.is_empty() {
            causes.push(Cause::Profile {
                switches: self.switches.clone(),
            });
        }
        causes
    }

    fn spreads(
        &self,
        before: &CountyRecord,
        after: &CountyRecord,
        moved: &[MovedFigure],
        out: &mut Comparison,
    ) {
        let key =
            |spread: &crate::record::SpreadRecord| (spread.stage.clone(), spread.indicator.clone());
        for ((stage, indicator), pair) in by_key(&before.spreads, &after.spreads, key) {
            let (old, new) = (pair.0.and_then(|s| s.cv), pair.1.and_then(|s| s.cv));
            let standing = (pair.0.map(|s| s.standing), pair.1.map(|s| s.standing));
            if old == new && standing.0 == standing.1 {
                continue;
            }
            let own = moved
                .iter()
                .filter(|figure| figure.stage == stage && figure.indicator == indicator);
            let mut causes: Vec<Cause> = schools(own).into_iter().collect();
            causes.extend(self.rule_causes(&stage, &indicator, true));
            let county = after.name.clone();
            out.spreads.push(MovedSpread {
                county,
                stage,
                indicator,
                before: old,
                after: new,
                standing,
                causes,
            });
        }
    }
}

fn schools<'a>(moved: impl Iterator<Item = &'a MovedFigure>) -> Option<Cause> {
    let (mut changed, mut came, mut went) = (0, 0, 0);
    for figure in moved {
        match figure.causes.first() {
            Some(Cause::Appeared) => came += 1,
            Some(Cause::Vanished) => went += 1,
            _ => changed += 1,
        }
    }
    (changed + came + went > 0).then_some(Cause::Schools {
        changed,
        came,
        went,
    })
}

fn values(inputs: &[InputRecord]) -> BTreeMap<String, String> {
    inputs
        .iter()
        .map(|input| (input.name.clone(), input.value.clone()))
        .collect()
}

fn parameters(rule: &RuleRecord, spread: bool) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    let mut add = |name: &str, value: &Option<String>| {
        values.insert(name.to_owned(), value.clone().unwrap_or_default());
    };
    if spread {
        add("cv_limit", &rule.cv_limit);
    } else {
        add("limit", &rule.limit);
        add("floor", &rule.floor);
    }
    for (i, split) in rule.split.iter().enumerate() {
        add(&format!("split {}", i + 1), &Some(split.clone()));
    }
    values
}

fn changes(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Changes {
    let names: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let text =
        |map: &BTreeMap<String, String>, name: &String| map.get(name).cloned().unwrap_or_default();
    let all = names
        .into_iter()
        .map(|name| (name.clone(), text(before, name), text(after, name)));
    all.filter(|(_, before, after)| before != after).collect()
}

/// Pairs up two lists by key, in the order of the keys.
fn by_key<'a, T, K: Ord>(
    before: &'a [T],
    after: &'a [T],
    key: impl Fn(&T) -> K,
) -> BTreeMap<K, (Option<&'a T>, Option<&'a T>)> {
    let mut pairs: BTreeMap<K, (Option<&T>, Option<&T>)> = BTreeMap::new();
    for item in before {
        pairs.entry(key(item)).or_default().0 = Some(item);
    }
    for item in after {
        pairs.entry(key(item)).or_default().1 = Some(item);
    }
    pairs
}
