//! Why is a figure what it is? Clause, formula, split, inputs, cells.
//!
//! An explanation is the evaluation itself with a witness: nothing here computes a second time by
//! another way, so a proof cannot disagree with the verdict it proves.

use facts::catalogue::ColumnId;
use facts::table::{Datum, Table};
use formula::{Explanation, Formula, Row, Step, Value};
use kernel::{Document, Exact, Missing, Place, Text, Unit};
use standards::{DatedValue, Indicator, Level, Rule, SlotMeaning, Split};

use crate::assess::{CountyAssessment, SpreadResult};
use crate::county::{County, School};
use crate::figure::Figure;
use crate::items::Answer;

/// A cell that a figure was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// File and sheet.
    pub document: Document,
    /// Row and column.
    pub place: Place,
}

/// Where the value of a name came from.
#[derive(Debug, Clone)]
pub enum Origin<'a> {
    /// From these cells of a return.
    Cells(Vec<Cell>),
    /// The school's kind has no such stage: zero.
    AbsentStage,
    /// No file had it.
    Nowhere,
    /// The standard, by this dated entry.
    Parameter(&'a DatedValue),
    /// The profile.
    Switch,
    /// The standard has no value on that day.
    NotInForce,
}

/// A name in a formula with its value and where that came from.
#[derive(Debug, Clone)]
pub struct Input<'a> {
    /// The name in the formula.
    pub name: String,
    /// What people read.
    pub title: Text,
    /// The school it belongs to (index); none for the county and the standard.
    pub school: Option<usize>,
    /// Its value in base units.
    pub value: Value,
    /// Its value as people read it, for choices.
    pub option: Option<Text>,
    /// The unit it is shown in.
    pub unit: Unit,
    /// Decimals it is shown with.
    pub digits: u32,
    /// Where it came from.
    pub origin: Origin<'a>,
}

/// A formula's way to a value, and the figures it used.
#[derive(Debug, Clone)]
pub struct Working<'a> {
    /// The school it was worked out for (index); none for the county.
    pub school: Option<usize>,
    /// Every step.
    pub explanation: Explanation,
    /// Every name, once, in order of use.
    pub inputs: Vec<Input<'a>>,
}

impl Working<'_> {
    /// Whose figures the formula asks for: the county's, or one school's.
    pub fn level(&self) -> Level {
        level(self.school)
    }
}

/// How a whole-school total was shared.
#[derive(Debug, Clone)]
pub struct SplitProof<'a> {
    /// The rule.
    pub split: &'a Split,
    /// Stage, weight, pupils and their product.
    pub parts: Vec<(usize, Exact, Exact, Exact)>,
    /// The whole-school total.
    pub total: Exact,
    /// The stage's share of it.
    pub share: Exact,
}

/// Why an indicator of a section is what it is.
#[derive(Debug, Clone)]
pub struct FigureProof<'a> {
    /// The indicator.
    pub indicator: &'a Indicator,
    /// The school (index).
    pub school: usize,
    /// The stage.
    pub stage: usize,
    /// The amount: of the whole school when it is shared, else of the stage.
    pub amount: Working<'a>,
    /// How it was shared between stages.
    pub split: Option<SplitProof<'a>>,
    /// The denominator.
    pub per: Working<'a>,
    /// What came of it.
    pub figure: Figure,
    /// The limit and the entry it comes from.
    pub limit: Option<(Exact, &'a DatedValue)>,
    /// The floor and the entry of its share.
    pub floor: Option<(Exact, &'a DatedValue)>,
}

/// One school in a coefficient of variation.
#[derive(Debug, Clone)]
pub struct SpreadRow {
    /// The section (index).
    pub section: usize,
    /// Its amount and denominator.
    pub amount: Exact,
    /// The denominator.
    pub per: Exact,
    /// Amount over denominator.
    pub value: Exact,
    /// `(X − mean)²`.
    pub square: f64,
    /// `(X − mean)² · P/ΣP`: its term of the variance.
    pub term: f64,
}

/// Why a coefficient of variation is what it is.
#[derive(Debug, Clone)]
pub struct SpreadProof<'a> {
    /// The result.
    pub result: &'a SpreadResult,
    /// Every school counted.
    pub rows: Vec<SpreadRow>,
    /// The entry its limit comes from.
    pub limit: Option<&'a DatedValue>,
}

