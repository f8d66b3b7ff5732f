//! A county under a standard: its schools, their sections, and how formulas see them.

use std::collections::HashMap;
use std::sync::Arc;

use facts::catalogue::ColumnId;
use facts::table::{Datum, NaturalStages, Subject, Table, TableRow};
use formula::{Row, Slot, Value};
use kernel::{Exact, Finding, Missing};
use standards::{Pack, SlotMeaning, Split, Standard};

/// The snapshot a run looks at.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// School returns.
    pub schools: &'a Table,
    /// County returns, if there are any.
    pub county: Option<&'a Table>,
}

/// One county in one year, ready to be judged.
#[derive(Debug)]
pub struct County<'a> {
    /// What is asked.
    pub standard: &'a Standard,
    /// What was reported.
    pub facts: Facts<'a>,
    /// Its name.
    pub name: Arc<str>,
    /// The year of its returns.
    pub year: i16,
    /// Its row in the county returns.
    pub county_row: Option<usize>,
    /// Its schools.
    pub schools: Vec<School>,
    /// The columns that count the pupils of each stage.
    pupils: PupilColumns,
}

type PupilColumns = Arc<[Option<ColumnId>]>;

/// A school with the stages it has.
#[derive(Debug, Clone)]
pub struct School {
    /// Its row in the school returns.
    pub row: usize,
    /// Stages it has by nature or in fact, ascending.
    pub stages: Vec<usize>,
}

/// Every county and year in the returns, in order.
pub fn counties<'a>(standard: &'a Standard, facts: Facts<'a>) -> Vec<County<'a>> {
    let pupils = pupil_columns(standard, facts.schools);
    let county_rows = county_rows(facts.county);
    let county = |((name, year), rows): ((Arc<str>, i16), Vec<usize>)| County {
        standard,
        facts,
        county_row: county_rows.get(&(&*name, year)).copied(),
        name,
        year,
        schools: rows
            .into_iter()
            .map(|row| School::new(standard, facts.schools, row))
            .collect(),
        pupils: pupils.clone(),
    };
    let groups = facts.schools.by_county();
    groups.into_iter().map(county).collect()
}

/// The row of each county and year in the county returns; the first, should there be two.
fn county_rows(table: Option<&Table>) -> HashMap<(&str, i16), usize> {
    let subjects = table.map_or(&[][..], |table| &table.subjects);
    let rows = subjects.iter().enumerate().rev();
    rows.map(|(row, s)| ((&*s.county, s.year), row)).collect()
}

fn pupil_columns(standard: &Standard, table: &Table) -> PupilColumns {
    let pupils = &standard.pack.sections.pupils;
    let stages = 0..standard.pack.stages().len();
    stages
        .map(|stage| table.form.column_for(pupils, Some(stage)))
        .collect()
}

impl<'a> County<'a> {
    /// A county of which only its own return is known.
    pub fn without_schools(
        standard: &'a Standard,
        facts: Facts<'a>,
        name: &str,
        year: i16,
    ) -> County<'a> {
        County {
            standard,
            facts,
            county_row: county_rows(facts.county).get(&(name, year)).copied(),
            name: name.into(),
            year,
            schools: Vec::new(),
            pupils: pupil_columns(standard, facts.schools),
        }
    }
}

/// Makes read returns ready to be judged: campuses that are no schools of their own join their main
/// school, and the table learns which stages each kind of school has.
pub fn prepare(pack: &Pack, mut table: Table) -> (Table, Vec<Finding>) {
    let sections = &pack.sections;
    let mut findings = Vec::new();
    if let Some(campus) = &sections.campus {
        let merged = facts::campus::merge(
            table,
            &campus.counted,
            sections.kind.as_deref(),
            &campus.except,
        );
        (table, findings) = merged;
    }
    if let Some(kind) = sections
        .kind
        .as_deref()
        .and_then(|kind| table.form.column(kind))
    {
        let stages = sections.kinds.clone();
        table.set_natural_stages(NaturalStages { kind, stages });
    }
    (table, findings)
}

