//! A county under a standard: its schools, their sections, and how formulas see them.

use std::sync::Arc;

use facts::catalogue::{ColumnId, FieldKind};
use facts::table::{Datum, Subject, Table};
use formula::{Row, Slot, Value};
use kernel::{Exact, Missing};
use standards::{SlotMeaning, Split, Standard};

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
}

/// A school with the stages it has.
#[derive(Debug, Clone)]
pub struct School {
    /// Its row in the school returns.
    pub row: usize,
    /// Stages its kind has by nature; nothing when the kind is not told.
    nature: Option<Vec<usize>>,
    /// Stages it has by nature or in fact, ascending.
    pub stages: Vec<usize>,
}

/// Every county and year in the returns, in order.
pub fn counties<'a>(standard: &'a Standard, facts: Facts<'a>) -> Vec<County<'a>> {
    let groups = facts.schools.by_county();
    let county = |((name, year), rows): ((Arc<str>, i16), Vec<usize>)| County {
        standard,
        facts,
        county_row: facts.county.and_then(|table| {
            table.subjects.iter().position(|s| s.county == name && s.year == year)
        }),
        name,
        year,
        schools: rows.into_iter().map(|row| School::new(standard, facts.schools, row)).collect(),
    };
    groups.into_iter().map(county).collect()
}

impl School {
    fn new(standard: &Standard, table: &Table, row: usize) -> School {
        let sections = &standard.pack.sections;
        let kind = sections.kind.as_deref().and_then(|kind| table.form.column(kind));
        let nature = kind.and_then(|column| match table.get(row, column).datum {
            Datum::Choice(option) => sections.kinds.get(usize::from(option)).cloned(),
            _ => None,
        });
        let has = |stage: usize| match &nature {
            Some(nature) if nature.contains(&stage) => true,
            _ => reports(table, row, stage, kind.map(|_| sections.pupils.as_str())),
        };
        let stages = (0..standard.pack.stages().len()).filter(|stage| has(*stage)).collect();
        School { row, nature, stages }
    }
}

/// A school has a stage in fact when it reports pupils there (more than none); in forms without a
/// school kind, when it reports any figure of that stage.
fn reports(table: &Table, row: usize, stage: usize, pupils: Option<&str>) -> bool {
    if let Some(pupils) = pupils {
        let column = table.form.column_for(pupils, Some(stage));
        let datum = column.map(|column| table.get(row, column).datum);
        return matches!(datum, Some(Datum::Number(number)) if !number.is_zero());
    }
    let staged = table.form.columns.iter().enumerate().filter(|(_, c)| c.stage == Some(stage));
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
        SchoolRow { standard: self.standard, table: self.facts.schools, school }
    }

    /// The county as formulas see it.
    pub fn county_view(&self) -> CountyRow<'_> {
        CountyRow { county: self }
    }

    /// The pupils of a stage.
    pub(crate) fn pupils(&self, school: &School, stage: usize) -> Result<Exact, Missing> {
        let form = &self.facts.schools.form;
        let column = form.column_for(&self.standard.pack.sections.pupils, Some(stage));
        let column = column.ok_or(Missing::NotReported)?;
        self.school_row(school).figure(column).number().cloned()
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
        let Some(split) = self.split(school)? else { return Ok(Exact::ONE) };
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

impl SchoolRow<'_> {
    /// True when a stage's figure is zero because the school's kind has no such stage: nobody is
    /// there to report.
    pub(crate) fn is_absent_stage(&self, column: ColumnId) -> bool {
        let form = &self.table.form;
        let stage = form.columns[column.0 as usize].stage;
        let unreported = Datum::Missing(Missing::NotReported);
        let absent = match (stage, &self.school.nature) {
            (Some(stage), Some(nature)) => !nature.contains(&stage),
            _ => false,
        };
        absent
            && form.field_of(column).kind != FieldKind::Choice
            && self.table.get(self.school.row, column).datum == unreported
    }

    fn figure(&self, column: ColumnId) -> Value {
        match self.table.get(self.school.row, column).datum {
            Datum::Missing(_) if self.is_absent_stage(column) => Value::Number(Exact::ZERO),
            datum => datum.into(),
        }
    }
}

impl Row for SchoolRow<'_> {
    fn get(&self, slot: Slot) -> Value {
        match self.standard.meaning(slot) {
            SlotMeaning::Figure(column) => self.figure(column),
            other => self.standard.value(other),
        }
    }

    fn label(&self) -> String {
        self.table.subjects[self.school.row].name.to_string()
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
