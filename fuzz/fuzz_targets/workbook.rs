#![no_main]
//! Any bytes called `book.xlsx` give tables and findings, never a panic, and no row is lost.

mod form;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| form::read("book.xlsx", bytes));
