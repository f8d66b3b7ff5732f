//! Statistics tables: found by their code, their cells by the labels of row and column.

use std::collections::{BTreeMap, HashMap};

use super::figure::MOST;
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

/// A label that stands in more cells than this is looked for in the first of them.
const MOST_ALIKE: usize = 1_000;

/// Row and column of a cell.
type Spot = (usize, usize);

/// A sheet with merged cells filled in, and every text made comparable.
pub(crate) struct Grid<'a> {
    pub(crate) sheet: &'a Sheet,
    cells: Vec<Vec<Cell>>,
    heads: Vec<Vec<Option<Head>>>,
    /// Where each comparable text stands, row by row.
    labels: HashMap<String, Vec<Spot>>,
    /// The first cell with something behind the colon of a label, by label.
    inline: HashMap<String, Spot>,
}

/// Where a value stands, and what else had the same labels.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) row: usize,
    pub(crate) column: usize,
    /// The unit its labels name.
    pub(crate) unit: Option<String>,
    /// The first other rows or columns with the same label.
    pub(crate) others: Vec<Spot>,
}

impl<'a> Grid<'a> {
    pub(crate) fn new(sheet: &'a Sheet) -> Grid<'a> {
        let cells = sheet.unmerged(MAX_ROWS, MAX_COLUMNS);
        let head_of = |cell: &Cell| match cell.look() {
            CellRef::Text(text) if text.len() <= LONGEST => Some(head(text)),
            _ => None,
        };
        let heads: Vec<Vec<Option<Head>>> = cells
            .iter()
            .map(|row| row.iter().map(head_of).collect())
            .collect();
        let mut grid = Grid {
            sheet,
            cells,
            heads,
            labels: HashMap::new(),
            inline: HashMap::new(),
        };
        grid.learn_labels();
        grid
    }

    fn learn_labels(&mut self) {
        for (row, heads) in self.heads.iter().enumerate() {
            for (column, head) in heads.iter().enumerate() {
                let Some(head) = head else { continue };
                match self.labels.get_mut(&head.key) {
                    Some(spots) if spots.len() < MOST_ALIKE => spots.push((row, column)),
                    Some(_) => {}
                    None => {
                        let spots = vec![(row, column)];
                        self.labels.insert(head.key.clone(), spots);
                    }
                }
                if let CellRef::Text(text) = self.cells[row][column].look()
                    && let Some((before, behind)) = text.split_once([':', '：'])
                    && !behind.trim().is_empty()
                {
                    let label = crate::heads::head(before).key;
                    self.inline.entry(label).or_insert((row, column));
                }
            }
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

    /// The cells that a label stands in, row by row: as a whole (`计算机/台`), or its last part, with
    /// those before it in the cells towards the edge, in order. The map may leave out leading parts.
    fn labelled(&self, named: &Named, up: bool) -> impl Iterator<Item = Spot> {
        let mut parts = named.key().rsplit('/');
        let last = parts.next().unwrap_or_default();
        let whole = self.labels.get(named.key());
        let spots = whole
            .or_else(|| self.labels.get(last))
            .into_iter()
            .flatten();
        let spots = spots.copied();
        spots.filter(move |spot| whole.is_some() || self.are_before(parts.clone(), *spot, up))
    }

    fn are_before<'p>(
        &self,
        mut parts: impl Iterator<Item = &'p str>,
        (row, column): Spot,
        up: bool,
    ) -> bool {
        let key = |steps: usize| match up {
            true => self.key(row - steps, column),
            false => self.key(row, column - steps),
        };
        let mut steps = 1..=if up { row } else { column };
        // A label that spans several cells counts once.
        parts.all(|part| steps.any(|step| key(step) == part && key(step - 1) != part))
    }

    /// The cell under a head and beside a label.
    pub(crate) fn find(&self, row: &Named, column: Option<&Named>) -> Option<Found> {
        match column {
            Some(column) => self.crossing(row, column),
            None => self.beside(row),
        }
    }

    fn crossing(&self, row: &Named, column: &Named) -> Option<Found> {
        let mut heads = self.labelled(column, true);
        let (head_row, head_column) = heads.next()?;
        let bottom = (head_row..self.cells.len())
            .take_while(|row| self.key(*row, head_column) == self.key(head_row, head_column))
            .last()
            .unwrap_or(head_row);
        let same_row = |(r, c): &Spot| {
            *r == head_row && *c != head_column && !self.same_region(head_row, head_column, *c)
        };
        let mut others: Vec<Spot> = heads.filter(same_row).take(MOST + 1).collect();
        let below = |(r, c): &Spot| *r > bottom && *c < head_column;
        let mut labels = self.labelled(row, false).filter(below);
        let (label_row, label_column) = labels.next()?;
        others.extend(labels.filter(|(r, _)| *r != label_row).take(MOST + 1));
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
        let mut labels = self.labelled(row, false);
        let (label_row, label_column) = labels.next()?;
        let others = labels.filter(|(r, _)| *r != label_row).take(MOST + 1);
        let others = others.collect();
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
    pub(crate) fn below(&self, label: &Named) -> Option<Spot> {
        let (row, column) = self.labelled(label, true).next()?;
        let mut rows =
            (row + 1..self.cells.len()).filter(|below| self.key(*below, column) != label.key());
        rows.find(|below| !self.cell(*below, column).is_empty())
            .map(|row| (row, column))
    }

    /// What stands behind the colon in a cell that begins with a label.
    pub(crate) fn inline(&self, label: &Named) -> Option<(Cell, usize, usize)> {
        let (row, column) = *self.inline.get(label.key())?;
        let CellRef::Text(text) = self.cell(row, column) else {
            return None;
        };
        let (_, behind) = text.split_once([':', '：'])?;
        Some((Cell::Text(behind.trim().into()), row, column))
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
