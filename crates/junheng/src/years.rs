//! Which year are the returns of, and which rows are of another?

use std::collections::{BTreeMap, BTreeSet};

use facts::catalogue::{ColumnId, SubjectKind};
use facts::table::Table;
use facts::{Imported, SheetReport};
use kernel::{Document, Finding, Grade, Place};

/// Rows of a sheet that are of another year than the one that is looked at.
#[derive(Debug, Clone)]
pub(crate) struct Other {
    /// Their year; 0 when they name none.
    pub(crate) year: i16,
    /// How many.
    pub(crate) count: usize,
    /// Their sheet.
    pub(crate) document: Document,
    /// Their numbers; none when the whole sheet is of their year.
    pub(crate) rows: Vec<u32>,
    first: Place,
    /// True for a few among many of the year that is looked at: most likely mistyped.
    is_odd: bool,
}

/// Rows of another year are odd where there are this many times more of the year that is looked at.
const FEW: usize = 4;

impl Other {
    /// What is to be said of them.
    pub(crate) fn finding(&self) -> Finding {
        let (code, grade) = match (self.year, self.is_odd) {
            (0, _) => ("year-needed", Grade::MustFix),
            (_, true) => ("year-other", Grade::Explain),
            (_, false) => ("year-other", Grade::Notice),
        };
        let finding = Finding::new(code, grade)
            .in_document(&self.document)
            .with("year", self.year)
            .with("count", self.count);
        // Of many in a row the count says more than a list.
        if self.rows.is_empty() || grade == Grade::Notice {
            return finding;
        }
        let mut finding = finding.at(self.first);
        if self.rows.len() > 1 {
            finding.rows.clone_from(&self.rows);
        }
        finding
    }
}

/// The only year that any return names, where others name none; and how many those are.
pub(crate) fn year_for_all(imported: &Imported) -> Option<(i16, usize)> {
    let subjects = imported.tables.iter().flat_map(|table| &table.subjects);
    let (named, without): (Vec<i16>, Vec<i16>) = subjects
        .map(|subject| subject.year)
        .partition(|year| *year != 0);
    let years: BTreeSet<i16> = named.into_iter().collect();
    let only = years.first().filter(|_| years.len() == 1)?;
    (!without.is_empty()).then_some((*only, without.len()))
}

/// The year asked for, else the newest that a school return names, else the newest at all; none when
/// nobody names a year.
pub(crate) fn year(tables: &[Table], asked: Option<i16>) -> Option<i16> {
    let newest = |schools_only: bool| {
        let tables = tables.iter();
        let tables = tables.filter(|t| !schools_only || t.form.subject == SubjectKind::School);
        let years = tables.flat_map(|table| &table.subjects).map(|s| s.year);
        years.filter(|year| *year != 0).max()
    };
    asked.or_else(|| newest(true)).or_else(|| newest(false))
}

/// The rows of other years than one, by sheet and year.
pub(crate) fn others(tables: &[Table], sheets: &[SheetReport], year: i16) -> Vec<Other> {
    let mut rows: BTreeMap<(u16, i16), (Place, BTreeSet<u32>)> = BTreeMap::new();
    let all_of_year = |table: &Table| table.subjects.iter().all(|subject| subject.year == year);
    for table in tables.iter().filter(|table| !all_of_year(table)) {
        for (row, subject) in table.subjects.iter().enumerate() {
            let columns = (0..table.form.columns.len()).map(|id| ColumnId(id as u32));
            let places = columns.map(|column| table.get(row, column).place);
            for place in std::iter::once(subject.place).chain(places) {
                if place.is_cell() {
                    let key = (place.document, subject.year);
                    rows.entry(key)
                        .or_insert_with(|| (place, BTreeSet::new()))
                        .1
                        .insert(place.row);
                }
            }
        }
    }
    let documents = tables.first().map_or(&[][..], |table| &table.documents);
    let other = |(key, (place, of_year)): (&(u16, i16), &(Place, BTreeSet<u32>))| {
        let (number, other) = *key;
        let document = documents.get(usize::from(number))?.clone();
        let alone = rows.keys().filter(|known| known.0 == number).count() == 1;
        let sheet = sheets.iter().find(|sheet| sheet.document == document);
        Some(Other {
            year: other,
            // Of a sheet of one year all that was loaded is: a card counts as one, not by its lines.
            count: match sheet {
                Some(sheet) if alone => sheet.tally.loaded,
                _ => of_year.len(),
            },
            document,
            rows: of_year.iter().copied().filter(|_| !alone).collect(),
            first: *place,
            is_odd: rows
                .get(&(number, year))
                .is_some_and(|(_, looked_at)| looked_at.len() >= FEW * of_year.len()),
        })
    };
    let others = rows.iter().filter(|((_, other), _)| *other != year);
    others.filter_map(other).collect()
}

/// The rows of one year; the same table when it has no others.
pub(crate) fn of_year(table: Table, year: i16) -> Table {
    if table.subjects.iter().all(|subject| subject.year == year) {
        return table;
    }
    let mut kept = Table::new(table.form.clone());
    kept.documents.clone_from(&table.documents);
    for row in (0..table.len()).filter(|row| table.subjects[*row].year == year) {
        let at = kept.push(table.subjects[row].clone());
        for column in (0..table.form.columns.len()).map(|id| ColumnId(id as u32)) {
            if table.has(column) {
                kept.set(at, column, table.get(row, column));
                let more = table.places(row, column).into_iter().skip(1).collect();
                kept.set_more_places(at, column, more);
            }
        }
    }
    kept
}
