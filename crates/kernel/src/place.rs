//! Where a figure was read: file, sheet, cell.

use serde::{Deserialize, Serialize};

/// A sheet of a file that figures were read from. A CSV file has one sheet with an empty name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
