//! By what is judged? A pack with its overlays, on a day, under a profile.

use std::sync::Arc;

use kernel::Day;
use standards::{Pack, Profile, Standard};

use crate::cli::Asked;
use crate::clock::today;
use crate::failure::Failure;
use crate::packs::Shelf;

/// The standard the user asked for.
pub(crate) fn standard(shelf: &Shelf, asked: &Asked) -> Result<Standard, Failure> {
    let pack = shelf.load(shelf.asked(asked.standard.as_deref()), &asked.overlay)?;
    on(&pack, asked.day, &asked.profile)
}

/// A pack on a day (today unless told), with some switches moved.
pub(crate) fn on(
    pack: &Arc<Pack>,
    day: Option<Day>,
    positions: &[(String, String)],
) -> Result<Standard, Failure> {
    let profile: Profile = positions.iter().cloned().collect();
    pack.on(day.unwrap_or_else(today), &profile)
        .map_err(|error| Failure::UnknownPosition {
            written: error.written,
            known: error.known,
        })
}
