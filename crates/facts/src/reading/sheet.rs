//! A sheet of a workbook in memory, built cell by cell under a limit.

use super::Limits;
use super::cell::{Cell, RowRef};

/// Cells that a workbook shows as one; the text stands in the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// First row and column.
    pub first: (u32, u32),
    /// Last row and column.
    pub last: (u32, u32),
}

impl Region {
    /// True when it covers the cell.
    pub fn covers(&self, row: u32, column: u32) -> bool {
        let rows = self.first.0..=self.last.0;
        let columns = self.first.1..=self.last.1;
        rows.contains(&row) && columns.contains(&column)
    }
}

/// A sheet of a workbook.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// True when the workbook does not show it.
    pub hidden: bool,
    /// Merged cells.
    pub merged: Vec<Region>,
    rows: Vec<Vec<Cell>>,
}

/// More merged regions than this are left out; no sheet made by people has as many.
const MAX_REGIONS: usize = 200_000;

/// Cells that merged ones are spread over, in all; regions laid over one another are not heads.
const MOST_FILLED: usize = 2_000_000;

impl Sheet {
    /// An empty sheet.
    pub fn new(name: impl Into<String>) -> Sheet {
        Sheet {
            name: name.into(),
            ..Sheet::default()
        }
    }

    /// A sheet of rows that are already there.
    pub(crate) fn of_rows(rows: Vec<Vec<Cell>>) -> Sheet {
        Sheet {
            rows,
            ..Sheet::default()
        }
    }

    /// Number of rows up to the last filled one.
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// Columns of the widest row.
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// A row; beyond the end all are empty.
    pub fn row(&self, row: usize) -> RowRef<'_> {
        RowRef::Cells(self.rows.get(row).map_or(&[], Vec::as_slice))
    }

    /// A cell as it stands there.
    pub fn cell(&self, row: usize, column: usize) -> &Cell {
        self.rows
            .get(row)
            .and_then(|cells| cells.get(column))
            .unwrap_or(&Cell::Empty)
    }

    /// Puts a cell, if the budget allows.
    pub(crate) fn put(
        &mut self,
        row: u32,
        column: u32,
        cell: Cell,
        budget: &mut Budget,
    ) -> Result<(), OverBudget> {
        if cell == Cell::Empty {
            return Ok(());
        }
        let (row, column) = (row as usize, column as usize);
        if column >= budget.columns || row >= budget.rows {
            return Err(OverBudget);
        }
        if row >= self.rows.len() {
            budget.spend(row + 1 - self.rows.len())?;
            self.rows.resize(row + 1, Vec::new());
        }
        let cells = &mut self.rows[row];
        if column >= cells.len() {
            budget.spend(column + 1 - cells.len())?;
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = cell;
        Ok(())
    }

    /// Marks cells as one; a region written backwards is none.
    pub(crate) fn merge(&mut self, region: Region) {
        let forwards = region.last.0 >= region.first.0 && region.last.1 >= region.first.1;
        let several = region.last != region.first;
        if forwards && several && self.merged.len() < MAX_REGIONS {
            self.merged.push(region);
        }
    }

    /// The first rows and columns, with the text of merged cells in every cell they cover.
    pub(crate) fn unmerged(&self, height: usize, width: usize) -> Vec<Vec<Cell>> {
        let width = self.width().min(width);
        let cut = |row: &Vec<Cell>| row[..row.len().min(width)].to_vec();
        let mut rows: Vec<Vec<Cell>> = self.rows.iter().take(height).map(cut).collect();
        let mut left = MOST_FILLED;
        for region in &self.merged {
            let (first_row, first_column) = (region.first.0 as usize, region.first.1 as usize);
            let origin = self.cell(first_row, first_column).clone();
            if origin == Cell::Empty || first_row >= rows.len() || first_column >= width {
                continue;
            }
            let last_row = (region.last.0 as usize).min(rows.len() - 1);
            let last_column = (region.last.1 as usize).min(width - 1);
            let area = (last_row + 1 - first_row) * (last_column + 1 - first_column);
            let Some(rest) = usize::checked_sub(left, area) else {
                break;
            };
            left = rest;
            for cells in &mut rows[first_row..=last_row] {
                if cells.len() <= last_column {
                    cells.resize(last_column + 1, Cell::Empty);
                }
                cells[first_column..=last_column].fill(origin.clone());
            }
        }
        rows
    }
}

/// How many more cells may be held.
#[derive(Debug)]
pub(crate) struct Budget {
    cells: usize,
    columns: usize,
    rows: usize,
}

/// The workbook has more cells than may be held.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct OverBudget;

impl Budget {
    pub(crate) fn new(limits: &Limits) -> Budget {
        Budget {
            cells: limits.max_cells,
            columns: limits.max_columns,
            rows: limits.max_rows as usize,
        }
    }

    fn spend(&mut self, cells: usize) -> Result<(), OverBudget> {
        self.cells = self.cells.checked_sub(cells).ok_or(OverBudget)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_cells_in_far_corners_are_refused_before_memory_is_taken() {
        let mut budget = Budget::new(&Limits {
            max_cells: 1_000,
            ..Limits::default()
        });
        let mut sheet = Sheet::new("x");
        let text = || Cell::Text("x".into());
        assert_eq!(sheet.put(0, 0, text(), &mut budget), Ok(()));
        assert_eq!(
            sheet.put(1_000_000, 0, text(), &mut budget),
            Err(OverBudget)
        );
        assert_eq!(
            sheet.put(5_000_000, 0, text(), &mut budget),
            Err(OverBudget)
        );
        assert_eq!(sheet.height(), 1);
    }

    #[test]
    fn a_region_written_backwards_is_none() {
        let mut sheet = Sheet::new("x");
        sheet.merge(Region {
            first: (3, 0),
            last: (1, 5),
        });
        sheet.merge(Region {
            first: (0, 7),
            last: (2, 1),
        });
        assert!(sheet.merged.is_empty());
    }

    #[test]
    fn merged_text_stands_in_every_cell() {
        let mut budget = Budget::new(&Limits::default());
        let mut sheet = Sheet::new("x");
        sheet
            .put(0, 0, Cell::Text("学生".into()), &mut budget)
            .unwrap();
        sheet
            .put(1, 2, Cell::Text("初中".into()), &mut budget)
            .unwrap();
        sheet.merge(Region {
            first: (0, 0),
            last: (0, 2),
        });
        let rows = sheet.unmerged(5, 9);
        assert_eq!(rows[0], vec![Cell::Text("学生".into()); 3]);
        assert_eq!(rows[1].len(), 3);
    }
}
