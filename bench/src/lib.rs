//! How fast do a country's figures become verdicts?
//!
//! ```text
//! seed --Country--> schools --tables--> columns in memory, or one CSV file
//!                             --verdicts--> rows, coefficients, counties (also what the peer writes)
//! ```
//!
//! The measured work is the project's own: `facts::import`, `indicators::prepare`,
//! `indicators::counties`, `County::assess`. `bench/run` measures it beside a pandas script that
//! reads the same file, and compares the two answers.

#![allow(
    clippy::disallowed_methods,
    reason = "a benchmark asks the clock; that is its work"
)]

pub mod bureau;
pub mod chance;
pub mod compare;
pub mod country;
pub mod house;
pub mod load;
pub mod machine;
pub mod measure;
pub mod packs;
pub mod province;
pub mod rush;
pub mod school;
pub mod tables;
pub mod verdicts;

/// The program's own allocator, so that its speed is measured and not the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
