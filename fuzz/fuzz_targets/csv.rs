#![no_main]
//! Any bytes called `text.csv` give tables and findings, never a panic, and no row is lost.

mod form;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| form::read("text.csv", bytes));
