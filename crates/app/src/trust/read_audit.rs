//! The log, and whether anybody has touched it.

use serde_json::json;
use store::audit::{self, Chain, Entry};

use crate::app::{App, line};
use crate::caller::Caller;
use crate::permission::Verb;
use crate::{AppError, Result};

/// Lines a page at most.
const MOST: i64 = 200;

impl App {
    /// Lines before a number, newest first, perhaps only those of an account or about a subject. That
    /// somebody has read them is told as well.
    pub async fn read_audit(
        &self,
        caller: &Caller,
        before: Option<i64>,
        account: &str,
        subject: &str,
        limit: i64,
    ) -> Result<Vec<Entry>> {
        may_somewhere(caller, Verb::ReadAudit)?;
        let limit = limit.clamp(1, MOST);
        let mut write = self.write().await?;
        let page = audit::page(
            &mut write,
            before.unwrap_or(i64::MAX),
            account,
            subject,
            limit,
        )
        .await?;
        let detail = json!({ "before": before, "account": account, "subject": subject });
        write
            .commit(line(caller, Verb::ReadAudit.id(), subject, detail))
            .await?;
        Ok(page)
    }

    /// Checks the chain from its first line to its last.
    pub async fn verify_audit(&self, caller: &Caller) -> Result<Chain> {
        may_somewhere(caller, Verb::ReadAudit)?;
        let mut read = self.store().read().await?;
        Ok(audit::verify(&mut read).await?)
    }
}

/// The log is one for the whole house: whoever may read it anywhere reads all of it.
pub(crate) fn may_somewhere(caller: &Caller, verb: Verb) -> Result<()> {
    if caller.must_change {
        return Err(AppError::MustChange);
    }
    if caller.places(verb).is_empty() {
        return Err(AppError::NotPermitted { verb: verb.id() });
    }
    Ok(())
}
