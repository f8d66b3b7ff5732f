//! The basis of every figure: value, formula, inputs and their cells, one row each.

mod figures;
mod items;
mod spreads;

use indicators::Working;
use rust_xlsxwriter::{Workbook, XlsxError};

use crate::report::names::{Said, Sign};
use crate::report::telling::{self, Line, Paper, deciding, lines, source};
use crate::report::xlsx::figures::Look;
use crate::report::xlsx::layout::Layout;
use crate::report::xlsx::sheet::{Cell, Sheet};
use crate::words::{Words, tell};

/// Rows of all counties up to which every figure has its row.
const ROWS: usize = 12_000;
/// Inputs written out for one figure: a sum over schools has hundreds.
const INPUTS: usize = 24;

/// A row of the sheet.
#[derive(Default)]
struct Basis {
    whose: String,
    stage: String,
    what: String,
    value: Option<(f64, u32)>,
    words: String,
    unit: String,
    limit: String,
    said: Option<Said>,
    clause: String,
    formula: String,
    figures: String,
    inputs: String,
}

pub(super) fn write(
    workbook: &mut Workbook,
    paper: &Paper<'_>,
    layout: Option<&Layout>,
) -> Result<(), XlsxError> {
    let words = paper.words;
    let widths = [
        20.0, 7.0, 24.0, 12.0, 9.0, 14.0, 13.0, 18.0, 34.0, 34.0, 54.0,
    ];
    let mut sheet = Sheet::new(workbook, words, &tell!(words, "report-tab-basis"), &widths)?;
    sheet.title(&tell!(words, "report-basis-title"))?;
    sheet.subtitle(&tell!(words, "report-proofs-why"))?;
    let head = sheet.row();
    let heads = [
        tell!(words, "report-whose-figure"),
        tell!(words, "report-stage"),
        tell!(words, "report-what"),
        tell!(words, "report-value"),
        tell!(words, "report-unit"),
        tell!(words, "report-limits"),
        tell!(words, "report-result"),
        tell!(words, "report-clause"),
        tell!(words, "report-formula"),
        tell!(words, "report-reckoning"),
        tell!(words, "report-inputs"),
    ];
    sheet.heads(&heads.map(|head| vec![head]))?;
    sheet.freeze(1)?;
    if paper.sections() > ROWS {
        return sheet.note(&tell!(
            words,
            "report-basis-bounded",
            rows = paper.sections()
        ));
    }
    for (county, found) in paper.judged {
        let look = Look {
            paper,
            county,
            found,
        };
        figures::figures(&mut sheet, &look)?;
        spreads::spreads(&mut sheet, &look)?;
        items::items(&mut sheet, &look)?;
        items::declared(&mut sheet, &look, layout)?;
    }
    sheet.filter(head)
}

fn row(sheet: &mut Sheet<'_>, look: &Look<'_>, basis: Basis) -> Result<(), XlsxError> {
    let value = match basis.value {
        Some((value, digits)) => Cell::Number(value, digits),
        None => Cell::Centre(basis.words),
    };
    let result = match basis.said {
        Some(said) => Cell::said(said),
        None => (
            Cell::Centre(tell!(look.paper.words, "outcome-not-judged")),
            Sign::Plain,
        ),
    };
    let plain = |cell: Cell| (cell, Sign::Plain);
    sheet.cells(&[
        plain(Cell::text(basis.whose)),
        plain(Cell::Centre(basis.stage)),
        plain(Cell::text(basis.what)),
        plain(value),
        plain(Cell::Centre(basis.unit)),
        plain(Cell::Centre(basis.limit)),
        result,
        plain(Cell::text(basis.clause)),
        plain(Cell::text(basis.formula)),
        plain(Cell::text(basis.figures)),
        plain(Cell::text(basis.inputs)),
    ])
}
/// A formula, without those it uses by name.
fn one(look: &Look<'_>, working: &Working<'_>) -> Line {
    let mut lines = lines(
        &look.paper.standard.pack,
        working,
        String::new(),
        look.paper.words,
    );
    lines.swap_remove(0)
}

/// A reckoning in figures, a line each.
fn sums(lines: &[Line], words: &Words) -> String {
    let reckoned = lines.iter().filter(|line| !line.figures.is_empty());
    let sums: Vec<String> = reckoned.map(|line| line.sum(words)).collect();
    sums.join("\n")
}

/// Names, values and cells of what decided a formula.
fn inputs(look: &Look<'_>, workings: &[&Working<'_>], more: Vec<telling::Source>) -> String {
    let (words, standard) = (look.paper.words, look.paper.standard);
    let mut sources = Vec::new();
    for working in workings {
        sources.extend(deciding(working).map(|input| source(standard, input, words)));
    }
    let mut told: Vec<String> = Vec::new();
    for input in sources.into_iter().chain(more) {
        let line = words.bracketed(&format!("{} {}", input.title, input.value), &input.told());
        if !told.contains(&line) {
            told.push(line);
        }
    }
    let more = told.len().saturating_sub(INPUTS);
    told.truncate(INPUTS);
    if more > 0 {
        told.push(tell!(words, "report-and-more", count = more));
    }
    told.join("\n")
}
