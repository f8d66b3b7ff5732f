//! Somebody has another task now: a role is taken back, and stays in the history of what was granted.

use serde_json::json;
use store::accounts;

use crate::app::{App, line};
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::trust::may_somewhere;
use crate::{AppError, Result};

impl App {
    /// Takes a granted role back. Whoever is signed in with it can do nothing by it from the next click on.
    pub async fn end_role(&self, caller: &Caller, grant: &str) -> Result<()> {
        may_somewhere(caller, Verb::CreateAccount)?;
        let mut write = self.write().await?;
        let held = accounts::get_grant(&mut write, grant)
            .await
            .map_err(absent("grant"))?;
        let verb = Verb::CreateAccount;
        caller.may(&mut write, verb, &held.org, None).await?;
        if held.account == caller.account {
            return Err(AppError::NotPermitted { verb: verb.id() });
        }
        if held.ended_at.is_some() {
            return Ok(());
        }
        accounts::end_grant(&mut write, grant).await?;
        let detail = json!({ "role": held.role, "org": held.org, "topics": held.topics });
        write
            .commit(line(caller, "end_role", &held.account, detail))
            .await?;
        Ok(())
    }
}
