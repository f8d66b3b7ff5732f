//! Lists that are no return: a head row, and below it one thing a row — organisations, accounts.
//!
//! What stands in a cell stays text with its place; what it means is decided by whoever asked for the list.

use std::io;

use kernel::{Document, Finding, Place};

use crate::codes;
use crate::heads::plain;
use crate::import::sheets::{Rows, Step};
use crate::reading::{self, Cell, CellRef, Content, Input, Limits, Next, Sheet};

/// A column of a list.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// The head, as templates have it.
    pub head: &'static str,
    /// Other heads met in workbooks.
    pub aliases: &'static [&'static str],
    /// A sheet without it is not the list.
    pub needed: bool,
}

/// A row of a list, one text a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The sheet it was read from.
    pub document: Document,
    /// Its number, from 0.
    pub row: u32,
    texts: Vec<String>,
    /// Where each column stands in the sheet; none for one that the sheet does not have.
    columns: Vec<Option<u16>>,
}

/// What was read.
#[derive(Debug, Clone, Default)]
pub struct List {
    /// Rows that say something, from the top.
    pub rows: Vec<Row>,
    /// What is wrong with the file, its sheets or single cells.
    pub findings: Vec<Finding>,
}

impl Row {
    /// What stands in a column, without spaces around it; empty where nothing does.
    pub fn text(&self, column: usize) -> &str {
        self.texts.get(column).map_or("", String::as_str)
    }

    /// A finding about a column of this row.
    pub fn found(&self, column: usize, finding: Finding) -> Finding {
        let column = self.columns.get(column).copied().flatten();
        finding.in_document(&self.document).at(Place {
            document: 0,
            column: column.unwrap_or(0),
            row: self.row,
        })
    }
}

/// Heads are looked for in so many rows.
const HEAD_ROWS: usize = 20;
/// Columns that are looked at.
const WIDTH: usize = 64;
/// A text in a list is no longer than this.
const LONGEST: usize = 200;

/// Reads the first sheet that has the needed heads; no more than `most` rows of it.
pub fn read(input: Input<'_>, columns: &[Column], most: usize, limits: &Limits) -> List {
    let mut list = List::default();
    let Some(book) = reading::open(input, limits, &mut list.findings) else {
        return list;
    };
    let sheets = match book.content {
        Content::Sheets(sheets) => sheets,
        Content::Text(mut text) => {
            vec![sheet_of(&mut Rows::Text(&mut text), &mut list.findings)]
        }
    };
    let found = sheets.iter().find_map(|sheet| {
        let rows = sheet.unmerged(usize::MAX, WIDTH);
        let at = heads(&rows, columns)?;
        Some((sheet, rows, at))
    });
    let Some((sheet, rows, (head, places))) = found else {
        let needed = columns.iter().filter(|column| column.needed);
        let heads: Vec<&str> = needed.map(|column| column.head).collect();
        let document = Document {
            file: book.name,
            sheet: String::new(),
        };
        let absent = codes::LIST_WITHOUT_HEADS
            .found()
            .with("heads", heads.join("、"));
        list.findings.push(absent.in_document(&document));
        return list;
    };
    let document = Document {
        file: book.name,
        sheet: sheet.name.clone(),
    };
    for (number, cells) in rows.iter().enumerate().skip(head + 1) {
        let row = Row {
            document: document.clone(),
            row: number as u32,
            texts: places.iter().map(|place| shown(cells, *place)).collect(),
            columns: places.clone(),
        };
        if row.texts.iter().all(String::is_empty) {
            continue;
        }
        if list.rows.len() == most {
            let many = codes::LIST_TOO_LONG.found().with("limit", most);
            list.findings.push(row.found(0, many));
            break;
        }
        tell_unread(&row, cells, &mut list.findings);
        list.rows.push(row);
    }
    list
}

/// A text file as a sheet; lines that are none are named.
fn sheet_of(rows: &mut Rows<'_, '_>, findings: &mut Vec<Finding>) -> Sheet {
    let mut kept = Vec::new();
    rows.walk(&mut |step| {
        match step {
            Step::Row(_, row) => kept.push(row.cells().map(CellRef::to_cell).collect()),
            Step::Broken(_, Next::QuoteOpen { lines }) => {
                findings.push(codes::QUOTE_OPEN.found().with("lines", lines));
                kept.push(Vec::new());
            }
            Step::Broken(_, Next::TooLong { lines }) => {
                findings.push(codes::ROW_TOO_LONG.found().with("lines", lines));
                kept.push(Vec::new());
            }
            Step::Broken(..) => {}
            Step::Limit => return false,
            Step::Failed(error) => findings.push(unreadable(&error)),
        }
        true
    });
    Sheet::of_rows(kept)
}

