//! `migrate`: everything from one database into another, its files too, proved by counts and hashes.

use sha2::{Digest, Sha256};
use store::copy::{Held, copy};
use store::{Files, Store, StoreError, evidence};

use crate::cli::MigrateArgs;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::keeping;
use crate::terminal::{Tone, cell, number, shown};
use crate::words::tell;

/// Stands in the list of tables for the files; no table is called so.
const FILES: &str = "*";

pub(crate) fn run(desk: &Desk, args: &MigrateArgs) -> Result<Exit, Failure> {
    let held = keeping::runtime()?.block_on(async {
        let from = keeping::open(&args.from).await?;
        let old = keeping::files(&args.from, args.from_files.as_deref()).await?;
        into(from, &old, &args.to, args.to_files.as_deref()).await
    })?;
    print_held(desk, &held)?;
    let data = keeping::named(&args.to);
    desk.note(&tell!(desk.words, "migrate-done", data = data));
    Ok(Exit::Done)
}

/// Copies a house, and gives what both sides hold. Files go first: a database never speaks of papers that
/// have not arrived.
pub(super) async fn into(
    from: Store,
    old: &Files,
    to: &str,
    to_files: Option<&str>,
) -> Result<Vec<Held>, Failure> {
    let new = keeping::files(to, to_files).await?;
    let target = keeping::open_or_make(to).await?;
    let files = carried(&from, old, &new).await?;
    let held = copy(&from, &target).await;
    from.close().await;
    target.close().await;
    let held = held.map_err(|error| match error {
        StoreError::Exists(_) => Failure::NotEmpty(keeping::named(to)),
        other => other.into(),
    })?;
    Ok(held.into_iter().chain([files]).collect())
}

/// Copies every file that a database speaks of, and makes sure of each that it is what its name promises.
pub(super) async fn carried(of: &Store, old: &Files, new: &Files) -> Result<Held, Failure> {
    let mut read = of.read().await?;
    let files = evidence::files(&mut read).await?;
    drop(read);
    let mut hash = Sha256::new();
    for (sha256, name) in &files {
        new.carry(old, sha256).await.map_err(|error| match error {
            StoreError::NotFound(_) | StoreError::Damaged(_) => Failure::FileLost {
                name: name.clone(),
                sha256: sha256.clone(),
            },
            other => other.into(),
        })?;
        hash.update(sha256);
    }
    let hash = hash.finalize();
    Ok(Held {
        table: FILES.to_owned(),
        rows: files.len() as u64,
        hash: hash.iter().map(|byte| format!("{byte:02x}")).collect(),
    })
}

/// The tables with their rows and hashes, the same on both sides.
pub(super) fn print_held(desk: &Desk, held: &[Held]) -> Result<(), Failure> {
    let words = &desk.words;
    let mut table = desk.look.table([
        tell!(words, "column-table"),
        tell!(words, "column-count"),
        tell!(words, "column-fingerprint"),
    ]);
    for held in held {
        let name = match held.table.as_str() {
            FILES => tell!(words, "held-files"),
            table => table.to_owned(),
        };
        table.add_row([
            cell(&name, Tone::Plain),
            number(held.rows.to_string()),
            cell(held.hash.get(..16).unwrap_or(&held.hash), Tone::Faint),
        ]);
    }
    desk.print(&format!("{}\n", shown(&mut table, 0)))
}
