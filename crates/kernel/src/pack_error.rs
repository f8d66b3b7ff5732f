//! What is wrong in a data file of ours, and where.

use std::fmt;
use std::ops::Range;

use crate::Text;

/// A mistake in a pack or mapping file, for the person who wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackError {
    /// The file, as it is called in its pack.
    pub file: String,
    /// The bytes of the file the mistake stands in.
    pub span: Option<Range<usize>>,
    /// What is wrong.
    pub problem: Text,
    /// What to do about it.
    pub help: Option<Text>,
}

impl PackError {
    /// A mistake in `file`, said in both languages.
    pub fn new(file: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        PackError {
            file: file.to_owned(),
            span: None,
            problem: Text {
                zh: zh.into(),
                en: en.into(),
            },
            help: None,
        }
    }

    /// Points at bytes of the file.
    pub fn at(mut self, span: Option<Range<usize>>) -> Self {
        self.span = span;
        self
    }

    /// Says what to do.
    pub fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Text {
            zh: zh.into(),
            en: en.into(),
        });
        self
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.problem.en)
    }
}

impl std::error::Error for PackError {}
