//! The official declaration tables of one county, one sheet each.

mod county;
mod items;
mod passed;
mod rows;
mod spreads;

pub(super) use rows::figure_cell;

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::report::names::Sign;
use crate::report::telling::Paper;
use crate::report::xlsx::figures::Look;
use crate::report::xlsx::layout::{Column, Kind, Layout, Show, Table};
use crate::report::xlsx::sheet::{Cell, Sheet};
use crate::words::tell;

/// Writes every table of the layout for the one county of the run.
pub(super) fn write(
    workbook: &mut Workbook,
    paper: &Paper<'_>,
    layout: &Layout,
) -> Result<(), XlsxError> {
    for (county, found) in paper.judged {
        let look = Look {
            paper,
            county,
            found,
        };
        for table in &layout.tables {
            match table.kind {
                Kind::Figures => county::write(workbook, &look, table)?,
                Kind::Passed => passed::write(workbook, &look, table)?,
                Kind::Rows => rows::write(workbook, &look, table)?,
                Kind::Spreads => spreads::write(workbook, &look, table)?,
                Kind::Items => items::write(workbook, &look, table)?,
            }
        }
    }
    Ok(())
}

/// A sheet with its title and the line that says whose it is.
fn open<'w>(
    workbook: &'w mut Workbook,
    look: &Look<'_>,
    table: &Table,
    widths: &[f64],
) -> Result<Sheet<'w>, XlsxError> {
    let words = look.paper.words;
    let mut sheet = Sheet::new(workbook, words, words.text(&table.tab), widths)?;
    sheet.title(words.text(&table.title))?;
    sheet.subtitle(&tell!(
        words,
        "report-whose",
        county = look.found.name.to_string(),
        year = look.found.year.to_string(),
        day = look.paper.standard.day.to_string()
    ))?;
    Ok(sheet)
}

/// The notes under a table: the form's own, and what our signs mean.
fn close(
    sheet: &mut Sheet<'_>,
    look: &Look<'_>,
    table: &Table,
    signs: bool,
) -> Result<(), XlsxError> {
    if let Some(note) = &table.note {
        sheet.note(&look.fill(look.paper.words.text(note), &table.figures, None))?;
    }
    if signs {
        sheet.note(&tell!(look.paper.words, "report-signs-note"))?;
    }
    Ok(())
}

/// The codes L1, L2 … of the columns; `uncoded` come before.
fn codes(
    sheet: &mut Sheet<'_>,
    uncoded: usize,
    coded: usize,
    behind: usize,
) -> Result<(), XlsxError> {
    let blank = || (Cell::Centre(String::new()), Sign::Plain);
    let before = (0..uncoded).map(|_| blank());
    let codes = (1..=coded).map(|i| (Cell::Centre(format!("L{i}")), Sign::Plain));
    let behind = (0..behind).map(|_| blank());
    sheet.cells(&before.chain(codes).chain(behind).collect::<Vec<_>>())
}

/// The indicators of the school rule.
fn indicators(look: &Look<'_>) -> Vec<usize> {
    let items = look.paper.standard.pack.items.iter();
    let rule = items.filter_map(|item| match &item.kind {
        standards::ItemKind::Schools(rule) => Some(rule.indicators.clone()),
        _ => None,
    });
    rule.flatten().collect()
}

/// The head of an indicator: as the form words it, else by its title.
fn indicator_head(look: &Look<'_>, table: &Table, indicator: usize) -> Vec<String> {
    let indicator = &look.paper.standard.pack.indicators[indicator];
    let title = table.heads.get(&indicator.id).unwrap_or(&indicator.title);
    vec![look.paper.words.text(title).to_owned()]
}

/// The heads of a table's columns, the indicators spread out.
fn heads(look: &Look<'_>, table: &Table) -> Vec<Vec<String>> {
    let head = |column: &Column| match column.show {
        Show::Indicators => indicators(look)
            .into_iter()
            .map(|i| indicator_head(look, table, i))
            .collect(),
        _ => vec![column.head.get(look.paper.words.lang)],
    };
    table.columns.iter().flat_map(head).collect()
}

/// Stages that have rows.
fn stages<'a>(look: &Look<'a>) -> impl Iterator<Item = usize> + use<'a> {
    let found = look.found;
    let all = 0..look.paper.standard.pack.stages().len();
    all.filter(move |stage| found.sections.iter().any(|section| section.stage == *stage))
}
