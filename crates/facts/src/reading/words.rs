//! Equal texts are kept once: a country has few townships and many rows.

use std::collections::HashSet;
use std::sync::Arc;

/// Texts met so far.
#[derive(Debug, Default)]
pub(crate) struct Words(HashSet<Arc<str>>);

/// Longer texts are seldom said twice.
const LONGEST: usize = 256;
/// So many different texts are remembered.
const MOST: usize = 1 << 20;

impl Words {
    pub(crate) fn share(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        let word: Arc<str> = text.into();
        if text.len() <= LONGEST && self.0.len() < MOST {
            self.0.insert(word.clone());
        }
        word
    }
}
