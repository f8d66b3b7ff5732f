//! What moved between two runs, and why: the facts, the parameters, the formulas or the profile?
//!
//! A figure is compared by what it rested on. If its inputs differ the facts moved it; if its
//! limit, floor or split weights differ the parameters did; if its formula reads differently the
//! formula did. Several may be true at once, and all are told.

use std::collections::BTreeMap;

use kernel::Text;
use serde::Serialize;

use crate::assess::Outcome;
use crate::figure::Standing;
use crate::items::ItemOutcome;
use crate::record::{
    AnswerRecord, CountyRecord, FigureRecord, InputRecord, ItemRecord, RuleRecord, RunRecord,
    SectionRecord, SpreadRecord, TestRecord,
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
    /// As many schools meet a requirement of an item as these: test, `68/70` before and after.
    Counts {
        /// Each test whose answer moved.
        tests: Vec<(String, String, String)>,
    },
    /// The county answered a requirement otherwise: test, before, after.
    Answers {
        /// Each test whose answer is another.
        tests: Vec<(String, ItemOutcome, ItemOutcome)>,
    },
    /// Behind an item that looks at all rows or coefficients: how many of them turned.
    Turned {
        /// Rows whose outcome is another.
        sections: usize,
        /// Coefficients that stand otherwise.
        spreads: usize,
    },
    /// The facts are the same, the standard is another.
    Standard,
}

/// Why two runs can hardly be set side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "warning")]
pub enum Warning {
    /// They were judged by different packs.
    OtherStandard {
        /// The pack of the one.
        before: String,
        /// The pack of the other.
        after: String,
    },
    /// They have no county in common.
    OtherCounties {
        /// Counties of the one.
        before: Vec<String>,
        /// Counties of the other.
        after: Vec<String>,
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
    /// The numerator in base units before and after.
    pub amount: (Option<String>, Option<String>),
    /// The denominator before and after.
    pub per: (Option<String>, Option<String>),
    /// Why.
    pub causes: Vec<Cause>,
}

/// A row whose outcome moved, or that is in one run only.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MovedSection {
    /// County.
    pub county: String,
    /// School code.
    pub code: String,
    /// School name.
    pub name: String,
    /// Stage.
    pub stage: String,
    /// Before and after.
    pub outcome: (Option<Outcome>, Option<Outcome>),
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
    /// What people call it. Runs know ids only: whoever has the pack puts it in.
    pub title: Option<Text>,
    /// Before and after.
    pub outcome: (Option<ItemOutcome>, Option<ItemOutcome>),
    /// Why.
    pub causes: Vec<Cause>,
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
    /// Why the runs can hardly be compared.
    pub warnings: Vec<Warning>,
    /// Verdicts.
    pub verdicts: Vec<MovedVerdict>,
    /// Items.
    pub items: Vec<MovedOutcome>,
    /// Coefficients of variation.
    pub spreads: Vec<MovedSpread>,
    /// Rows.
    pub sections: Vec<MovedSection>,
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
    same_facts: bool,
    same_rules: bool,
}

