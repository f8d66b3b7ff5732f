//! Every row with its figures: table Ⅱ-2.

use facts::table::Datum;
use indicators::{Figure, Section, Standing};
use rust_xlsxwriter::{Workbook, XlsxError};

use super::{close, codes, heads, indicators, open, stages};
use crate::report::names::{self, Sign};
use crate::report::telling::plain;
use crate::report::xlsx::figures::Look;
use crate::report::xlsx::layout::{Column, Show, Table};
use crate::report::xlsx::sheet::Cell;
use crate::words::tell;

pub(super) fn write(
    workbook: &mut Workbook,
    look: &Look<'_>,
    table: &Table,
) -> Result<(), XlsxError> {
    let paths = heads(look, table);
    let mut sheet = open(workbook, look, table, &widths(look, table))?;
    sheet.heads(&paths)?;
    let remarks = table
        .columns
        .iter()
        .filter(|column| column.show == Show::Remark)
        .count();
    codes(&mut sheet, 0, paths.len() - remarks, remarks)?;
    sheet.freeze(2)?;
    for stage in stages(look) {
        let rows: Vec<&Section> = look
            .found
            .sections
            .iter()
            .filter(|row| row.stage == stage)
            .collect();
        let title = names::stage(look.paper.words, look.county.standard, stage);
        sheet.band(&tell!(
            look.paper.words,
            "report-band",
            stage = title.to_owned(),
            count = rows.len()
        ))?;
        for (at, row) in rows.iter().enumerate() {
            let cells = table
                .columns
                .iter()
                .flat_map(|column| cells(look, table, column, (row, at + 1)));
            sheet.cells(&cells.collect::<Vec<_>>())?;
        }
    }
    close(&mut sheet, look, table, true)
}

fn widths(look: &Look<'_>, table: &Table) -> Vec<f64> {
    let width = |column: &Column| match column.show {
        Show::Number => vec![5.0],
        Show::Name => vec![28.0],
        Show::Indicators => vec![10.5; indicators(look).len()],
        Show::Outcome => vec![11.0],
        Show::Remark => vec![32.0],
        _ => vec![6.5],
    };
    table.columns.iter().flat_map(width).collect()
}

fn cells(
    look: &Look<'_>,
    table: &Table,
    column: &Column,
    (row, number): (&Section, usize),
) -> Vec<(Cell, Sign)> {
    let words = look.paper.words;
    let one = |cell: Cell| vec![(cell, Sign::Plain)];
    match &column.show {
        Show::Number => one(Cell::Number(number as f64, 0)),
        Show::Name => one(Cell::Text(names::section(
            words,
            look.county,
            row.school,
            Some(row.stage),
        ))),
        Show::Field(field) => vec![field_cell(look, row, field)],
        Show::Indicators => indicators(look)
            .into_iter()
            .map(|i| figure_cell(look, row, i))
            .collect(),
        Show::Outcome => {
            vec![Cell::said(names::outcome(words, row.outcome))]
        }
        Show::Remark => one(Cell::Text(remark(look, row, first_code(table)))),
        Show::Cells | Show::Composite => {
            vec![(Cell::Centre(tell!(words, "report-by-hand")), Sign::Open)]
        }
    }
}

/// A field of the return: a number, or the code of what was chosen.
fn field_cell(look: &Look<'_>, row: &Section, field: &str) -> (Cell, Sign) {
    let table = look.paper.facts.schools;
    let missing = |missing| {
        (
            Cell::Centre(names::missing(look.paper.words, missing)),
            Sign::Open,
        )
    };
    let Some(column) = table.form.column_for(field, Some(row.stage)) else {
        return missing(kernel::Missing::NotReported);
    };
    let about = table.form.field_of(column);
    match table.get(look.county.schools[row.school].row, column).datum {
        Datum::Number(number) => {
            let shown = about.unit.show(&number.into());
            (Cell::Number(shown.to_f64(), about.digits()), Sign::Plain)
        }
        Datum::Choice(option) => {
            let option = about.options.get(usize::from(option));
            let code = option
                .and_then(|option| option.codes.first())
                .cloned()
                .unwrap_or_default();
            match code.parse::<f64>() {
                Ok(code) => (Cell::Number(code, 0), Sign::Plain),
                Err(_) => (Cell::Centre(code), Sign::Plain),
            }
        }
        Datum::Missing(reason) => missing(reason),
    }
}

