//! Who may come in, as what?

use std::collections::{BTreeSet, HashMap};

use serde_json::json;
use store::accounts::{self, Account, Grant};
use store::{Millis, orgs, tries};

use super::read_audit::may_somewhere;
use crate::Result;
use crate::app::{App, line};
use crate::caller::Caller;
use crate::people::sign_in::kept;
use crate::permission::Verb;
use crate::tree::Tree;

/// An account and what is granted to it.
#[derive(Debug, Clone)]
pub struct Person {
    /// The account; its password's hash never leaves this room.
    pub account: Account,
    /// Until when it has to wait after wrong passwords, if it has.
    pub locked_until: Option<Millis>,
    /// What is granted and what was, each with the name of the place.
    pub grants: Vec<(Grant, String)>,
}

impl App {
    /// The accounts below the caller's places. Names are personal: the read leaves a line.
    pub async fn read_accounts(&self, caller: &Caller) -> Result<Vec<Person>> {
        may_somewhere(caller, Verb::ReadAccounts)?;
        let mut read = self.store().read().await?;
        let tree = Tree::new(orgs::on_day(&mut read, &caller.today.to_string()).await?);
        let granted = accounts::grants(&mut read).await?;
        let all = accounts::all(&mut read).await?;
        let waiting = tries::waiting(&mut read, self.outside.now()).await?;
        drop(read);
        let mut granted = within_reach(caller, &tree, granted);
        let waiting: HashMap<String, Millis> = waiting.into_iter().collect();
        let known = all.into_iter().filter_map(|account| {
            Some(Person {
                grants: granted.remove(&account.id)?,
                locked_until: waiting.get(&kept(&account.login)).copied(),
                account: Account {
                    password: String::new(),
                    ..account
                },
            })
        });
        let people: Vec<Person> = known.collect();
        let detail = json!({ "count": people.len() });
        self.tell(line(caller, Verb::ReadAccounts.id(), "", detail))
            .await?;
        Ok(people)
    }

    /// The names of organisations today, for tables that show where something is.
    pub async fn org_names(
        &self,
        ids: impl IntoIterator<Item = &str>,
    ) -> Result<HashMap<String, String>> {
        let today = self.outside.today().to_string();
        let mut read = self.store().read().await?;
        let found = orgs::lines_on_day(&mut read, owned(ids), &today).await?;
        Ok(found.into_iter().map(|org| (org.id, org.name)).collect())
    }

    /// The names of accounts, for tables that show who did something.
    pub async fn names(
        &self,
        ids: impl IntoIterator<Item = &str>,
    ) -> Result<HashMap<String, String>> {
        let mut read = self.store().read().await?;
        Ok(accounts::names(&mut read, &owned(ids)).await?)
    }
}

/// Each id once.
fn owned<'i>(ids: impl IntoIterator<Item = &'i str>) -> Vec<String> {
    let ids: BTreeSet<&str> = ids.into_iter().collect();
    ids.into_iter().map(str::to_owned).collect()
}

/// What is granted below the caller's places, by account.
fn within_reach(
    caller: &Caller,
    tree: &Tree,
    grants: Vec<Grant>,
) -> HashMap<String, Vec<(Grant, String)>> {
    let places = caller.places(Verb::ReadAccounts);
    let mut granted: HashMap<String, Vec<(Grant, String)>> = HashMap::new();
    for grant in grants {
        if places.iter().any(|place| tree.is_below(&grant.org, place)) {
            let name = tree.get(&grant.org).map(|org| org.name.clone());
            let own = granted.entry(grant.account.clone()).or_default();
            own.push((grant, name.unwrap_or_default()));
        }
    }
    granted
}
