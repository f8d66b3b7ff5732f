//! Means and coefficients of variation: table Ⅲ.

use indicators::SpreadResult;
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
    let words = look.paper.words;
    let mut paths = heads(look, table);
    let coded = paths.len();
    paths.splice(
        0..0,
        [
            vec![tell!(words, "report-stage")],
            vec![tell!(words, "report-line")],
        ],
    );
    let mut widths = vec![9.0, 18.0];
    widths.extend(vec![15.0; coded]);
    let mut sheet = open(workbook, look, table, &widths)?;
    sheet.heads(&paths)?;
    codes(&mut sheet, 2, coded, 0)?;
    sheet.freeze(2)?;
    for stage in stages(look) {
        write_stage(&mut sheet, look, table, stage)?;
    }
    close(&mut sheet, look, table, true)
}

fn write_stage(
    sheet: &mut Sheet<'_>,
    look: &Look<'_>,
    table: &Table,
    stage: usize,
) -> Result<(), XlsxError> {
    let (words, top) = (look.paper.words, sheet.row());
    let title = names::stage(words, look.county.standard, stage);
    let limit = look
        .found
        .spreads
        .iter()
        .find(|spread| spread.stage == stage)
        .and_then(|s| s.limit.clone());
    let cv = tell!(words, "report-cv");
    let cv = limit.map_or(cv.clone(), |limit| {
        words.bracketed(&cv, &format!("≤ {limit}"))
    });
    for (label, mean) in [(tell!(words, "report-county-mean"), true), (cv, false)] {
        let lead = [
            (Cell::Label(title.to_owned()), Sign::Plain),
            (Cell::Label(label), Sign::Plain),
        ];
        let cells = table.columns.iter().flat_map(|column| match column.show {
            Show::Indicators => indicators(look)
                .into_iter()
                .map(|i| cell(look, stage, i, mean))
                .collect(),
            _ => vec![composite(look, stage, mean)],
        });
        sheet.cells(&lead.into_iter().chain(cells).collect::<Vec<_>>())?;
    }
    sheet.merge_label(top, title)
}

fn cell(look: &Look<'_>, stage: usize, index: usize, mean: bool) -> (Cell, Sign) {
    let own = |spread: &&SpreadResult| spread.stage == stage && spread.indicator == index;
    let indicator = &look.paper.standard.pack.indicators[index];
    let Some(spread) = look.found.spreads.iter().find(own) else {
        return (
            Cell::Centre(tell!(look.paper.words, "report-no-spread")),
            Sign::Open,
        );
    };
    let digits = indicator.spread.as_ref().map_or(3, |rule| rule.digits);
    let value = match mean {
        true => spread
            .mean
            .as_ref()
            .map(|mean| (indicator.unit.show(mean).to_f64(), indicator.digits)),
        false => spread.cv.map(|cv| (cv, digits)),
    };
    let sign = Sign::of_spread(spread);
    match value {
        None => (
            Cell::Centre(tell!(look.paper.words, "report-no-spread")),
            Sign::Open,
        ),
        Some((value, digits)) if sign == Sign::Open => {
            (Cell::Centre(without(look, spread, value, digits)), sign)
        }
        Some((value, digits)) if mean => (Cell::Number(value, digits), Sign::Plain),
        Some((value, digits)) => (
            Cell::Number(value, digits),
            if sign == Sign::Near {
                Sign::Plain
            } else {
                sign
            },
        ),
    }
}

/// What the rows with a figure came to, when others lack theirs.
fn without(look: &Look<'_>, spread: &SpreadResult, value: f64, digits: u32) -> String {
    let digits = digits as usize;
    tell!(
        look.paper.words,
        "report-spread-open",
        missing = spread.missing.len(),
        rows = spread.rows.len(),
        value = format!("{value:.digits$}")
    )
}

fn composite(look: &Look<'_>, stage: usize, mean: bool) -> (Cell, Sign) {
    let own = look
        .found
        .composites
        .iter()
        .find(|composite| composite.stage == stage);
    match own.filter(|_| !mean).map(|composite| composite.value) {
        Some(Some(value)) => (Cell::Number(value, 3), Sign::Plain),
        Some(None) => (
            Cell::Centre(tell!(look.paper.words, "report-composite-open")),
            Sign::Open,
        ),
        None => (Cell::Centre("——".to_owned()), Sign::Plain),
    }
}
