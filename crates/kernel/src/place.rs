//! Where a figure was read: file, sheet, cell.

use serde::{Deserialize, Serialize};

/// A sheet of a file that figures were read from. A CSV file has one sheet with an empty name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Document {
    /// The file's name as the user gave it.
    pub file: String,
    /// The sheet's name; empty for text files.
    pub sheet: String,
}

/// A cell in one of a table's documents. Rows and columns count from 0; row 0 is the first line.
///
/// Eight bytes, because a country has some fifty million of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Index into the table's list of documents; [`Place::NOWHERE`] has none.
    pub document: u16,
    /// Column, from 0.
    pub column: u16,
    /// Row, from 0.
    pub row: u32,
}

impl Place {
    /// The place of a figure that was never in a file: an absent column, a fixed value.
    pub const NOWHERE: Place = Place {
        document: u16::MAX,
        column: 0,
        row: 0,
    };

    /// True when the place is a real cell.
    pub fn is_cell(self) -> bool {
        self.document != u16::MAX
    }

    /// The cell's address as spreadsheets write it: `C14`.
    ///
    /// ```
    /// # use kernel::Place;
    /// assert_eq!(Place { document: 0, column: 2, row: 13 }.address(), "C14");
    /// ```
    pub fn address(self) -> String {
        format!("{}{}", column_letters(self.column), self.row + 1)
    }
}

/// The letters of a column counted from 0: 0 is `A`, 26 is `AA`.
pub fn column_letters(column: u16) -> String {
    let mut left = u32::from(column) + 1;
    let mut letters = Vec::new();
    while left > 0 {
        let digit = (left - 1) % 26;
        letters.push(char::from(b'A' + digit as u8));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// Rows as people count them, runs drawn together: `5, 8–12`.
///
/// ```
/// assert_eq!(kernel::rows_text(&[7, 4, 8, 9, 8]), "5, 8–10");
/// ```
pub fn rows_text(rows: &[u32]) -> String {
    let texts = row_runs(rows).into_iter().map(|(first, last)| {
        if first == last {
            format!("{}", first + 1)
        } else {
            format!("{}–{}", first + 1, last + 1)
        }
    });
    texts.collect::<Vec<_>>().join(", ")
}

/// First and last row of every run of rows, in order.
pub fn row_runs(rows: &[u32]) -> Vec<(u32, u32)> {
    let mut rows = rows.to_vec();
    rows.sort_unstable();
    rows.dedup();
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ => runs.push((row, row)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_follow_the_spreadsheet() {
        let shown: Vec<String> = [0, 25, 26, 51, 52, 701, 702, 16383]
            .map(column_letters)
            .into();
        assert_eq!(shown, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }
}
