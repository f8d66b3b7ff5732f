//! The plain data that templates write out.

use serde::Serialize;

use crate::report::names::Said;

/// A sign with its word.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Mark {
    pub(super) mark: &'static str,
    pub(super) word: String,
    pub(super) class: &'static str,
}

impl Mark {
    pub(super) fn new(said: Said) -> Mark {
        Mark {
            mark: said.sign.mark(),
            word: said.word,
            class: said.sign.class(),
        }
    }
}

/// Words that may lead somewhere.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Named {
    pub(super) text: String,
    pub(super) link: Option<String>,
}

/// A label and what it labels.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Entry {
    pub(super) label: String,
    pub(super) text: String,
}

/// The first names of a list, and how many more there are.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Names {
    pub(super) shown: Vec<Named>,
    pub(super) more: usize,
}

impl Names {
    pub(super) fn first(names: impl Iterator<Item = Named>, most: usize) -> Names {
        let mut shown: Vec<Named> = names.collect();
        let more = shown.len().saturating_sub(most);
        shown.truncate(most);
        Names { shown, more }
    }
}
