//! Somebody leaves: the account stays in every table, and nobody signs in with it.

use serde_json::json;
use store::accounts::{self, Account};

use crate::Result;
use crate::app::{App, line};
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;

impl App {
    /// Disables an account and ends its sessions.
    pub async fn disable_account(&self, caller: &Caller, account: &str) -> Result<()> {
        let mut write = self.write().await?;
        let known = accounts::get(&mut write, account)
            .await
            .map_err(absent("account"))?;
        self.may_look_after(&mut write, caller, Verb::DisableAccount, account)
            .await?;
        accounts::update(
            &mut write,
            &Account {
                disabled: 1,
                ..known
            },
        )
        .await?;
        accounts::end_sessions(&mut write, account, "").await?;
        write
            .commit(line(caller, Verb::DisableAccount.id(), account, json!({})))
            .await?;
        Ok(())
    }
}
