//! What does a report on paper tell of?

use indicators::{County, CountyAssessment, Facts};
use kernel::{Document, Finding, PackError};
use standards::Standard;

use crate::failure::Failure;
use crate::judging::{Otherwise, Run};
use crate::loading::Loaded;
use crate::packs::Shelf;
use crate::words::Words;

/// A run, and the words to tell it in.
#[derive(Clone, Copy)]
pub(crate) struct Paper<'a> {
    /// What was asked.
    pub(crate) standard: &'a Standard,
    /// The returns.
    pub(crate) facts: Facts<'a>,
    /// The files they came from, and what reading found.
    pub(crate) loaded: &'a Loaded,
    /// Fingerprint of the returns.
    pub(crate) facts_hash: &'a str,
    /// Each county and year with its judgment.
    pub(crate) judged: &'a [(County<'a>, CountyAssessment)],
    /// By county: what other switch positions would change.
    pub(crate) otherwise: &'a [Vec<Otherwise>],
    /// The words of one language.
    pub(crate) words: &'a Words,
}

/// Why a report could not be made; its own doing, never that of the data.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReportError {
    /// The layout of a pack's tables has mistakes.
    #[error("mistakes in the layout of the tables")]
    Layout(Vec<PackError>),
    /// The workbook could not be put together.
    #[error("cannot write the workbook: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The page could not be put together.
    #[error("cannot write the page: {0:#}")]
    Page(#[from] minijinja::Error),
}

impl ReportError {
    /// The failure to tell, with the text that a layout's mistakes point into.
    pub(crate) fn told(self, shelf: &Shelf, format: &'static str) -> Failure {
        match self {
            ReportError::Layout(errors) => shelf.broken(errors),
            other => Failure::NotMade {
                format,
                said: other.to_string(),
            },
        }
    }
}

impl<'a> Paper<'a> {
    /// A run told in words.
    pub(crate) fn new(words: &'a Words, run: &'a Run<'a>) -> Paper<'a> {
        Paper {
            standard: run.standard,
            facts: run.loaded.facts(),
            loaded: run.loaded,
            facts_hash: &run.facts_hash,
            judged: &run.judged,
            otherwise: &run.otherwise,
            words,
        }
    }

    /// What reading and checking the files found.
    pub(crate) fn findings(&self) -> &'a [Finding] {
        &self.loaded.findings
    }

    /// Every sheet that was read, once.
    pub(crate) fn documents(&self) -> Vec<&'a Document> {
        let county = self
            .facts
            .county
            .into_iter()
            .flat_map(|table| &table.documents);
        let mut documents: Vec<&Document> = Vec::new();
        for document in self.facts.schools.documents.iter().chain(county) {
            if !documents.contains(&document) {
                documents.push(document);
            }
        }
        documents
    }

    /// Rows of all counties.
    pub(crate) fn sections(&self) -> usize {
        self.judged
            .iter()
            .map(|(_, found)| found.sections.len())
            .sum()
    }

    /// Schools of all counties.
    pub(crate) fn schools(&self) -> usize {
        self.judged
            .iter()
            .map(|(county, _)| county.schools.len())
            .sum()
    }
}