/// Compares two runs, county by county (matched by name, whatever their year).
pub fn compare(before: &RunRecord, after: &RunRecord) -> Comparison {
    let context = Context {
        before: rules(before),
        after: rules(after),
        switches: changes(&before.standard.profile, &after.standard.profile),
        same_facts: before.facts.hash == after.facts.hash,
        same_rules: rules_of(before) == rules_of(after),
    };
    let mut comparison = Comparison {
        warnings: warnings(before, after),
        ..Comparison::default()
    };
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

/// What tells one standard from another, beside the switches.
fn rules_of(run: &RunRecord) -> (&str, &str, &str) {
    let standard = &run.standard;
    (&standard.id, &standard.version, &standard.day)
}

fn warnings(before: &RunRecord, after: &RunRecord) -> Vec<Warning> {
    let mut warnings = Vec::new();
    // Overlays are what one may want to compare; the pack below them is not.
    let pack = |run: &RunRecord| run.standard.id.split('+').next().map(str::to_owned);
    let (old, new) = (pack(before), pack(after));
    if let (Some(before), Some(after)) = (old, new)
        && before != after
    {
        warnings.push(Warning::OtherStandard { before, after });
    }
    let counties =
        |run: &RunRecord| -> Vec<String> { run.counties.iter().map(|c| c.name.clone()).collect() };
    let (old, new) = (counties(before), counties(after));
    if !old.is_empty() && !new.is_empty() && !old.iter().any(|name| new.contains(name)) {
        warnings.push(Warning::OtherCounties {
            before: old,
            after: new,
        });
    }
    warnings
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
                    title: None,
                    outcome,
                    causes: self.item_causes(pair, (before, after)),
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

    fn item_causes(
        &self,
        pair: (Option<&ItemRecord>, Option<&ItemRecord>),
        counties: (&CountyRecord, &CountyRecord),
    ) -> Vec<Cause> {
        let (before, after) = match pair {
            (Some(before), Some(after)) => (before, after),
            (None, _) => return vec![Cause::Appeared],
            (_, None) => return vec![Cause::Vanished],
        };
        let mut causes = Vec::new();
        if before.tests.is_empty() && after.tests.is_empty() {
            causes.push(turned(counties));
        }
        causes.extend(self.test_causes(before, after));
        // A value that moved says it all; else all that differs may have done it.
        let known = |cause: &Cause| matches!(cause, Cause::Facts { .. } | Cause::Parameters { .. });
        if causes.iter().any(known) {
            return causes;
        }
        if !self.switches.is_empty() {
            causes.push(Cause::Profile {
                switches: self.switches.clone(),
            });
        }
        if self.same_facts && !self.same_rules {
            causes.push(Cause::Standard);
        }
        causes
    }

    /// What moved the tests of an item: what there is, what there should be, how many meet it.
    fn test_causes(&self, before: &ItemRecord, after: &ItemRecord) -> Vec<Cause> {
        let (mut inputs, mut values) = (Vec::new(), Vec::new());
        let (mut answers, mut tests) = (Vec::new(), Vec::new());
        for (id, pair) in by_key(&before.tests, &after.tests, |test| test.id.clone()) {
            if pair.0.map(|test| test.outcome) == pair.1.map(|test| test.outcome) {
                continue;
            }
            let (have, need) = (own(pair, |a| &a.have), own(pair, |a| &a.need));
            let moved = |pair: &(String, String)| pair.0 != pair.1;
            let named = |(old, new): (String, String)| (id.clone(), old, new);
            inputs.extend(have.into_iter().filter(moved).map(named));
            values.extend(need.into_iter().filter(moved).map(named));
            let other = |(old, new): &(ItemOutcome, ItemOutcome)| {
                old != new && ![*old, *new].contains(&ItemOutcome::NotJudged)
            };
            if let Some((old, new)) = answer(pair).filter(other) {
                answers.push((id.clone(), old, new));
            }
            let met = |test: Option<&TestRecord>| {
                test.filter(|test| test.asked > 1)
                    .map_or_else(String::new, |test| format!("{}/{}", test.met, test.asked))
            };
            let counts = (met(pair.0), met(pair.1));
            if counts.0 != counts.1 {
                tests.push((id.clone(), counts.0, counts.1));
            }
        }
        let causes = [
            (!inputs.is_empty()).then_some(Cause::Facts { inputs }),
            (!values.is_empty()).then_some(Cause::Parameters { values }),
            (!answers.is_empty()).then_some(Cause::Answers { tests: answers }),
            (!tests.is_empty()).then_some(Cause::Counts { tests }),
        ];
        causes.into_iter().flatten().collect()
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
        let outcome = (before.map(|own| own.outcome), after.map(|own| own.outcome));
        if outcome.0 != outcome.1 {
            out.sections.push(MovedSection {
                county: county.to_owned(),
                code: section.code.clone(),
                name: section.name.clone(),
                stage: section.stage.clone(),
                outcome,
            });
        }
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
            let both = |side: fn(&FigureRecord) -> Option<String>| {
                (pair.0.and_then(side), pair.1.and_then(side))
            };
            out.figures.push(MovedFigure {
                county: county.to_owned(),
                code: section.code.clone(),
                name: section.name.clone(),
                stage: section.stage.clone(),
                before: pair.0.and_then(|figure| figure.shown.clone()),
                after: pair.1.and_then(|figure| figure.shown.clone()),
                standing: (pair.0.map(|f| f.standing), pair.1.map(|f| f.standing)),
                amount: both(|figure| figure.amount.clone()),
                per: both(|figure| figure.per.clone()),
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
        for ((stage, indicator), pair) in by_key(&before.spreads, &after.spreads, spread_key) {
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

fn spread_key(spread: &SpreadRecord) -> (String, String) {
    (spread.stage.clone(), spread.indicator.clone())
}

/// One side of the county's own answer to a test, before and after.
fn own(
    pair: (Option<&TestRecord>, Option<&TestRecord>),
    side: impl Fn(&AnswerRecord) -> &Option<String>,
) -> Option<(String, String)> {
    let of = |test: Option<&TestRecord>| {
        let answer = test?.answers.iter().find(|answer| answer.code.is_none())?;
        Some(side(answer).clone().unwrap_or_default())
    };
    Some((of(pair.0)?, of(pair.1)?))
}

/// The county's own answer to a test that compares no numbers, before and after.
fn answer(pair: (Option<&TestRecord>, Option<&TestRecord>)) -> Option<(ItemOutcome, ItemOutcome)> {
    let of = |test: Option<&TestRecord>| {
        let plain = |a: &&AnswerRecord| a.code.is_none() && a.have.is_none() && a.need.is_none();
        Some(test?.answers.iter().find(plain)?.outcome)
    };
    Some((of(pair.0)?, of(pair.1)?))
}

/// How many rows and coefficients of a county came out otherwise.
fn turned((before, after): (&CountyRecord, &CountyRecord)) -> Cause {
    let key = |section: &SectionRecord| (section.code.clone(), section.stage.clone());
    let sections = by_key(&before.sections, &after.sections, key);
    let spreads = by_key(&before.spreads, &after.spreads, spread_key);
    let rows = sections
        .iter()
        .filter(|(_, (a, b))| a.map(|s| s.outcome) != b.map(|s| s.outcome));
    let turned = spreads
        .iter()
        .filter(|(_, (a, b))| a.map(|s| s.standing) != b.map(|s| s.standing));
    Cause::Turned {
        sections: rows.count(),
        spreads: turned.count(),
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

/// Two of a kind: as it was and as it is.
type Pair<'a, T> = (Option<&'a T>, Option<&'a T>);

/// Pairs up two lists by key, in the order of the later one; what it has no longer comes last.
fn by_key<'a, T, K: Ord + Clone>(
    before: &'a [T],
    after: &'a [T],
    key: impl Fn(&T) -> K,
) -> Vec<(K, Pair<'a, T>)> {
    let mut places: BTreeMap<K, usize> = BTreeMap::new();
    let mut pairs: Vec<(K, Pair<'a, T>)> = Vec::new();
    for item in after {
        places.insert(key(item), pairs.len());
        pairs.push((key(item), (None, Some(item))));
    }
    for item in before {
        let key = key(item);
        match places.get(&key) {
            Some(place) => pairs[*place].1.0 = Some(item),
            None => pairs.push((key, (Some(item), None))),
        }
    }
    pairs
}
