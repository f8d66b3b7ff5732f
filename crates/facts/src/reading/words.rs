//! Equal texts are kept once: a country has few townships and many rows.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Texts met so far.
#[derive(Debug, Default)]
pub(crate) struct Words {
    met: HashSet<Arc<str>>,
    /// Texts of a workbook's list, by where the list holds them.
    listed: HashMap<usize, Arc<str>>,
}

/// Longer texts are seldom said twice.
const LONGEST: usize = 256;
/// So many different texts are remembered.
const MOST: usize = 1 << 20;

impl Words {
    pub(crate) fn share(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.met.get(text) {
            return known.clone();
        }
        let word: Arc<str> = text.into();
        if text.len() <= LONGEST && self.met.len() < MOST {
            self.met.insert(word.clone());
        }
        word
    }

    /// A text of a workbook's list, which stays where it is: many cells may name one long text.
    pub(crate) fn share_listed(&mut self, text: &str) -> Arc<str> {
        let known = self.listed.entry(text.as_ptr() as usize);
        known.or_insert_with(|| text.into()).clone()
    }
}
