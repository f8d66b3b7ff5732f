//! A run as a document: everything it found, with what it rested on.
//!
//! This is what `assess --format json` writes and `compare` reads. Exact numbers are strings (`4.2`,
//! `13/3`) in the shown unit; binary ones (`cv`, `sd`) are numbers. The format has a version.

use std::collections::BTreeMap;

use formula::Value;
use kernel::{Exact, Missing, Text, Unit};
use serde::{Deserialize, Serialize};
use standards::{Indicator, Standard};

use crate::assess::{CompositeResult, CountyAssessment, LeftOut, Outcome, Section, SpreadResult};
use crate::county::{County, Facts};
use crate::explain::{Input, Origin};
use crate::figure::{Lamp, Standing};
use crate::items::{Answer, ItemOutcome, ItemResult, TestResult};

/// The version written by this program.
pub const FORMAT: &str = "junheng.run/1";

/// A whole run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunRecord {
    /// Version of this document: [`FORMAT`].
    pub format: String,
    /// What was asked.
    pub standard: StandardRecord,
    /// What was reported.
    pub facts: FactsRecord,
    /// What every indicator meant on the day.
    pub rules: Vec<RuleRecord>,
    /// What was found.
    pub counties: Vec<CountyRecord>,
}

/// The standard of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StandardRecord {
    /// Pack and overlays.
    pub id: String,
    /// The pack's version.
    pub version: String,
    /// What people call it.
    pub title: Text,
    /// Fingerprint of pack and profile.
    pub hash: String,
    /// The day of judgment.
    pub day: String,
    /// Every switch.
    pub profile: BTreeMap<String, String>,
}

/// The snapshot of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactsRecord {
    /// Fingerprint of every figure.
    pub hash: String,
    /// Files and sheets that were read.
    pub documents: Vec<String>,
    /// Rows of school returns.
    pub schools: usize,
}

/// An indicator of one stage as it stood on the day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RuleRecord {
    /// Indicator.
    pub indicator: String,
    /// Stage.
    pub stage: String,
    /// Unit of its values.
    pub unit: String,
    /// `amount ÷ per`, as written.
    pub formula: String,
    /// Limit in that unit.
    pub limit: Option<String>,
    /// Floor in that unit.
    pub floor: Option<String>,
    /// Limit of the coefficient of variation.
    pub cv_limit: Option<String>,
    /// Weights by which totals are shared, by stages present.
    pub split: Vec<String>,
}

/// A county of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountyRecord {
    /// Its name.
    pub name: String,
    /// Year of its returns.
    pub year: i16,
    /// Its verdict.
    pub verdict: Outcome,
    /// Groups of items.
    pub groups: Vec<OutcomeRecord>,
    /// Items.
    pub items: Vec<ItemRecord>,
    /// Coefficients of variation.
    pub spreads: Vec<SpreadRecord>,
    /// Their means.
    pub composites: Vec<CompositeRecord>,
    /// Stages that make no row.
    pub left_out: Vec<LeftOutRecord>,
    /// Schools of which neither the kind nor a figure of any stage is reported (codes).
    pub unplaced: Vec<String>,
    /// Rows.
    pub sections: Vec<SectionRecord>,
}

/// An id with an outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutcomeRecord {
    /// Its id.
    pub id: String,
    /// What came of it.
    pub outcome: ItemOutcome,
}

/// An item of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemRecord {
    /// Its id.
    pub id: String,
    /// What came of it.
    pub outcome: ItemOutcome,
    /// Its tests.
    pub tests: Vec<TestRecord>,
}

/// A test of an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestRecord {
    /// Its id.
    pub id: String,
    /// What came of it.
    pub outcome: ItemOutcome,
    /// How many were asked.
    pub asked: usize,
    /// How many met it.
    pub met: usize,
    /// The county's own answer, or those that are not met or open.
    pub answers: Vec<AnswerRecord>,
}

/// A test for one subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnswerRecord {
    /// School code; none for the county.
    pub code: Option<String>,
    /// School name.
    pub name: Option<String>,
    /// Stage.
    pub stage: Option<String>,
    /// What came of it.
    pub outcome: ItemOutcome,
    /// What there is, in the test's unit.
    pub have: Option<String>,
    /// What there should be.
    pub need: Option<String>,
    /// Rounding for show would flip it.
    pub rounding_decides: bool,
}