impl School {
    fn new(standard: &Standard, table: &Table, row: usize) -> School {
        let kinds = standard.pack.sections.kind.is_some();
        let has = |stage: usize| {
            let told = table.has_stage(row, stage);
            told.unwrap_or_else(|| {
                if kinds {
                    table.reports_stage(row, stage)
                } else {
                    reports(table, row, stage)
                }
            })
        };
        let stages = 0..standard.pack.stages().len();
        School {
            row,
            stages: stages.filter(|stage| has(*stage)).collect(),
        }
    }
}

/// In forms without a school kind a school has every stage in which it reports a figure, be it zero.
fn reports(table: &Table, row: usize, stage: usize) -> bool {
    let staged = table
        .form
        .columns
        .iter()
        .enumerate()
        .filter(|(_, c)| c.stage == Some(stage));
    staged
        .map(|(id, _)| table.get(row, ColumnId(id as u32)).datum)
        .any(|datum| !matches!(datum, Datum::Missing(_)))
}

impl<'a> County<'a> {
    /// The subject of a school.
    pub fn subject(&self, school: &School) -> &'a Subject {
        &self.facts.schools.subjects[school.row]
    }

    /// A school as formulas see it.
    pub fn school_row<'c>(&'c self, school: &'c School) -> SchoolRow<'c> {
        SchoolRow {
            standard: self.standard,
            table: self.facts.schools,
            school,
        }
    }

    /// The county as formulas see it.
    pub fn county_view(&self) -> CountyRow<'_> {
        CountyRow { county: self }
    }

    /// The pupils of a stage.
    pub(crate) fn pupils(&self, school: &School, stage: usize) -> Result<Exact, Missing> {
        let column = self.pupils.get(stage).copied().flatten();
        let column = column.ok_or(Missing::NotReported)?;
        self.school_row(school)
            .get(Slot(column.0))
            .number()
            .cloned()
    }

    /// The weights by which a school's totals are shared, when it has several stages.
    pub(crate) fn split(&self, school: &School) -> Result<Option<&'a Split>, Missing> {
        if school.stages.len() < 2 {
            return Ok(None);
        }
        let split = self.standard.pack.sections.split(&school.stages);
        split.map(Some).ok_or(Missing::NotInForce)
    }

    /// The share of a whole-school total that belongs to one stage: `w·P / Σ w·P`.
    pub(crate) fn share(&self, school: &School, stage: usize) -> Result<Exact, Missing> {
        let Some(split) = self.split(school)? else {
            return Ok(Exact::ONE);
        };
        let mut own = Exact::ZERO;
        let mut all = Exact::ZERO;
        for (other, weight) in split.stages.iter().zip(&split.weights) {
            let weighted = self.pupils(school, *other)? * weight.clone();
            if *other == stage {
                own = weighted.clone();
            }
            all = all + weighted;
        }
        own.checked_div(&all).ok_or(Missing::Undefined)
    }
}

/// A school as formulas see it: its figures, and the standard's values.
#[derive(Debug, Clone, Copy)]
pub struct SchoolRow<'c> {
    standard: &'c Standard,
    table: &'c Table,
    school: &'c School,
}

impl<'c> SchoolRow<'c> {
    fn figures(&self) -> TableRow<'c> {
        TableRow {
            table: self.table,
            row: self.school.row,
        }
    }
}

impl Row for SchoolRow<'_> {
    fn get(&self, slot: Slot) -> Value {
        match self.standard.meaning(slot) {
            SlotMeaning::Figure(_) => self.figures().get(slot),
            other => self.standard.value(other),
        }
    }

    fn label(&self) -> String {
        self.figures().label()
    }
}

/// A county as formulas see it: its own return, the standard's values, and its schools.
#[derive(Debug, Clone, Copy)]
pub struct CountyRow<'c> {
    county: &'c County<'c>,
}

impl Row for CountyRow<'_> {
    fn get(&self, slot: Slot) -> Value {
        let county = self.county;
        match county.standard.meaning(slot) {
            SlotMeaning::Figure(column) => match (county.facts.county, county.county_row) {
                (Some(table), Some(row)) => table.get(row, column).datum.into(),
                _ => Value::Missing(Missing::NotReported),
            },
            other => county.standard.value(other),
        }
    }

    fn members(&self, visit: &mut dyn FnMut(&dyn Row)) {
        for school in &self.county.schools {
            visit(&self.county.school_row(school));
        }
    }

    fn label(&self) -> String {
        self.county.name.to_string()
    }
}
