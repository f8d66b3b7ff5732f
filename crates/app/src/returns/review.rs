//! The township checks, the county approves group by group, and either may send a return back.

use serde_json::json;
use store::returns::{self, Event, Step};

use super::read_return::{Seen, approved, must_be};
use crate::app::{App, line};
use crate::caller::Caller;
use crate::permission::Verb;
use crate::{AppError, Result};

/// What a reviewer decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Review {
    /// The township finds it right.
    Check,
    /// The county finds some groups right.
    Approve {
        /// Groups of the form.
        groups: Vec<String>,
    },
    /// Somebody finds it wrong.
    SendBack {
        /// Why.
        reason: String,
        /// The field it points at.
        field: Option<String>,
    },
}

impl Review {
    fn verb(&self) -> Verb {
        match self {
            Review::Check => Verb::CheckReturn,
            Review::Approve { .. } => Verb::ApproveReturn,
            Review::SendBack { .. } => Verb::SendBackReturn,
        }
    }

    fn states(&self) -> &'static [&'static str] {
        match self {
            Review::Check => &["submitted"],
            Review::Approve { .. } => &["checked"],
            Review::SendBack { .. } => &["submitted", "checked"],
        }
    }
}

impl App {
    /// Decides about a return of which version `seen` was looked at.
    pub async fn review_return(
        &self,
        caller: &Caller,
        id: &str,
        seen: i64,
        review: &Review,
    ) -> Result<i64> {
        let mut write = self.write().await?;
        let found = self.seen(&mut write, id).await?;
        let verb = review.verb();
        for topic in review.topics() {
            caller.may(&mut write, verb, &found.own.org, topic).await?;
        }
        must_be(&found, review.states(), verb)?;
        let before = returns::events(&mut write, id).await?;
        let (state, steps) = review.decide(&found, &before)?;
        let mut version = seen;
        for step in &steps {
            version = returns::step(&mut write, id, version, state, &caller.account, step).await?;
        }
        let topics: Vec<Option<&str>> = steps.iter().map(|step| step.topic).collect();
        let detail = json!({ "version": version, "state": state, "topics": topics });
        write.commit(line(caller, verb.id(), id, detail)).await?;
        Ok(version)
    }
}

impl Review {
    /// The groups it is about; one about the whole return asks once, without a group.
    fn topics(&self) -> Vec<Option<&str>> {
        match self {
            Review::Approve { groups } => groups.iter().map(|group| Some(group.as_str())).collect(),
            _ => vec![None],
        }
    }

    /// The state it leads to, and the steps to tell.
    fn decide(&self, found: &Seen, before: &[Event]) -> Result<(&'static str, Vec<Step<'_>>)> {
        match self {
            Review::Check => Ok(("checked", vec![plain("checked")])),
            Review::Approve { groups } => approve(found, before, groups),
            Review::SendBack { reason, field } => send_back(found, reason, field.as_deref()),
        }
    }
}

/// A return is locked when its last group is approved.
fn approve<'r>(
    found: &Seen,
    before: &[Event],
    groups: &'r [String],
) -> Result<(&'static str, Vec<Step<'r>>)> {
    let known: Vec<&str> = found
        .form
        .groups
        .iter()
        .map(|group| group.id.as_str())
        .collect();
    let unknown = groups.iter().find(|group| !known.contains(&group.as_str()));
    if let Some(group) = unknown {
        return Err(AppError::invalid(
            "group-unknown",
            [("group", group.clone())],
        ));
    }
    if groups.is_empty() {
        return Err(AppError::invalid(
            "group-unknown",
            [("group", String::new())],
        ));
    }
    let mut done = approved(before);
    done.extend_from_slice(groups);
    let all = known
        .iter()
        .all(|group| done.iter().any(|own| own == group));
    let step = |group: &'r String| Step {
        topic: Some(group),
        ..plain("approved")
    };
    Ok((
        if all { "locked" } else { "checked" },
        groups.iter().map(step).collect(),
    ))
}

fn send_back<'r>(
    found: &Seen,
    reason: &'r str,
    field: Option<&'r str>,
) -> Result<(&'static str, Vec<Step<'r>>)> {
    if reason.trim().is_empty() {
        return Err(AppError::invalid("reason-needed", []));
    }
    if let Some(field) = field.filter(|field| found.form.column(field).is_none()) {
        return Err(AppError::invalid(
            "field-unknown",
            [("field", field.to_owned())],
        ));
    }
    Ok((
        "returned",
        vec![Step {
            field,
            reason,
            ..plain("returned")
        }],
    ))
}

fn plain(event: &'static str) -> Step<'static> {
    Step {
        event,
        topic: None,
        field: None,
        reason: "",
    }
}
