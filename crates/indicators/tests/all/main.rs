//! What the engine does with the project's packs and with figures that others published.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod common;
mod independent;
mod packs;
mod published;
mod real;
