//! The clerk says: this is right.

use kernel::{Finding, Grade};
use serde_json::json;
use store::orgs;
use store::returns::{self, Content, Step};

use facts::catalogue::Form;

use super::findings::field_of;
use super::read_return::must_be;
use crate::app::{App, line};
use crate::caller::Caller;
use crate::permission::Verb;
use crate::{AppError, Result};

impl App {
    /// Hands a return in. What must be fixed stands in the way, and what must be explained until a note is
    /// written beside its field.
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
        if let Some((field, count)) = unexplained(&found.form, &found.own.content, &findings) {
            let args = [("count", count.to_string()), ("field", field.to_owned())];
            return Err(AppError::invalid("explain-first", args));
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

/// The first field that needs a note and has none, and how many findings lack theirs.
fn unexplained<'f>(
    form: &'f Form,
    content: &Content,
    findings: &[Finding],
) -> Option<(&'f str, usize)> {
    let asking = findings
        .iter()
        .filter(|finding| finding.grade == Grade::Explain);
    let fields = asking.filter_map(|finding| field_of(form, finding));
    let has_note = |field: &&str| {
        let note = content.get(*field).and_then(|cell| cell.note.as_deref());
        note.is_some_and(|note| !note.trim().is_empty())
    };
    let mut lacking = fields.filter(|field| !has_note(field));
    let first = lacking.next()?;
    Some((first, 1 + lacking.count()))
}
