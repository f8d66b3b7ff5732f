//! One way to walk over the rows of a sheet, whether it is in memory or read line by line.

use std::borrow::Cow;
use std::io;

use crate::reading::{Cell, Fields, Next, Region, RowRef, Sheet, TextReader};

/// A sheet whose rows can be looked at from the top, twice.
pub(crate) enum Rows<'a, 'b> {
    /// In memory.
    Sheet(&'a Sheet),
    /// Line by line.
    Text(&'a mut TextReader<'b>),
}

/// One step down a sheet.
pub(crate) enum Step<'a> {
    /// A row and its number, from 0.
    Row(u32, RowRef<'a>),
    /// Lines that are no row: too long, or in quotes that never close.
    Broken(u32, Next),
    /// The limit of rows is reached.
    Limit,
    /// The file can no longer be read.
    Failed(io::Error),
}

impl Rows<'_, '_> {
    /// The sheet, or as many of its first rows as fit in memory.
    pub(crate) fn held(&mut self, rows: usize) -> io::Result<Cow<'_, Sheet>> {
        match self {
            Rows::Sheet(sheet) => Ok(Cow::Borrowed(sheet)),
            Rows::Text(reader) => {
                reader.rewind()?;
                let mut fields = Fields::default();
                let mut top = Vec::new();
                while top.len() < rows {
                    match reader.next(&mut fields)? {
                        Next::Row => top.push(cells(&fields)),
                        Next::TooLong { .. } | Next::QuoteOpen { .. } => top.push(Vec::new()),
                        Next::End | Next::Limit => break,
                    }
                }
                Ok(Cow::Owned(Sheet::of_rows(top)))
            }
        }
    }

    pub(crate) fn merged(&self) -> Vec<Region> {
        match self {
            Rows::Sheet(sheet) => sheet.merged.clone(),
            Rows::Text(_) => Vec::new(),
        }
    }

    /// Shows every row from the top, until `visit` says no.
    pub(crate) fn walk(&mut self, visit: &mut dyn FnMut(Step<'_>) -> bool) {
        match self {
            Rows::Sheet(sheet) => {
                let mut rows = (0..sheet.height()).map(|row| Step::Row(row as u32, sheet.row(row)));
                while rows.next().is_some_and(&mut *visit) {}
            }
            Rows::Text(reader) => {
                if let Err(error) = walk_text(reader, visit) {
                    visit(Step::Failed(error));
                }
            }
        }
    }
}

fn cells(fields: &Fields) -> Vec<Cell> {
    RowRef::Fields(fields)
        .cells()
        .map(crate::reading::CellRef::to_cell)
        .collect()
}

fn walk_text(
    reader: &mut TextReader<'_>,
    visit: &mut dyn FnMut(Step<'_>) -> bool,
) -> io::Result<()> {
    reader.rewind()?;
    let mut fields = Fields::default();
    loop {
        let row = reader.row();
        let goes_on = match reader.next(&mut fields)? {
            Next::Row => visit(Step::Row(row, RowRef::Fields(&fields))),
            Next::End => return Ok(()),
            Next::Limit => {
                visit(Step::Limit);
                return Ok(());
            }
            broken => visit(Step::Broken(row, broken)),
        };
        if !goes_on {
            return Ok(());
        }
    }
}
