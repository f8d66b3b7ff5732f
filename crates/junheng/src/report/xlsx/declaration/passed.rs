//! How many rows reach the standard of each indicator, and how many pass: table Ⅱ-1.

use indicators::{Outcome, Section, Standing};
use rust_xlsxwriter::{Workbook, XlsxError};

use super::{close, codes, heads, indicators, open, stages};
use crate::report::names::{self, Sign};
use crate::report::xlsx::figures::Look;
use crate::report::xlsx::layout::{Show, Table};
use crate::report::xlsx::sheet::{Cell, Sheet};
use crate::words::tell;

pub(super) fn write(
    workbook: &mut Workbook,
    look: &Look<'_>,
    table: &Table,
) -> Result<(), XlsxError> {
    let mut paths = heads(look, table);
    let coded = paths.len();
    let words = look.paper.words;
    paths.splice(
        0..0,
        [
            vec![tell!(words, "report-stage")],
            vec![tell!(words, "report-line")],
        ],
    );
    let mut widths = vec![9.0, 20.0];
    widths.extend(vec![15.0; coded]);
    let mut sheet = open(workbook, look, table, &widths)?;
    sheet.heads(&paths)?;
    codes(&mut sheet, 2, coded, 0)?;
    sheet.freeze(2)?;
    for stage in stages(look) {
        write_stage(&mut sheet, look, table, stage)?;
    }
    close(&mut sheet, look, table, false)?;
    let open = look
        .found
        .sections
        .iter()
        .filter(|section| section.outcome == Outcome::CannotDecide)
        .count();
    if open > 0 {
        sheet.note(&tell!(words, "report-open-rows-note", count = open))?;
    }
    Ok(())
}

fn write_stage(
    sheet: &mut Sheet<'_>,
    look: &Look<'_>,
    table: &Table,
    stage: usize,
) -> Result<(), XlsxError> {
    let rows: Vec<&Section> = look
        .found
        .sections
        .iter()
        .filter(|section| section.stage == stage)
        .collect();
    let (words, top) = (look.paper.words, sheet.row());
    let counts = counts(look, table, &rows);
    let title = names::stage(words, look.county.standard, stage);
    let line = |label: String, value: &dyn Fn(usize) -> Cell| {
        let lead = [
            (Cell::Label(title.to_owned()), Sign::Plain),
            (Cell::Label(label), Sign::Plain),
        ];
        let cells = counts.iter().map(|count| (value(*count), Sign::Plain));
        lead.into_iter().chain(cells).collect::<Vec<_>>()
    };
    let count = line(tell!(words, "report-passed-count"), &|count| {
        Cell::Number(count as f64, 0)
    });
    let share = line(tell!(words, "report-passed-share"), &|count| {
        Cell::Number(count as f64 * 100.0 / rows.len().max(1) as f64, 1)
    });
    sheet.cells(&count)?;
    sheet.cells(&share)?;
    sheet.merge_label(top, title)
}

fn counts(look: &Look<'_>, table: &Table, rows: &[&Section]) -> Vec<usize> {
    let mut counts = Vec::new();
    for column in &table.columns {
        match column.show {
            Show::Indicators => counts.extend(indicators(look).into_iter().map(|index| {
                rows.iter()
                    .filter(|row| row.figures[index].standing == Standing::Met)
                    .count()
            })),
            _ => counts.push(
                rows.iter()
                    .filter(|row| row.outcome == Outcome::Pass)
                    .count(),
            ),
        }
    }
    counts
}
