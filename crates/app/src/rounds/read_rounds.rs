//! Which rounds concern the caller?

use standards::Standard;
use store::rounds::{self, Round};
use store::{Connection, StoreError, orgs};

use crate::app::App;
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::tree::Tree;
use crate::{AppError, Result};

impl App {
    /// Rounds of the counties the caller's roles lie in or above, newest first.
    pub async fn read_rounds(&self, caller: &Caller) -> Result<Vec<Round>> {
        if caller.must_change {
            return Err(AppError::MustChange);
        }
        let mut read = self.store().read().await?;
        let all = rounds::all(&mut read).await?;
        concerning(&mut read, caller, all).await
    }

    /// The rules of a round that concerns the caller.
    pub async fn read_standard(&self, caller: &Caller, id: &str) -> Result<Standard> {
        self.standard(&self.read_round(caller, id).await?)
    }

    /// A round that concerns the caller.
    pub async fn read_round(&self, caller: &Caller, id: &str) -> Result<Round> {
        if caller.must_change {
            return Err(AppError::MustChange);
        }
        let mut read = self.store().read().await?;
        let own = rounds::get(&mut read, id).await.map_err(absent("round"))?;
        let mine = concerning(&mut read, caller, vec![own]).await?.pop();
        mine.ok_or_else(|| absent("round")(StoreError::NotFound(id.to_owned())))
    }
}

/// Those of some rounds that concern the caller.
async fn concerning(
    read: &mut Connection,
    caller: &Caller,
    rounds: Vec<Round>,
) -> Result<Vec<Round>> {
    let places = caller.places(Verb::ReadRounds);
    let of_rounds = rounds.iter().map(|round| round.org.as_str());
    let ids = places.iter().copied().chain(of_rounds);
    let ids = ids.map(str::to_owned).collect();
    let tree = Tree::new(orgs::lines_on_day(read, ids, &caller.today.to_string()).await?);
    let concerns = |round: &Round| {
        let mut places = places.iter();
        places.any(|place| tree.is_below(place, &round.org) || tree.is_below(&round.org, place))
    };
    Ok(rounds.into_iter().filter(concerns).collect())
}
