//! A snapshot of returns: figures in columns, each with the cell it came from.

use std::collections::BTreeMap;
use std::sync::Arc;

use formula::{Row, Slot, Value};
use kernel::{Document, Exact, Missing, Place};
use rust_decimal::Decimal;

use crate::catalogue::{ColumnId, FieldKind, Form};

/// One answer: a number in base units, an option, or the reason it is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Datum {
    /// A number in base units (yuan, never 万元).
    Number(Decimal),
    /// An option of a choice, by its place in the list.
    Choice(u16),
    /// Not there, and why.
    Missing(Missing),
}

/// An answer and the cell it was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The answer.
    pub datum: Datum,
    /// Its cell; the first of them when several were added up.
    pub place: Place,
}

impl Entry {
    /// What a table holds where nothing was read.
    pub const ABSENT: Entry = Entry {
        datum: Datum::Missing(Missing::NotReported),
        place: Place::NOWHERE,
    };
}

/// The school or county a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// 学校标识码, or the county's code or name.
    pub code: Arc<str>,
    /// What people call it.
    pub name: Arc<str>,
    /// The county it belongs to.
    pub county: Arc<str>,
    /// Township or district, when given.
    pub township: Option<Arc<str>>,
    /// Year of the return.
    pub year: i16,
    /// Code of the main school, for a campus that is not counted as a school.
    pub parent: Option<Arc<str>>,
    /// The cell of its code or name.
    pub place: Place,
}

impl Subject {
    /// Its name and its code, once where the name stands in for the code.
    pub fn called(&self) -> String {
        match self.name == self.code {
            true => self.name.to_string(),
            false => format!("{} {}", self.name, self.code),
        }
    }
}

/// What became of the rows of the input: `read = loaded + refused + totals + blank`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Rows (sheets, for cards and statistics tables) under the head.
    pub read: usize,
    /// Loaded as a school, a stage of one, or a county.
    pub loaded: usize,
    /// Not loaded; each named in a finding.
    pub refused: usize,
    /// Totals rows, compared and not loaded.
    pub totals: usize,
    /// Rows without any filled cell.
    pub blank: usize,
}

/// The returns of one form: a snapshot that nothing changes any more.
#[derive(Debug, Clone)]
pub struct Table {
    /// The form they answer.
    pub form: Arc<Form>,
    /// The sheets figures were read from.
    pub documents: Vec<Document>,
    /// One a row.
    pub subjects: Vec<Subject>,
    /// By [`ColumnId`]; an empty column was nowhere in the input.
    columns: Vec<Vec<Entry>>,
    /// Cells beyond the first of answers that were added up from several.
    more_places: BTreeMap<(u32, u32), Vec<Place>>,
    natural_stages: Option<NaturalStages>,
    /// By row: one bit a stage for which a figure other than zero is reported.
    reported_stages: Vec<u32>,
}

fn stage_bit(stage: usize) -> u32 {
    1 << stage.min(31)
}

/// Which stages a kind of school has by nature: where it has none and reports nothing but zeros,
/// nobody is there to report.
#[derive(Debug, Clone)]
pub struct NaturalStages {
    /// The choice that tells the kind.
    pub kind: ColumnId,
    /// Stages by option of that choice.
    pub stages: Vec<Vec<usize>>,
}

