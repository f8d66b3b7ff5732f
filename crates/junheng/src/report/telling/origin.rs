//! Where did a figure come from, and why is one not there?

use formula::Value;
use indicators::{County, FigureProof, Input, Origin};
use kernel::{Document, Exact};
use standards::{DatedValue, Standard};

use crate::report::names;
use crate::report::telling::number::{of_unit, plain};
use crate::words::{Args, Words, tell};

/// An input of a formula as a person reads it.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// What it is called.
    pub(crate) title: String,
    /// Its value with its unit, or why there is none.
    pub(crate) value: String,
    /// Sheets and cells it was read from.
    pub(crate) cells: Vec<(Document, String)>,
    /// Where it came from, when not from cells.
    pub(crate) remark: String,
    /// Whether it is missing.
    pub(crate) is_missing: bool,
}

/// File, sheet and cell: 学校.xlsx · 小学 · C14
pub(crate) fn place(document: &Document, cell: &str) -> String {
    let parts = [document.file.as_str(), &document.sheet, cell];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

impl Source {
    /// Files, sheets and cells on one line, each sheet named once; else where it came from.
    pub(crate) fn told(&self) -> String {
        let mut told = self.remark.clone();
        let mut before: Option<&Document> = None;
        for (document, cell) in &self.cells {
            let next = match before == Some(document) {
                true => cell.clone(),
                false => place(document, cell),
            };
            told = format!("{told} {next}").trim_start().to_owned();
            before = Some(document);
        }
        told
    }
}

/// An input told.
pub(crate) fn source(standard: &Standard, input: &Input<'_>, words: &Words) -> Source {
    let cells = match &input.origin {
        Origin::Cells(cells) => cells
            .iter()
            .map(|cell| (cell.document.clone(), cell.place.address()))
            .collect(),
        _ => Vec::new(),
    };
    Source {
        title: words.text(&input.title).to_owned(),
        value: value(input, words),
        cells,
        remark: remark(standard, &input.origin, words),
        is_missing: matches!(input.value, Value::Missing(_)),
    }
}

/// The pupils of every stage by which a whole-school total was shared.
pub(crate) fn sources_of_split(
    county: &County<'_>,
    proof: &FigureProof<'_>,
    words: &Words,
) -> Vec<Source> {
    let table = county.facts.schools;
    let row = county.schools[proof.school].row;
    let pupils = &county.standard.pack.sections.pupils;
    let source = |(stage, _, count, _): &(usize, Exact, Exact, Exact)| {
        let column = table.form.column_for(pupils, Some(*stage))?;
        let cells = table.places(row, column).into_iter();
        Some(Source {
            title: words.text(&table.form.column_title(column)).to_owned(),
            value: names::with_unit(words, &plain(count), &table.form.field_of(column).unit),
            cells: cells
                .filter_map(|place| Some((table.document(place)?.clone(), place.address())))
                .collect(),
            remark: String::new(),
            is_missing: false,
        })
    };
    proof
        .split
        .iter()
        .flat_map(|split| &split.parts)
        .filter_map(source)
        .collect()
}

fn value(input: &Input<'_>, words: &Words) -> String {
    match &input.value {
        Value::Number(number) => {
            let number = of_unit(&input.unit, &input.unit.show(number));
            names::with_unit(words, &number, &input.unit)
        }
        Value::Truth(true) => tell!(words, "truth-yes"),
        Value::Truth(false) => tell!(words, "truth-no"),
        Value::Choice(_) => input
            .option
            .as_ref()
            .map_or_else(String::new, |option| words.text(option).to_owned()),
        Value::Missing(missing) => names::missing(words, *missing),
    }
}

fn remark(standard: &Standard, origin: &Origin<'_>, words: &Words) -> String {
    match origin {
        Origin::Cells(_) => String::new(),
        Origin::AbsentStage => tell!(words, "report-origin-absent-stage"),
        Origin::Nowhere => tell!(words, "report-origin-nowhere"),
        Origin::Parameter(entry) => entry_text(standard, entry, words),
        Origin::Switch => tell!(words, "report-origin-switch"),
        Origin::NotInForce => tell!(words, "missing-not-in-force"),
    }
}

/// The clause of a dated value, and how we know it: `教督〔2017〕6号 资源配置第1项（公开转录）`.
pub(crate) fn entry_text(standard: &Standard, entry: &DatedValue, words: &Words) -> String {
    let basis = words.named(&format!("basis-{}", entry.basis.code()), &Args::new());
    words.bracketed(&citation(standard, &entry.citation, words), &basis)
}

/// A document and the clause in it.
pub(crate) fn citation(
    standard: &Standard,
    citation: &standards::Citation,
    words: &Words,
) -> String {
    let document = standard.pack.document(&citation.document);
    let called = document.map(|document| {
        document
            .number
            .clone()
            .unwrap_or_else(|| words.text(&document.title).to_owned())
    });
    let parts: Vec<String> = called
        .into_iter()
        .chain([citation.clause.clone()])
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" ")
}
