//! A collection begins: rules, day and schools are frozen, and everyone has a form to fill in.

use jiff::civil::Date;
use serde_json::json;
use standards::Profile;
use store::rounds::{self, Round};
use store::{orgs, returns};

use super::rules::pack_id;
use crate::app::{App, line};
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::tree::Tree;
use crate::{AppError, Result};

/// A round to be opened.
#[derive(Debug, Clone)]
pub struct NewRound {
    /// The county.
    pub org: String,
    /// What people call it.
    pub title: String,
    /// The year of the figures.
    pub year: i16,
    /// The day of judgment.
    pub day: Date,
    /// The last day to hand in.
    pub due_day: Date,
    /// The pack.
    pub standard: String,
    /// Its overlays.
    pub overlays: Vec<String>,
    /// Switches that are not at their default.
    pub profile: Profile,
}

impl App {
    /// Opens a round for every school of a county that is open on its day, and for the county itself.
    pub async fn open_round(&self, caller: &Caller, new: &NewRound) -> Result<String> {
        let overlays = new.overlays.join(",");
        let pack = pack_id(&new.standard, &overlays);
        let standard = self.standard_on(&pack, new.day, &new.profile)?;
        let mut write = self.write().await?;
        caller
            .may(&mut write, Verb::OpenRound, &new.org, None)
            .await?;
        let day = new.day.to_string();
        let county = orgs::get(&mut write, &new.org, &day)
            .await
            .map_err(absent("org"))?;
        if county.kind != "county" {
            return Err(AppError::invalid(
                "round-of-a-county",
                [("org", county.name)],
            ));
        }
        let tree = Tree::new(orgs::on_day(&mut write, &day).await?);
        let schools: Vec<&str> = tree
            .open_schools(&new.org)
            .map(|org| org.id.as_str())
            .collect();
        if schools.is_empty() {
            return Err(AppError::invalid("no-schools", [("org", county.name)]));
        }
        let round = Round {
            id: self.new_id(),
            org: new.org.clone(),
            title: new.title.trim().to_owned(),
            year: i64::from(new.year),
            day,
            due_day: new.due_day.to_string(),
            standard: new.standard.clone(),
            overlays,
            profile: serde_json::to_string(&new.profile).unwrap_or_default(),
            rules_hash: standard.hash(),
            state: "open".to_owned(),
            created_at: write.now(),
        };
        rounds::add(&mut write, &round).await?;
        let form = &standard.pack.school_form().id;
        for school in &schools {
            returns::add(&mut write, &self.new_id(), &round.id, school, form).await?;
        }
        if let Some(form) = standard.pack.county_form() {
            returns::add(&mut write, &self.new_id(), &round.id, &new.org, &form.id).await?;
        }
        let detail = json!({ "rules": round.rules_hash, "schools": schools.len() });
        write
            .commit(line(caller, Verb::OpenRound.id(), &round.id, detail))
            .await?;
        Ok(round.id)
    }
}
