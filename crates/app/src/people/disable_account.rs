//! Somebody leaves, and perhaps comes back: the account stays in every table, and nobody signs in with it
//! meanwhile.

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
        self.set_disabled(caller, account, true).await
    }

    /// Lets a disabled account in again, with the password it had.
    pub async fn enable_account(&self, caller: &Caller, account: &str) -> Result<()> {
        self.set_disabled(caller, account, false).await
    }

    async fn set_disabled(&self, caller: &Caller, account: &str, disabled: bool) -> Result<()> {
        let mut write = self.write().await?;
        let known = accounts::get(&mut write, account)
            .await
            .map_err(absent("account"))?;
        self.may_look_after(&mut write, caller, Verb::DisableAccount, account)
            .await?;
        let changed = Account {
            disabled: i64::from(disabled),
            ..known
        };
        accounts::update(&mut write, &changed).await?;
        accounts::end_sessions(&mut write, account, "").await?;
        let verb = match disabled {
            true => Verb::DisableAccount.id(),
            false => "enable_account",
        };
        write.commit(line(caller, verb, account, json!({}))).await?;
        Ok(())
    }
}
