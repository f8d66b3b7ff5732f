//! The log, and whether anybody has touched it.

use std::collections::HashMap;

use serde_json::json;
use store::audit::{self, Chain, Entry, Which};
use store::{accounts, orgs, returns, rounds};

use crate::app::{App, line};
use crate::caller::Caller;
use crate::permission::Verb;
use crate::{AppError, Result};

/// Lines a page at most.
const MOST: i64 = 1_000;

/// Some lines of the log, and what their ids are called.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    /// Newest first.
    pub entries: Vec<Entry>,
    /// What an account or a subject is called today, by id.
    pub names: HashMap<String, String>,
}

impl App {
    /// Lines of the log, newest first, at most a thousand. That somebody has read them is told as well.
    pub async fn read_audit(&self, caller: &Caller, which: &Which) -> Result<Lines> {
        may_somewhere(caller, Verb::ReadAudit)?;
        let mut read = self.store().read().await?;
        let which = Which {
            limit: which.limit.clamp(1, MOST),
            ..which.clone()
        };
        let entries = audit::page(&mut read, &which).await?;
        let names = names(&mut read, &entries, &caller.today.to_string()).await?;
        drop(read);
        let detail = json!({ "lines": entries.len(), "last": entries.last().map(|own| own.seq),
            "account": which.account, "verb": which.verb });
        let told = line(caller, Verb::ReadAudit.id(), &which.subject, detail);
        self.tell(told).await?;
        Ok(Lines { entries, names })
    }

    /// Checks the chain from its first line to its last.
    pub async fn verify_audit(&self, caller: &Caller) -> Result<Chain> {
        may_somewhere(caller, Verb::ReadAudit)?;
        let mut read = self.store().read().await?;
        Ok(audit::verify(&mut read).await?)
    }
}

/// What people call whatever lines speak of.
async fn names(
    read: &mut store::Connection,
    entries: &[Entry],
    today: &str,
) -> Result<HashMap<String, String>> {
    let people = accounts::all(read).await?;
    let mut known: HashMap<String, String> =
        people.into_iter().map(|own| (own.id, own.name)).collect();
    let places = orgs::on_day(read, today).await?;
    known.extend(places.into_iter().map(|own| (own.id, own.name)));
    let open = rounds::all(read).await?;
    known.extend(open.into_iter().map(|own| (own.id, own.title)));
    let mut names = HashMap::new();
    for id in entries.iter().flat_map(|own| [&own.account, &own.subject]) {
        if id.is_empty() || names.contains_key(id) {
            continue;
        }
        let name = if let Some(name) = known.get(id) {
            Some(name.clone())
        } else if let Some(org) = returns::org_of(read, id).await? {
            known.get(&org).cloned()
        } else {
            audit::called(read, id).await?
        };
        names.insert(id.clone(), name.unwrap_or_default());
    }
    Ok(names)
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
