//! The assessed items: each test asked of the county, of every school, or of every section.

use formula::{Row, Value};
use kernel::{Exact, Missing};
use serde::{Deserialize, Serialize};
use standards::{Item, ItemKind, Level, Rule, Test, TestBasis};

use crate::assess::{CountyAssessment, Outcome};
use crate::county::County;
use crate::figure::{Standing, flips_when_rounded};

/// What came of an item or a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemOutcome {
    /// Only shown, or asked of nobody here.
    NotJudged,
    /// Everyone it is asked of meets it.
    Met,
    /// Only what an inspector has seen can decide it, and nobody has said.
    NeedsEvidence,
    /// A missing figure leaves it open.
    CannotDecide,
    /// Somebody does not meet it.
    NotMet,
}

/// One test for one subject.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The school (index), unless the county itself is asked.
    pub school: Option<usize>,
    /// The stage, for section tests.
    pub stage: Option<usize>,
    /// What came of it.
    pub outcome: ItemOutcome,
    /// What there is, in base units, when the test compares numbers.
    pub have: Option<Result<Exact, Missing>>,
    /// What there should be.
    pub need: Option<Result<Exact, Missing>>,
    /// Rounding for show would flip the answer.
    pub rounding_decides: bool,
}

/// One test of an item.
#[derive(Debug, Clone)]
pub struct TestResult {
    /// The worst answer.
    pub outcome: ItemOutcome,
    /// Everyone asked, in order.
    pub answers: Vec<Answer>,
}

/// One item.
#[derive(Debug, Clone)]
pub struct ItemResult {
    /// The item (index into the pack's items).
    pub item: usize,
    /// The worst of its tests.
    pub outcome: ItemOutcome,
    /// By test; items built from the indicators have none.
    pub tests: Vec<TestResult>,
}

impl TestResult {
    /// Answers with an outcome.
    pub fn count(&self, outcome: ItemOutcome) -> usize {
        self.answers
            .iter()
            .filter(|answer| answer.outcome == outcome)
            .count()
    }
}

