//! Who is asking, and how far do his roles reach?

use jiff::civil::Date;
use store::answers::Request;
use store::{Connection, accounts, orgs};

use crate::permission::{PERMISSIONS, Role, Verb};
use crate::{AppError, Result};

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The account's id.
    pub account: String,
    /// What is typed to sign in.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// Nothing else before the password is changed.
    pub must_change: bool,
    /// The session.
    pub session: String,
    /// What every write must carry.
    pub csrf: String,
    /// What is granted today.
    pub held: Vec<Held>,
    /// The day for which it holds.
    pub today: Date,
    /// His request, when it carries an idempotency key.
    pub request: Option<Request>,
}

/// A role at an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The role.
    pub role: Role,
    /// Where, with everything below.
    pub org: String,
    /// Topics it is bound to; empty for all.
    pub topics: Vec<String>,
}

impl Caller {
    /// The grants of an account that hold on a day.
    pub(crate) fn held(grants: &[accounts::Grant], today: Date) -> Vec<Held> {
        let today = today.to_string();
        let holds = |grant: &&accounts::Grant| {
            let ended = grant.until_day.as_ref().is_some_and(|last| *last < today);
            grant.ended_at.is_none() && grant.from_day <= today && !ended
        };
        let held = |grant: &accounts::Grant| {
            Some(Held {
                role: Role::of(&grant.role)?,
                org: grant.org.clone(),
                topics: topics(&grant.topics),
            })
        };
        grants.iter().filter(holds).filter_map(held).collect()
    }

    /// Refuses unless some role reaches an organisation, and a topic where one is named.
    pub(crate) async fn may(
        &self,
        on: &mut Connection,
        verb: Verb,
        org: &str,
        topic: Option<&str>,
    ) -> Result<()> {
        if self.must_change {
            return Err(AppError::MustChange);
        }
        let line = orgs::ancestors(on, org, &self.today.to_string()).await?;
        self.must_reach(verb, &line, topic)
    }

    /// Refuses unless some role that may do it is held at one of these organisations.
    pub(crate) fn must_reach(
        &self,
        verb: Verb,
        orgs: &[String],
        topic: Option<&str>,
    ) -> Result<()> {
        if !self.must_change && self.reaches(verb, orgs, topic) {
            Ok(())
        } else {
            Err(AppError::NotPermitted { verb: verb.id() })
        }
    }

    /// Whether some role that may do it is held at one of these organisations.
    pub(crate) fn reaches(&self, verb: Verb, orgs: &[String], topic: Option<&str>) -> bool {
        let Some(row) = PERMISSIONS.verb(verb) else {
            return false;
        };
        self.held.iter().any(|held| {
            let on_topic = !row.topics
                || held.topics.is_empty()
                || topic.is_none_or(|topic| held.topics.iter().any(|own| own == topic));
            row.roles.contains(&held.role) && orgs.contains(&held.org) && on_topic
        })
    }

    /// Where he holds a role that may do something.
    pub fn places(&self, verb: Verb) -> Vec<&str> {
        let Some(row) = PERMISSIONS.verb(verb) else {
            return Vec::new();
        };
        let able = self
            .held
            .iter()
            .filter(|held| row.roles.contains(&held.role));
        able.map(|held| held.org.as_str()).collect()
    }

    /// What he may do somewhere.
    pub fn verbs(&self) -> Vec<Verb> {
        let rows = PERMISSIONS.verbs.iter().map(|row| row.id);
        rows.filter(|verb| !self.places(*verb).is_empty()).collect()
    }
}

/// Topics as they are stored.
pub(crate) fn topics(text: &str) -> Vec<String> {
    text.split(',')
        .filter(|topic| !topic.is_empty())
        .map(str::to_owned)
        .collect()
}
