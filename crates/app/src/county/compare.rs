//! Two results of one county side by side: two years, two bases of a round, a trial and its round.

use std::collections::BTreeMap;
use std::sync::Arc;

use store::orgs::Org;
use store::what_ifs;

use super::snapshot::{Basis, Snapshot};
use super::what_if::{must_own, tried};
use crate::app::App;
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::{AppError, Result};

/// One of two results that are compared.
#[derive(Debug, Clone)]
pub struct Side {
    /// The round.
    pub round: String,
    /// Which returns count.
    pub basis: Basis,
    /// Changes that were tried out on them and kept.
    pub what_if: Option<String>,
}

/// What became of a school between two results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Became {
    /// It was opened since.
    Opened,
    /// It was there, and nothing of it counted.
    Counts,
    /// It is part of another now: which.
    Merged(String),
    /// It is closed.
    Closed,
    /// It is there, and nothing of it counts.
    Silent,
    /// It was called otherwise.
    Renamed(String),
    /// It belonged to another township: which.
    Moved(String),
}

/// A school of which more has changed than its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Who it is.
    pub org: Org,
    /// What became of it.
    pub became: Became,
}

impl App {
    /// Two results of one county, for who may see both.
    pub async fn read_sides(
        &self,
        caller: &Caller,
        before: &Side,
        after: &Side,
    ) -> Result<(Arc<Snapshot>, Arc<Snapshot>)> {
        let before = self.side(caller, before).await?;
        let after = self.side(caller, after).await?;
        if before.round.org != after.round.org {
            let args = [
                ("before", before.round.title.clone()),
                ("after", after.round.title.clone()),
            ];
            return Err(AppError::invalid("other-county", args));
        }
        Ok((before, after))
    }

    async fn side(&self, caller: &Caller, side: &Side) -> Result<Arc<Snapshot>> {
        let base = self.read_county(caller, &side.round, side.basis).await?;
        let Some(id) = &side.what_if else {
            return Ok(base);
        };
        let mut read = self.store().read().await?;
        let known = what_ifs::get(&mut read, id)
            .await
            .map_err(absent("what_if"))?;
        must_own(caller, &known)?;
        caller
            .may(&mut read, Verb::TryOut, &base.round.org, None)
            .await?;
        if known.round != base.round.id {
            return Err(AppError::NotFound {
                what: "what_if",
                id: id.clone(),
            });
        }
        let changes = serde_json::from_str(&known.changes).unwrap_or_default();
        Ok(Arc::new(tried(&base, &changes).snapshot))
    }
}

impl Snapshot {
    /// Schools that came, went, or are called or belong otherwise than in an earlier result.
    pub fn changed_since(&self, before: &Snapshot) -> Vec<Changed> {
        let (old, new) = (before.rows_by_org(), self.rows_by_org());
        let mut changed = Vec::new();
        for (id, org) in &new {
            match old.get(id) {
                None => changed.push(Changed::new(org, came(before, org))),
                Some(was) => changed.extend(self.moved(before, was, org)),
            }
        }
        for (id, was) in old.iter().filter(|(id, _)| !new.contains_key(*id)) {
            let org = self.tree.get(id).unwrap_or(was);
            changed.push(Changed::new(org, self.went(org)));
        }
        changed
    }

    /// The schools of which something counts.
    fn rows_by_org(&self) -> BTreeMap<&str, &Org> {
        let owners = self.owners();
        let rows = self.schools.subjects.iter().enumerate();
        let filled = rows.filter(|(row, _)| !self.schools.is_blank(*row));
        let own = filled.filter_map(|(_, subject)| match owners.get(&*subject.code)?[..] {
            [org] => Some((org.id.as_str(), org)),
            _ => None,
        });
        own.collect()
    }

    fn went(&self, org: &Org) -> Became {
        let into = org.into_org.as_deref().and_then(|id| self.tree.get(id));
        match org.status.as_str() {
            "merged" => Became::Merged(into.map_or(String::new(), |into| into.name.clone())),
            "closed" => Became::Closed,
            _ => Became::Silent,
        }
    }

    fn moved(&self, before: &Snapshot, was: &Org, org: &Org) -> Vec<Changed> {
        let township = |of: &Snapshot| of.tree.above(&org.id, "township").map(|t| t.name.clone());
        let (from, to) = (township(before), township(self));
        let renamed = (was.name != org.name).then(|| Became::Renamed(was.name.clone()));
        let moved = (from != to).then(|| Became::Moved(from.unwrap_or_default()));
        let all = renamed.into_iter().chain(moved);
        all.map(|became| Changed::new(org, became)).collect()
    }
}

impl Changed {
    fn new(org: &Org, became: Became) -> Changed {
        Changed {
            org: org.clone(),
            became,
        }
    }
}

/// The first state of a school that is opened later is known beforehand.
fn came(before: &Snapshot, org: &Org) -> Became {
    let known = before.tree.get(&org.id);
    match known.filter(|known| known.from_day <= before.round.day) {
        Some(_) => Became::Counts,
        None => Became::Opened,
    }
}
