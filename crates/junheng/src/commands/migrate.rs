//! `migrate`: everything from one database into another, proved by counts and hashes.

use store::copy::{Held, copy};
use store::{Store, StoreError};

use crate::cli::MigrateArgs;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::keeping;
use crate::terminal::{Tone, cell, number, shown};
use crate::words::tell;

pub(crate) fn run(desk: &Desk, args: &MigrateArgs) -> Result<Exit, Failure> {
    let held = keeping::runtime()?.block_on(async {
        let from = keeping::open(&args.from).await?;
        into(from, &args.to).await
    })?;
    print_held(desk, &held)?;
    let data = keeping::named(&args.to);
    desk.note(&tell!(desk.words, "migrate-done", data = data));
    Ok(Exit::Done)
}

/// Copies the database of an address, and gives what both sides hold.
pub(super) async fn moved(from: &str, to: &str) -> Result<Vec<Held>, Failure> {
    into(Store::open(from).await?, to).await
}

async fn into(from: Store, to: &str) -> Result<Vec<Held>, Failure> {
    let target = keeping::open_or_make(to).await?;
    let held = copy(&from, &target).await;
    from.close().await;
    target.close().await;
    held.map_err(|error| match error {
        StoreError::Exists(_) => Failure::NotEmpty(keeping::named(to)),
        other => other.into(),
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
        table.add_row([
            cell(&held.table, Tone::Plain),
            number(held.rows.to_string()),
            cell(held.hash.get(..16).unwrap_or(&held.hash), Tone::Faint),
        ]);
    }
    desk.print(&format!("{}\n", shown(&mut table, 0)))
}