impl Table {
    /// A table without rows.
    pub fn new(form: Arc<Form>) -> Table {
        let columns = vec![Vec::new(); form.columns.len()];
        Table {
            form,
            documents: Vec::new(),
            subjects: Vec::new(),
            columns,
            more_places: BTreeMap::new(),
            natural_stages: None,
            reported_stages: Vec::new(),
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.subjects.len()
    }

    /// True without rows.
    pub fn is_empty(&self) -> bool {
        self.subjects.is_empty()
    }

    /// Adds a row without answers and returns its number.
    pub fn push(&mut self, subject: Subject) -> usize {
        self.subjects.push(subject);
        for column in self.columns.iter_mut().filter(|column| !column.is_empty()) {
            column.push(Entry::ABSENT);
        }
        self.subjects.len() - 1
    }

    /// Whether a row answers nothing at all.
    pub fn is_blank(&self, row: usize) -> bool {
        let mut entries = self.columns.iter().filter_map(|column| column.get(row));
        entries.all(|entry| entry.datum == Entry::ABSENT.datum)
    }

    /// Some of its rows, as a table of their own: nothing in it tells of the others.
    pub fn only(&self, rows: &[usize]) -> Table {
        let mut own = Table::new(self.form.clone());
        own.documents = vec![Document::default(); self.documents.len()];
        for row in rows {
            own.take(self, *row);
        }
        if let Some(natural) = &self.natural_stages {
            own.set_natural_stages(natural.clone());
        }
        own
    }

    /// Takes a row over, with the documents its cells lie in.
    fn take(&mut self, from: &Table, row: usize) {
        let own = self.push(from.subjects[row].clone());
        let mut places = vec![from.subjects[row].place];
        for id in (0..from.columns.len() as u32).map(ColumnId) {
            if from.has(id) {
                self.set(own, id, from.read(row, id));
            }
            let more = from.more_places.get(&(row as u32, id.0));
            self.set_more_places(own, id, more.cloned().unwrap_or_default());
            places.extend(from.places(row, id));
        }
        for place in places {
            if let Some(document) = from.document(place) {
                self.documents[usize::from(place.document)] = document.clone();
            }
        }
    }

    /// Sets an answer.
    pub fn set(&mut self, row: usize, column: ColumnId, entry: Entry) {
        let entries = &mut self.columns[column.0 as usize];
        if entries.is_empty() {
            entries.resize(self.subjects.len(), Entry::ABSENT);
        }
        entries[row] = entry;
        if row < self.reported_stages.len() {
            self.reported_stages[row] = self.look_for_stages(row);
        }
    }

    /// Says which further cells an answer was added up from.
    pub fn set_more_places(&mut self, row: usize, column: ColumnId, places: Vec<Place>) {
        if !places.is_empty() {
            self.more_places.insert((row as u32, column.0), places);
        }
    }

    /// An answer. The unreported figure of a stage that the school does not have is not applicable.
    pub fn get(&self, row: usize, column: ColumnId) -> Entry {
        let entry = self.read(row, column);
        if entry.datum == Entry::ABSENT.datum && self.is_absent_stage(row, column) {
            return Entry {
                datum: Datum::Missing(Missing::NotApplicable),
                ..entry
            };
        }
        entry
    }

    fn read(&self, row: usize, column: ColumnId) -> Entry {
        self.columns[column.0 as usize]
            .get(row)
            .copied()
            .unwrap_or(Entry::ABSENT)
    }

    /// Tells the table which stages each kind of school has.
    pub fn set_natural_stages(&mut self, natural: NaturalStages) {
        self.natural_stages = Some(natural);
        let rows = 0..self.len();
        self.reported_stages = rows.map(|row| self.look_for_stages(row)).collect();
    }

    /// Whether a school has a stage: by nature, or because it reports a figure there that is not
    /// zero. Nothing when its kind is not told.
    pub fn has_stage(&self, row: usize, stage: usize) -> Option<bool> {
        let natural = self.natural_stages.as_ref()?;
        let Datum::Choice(kind) = self.read(row, natural.kind).datum else {
            return None;
        };
        let by_nature = natural.stages.get(usize::from(kind))?.contains(&stage);
        Some(by_nature || self.reports_stage(row, stage))
    }

    /// Whether a school reports a figure of a stage that is not zero.
    pub fn reports_stage(&self, row: usize, stage: usize) -> bool {
        match self.reported_stages.get(row) {
            Some(stages) => stages & stage_bit(stage) != 0,
            None => self.look_for_stages(row) & stage_bit(stage) != 0,
        }
    }

    /// One bit a stage for which a figure other than zero is reported.
    fn look_for_stages(&self, row: usize) -> u32 {
        let columns = self.form.columns.iter().zip(&self.columns);
        let reported = columns.filter_map(|(column, entries)| {
            let stage = column.stage?;
            let reports = match entries.get(row)?.datum {
                Datum::Number(number) => !number.is_zero(),
                _ => false,
            };
            reports.then_some(stage_bit(stage))
        });
        reported.fold(0, |bits, bit| bits | bit)
    }

    fn is_absent_stage(&self, row: usize, column: ColumnId) -> bool {
        let stage = self.form.columns[column.0 as usize].stage;
        stage.is_some_and(|stage| self.has_stage(row, stage) == Some(false))
    }

    /// True when the input had this column at all.
    pub fn has(&self, column: ColumnId) -> bool {
        !self.columns[column.0 as usize].is_empty()
    }

    /// Every cell an answer came from.
    pub fn places(&self, row: usize, column: ColumnId) -> Vec<Place> {
        let first = self.get(row, column).place;
        let more = self.more_places.get(&(row as u32, column.0));
        let places = std::iter::once(first).chain(more.into_iter().flatten().copied());
        places.filter(|place| place.is_cell()).collect()
    }

    /// The document a place lies in.
    pub fn document(&self, place: Place) -> Option<&Document> {
        self.documents.get(usize::from(place.document))
    }

    /// Row numbers by county and year, in the order of the input.
    pub fn by_county(&self) -> BTreeMap<(Arc<str>, i16), Vec<usize>> {
        let mut groups: BTreeMap<(Arc<str>, i16), Vec<usize>> = BTreeMap::new();
        for (row, subject) in self.subjects.iter().enumerate() {
            groups
                .entry((subject.county.clone(), subject.year))
                .or_default()
                .push(row);
        }
        groups
    }

    /// A fingerprint of every subject and answer (not of their places): equal figures, equal hash,
    /// in whatever order they were read.
    pub fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let mut text = |text: &str| {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        };
        let mut rows: Vec<(usize, &Subject)> = self.subjects.iter().enumerate().collect();
        rows.sort_by_key(|(_, subject)| {
            (&subject.county, subject.year, &subject.code, &subject.name)
        });
        for (row, subject) in rows {
            text(&subject.county);
            text(&subject.year.to_string());
            text(&subject.code);
            text(&subject.name);
            for (id, column) in self.form.columns.iter().enumerate() {
                match self.read(row, ColumnId(id as u32)).datum {
                    Datum::Missing(Missing::NotReported) => continue,
                    Datum::Missing(missing) => text(missing.code()),
                    Datum::Number(number) => text(&number.normalize().to_string()),
                    Datum::Choice(option) => text(&option.to_string()),
                }
                text(&column.name);
            }
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }
}

impl From<Datum> for Value {
    fn from(datum: Datum) -> Value {
        match datum {
            Datum::Number(number) => Value::Number(Exact::from(number)),
            Datum::Choice(option) => Value::Choice(option),
            Datum::Missing(missing) => Value::Missing(missing),
        }
    }
}

/// One row of a table as formulas see it.
#[derive(Debug, Clone, Copy)]
pub struct TableRow<'a> {
    /// The table.
    pub table: &'a Table,
    /// The row's number.
    pub row: usize,
}

impl Row for TableRow<'_> {
    /// In a formula the figure of a stage that the school does not have is zero: nobody is there.
    fn get(&self, slot: Slot) -> Value {
        let column = ColumnId(slot.0);
        let staged = self.table.form.columns[slot.0 as usize].stage.is_some();
        match self.table.get(self.row, column).datum {
            Datum::Missing(Missing::NotApplicable)
                if staged && self.table.form.field_of(column).kind != FieldKind::Choice =>
            {
                Value::Number(Exact::ZERO)
            }
            datum => datum.into(),
        }
    }

    fn label(&self) -> String {
        self.table.subjects[self.row].name.to_string()
    }
}
