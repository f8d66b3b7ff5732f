//! Plain tables for packs without official ones, and for several counties: counties, spreads, rows,
//! items.

use indicators::{CountyAssessment, ItemOutcome, Outcome};
use rust_xlsxwriter::{Workbook, XlsxError};

use crate::report::names::{self, Sign};
use crate::report::telling::Paper;
use crate::report::xlsx::declaration::figure_cell;
use crate::report::xlsx::figures::Look;
use crate::report::xlsx::sheet::{Cell, Sheet};
use crate::words::tell;

/// Rows of a sheet.
const MOST: usize = 1_000_000;

pub(super) fn write(workbook: &mut Workbook, paper: &Paper<'_>) -> Result<(), XlsxError> {
    counties(workbook, paper)?;
    spreads(workbook, paper)?;
    rows(workbook, paper)?;
    if paper.standard.pack.items.is_empty() {
        Ok(())
    } else {
        items(workbook, paper)
    }
}

fn looks<'a>(paper: &'a Paper<'a>) -> impl Iterator<Item = Look<'a>> {
    paper.judged.iter().map(move |(county, found)| Look {
        paper,
        county,
        found,
    })
}

fn plain(cell: Cell) -> (Cell, Sign) {
    (cell, Sign::Plain)
}

fn whole(count: usize) -> (Cell, Sign) {
    plain(Cell::Number(count as f64, 0))
}

fn lead(found: &CountyAssessment) -> [(Cell, Sign); 2] {
    [
        plain(Cell::text(&*found.name)),
        plain(Cell::Centre(found.year.to_string())),
    ]
}

fn open<'w>(
    workbook: &'w mut Workbook,
    paper: &Paper<'_>,
    tab: &str,
    heads: Vec<String>,
    widths: &[f64],
) -> Result<Sheet<'w>, XlsxError> {
    let words = paper.words;
    let mut sheet = Sheet::new(workbook, words, tab, widths)?;
    sheet.title(&format!(
        "{} · {tab}",
        words.text(&paper.standard.pack.title)
    ))?;
    sheet.heads(&heads.into_iter().map(|head| vec![head]).collect::<Vec<_>>())?;
    sheet.freeze(2)?;
    Ok(sheet)
}

/// One row a county.
fn counties(workbook: &mut Workbook, paper: &Paper<'_>) -> Result<(), XlsxError> {
    let words = paper.words;
    let heads = [
        tell!(words, "report-county"),
        tell!(words, "report-year"),
        tell!(words, "report-schools-count"),
        tell!(words, "report-row-count"),
        tell!(words, "report-failed-rows"),
        tell!(words, "report-verdict"),
        tell!(words, "report-failed-items"),
    ];
    let widths = [28.0, 9.0, 11.0, 11.0, 11.0, 18.0, 70.0];
    let mut sheet = open(
        workbook,
        paper,
        &tell!(words, "report-tab-counties"),
        heads.into(),
        &widths,
    )?;
    for look in looks(paper) {
        let failed = look
            .found
            .sections
            .iter()
            .filter(|row| row.outcome == Outcome::Fail)
            .count();
        let mut cells = lead(look.found).to_vec();
        cells.extend([
            whole(look.county.schools.len()),
            whole(look.found.sections.len()),
            whole(failed),
        ]);
        cells.push(Cell::said(names::outcome(words, look.found.verdict)));
        cells.push(plain(Cell::text(failed_items(&look))));
        sheet.cells(&cells)?;
    }
    Ok(())
}

fn failed_items(look: &Look<'_>) -> String {
    let failed = look
        .found
        .items
        .iter()
        .filter(|result| result.outcome == ItemOutcome::NotMet);
    let told = failed.map(|result| {
        let item = &look.paper.standard.pack.items[result.item];
        names::called(&item.id, look.paper.words.text(&item.title))
    });
    look.paper.words.list(told)
}

/// One row a county, stage and indicator.
fn spreads(workbook: &mut Workbook, paper: &Paper<'_>) -> Result<(), XlsxError> {
    let words = paper.words;
    let heads = [
        tell!(words, "report-county"),
        tell!(words, "report-year"),
        tell!(words, "report-stage"),
        tell!(words, "report-indicator"),
        tell!(words, "report-unit"),
        tell!(words, "report-rows-counted"),
        tell!(words, "report-rows-missing"),
        tell!(words, "report-mean"),
        tell!(words, "report-sd"),
        tell!(words, "report-cv"),
        tell!(words, "report-limit"),
        tell!(words, "report-result"),
    ];
    let widths = [
        28.0, 9.0, 14.0, 34.0, 12.0, 10.0, 10.0, 14.0, 14.0, 12.0, 9.0, 16.0,
    ];
    let mut sheet = open(
        workbook,
        paper,
        &tell!(words, "report-tab-spreads"),
        heads.into(),
        &widths,
    )?;
    for look in looks(paper) {
        for spread in &look.found.spreads {
            sheet.cells(&spread_cells(&look, spread))?;
        }
    }
    Ok(())
}

