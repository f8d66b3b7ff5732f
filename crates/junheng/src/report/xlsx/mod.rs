//! One workbook that a bureau hands in and archives: the official declaration tables where the pack
//! has a layout for them, else plain tables; with what was judged, and the basis of every figure.
//!
//! ```text
//! Run --layout of the pack--> declaration tables --+
//!     --------------------------> plain tables ----+--> workbook (about · tables · basis)
//! ```
//!
//! - Numbers are numbers with formats; words stand where there is no number, never a blank or a 0.
//! - Text is text: what begins with `=`, `+`, `-` or `@` never becomes a formula.
//! - Every sheet prints on A4 with its heads repeated and its pages numbered.
//! - The same run gives the same bytes: the workbook is dated by the day of judgment.

mod about;
mod basis;
mod declaration;
mod figures;
mod layout;
mod plain;
mod sheet;
mod style;
#[cfg(test)]
mod tests;

use kernel::PackError;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use standards::Pack;

use crate::judging::Run;
use crate::report::telling::{Paper, ReportError};
use crate::words::Words;

/// What is wrong with the layout of a pack's tables.
pub(crate) fn mistakes(pack: &Pack) -> Vec<PackError> {
    layout::of(pack).err().unwrap_or_default()
}

/// The report as a workbook.
pub(crate) fn render(words: &Words, run: &Run<'_>) -> Result<Vec<u8>, ReportError> {
    of_paper(&Paper::new(words, run))
}

fn of_paper(paper: &Paper<'_>) -> Result<Vec<u8>, ReportError> {
    let layout = layout::of(&paper.standard.pack).map_err(ReportError::Layout)?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(paper)?);
    let declared = layout.filter(|_| paper.judged.len() == 1);
    about::write(&mut workbook, paper, declared.as_ref())?;
    match &declared {
        Some(layout) => declaration::write(&mut workbook, paper, layout)?,
        None => plain::write(&mut workbook, paper)?,
    }
    basis::write(&mut workbook, paper, declared.as_ref())?;
    Ok(workbook.save_to_buffer()?)
}

fn properties(paper: &Paper<'_>) -> Result<DocProperties, ReportError> {
    let day = paper.standard.day;
    let year = u16::try_from(day.year()).unwrap_or(1900);
    let made = ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8)?;
    Ok(DocProperties::new()
        .set_title(paper.words.text(&paper.standard.pack.title))
        .set_author("junheng")
        .set_creation_datetime(&made))
}
