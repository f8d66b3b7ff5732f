//! Files to tables: every row of every sheet is loaded, or named in a finding.

mod cards;
mod choose;
mod code;
mod columns;
mod figure;
mod find_heads;
mod gather;
mod given;
mod log;
mod merged;
mod refusal;
mod row_kinds;
mod rows;
mod rows_end;
mod session;
pub(crate) mod sheets;
mod single;
mod statistics;
mod tables;
mod totals;
mod unread;
mod who;

pub(crate) use figure::Spec;

/// Heads of sheets, for whoever proposes a map.
pub(crate) mod heads {
    pub(crate) use super::columns::SheetHead;
    pub(crate) use super::find_heads::{Top, TopCell, WIDE, heads_of, search, texts};
}

use std::ops::ControlFlow;
use std::sync::Arc;

use kernel::{Document, Finding};
use rust_decimal::Decimal;

use crate::catalogue::Form;
use crate::mapping::Mapping;
use crate::reading::{Input, Limits};
use crate::table::{Table, Tally};

/// How files are to be read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Maps the user gave: they go before the known ones and before the form's own titles.
    pub maps: Vec<Mapping>,
    /// The county of sheets in which rows name none.
    pub default_county: Option<String>,
    /// The year of rows that name none.
    pub default_year: Option<i16>,
    /// The latest year a return may be of: rows of a later one are not loaded. A mistyped 2052 would
    /// otherwise be the newest year there is.
    pub latest_year: Option<i16>,
    /// How much is read at most.
    pub limits: Limits,
}

/// How far reading has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress<'a> {
    /// The file being read.
    pub file: &'a str,
    /// Its sheet.
    pub sheet: &'a str,
    /// Number of the file, from 0.
    pub number: usize,
    /// Files in all.
    pub files: usize,
    /// Rows of this sheet read so far.
    pub rows: usize,
}

/// What became of one sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetReport {
    /// The sheet.
    pub document: Document,
    /// Its rows: loaded, refused, totals, blank.
    pub tally: Tally,
    /// The map it was read with; none when by the form's own titles or not at all.
    pub map: Option<String>,
    /// The form it fed.
    pub form: Option<String>,
    /// Sums of what was loaded, by head, in the units of the file: to compare with one's own.
    pub sums: Vec<(String, Decimal)>,
}

/// What files gave.
#[derive(Debug)]
pub struct Imported {
    /// One table a form, in the order of the forms.
    pub tables: Vec<Table>,
    /// What a person should know about the files.
    pub findings: Vec<Finding>,
    /// One report a sheet, in the order of reading.
    pub sheets: Vec<SheetReport>,
    /// True when reading was stopped before the end.
    pub stopped: bool,
}

impl Imported {
    /// The rows of all sheets together.
    pub fn tally(&self) -> Tally {
        let mut all = Tally::default();
        for sheet in &self.sheets {
            all.read += sheet.tally.read;
            all.loaded += sheet.tally.loaded;
            all.refused += sheet.tally.refused;
            all.totals += sheet.tally.totals;
            all.blank += sheet.tally.blank;
        }
        all
    }
}

/// Reads files onto forms.
///
/// A map the user gave wins; else the one known map whose heads are all there; else the form's own
/// titles. Reading never fails as a whole: what cannot be read is named in the findings.
pub fn import(
    inputs: Vec<Input<'_>>,
    forms: &[Arc<Form>],
    maps: &[Mapping],
    options: &Options,
    progress: &mut dyn FnMut(Progress<'_>) -> ControlFlow<()>,
) -> Imported {
    session::Session::new(forms, maps, options, progress).read(inputs)
}
