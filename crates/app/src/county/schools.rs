//! What did judging find of a school, for those who look after it, and not after the whole county?

use std::sync::Arc;

use store::orgs::{self, Org};
use store::rounds::{self, Round};

use super::snapshot::{Basis, Snapshot};
use crate::app::App;
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::tree::Tree;
use crate::{AppError, Result};

/// The schools of a round as far as somebody may see them.
#[derive(Debug, Clone)]
pub struct Sight {
    /// What he may see; the other schools are not in it.
    pub snapshot: Arc<Snapshot>,
    /// Whether these are all schools of the county.
    pub whole: bool,
}

/// One school in a round.
#[derive(Debug)]
pub struct OneSchool {
    /// Who it is, as on the day of the round.
    pub org: Org,
    /// Its returns alone.
    pub snapshot: Snapshot,
    /// The county it stands in, for those who may see all its schools.
    pub county: Option<Arc<Snapshot>>,
}

/// One school over the rounds of its county.
#[derive(Debug)]
pub struct SchoolHistory {
    /// Who it is today.
    pub org: Org,
    /// Schools that were merged into it.
    pub merged: Vec<Org>,
    /// The rounds in which something of it counts, newest first.
    pub rounds: Vec<Snapshot>,
}

impl App {
    /// The schools of a round that the caller may see.
    pub async fn read_schools(&self, caller: &Caller, round: &str, basis: Basis) -> Result<Sight> {
        let round = self.round(round).await?;
        let now = self.tree(caller.today).await?;
        let whole = sees(caller, &now, &round.org);
        let any = || {
            let mut places = caller.places(Verb::ReadSchool).into_iter();
            places.any(|place| now.is_below(place, &round.org))
        };
        if caller.must_change {
            return Err(AppError::MustChange);
        }
        if !whole && !any() {
            return Err(refused());
        }
        let county = self.snapshot(&round.id, basis).await?;
        let snapshot = match whole {
            true => county,
            false => Arc::new(county.only(|org| sees(caller, &now, &org.id))),
        };
        Ok(Sight { snapshot, whole })
    }

    /// One school of a round, by its id or 学校标识码.
    pub async fn read_school(
        &self,
        caller: &Caller,
        round: &str,
        basis: Basis,
        school: &str,
    ) -> Result<OneSchool> {
        let sight = self.read_schools(caller, round, basis).await?;
        let now = self.tree(caller.today).await?;
        let mut named = sight.snapshot.schools_called(school).into_iter();
        let org = named.find(|org| sees(caller, &now, &org.id)).cloned();
        let org = org.ok_or_else(|| AppError::NotFound {
            what: "org",
            id: school.to_owned(),
        })?;
        let snapshot = sight.snapshot.only(|known| known.id == org.id);
        Ok(OneSchool {
            org,
            snapshot,
            county: sight.whole.then_some(sight.snapshot),
        })
    }

    /// A school in every round of its county.
    pub async fn read_school_history(
        &self,
        caller: &Caller,
        school: &str,
        basis: Basis,
    ) -> Result<SchoolHistory> {
        let mut read = self.store().read().await?;
        let today = caller.today.to_string();
        let org = orgs::get(&mut read, school, &today)
            .await
            .map_err(absent("org"))?;
        caller
            .may(&mut read, Verb::ReadSchool, school, None)
            .await?;
        let all = rounds::all(&mut read).await?;
        drop(read);
        let now = self.tree(caller.today).await?;
        let mut history = SchoolHistory {
            merged: now.merged_into(&org.id).cloned().collect(),
            org,
            rounds: Vec::new(),
        };
        for round in all.iter().filter(|round| now.is_below(school, &round.org)) {
            let county = self.snapshot(&round.id, basis).await?;
            let own = county.only(|known| known.id == school);
            if !own.schools.is_empty() {
                history.rounds.push(own);
            }
        }
        Ok(history)
    }

    async fn round(&self, id: &str) -> Result<Round> {
        let mut read = self.store().read().await?;
        rounds::get(&mut read, id).await.map_err(absent("round"))
    }
}

fn sees(caller: &Caller, now: &Tree, org: &str) -> bool {
    let line: Vec<String> = now.line(org).iter().map(|org| org.id.clone()).collect();
    caller.reaches(Verb::ReadSchool, &line, None)
}

fn refused() -> AppError {
    AppError::NotPermitted {
        verb: Verb::ReadSchool.id(),
    }
}