/// A figure as a number in its shown unit, or why there is none.
pub(in crate::report::xlsx) fn figure_cell(
    look: &Look<'_>,
    row: &Section,
    index: usize,
) -> (Cell, Sign) {
    let indicator = &look.paper.standard.pack.indicators[index];
    let figure: &Figure = &row.figures[index];
    match &figure.value {
        Ok(value) => {
            let sign = Sign::of_figure(figure);
            let sign = if sign == Sign::Near {
                Sign::Plain
            } else {
                sign
            };
            (
                Cell::Number(indicator.unit.show(value).to_f64(), indicator.digits),
                sign,
            )
        }
        Err(missing) => (
            Cell::Centre(names::missing(look.paper.words, *missing)),
            Sign::Open,
        ),
    }
}

/// The code of the first indicator's column: L7.
fn first_code(table: &Table) -> usize {
    table
        .columns
        .iter()
        .take_while(|column| column.show != Show::Indicators)
        .count()
        + 1
}

/// Which indicators are met, which only reach their floor, which are below or open: by the codes of
/// their columns, and by name where something is amiss.
fn remark(look: &Look<'_>, row: &Section, first: usize) -> String {
    let words = look.paper.words;
    let own = |standing: Standing| {
        let all = indicators(look).into_iter().enumerate();
        all.filter(move |(_, index)| row.figures[*index].standing == standing)
    };
    let names = |standing: Standing| {
        let name = |(at, index): (usize, usize)| {
            let short = words.text(&look.paper.standard.pack.indicators[index].short);
            words.bracketed(&format!("L{}", first + at), short)
        };
        own(standing).map(name).collect::<Vec<_>>()
    };
    let all = indicators(look).len();
    let met: Vec<String> = own(Standing::Met)
        .map(|(at, _)| format!("L{}", first + at))
        .collect();
    let mut parts = vec![match met.len() == all {
        true => tell!(words, "report-remark-all", count = all),
        false => tell!(
            words,
            "report-remark-met",
            count = met.len(),
            names = words.list(&met)
        ),
    }];
    let floor = floor_share(look, row);
    for (standing, id) in [
        (Standing::Floor, "floor"),
        (Standing::Below, "below"),
        (Standing::Unknown, "open"),
    ] {
        let names = names(standing);
        if !names.is_empty() {
            let names = words.list(&names);
            parts.push(match id {
                "floor" => tell!(
                    words,
                    "report-remark-floor",
                    share = floor.clone(),
                    names = names
                ),
                "below" => tell!(
                    words,
                    "report-remark-below",
                    share = floor.clone(),
                    names = names
                ),
                _ => tell!(words, "report-remark-open", names = names),
            });
        }
    }
    parts.extend(rounding(look, row));
    parts.join(&tell!(words, "report-semicolon"))
}

/// The floor as a share of the standard: 85%.
fn floor_share(look: &Look<'_>, row: &Section) -> String {
    let standard = look.paper.standard;
    let share = indicators(look).into_iter().find_map(|index| {
        let floor = standard.pack.indicators[index].floor?;
        Some(standard.parameter(floor, Some(row.stage))?.value.clone())
    });
    share.map_or_else(
        || tell!(look.paper.words, "report-floor"),
        |share| format!("{}%", plain(&(share * kernel::Exact::from(100u64)))),
    )
}

/// The raw values of figures that rounding would turn.
fn rounding(look: &Look<'_>, row: &Section) -> Vec<String> {
    let turned = indicators(look)
        .into_iter()
        .filter(|index| row.figures[*index].rounding_decides);
    let told = turned.filter_map(|index| {
        let indicator = &look.paper.standard.pack.indicators[index];
        let value = indicator.unit.show(row.figures[index].value.as_ref().ok()?);
        Some(tell!(
            look.paper.words,
            "report-remark-rounding",
            name = look.paper.words.text(&indicator.short).to_owned(),
            value = value.to_fixed(indicator.digits + 3)
        ))
    });
    told.collect()
}
