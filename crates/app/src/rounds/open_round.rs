//! A collection begins: rules, day and schools are frozen, and everyone has a form to fill in.

use jiff::civil::Date;
use serde_json::json;
use standards::{Profile, Standard};
use store::orgs::{self, Org};
use store::rounds::{self, Round};
use store::{StoreError, Write, returns};

use super::round_schools::schools_of;
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
    /// The county; for many at once, the province or the city they belong to.
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

/// A round that was opened.
struct Opened {
    id: String,
    schools: usize,
}

impl App {
    /// Opens a round for every school of a county that is open on its day, and for the county itself.
    pub async fn open_round(&self, caller: &Caller, new: &NewRound) -> Result<String> {
        let (mut write, tree, rules) = self.about_to_open(caller, new).await?;
        let county = place(&tree, &new.org)?;
        if county.kind != "county" {
            return Err(AppError::invalid(
                "round-of-a-county",
                [("org", county.name.clone())],
            ));
        }
        let opened = self.open(&mut write, new, &rules, &tree, county).await?;
        let detail = json!({ "rules": rules.hash(), "schools": opened.schools });
        write
            .commit(line(caller, Verb::OpenRound.id(), &opened.id, detail))
            .await?;
        Ok(opened.id)
    }

    /// Opens a round for each open county below a province or a city: for all of them, or for none.
    pub async fn open_rounds_below(&self, caller: &Caller, new: &NewRound) -> Result<Vec<String>> {
        let (mut write, tree, rules) = self.about_to_open(caller, new).await?;
        let above = place(&tree, &new.org)?;
        let mut opened = Vec::new();
        for county in tree.below(&new.org, "county") {
            if county.status == "open" {
                opened.push(self.open(&mut write, new, &rules, &tree, county).await?);
            }
        }
        if opened.is_empty() {
            return Err(AppError::invalid(
                "no-counties",
                [("org", above.name.clone())],
            ));
        }
        let schools: usize = opened.iter().map(|own| own.schools).sum();
        let ids: Vec<String> = opened.into_iter().map(|own| own.id).collect();
        let detail = json!({ "rules": rules.hash(), "schools": schools, "rounds": ids });
        write
            .commit(line(caller, Verb::OpenRound.id(), &new.org, detail))
            .await?;
        Ok(ids)
    }

    /// The turn to write for whoever may open rounds, with what is known on the day and the rules.
    async fn about_to_open(
        &self,
        caller: &Caller,
        new: &NewRound,
    ) -> Result<(Write, Tree, Standard)> {
        let mut write = self.write().await?;
        caller
            .may(&mut write, Verb::OpenRound, &new.org, None)
            .await?;
        let pack = pack_id(&new.standard, &new.overlays.join(","));
        let rules = self.standard_on(&pack, new.day, &new.profile)?;
        let tree = Tree::new(orgs::on_day(&mut write, &new.day.to_string()).await?);
        Ok((write, tree, rules))
    }

    async fn open(
        &self,
        write: &mut Write,
        new: &NewRound,
        rules: &Standard,
        tree: &Tree,
        county: &Org,
    ) -> Result<Opened> {
        let round = Round {
            id: self.new_id(),
            org: county.id.clone(),
            title: new.title.trim().to_owned(),
            year: i64::from(new.year),
            day: new.day.to_string(),
            due_day: new.due_day.to_string(),
            standard: new.standard.clone(),
            overlays: new.overlays.join(","),
            profile: serde_json::to_string(&new.profile).unwrap_or_default(),
            rules_hash: rules.hash(),
            state: "open".to_owned(),
            created_at: write.now(),
        };
        let draft = |org: &Org, form: &str| returns::New {
            id: self.new_id(),
            org: org.id.clone(),
            form: form.to_owned(),
        };
        let form = &rules.pack.school_form().id;
        let all = schools_of(tree, &county.id, &round.day);
        let asked = all.iter().filter(|school| school.asked);
        let mut drafts: Vec<returns::New> = asked.map(|school| draft(&school.org, form)).collect();
        let schools = drafts.len();
        if schools == 0 {
            return Err(AppError::invalid(
                "no-schools",
                [("org", county.name.clone())],
            ));
        }
        drafts.extend(rules.pack.county_form().map(|form| draft(county, &form.id)));
        rounds::add(write, &round).await?;
        returns::add(write, &round.id, &drafts).await?;
        Ok(Opened {
            id: round.id,
            schools,
        })
    }
}

fn place<'t>(tree: &'t Tree, id: &str) -> Result<&'t Org> {
    let none = || absent("org")(StoreError::NotFound(id.to_owned()));
    tree.get(id).ok_or_else(none)
}
