//! What does a formula in a pack mean, and is it well typed?
//!
//! The language is tiny on purpose: names, numbers with units, `+ - * /`, comparisons, `min max
//! ceil sum if and or not`. No loops, no functions of one's own, no strings to build. Its grammar
//! stands in `docs/reference/packs.md`.
//!
//! ```text
//! text --parse--> Syntax --check(names)--> Formula --evaluate(row)--> Value (+ Explanation)
//! ```
//!
//! - Arithmetic is exact; adding m² to pupils is an error before any figure is seen.
//! - A missing figure makes the answer missing, unless the other side of an `and` or `or` settles it.
//! - There is one evaluator. What it tells about its way is chosen by the type of witness: `()`
//!   hears nothing and costs nothing, [`Explanation`] keeps the whole tree.

mod check;
mod error;
mod evaluate;
mod lexer;
mod names;
mod parser;
mod spreadsheet;

pub use check::{Formula, check};
pub use error::FormulaError;
pub use evaluate::{Explanation, Row, Step, Value, Witness};
pub use names::{Names, Slot, Symbol, Type};
pub use parser::{Syntax, parse};
pub use spreadsheet::Cells;

#[cfg(test)]
mod tests;
