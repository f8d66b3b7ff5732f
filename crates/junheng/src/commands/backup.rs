//! `backup`: everything into one file and a folder of papers beside it, while others go on working.

use std::path::Path;

use store::audit::{self, Chain};
use store::copy::{Held, contents};
use store::{Files, Store, StoreError};

use super::migrate::{carried, print_held};
use crate::cli::BackupArgs;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::keeping;
use crate::words::{shown, tell};

pub(crate) fn run(desk: &Desk, args: &BackupArgs) -> Result<Exit, Failure> {
    if args.file.exists() {
        return Err(Failure::AlreadyThere(args.file.clone()));
    }
    let held = keeping::runtime()?.block_on(backup(args))?;
    print_held(desk, &held)?;
    let path = shown(&args.file);
    desk.note(&tell!(desk.words, "backup-written", path = path));
    Ok(Exit::Done)
}

/// The file gets its name when it is complete and was read again.
async fn backup(args: &BackupArgs) -> Result<Vec<Held>, Failure> {
    let store = keeping::open(&args.data).await?;
    let files = keeping::files(&args.data, args.files.as_deref()).await?;
    let draft = args.file.with_extension("part");
    let fail = |error| Failure::writing(&args.file, error);
    if draft.exists() {
        std::fs::remove_file(&draft).map_err(fail)?;
    }
    keeping::make_file_private(&draft).map_err(fail)?;
    store.backup(&draft).await?;
    store.close().await;
    let mut held = checked(&draft).await?;
    held.push(papers(args, &files, &draft).await?);
    std::fs::File::open(&draft)
        .and_then(|file| file.sync_all())
        .map_err(fail)?;
    std::fs::rename(&draft, &args.file).map_err(fail)?;
    Ok(held)
}

/// Copies the papers that the draft speaks of beside the file that it will be.
async fn papers(args: &BackupArgs, from: &Files, draft: &Path) -> Result<Held, Failure> {
    let copy = Store::open(&shown(draft)).await?;
    let to = keeping::files_beside(&args.file)?;
    let held = carried(&copy, from, &to).await;
    copy.close().await;
    held
}

/// What a file holds, once its log is known to be whole.
pub(super) async fn checked(file: &Path) -> Result<Vec<Held>, Failure> {
    let copy = Store::open(&shown(file)).await?;
    let mut read = copy.read().await?;
    if let Chain::Broken { seq } = audit::verify(&mut read).await? {
        let said = format!("audit line {seq}");
        return Err(StoreError::Damaged(said).into());
    }
    let held = contents(&mut read).await?;
    drop(read);
    copy.close().await;
    Ok(held)
}
