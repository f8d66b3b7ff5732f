//! A county over its rounds, and the day by which it means to be recognised.

use std::sync::Arc;

use jiff::civil::Date;
use serde_json::json;
use store::{orgs, rounds, targets};

use super::snapshot::{Basis, Snapshot};
use crate::app::{App, line};
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::{AppError, Result};

/// A county over its rounds.
#[derive(Debug)]
pub struct Trend {
    /// The day by which it means to be recognised (创建目标日期).
    pub target_day: Option<String>,
    /// Its rounds, from the first to the last.
    pub rounds: Vec<Arc<Snapshot>>,
}

impl App {
    /// The rounds of a county, for who may see its results.
    pub async fn read_trend(&self, caller: &Caller, county: &str, basis: Basis) -> Result<Trend> {
        let mut read = self.store().read().await?;
        orgs::get(&mut read, county, &caller.today.to_string())
            .await
            .map_err(absent("org"))?;
        caller
            .may(&mut read, Verb::ReadCounty, county, None)
            .await?;
        let target_day = targets::get(&mut read, county).await?;
        let mut own = rounds::all(&mut read).await?;
        drop(read);
        own.retain(|round| round.org == county);
        let mut rounds = Vec::new();
        for round in own.iter().rev() {
            rounds.push(self.snapshot(&round.id, basis).await?);
        }
        Ok(Trend { target_day, rounds })
    }

    /// Sets the day by which a county means to be recognised, or takes it away.
    pub async fn set_target(&self, caller: &Caller, county: &str, day: Option<Date>) -> Result<()> {
        let mut write = self.write().await?;
        let org = orgs::get(&mut write, county, &caller.today.to_string())
            .await
            .map_err(absent("org"))?;
        caller
            .may(&mut write, Verb::SetTarget, county, None)
            .await?;
        if org.kind != "county" {
            return Err(AppError::invalid("not-a-county", [("org", org.name)]));
        }
        let day = day.map(|day| day.to_string());
        targets::set(&mut write, county, day.as_deref()).await?;
        let detail = json!({ "day": day });
        write
            .commit(line(caller, Verb::SetTarget.id(), county, detail))
            .await?;
        Ok(())
    }
}
