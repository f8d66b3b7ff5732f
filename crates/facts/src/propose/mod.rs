//! What could a file nobody has seen before mean? A mapping file is proposed from its heads.
//!
//! What is certain (a head that is a title or alias of the form, filler words aside) is written down
//! with its confidence; what is only likely stands there as a comment with its candidates, for a
//! person to decide. A proposal always loads as a mapping file.

mod candidates;
mod layout;
mod write;

use std::sync::Arc;

use kernel::{Document, Finding, Lang};

use crate::catalogue::Form;
use crate::codes;
use crate::mapping::{OwnHeads, Shape};
use crate::reading::{Content, Fields, Input, Limits, Next, RowRef, Sheet, TextReader, open};
use candidates::{Match, match_heads};
use layout::{Layout, layout};

/// A proposed mapping file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The file's text, with comments.
    pub toml: String,
    /// The form it is for.
    pub form: String,
    /// Heads that were mapped.
    pub certain: usize,
    /// Heads that stand as comments with candidates.
    pub uncertain: usize,
    /// Heads nothing is like.
    pub unknown: usize,
}

/// Rows of a file that are looked at.
const ROWS: usize = 400;

/// Proposes a mapping file for a file; nothing when it cannot be read or holds no table.
pub fn propose(
    input: Input<'_>,
    forms: &[Arc<Form>],
    lang: Lang,
    limits: &Limits,
) -> (Option<Proposal>, Vec<Finding>) {
    let mut findings = Vec::new();
    let Some(book) = open(input, limits, &mut findings) else {
        return (None, findings);
    };
    let sheets = match book.content {
        Content::Sheets(sheets) => sheets,
        Content::Text(mut reader) => vec![top_of(&mut reader)],
    };
    let proposals = sheets
        .iter()
        .flat_map(|sheet| forms.iter().map(move |form| (sheet, form)));
    let best = proposals
        .filter_map(|(sheet, form)| sketch(sheet, form))
        .max_by_key(|sketch| sketch.weight());
    let Some(sketch) = best else {
        let document = Document {
            file: book.name,
            sheet: String::new(),
        };
        let finding = codes::NO_TABLE.found();
        findings.push(finding.in_document(&document));
        return (None, findings);
    };
    (Some(sketch.proposal(&book.name, lang)), findings)
}

fn top_of(reader: &mut TextReader<'_>) -> Sheet {
    let mut rows = Vec::new();
    let mut fields = Fields::default();
    while rows.len() < ROWS {
        match reader.next(&mut fields) {
            Ok(Next::Row) => {
                let cells = RowRef::Fields(&fields).cells();
                rows.push(cells.map(crate::reading::CellRef::to_cell).collect());
            }
            Ok(Next::TooLong { .. } | Next::QuoteOpen { .. }) => rows.push(Vec::new()),
            Ok(Next::End | Next::Limit) | Err(_) => break,
        }
    }
    Sheet::of_rows(rows)
}

/// A sheet understood as far as it goes.
struct Sketch<'a> {
    sheet: &'a Sheet,
    form: &'a Arc<Form>,
    layout: Layout,
    matches: Vec<Match>,
}

fn sketch<'a>(sheet: &'a Sheet, form: &'a Arc<Form>) -> Option<Sketch<'a>> {
    let own = OwnHeads::new(form);
    let layout = layout(sheet, &own)?;
    let matches = match_heads(&layout, form, &own);
    Some(Sketch {
        sheet,
        form,
        layout,
        matches,
    })
}

impl Sketch<'_> {
    /// How much of the sheet is understood: certain heads count most.
    fn weight(&self) -> (usize, usize, usize) {
        let certain = self
            .matches
            .iter()
            .filter(|found| found.is_certain())
            .count();
        let likely = self
            .matches
            .iter()
            .filter(|found| !found.candidates.is_empty())
            .count();
        (certain, likely, self.matches.len())
    }

    fn proposal(&self, file: &str, lang: Lang) -> Proposal {
        let count = |test: &dyn Fn(&Match) -> bool| self.matches.iter().filter(|m| test(m)).count();
        Proposal {
            toml: write::toml(self, file, lang),
            form: self.form.id.clone(),
            certain: count(&Match::is_certain),
            uncertain: count(&|found| !found.is_certain() && !found.candidates.is_empty()),
            unknown: count(&|found| !found.is_certain() && found.candidates.is_empty()),
        }
    }

    fn is_card(&self) -> bool {
        self.layout.shape == Shape::Cards
    }
}
