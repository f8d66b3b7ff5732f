//! How far is each school from what is asked, in units that people buy?
//!
//! A gap is the smallest change that would bring one failed figure to its line. A missing figure
//! is never a gap: it comes back as a question, so that a silent school is asked for its return
//! before anyone plans a building for it.

use std::collections::BTreeMap;

use kernel::{Exact, Gap, Missing};
use standards::{GapRule, Sense};

use crate::assess::{CountyAssessment, Section};
use crate::county::County;
use crate::explain::Input;
use crate::figure::{Figure, Line, Standing};
use crate::items::{Answer, ItemOutcome};

/// The gaps of a county.
#[derive(Debug, Clone)]
pub struct Gaps<'a> {
    /// By section, for sections with any.
    pub sections: Vec<SectionGaps>,
    /// Of the items, in the order of judgment.
    pub items: Vec<Gap>,
    /// Figures that are missing, to be asked for.
    pub questions: Vec<Question<'a>>,
}

impl Gaps<'_> {
    /// What has to be bought in all: of stages that share a school's total only the largest gap
    /// counts, since it closes the others with it.
    pub fn to_buy(&self) -> Vec<&Gap> {
        let mut largest: BTreeMap<(&str, &str), &Gap> = BTreeMap::new();
        let mut others = Vec::new();
        for gap in self.sections.iter().flat_map(|own| &own.gaps) {
            match gap.subject.first().filter(|_| gap.shared) {
                Some(school) => {
                    let known = largest.entry((school, &gap.item)).or_insert(gap);
                    if gap.to_limit > known.to_limit {
                        *known = gap;
                    }
                }
                None => others.push(gap),
            }
        }
        largest
            .into_values()
            .chain(others)
            .chain(&self.items)
            .collect()
    }
}

/// The gaps of one section.
#[derive(Debug, Clone)]
pub struct SectionGaps {
    /// The section (index).
    pub section: usize,
    /// How many of them may stay at the floor instead of reaching the limit.
    pub may_stay_at_floor: usize,
    /// One a failed indicator.
    pub gaps: Vec<Gap>,
}

/// A figure that cannot be decided, and what it lacks.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// The school (index); none for the county.
    pub school: Option<usize>,
    /// The stage.
    pub stage: Option<usize>,
    /// Indicator or item.
    pub item: String,
    /// The figures to ask for.
    pub inputs: Vec<Input<'a>>,
}