/// Why a test of an item came out as it did.
#[derive(Debug, Clone)]
pub struct TestProof<'a> {
    /// The rule that was asked.
    pub rule: &'a Rule,
    /// When it applies.
    pub applies: Option<Working<'a>>,
    /// What must hold.
    pub require: Working<'a>,
    /// What came of it.
    pub answer: Answer,
}

impl<'a> County<'a> {
    /// Why an indicator of one stage of a school is what it is; nothing for a stage it is not
    /// asked of.
    pub fn explain_figure(
        &'a self,
        school: usize,
        stage: usize,
        indicator: usize,
    ) -> Option<FigureProof<'a>> {
        let index = school;
        let school = self.schools.get(school)?;
        let indicator = self.standard.pack.indicators.get(indicator)?;
        let amount = self.working(indicator.amount.get(stage)?.as_ref()?, Some(index));
        let per = self.working(indicator.per.get(stage)?.as_ref()?, Some(index));
        let limit = indicator
            .limit
            .and_then(|limit| self.standard.parameter(limit, Some(stage)));
        let floor = indicator
            .floor
            .and_then(|floor| self.standard.parameter(floor, Some(stage)));
        let floor = limit
            .zip(floor)
            .map(|(limit, floor)| (limit.value.clone() * floor.value.clone(), floor.entry));
        Some(FigureProof {
            indicator,
            school: index,
            stage,
            split: self.split_proof(indicator, school, stage, &amount),
            amount,
            per,
            figure: self.figure(indicator, school, stage),
            limit: limit.map(|limit| (limit.value.clone(), limit.entry)),
            floor,
        })
    }

    fn split_proof(
        &'a self,
        indicator: &Indicator,
        school: &School,
        stage: usize,
        amount: &Working<'_>,
    ) -> Option<SplitProof<'a>> {
        let split = self
            .split(school)
            .ok()
            .flatten()
            .filter(|_| indicator.shared)?;
        let part = |(stage, weight): (&usize, &Exact)| {
            let pupils = self.pupils(school, *stage).ok()?;
            Some((
                *stage,
                weight.clone(),
                pupils.clone(),
                pupils * weight.clone(),
            ))
        };
        Some(SplitProof {
            split,
            parts: split
                .stages
                .iter()
                .zip(&split.weights)
                .map(part)
                .collect::<Option<_>>()?,
            total: amount.explanation.value.number().ok()?.clone(),
            share: self.share(school, stage).ok()?,
        })
    }

    /// Why a coefficient of variation is what it is.
    pub fn explain_spread(
        &'a self,
        assessment: &'a CountyAssessment,
        stage: usize,
        indicator: usize,
    ) -> Option<SpreadProof<'a>> {
        let wanted =
            |result: &&SpreadResult| result.stage == stage && result.indicator == indicator;
        let result = assessment.spreads.iter().find(wanted)?;
        let (mean, weight) = (result.mean.clone()?, result.weight.clone()?);
        let by_pupils = self.standard.weighting() == standards::Weighting::Pupils;
        let row = |section: &usize| {
            let figure = &assessment.sections[*section].figures[indicator];
            let (amount, per) = (figure.amount.clone().ok()?, figure.per.clone().ok()?);
            let value = figure.value.clone().ok()?;
            let away = value.clone() - mean.clone();
            let square = (away.clone() * away).to_f64();
            let share = if by_pupils { per.to_f64() } else { 1.0 } / weight.to_f64();
            Some(SpreadRow {
                section: *section,
                amount,
                per,
                value,
                square,
                term: square * share,
            })
        };
        let rule = self.standard.pack.indicators[indicator].spread.as_ref();
        let limit = rule.and_then(|rule| rule.limit);
        let limit = limit.and_then(|limit| self.standard.parameter(limit, Some(stage)));
        Some(SpreadProof {
            result,
            rows: result.rows.iter().map(row).collect::<Option<_>>()?,
            limit: limit.map(|limit| limit.entry),
        })
    }

    /// Why a test of an item came out as it did for the subject of one of its answers.
    pub fn explain_test(
        &'a self,
        item: usize,
        test: usize,
        answer: &Answer,
    ) -> Option<TestProof<'a>> {
        let test = self.standard.pack.items.get(item)?.tests().get(test)?;
        let rule = test.rules.iter().find(|rule| rule.stage == answer.stage)?;
        Some(TestProof {
            rule,
            applies: rule
                .applies
                .as_ref()
                .map(|applies| self.working(applies, answer.school)),
            require: self.working(&rule.require, answer.school),
            answer: answer.clone(),
        })
    }

    /// A formula worked out for a school (index), or for the county.
    pub fn working(&'a self, formula: &Formula, school: Option<usize>) -> Working<'a> {
        let explanation = match school {
            Some(index) => formula.explain(&self.school_row(&self.schools[index])),
            None => formula.explain(&self.county_view() as &dyn Row),
        };
        let mut inputs = Vec::new();
        self.collect(&explanation, school, &mut inputs);
        Working {
            school,
            explanation,
            inputs,
        }
    }

    fn collect(&'a self, node: &Explanation, school: Option<usize>, inputs: &mut Vec<Input<'a>>) {
        if let Step::Held { name, slot } = &node.step {
            let meaning = self.standard.meaning(*slot);
            let known = |input: &Input<'_>| input.name == *name && input.school == school;
            if !inputs.iter().any(known) {
                inputs.push(self.input(name, meaning, school, node.value.clone()));
            }
        }
        for (i, part) in node.parts.iter().enumerate() {
            // The parts of a sum are the county's schools in order.
            let member = matches!(part.step, Step::Member { .. });
            self.collect(part, if member { Some(i) } else { school }, inputs);
        }
    }

    fn input(
        &'a self,
        name: &str,
        meaning: SlotMeaning,
        school: Option<usize>,
        value: Value,
    ) -> Input<'a> {
        let pack = &self.standard.pack;
        let name = name.to_owned();
        let title = pack.called(meaning, pack.form(level(school)));
        match meaning {
            SlotMeaning::Figure(column) => self.figure_input(name, title, column, school, value),
            SlotMeaning::Parameter(index, stage) => {
                let parameter = &pack.parameters()[index];
                let held = self.standard.parameter(index, stage);
                Input {
                    name,
                    title,
                    school: None,
                    value,
                    option: None,
                    unit: parameter.unit.clone(),
                    digits: 0,
                    origin: held.map_or(Origin::NotInForce, |held| Origin::Parameter(held.entry)),
                }
            }
            SlotMeaning::Switch(index) => {
                let switch = &pack.switches()[index];
                let option = &switch.options[self.standard.positions[index]];
                Input {
                    name,
                    title,
                    school: None,
                    value,
                    option: Some(option.title.clone()),
                    unit: Unit::none(),
                    digits: 0,
                    origin: Origin::Switch,
                }
            }
        }
    }

    fn figure_input(
        &'a self,
        name: String,
        title: Text,
        column: ColumnId,
        school: Option<usize>,
        value: Value,
    ) -> Input<'a> {
        let read: Option<(&Table, usize)> = match school {
            Some(index) => Some((self.facts.schools, self.schools[index].row)),
            None => self.facts.county.zip(self.county_row),
        };
        let field = self.standard.pack.form(level(school)).field_of(column);
        let cells: Vec<Cell> = read.map_or(Vec::new(), |(table, row)| cells(table, row, column));
        let absent = read.is_some_and(|(table, row)| {
            table.get(row, column).datum == Datum::Missing(Missing::NotApplicable)
        });
        let option = match value {
            Value::Choice(option) => field.options.get(usize::from(option)),
            _ => None,
        };
        Input {
            name,
            title,
            school,
            option: option.map(|option| option.title.clone()),
            value,
            unit: field.unit.clone(),
            digits: field.digits(),
            origin: match (absent, cells.is_empty()) {
                (true, _) => Origin::AbsentStage,
                (false, true) => Origin::Nowhere,
                (false, false) => Origin::Cells(cells),
            },
        }
    }

    /// The inputs that a figure lacks, for asking the school. Nobody can be asked for a value of
    /// the standard that is not in force.
    pub fn lacking(&'a self, working: &Working<'a>) -> Vec<Input<'a>> {
        let lacks = |input: &&Input<'_>| match input.value {
            Value::Missing(missing) => !matches!(missing, Missing::Undefined | Missing::NotInForce),
            _ => false,
        };
        working.inputs.iter().filter(lacks).cloned().collect()
    }
}

/// Whose figures a formula asks for that is worked out for a school (index), or for the county.
fn level(school: Option<usize>) -> Level {
    match school {
        Some(_) => Level::School,
        None => Level::County,
    }
}

fn cells(table: &Table, row: usize, column: ColumnId) -> Vec<Cell> {
    let cell = |place: Place| {
        Some(Cell {
            document: table.document(place)?.clone(),
            place,
        })
    };
    table
        .places(row, column)
        .into_iter()
        .filter_map(cell)
        .collect()
}
