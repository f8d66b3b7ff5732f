//! The nouns of a proof: reckonings, inputs, and the documents they were read from.

use indicators::Working;
use kernel::Document;
use serde::Serialize;

use crate::report::html::county::Look;
use crate::report::html::table::Mark;
use crate::report::names;
use crate::report::telling::{Source, plain, source, worked};

/// One figure or test, proved.
#[derive(Debug, Default, Serialize)]
pub(super) struct Proof {
    pub(super) anchor: Option<String>,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) clause: String,
    pub(super) lines: Vec<Line>,
    pub(super) inputs: Vec<InputLine>,
    pub(super) inputs_more: usize,
    pub(super) value: String,
    pub(super) limit: String,
    pub(super) floor: String,
    pub(super) mark: Option<Mark>,
    pub(super) rounding: bool,
}

/// A line of a reckoning: what is meant, how it reads, how it comes out.
#[derive(Debug, Default, Serialize)]
pub(super) struct Line {
    pub(super) label: String,
    pub(super) words: String,
    pub(super) figures: String,
    pub(super) result: String,
}

/// A figure that went in.
#[derive(Debug, Serialize)]
pub(super) struct InputLine {
    pub(super) title: String,
    pub(super) value: String,
    pub(super) missing: bool,
    pub(super) cells: Vec<CellRef>,
    pub(super) remark: String,
}

/// A cell of one of the page's documents.
#[derive(Debug, Serialize)]
pub(super) struct CellRef {
    pub(super) document: usize,
    pub(super) address: String,
}

/// The documents a page has named so far.
#[derive(Default)]
pub(super) struct Legend(Vec<Document>);

impl Legend {
    fn place(&mut self, document: Document) -> usize {
        let known = self.0.iter().position(|known| *known == document);
        known.unwrap_or_else(|| {
            self.0.push(document);
            self.0.len() - 1
        })
    }

    pub(super) fn told(&self) -> Vec<String> {
        let told = |document: &Document| match document.sheet.as_str() {
            "" => document.file.clone(),
            sheet => format!("{} · {sheet}", document.file),
        };
        self.0.iter().map(told).collect()
    }
}

/// A formula in words and figures with its result in base units.
pub(super) fn line(look: &Look<'_>, working: &Working<'_>, label: String) -> Line {
    let told = worked(&look.paper.standard.pack, working, look.words());
    let unit = &working.explanation.unit;
    if !matches!(working.explanation.value, formula::Value::Number(_)) && !compares(working) {
        return Line {
            label,
            words: told.words,
            ..Line::default()
        };
    }
    let result = match &working.explanation.value {
        formula::Value::Number(number) => {
            names::with_unit(look.words(), &plain(&unit.show(number)), unit)
        }
        formula::Value::Missing(missing) => names::missing(look.words(), *missing),
        _ => String::new(),
    };
    // A single name needs no reckoning.
    let single = result == told.figures || result.starts_with(&format!("{} ", told.figures));
    let figures = if single { String::new() } else { told.figures };
    Line {
        label,
        words: told.words,
        figures,
        result,
    }
}

/// Whether a formula compares numbers, or only asks what was chosen.
fn compares(working: &Working<'_>) -> bool {
    fn within(node: &formula::Explanation) -> bool {
        let sign = matches!(&node.step, formula::Step::Apply { sign } if ["<", "<=", "=", "!=", ">", ">="].contains(sign));
        sign || node.parts.iter().any(within)
    }
    within(&working.explanation)
}

/// The named formulas behind a formula.
pub(super) fn steps(look: &Look<'_>, working: &Working<'_>) -> Vec<Line> {
    let told = worked(&look.paper.standard.pack, working, look.words());
    let step = |step: crate::report::telling::Step| Line {
        label: step.title,
        words: step.words,
        figures: step.figures,
        result: step.result,
    };
    told.steps.into_iter().map(step).collect()
}

/// The inputs of a formula; of a sum over schools only the county's own.
pub(super) fn inputs(
    look: &Look<'_>,
    working: &Working<'_>,
    legend: &mut Legend,
) -> Vec<InputLine> {
    deciding(look, working)
        .map(|input| input_line(look, input, legend))
        .collect()
}

/// The inputs on which a result hangs; what an unmet condition left aside is not told.
pub(super) fn deciding<'w>(
    look: &Look<'_>,
    working: &'w Working<'w>,
) -> impl Iterator<Item = &'w indicators::Input<'w>> {
    let mut used = worked(&look.paper.standard.pack, working, look.words()).used;
    working.inputs.iter().filter(move |input| {
        let own = used.iter().position(|name| *name == input.name);
        // A value of the law is told once, however many schools it was asked for.
        own.is_some_and(|at| {
            input.school.is_some() || {
                used.remove(at);
                true
            }
        })
    })
}

pub(super) fn input_line(
    look: &Look<'_>,
    input: &indicators::Input<'_>,
    legend: &mut Legend,
) -> InputLine {
    told_line(source(look.paper.standard, input, look.words()), legend)
}

pub(super) fn told_line(told: Source, legend: &mut Legend) -> InputLine {
    let cells = told.cells.into_iter();
    InputLine {
        title: told.title,
        value: told.value,
        missing: told.is_missing,
        cells: cells
            .map(|(document, address)| CellRef {
                document: legend.place(document),
                address,
            })
            .collect(),
        remark: told.remark,
    }
}
