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

/// Cells of a text that are held in memory to find heads and to be read as a card; a long text
/// counts as several, of so many bytes.
const HELD: usize = 500_000;
const CELL: usize = 64;

/// A sheet in memory, or the first rows of one.
pub(crate) struct Held<'a> {
    pub(crate) sheet: Cow<'a, Sheet>,
    /// False when there are more rows.
    pub(crate) whole: bool,
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
    /// The sheet, or its first rows: as many of a text as a card may have.
    pub(crate) fn held(&mut self) -> io::Result<Held<'_>> {
        match self {
            Rows::Sheet(sheet) => Ok(Held {
                sheet: Cow::Borrowed(sheet),
                whole: true,
            }),
            Rows::Text(reader) => {
                reader.rewind()?;
                let mut fields = Fields::default();
                let (mut top, mut left) = (Vec::new(), HELD);
                let whole = loop {
                    match reader.next(&mut fields)? {
                        Next::End => break true,
                        Next::Limit => break false,
                        Next::TooLong { .. } | Next::QuoteOpen { .. } => fields.clear(),
                        Next::Row => {}
                    }
                    let cost = 1 + fields.len() + fields.text.len() / CELL;
                    let Some(rest) = usize::checked_sub(left, cost) else {
                        break false;
                    };
                    left = rest;
                    top.push(cells(&fields));
                };
                let sheet = Cow::Owned(Sheet::of_rows(top));
                Ok(Held { sheet, whole })
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
