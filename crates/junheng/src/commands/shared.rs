//! What several verbs do alike: read the files they were given, and tell what came of it.

use std::path::Path;

use kernel::Grade;
use standards::Standard;

use crate::asking;
use crate::cli::{Asked, Given};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::loading::{Loaded, load};
use crate::output::{deliver, not_over};
use crate::packs::Shelf;
use crate::report::{findings, summary};
use crate::words::{shown, tell};

/// So many findings are told when there is nothing else to tell.
const INSTEAD: usize = 10;

/// The files that were given, read onto the forms of a standard.
pub(super) struct Opened {
    pub(super) shelf: Shelf,
    pub(super) standard: Standard,
    pub(super) loaded: Loaded,
}

/// Reads the files; nothing that is to be read will be written over.
pub(super) fn opened(
    desk: &Desk,
    given: &Given,
    asked: &Asked,
    out: Option<&Path>,
) -> Result<Opened, Failure> {
    not_over(out, given.inputs())?;
    let shelf = desk.shelf()?;
    let standard = asking::standard(&shelf, asked)?;
    let loaded = load(desk, &shelf, &standard.pack, given, asked)?;
    Ok(Opened {
        shelf,
        standard,
        loaded,
    })
}

/// As [`opened`]; without a single return the findings are told, and there is nothing to do.
pub(super) fn opened_with_returns(
    desk: &Desk,
    given: &Given,
    asked: &Asked,
    out: Option<&Path>,
) -> Result<Opened, Failure> {
    let opened = opened(desk, given, asked, out)?;
    if opened.loaded.schools.is_empty() {
        let findings = opened.loaded.findings.iter();
        let grave = findings.filter(|finding| finding.grade != Grade::Notice);
        for finding in grave.take(INSTEAD) {
            desk.say(findings::full(&desk.words, desk.errors, finding).trim_end());
        }
    }
    opened.loaded.some(out)?;
    Ok(opened)
}

/// Gives a result out, and says where it is.
pub(super) fn give(desk: &Desk, out: Option<&Path>, data: &[u8]) -> Result<(), Failure> {
    deliver(out, data)?;
    if let Some(path) = out {
        desk.note(&tell!(desk.words, "note-written", path = shown(path)));
    }
    Ok(())
}

/// What of the input the result does not rest on.
pub(super) fn say_unread(desk: &Desk, loaded: &Loaded) {
    for notice in summary::unread(&desk.words, loaded) {
        desk.note(&notice);
    }
}
