//! Cells that span several rows below the heads: a school's name beside the rows of its stages.

use std::collections::{BTreeMap, HashMap};

use crate::reading::{Cell, CellRef, Region, RowRef};

/// The tall merged cells of a sheet, and what those already passed show.
#[derive(Debug, Default)]
pub(crate) struct Merged {
    /// By column: first row and last row.
    regions: HashMap<u16, BTreeMap<u32, u32>>,
    /// By column and first row: what the merged cell shows.
    held: HashMap<(u16, u32), Cell>,
}

impl Merged {
    pub(crate) fn below(head_row: usize, regions: &[Region]) -> Merged {
        let mut merged = Merged::default();
        for region in regions {
            let tall = region.last.0 > region.first.0 && region.first.0 as usize > head_row;
            if let (true, Ok(column)) = (tall, u16::try_from(region.first.1)) {
                let rows = merged.regions.entry(column).or_default();
                rows.insert(region.first.0, region.last.0);
            }
        }
        merged
    }

    /// First row of the merged cell that covers a cell.
    fn first(&self, row: u32, column: u16) -> Option<u32> {
        let (first, last) = self.regions.get(&column)?.range(..=row).next_back()?;
        (*last >= row).then_some(*first)
    }

    /// True for a cell that shows the value of a cell above it.
    pub(crate) fn covers(&self, row: u32, column: u16) -> bool {
        self.first(row, column).is_some_and(|first| first < row)
    }

    /// The cell of a row, or the cell above that covers it.
    pub(crate) fn cell<'a>(&'a self, row: u32, column: usize, cells: RowRef<'a>) -> CellRef<'a> {
        let own = cells.cell(column);
        if self.regions.is_empty() || !own.is_empty() {
            return own;
        }
        let Ok(column) = u16::try_from(column) else {
            return own;
        };
        let held = self
            .first(row, column)
            .and_then(|first| self.held.get(&(column, first)));
        held.map_or(own, Cell::look)
    }

    /// Remembers what the merged cells that begin in a row show.
    pub(crate) fn hold(&mut self, row: u32, cells: RowRef<'_>) {
        for (column, regions) in &self.regions {
            if regions.contains_key(&row) {
                let cell = cells.cell(usize::from(*column)).to_cell();
                self.held.insert((*column, row), cell);
            }
        }
    }
}
