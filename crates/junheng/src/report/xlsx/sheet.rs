//! A sheet that is written from top to bottom: cells, heads, widths that fit Chinese, print setup.

use kernel::Lang;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::report::names::{Said, Sign};
use crate::report::xlsx::style::{Role, format, verdict};
use crate::words::{Words, tell};

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// A number with so many decimals, thousands apart.
    Number(f64, u32),
    /// Words.
    Text(String),
    /// Words in the middle.
    Centre(String),
    /// A sign with its word.
    Verdict(String),
    /// A name of a row.
    Label(String),
}

impl Cell {
    /// Words, whoever wrote them.
    pub(super) fn text(words: impl Into<String>) -> Cell {
        Cell::Text(words.into())
    }

    /// How something came out, with its sign.
    pub(super) fn said(said: Said) -> (Cell, Sign) {
        (Cell::Verdict(said.plain()), said.sign)
    }
}

/// A sheet on its way.
pub(super) struct Sheet<'w> {
    pub(super) sheet: &'w mut Worksheet,
    pub(super) lang: Lang,
    widths: Vec<f64>,
    row: u32,
}

/// A line of 10-point text, in points.
const LINE: f64 = 13.5;
/// A sheet's row is at most this high.
const HIGHEST: f64 = 400.0;

impl<'w> Sheet<'w> {
    /// A new sheet with a tab, columns of these widths, and its print setup.
    pub(super) fn new(
        workbook: &'w mut Workbook,
        words: &Words,
        tab: &str,
        widths: &[f64],
    ) -> Result<Sheet<'w>, XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(tab)?;
        for (column, width) in widths.iter().enumerate() {
            sheet.set_column_width(column as u16, *width)?;
        }
        sheet
            .set_paper_size(9)
            .set_landscape()
            .set_print_fit_to_pages(1, 0);
        sheet
            .set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3)
            .set_print_center_horizontally(true);
        sheet
            .set_footer(tell!(words, "report-page-footer"))
            .set_print_first_page_number(1);
        Ok(Sheet {
            sheet,
            lang: words.lang,
            widths: widths.to_vec(),
            row: 0,
        })
    }

    /// The row that is written next.
    pub(super) fn row(&self) -> u32 {
        self.row
    }

    fn last(&self) -> u16 {
        (self.widths.len().max(1) - 1) as u16
    }

    /// The heading over all columns.
    pub(super) fn title(&mut self, text: &str) -> Result<(), XlsxError> {
        self.wide(text, Role::Title, 28.0)
    }

    /// A line under the heading.
    pub(super) fn subtitle(&mut self, text: &str) -> Result<(), XlsxError> {
        self.wide(text, Role::Subtitle, 18.0)
    }

    /// A note over all columns, as high as it needs.
    pub(super) fn note(&mut self, text: &str) -> Result<(), XlsxError> {
        let width: f64 = self.widths.iter().sum();
        let height = lines(text, width * 1.08) as f64 * 13.0 + 4.0;
        self.wide(text, Role::Note, height)
    }

    fn wide(&mut self, text: &str, role: Role, height: f64) -> Result<(), XlsxError> {
        let format = quoted(format(role, Sign::Plain, self.lang), text);
        self.span(self.row, 0, self.row, self.last(), text, &format)?;
        self.sheet.set_row_height(self.row, height.min(HIGHEST))?;
        self.row += 1;
        Ok(())
    }

    fn span(
        &mut self,
        top: u32,
        left: u16,
        bottom: u32,
        right: u16,
        text: &str,
        format: &rust_xlsxwriter::Format,
    ) -> Result<(), XlsxError> {
        if (top, left) == (bottom, right) {
            self.sheet
                .write_string_with_format(top, left, text, format)?;
        } else {
            self.sheet
                .merge_range(top, left, bottom, right, text, format)?;
        }
        Ok(())
    }

    /// Heads, one path of titles a column: equal neighbours are merged, the last title reaches down.
    pub(super) fn heads(&mut self, paths: &[Vec<String>]) -> Result<(), XlsxError> {
        let depth = paths.iter().map(Vec::len).max().unwrap_or(1);
        let format = format(Role::Head, Sign::Plain, self.lang);
        let at = |column: usize, level: usize| paths[column].get(level);
        for level in 0..depth {
            let mut column = 0;
            while column < paths.len() {
                let Some(text) = at(column, level) else {
                    column += 1;
                    continue;
                };
                let same = |other: &usize| {
                    paths[*other][..=level.min(paths[*other].len() - 1)] == paths[column][..=level]
                };
                let is_last = paths[column].len() == level + 1;
                let right = match is_last {
                    true => column,
                    false => (column..paths.len())
                        .take_while(same)
                        .last()
                        .unwrap_or(column),
                };
                let bottom = if is_last { depth - 1 } else { level };
                let (top, text) = (self.row + level as u32, text.clone());
                self.span(
                    top,
                    column as u16,
                    self.row + bottom as u32,
                    right as u16,
                    &text,
                    &format,
                )?;
                column = right + 1;
            }
        }
        self.head_heights(paths, depth)?;
        self.row += depth as u32;
        Ok(())
    }

    fn head_heights(&mut self, paths: &[Vec<String>], depth: usize) -> Result<(), XlsxError> {
        let last = paths.iter().zip(&self.widths);
        let deepest = last.map(|(path, width)| {
            let spare = depth - path.len();
            lines(path.last().map_or("", String::as_str), *width).saturating_sub(spare)
        });
        let deepest = deepest.max().unwrap_or(1);
        for level in 0..depth {
            let lines = if level + 1 == depth { deepest } else { 1 };
            self.sheet
                .set_row_height(self.row + level as u32, lines as f64 * LINE + 5.0)?;
        }
        Ok(())
    }

    /// What is above stays on the screen and on every printed page.
    pub(super) fn freeze(&mut self, columns: u16) -> Result<(), XlsxError> {
        self.sheet.set_freeze_panes(self.row, columns)?;
        if self.row > 0 {
            self.sheet.set_repeat_rows(0, self.row - 1)?;
        }
        Ok(())
    }

    /// A row of cells, as high as its longest text needs.
    pub(super) fn cells(&mut self, cells: &[(Cell, Sign)]) -> Result<(), XlsxError> {
        let mut tallest = 1;
        for (column, (cell, sign)) in cells.iter().enumerate() {
            self.cell(column as u16, cell, *sign)?;
            if let Cell::Text(text) | Cell::Centre(text) | Cell::Label(text) = cell {
                tallest = tallest.max(lines(
                    text,
                    self.widths.get(column).copied().unwrap_or(10.0),
                ));
            }
        }
        self.sheet
            .set_row_height(self.row, (tallest as f64 * LINE + 4.0).min(HIGHEST))?;
        self.row += 1;
        Ok(())
    }

    fn cell(&mut self, column: u16, cell: &Cell, sign: Sign) -> Result<(), XlsxError> {
        let row = self.row;
        match cell {
            Cell::Number(value, digits) => {
                let format = format(Role::Number(*digits), sign, self.lang);
                self.sheet
                    .write_number_with_format(row, column, *value, &format)?;
            }
            Cell::Verdict(text) => {
                self.sheet.write_string_with_format(
                    row,
                    column,
                    text,
                    &verdict(sign, self.lang),
                )?;
            }
            Cell::Text(text) | Cell::Centre(text) | Cell::Label(text) => {
                let role = match cell {
                    Cell::Centre(_) => Role::Centre,
                    Cell::Label(_) => Role::Label,
                    _ => Role::Text,
                };
                let format = quoted(format(role, sign, self.lang), text);
                self.sheet
                    .write_string_with_format(row, column, text, &format)?;
            }
        }
        Ok(())
    }

    /// A band over all columns that opens a part of the table.
    pub(super) fn band(&mut self, text: &str) -> Result<(), XlsxError> {
        let format = format(Role::Band, Sign::Plain, self.lang);
        self.span(self.row, 0, self.row, self.last(), text, &format)?;
        self.sheet.set_row_height(self.row, 19.0)?;
        self.row += 1;
        Ok(())
    }

    /// Merges a label of the rows above down to the last one written.
    pub(super) fn merge_label(&mut self, top: u32, text: &str) -> Result<(), XlsxError> {
        let format = quoted(format(Role::Label, Sign::Plain, self.lang), text);
        self.span(top, 0, self.row - 1, 0, text, &format)
    }

    /// Filters over the head above the first of `rows`.
    pub(super) fn filter(&mut self, head: u32) -> Result<(), XlsxError> {
        if self.row > head + 1 {
            self.sheet.autofilter(head, 0, self.row - 1, self.last())?;
        }
        Ok(())
    }
}

/// A text that looks like a formula keeps its leading sign when somebody edits the cell.
fn quoted(format: rust_xlsxwriter::Format, text: &str) -> rust_xlsxwriter::Format {
    if text.starts_with(['=', '+', '-', '@']) {
        format.set_quote_prefix()
    } else {
        format
    }
}

/// How many lines a text needs in a column of so many characters; a Chinese one counts two.
pub(super) fn lines(text: &str, width: f64) -> usize {
    let line = |line: &str| {
        let wide: f64 = line
            .chars()
            .map(|c| if c.is_ascii() { 1.05 } else { 2.1 })
            .sum();
        (wide / (width - 1.0).max(1.0)).ceil().max(1.0) as usize
    };
    text.split('\n').map(line).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_twice_the_room() {
        assert_eq!(lines("abcdef", 10.0), 1);
        assert_eq!(lines("教学及辅助用房面积", 10.0), 3);
        assert_eq!(lines("一\n二", 10.0), 2);
    }
}
