//! The same suite on every engine: what holds on SQLite holds on PostgreSQL.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "tests"
)]

mod audit;
mod copying;
mod engines;
mod files;
mod orgs;
mod people;
mod returns;
mod trouble;
