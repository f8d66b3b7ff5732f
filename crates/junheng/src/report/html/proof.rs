//! The nouns of a proof: reckonings, inputs, and the documents they were read from.

use indicators::Working;
use kernel::Document;
use serde::Serialize;

use crate::report::html::county::Look;
use crate::report::html::table::Mark;
use crate::report::telling::{Line, Source, deciding, source};

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

/// The inputs of a formula; of a sum over schools only the county's own.
pub(super) fn inputs(
    look: &Look<'_>,
    working: &Working<'_>,
    legend: &mut Legend,
) -> Vec<InputLine> {
    deciding(working)
        .map(|input| input_line(look, input, legend))
        .collect()
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
