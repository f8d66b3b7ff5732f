//! What has been filled in, by whom, and how far is it through sign-off?
//!
//! A return's content is the sum of its changes, and every change of every cell is kept. Whoever
//! writes names the version he saw; if another one is stored by now, nothing is written and the
//! changes in between can be shown.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use crate::many::{AT_ONCE, places};
use crate::{Connection, Millis, Result, StoreError, Write};

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The figure or the option's id; none when a reason stands there instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Why there is no figure: `not_applicable`, `withheld`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
    /// Where it came from, when nobody typed it: a file and its cell, last year's return …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Why it is right although a check asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Cells by the name of their field: `pupils.primary`.
pub type Content = BTreeMap<String, Cell>;

/// A form that somebody fills in for a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    /// Its id.
    pub id: String,
    /// The round.
    pub round: String,
    /// Who fills it in.
    pub org: String,
    /// The form's id.
    pub form: String,
    /// draft, submitted, checked, returned, locked
    pub state: String,
    /// Counts its changes.
    pub version: i64,
    /// What stands in it.
    pub content: Content,
}

/// One cell changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The version it made.
    pub version: i64,
    /// The field.
    pub field: String,
    /// What stands there now; none if it was emptied.
    pub cell: Option<Cell>,
    /// By whom.
    pub account: String,
    /// When.
    pub at: Millis,
}

/// A step of sign-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct Event {
    /// Its number within the return.
    pub seq: i64,
    /// submitted, checked, approved, returned, unlock_asked, unlocked
    pub event: String,
    /// The group of the form it is about.
    pub topic: Option<String>,
    /// The field it points at.
    pub field: Option<String>,
    /// Why.
    pub reason: String,
    /// By whom.
    pub account: String,
    /// When.
    pub at: Millis,
}

#[derive(FromRow)]
struct Stored {
    id: String,
    round: String,
    org: String,
    form: String,
    state: String,
    version: i64,
    content: String,
}

impl TryFrom<Stored> for Return {
    type Error = StoreError;

    fn try_from(stored: Stored) -> Result<Return> {
        let content = serde_json::from_str(&stored.content)
            .map_err(|why| StoreError::Damaged(format!("return {}: {why}", stored.id)))?;
        Ok(Return {
            id: stored.id,
            round: stored.round,
            org: stored.org,
            form: stored.form,
            state: stored.state,
            version: stored.version,
            content,
        })
    }
}

const RETURN: &str = "SELECT id, round, org, form, state, version, content FROM filled_return";

/// One return.
pub async fn get(on: &mut Connection, id: &str) -> Result<Return> {
    let one = format!("{RETURN} WHERE id = $1");
    let one = sqlx::query_as(sqlx::AssertSqlSafe(one)).bind(id.to_owned());
    let found: Option<Stored> = one.fetch_optional(on).await?;
    found
        .ok_or_else(|| StoreError::NotFound(id.to_owned()))?
        .try_into()
}

/// The return of a form that somebody fills in for a round, if there is one.
pub async fn of_org(
    on: &mut Connection,
    round: &str,
    org: &str,
    form: &str,
) -> Result<Option<Return>> {
    let own = format!("{RETURN} WHERE round = $1 AND org = $2 AND form = $3");
    let own = sqlx::query_as(sqlx::AssertSqlSafe(own))
        .bind(round.to_owned())
        .bind(org.to_owned())
        .bind(form.to_owned());
    let own: Option<Stored> = own.fetch_optional(on).await?;
    own.map(Return::try_from).transpose()
}

/// Whose return it is, if there is one of this id.
pub async fn org_of(on: &mut Connection, id: &str) -> Result<Option<String>> {
    let one = sqlx::query_scalar("SELECT org FROM filled_return WHERE id = $1").bind(id.to_owned());
    Ok(one.fetch_optional(on).await?)
}

/// Every return of a round.
pub async fn of_round(on: &mut Connection, round: &str) -> Result<Vec<Return>> {
    let all = format!("{RETURN} WHERE round = $1 ORDER BY org, form");
    let all = sqlx::query_as(sqlx::AssertSqlSafe(all)).bind(round.to_owned());
    let all: Vec<Stored> = all.fetch_all(on).await?;
    all.into_iter().map(Return::try_from).collect()
}

/// An empty draft to be added.
#[derive(Debug, Clone)]
pub struct New {
    /// Its id.
    pub id: String,
    /// Who fills it in.
    pub org: String,
    /// The form's id.
    pub form: String,
}

/// Adds empty drafts to a round.
pub async fn add(write: &mut Write, round: &str, drafts: &[New]) -> Result<()> {
    for drafts in drafts.chunks(AT_ONCE) {
        let insert = format!(
            "INSERT INTO filled_return (id, round, org, form, state, version, content) VALUES {}",
            places(drafts.len(), 7)
        );
        let mut insert = sqlx::query(sqlx::AssertSqlSafe(insert));
        for new in drafts {
            insert = insert
                .bind(new.id.clone())
                .bind(round.to_owned())
                .bind(new.org.clone())
                .bind(new.form.clone())
                .bind("draft")
                .bind(0_i64)
                .bind("{}");
        }
        insert.execute(&mut **write).await?;
    }
    Ok(())
}

