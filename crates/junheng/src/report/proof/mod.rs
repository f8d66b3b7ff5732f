//! Why is a figure what it is? Clause, formula, split, inputs, cells: so that a person with a
//! calculator gets the same.
//!
//! A [`Proof`] is made of labelled lines and tables for the screen and JSON; how its formulas read is
//! told as in the reports, by [`telling`].

mod figure;
mod item;
mod spread;
mod whole;

use indicators::{Cell, County, CountyAssessment, Target};
use kernel::Text;
use serde::Serialize;
use standards::{Citation, Standard};
use textwrap::core::display_width;

use crate::report::telling;
use crate::terminal::{self, Look, Tone};
use crate::words::{Words, tell};

/// An answer to "why?".
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Proof {
    /// What it is about.
    pub(crate) title: String,
    /// What it came to: sign and word.
    pub(crate) outcome: String,
    /// Why.
    pub(crate) blocks: Vec<Block>,
    #[serde(skip)]
    tone: Tone,
}

/// A part of a proof.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub(crate) enum Block {
    /// A labelled line.
    Line {
        /// 出处
        label: String,
        /// What is said.
        text: String,
        /// Of a formula: as the standard's files write it, for machines and authors of packs.
        #[serde(skip_serializing_if = "String::is_empty")]
        written: String,
    },
    /// A table; the first column is text, the others are numbers unless `text` says otherwise.
    Table {
        /// 原始数据
        title: String,
        /// Heads.
        head: Vec<String>,
        /// Rows.
        rows: Vec<Vec<String>>,
        /// Columns that are text.
        text: Vec<usize>,
        /// Of inputs: the name that each row has in formulas, for machines.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        names: Vec<String>,
    },
}

/// Makes proofs of one county.
pub(crate) struct Prover<'a> {
    /// The language.
    pub(crate) words: &'a Words,
    /// The county.
    pub(crate) county: &'a County<'a>,
    /// What was found.
    pub(crate) found: &'a CountyAssessment,
}

impl Prover<'_> {
    /// Why the thing a person asked about is what it is.
    pub(crate) fn prove(&self, target: Target) -> Option<Proof> {
        match target {
            Target::County => Some(self.of_county()),
            Target::School(school) => Some(self.of_school(school, None)),
            Target::Section(school, stage) => Some(self.of_school(school, Some(stage))),
            Target::Figure(school, stage, indicator) => self
                .county
                .explain_figure(school, stage, indicator)
                .map(|proof| self.of_figure(&proof)),
            Target::Spread(stage, indicator) => self
                .county
                .explain_spread(self.found, stage, indicator)
                .map(|proof| self.of_spread(&proof)),
            Target::Composite(stage) => Some(self.of_composite(stage)),
            Target::Item(item) => Some(self.of_item(item)),
            Target::Test(item, test, school, stage) => self.of_test(item, test, school, stage),
        }
    }

    pub(super) fn standard(&self) -> &Standard {
        self.county.standard
    }

    pub(super) fn line(&self, label: String, text: impl Into<String>) -> Block {
        Block::Line {
            label,
            text: text.into(),
            written: String::new(),
        }
    }

    /// A formula in words, and as it is written.
    pub(super) fn formula(&self, label: String, text: String, written: &str) -> Block {
        Block::Line {
            label,
            text,
            written: one_line(written),
        }
    }

    pub(super) fn source(&self, citation: &Citation) -> Block {
        self.line(tell!(self.words, "label-source"), self.citation(citation))
    }

    pub(super) fn citation(&self, citation: &Citation) -> String {
        telling::citation(self.standard(), citation, self.words)
    }

    pub(super) fn note(&self, note: Option<&Text>) -> Option<Block> {
        note.map(|note| self.line(tell!(self.words, "label-note"), self.words.text(note)))
    }
}

/// A formula written over several lines, on one.
fn one_line(formula: &str) -> String {
    formula.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A cell in words: 学校.xlsx · 小学 · C14
pub(crate) fn cell_told(cell: &Cell) -> String {
    telling::place(&cell.document, &cell.place.address())
}

/// A proof as text.
pub(crate) fn text(words: &Words, look: Look, proof: &Proof) -> String {
    let mut page = format!(
        "{}\n",
        look.paint(Tone::Strong, &look.paragraph(&proof.title, 0))
    );
    if !proof.outcome.is_empty() {
        page.push_str(&format!("{}\n", look.paint(proof.tone, &proof.outcome)));
    }
    for block in &proof.blocks {
        match block {
            Block::Line { label, text, .. } => {
                page.push_str(&format!(
                    "{}\n",
                    look.paragraph(&words.labelled(label, text), 2)
                ));
            }
            Block::Table {
                title,
                head,
                rows,
                text,
                ..
            } => {
                page.push_str(&format!(
                    "{}\n{}\n",
                    look.paragraph(title, 2),
                    table(look, head, rows, text)
                ));
            }
        }
    }
    page
}

/// A table; a list where its columns would not fit side by side.
fn table(look: Look, head: &[String], rows: &[Vec<String>], text: &[usize]) -> String {
    if natural_width(head, rows) + INDENT > look.width {
        return rows
            .iter()
            .map(|row| listed(look, head, row, text))
            .collect::<Vec<_>>()
            .join("\n");
    }
    let mut table = look.table(head.iter().cloned());
    for row in rows {
        let cells = row.iter().enumerate().map(|(i, words)| {
            if text.contains(&i) {
                terminal::cell(words, Tone::Plain)
            } else {
                terminal::number(words)
            }
        });
        table.add_row(cells.collect::<Vec<_>>());
    }
    terminal::shown(&mut table, INDENT)
}

const INDENT: usize = 4;

/// A row on a line of its own: text as it stands, numbers behind their heads.
fn listed(look: Look, head: &[String], row: &[String], text: &[usize]) -> String {
    let cells = row.iter().zip(head).enumerate().map(|(i, (cell, head))| {
        if text.contains(&i) {
            cell.clone()
        } else {
            format!("{head} {cell}")
        }
    });
    look.item("-", &cells.collect::<Vec<_>>().join("  "), INDENT)
}

/// The width of a table whose cells need not wrap, with two blanks between columns.
fn natural_width(head: &[String], rows: &[Vec<String>]) -> usize {
    let widest = |column: usize| {
        let cells = std::iter::once(head).chain(rows.iter().map(Vec::as_slice));
        cells
            .filter_map(|row| row.get(column))
            .map(|cell| display_width(cell))
            .max()
            .unwrap_or(0)
    };
    (0..head.len()).map(|column| widest(column) + 2).sum()
}
