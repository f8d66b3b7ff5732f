//! Excel workbooks of 2007 and later.
//!
//! Cells are streamed one by one, so that a sheet with two cells in far corners costs two cells.
//! The package has been measured before ([`super::package`]).

use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use kernel::Finding;

use super::cell::{Cell, error_word};
use super::format::{Shows, custom};
use super::sheet::{Budget, OverBudget, Region, Sheet};
use super::words::Words;
use super::{Limits, ReadSeek};
use crate::codes;

/// Reads every sheet; what cannot be read is told and the rest is kept.
///
/// The parser is not ours: should it panic on a crafted file, the file is called damaged.
pub(crate) fn read(
    source: &mut dyn ReadSeek,
    limits: &Limits,
    formulas: bool,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Sheet>, Finding> {
    let mut heard = Vec::new();
    let sheets = catch_unwind(AssertUnwindSafe(|| {
        sheets(source, limits, formulas, &mut heard)
    }));
    findings.append(&mut heard);
    sheets.unwrap_or_else(|_| Err(damaged("panic")))
}

fn sheets(
    source: &mut dyn ReadSeek,
    limits: &Limits,
    formulas: bool,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Sheet>, Finding> {
    let mut book: Xlsx<&mut dyn ReadSeek> = Xlsx::new(source).map_err(told)?;
    let (budget, words, percent) = (Budget::new(limits), Words::default(), Vec::new());
    let mut reading = Reading {
        budget,
        words,
        percent,
        formulas,
    };
    let mut sheets = Vec::new();
    let listed = book.sheets_metadata().to_vec();
    if listed.len() > limits.max_sheets {
        return Err(codes::FILE_TOO_MANY_SHEETS
            .found()
            .with("limit", limits.max_sheets));
    }
    for meta in listed
        .iter()
        .filter(|meta| meta.typ == SheetType::WorkSheet)
    {
        match reading.sheet(&mut book, &meta.name) {
            Ok(mut sheet) => {
                sheet.hidden = meta.visible != SheetVisible::Visible;
                sheets.push(sheet);
            }
            Err(Trouble::Budget) => {
                return Err(codes::FILE_TOO_MANY_CELLS
                    .found()
                    .with("limit", limits.max_cells));
            }
            Err(Trouble::Xlsx(XlsxError::NotAWorksheet(_))) => {}
            Err(Trouble::Xlsx(error)) => findings.push(told(error).with("sheet", &meta.name)),
        }
    }
    Ok(sheets)
}

enum Trouble {
    Budget,
    Xlsx(XlsxError),
}

impl From<XlsxError> for Trouble {
    fn from(error: XlsxError) -> Trouble {
        Trouble::Xlsx(error)
    }
}

impl From<OverBudget> for Trouble {
    fn from(_: OverBudget) -> Trouble {
        Trouble::Budget
    }
}

struct Reading {
    budget: Budget,
    words: Words,
    /// By style: is a number shown as per cent?
    percent: Vec<bool>,
    /// The workbook has formulas.
    formulas: bool,
}

impl Reading {
    fn sheet(&mut self, book: &mut Xlsx<&mut dyn ReadSeek>, name: &str) -> Result<Sheet, Trouble> {
        let mut sheet = Sheet::new(name);
        let mut cells = book.worksheet_cells_reader(name)?;
        if self.percent.is_empty() {
            self.percent = cells.styles().iter().map(shows_percent).collect();
        }
        while let Some((cell, style)) = cells.next_cell_with_style_id()? {
            let percent = self.percent.get(style).copied().unwrap_or(false);
            let value = value(cell.get_value(), percent, &mut self.words);
            let (row, column) = cell.get_position();
            sheet.put(row, column, value, &mut self.budget)?;
        }
        drop(cells);
        if self.formulas {
            self.mark_uncalculated(book, name, &mut sheet)?;
        }
        for region in book.merge_cells_by_sheet_name(name)? {
            sheet.merge(Region {
                first: region.start,
                last: region.end,
            });
        }
        Ok(sheet)
    }
}

impl Reading {
    /// Marks the formulas that have no stored value: they are not empty cells.
    fn mark_uncalculated(
        &mut self,
        book: &mut Xlsx<&mut dyn ReadSeek>,
        name: &str,
        sheet: &mut Sheet,
    ) -> Result<(), Trouble> {
        let mut cells = book.worksheet_cells_reader(name)?;
        while let Some(record) = cells.next_cell_with_formula_metadata()? {
            if record.formula.is_some() && record.value == DataRef::Empty {
                let (row, column) = record.pos;
                sheet.put(row, column, Cell::Uncalculated, &mut self.budget)?;
            }
        }
        Ok(())
    }
}

fn shows_percent(style: &calamine::Style) -> bool {
    style
        .number_format
        .as_ref()
        .is_some_and(|format| custom(&format.format_code) == Shows::PerCent)
}

fn value(data: &DataRef<'_>, percent: bool, words: &mut Words) -> Cell {
    match data {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) if percent => Cell::Percent(*number),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => Cell::Text(words.share(text)),
        DataRef::SharedString(text) => Cell::Text(words.share_listed(text)),
        DataRef::Bool(truth) => Cell::Bool(*truth),
        DataRef::DateTime(moment) => Cell::Date(super::format::moment(*moment).into()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::Date(words.share(text)),
        DataRef::Error(error) => Cell::Error(error_word(&error.to_string())),
    }
}

fn told(error: XlsxError) -> Finding {
    match error {
        XlsxError::Password => codes::FILE_ENCRYPTED.found(),
        other => damaged(&other.to_string()),
    }
}

fn damaged(said: &str) -> Finding {
    codes::FILE_DAMAGED.found().with("said", said)
}
