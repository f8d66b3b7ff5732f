//! A collection ends: nothing in it changes any more.

use serde_json::json;
use store::rounds;

use crate::Result;
use crate::app::{App, line};
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;

impl App {
    /// Closes a round, or opens it again.
    pub async fn set_round_open(&self, caller: &Caller, id: &str, open: bool) -> Result<()> {
        let mut write = self.write().await?;
        let round = rounds::get(&mut write, id).await.map_err(absent("round"))?;
        caller
            .may(&mut write, Verb::OpenRound, &round.org, None)
            .await?;
        let state = if open { "open" } else { "closed" };
        rounds::set_state(&mut write, id, state).await?;
        let detail = json!({ "from": round.state, "to": state });
        write
            .commit(line(caller, "set_round_state", id, detail))
            .await?;
        Ok(())
    }
}
