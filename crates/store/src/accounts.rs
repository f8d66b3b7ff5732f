//! Who may come in, as what, and who is in right now?

use std::collections::HashMap;

use serde::Serialize;
use sqlx::FromRow;

use crate::many::{AT_ONCE, places};
use crate::{Connection, Millis, Result, StoreError, Write};

/// Somebody who may sign in.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Account {
    /// Its id.
    pub id: String,
    /// What is typed to sign in.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// An argon2id hash in PHC form.
    pub password: String,
    /// The password must be changed before anything else.
    pub must_change: i64,
    /// Not any more.
    pub disabled: i64,
    /// Since when.
    pub created_at: Millis,
}

/// What somebody may do, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct Grant {
    /// Its id.
    pub id: String,
    /// Whose.
    pub account: String,
    /// As in the permission table.
    pub role: String,
    /// Where, with everything below it.
    pub org: String,
    /// Groups of the standard, comma between; empty for all.
    pub topics: String,
    /// First day.
    pub from_day: String,
    /// Last day; none for no end.
    pub until_day: Option<String>,
    /// When it was taken back.
    pub ended_at: Option<Millis>,
}

/// Somebody who is in.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Session {
    /// The SHA-256 of what the browser holds.
    pub token: String,
    /// Who.
    pub account: String,
    /// What every write of this session must carry.
    pub csrf: String,
    /// Since when.
    pub created_at: Millis,
    /// Last heard of.
    pub seen_at: Millis,
}

const ACCOUNT: &str = "SELECT id, login, name, password, must_change, disabled, \
                       created_at FROM account";
const GRANT: &str =
    "SELECT id, account, role, org, topics, from_day, until_day, ended_at FROM role_grant";

/// Every account, by login.
pub async fn all(on: &mut Connection) -> Result<Vec<Account>> {
    let all = format!("{ACCOUNT} ORDER BY login");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(all))
        .fetch_all(on)
        .await?)
}

/// The names of accounts, by id.
pub async fn names(on: &mut Connection, ids: &[String]) -> Result<HashMap<String, String>> {
    let mut names = HashMap::new();
    for ids in ids.chunks(AT_ONCE) {
        let some = format!(
            "SELECT id, name FROM account WHERE id IN {}",
            places(1, ids.len())
        );
        let mut some = sqlx::query_as(sqlx::AssertSqlSafe(some));
        for id in ids {
            some = some.bind(id.clone());
        }
        let some: Vec<(String, String)> = some.fetch_all(&mut *on).await?;
        names.extend(some);
    }
    Ok(names)
}

/// How many accounts there are.
pub async fn count(on: &mut Connection) -> Result<i64> {
    Ok(sqlx::query_scalar("SELECT COUNT(*) FROM account")
        .fetch_one(on)
        .await?)
}

/// The account of an id.
pub async fn get(on: &mut Connection, id: &str) -> Result<Account> {
    let one = format!("{ACCOUNT} WHERE id = $1");
    let one = sqlx::query_as(sqlx::AssertSqlSafe(one)).bind(id.to_owned());
    let found: Option<Account> = one.fetch_optional(on).await?;
    found.ok_or_else(|| StoreError::NotFound(id.to_owned()))
}

/// The account that signs in by a name.
pub async fn by_login(on: &mut Connection, login: &str) -> Result<Option<Account>> {
    let one = format!("{ACCOUNT} WHERE login = $1");
    let one = sqlx::query_as(sqlx::AssertSqlSafe(one)).bind(login.to_owned());
    Ok(one.fetch_optional(on).await?)
}

