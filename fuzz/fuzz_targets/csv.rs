//! Text files of every encoding, with heads the form or a map knows.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| fuzz::read("x.csv", data));
