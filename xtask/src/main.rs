//! Is the house still built as `ARCHITECTURE.md` says?
//!
//! `cargo run -p xtask -- check` runs every check below and names each breach; the same checks run
//! as tests. `cargo run -p xtask -- with-postgres COMMAND` runs a command beside a throw-away server.

mod arrows;
mod origins;
mod postgres;
mod purity;

use std::path::PathBuf;
use std::process::ExitCode;

/// The folder of the workspace.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or(here.clone(), PathBuf::from)
}

#[expect(
    clippy::print_stderr,
    reason = "a command line tool speaks to its terminal"
)]
fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    match arguments.split_first() {
        Some((verb, [])) if verb == "check" => check(),
        Some((verb, command)) if verb == "with-postgres" => match postgres::run(command) {
            Ok(status) if status.success() => ExitCode::SUCCESS,
            Ok(_) => ExitCode::FAILURE,
            Err(why) => {
                eprintln!("xtask with-postgres: {why}");
                ExitCode::FAILURE
            }
        },
        _ => {
            eprintln!("usage: cargo run -p xtask -- check | with-postgres COMMAND …");
            ExitCode::from(2)
        }
    }
}

#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool speaks to its terminal"
)]
fn check() -> ExitCode {
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
