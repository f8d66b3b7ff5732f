//! What was found wrong, where, and what to do: data for a message, not the message itself.

use serde::{Deserialize, Serialize};

use crate::{Document, Missing, Place, Text};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// 必须改正: the figure cannot be right.
    MustFix,
    /// 需要说明: unlikely; right only if somebody can explain it.
    Explain,
    /// 提示: worth knowing.
    Notice,
}

/// A figure that a check looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What the form asks.
    pub title: Text,
    /// The answer as people read it; nothing but a reason where there is none.
    pub value: Result<Text, Missing>,
}

/// Something a person should know about their data.
///
/// The words come from the message catalogue by `code`; `args` fill them. A check written in a
/// pack brings its own words in `title`, `why` and `todo`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable code: `cell.not_a_number`, or the id of a pack's check.
    pub code: String,
    /// How grave it is.
    pub grade: Grade,
    /// File and sheet, when the finding is about a file.
    pub document: Option<Document>,
    /// The cell, row or head it is about.
    pub place: Option<Place>,
    /// The school or county it is about, as people call it.
    pub subject: Option<String>,
    /// Where the same is to be said of several rows: all of them, from 0. Empty for a single one.
    pub rows: Vec<u32>,
    /// Values for the message, by name.
    pub args: Vec<(String, String)>,
    /// For a pack's check: the figures it looked at.
    pub figures: Vec<Figure>,
    /// For a pack's check: what must hold.
    pub title: Option<Text>,
    /// For a pack's check: why it matters.
    pub why: Option<Text>,
    /// For a pack's check: what to do.
    pub todo: Option<Text>,
}

impl Finding {
    /// A finding with a code and a grade; the rest is added by the `with_…` methods.
    pub fn new(code: impl Into<String>, grade: Grade) -> Self {
        Finding {
            code: code.into(),
            grade,
            document: None,
            place: None,
            subject: None,
            rows: Vec::new(),
            args: Vec::new(),
            figures: Vec::new(),
            title: None,
            why: None,
            todo: None,
        }
    }

    /// Names the file and sheet.
    pub fn in_document(mut self, document: &Document) -> Self {
        self.document = Some(document.clone());
        self
    }

    /// Names the cell.
    pub fn at(mut self, place: Place) -> Self {
        self.place = place.is_cell().then_some(place);
        self
    }

    /// Names the school or county.
    pub fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// Gives the message one of its values.
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }

    /// How many times it is to be said.
    pub fn count(&self) -> usize {
        self.rows.len().max(1)
    }
}
