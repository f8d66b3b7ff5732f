//! The clerk says: this is right.

use kernel::Grade;
use serde_json::json;
use store::orgs;
use store::returns::{self, Step};

use super::read_return::must_be;
use crate::app::{App, line};
use crate::caller::Caller;
use crate::permission::Verb;
use crate::{AppError, Result};

impl App {
    /// Hands a return in. What must be fixed stands in the way.
    pub async fn submit_return(&self, caller: &Caller, id: &str, seen: i64) -> Result<i64> {
        let mut write = self.write().await?;
        let found = self.seen(&mut write, id).await?;
        caller
            .may(&mut write, Verb::SubmitReturn, &found.own.org, None)
            .await?;
        must_be(&found, &["draft", "returned"], Verb::SubmitReturn)?;
        let org = orgs::get(&mut write, &found.own.org, &found.round.day).await?;
        let findings = self.findings(&found.round, &org, &found.own)?;
        let grave = findings
            .iter()
            .filter(|finding| finding.grade == Grade::MustFix)
            .count();
        if grave > 0 {
            let args = [("count", grave.to_string())];
            return Err(AppError::invalid("must-fix-first", args));
        }
        if found.own.content.is_empty() {
            return Err(AppError::invalid("nothing-filled-in", []));
        }
        let step = Step {
            event: "submitted",
            topic: None,
            field: None,
            reason: "",
        };
        let version =
            returns::step(&mut write, id, seen, "submitted", &caller.account, &step).await?;
        let detail = json!({ "version": version, "round": found.round.id });
        write
            .commit(line(caller, Verb::SubmitReturn.id(), id, detail))
            .await?;
        Ok(version)
    }
}
