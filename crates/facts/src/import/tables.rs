//! Statistics tables: found by their code, their cells by the labels of row and column.

use std::collections::BTreeMap;

use crate::heads::{Head, head, plain};
use crate::mapping::{IdentityRule, Mapping, Named};
use crate::reading::{Cell, CellRef, Sheet};

/// A code stands in one of the first rows.
const CODE_ROWS: usize = 8;
/// Statistics tables are small; what lies beyond is not looked at.
const MAX_ROWS: usize = 2_000;
const MAX_COLUMNS: usize = 300;
/// Merged cells of a table; no more are looked at.
const MOST_REGIONS: usize = 5_000;
/// A longer text is no label.
const LONGEST: usize = 300;
/// Heads of the columns that only number the rows.
const NUMBERING: &[&str] = &["编号", "序号", "行次", "行号", "栏次", "代码"];

/// A sheet with merged cells filled in, and every text made comparable.
pub(crate) struct Grid<'a> {
    pub(crate) sheet: &'a Sheet,
    cells: Vec<Vec<Cell>>,
    heads: Vec<Vec<Option<Head>>>,
}

/// Where a value stands, and what else had the same labels.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) row: usize,
    pub(crate) column: usize,
    /// The unit its labels name.
    pub(crate) unit: Option<String>,
    /// Other rows or columns with the same label.
    pub(crate) others: Vec<(usize, usize)>,
}

impl<'a> Grid<'a> {
    pub(crate) fn new(sheet: &'a Sheet) -> Grid<'a> {
        let cells = sheet.unmerged(MAX_ROWS, MAX_COLUMNS);
        let head_of = |cell: &Cell| match cell.look() {
            CellRef::Text(text) if text.len() <= LONGEST => Some(head(text)),
            _ => None,
        };
        let heads = cells
            .iter()
            .map(|row| row.iter().map(head_of).collect())
            .collect();
        Grid {
            sheet,
            cells,
            heads,
        }
    }

    pub(crate) fn cell(&self, row: usize, column: usize) -> CellRef<'_> {
        self.cells
            .get(row)
            .and_then(|row| row.get(column))
            .map_or(CellRef::Empty, Cell::look)
    }

    fn key(&self, row: usize, column: usize) -> &str {
        let head = self
            .heads
            .get(row)
            .and_then(|row| row.get(column))
            .and_then(Option::as_ref);
        head.map_or("", |head| head.key.as_str())
    }

    fn unit(&self, row: usize, column: usize) -> Option<String> {
        self.heads.get(row)?.get(column)?.as_ref()?.unit.clone()
    }

    /// Every cell, row by row.
    fn places(&self) -> impl Iterator<Item = (usize, usize)> {
        self.cells
            .iter()
            .enumerate()
            .flat_map(|(row, cells)| (0..cells.len()).map(move |c| (row, c)))
    }

    /// True when the parts of a label stand there: the last in the cell, those before it in the
    /// cells `towards` the edge, in order; leading parts may be left out by the map.
    fn is_labelled(&self, named: &Named, row: usize, column: usize, up: bool) -> bool {
        let mut parts = named.key().rsplit('/');
        if parts.next() != Some(self.key(row, column)) {
            return false;
        }
        let mut edge: Vec<&str> = match up {
            true => (0..row).rev().map(|row| self.key(row, column)).collect(),
            false => (0..column)
                .rev()
                .map(|column| self.key(row, column))
                .collect(),
        };
        edge.dedup();
        let mut edge = edge.into_iter();
        parts.all(|part| edge.any(|key| key == part)) || self.is_whole(named, row, column)
    }

    /// A label with a stroke inside one cell: `计算机/台`.
    fn is_whole(&self, named: &Named, row: usize, column: usize) -> bool {
        self.key(row, column) == named.key()
    }

    /// The cell under a head and beside a label.
    pub(crate) fn find(&self, row: &Named, column: Option<&Named>) -> Option<Found> {
        match column {
            Some(column) => self.crossing(row, column),
            None => self.beside(row),
        }
    }

    fn crossing(&self, row: &Named, column: &Named) -> Option<Found> {
        let mut heads = self
            .places()
            .filter(|(r, c)| self.is_labelled(column, *r, *c, true));
        let (head_row, head_column) = heads.next()?;
        let bottom = (head_row..self.cells.len())
            .take_while(|row| self.key(*row, head_column) == self.key(head_row, head_column))
            .last()
            .unwrap_or(head_row);
        let same_row = |(r, c): &(usize, usize)| {
            *r == head_row && *c != head_column && !self.same_region(head_row, head_column, *c)
        };
        let mut others: Vec<(usize, usize)> = heads.filter(same_row).collect();
        let below = |(r, c): &(usize, usize)| {
            *r > bottom && *c < head_column && self.is_labelled(row, *r, *c, false)
        };
        let mut labels = self.places().filter(below);
        let (label_row, label_column) = labels.next()?;
        others.extend(labels.filter(|(r, _)| *r != label_row));
        let unit = self.unit(label_row, label_column);
        let unit = self.head_unit(head_row, head_column).or(unit);
        Some(Found {
            row: label_row,
            column: head_column,
            unit,
            others,
        })
    }

    /// A unit in the head or in one of those above it.
    fn head_unit(&self, row: usize, column: usize) -> Option<String> {
        (0..=row).rev().find_map(|row| self.unit(row, column))
    }

