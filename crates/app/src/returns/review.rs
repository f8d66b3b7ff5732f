//! The township checks, the county approves group by group, and either may send a return back.

use serde_json::json;
use store::returns::{self, Step};

use super::read_return::{approved, must_be};
use crate::app::{App, line};
use crate::caller::Caller;
use crate::permission::Verb;
use crate::{AppError, Result};

/// What a reviewer decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Review {
    /// The township finds it right.
    Check,
    /// The county finds one group right.
    Approve {
        /// The group of the form.
        group: String,
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
        let topic = match review {
            Review::Approve { group } => Some(group.as_str()),
            _ => None,
        };
        caller.may(&mut write, verb, &found.own.org, topic).await?;
        must_be(&found, review.states(), verb)?;
        let known = |group: &str| found.form.groups.iter().any(|known| known.id == group);
        let (state, step) = match review {
            Review::Check => ("checked", plain("checked")),
            Review::Approve { group } if !known(group) => {
                return Err(AppError::invalid(
                    "group-unknown",
                    [("group", group.clone())],
                ));
            }
            Review::Approve { group } => {
                let mut done = approved(&returns::events(&mut write, id).await?);
                done.push(group.clone());
                let all = found
                    .form
                    .groups
                    .iter()
                    .all(|group| done.contains(&group.id));
                let state = if all { "locked" } else { "checked" };
                (
                    state,
                    Step {
                        topic: Some(group),
                        ..plain("approved")
                    },
                )
            }
            Review::SendBack { reason, .. } if reason.trim().is_empty() => {
                return Err(AppError::invalid("reason-needed", []));
            }
            Review::SendBack {
                field: Some(field), ..
            } if found.form.column(field).is_none() => {
                return Err(AppError::invalid(
                    "field-unknown",
                    [("field", field.clone())],
                ));
            }
            Review::SendBack { reason, field } => {
                let step = Step {
                    field: field.as_deref(),
                    reason,
                    ..plain("returned")
                };
                ("returned", step)
            }
        };
        let version = returns::step(&mut write, id, seen, state, &caller.account, &step).await?;
        let detail = json!({ "version": version, "state": state, "topic": topic });
        write.commit(line(caller, verb.id(), id, detail)).await?;
        Ok(version)
    }
}

fn plain(event: &'static str) -> Step<'static> {
    Step {
        event,
        topic: None,
        field: None,
        reason: "",
    }
}
