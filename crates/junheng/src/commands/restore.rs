//! `restore`: a house again from a backup, on either engine.

use store::Store;

use super::backup::checked;
use super::migrate::{into, print_held};
use crate::cli::RestoreArgs;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::keeping;
use crate::words::{shown, tell};

pub(crate) fn run(desk: &Desk, args: &RestoreArgs) -> Result<Exit, Failure> {
    if !args.file.is_file() {
        return Err(Failure::FileNotFound(args.file.clone()));
    }
    // An older file is brought up to date before it is read: a copy of it, so that the file itself stays
    // as it is and may lie where nothing can be written.
    let copy = tempfile::NamedTempFile::new().map_err(Failure::Screen)?;
    std::fs::copy(&args.file, copy.path()).map_err(|error| Failure::reading(&args.file, error))?;
    keeping::make_file_private(copy.path())
        .map_err(|error| Failure::writing(copy.path(), error))?;
    let held = keeping::runtime()?.block_on(async {
        checked(copy.path()).await?;
        let from = Store::open(&format!("sqlite:{}", shown(copy.path()))).await?;
        let old = keeping::files_beside(&args.file)?;
        into(from, &old, &args.data, args.files.as_deref()).await
    })?;
    print_held(desk, &held)?;
    let data = keeping::named(&args.data);
    desk.note(&tell!(desk.words, "restore-done", data = data));
    Ok(Exit::Done)
}
