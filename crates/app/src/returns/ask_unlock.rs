//! Something was wrong after all: who signed asks, the county opens, and both say why.

use serde_json::json;
use store::returns::{self, Step};

use super::read_return::must_be;
use crate::app::{App, line};
use crate::caller::Caller;
use crate::permission::Verb;
use crate::{AppError, Result};

impl App {
    /// Asks for a locked return to be opened again.
    pub async fn ask_unlock(&self, caller: &Caller, id: &str, seen: i64, why: &str) -> Result<i64> {
        self.about_lock(
            caller,
            id,
            seen,
            why,
            (Verb::AskUnlock, "unlock_asked", "locked"),
        )
        .await
    }

    /// Opens a locked return again: it goes back to its clerk.
    pub async fn unlock(&self, caller: &Caller, id: &str, seen: i64, why: &str) -> Result<i64> {
        self.about_lock(
            caller,
            id,
            seen,
            why,
            (Verb::UnlockReturn, "unlocked", "returned"),
        )
        .await
    }

    async fn about_lock(
        &self,
        caller: &Caller,
        id: &str,
        seen: i64,
        why: &str,
        (verb, event, state): (Verb, &str, &str),
    ) -> Result<i64> {
        if why.trim().is_empty() {
            return Err(AppError::invalid("reason-needed", []));
        }
        let mut write = self.write().await?;
        let found = self.seen(&mut write, id).await?;
        caller.may(&mut write, verb, &found.own.org, None).await?;
        must_be(&found, &["locked"], verb)?;
        let step = Step {
            event,
            topic: None,
            field: None,
            reason: why,
        };
        let version = returns::step(&mut write, id, seen, state, &caller.account, &step).await?;
        write
            .commit(line(caller, verb.id(), id, json!({ "version": version })))
            .await?;
        Ok(version)
    }
}
