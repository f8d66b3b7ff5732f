//! Tables of the county's own figures under stacked heads: its facts, the survey.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::{close, codes, heads, open};
use crate::report::names::Sign;
use crate::report::xlsx::figures::Look;
use crate::report::xlsx::layout::{Source, Table};
use crate::report::xlsx::sheet::Cell;
use crate::words::tell;

pub(super) fn write(
    workbook: &mut Workbook,
    look: &Look<'_>,
    table: &Table,
) -> Result<(), XlsxError> {
    let labelled = !table.lines.is_empty();
    let wide = if table.columns.len() > 12 { 6.4 } else { 18.0 };
    let mut widths = vec![14.0; usize::from(labelled)];
    widths.extend(vec![wide; table.columns.len()]);
    let mut sheet = open(workbook, look, table, &widths)?;
    let mut paths = heads(look, table);
    if labelled {
        paths.insert(0, vec![tell!(look.paper.words, "report-line")]);
    }
    sheet.heads(&paths)?;
    codes(&mut sheet, usize::from(labelled), table.columns.len(), 0)?;
    sheet.freeze(u16::from(labelled))?;
    for line in 0..table.lines.len().max(1) {
        sheet.cells(&cells(look, table, line))?;
    }
    close(&mut sheet, look, table, false)?;
    if by_hand(table) {
        sheet.note(&tell!(look.paper.words, "report-by-hand-note"))?;
    }
    Ok(())
}

fn cells(look: &Look<'_>, table: &Table, line: usize) -> Vec<(Cell, Sign)> {
    let label = table
        .lines
        .get(line)
        .map(|label| Cell::Label(look.paper.words.text(label).to_owned()));
    let cell = |column: &crate::report::xlsx::layout::Column| match column.cells.get(line) {
        Some(figure) => look.cell(figure),
        None => (
            Cell::Centre(tell!(look.paper.words, "report-by-hand")),
            Sign::Open,
        ),
    };
    let label = label.map(|label| (label, Sign::Plain));
    label
        .into_iter()
        .chain(table.columns.iter().map(cell))
        .collect()
}

fn by_hand(table: &Table) -> bool {
    let lines = table.lines.len().max(1);
    let short = table
        .columns
        .iter()
        .any(|column| column.cells.len() < lines);
    let figures = table.columns.iter().flat_map(|column| &column.cells);
    short
        || figures
            .into_iter()
            .any(|figure| matches!(figure.source, Source::ByHand))
}
