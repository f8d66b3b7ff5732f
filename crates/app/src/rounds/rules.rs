//! By which rules is a round judged?

use std::str::FromStr;

use jiff::civil::Date;
use standards::{Profile, Standard};
use store::rounds::Round;

use crate::app::App;
use crate::{AppError, Result};

impl App {
    /// The standard of a round, on its day and by its switches.
    pub(crate) fn standard(&self, round: &Round) -> Result<Standard> {
        let day = Date::from_str(&round.day)
            .map_err(|_| AppError::invalid("day", [("day", round.day.clone())]))?;
        let profile: Profile = serde_json::from_str(&round.profile)
            .map_err(|_| AppError::invalid("profile", [("profile", round.profile.clone())]))?;
        self.standard_on(&pack_id(&round.standard, &round.overlays), day, &profile)
    }

    pub(crate) fn standard_on(&self, id: &str, day: Date, profile: &Profile) -> Result<Standard> {
        let standard = self.pack(id)?.on(day, profile);
        standard.map_err(|error| AppError::invalid("profile", [("profile", error.to_string())]))
    }
}

/// The name of a pack with overlays: `quality-balance-2017+liaoning`.
pub(crate) fn pack_id(standard: &str, overlays: &str) -> String {
    let overlays = overlays.split(',').filter(|overlay| !overlay.is_empty());
    overlays.fold(standard.to_owned(), |id, overlay| format!("{id}+{overlay}"))
}