/// Adds an account.
pub async fn add(write: &mut Write, account: &Account) -> Result<()> {
    sqlx::query(
        "INSERT INTO account (id, login, name, password, must_change, disabled, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(account.id.clone())
    .bind(account.login.clone())
    .bind(account.name.clone())
    .bind(account.password.clone())
    .bind(account.must_change)
    .bind(account.disabled)
    .bind(account.created_at)
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Keeps everything of an account but its id, login and first day.
pub async fn update(write: &mut Write, account: &Account) -> Result<()> {
    sqlx::query(
        "UPDATE account SET name = $2, password = $3, must_change = $4, disabled = $5 \
         WHERE id = $1",
    )
    .bind(account.id.clone())
    .bind(account.name.clone())
    .bind(account.password.clone())
    .bind(account.must_change)
    .bind(account.disabled)
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Every grant of all accounts, also what was taken back.
pub async fn grants(on: &mut Connection) -> Result<Vec<Grant>> {
    let all = format!("{GRANT} ORDER BY account, role, org");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(all))
        .fetch_all(on)
        .await?)
}

/// Every grant of an account, also what was taken back.
pub async fn grants_of(on: &mut Connection, account: &str) -> Result<Vec<Grant>> {
    let own = format!("{GRANT} WHERE account = $1 ORDER BY role, org");
    let own = sqlx::query_as(sqlx::AssertSqlSafe(own)).bind(account.to_owned());
    Ok(own.fetch_all(on).await?)
}

/// One grant.
pub async fn get_grant(on: &mut Connection, id: &str) -> Result<Grant> {
    let one = format!("{GRANT} WHERE id = $1");
    let one = sqlx::query_as(sqlx::AssertSqlSafe(one)).bind(id.to_owned());
    let found: Option<Grant> = one.fetch_optional(on).await?;
    found.ok_or_else(|| StoreError::NotFound(id.to_owned()))
}

/// Grants something.
pub async fn grant(write: &mut Write, grant: &Grant) -> Result<()> {
    sqlx::query(
        "INSERT INTO role_grant (id, account, role, org, topics, from_day, until_day, ended_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(grant.id.clone())
    .bind(grant.account.clone())
    .bind(grant.role.clone())
    .bind(grant.org.clone())
    .bind(grant.topics.clone())
    .bind(grant.from_day.clone())
    .bind(grant.until_day.clone())
    .bind(grant.ended_at)
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Takes a grant back.
pub async fn end_grant(write: &mut Write, id: &str) -> Result<()> {
    let now = write.now();
    sqlx::query("UPDATE role_grant SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL")
        .bind(id.to_owned())
        .bind(now)
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// The session of a token's hash.
pub async fn session(on: &mut Connection, token: &str) -> Result<Option<Session>> {
    let one = "SELECT token, account, csrf, created_at, seen_at FROM session WHERE token = $1";
    Ok(sqlx::query_as(one)
        .bind(token.to_owned())
        .fetch_optional(on)
        .await?)
}

/// Lets somebody in.
pub async fn add_session(write: &mut Write, session: &Session) -> Result<()> {
    sqlx::query(
        "INSERT INTO session (token, account, csrf, created_at, seen_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(session.token.clone())
    .bind(session.account.clone())
    .bind(session.csrf.clone())
    .bind(session.created_at)
    .bind(session.seen_at)
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Notes that a session was heard of.
pub async fn touch_session(write: &mut Write, token: &str) -> Result<()> {
    let now = write.now();
    sqlx::query("UPDATE session SET seen_at = $2 WHERE token = $1")
        .bind(token.to_owned())
        .bind(now)
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Ends a session.
pub async fn end_session(write: &mut Write, token: &str) -> Result<()> {
    sqlx::query("DELETE FROM session WHERE token = $1")
        .bind(token.to_owned())
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Ends every session of an account but one (empty: all).
pub async fn end_sessions(write: &mut Write, account: &str, but: &str) -> Result<()> {
    sqlx::query("DELETE FROM session WHERE account = $1 AND token <> $2")
        .bind(account.to_owned())
        .bind(but.to_owned())
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Forgets sessions that began or were last heard of before these moments.
pub async fn forget_sessions(write: &mut Write, began: Millis, seen: Millis) -> Result<()> {
    sqlx::query("DELETE FROM session WHERE created_at < $1 OR seen_at < $2")
        .bind(began)
        .bind(seen)
        .execute(&mut **write)
        .await?;
    Ok(())
}
