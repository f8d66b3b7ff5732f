//! Who sees to an item (责任科室、责任人)?

use serde_json::json;
use store::evidence::{self, Owner};
use store::rounds;

use super::add::bounded;
use crate::Result;
use crate::app::{App, line};
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;

impl App {
    /// Names who sees to an item from now on; empty texts name nobody.
    pub async fn name_owner(&self, caller: &Caller, owner: &Owner) -> Result<()> {
        let mut write = self.write().await?;
        let round = rounds::get(&mut write, &owner.round)
            .await
            .map_err(absent("round"))?;
        caller
            .may(&mut write, Verb::NameOwner, &round.org, None)
            .await?;
        self.must_be_items(&round, std::slice::from_ref(&owner.item))?;
        let owner = Owner {
            department: bounded(&owner.department)?,
            person: bounded(&owner.person)?,
            ..owner.clone()
        };
        evidence::name_owner(&mut write, &owner).await?;
        let detail = json!({ "item": owner.item, "department": owner.department,
            "person": owner.person });
        let told = line(caller, Verb::NameOwner.id(), &round.id, detail);
        write.commit(told).await?;
        Ok(())
    }

    /// Who sees to the items of a round.
    pub async fn owners(&self, caller: &Caller, round: &str) -> Result<Vec<Owner>> {
        let mut read = self.store().read().await?;
        let sight = self.sight(&mut read, caller, round).await?;
        Ok(evidence::owners(&mut read, &sight.round.id).await?)
    }
}