    fn same_region(&self, row: usize, a: usize, b: usize) -> bool {
        let (row, a, b) = (row as u32, a as u32, b as u32);
        self.sheet
            .merged
            .iter()
            .take(MOST_REGIONS)
            .any(|region| region.covers(row, a) && region.covers(row, b))
    }

    /// The next filled cell right of a label that does not only number the row.
    fn beside(&self, row: &Named) -> Option<Found> {
        let mut labels = self
            .places()
            .filter(|(r, c)| self.is_labelled(row, *r, *c, false));
        let (label_row, label_column) = labels.next()?;
        let others: Vec<(usize, usize)> = labels.filter(|(r, _)| *r != label_row).collect();
        let own = self.key(label_row, label_column);
        let width = self.cells[label_row].len();
        let value = (label_column + 1..width).find(|column| {
            !self.cell(label_row, *column).is_empty()
                && self.key(label_row, *column) != own
                && !self.is_numbering(label_row, *column)
        });
        let unit = self.unit(label_row, label_column);
        Some(Found {
            row: label_row,
            column: value.unwrap_or(label_column + 1),
            unit,
            others,
        })
    }

    fn is_numbering(&self, row: usize, column: usize) -> bool {
        (0..row).any(|above| NUMBERING.contains(&self.key(above, column)))
    }

    /// The cell below a label.
    pub(crate) fn below(&self, label: &Named) -> Option<(usize, usize)> {
        let (row, column) = self
            .places()
            .find(|(r, c)| self.is_labelled(label, *r, *c, true))?;
        let mut rows =
            (row + 1..self.cells.len()).filter(|below| self.key(*below, column) != label.key());
        rows.find(|below| !self.cell(*below, column).is_empty())
            .map(|row| (row, column))
    }

    /// What stands behind the colon in a cell that begins with a label.
    pub(crate) fn inline(&self, label: &Named) -> Option<(Cell, usize, usize)> {
        self.places().find_map(|(row, column)| {
            let CellRef::Text(text) = self.cell(row, column) else {
                return None;
            };
            let (before, behind) = text.split_once([':', '：'])?;
            let behind = behind.trim();
            let fits = head(before).key == label.key() && !behind.is_empty();
            fits.then(|| (Cell::Text(behind.into()), row, column))
        })
    }
}

/// The code of the table a sheet holds, of those a map asks for.
pub(crate) fn code_of<'m>(sheet: &Sheet, codes: &[&'m str]) -> Option<&'m str> {
    let alone = (0..sheet.height().min(CODE_ROWS)).filter_map(|row| alone(sheet, row));
    let inside: Vec<&str> = alone
        .filter_map(|text| codes.iter().copied().find(|code| stands_alone(&text, code)))
        .collect();
    inside.first().copied().or_else(|| {
        let name = plain(&sheet.name);
        codes.iter().copied().find(|code| begins_with(&name, code))
    })
}

/// The only text of a row, row numbers aside.
fn alone(sheet: &Sheet, row: usize) -> Option<String> {
    let filled: Vec<CellRef<'_>> = sheet
        .row(row)
        .cells()
        .filter(|cell| !cell.is_empty())
        .collect();
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut texts = filled.iter().filter_map(|cell| match cell {
        CellRef::Text(text) if !is_number(text) => Some(plain(text)),
        _ => None,
    });
    let first = texts.next()?;
    texts.next().is_none().then_some(first)
}

/// `教基3112`, `表号:教基3112`.
fn stands_alone(text: &str, code: &str) -> bool {
    text == code
        || text
            .strip_suffix(code)
            .is_some_and(|before| before.ends_with(':'))
}

/// `教基3112_小学` holds 教基3112; `基础基112续表1` is another table than 基础基112.
fn begins_with(name: &str, code: &str) -> bool {
    let rest = name.strip_prefix(code);
    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '续'))
}

/// Every table code a map asks for.
pub(crate) fn codes(mapping: &Mapping) -> Vec<&str> {
    let identity = mapping.identity.values().filter_map(|rule| match rule {
        IdentityRule::Cell { table, .. } => Some(table.as_str()),
        _ => None,
    });
    let mut codes: Vec<&str> = mapping
        .cells
        .iter()
        .map(|cell| cell.table.as_str())
        .chain(identity)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// The tables a workbook holds, of those a map asks for: sheet number and code.
pub(crate) fn held<'m>(sheets: &[Sheet], mapping: &'m Mapping) -> BTreeMap<usize, &'m str> {
    let codes = codes(mapping);
    let tables = sheets
        .iter()
        .enumerate()
        .filter(|(_, sheet)| mapping.reads_sheet(&sheet.name));
    tables
        .filter_map(|(number, sheet)| Some((number, code_of(sheet, &codes)?)))
        .collect()
}

/// True when a workbook holds every table a map is recognised by.
pub(crate) fn recognised(held: &BTreeMap<usize, &str>, mapping: &Mapping) -> bool {
    let recognise = &mapping.file.recognise;
    !recognise.is_empty()
        && recognise
            .iter()
            .all(|named| held.values().any(|code| *code == plain(&named.text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_continued_table_is_another_table() {
        assert!(begins_with("教基3112_小学", "教基3112"));
        assert!(begins_with("基础基512", "基础基512"));
        assert!(!begins_with("基础基112续表1", "基础基112"));
        assert!(!begins_with("基础基1121", "基础基112"));
        assert!(stands_alone("表号:教基3112", "教基3112"));
        assert!(!stands_alone("基础基112续表1", "基础基112"));
    }
}
