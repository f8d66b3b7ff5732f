//! The house as a browser meets it: the program itself, started on a free port over SQLite and over
//! PostgreSQL, and asked by HTTP.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod again;
mod bucket;
mod commands;
mod crossing;
mod evidence;
mod house;
mod lists;
mod map;
mod openapi;
mod overview;
mod round;
mod safety;
mod schools;
mod session;
mod two;
mod views;
mod what_ifs;
