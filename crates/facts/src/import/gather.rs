//! What has been read so far: a table a form, and who stands in which row.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::{Document, Missing, Place};

use super::log::Log;
use crate::catalogue::{ColumnId, Form, SubjectKind};
use crate::codes::Code;
use crate::reading::Words;
use crate::table::{Datum, Entry, Subject, Table};

/// Who a row is about: a code and a year; without a code, a name in a county.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    code: Arc<str>,
    county: Option<Arc<str>>,
    year: i16,
}

/// Whom a row of the input is about.
#[derive(Debug, Clone)]
pub(crate) struct Who {
    pub(crate) subject: Subject,
    /// False when the name stands in for the code.
    pub(crate) has_code: bool,
    /// What it lacks, and where: told once the row is known to be loaded.
    pub(crate) odd: Vec<(Code, Place)>,
}

impl Who {
    /// Tells what it lacks.
    pub(crate) fn tell(&self, document: &Document, gather: &mut Gather) {
        let name = &self.subject.name;
        for (code, place) in &self.odd {
            gather.log.at(document, *place, *code, |finding| {
                finding.about(&**name).with("name", name)
            });
        }
    }
}

/// Figures that hold for a row of a form whatever the file says: form, row, figures.
type FixedFigures = (usize, usize, Vec<(ColumnId, Datum)>);

/// Everything read so far.
pub(crate) struct Gather {
    pub(crate) documents: Vec<Document>,
    pub(crate) log: Log,
    pub(crate) words: Words,
    pub(crate) tables: Vec<Table>,
    rows: Vec<HashMap<Key, usize>>,
    /// By form: figures that hold for a row whatever the file says.
    fixed: Vec<FixedFigures>,
    /// By form: the place a stage of a row was first read.
    parts: Vec<HashMap<(usize, Option<usize>), Place>>,
}

impl Gather {
    pub(crate) fn new(forms: &[Arc<Form>], max_alike: usize) -> Gather {
        Gather {
            documents: Vec::new(),
            log: Log::new(max_alike),
            words: Words::default(),
            tables: forms.iter().map(|form| Table::new(form.clone())).collect(),
            rows: forms.iter().map(|_| HashMap::new()).collect(),
            fixed: Vec::new(),
            parts: forms.iter().map(|_| HashMap::new()).collect(),
        }
    }

    /// The number of a sheet among the documents; nothing when there are too many.
    pub(crate) fn document(&mut self, document: Document) -> Option<u16> {
        let number = u16::try_from(self.documents.len())
            .ok()
            .filter(|number| *number < u16::MAX)?;
        self.documents.push(document);
        Some(number)
    }

    fn key(&self, form: usize, who: &Who) -> Key {
        let county_form = self.tables[form].form.subject == SubjectKind::County;
        let by_name = !who.has_code && !county_form;
        Key {
            code: who.subject.code.clone(),
            county: by_name.then(|| who.subject.county.clone()),
            year: who.subject.year,
        }
    }

    /// The row of a school, and where this part of it was read before, if it was.
    pub(crate) fn known(
        &self,
        form: usize,
        who: &Who,
        stage: Option<usize>,
    ) -> (Option<usize>, Option<Place>) {
        let row = self.rows[form].get(&self.key(form, who)).copied();
        let place = row.and_then(|row| self.parts[form].get(&(row, stage)).copied());
        (row, place)
    }

    /// The row of a school, added if it is new.
    pub(crate) fn row(&mut self, form: usize, who: Who, stage: Option<usize>) -> usize {
        let key = self.key(form, &who);
        let place = who.subject.place;
        let table = &mut self.tables[form];
        let row = match self.rows[form].get(&key) {
            Some(row) => {
                complete(&mut table.subjects[*row], who.subject);
                *row
            }
            None => {
                let row = table.push(who.subject);
                self.rows[form].insert(key, row);
                row
            }
        };
        self.parts[form].entry((row, stage)).or_insert(place);
        row
    }

    /// Sets a figure; when another was read before, the first stays and comes back.
    pub(crate) fn set(
        &mut self,
        form: usize,
        row: usize,
        column: ColumnId,
        entry: Entry,
        more: Vec<Place>,
    ) -> Result<(), Entry> {
        let table = &mut self.tables[form];
        let before = table.get(row, column);
        match (before.datum, entry.datum) {
            (_, Datum::Missing(_)) if before.place.is_cell() => return Ok(()),
            (Datum::Missing(Missing::Unreadable), _) if before.place.is_cell() => return Ok(()),
            (Datum::Missing(_), _) => {}
            (known, new) if known == new => return Ok(()),
            _ if before.place.is_cell() => return Err(before),
            _ => {}
        }
        table.set(row, column, entry);
        table.set_more_places(row, column, more);
        Ok(())
    }

    /// Remembers the figures that a map fixes for a row.
    pub(crate) fn fix(&mut self, form: usize, row: usize, figures: &[(ColumnId, Datum)]) {
        if !figures.is_empty() {
            self.fixed.push((form, row, figures.to_vec()));
        }
    }

    /// Sets what maps fix: a staged figure only where the school reports something of the stage.
    fn set_fixed(&mut self) {
        for (form, row, figures) in std::mem::take(&mut self.fixed) {
            let table = &mut self.tables[form];
            for (column, datum) in figures {
                let stage = table.form.columns[column.0 as usize].stage;
                let absent = !table.get(row, column).place.is_cell();
                if absent && stage.is_none_or(|stage| reports(table, row, stage)) {
                    table.set(
                        row,
                        column,
                        Entry {
                            datum,
                            place: Place::NOWHERE,
                        },
                    );
                }
            }
        }
    }

    /// How people call a place: its cell, and its file and sheet when another than this one.
    pub(crate) fn place_text(&self, place: Place, here: u16) -> String {
        let Some(document) = self.documents.get(usize::from(place.document)) else {
            return String::new();
        };
        match (place.document == here, document.sheet.is_empty()) {
            (true, _) => place.address(),
            (false, true) => format!("{} {}", document.file, place.address()),
            (false, false) => format!("{} {} {}", document.file, document.sheet, place.address()),
        }
    }

    /// The tables, each with the list of sheets its places lie in.
    pub(crate) fn finish(mut self) -> (Vec<Table>, Vec<kernel::Finding>) {
        self.set_fixed();
        for table in &mut self.tables {
            table.documents.clone_from(&self.documents);
        }
        (self.tables, self.log.findings)
    }
}

/// True when the school gave a figure of this stage that is not zero: the zero of an empty cell is
/// nobody's word.
fn reports(table: &Table, row: usize, stage: usize) -> bool {
    let columns = table.form.columns.iter().enumerate();
    let of_stage = columns.filter(|(_, column)| column.stage == Some(stage));
    of_stage
        .map(|(id, _)| table.get(row, ColumnId(id as u32)).datum)
        .any(|datum| match datum {
            Datum::Number(number) => !number.is_zero(),
            Datum::Choice(_) => true,
            Datum::Missing(_) => false,
        })
}

/// Adds what a later row says of the same school and the first did not.
fn complete(known: &mut Subject, new: Subject) {
    if known.name == known.code {
        known.name = new.name;
    }
    if known.township.is_none() {
        known.township = new.township;
    }
    if known.parent.is_none() {
        known.parent = new.parent;
    }
    if known.county.is_empty() {
        known.county = new.county;
    }
}
