//! Is the house still built as `ARCHITECTURE.md` says?
//!
//! `cargo run -p xtask -- check` runs every check below and names each breach; the same checks run
//! as tests.

mod arrows;
mod origins;
mod purity;

use std::path::PathBuf;
use std::process::ExitCode;

/// The folder of the workspace.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or(here.clone(), PathBuf::from)
}

#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool speaks to its terminal"
)]
fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() != Some("check") {
        eprintln!("usage: cargo run -p xtask -- check");
        return ExitCode::from(2);
    }
    let root = root();
    let breaches = [
        arrows::breaches(&root),
        purity::breaches(&root),
        origins::breaches(&root),
    ]
    .concat();
    breaches.iter().for_each(|breach| eprintln!("{breach}"));
    println!("xtask check: {} breaches", breaches.len());
    if breaches.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
