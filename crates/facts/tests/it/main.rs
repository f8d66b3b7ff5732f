//! The facts room as its users meet it: files in, tables and findings out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod campus;
mod files;
mod hostile;
mod large;
mod properties;
mod propose;
mod real;
mod rows;
mod spoiled;
mod support;
mod whose;
mod workbooks;
