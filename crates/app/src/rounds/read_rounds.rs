//! Which rounds concern the caller?

use standards::Standard;
use store::rounds::{self, Round};

use crate::app::App;
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::{AppError, Result};

impl App {
    /// Rounds of the counties the caller's roles lie in or above, newest first.
    pub async fn read_rounds(&self, caller: &Caller) -> Result<Vec<Round>> {
        if caller.must_change {
            return Err(AppError::MustChange);
        }
        let tree = self.tree(caller.today).await?;
        let places = caller.places(Verb::ReadRounds);
        let concerns = |round: &Round| {
            places
                .iter()
                .any(|place| tree.is_below(place, &round.org) || tree.is_below(&round.org, place))
        };
        let mut read = self.store().read().await?;
        let all = rounds::all(&mut read).await?;
        Ok(all.into_iter().filter(concerns).collect())
    }

    /// The rules of a round that concerns the caller.
    pub async fn read_standard(&self, caller: &Caller, id: &str) -> Result<Standard> {
        self.standard(&self.read_round(caller, id).await?)
    }

    /// A round that concerns the caller.
    pub async fn read_round(&self, caller: &Caller, id: &str) -> Result<Round> {
        let mine = self
            .read_rounds(caller)
            .await?
            .into_iter()
            .find(|round| round.id == id);
        mine.ok_or_else(|| absent("round")(store::StoreError::NotFound(id.to_owned())))
    }
}