/// Writes cells (none empties one) into a return whose version is `seen`; gives the new version.
pub async fn save(
    write: &mut Write,
    id: &str,
    seen: i64,
    account: &str,
    cells: &BTreeMap<String, Option<Cell>>,
) -> Result<i64> {
    let mut own = get(write, id).await?;
    if own.version != seen {
        return Err(StoreError::Changed {
            asked: seen,
            now: own.version,
        });
    }
    let version = seen + 1;
    for (field, cell) in cells {
        match cell {
            Some(cell) => own.content.insert(field.clone(), cell.clone()),
            None => own.content.remove(field),
        };
    }
    add_changes(write, id, version, account, cells).await?;
    sqlx::query("UPDATE filled_return SET version = $2, content = $3 WHERE id = $1")
        .bind(id.to_owned())
        .bind(version)
        .bind(to_json(&own.content)?)
        .execute(&mut **write)
        .await?;
    Ok(version)
}

async fn add_changes(
    write: &mut Write,
    id: &str,
    version: i64,
    account: &str,
    cells: &BTreeMap<String, Option<Cell>>,
) -> Result<()> {
    let (now, cells) = (write.now(), cells.iter().collect::<Vec<_>>());
    for cells in cells.chunks(AT_ONCE) {
        let insert = format!(
            "INSERT INTO cell_change (filled_return, version, field, cell, account, at) VALUES {}",
            places(cells.len(), 6)
        );
        let mut insert = sqlx::query(sqlx::AssertSqlSafe(insert));
        for (field, cell) in cells {
            insert = insert
                .bind(id.to_owned())
                .bind(version)
                .bind((*field).clone())
                .bind(cell.as_ref().map(to_json).transpose()?)
                .bind(account.to_owned())
                .bind(now);
        }
        insert.execute(&mut **write).await?;
    }
    Ok(())
}

/// The changes of a return after a version, oldest first.
pub async fn changes(on: &mut Connection, id: &str, after: i64) -> Result<Vec<Change>> {
    type Row = (i64, String, Option<String>, String, i64);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT version, field, cell, account, at FROM cell_change \
         WHERE filled_return = $1 AND version > $2 ORDER BY version, field",
    )
    .bind(id.to_owned())
    .bind(after)
    .fetch_all(on)
    .await?;
    let change = |(version, field, cell, account, at): Row| {
        let cell = cell.map(|cell| serde_json::from_str(&cell)).transpose();
        let cell =
            cell.map_err(|why| StoreError::Damaged(format!("return {id} {field}: {why}")))?;
        Ok(Change {
            version,
            field,
            cell,
            account,
            at,
        })
    };
    rows.into_iter().map(change).collect()
}

/// Moves a return to another state and tells why; a write that saw another version is refused.
pub async fn step(
    write: &mut Write,
    id: &str,
    seen: i64,
    state: &str,
    account: &str,
    step: &Step<'_>,
) -> Result<i64> {
    let moved = sqlx::query(
        "UPDATE filled_return SET state = $3, version = version + 1 WHERE id = $1 AND version = $2",
    )
    .bind(id.to_owned())
    .bind(seen)
    .bind(state.to_owned())
    .execute(&mut **write)
    .await?;
    if moved.rows_affected() == 0 {
        let now = get(write, id).await?.version;
        return Err(StoreError::Changed { asked: seen, now });
    }
    let now = write.now();
    sqlx::query(
        "INSERT INTO return_event (filled_return, seq, event, topic, field, reason, account, at) \
         SELECT $1, COALESCE(MAX(seq), 0) + 1, $2, $3, $4, $5, $6, $7 \
         FROM return_event WHERE filled_return = $1",
    )
    .bind(id.to_owned())
    .bind(step.event.to_owned())
    .bind(step.topic.map(str::to_owned))
    .bind(step.field.map(str::to_owned))
    .bind(step.reason.to_owned())
    .bind(account.to_owned())
    .bind(now)
    .execute(&mut **write)
    .await?;
    Ok(seen + 1)
}

/// What is told of a step.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// submitted, checked, approved, returned, unlock_asked, unlocked
    pub event: &'a str,
    /// The group it is about.
    pub topic: Option<&'a str>,
    /// The field it points at.
    pub field: Option<&'a str>,
    /// Why; empty where none is needed.
    pub reason: &'a str,
}

/// The steps of a return, oldest first.
pub async fn events(on: &mut Connection, id: &str) -> Result<Vec<Event>> {
    let all = "SELECT seq, event, topic, field, reason, account, at FROM return_event \
               WHERE filled_return = $1 ORDER BY seq";
    Ok(sqlx::query_as(all)
        .bind(id.to_owned())
        .fetch_all(on)
        .await?)
}

/// Locked returns of a round whose last step asks for them to be unlocked, by id.
pub async fn asked_to_unlock(on: &mut Connection, round: &str) -> Result<Vec<String>> {
    let asked = "SELECT filled_return.id FROM filled_return \
                 JOIN return_event ON return_event.filled_return = filled_return.id \
                 WHERE filled_return.round = $1 AND filled_return.state = 'locked' \
                 AND return_event.event = 'unlock_asked' \
                 AND return_event.seq = (SELECT MAX(seq) FROM return_event AS step \
                                         WHERE step.filled_return = filled_return.id)";
    let asked = sqlx::query_scalar(asked).bind(round.to_owned());
    Ok(asked.fetch_all(on).await?)
}

fn to_json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|why| StoreError::Damaged(why.to_string()))
}

/// What tells one state of a round from another: how many returns there are, how many changes and
/// steps they have seen, and how often any organisation has changed.
pub async fn state_of(on: &mut Connection, round: &str) -> Result<(i64, i64, i64)> {
    let state = "SELECT COUNT(*), CAST(COALESCE(SUM(version), 0) AS BIGINT), \
                 (SELECT COUNT(*) FROM org_state) FROM filled_return WHERE round = $1";
    Ok(sqlx::query_as(state)
        .bind(round.to_owned())
        .fetch_one(on)
        .await?)
}
