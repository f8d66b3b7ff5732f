//! Cells and rows, the same whether they come from a workbook or from text.

use std::sync::Arc;

/// A cell of a workbook.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing is written there.
    #[default]
    Empty,
    /// Text.
    Text(Arc<str>),
    /// A number.
    Number(f64),
    /// A number that the workbook shows as per cent: 0.95 is shown as 95 %.
    Percent(f64),
    /// A day or a time of day, as it is shown.
    Date(Arc<str>),
    /// Yes or no.
    Bool(bool),
    /// A formula that failed: `#REF!`, `#DIV/0!`.
    Error(&'static str),
    /// A formula whose value was never stored.
    Uncalculated,
}

/// A cell as it is looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CellRef<'a> {
    /// Nothing, or only spaces.
    Empty,
    /// Text without spaces around it.
    Text(&'a str),
    /// A number.
    Number(f64),
    /// A number shown as per cent.
    Percent(f64),
    /// A day or a time of day.
    Date(&'a str),
    /// Yes or no.
    Bool(bool),
    /// A formula that failed.
    Error(&'a str),
    /// A formula whose value was never stored.
    Uncalculated,
}

impl Cell {
    /// The cell, looked at; text that is only spaces is empty.
    pub fn look(&self) -> CellRef<'_> {
        match self {
            Cell::Empty => CellRef::Empty,
            Cell::Text(text) => CellRef::text(text),
            Cell::Number(number) => CellRef::Number(*number),
            Cell::Percent(number) => CellRef::Percent(*number),
            Cell::Date(day) => CellRef::Date(day),
            Cell::Bool(truth) => CellRef::Bool(*truth),
            Cell::Error(error) => CellRef::Error(error),
            Cell::Uncalculated => CellRef::Uncalculated,
        }
    }
}

impl<'a> CellRef<'a> {
    /// A text without the spaces around it.
    pub fn text(text: &'a str) -> CellRef<'a> {
        match text.trim_matches(is_space) {
            "" => CellRef::Empty,
            text => CellRef::Text(text),
        }
    }

    /// True when nothing is written there.
    pub fn is_empty(self) -> bool {
        self == CellRef::Empty
    }

    /// What a person sees in the cell.
    pub fn shown(self) -> String {
        match self {
            CellRef::Empty => String::new(),
            CellRef::Text(text) | CellRef::Date(text) | CellRef::Error(text) => text.to_owned(),
            CellRef::Number(number) => number_text(number),
            CellRef::Percent(number) => format!("{}%", number_text(number * 100.0)),
            CellRef::Bool(truth) => if truth { "TRUE" } else { "FALSE" }.to_owned(),
            CellRef::Uncalculated => "=…".to_owned(),
        }
    }

    /// The cell kept beyond its row.
    pub fn to_cell(self) -> Cell {
        match self {
            CellRef::Empty => Cell::Empty,
            CellRef::Text(text) => Cell::Text(text.into()),
            CellRef::Number(number) => Cell::Number(number),
            CellRef::Percent(number) => Cell::Percent(number),
            CellRef::Date(day) => Cell::Date(day.into()),
            CellRef::Bool(truth) => Cell::Bool(truth),
            CellRef::Error(error) => Cell::Error(error_word(error)),
            CellRef::Uncalculated => Cell::Uncalculated,
        }
    }
}

/// The word of a failed formula.
pub(crate) fn error_word(text: &str) -> &'static str {
    const WORDS: &[&str] = &[
        "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!",
    ];
    WORDS
        .iter()
        .find(|word| text.trim() == **word)
        .unwrap_or(&"#ERROR!")
}

/// Spaces of any width, line breaks, and the marks that some programs leave at the start of a text.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\0')
}

/// A workbook's number as the workbook shows it: fifteen digits and no more, because the digits
/// beyond are noise of binary arithmetic that nobody typed.
pub(crate) fn number_text(number: f64) -> String {
    if !number.is_finite() {
        return number.to_string();
    }
    let scientific = format!("{number:.14e}");
    match scientific.parse::<f64>() {
        Ok(rounded) => format!("{rounded}"),
        Err(_) => scientific,
    }
}

/// A row as it is looked at: cells of a workbook, or fields of a line of text.
#[derive(Debug, Clone, Copy)]
pub enum RowRef<'a> {
    /// Cells of a workbook.
    Cells(&'a [Cell]),
    /// Fields of a line of text.
    Fields(&'a Fields),
}

impl<'a> RowRef<'a> {
    /// The cell in a column; beyond the end all are empty.
    pub fn cell(self, column: usize) -> CellRef<'a> {
        match self {
            RowRef::Cells(cells) => cells.get(column).map_or(CellRef::Empty, Cell::look),
            RowRef::Fields(fields) => fields.get(column).map_or(CellRef::Empty, CellRef::text),
        }
    }

    /// Columns the row has.
    pub fn width(self) -> usize {
        match self {
            RowRef::Cells(cells) => cells.len(),
            RowRef::Fields(fields) => fields.len(),
        }
    }

    /// Every cell, from the left.
    pub fn cells(self) -> impl Iterator<Item = CellRef<'a>> {
        (0..self.width()).map(move |column| self.cell(column))
    }

    /// True when nothing is written in the row.
    pub fn is_blank(self) -> bool {
        self.cells().all(CellRef::is_empty)
    }
}

/// The fields of one line of text, in one piece of memory that is used again for the next line.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    pub(crate) text: String,
    pub(crate) ends: Vec<usize>,
}

impl Fields {
    /// Number of fields.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True without fields.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A field as it stands in the file.
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = if index == 0 {
            0
        } else {
            *self.ends.get(index - 1)?
        };
        self.text.get(start..end)
    }

    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    pub(crate) fn end_field(&mut self) {
        self.ends.push(self.text.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_the_workbook_shows_them() {
        let shown = [0.1 + 0.2, 2700.0 * 1.1, 12.0, 1e15, 738211.0, 0.952, -3.5].map(number_text);
        assert_eq!(
            shown,
            [
                "0.3",
                "2970",
                "12",
                "1000000000000000",
                "738211",
                "0.952",
                "-3.5"
            ]
        );
        assert_eq!(CellRef::Percent(0.952).shown(), "95.2%");
    }

    #[test]
    fn spaces_are_empty() {
        assert!(Cell::Text(" \u{3000}\u{a0}\n".into()).look().is_empty());
        assert_eq!(CellRef::text("\u{3000}甲小学 "), CellRef::Text("甲小学"));
    }
}
