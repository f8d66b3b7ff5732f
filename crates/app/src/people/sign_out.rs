//! Good-bye.

use serde_json::json;
use store::accounts;

use crate::Result;
use crate::app::{App, line};
use crate::caller::Caller;

impl App {
    /// Ends the caller's session.
    pub async fn sign_out(&self, caller: &Caller) -> Result<()> {
        let mut write = self.write().await?;
        accounts::end_session(&mut write, &caller.session).await?;
        write
            .commit(line(caller, "sign_out", &caller.account, json!({})))
            .await?;
        Ok(())
    }
}
