//! Verbs, on every engine.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod again;
mod county;
mod evidence;
mod house;
mod kinds;
mod map;
mod overview;
mod people;
mod permissions;
mod returns;
mod sign_in;
