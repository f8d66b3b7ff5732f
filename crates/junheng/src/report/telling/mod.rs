//! How is a result told? Numbers, formulas in words, reckonings, cells.
//!
//! Screen, page and workbook say the same things; what they share stands here, one question a file:
//! the [`Paper`] a report tells of, numbers as people write them, a formula worked out in words and in
//! figures ([`lines`]), the [`reckoning`] of a figure, where it was read, and what a finding says.
//! What things are called stands in [`names`](super::names). Nothing here knows a page or a workbook.

mod answer;
mod finding;
mod number;
mod origin;
mod paper;
mod reckoned;
mod worked;

pub(crate) use answer::told as told_answer;
pub(crate) use finding::told as told_finding;
pub(crate) use number::{cut, fixed, fixed_f64, grouped, of_unit, plain};
pub(crate) use origin::{Source, citation, entry_text, place, source, sources_of_split};
pub(crate) use paper::{Paper, ReportError};
pub(crate) use reckoned::{method, reckoning};
pub(crate) use worked::{Line, deciding, in_words, lines, share_in_words, value};

#[cfg(test)]
pub(crate) mod example;