impl County<'_> {
    pub(crate) fn items(&self, assessment: &CountyAssessment) -> Vec<ItemResult> {
        let items = self.standard.pack.items.iter().enumerate();
        items
            .map(|(i, item)| self.item(i, item, assessment))
            .collect()
    }

    fn item(&self, index: usize, item: &Item, assessment: &CountyAssessment) -> ItemResult {
        let tests: Vec<TestResult> = item
            .tests()
            .iter()
            .map(|test| self.test(test, item.level, assessment))
            .collect();
        let outcome = match &item.kind {
            ItemKind::Tests(_) => worst(tests.iter().map(|test| test.outcome)),
            ItemKind::Schools(_) => worst(assessment.sections.iter().map(|s| of_rule(s.outcome))),
            ItemKind::Spread => worst(assessment.spreads.iter().map(|s| of_standing(s.standing))),
            ItemKind::Composite { limit: None } => ItemOutcome::NotJudged,
            ItemKind::Composite { .. } => worst(
                assessment
                    .composites
                    .iter()
                    .map(|c| of_standing(c.standing)),
            ),
        };
        let engine_built = !matches!(item.kind, ItemKind::Tests(_)) && item.judged();
        let outcome = if engine_built && self.lacks_rows(assessment) {
            outcome.max(ItemOutcome::CannotDecide)
        } else {
            outcome
        };
        ItemResult {
            item: index,
            outcome,
            tests,
        }
    }

    /// A judged stage without any row, or a school that nobody can place, decides nothing: a county
    /// whose junior schools were not read has not passed.
    fn lacks_rows(&self, assessment: &CountyAssessment) -> bool {
        let stages = self
            .standard
            .pack
            .stages()
            .iter()
            .enumerate()
            .filter(|(_, stage)| stage.judged);
        let has_row = |stage: usize| {
            assessment
                .sections
                .iter()
                .any(|section| section.stage == stage)
        };
        !assessment.unplaced.is_empty() || !stages.map(|(stage, _)| stage).all(has_row)
    }

    fn test(&self, test: &Test, level: Level, assessment: &CountyAssessment) -> TestResult {
        let mut answers = Vec::new();
        for rule in &test.rules {
            match level {
                Level::County => answers.push(self.ask(test, rule, None, &self.county_view())),
                Level::School => answers.extend(
                    self.schools
                        .iter()
                        .enumerate()
                        .map(|(i, school)| self.ask(test, rule, Some(i), &self.school_row(school))),
                ),
                Level::Section => {
                    let own = |section: &&crate::assess::Section| Some(section.stage) == rule.stage;
                    answers.extend(assessment.sections.iter().filter(own).map(|section| {
                        let school = &self.schools[section.school];
                        let answer =
                            self.ask(test, rule, Some(section.school), &self.school_row(school));
                        in_doubt(answer, section.doubt.is_some())
                    }));
                }
            }
        }
        TestResult {
            outcome: worst(answers.iter().map(|answer| answer.outcome)),
            answers,
        }
    }

    fn ask(&self, test: &Test, rule: &Rule, school: Option<usize>, row: &dyn Row) -> Answer {
        let applies = rule
            .applies
            .as_ref()
            .map_or(Value::Truth(true), |applies| applies.value(row));
        let mut answer = Answer {
            school,
            stage: rule.stage,
            outcome: ItemOutcome::NotJudged,
            have: None,
            need: None,
            rounding_decides: false,
        };
        if applies == Value::Truth(false) {
            return answer;
        }
        // Whether or not it applies, what holds is no breach.
        let (held, sides) = rule.require.weigh(row);
        let held = match (applies, held) {
            (Value::Missing(missing), Value::Truth(false)) => Value::Missing(missing),
            (_, held) => held,
        };
        answer.outcome = match (held, test.basis) {
            (Value::Truth(true), _) => ItemOutcome::Met,
            (Value::Truth(false), _) => ItemOutcome::NotMet,
            (_, TestBasis::Evidence) => ItemOutcome::NeedsEvidence,
            (_, TestBasis::Figures) => ItemOutcome::CannotDecide,
        };
        if let (Some((_, sign, _)), Some((have, need))) = (&rule.sides, sides) {
            if let (Ok(have), Ok(need)) = (have.number(), need.number()) {
                answer.rounding_decides = rounds_over(test, sign, have, need);
            }
            answer.have = Some(have.number().cloned());
            answer.need = Some(need.number().cloned());
        }
        answer
    }

    pub(crate) fn groups(&self, items: &[ItemResult]) -> Vec<ItemOutcome> {
        let of_group = |group: usize| {
            let own = items
                .iter()
                .filter(move |r| self.standard.pack.items[r.item].group == group);
            worst(own.map(|result| result.outcome))
        };
        (0..self.standard.pack.groups.len()).map(of_group).collect()
    }
}

/// A section that perhaps makes no row can neither meet nor miss anything.
fn in_doubt(mut answer: Answer, doubt: bool) -> Answer {
    if doubt && answer.outcome != ItemOutcome::NotJudged {
        answer.outcome = ItemOutcome::CannotDecide;
    }
    answer
}

fn rounds_over(test: &Test, sign: &str, have: &Exact, need: &Exact) -> bool {
    let (Some(unit), Some(digits)) = (&test.unit, test.digits) else {
        return false;
    };
    let (have, need) = (unit.show(have), unit.show(need));
    flips_when_rounded(&have, &need, digits, |have| match sign {
        "<" => *have < need,
        "<=" => *have <= need,
        ">" => *have > need,
        ">=" => *have >= need,
        _ => *have == need,
    })
}

/// Not met outweighs cannot decide, that outweighs needs evidence, that outweighs met.
fn worst(outcomes: impl Iterator<Item = ItemOutcome>) -> ItemOutcome {
    outcomes.max().unwrap_or(ItemOutcome::NotJudged)
}

fn of_rule(outcome: Outcome) -> ItemOutcome {
    match outcome {
        Outcome::Pass => ItemOutcome::Met,
        Outcome::Fail => ItemOutcome::NotMet,
        Outcome::CannotDecide => ItemOutcome::CannotDecide,
        Outcome::NotJudged => ItemOutcome::NotJudged,
    }
}

fn of_standing(standing: Standing) -> ItemOutcome {
    match standing {
        Standing::Met => ItemOutcome::Met,
        Standing::Floor | Standing::Below => ItemOutcome::NotMet,
        Standing::Unknown => ItemOutcome::CannotDecide,
        Standing::NoLimit => ItemOutcome::NotJudged,
    }
}
