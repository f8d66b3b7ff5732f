//! OpenDocument spreadsheets.
//!
//! Our own reader of the one part that matters, streamed: it knows merged cells and per cents, holds
//! only filled cells under the budget, and does not run in circles on a table that never ends.

use std::collections::HashSet;
use std::io::{BufReader, Read};

use kernel::Finding;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::cell::Cell;
use super::sheet::{Budget, OverBudget, Region, Sheet};
use super::words::Words;
use super::{Limits, ReadSeek};
use crate::codes;

/// Spaces, rows and columns are written once with a count; a count beyond this is nonsense.
const MOST_SPACES: u32 = 1_000;

/// Reads every table of a spreadsheet.
pub(crate) fn read(
    source: &mut dyn ReadSeek,
    limits: &Limits,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Sheet>, Finding> {
    let mut archive = ZipArchive::new(source).map_err(damaged)?;
    let content = archive.by_name("content.xml").map_err(damaged)?;
    let mut reading = Reading::new(limits);
    match reading.content(content) {
        Ok(()) => {}
        Err(Trouble::Budget) => {
            return Err(codes::FILE_TOO_MANY_CELLS
                .found()
                .with("limit", limits.max_cells));
        }
        Err(Trouble::Sheets) => {
            return Err(codes::FILE_TOO_MANY_SHEETS
                .found()
                .with("limit", limits.max_sheets));
        }
        Err(trouble) => {
            let name = reading
                .sheet
                .as_ref()
                .map_or("", |sheet| sheet.name.as_str());
            let finding = match trouble {
                Trouble::Xml(error) => damaged(error),
                _ => codes::FILE_TRUNCATED.found(),
            };
            findings.push(finding.with("sheet", name));
            reading.end_table();
        }
    }
    for sheet in &mut reading.sheets {
        sheet.0.hidden = reading.hidden_styles.contains(&sheet.1);
    }
    Ok(reading.sheets.into_iter().map(|(sheet, _)| sheet).collect())
}

fn damaged(error: impl std::fmt::Display) -> Finding {
    codes::FILE_DAMAGED.found().with("said", error)
}

enum Trouble {
    Budget,
    /// The text ends inside a table.
    Cut,
    Sheets,
    Xml(quick_xml::Error),
}

impl From<OverBudget> for Trouble {
    fn from(_: OverBudget) -> Trouble {
        Trouble::Budget
    }
}

impl<E: Into<quick_xml::Error>> From<E> for Trouble {
    fn from(error: E) -> Trouble {
        Trouble::Xml(error.into())
    }
}

struct Reading {
    budget: Budget,
    words: Words,
    max_sheets: usize,
    sheets: Vec<(Sheet, String)>,
    hidden_styles: HashSet<String>,
    /// The style whose properties follow.
    style: String,
    /// The table at hand, and its style.
    sheet: Option<Sheet>,
    sheet_style: String,
    row: u32,
    row_count: u32,
    column: u32,
    /// Filled cells of the row at hand: first column, how many, what.
    cells: Vec<(u32, u32, Cell)>,
    cell: Option<OpenCell>,
    /// Remarks inside a cell are not its text.
    remark: usize,
}

/// A cell whose text follows.
struct OpenCell {
    count: u32,
    value: Cell,
    is_text: bool,
    is_error: bool,
    text: String,
    paragraphs: u32,
}

impl Reading {
    fn new(limits: &Limits) -> Reading {
        Reading {
            budget: Budget::new(limits),
            words: Words::default(),
            max_sheets: limits.max_sheets,
            sheets: Vec::new(),
            hidden_styles: HashSet::new(),
            style: String::new(),
            sheet: None,
            sheet_style: String::new(),
            row: 0,
            row_count: 1,
            column: 0,
            cells: Vec::new(),
            cell: None,
            remark: 0,
        }
    }

    fn content(&mut self, content: impl Read) -> Result<(), Trouble> {
        let mut reader = Reader::from_reader(BufReader::new(content));
        reader.config_mut().expand_empty_elements = true;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer)? {
                Event::Start(start) => self.start(&start)?,
                Event::End(end) => self.end(end.name().as_ref())?,
                Event::Text(text) => self.text(&text.xml10_content()),
                Event::CData(text) => self.text(&text.xml10_content()),
                Event::GeneralRef(reference) => self.reference(&reference)?,
                Event::Eof if self.sheet.is_some() => return Err(Trouble::Cut),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Trouble> {
        match start.name().as_ref() {
            "office:annotation" => self.remark += 1,
            "style:style" => self.style = value(start, "style:name")?.unwrap_or_default(),
            "style:table-properties"
                if value(start, "table:display")?.as_deref() == Some("false") =>
            {
                self.hidden_styles.insert(self.style.clone());
            }
            "table:table" => self.start_table(start)?,
            "table:table-row" => {
                self.row_count = count(start, "table:number-rows-repeated")?;
                self.column = 0;
            }
            "table:table-cell" | "table:covered-table-cell" if self.remark == 0 => {
                self.start_cell(start)?
            }
            "text:p" => self.paragraph(),
            "text:s" => {
                let spaces = count(start, "text:c")?.min(MOST_SPACES);
                self.text(&" ".repeat(spaces as usize));
            }
            "text:tab" => self.text("\t"),
            "text:line-break" => self.text("\n"),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Trouble> {
        match name {
            "office:annotation" => self.remark = self.remark.saturating_sub(1),
            "table:table-cell" | "table:covered-table-cell" if self.remark == 0 => self.end_cell(),
            "table:table-row" => self.end_row()?,
            "table:table" => self.end_table(),
            _ => {}
        }
        Ok(())
    }

    fn start_table(&mut self, start: &BytesStart<'_>) -> Result<(), Trouble> {
        if self.sheets.len() >= self.max_sheets {
            return Err(Trouble::Sheets);
        }
        self.end_table();
        self.sheet = Some(Sheet::new(value(start, "table:name")?.unwrap_or_default()));
        self.sheet_style = value(start, "table:style-name")?.unwrap_or_default();
        (self.row, self.column) = (0, 0);
        Ok(())
    }

    fn end_table(&mut self) {
        if let Some(sheet) = self.sheet.take() {
            self.sheets
                .push((sheet, std::mem::take(&mut self.sheet_style)));
        }
        self.cells.clear();
        self.cell = None;
    }

    fn start_cell(&mut self, start: &BytesStart<'_>) -> Result<(), Trouble> {
        let repeated = count(start, "table:number-columns-repeated")?;
        let columns = count(start, "table:number-columns-spanned")?;
        let rows = count(start, "table:number-rows-spanned")?;
        if let Some(sheet) = &mut self.sheet {
            let last = (
                self.row.saturating_add(rows - 1),
                self.column.saturating_add(columns - 1),
            );
            sheet.merge(Region {
                first: (self.row, self.column),
                last,
            });
        }
        let kind = value(start, "office:value-type")?.unwrap_or_default();
        let is_error = value(start, "calcext:value-type")?.as_deref() == Some("error");
        let stated = value(start, "office:string-value")?;
        self.cell = Some(OpenCell {
            count: repeated,
            value: self.value(start, &kind, stated.as_deref())?,
            is_text: kind == "string" && stated.is_none(),
            is_error,
            text: String::new(),
            paragraphs: 0,
        });
        Ok(())
    }

    fn value(
        &mut self,
        start: &BytesStart<'_>,
        kind: &str,
        stated: Option<&str>,
    ) -> Result<Cell, Trouble> {
        let number = || -> Result<Option<f64>, Trouble> {
            Ok(value(start, "office:value")?.and_then(|text| text.trim().parse().ok()))
        };
        Ok(match kind {
            "float" | "currency" => number()?.map_or(Cell::Empty, Cell::Number),
            "percentage" => number()?.map_or(Cell::Empty, Cell::Percent),
            "boolean" => {
                Cell::Bool(value(start, "office:boolean-value")?.as_deref() == Some("true"))
            }
            "date" => value(start, "office:date-value")?.map_or(Cell::Empty, |day| {
                Cell::Date(day.trim_end_matches("T00:00:00").into())
            }),
            "time" => value(start, "office:time-value")?
                .map_or(Cell::Empty, |time| Cell::Date(time.into())),
            "string" => stated.map_or(Cell::Empty, |text| Cell::Text(self.words.share(text))),
            _ => Cell::Empty,
        })
    }

    fn paragraph(&mut self) {
        if let Some(cell) = &mut self.cell
            && self.remark == 0
        {
            cell.paragraphs += 1;
            if cell.paragraphs > 1 {
                cell.text.push('\n');
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = &mut self.cell
            && self.remark == 0
            && cell.paragraphs > 0
        {
            cell.text.push_str(text);
        }
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), Trouble> {
        let sign = match reference.resolve_char_ref()? {
            Some(sign) => Some(sign),
            None => match reference.xml10_content().as_ref() {
                "amp" => Some('&'),
                "lt" => Some('<'),
                "gt" => Some('>'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                _ => None,
            },
        };
        if let Some(sign) = sign {
            self.text(sign.encode_utf8(&mut [0; 4]));
        }
        Ok(())
    }

    fn end_cell(&mut self) {
        let Some(open) = self.cell.take() else { return };
        let cell = match () {
            () if open.is_error => Cell::Error(super::cell::error_word(&open.text)),
            () if open.is_text => Cell::Text(self.words.share(&open.text)),
            () => open.value,
        };
        if cell.look().is_empty() {
            self.column = self.column.saturating_add(open.count);
            return;
        }
        self.cells.push((self.column, open.count, cell));
        self.column = self.column.saturating_add(open.count);
    }

    fn end_row(&mut self) -> Result<(), Trouble> {
        let first = self.row;
        self.row = self.row.saturating_add(self.row_count);
        let Some(sheet) = &mut self.sheet else {
            return Ok(());
        };
        if self.cells.is_empty() {
            return Ok(());
        }
        for row in first..self.row {
            for (column, count, cell) in &self.cells {
                for column in *column..column.saturating_add(*count) {
                    sheet.put(row, column, cell.clone(), &mut self.budget)?;
                }
            }
        }
        self.cells.clear();
        Ok(())
    }
}

fn value(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, Trouble> {
    match start.try_get_attribute(name)? {
        Some(attribute) => Ok(Some(
            attribute
                .normalized_value(XmlVersion::Implicit1_0)?
                .into_owned(),
        )),
        None => Ok(None),
    }
}

/// How many times something stands there; once, unless it says more.
fn count(start: &BytesStart<'_>, name: &str) -> Result<u32, Trouble> {
    let stated = value(start, name)?.and_then(|text| text.trim().parse::<u32>().ok());
    Ok(stated.unwrap_or(1).max(1))
}