/// A coefficient of variation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpreadRecord {
    /// Stage.
    pub stage: String,
    /// Indicator.
    pub indicator: String,
    /// Sections counted.
    pub n: usize,
    /// Σx in base units.
    pub sum: Option<String>,
    /// ΣP.
    pub weight: Option<String>,
    /// Mean in the shown unit.
    pub mean: Option<f64>,
    /// Standard deviation in the shown unit.
    pub sd: Option<f64>,
    /// Coefficient of variation.
    pub cv: Option<f64>,
    /// Its limit.
    pub limit: Option<String>,
    /// How it stands.
    pub standing: Standing,
    /// Rounding for show would flip it.
    pub rounding_decides: bool,
    /// By distance.
    pub lamp: Lamp,
    /// Sections whose figure is missing (codes).
    pub missing: Vec<String>,
    /// Sections that contribute most to the variance.
    pub greatest: Vec<ContributionRecord>,
}

/// A section's part of a variance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContributionRecord {
    /// School code.
    pub code: String,
    /// School name.
    pub name: String,
    /// Share of the variance, 0 to 1.
    pub share: f64,
}

/// A mean of coefficients.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CompositeRecord {
    /// Stage.
    pub stage: String,
    /// The mean.
    pub value: Option<f64>,
    /// Its limit.
    pub limit: Option<String>,
    /// How it stands.
    pub standing: Standing,
    /// Rounding for show would flip it.
    pub rounding_decides: bool,
}

/// A stage of a school that makes no row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeftOutRecord {
    /// School code.
    pub code: String,
    /// School name.
    pub name: String,
    /// Stage.
    pub stage: String,
    /// Id of the rule.
    pub reason: String,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SectionRecord {
    /// School code.
    pub code: String,
    /// School name.
    pub name: String,
    /// Township.
    pub township: Option<String>,
    /// Stage.
    pub stage: String,
    /// Pupils.
    pub pupils: Option<String>,
    /// The school rule.
    pub outcome: Outcome,
    /// One an indicator.
    pub figures: Vec<FigureRecord>,
}

/// A figure of a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FigureRecord {
    /// Indicator.
    pub indicator: String,
    /// The section's amount in base units.
    pub amount: Option<String>,
    /// The denominator.
    pub per: Option<String>,
    /// Exact value in the shown unit.
    pub value: Option<String>,
    /// The value as printed.
    pub shown: Option<String>,
    /// Why there is none.
    pub missing: Option<Missing>,
    /// How it stands.
    pub standing: Standing,
    /// Rounding for show would flip it.
    pub rounding_decides: bool,
    /// By distance.
    pub lamp: Lamp,
    /// The reported figures it was made of.
    pub inputs: Vec<InputRecord>,
}

/// A reported figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InputRecord {
    /// Name in the formula.
    pub name: String,
    /// Value in the field's unit, option id, or the reason it is missing.
    pub value: String,
    /// `file · sheet · C14`.
    pub cells: Vec<String>,
}