fn spread_cells(look: &Look<'_>, spread: &indicators::SpreadResult) -> Vec<(Cell, Sign)> {
    let (words, indicator) = (
        look.paper.words,
        &look.paper.standard.pack.indicators[spread.indicator],
    );
    let number = |value: Option<f64>, digits: u32| match value {
        Some(value) => plain(Cell::Number(value, digits)),
        None => (Cell::Centre(tell!(words, "report-no-spread")), Sign::Open),
    };
    let digits = indicator.spread.as_ref().map_or(3, |rule| rule.digits);
    let mut cells = lead(look.found).to_vec();
    cells.extend([
        plain(Cell::Centre(
            names::stage(words, look.county.standard, spread.stage).to_owned(),
        )),
        plain(Cell::text(names::with_id(
            &indicator.id,
            words.text(&indicator.title),
        ))),
        plain(Cell::Centre(indicator.unit.label(words.lang))),
        whole(spread.rows.len()),
        whole(spread.missing.len()),
        number(
            spread
                .mean
                .as_ref()
                .map(|mean| indicator.unit.show(mean).to_f64()),
            indicator.digits,
        ),
        number(
            spread.sd.map(|sd| sd / indicator.unit.scale().to_f64()),
            indicator.digits.max(2),
        ),
        number(spread.cv, digits),
        match &spread.limit {
            Some(limit) => plain(Cell::Number(limit.to_f64(), 2)),
            None => plain(Cell::Centre(tell!(words, "standing-no-limit"))),
        },
        Cell::said(names::spread(words, spread.standing, spread.lamp)),
    ]);
    cells
}

/// One row a section; a column an indicator.
fn rows(workbook: &mut Workbook, paper: &Paper<'_>) -> Result<(), XlsxError> {
    let words = paper.words;
    let indicators = &paper.standard.pack.indicators;
    let shown: Vec<usize> = (0..indicators.len())
        .filter(|index| somewhere(paper, *index))
        .collect();
    let mut heads = vec![
        tell!(words, "report-county"),
        tell!(words, "report-year"),
        tell!(words, "report-school-code"),
        tell!(words, "report-school"),
        tell!(words, "report-township"),
        tell!(words, "report-stage"),
        tell!(words, "report-pupils"),
    ];
    let head = |index: &usize| {
        let indicator = &indicators[*index];
        words.bracketed(
            &names::with_id(&indicator.id, words.text(&indicator.short)),
            &indicator.unit.label(words.lang),
        )
    };
    heads.extend(shown.iter().map(head));
    heads.push(tell!(words, "report-result"));
    let mut widths = vec![22.0, 8.0, 15.0, 30.0, 14.0, 12.0, 10.0];
    widths.extend(vec![13.0; shown.len()]);
    widths.push(16.0);
    let mut sheet = open(
        workbook,
        paper,
        &tell!(words, "report-tab-rows"),
        heads,
        &widths,
    )?;
    let all = looks(paper).flat_map(|look| look.found.sections.iter().map(move |row| (look, row)));
    for (look, row) in all.take(MOST) {
        sheet.cells(&row_cells(&look, row, &shown))?;
    }
    Ok(())
}

fn somewhere(paper: &Paper<'_>, index: usize) -> bool {
    let sections = paper.judged.iter().flat_map(|(_, found)| &found.sections);
    sections
        .into_iter()
        .any(|row| row.figures[index].value.is_ok())
}

fn row_cells(look: &Look<'_>, row: &indicators::Section, shown: &[usize]) -> Vec<(Cell, Sign)> {
    let words = look.paper.words;
    let subject = look.county.subject(&look.county.schools[row.school]);
    let mut cells = lead(look.found).to_vec();
    cells.extend([
        plain(Cell::text(&*subject.code)),
        plain(Cell::text(names::section(
            words,
            look.county,
            row.school,
            Some(row.stage),
        ))),
        plain(Cell::text(subject.township.as_deref().unwrap_or_default())),
        plain(Cell::Centre(
            names::stage(words, look.county.standard, row.stage).to_owned(),
        )),
        match &row.pupils {
            Ok(pupils) => plain(Cell::Number(pupils.to_f64(), 0)),
            Err(missing) => (
                Cell::Centre(crate::report::names::missing(words, *missing)),
                Sign::Open,
            ),
        },
    ]);
    cells.extend(shown.iter().map(|index| figure_cell(look, row, *index)));
    cells.push(Cell::said(names::outcome(words, row.outcome)));
    cells
}

/// One row a county and item.
fn items(workbook: &mut Workbook, paper: &Paper<'_>) -> Result<(), XlsxError> {
    let words = paper.words;
    let heads = [
        tell!(words, "report-county"),
        tell!(words, "report-year"),
        tell!(words, "report-group"),
        tell!(words, "report-item"),
        tell!(words, "report-result"),
        tell!(words, "report-clause"),
    ];
    let widths = [28.0, 9.0, 22.0, 70.0, 18.0, 40.0];
    let mut sheet = open(
        workbook,
        paper,
        &tell!(words, "report-tab-items"),
        heads.into(),
        &widths,
    )?;
    for look in looks(paper) {
        for result in &look.found.items {
            let item = &paper.standard.pack.items[result.item];
            let group = &paper.standard.pack.groups[item.group];
            let mut cells = lead(look.found).to_vec();
            cells.extend([
                plain(Cell::text(words.text(&group.title))),
                plain(Cell::text(names::with_id(
                    &item.id,
                    words.text(&item.title),
                ))),
                Cell::said(names::item(words, group, result.outcome)),
                plain(Cell::text(crate::report::telling::citation(
                    paper.standard,
                    &item.citation,
                    words,
                ))),
            ]);
            sheet.cells(&cells)?;
        }
    }
    Ok(())
}
