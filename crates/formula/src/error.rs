//! A mistake in a formula, with the place in its text.

use std::fmt;
use std::ops::Range;

use kernel::Text;

/// What is wrong with a formula, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaError {
    /// Bytes of the formula's text.
    pub span: Range<usize>,
    /// What is wrong.
    pub problem: Text,
    /// What to do about it.
    pub help: Option<Text>,
}

impl FormulaError {
    pub(crate) fn new(span: Range<usize>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        FormulaError {
            span,
            problem: Text {
                zh: zh.into(),
                en: en.into(),
            },
            help: None,
        }
    }

    pub(crate) fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Text {
            zh: zh.into(),
            en: en.into(),
        });
        self
    }
}

impl fmt::Display for FormulaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at byte {})", self.problem.en, self.span.start)
    }
}

impl std::error::Error for FormulaError {}
