//! Excel workbooks up to 2003.
//!
//! Our own reader of the few records that matter (values, texts, merged cells, formats), because a
//! crafted file must not be able to make it panic or set aside memory by a number it states, and
//! because cells shown as per cent must be told from others. Formulas are never looked at: the value
//! stored beside them is used.

use std::io;
use std::sync::Arc;

use calamine::{ExcelDateTime, ExcelDateTimeType};
use encoding_rs::Encoding;
use kernel::Finding;

use super::biff::{
    Pieces, Record, Records, code_page, f64_at, old_text, packed, shared_texts, u16_at, u32_at,
};
use super::cell::Cell;
use super::compound::Compound;
use super::format::{Shows, builtin, custom};
use super::sheet::{Budget, OverBudget, Region, Sheet};
use super::words::Words;
use super::{Limits, ReadSeek};
use crate::codes;

/// Reads every sheet of a workbook.
pub(crate) fn read(
    source: &mut dyn ReadSeek,
    limits: &Limits,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Sheet>, Finding> {
    let stream = stream(source, limits)?;
    let mut book = Book::new(limits);
    book.globals(&stream)?;
    if book.listed.len() > limits.max_sheets {
        return Err(codes::FILE_TOO_MANY_SHEETS
            .found()
            .with("limit", limits.max_sheets));
    }
    let mut sheets = Vec::new();
    for listed in std::mem::take(&mut book.listed) {
        let Some(substream) = stream.get(listed.start..).filter(|_| listed.is_worksheet) else {
            continue;
        };
        let mut sheet = Sheet::new(listed.name);
        sheet.hidden = listed.hidden;
        match book.sheet(substream, &mut sheet) {
            Ok(true) => {}
            Ok(false) => findings.push(codes::FILE_TRUNCATED.found().with("sheet", &sheet.name)),
            Err(OverBudget) => {
                return Err(codes::FILE_TOO_MANY_CELLS
                    .found()
                    .with("limit", limits.max_cells));
            }
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn stream(source: &mut dyn ReadSeek, limits: &Limits) -> Result<Vec<u8>, Finding> {
    let mut file = Compound::open(source).map_err(told)?;
    let name = ["Workbook", "Book"].into_iter().find(|name| file.has(name));
    let stream = match name {
        Some(name) => file.stream(name, limits.max_part_bytes).map_err(told)?,
        None => None,
    };
    stream.ok_or_else(|| codes::FILE_DAMAGED.found().with("said", "Workbook"))
}

/// What a broken compound file is told as.
pub(crate) fn told(error: io::Error) -> Finding {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => codes::FILE_TRUNCATED.found(),
        io::ErrorKind::FileTooLarge => codes::FILE_TOO_MANY_CELLS.found().with("limit", ""),
        _ => codes::FILE_DAMAGED.found().with("said", error),
    }
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    start: usize,
    hidden: bool,
    is_worksheet: bool,
}

struct Book {
    budget: Budget,
    words: Words,
    encoding: &'static Encoding,
    /// Texts are Unicode (since 1997).
    unicode: bool,
    since_1904: bool,
    listed: Vec<Listed>,
    texts: Vec<Arc<str>>,
    formats: Vec<(u16, Shows)>,
    /// By number of a cell's format: how numbers are shown.
    shows: Vec<Shows>,
}

impl Book {
    fn new(limits: &Limits) -> Book {
        Book {
            budget: Budget::new(limits),
            words: Words::default(),
            encoding: encoding_rs::GB18030,
            unicode: true,
            since_1904: false,
            listed: Vec::new(),
            texts: Vec::new(),
            formats: Vec::new(),
            shows: Vec::new(),
        }
    }

    /// The part before the sheets: their list, the shared texts, the formats.
    fn globals(&mut self, stream: &[u8]) -> Result<(), Finding> {
        let mut numbers = Vec::new();
        for record in Records::new(stream) {
            let data = record.data();
            match record.kind {
                0x0809 => self.unicode = u16_at(data, 0) == Some(0x0600),
                0x002F => return Err(codes::FILE_ENCRYPTED.found()),
                0x0042 => self.encoding = code_page(u16_at(data, 0).unwrap_or(0)),
                0x0022 => self.since_1904 = u16_at(data, 0) == Some(1),
                0x041E => self.format(&record),
                0x00E0 => numbers.push(u16_at(data, 2).unwrap_or(0)),
                0x0085 => self.list(&record),
                0x00FC => self.texts = shared_texts(&record, &mut self.words),
                0x000A => break,
                _ => {}
            }
        }
        let shows = |number: &u16| {
            let own = self.formats.iter().rev().find(|(known, _)| known == number);
            own.map_or_else(|| builtin(*number), |(_, shows)| *shows)
        };
        self.shows = numbers.iter().map(shows).collect();
        Ok(())
    }

    fn list(&mut self, record: &Record<'_>) {
        let data = record.data();
        let (Some(start), Some(state), Some(kind), Some(length)) =
            (u32_at(data, 0), data.get(4), data.get(5), data.get(6))
        else {
            return;
        };
        let length = usize::from(*length);
        let name = match self.unicode {
            true => Pieces::new(&record.pieces, 7)
                .text(length)
                .unwrap_or_default(),
            false => old_text(data.get(7..7 + length).unwrap_or_default(), self.encoding),
        };
        self.listed.push(Listed {
            name: name.replace('\0', ""),
            start: start as usize,
            hidden: state & 3 != 0,
            is_worksheet: *kind == 0,
        });
    }

    fn format(&mut self, record: &Record<'_>) {
        let data = record.data();
        let Some(number) = u16_at(data, 0) else {
            return;
        };
        let code = match self.unicode {
            true => {
                let length = usize::from(u16_at(data, 2).unwrap_or(0));
                Pieces::new(&record.pieces, 4).text(length)
            }
            false => data.get(3..).map(|bytes| old_text(bytes, self.encoding)),
        };
        if let Some(code) = code.filter(|_| self.formats.len() < 10_000) {
            self.formats.push((number, custom(&code)));
        }
    }

    /// The cells of a sheet; false when it ends in the middle.
    fn sheet(&mut self, substream: &[u8], sheet: &mut Sheet) -> Result<bool, OverBudget> {
        let mut records = Records::new(substream);
        let mut depth = 0usize;
        let mut pending = None;
        for record in records.by_ref() {
            match record.kind {
                0x0809 => depth += 1,
                0x000A if depth <= 1 => return Ok(true),
                0x000A => depth -= 1,
                // Charts inside the sheet have cells of their own.
                _ if depth > 1 => {}
                0x0006 => pending = self.formula(&record, sheet)?,
                0x0207 => {
                    if let Some((row, column)) = pending.take() {
                        let text = self.text_at(&record, 0).unwrap_or_default();
                        let cell = Cell::Text(self.words.share(&text));
                        self.put(sheet, row, column, cell)?;
                    }
                }
                0x00BD => self.packed_row(record.data(), sheet)?,
                0x00E5 => merges(record.data(), sheet),
                _ => self.simple(&record, sheet)?,
            }
        }
        Ok(!records.is_cut() && depth == 0)
    }

    fn put(
        &mut self,
        sheet: &mut Sheet,
        row: u16,
        column: u16,
        cell: Cell,
    ) -> Result<(), OverBudget> {
        sheet.put(u32::from(row), u32::from(column), cell, &mut self.budget)
    }

    /// A record that holds one cell.
    fn simple(&mut self, record: &Record<'_>, sheet: &mut Sheet) -> Result<(), OverBudget> {
        let data = record.data();
        let (Some(row), Some(column), Some(format)) =
            (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4))
        else {
            return Ok(());
        };
        let cell = match record.kind {
            0x0203 => f64_at(data, 6).map(|number| self.number(number, format)),
            0x027E => u32_at(data, 6).map(|bits| self.number(packed(bits), format)),
            0x00FD => u32_at(data, 6)
                .and_then(|number| self.texts.get(number as usize).cloned())
                .map(Cell::Text),
            0x0204 | 0x00D6 => {
                let text = self.text_at(record, 6);
                text.map(|text| Cell::Text(self.words.share(&text)))
            }
            0x0205 => data
                .get(6)
                .zip(data.get(7))
                .map(|(value, is_error)| match is_error {
                    0 => Cell::Bool(*value != 0),
                    _ => Cell::Error(error_word(*value)),
                }),
            _ => None,
        };
        match cell {
            Some(cell) => self.put(sheet, row, column, cell),
            None => Ok(()),
        }
    }

    /// A formula's stored value; the place, when a text follows in a record of its own.
    fn formula(
        &mut self,
        record: &Record<'_>,
        sheet: &mut Sheet,
    ) -> Result<Option<(u16, u16)>, OverBudget> {
        let data = record.data();
        let (Some(row), Some(column), Some(format), Some(value)) = (
            u16_at(data, 0),
            u16_at(data, 2),
            u16_at(data, 4),
            data.get(6..14),
        ) else {
            return Ok(None);
        };
        if value[6..] != [0xFF, 0xFF] {
            let number = f64_at(value, 0).unwrap_or(f64::NAN);
            let cell = self.number(number, format);
            self.put(sheet, row, column, cell)?;
            return Ok(None);
        }
        match value[0] {
            0 => return Ok(Some((row, column))),
            1 => self.put(sheet, row, column, Cell::Bool(value[2] != 0))?,
            2 => self.put(sheet, row, column, Cell::Error(error_word(value[2])))?,
            _ => {}
        }
        Ok(None)
    }

    /// A run of packed numbers in one row.
    fn packed_row(&mut self, data: &[u8], sheet: &mut Sheet) -> Result<(), OverBudget> {
        let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else {
            return Ok(());
        };
        let cells = data
            .get(4..data.len().saturating_sub(2))
            .unwrap_or_default()
            .chunks_exact(6);
        for (offset, cell) in cells.enumerate() {
            let column = usize::from(first) + offset;
            let (Ok(column), Some(format), Some(bits)) =
                (u16::try_from(column), u16_at(cell, 0), u32_at(cell, 2))
            else {
                break;
            };
            let number = self.number(packed(bits), format);
            self.put(sheet, row, column, number)?;
        }
        Ok(())
    }

    fn number(&self, number: f64, format: u16) -> Cell {
        match self
            .shows
            .get(usize::from(format))
            .copied()
            .unwrap_or_default()
        {
            Shows::Number => Cell::Number(number),
            Shows::PerCent => Cell::Percent(number),
            Shows::Date => {
                let moment =
                    ExcelDateTime::new(number, ExcelDateTimeType::DateTime, self.since_1904);
                Cell::Date(super::format::moment(moment).into())
            }
        }
    }

    /// A text with its length before it, at a place in a record.
    fn text_at(&self, record: &Record<'_>, at: usize) -> Option<String> {
        let data = record.data();
        let length = usize::from(u16_at(data, at)?);
        match self.unicode {
            true => Pieces::new(&record.pieces, at + 2).text(length),
            false => data
                .get(at + 2..at + 2 + length)
                .map(|bytes| old_text(bytes, self.encoding)),
        }
    }
}

fn merges(data: &[u8], sheet: &mut Sheet) {
    for region in data.get(2..).unwrap_or_default().chunks_exact(8) {
        let at = |offset| u32::from(u16_at(region, offset).unwrap_or(0));
        sheet.merge(Region {
            first: (at(0), at(4)),
            last: (at(2), at(6)),
        });
    }
}

fn error_word(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        _ => "#ERROR!",
    }
}
