//! `restore`: a house again from a backup, on either engine.

use super::backup::checked;
use super::migrate::{moved, print_held};
use crate::cli::RestoreArgs;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::keeping;
use crate::words::{shown, tell};

pub(crate) fn run(desk: &Desk, args: &RestoreArgs) -> Result<Exit, Failure> {
    if !args.file.is_file() {
        return Err(Failure::FileNotFound(args.file.clone()));
    }
    let held = keeping::runtime()?.block_on(async {
        checked(&args.file).await?;
        moved(&format!("sqlite:{}", shown(&args.file)), &args.data).await
    })?;
    print_held(desk, &held)?;
    let data = keeping::named(&args.data);
    desk.note(&tell!(desk.words, "restore-done", data = data));
    Ok(Exit::Done)
}