fn unreadable(error: &io::Error) -> Finding {
    codes::FILE_UNREADABLE.found().with("said", error)
}

/// The row of the heads, and where each column stands.
fn heads(rows: &[Vec<Cell>], columns: &[Column]) -> Option<(usize, Vec<Option<u16>>)> {
    rows.iter()
        .take(HEAD_ROWS)
        .enumerate()
        .find_map(|(at, cells)| {
            let heads: Vec<String> = cells
                .iter()
                .map(|cell| head(&cell.look().shown()))
                .collect();
            let place = |column: &Column| {
                let names: Vec<String> = [column.head]
                    .iter()
                    .chain(column.aliases)
                    .map(|name| head(name))
                    .collect();
                let found = heads.iter().position(|own| names.contains(own));
                found.map(|place| place as u16)
            };
            let places: Vec<Option<u16>> = columns.iter().map(place).collect();
            let is_list = columns
                .iter()
                .zip(&places)
                .all(|(column, place)| place.is_some() || !column.needed);
            is_list.then_some((at, places))
        })
}

/// A head as it is compared: without the sign of what must be filled in.
fn head(text: &str) -> String {
    plain(text).trim_matches('*').to_owned()
}

fn shown(cells: &[Cell], place: Option<u16>) -> String {
    let cell = place.and_then(|place| cells.get(usize::from(place)));
    let text = cell.map_or_else(String::new, |cell| cell.look().shown());
    text.chars().filter(|sign| !sign.is_control()).collect()
}

/// Names cells that hold no text a person could have meant.
fn tell_unread(row: &Row, cells: &[Cell], findings: &mut Vec<Finding>) {
    for (column, place) in row.columns.iter().enumerate() {
        let cell = place.and_then(|place| cells.get(usize::from(place)));
        let is_lost = matches!(cell, Some(Cell::Error(_) | Cell::Uncalculated));
        let is_long = row.text(column).chars().count() > LONGEST;
        if is_lost || is_long {
            let value: String = row.text(column).chars().take(20).collect();
            let finding = codes::LIST_CELL_UNREAD.found().with("value", value);
            findings.push(row.found(column, finding));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 3] = [
        Column {
            head: "乡镇",
            aliases: &["township"],
            needed: false,
        },
        Column {
            head: "学校名称",
            aliases: &["school"],
            needed: true,
        },
        Column {
            head: "标识码",
            aliases: &[],
            needed: false,
        },
    ];

    fn of(text: &str, most: usize) -> List {
        let input = Input::bytes("名单.csv", text.as_bytes());
        read(input, &COLUMNS, most, &Limits::default())
    }

    #[test]
    fn rows_stand_under_their_heads_wherever_these_are() {
        let list = of(
            "青禾市学校名单,,\n\n*学校名称,标 识 码,备注\n 河湾小学 ,2121000101,\n,,只有备注\n青杨中学,,x\n",
            9,
        );
        assert_eq!(list.findings, []);
        let names: Vec<&str> = list.rows.iter().map(|row| row.text(1)).collect();
        assert_eq!(names, ["河湾小学", "青杨中学"]);
        assert_eq!(
            (list.rows[0].text(0), list.rows[0].text(2)),
            ("", "2121000101")
        );
        let finding = list.rows[1].found(2, codes::LIST_CELL_UNREAD.found());
        assert_eq!(finding.place.unwrap().address(), "B6");
    }

    #[test]
    fn what_is_no_list_and_what_is_too_long_is_named() {
        let codes = |list: &List| -> Vec<String> {
            let codes = list.findings.iter().map(|finding| finding.code.clone());
            codes.collect()
        };
        assert_eq!(
            codes(&of("姓名,年龄\n王芳,30\n", 9)),
            ["list-without-heads"]
        );
        let long = of("学校名称\n甲\n乙\n丙\n", 2);
        assert_eq!(
            (long.rows.len(), codes(&long)),
            (2, vec!["list-too-long".to_owned()])
        );
        let open = of("学校名称,标识码\n甲,\"1\n乙,2\n", 9);
        assert_eq!(codes(&open), ["quote-open"]);
    }
}