impl<'a> County<'a> {
    /// Every gap of the county, and every question that must be answered first.
    pub fn gaps(&'a self, assessment: &CountyAssessment) -> Gaps<'a> {
        let mut gaps = Gaps {
            sections: Vec::new(),
            items: Vec::new(),
            questions: Vec::new(),
        };
        let spare = self.may_stay_at_floor();
        for (index, section) in assessment.sections.iter().enumerate() {
            let own = self.section_gaps(section, &mut gaps.questions);
            if !own.is_empty() {
                gaps.sections.push(SectionGaps {
                    section: index,
                    may_stay_at_floor: spare,
                    gaps: own,
                });
            }
        }
        for result in &assessment.items {
            for (test, answers) in result.tests.iter().enumerate() {
                for answer in &answers.answers {
                    self.item_gap(result.item, test, answer, &mut gaps);
                }
            }
        }
        gaps
    }

    /// How many indicators the school rule lets stay at their floor.
    fn may_stay_at_floor(&self) -> usize {
        self.school_rule().map_or(0, |rule| {
            rule.indicators.len().saturating_sub(rule.at_least)
        })
    }

    fn section_gaps(&'a self, section: &Section, questions: &mut Vec<Question<'a>>) -> Vec<Gap> {
        let mut gaps = Vec::new();
        for (index, figure) in section.figures.iter().enumerate() {
            match figure.standing {
                Standing::Unknown => questions.extend(self.question(section, index)),
                Standing::Floor | Standing::Below => {
                    gaps.extend(self.figure_gap(section, index, figure))
                }
                Standing::Met | Standing::NoLimit => {}
            }
        }
        gaps
    }

    fn question(&'a self, section: &Section, indicator: usize) -> Option<Question<'a>> {
        let proof = self.explain_figure(section.school, section.stage, indicator)?;
        let mut inputs = self.lacking(&proof.amount);
        for input in self.lacking(&proof.per) {
            if !inputs.iter().any(|known| known.name == input.name) {
                inputs.push(input);
            }
        }
        Some(Question {
            school: Some(section.school),
            stage: Some(section.stage),
            item: proof.indicator.id.clone(),
            inputs,
        })
    }

    fn figure_gap(&self, section: &Section, index: usize, figure: &Figure) -> Option<Gap> {
        let indicator = &self.standard.pack.indicators[index];
        let rule = indicator.gap.as_ref()?;
        let Line::At { limit, floor } = self.line(indicator, section.stage) else {
            return None;
        };
        let (amount, per) = (figure.amount.as_ref().ok()?, figure.per.as_ref().ok()?);
        let school = &self.schools[section.school];
        // A shared total has to grow by more than the stage's own lack: only a share arrives there.
        let share = if indicator.shared {
            self.share(school, section.stage).ok()?
        } else {
            Exact::ONE
        };
        let lack = |line: &Exact| {
            let wanted = line.clone() * per.clone();
            let lack = match indicator.sense {
                Sense::AtLeast => wanted - amount.clone(),
                Sense::AtMost => amount.clone() - wanted,
            };
            let lack = if lack.is_negative() {
                Exact::ZERO
            } else {
                lack
            };
            Some(
                rule.unit
                    .show(&lack.checked_div(&share)?.ceil_to(&rule.step)),
            )
        };
        Some(Gap {
            subject: vec![
                self.subject(school).code.to_string(),
                self.stage_id(section.stage),
            ],
            item: indicator.id.clone(),
            buy: rule.buy.clone(),
            unit: rule.unit.clone(),
            to_limit: lack(&limit)?,
            to_floor: floor.as_ref().and_then(lack),
            shared: indicator.shared,
            more: indicator.sense == Sense::AtLeast,
        })
    }

    fn stage_id(&self, stage: usize) -> String {
        self.standard.pack.stages()[stage].id.clone()
    }

    fn item_gap(&'a self, item: usize, test: usize, answer: &Answer, gaps: &mut Gaps<'a>) {
        let pack = &self.standard.pack;
        match answer.outcome {
            ItemOutcome::NotMet => {
                let rule = pack.items[item].tests()[test].gap.as_ref();
                gaps.items
                    .extend(rule.and_then(|rule| self.test_gap(item, test, rule, answer)));
            }
            ItemOutcome::CannotDecide => {
                let Some(proof) = self.explain_test(item, test, answer) else {
                    return;
                };
                let mut inputs = self.lacking(&proof.require);
                inputs.extend(
                    proof
                        .applies
                        .iter()
                        .flat_map(|applies| self.lacking(applies)),
                );
                gaps.questions.push(Question {
                    school: answer.school,
                    stage: answer.stage,
                    item: pack.items[item].id.clone(),
                    inputs,
                });
            }
            _ => {}
        }
    }

    fn test_gap(&self, item: usize, test: usize, rule: &GapRule, answer: &Answer) -> Option<Gap> {
        let item = &self.standard.pack.items[item];
        let bound = item.tests()[test]
            .rules
            .iter()
            .find(|rule| rule.stage == answer.stage)?;
        let (_, sign, _) = bound.sides.as_ref()?;
        let number = |side: &Option<Result<Exact, Missing>>| side.clone()?.ok();
        let (have, need) = (number(&answer.have)?, number(&answer.need)?);
        let more = need > have || matches!(*sign, ">" | ">=");
        let exactly = (need - have).abs();
        let mut lack = exactly.ceil_to(&rule.step);
        // A strict sign is not satisfied by reaching the line.
        if matches!(*sign, ">" | "<") && lack == exactly {
            lack = lack + rule.step.clone();
        }
        let mut subject = Vec::new();
        if let Some(school) = answer.school {
            subject.push(self.subject(&self.schools[school]).code.to_string());
        } else {
            subject.push(self.name.to_string());
        }
        subject.extend(answer.stage.map(|stage| self.stage_id(stage)));
        Some(Gap {
            subject,
            item: item.id.clone(),
            buy: rule.buy.clone(),
            unit: rule.unit.clone(),
            to_limit: rule.unit.show(&lack),
            to_floor: None,
            shared: false,
            more,
        })
    }
}
