//! Which words do all rooms share?
//!
//! Exact numbers and their units, the reasons a figure may be missing, where a figure was read,
//! what was found wrong with it, and what is lacking. Nothing here reads a file, a clock or a
//! die, and nothing here knows a standard.

mod exact;
mod finding;
mod gap;
mod missing;
mod pack_error;
mod place;
mod text;
mod unit;

pub use exact::{Exact, ParseExactError};
pub use finding::{Figure, Finding, Grade};
pub use gap::Gap;
pub use missing::Missing;
pub use pack_error::PackError;
pub use place::{Document, Place, column_letters, row_runs, rows_text};
pub use text::{Lang, Text};
pub use unit::{Dimension, Unit, UnitError};

/// A civil day: the day of judgment, the first day a value holds.
pub use jiff::civil::Date as Day;
