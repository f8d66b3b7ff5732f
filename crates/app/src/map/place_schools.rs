//! Somebody types where schools lie, or takes shapes away.

use std::collections::BTreeMap;

use facts::places::Position;
use serde_json::json;
use store::orgs;
use store::places::{self, Place};

use crate::app::{App, line};
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::tree::Tree;
use crate::{AppError, Result};

/// Longitude and latitude as they are typed.
pub type Degrees = (f64, f64);

impl App {
    /// Says where schools lie, all or none; none forgets a place.
    pub async fn place_schools(
        &self,
        caller: &Caller,
        org: &str,
        wanted: &BTreeMap<String, Option<Degrees>>,
    ) -> Result<()> {
        let mut write = self.write().await?;
        let today = caller.today.to_string();
        orgs::get(&mut write, org, &today)
            .await
            .map_err(absent("org"))?;
        caller.may(&mut write, Verb::ChangeOrg, org, None).await?;
        let tree = Tree::new(orgs::on_day(&mut write, &today).await?);
        for (school, degrees) in wanted {
            let own = tree.get(school).filter(|own| own.kind == "school");
            let own = own.filter(|own| tree.is_below(&own.id, org));
            let own = own.ok_or_else(|| AppError::NotFound {
                what: "org",
                id: school.clone(),
            })?;
            let Some((longitude, latitude)) = *degrees else {
                places::forget(&mut write, school).await?;
                continue;
            };
            let at = Position::of_degrees(longitude, latitude)
                .map_err(|_| no_place(&own.name, longitude, latitude))?;
            let place = Place {
                org: school.clone(),
                longitude: at.longitude,
                latitude: at.latitude,
                origin: String::new(),
                account: caller.account.clone(),
                at: write.now(),
            };
            places::keep(&mut write, &place).await?;
        }
        let detail = json!({ "places": wanted });
        write
            .commit(line(caller, "place_schools", org, detail))
            .await?;
        Ok(())
    }

    /// Takes the shapes of an organisation away.
    pub async fn drop_shapes(&self, caller: &Caller, org: &str) -> Result<()> {
        let mut write = self.write().await?;
        orgs::get(&mut write, org, &caller.today.to_string())
            .await
            .map_err(absent("org"))?;
        caller.may(&mut write, Verb::ChangeOrg, org, None).await?;
        places::drop_shapes(&mut write, org).await?;
        write
            .commit(line(caller, "drop_shapes", org, json!({})))
            .await?;
        Ok(())
    }
}

fn no_place(name: &str, longitude: f64, latitude: f64) -> AppError {
    let args = [
        ("name", name.to_owned()),
        ("x", longitude.to_string()),
        ("y", latitude.to_string()),
    ];
    AppError::invalid("no-such-place", args)
}
