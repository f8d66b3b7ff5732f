//! A new colleague, or a hundred from a workbook: one-time passwords, told once.

use facts::catalogue::Group;
use serde_json::json;
use store::accounts::{self, Account, Grant};
use store::{Write, orgs};

use crate::app::{App, line};
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::{PERMISSIONS, Role, Verb};
use crate::trust::may_somewhere;
use crate::{AppError, Result, password};

/// Somebody to be let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// What is typed to sign in.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// What he may do.
    pub grant: NewGrant,
}

/// A role to be granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGrant {
    /// The role.
    pub role: Role,
    /// Where.
    pub org: String,
    /// Topics it is bound to; empty for all.
    pub topics: Vec<String>,
    /// The last day; none for no end.
    pub until_day: Option<jiff::civil::Date>,
}

/// Accounts that are made at once, at most: each takes its moment of hashing.
pub const MOST_ACCOUNTS: usize = 500;

/// Whether somebody may sign in by a name.
pub(crate) fn login_fits(login: &str) -> bool {
    (1..=40).contains(&login.chars().count()) && !login.chars().any(char::is_control)
}

impl App {
    /// Makes accounts, all or none; gives their ids and one-time passwords, in order. The hashes are made one
    /// after another beside all other work, and before the turn to write is taken.
    pub async fn create_accounts(
        &self,
        caller: &Caller,
        new: &[NewAccount],
    ) -> Result<Vec<(String, String)>> {
        may_somewhere(caller, Verb::CreateAccount)?;
        if new.len() > MOST_ACCOUNTS {
            let args = [("limit", MOST_ACCOUNTS.to_string())];
            return Err(AppError::invalid("too-many-accounts", args));
        }
        let mut made = Vec::new();
        for _ in new {
            let password = password::one_time(&*self.outside);
            let hash = password::hash(password.clone(), &*self.outside).await?;
            made.push((self.new_id(), password, hash));
        }
        let mut write = self.write().await?;
        for (account, (id, _, hash)) in new.iter().zip(&made) {
            self.create(&mut write, caller, account, id, hash).await?;
        }
        let ids: Vec<&String> = made.iter().map(|(id, ..)| id).collect();
        let detail = json!({ "accounts": ids });
        let subject = ids.first().map_or("", |id| id.as_str());
        write
            .commit(line(caller, Verb::CreateAccount.id(), subject, detail))
            .await?;
        Ok(made
            .into_iter()
            .map(|(id, password, _)| (id, password))
            .collect())
    }

    async fn create(
        &self,
        write: &mut Write,
        caller: &Caller,
        new: &NewAccount,
        id: &str,
        hash: &str,
    ) -> Result<()> {
        caller
            .may(write, Verb::CreateAccount, &new.grant.org, None)
            .await?;
        let login = new.login.trim();
        if !login_fits(login) || new.name.trim().is_empty() {
            return Err(AppError::invalid(
                "account-name",
                [("login", new.login.clone())],
            ));
        }
        if accounts::by_login(write, login).await?.is_some() {
            return Err(AppError::invalid(
                "login-taken",
                [("login", login.to_owned())],
            ));
        }
        let account = Account {
            id: id.to_owned(),
            login: login.to_owned(),
            name: new.name.trim().to_owned(),
            password: hash.to_owned(),
            must_change: 1,
            disabled: 0,
            created_at: write.now(),
        };
        accounts::add(write, &account).await?;
        self.grant(write, caller, id, &new.grant).await
    }

    /// Grants one more role to an account.
    pub async fn grant_role(&self, caller: &Caller, account: &str, new: &NewGrant) -> Result<()> {
        let mut write = self.write().await?;
        accounts::get(&mut write, account)
            .await
            .map_err(absent("account"))?;
        self.may_look_after(&mut write, caller, Verb::CreateAccount, account)
            .await?;
        self.grant(&mut write, caller, account, new).await?;
        let detail = json!({ "role": new.role.id(), "org": new.org, "topics": new.topics });
        write
            .commit(line(caller, "grant_role", account, detail))
            .await?;
        Ok(())
    }

    /// The groups of all forms, each once: topics that a grant may be bound to.
    pub fn topics(&self) -> Vec<Group> {
        let mut topics: Vec<Group> = Vec::new();
        for form in self.packs.values().flat_map(|pack| pack.forms()) {
            for group in &form.groups {
                if topics.iter().all(|known| known.id != group.id) {
                    topics.push(group.clone());
                }
            }
        }
        topics
    }

    async fn grant(
        &self,
        write: &mut Write,
        caller: &Caller,
        account: &str,
        new: &NewGrant,
    ) -> Result<()> {
        caller
            .may(write, Verb::CreateAccount, &new.org, None)
            .await?;
        let today = caller.today.to_string();
        let org = orgs::get(write, &new.org, &today)
            .await
            .map_err(absent("org"))?;
        let row = PERMISSIONS.role(new.role);
        if !row.is_some_and(|row| row.at.contains(&org.kind)) {
            let args = [("role", new.role.id().to_owned()), ("org", org.name)];
            return Err(AppError::invalid("role-not-here", args));
        }
        if row.is_some_and(|row| row.ends) && new.until_day.is_none() {
            return Err(AppError::invalid(
                "role-must-end",
                [("role", new.role.id().to_owned())],
            ));
        }
        let known = self.topics();
        let is_known = |topic: &String| known.iter().any(|group| group.id == *topic);
        if let Some(topic) = new.topics.iter().find(|topic| !is_known(topic)) {
            return Err(AppError::invalid(
                "group-unknown",
                [("group", topic.clone())],
            ));
        }
        let grant = Grant {
            id: self.new_id(),
            account: account.to_owned(),
            role: new.role.id().to_owned(),
            org: new.org.clone(),
            topics: new.topics.join(","),
            from_day: today,
            until_day: new.until_day.map(|day| day.to_string()),
            ended_at: None,
        };
        Ok(accounts::grant(write, &grant).await?)
    }
}