/// The run of a standard over facts, as a document.
pub fn record(
    standard: &Standard,
    facts: Facts<'_>,
    judged: &[(County<'_>, CountyAssessment)],
) -> RunRecord {
    let mut hashes = facts.schools.hash();
    let mut documents: Vec<String> = facts.schools.documents.iter().map(name_of).collect();
    if let Some(county) = facts.county {
        hashes = format!("{hashes}-{}", county.hash());
        documents.extend(county.documents.iter().map(name_of));
    }
    RunRecord {
        format: FORMAT.to_owned(),
        standard: StandardRecord {
            id: standard.pack.id.clone(),
            version: standard.pack.version.clone(),
            title: standard.pack.title.clone(),
            hash: standard.hash(),
            day: standard.day.to_string(),
            profile: standard.profile(),
        },
        facts: FactsRecord {
            hash: hashes,
            documents,
            schools: facts.schools.len(),
        },
        rules: rules(standard),
        counties: judged
            .iter()
            .map(|(county, found)| county.record(found))
            .collect(),
    }
}

fn name_of(document: &kernel::Document) -> String {
    if document.sheet.is_empty() {
        document.file.clone()
    } else {
        format!("{} · {}", document.file, document.sheet)
    }
}

fn rules(standard: &Standard) -> Vec<RuleRecord> {
    let pack = &standard.pack;
    let mut rules = Vec::new();
    for (stage, called) in pack
        .stages()
        .iter()
        .enumerate()
        .filter(|(_, stage)| stage.judged)
    {
        for indicator in &pack.indicators {
            let (Some(amount), Some(per)) = (&indicator.amount[stage], &indicator.per[stage])
            else {
                continue;
            };
            let value =
                |index: Option<usize>| Some(standard.parameter(index?, Some(stage))?.value.clone());
            let limit = value(indicator.limit);
            let floor = limit
                .clone()
                .zip(value(indicator.floor))
                .map(|(limit, share)| limit * share);
            let cv_limit = value(indicator.spread.as_ref().and_then(|spread| spread.limit));
            rules.push(RuleRecord {
                indicator: indicator.id.clone(),
                stage: called.id.clone(),
                unit: indicator.unit.to_string(),
                formula: format!("({}) ÷ ({})", amount.text(), per.text()),
                limit: limit.map(|limit| indicator.unit.show(&limit).to_string()),
                floor: floor.map(|floor| indicator.unit.show(&floor).to_string()),
                cv_limit: cv_limit.map(|limit| limit.to_string()),
                split: if indicator.shared {
                    splits(standard)
                } else {
                    Vec::new()
                },
            });
        }
    }
    rules
}

fn splits(standard: &Standard) -> Vec<String> {
    let stages = standard.pack.stages();
    let one = |split: &standards::Split| {
        let parts = split.stages.iter().zip(&split.weights);
        let parts: Vec<String> = parts
            .map(|(s, w)| format!("{} {w}", stages[*s].id))
            .collect();
        parts.join(" : ")
    };
    standard.pack.sections.splits.iter().map(one).collect()
}

impl County<'_> {
    /// The county of a run, as a document.
    pub fn record(&self, found: &CountyAssessment) -> CountyRecord {
        let pack = &self.standard.pack;
        let groups = pack.groups.iter().zip(&found.groups);
        CountyRecord {
            name: self.name.to_string(),
            year: self.year,
            verdict: found.verdict,
            groups: groups
                .map(|(group, outcome)| OutcomeRecord {
                    id: group.id.clone(),
                    outcome: *outcome,
                })
                .collect(),
            items: found
                .items
                .iter()
                .map(|result| self.item_record(result))
                .collect(),
            spreads: found
                .spreads
                .iter()
                .map(|spread| self.spread_record(found, spread))
                .collect(),
            composites: found
                .composites
                .iter()
                .map(|c| self.composite_record(c))
                .collect(),
            left_out: found
                .left_out
                .iter()
                .map(|left| self.left_out_record(left))
                .collect(),
            unplaced: found
                .unplaced
                .iter()
                .map(|school| self.code_and_name(*school).0)
                .collect(),
            sections: found
                .sections
                .iter()
                .map(|section| self.section_record(section))
                .collect(),
        }
    }

    fn stage_name(&self, stage: usize) -> String {
        self.standard.pack.stages()[stage].id.clone()
    }

    fn code_and_name(&self, school: usize) -> (String, String) {
        let subject = self.subject(&self.schools[school]);
        (subject.code.to_string(), subject.name.to_string())
    }

    fn item_record(&self, result: &ItemResult) -> ItemRecord {
        let item = &self.standard.pack.items[result.item];
        let tests = item.tests().iter().zip(&result.tests);
        ItemRecord {
            id: item.id.clone(),
            outcome: result.outcome,
            tests: tests
                .map(|(test, found)| self.test_record(test, found))
                .collect(),
        }
    }

    fn test_record(&self, test: &standards::Test, found: &TestResult) -> TestRecord {
        let worth_telling = |answer: &&Answer| {
            answer.school.is_none()
                || !matches!(answer.outcome, ItemOutcome::Met | ItemOutcome::NotJudged)
        };
        TestRecord {
            id: test.id.clone(),
            outcome: found.outcome,
            asked: found.answers.len() - found.count(ItemOutcome::NotJudged),
            met: found.count(ItemOutcome::Met),
            answers: found
                .answers
                .iter()
                .filter(worth_telling)
                .map(|answer| self.answer_record(test, answer))
                .collect(),
        }
    }

    fn answer_record(&self, test: &standards::Test, answer: &Answer) -> AnswerRecord {
        let subject = answer.school.map(|school| self.code_and_name(school));
        let shown = |side: &Option<Result<Exact, Missing>>| {
            let number = side.clone()?.ok()?;
            Some(
                test.unit
                    .clone()
                    .unwrap_or_else(Unit::none)
                    .show(&number)
                    .to_string(),
            )
        };
        AnswerRecord {
            code: subject.clone().map(|(code, _)| code),
            name: subject.map(|(_, name)| name),
            stage: answer.stage.map(|stage| self.stage_name(stage)),
            outcome: answer.outcome,
            have: shown(&answer.have),
            need: shown(&answer.need),
            rounding_decides: answer.rounding_decides,
        }
    }

    fn spread_record(&self, found: &CountyAssessment, spread: &SpreadResult) -> SpreadRecord {
        let indicator = &self.standard.pack.indicators[spread.indicator];
        let school = |section: usize| self.code_and_name(found.sections[section].school);
        let greatest = spread.greatest.iter().map(|(section, share)| {
            let (code, name) = school(*section);
            ContributionRecord {
                code,
                name,
                share: *share,
            }
        });
        SpreadRecord {
            stage: self.stage_name(spread.stage),
            indicator: indicator.id.clone(),
            n: spread.rows.len(),
            sum: spread.sum.as_ref().map(Exact::to_string),
            weight: spread.weight.as_ref().map(Exact::to_string),
            mean: spread
                .mean
                .as_ref()
                .map(|mean| indicator.unit.show(mean).to_f64()),
            sd: spread.sd.map(|sd| sd / indicator.unit.scale().to_f64()),
            cv: spread.cv,
            limit: spread.limit.as_ref().map(Exact::to_string),
            standing: spread.standing,
            rounding_decides: spread.rounding_decides,
            lamp: spread.lamp,
            missing: spread
                .missing
                .iter()
                .map(|section| school(*section).0)
                .collect(),
            greatest: greatest.collect(),
        }
    }

    fn composite_record(&self, composite: &CompositeResult) -> CompositeRecord {
        CompositeRecord {
            stage: self.stage_name(composite.stage),
            value: composite.value,
            limit: composite.limit.as_ref().map(Exact::to_string),
            standing: composite.standing,
            rounding_decides: composite.rounding_decides,
        }
    }

    fn left_out_record(&self, left: &LeftOut) -> LeftOutRecord {
        let (code, name) = self.code_and_name(left.school);
        LeftOutRecord {
            code,
            name,
            stage: self.stage_name(left.stage),
            reason: self.standard.pack.sections.leave_out[left.reason]
                .id
                .clone(),
        }
    }

    fn section_record(&self, section: &Section) -> SectionRecord {
        let (code, name) = self.code_and_name(section.school);
        let township = &self.subject(&self.schools[section.school]).township;
        let asked =
            |index: &usize| self.standard.pack.indicators[*index].amount[section.stage].is_some();
        let figures = (0..section.figures.len()).filter(asked);
        SectionRecord {
            code,
            name,
            township: township.as_deref().map(str::to_owned),
            stage: self.stage_name(section.stage),
            pupils: section.pupils.as_ref().ok().map(Exact::to_string),
            outcome: section.outcome,
            figures: figures
                .map(|index| self.figure_record(section, index))
                .collect(),
        }
    }

    fn figure_record(&self, section: &Section, index: usize) -> FigureRecord {
        let indicator = &self.standard.pack.indicators[index];
        let figure = &section.figures[index];
        let value = figure
            .value
            .as_ref()
            .ok()
            .map(|value| indicator.unit.show(value));
        FigureRecord {
            indicator: indicator.id.clone(),
            amount: figure.amount.as_ref().ok().map(Exact::to_string),
            per: figure.per.as_ref().ok().map(Exact::to_string),
            shown: value.as_ref().map(|value| value.to_fixed(indicator.digits)),
            value: value.map(|value| value.to_string()),
            missing: figure.value.as_ref().err().copied(),
            standing: figure.standing,
            rounding_decides: figure.rounding_decides,
            lamp: figure.lamp,
            inputs: self.input_records(indicator, section),
        }
    }

    /// The reported figures behind an indicator; of a shared amount also the pupils it is split by.
    fn input_records(&self, indicator: &Indicator, section: &Section) -> Vec<InputRecord> {
        let formulas = [
            &indicator.amount[section.stage],
            &indicator.per[section.stage],
        ];
        let mut records: Vec<InputRecord> = Vec::new();
        for formula in formulas.into_iter().flatten() {
            let working = self.working(formula, Some(section.school));
            for input in working.inputs.iter().filter(|input| input.school.is_some()) {
                if !records.iter().any(|known| known.name == input.name) {
                    records.push(input_record(input));
                }
            }
        }
        if indicator.shared {
            let school = &self.schools[section.school];
            for stage in school
                .stages
                .iter()
                .filter(|stage| **stage != section.stage)
            {
                let name = format!(
                    "{}.{}",
                    self.standard.pack.sections.pupils,
                    self.stage_name(*stage)
                );
                let value = self.pupils(school, *stage);
                let value = value.map_or_else(|m| m.code().to_owned(), |number| number.to_string());
                records.push(InputRecord {
                    name,
                    value,
                    cells: Vec::new(),
                });
            }
        }
        records
    }
}

fn input_record(input: &Input<'_>) -> InputRecord {
    let value = match &input.value {
        Value::Number(number) => input.unit.show(number).to_string(),
        Value::Truth(truth) => truth.to_string(),
        Value::Choice(option) => option.to_string(),
        Value::Missing(missing) => missing.code().to_owned(),
    };
    let cells = match &input.origin {
        Origin::Cells(cells) => {
            let cell = |cell: &crate::Cell| {
                format!("{} · {}", name_of(&cell.document), cell.place.address())
            };
            cells.iter().map(cell).collect()
        }
        _ => Vec::new(),
    };
    InputRecord {
        name: input.name.clone(),
        value,
        cells,
    }
}
