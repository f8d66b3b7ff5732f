//! Which organisations are there on a day, and what became of them?
//!
//! An organisation keeps its identity for ever; what it is called, where it belongs and whether it
//! is open is a history of states. A school that closes stays in every table of the years it was open.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use crate::many::{AT_ONCE, places_from};
use crate::{Connection, Result, StoreError, Write};

/// An organisation as it is on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct Org {
    /// Its id.
    pub id: String,
    /// province, city, county, township, school
    pub kind: String,
    /// 学校标识码 for a school, 行政区划代码 for the others; empty if it has none.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it belongs to.
    pub parent: Option<String>,
    /// open, merged, closed
    pub status: String,
    /// What it was merged into.
    pub into_org: Option<String>,
    /// The day from which this holds.
    pub from_day: String,
}

/// What holds of an organisation from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The day.
    pub from_day: String,
    /// Its name.
    pub name: String,
    /// What it belongs to.
    pub parent: Option<String>,
    /// open, merged, closed
    pub status: String,
    /// What it was merged into.
    pub into_org: Option<String>,
}

/// The state of each organisation on day $1: the last that had begun by then; for one that begins
/// later, its first.
const ON_DAY: &str = "SELECT o.id, o.kind, o.code, s.name, s.parent, s.status, s.into_org, s.from_day \
     FROM org o JOIN org_state s ON s.org = o.id \
     WHERE s.seq = COALESCE( \
        (SELECT t.seq FROM org_state t WHERE t.org = o.id AND t.from_day <= $1 \
         ORDER BY t.from_day DESC, t.seq DESC LIMIT 1), \
        (SELECT MIN(t.seq) FROM org_state t WHERE t.org = o.id))";

/// Every organisation as it is on a day, by code and name.
pub async fn on_day(on: &mut Connection, day: &str) -> Result<Vec<Org>> {
    let all = format!("{ON_DAY} ORDER BY o.code, s.name, o.id");
    let all = sqlx::query_as(sqlx::AssertSqlSafe(all)).bind(day.to_owned());
    Ok(all.fetch_all(on).await?)
}

/// Provinces, cities and counties as they are on a day, by code and name.
pub async fn regions_on_day(on: &mut Connection, day: &str) -> Result<Vec<Org>> {
    let regions = format!(
        "{ON_DAY} AND o.kind IN ('province', 'city', 'county') ORDER BY o.code, s.name, o.id"
    );
    let regions = sqlx::query_as(sqlx::AssertSqlSafe(regions)).bind(day.to_owned());
    Ok(regions.fetch_all(on).await?)
}

/// One organisation as it is on a day.
pub async fn get(on: &mut Connection, id: &str, day: &str) -> Result<Org> {
    let one = format!("{ON_DAY} AND o.id = $2");
    let one = sqlx::query_as(sqlx::AssertSqlSafe(one))
        .bind(day.to_owned())
        .bind(id.to_owned());
    let found: Option<Org> = one.fetch_optional(on).await?;
    found.ok_or_else(|| StoreError::NotFound(id.to_owned()))
}

/// Whether an organisation has a code.
pub async fn has_code(on: &mut Connection, code: &str) -> Result<bool> {
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM org WHERE code = $1")
        .bind(code.to_owned())
        .fetch_one(on)
        .await?;
    Ok(count > 0)
}

/// What an organisation has been, oldest first.
pub async fn history(on: &mut Connection, id: &str) -> Result<Vec<Org>> {
    let states = "SELECT o.id, o.kind, o.code, s.name, s.parent, s.status, s.into_org, s.from_day \
         FROM org o JOIN org_state s ON s.org = o.id WHERE o.id = $1 ORDER BY s.from_day, s.seq";
    Ok(sqlx::query_as(states)
        .bind(id.to_owned())
        .fetch_all(on)
        .await?)
}

/// Organisations and everything they belong to, as they are on a day.
pub async fn lines_on_day(on: &mut Connection, ids: Vec<String>, day: &str) -> Result<Vec<Org>> {
    let (mut lines, mut known) = (Vec::new(), HashSet::new());
    let mut next: Vec<String> = ids;
    while !next.is_empty() {
        next.retain(|id| known.insert(id.clone()));
        let mut above = Vec::new();
        for ids in next.chunks(AT_ONCE) {
            let some = format!("{ON_DAY} AND o.id IN {}", places_from(2, 1, ids.len()));
            let mut some = sqlx::query_as(sqlx::AssertSqlSafe(some)).bind(day.to_owned());
            for id in ids {
                some = some.bind(id.clone());
            }
            let some: Vec<Org> = some.fetch_all(&mut *on).await?;
            above.extend(some.iter().filter_map(|org| org.parent.clone()));
            lines.extend(some);
        }
        next = above;
    }
    Ok(lines)
}

/// Adds an organisation with its first state.
pub async fn add(write: &mut Write, id: &str, kind: &str, code: &str, first: &State) -> Result<()> {
    sqlx::query("INSERT INTO org (id, kind, code) VALUES ($1, $2, $3)")
        .bind(id.to_owned())
        .bind(kind.to_owned())
        .bind(code.to_owned())
        .execute(&mut **write)
        .await?;
    change(write, id, first).await
}

/// Adds a state to an organisation's history.
pub async fn change(write: &mut Write, id: &str, state: &State) -> Result<()> {
    sqlx::query(
        "INSERT INTO org_state (org, seq, from_day, name, parent, status, into_org) \
         SELECT $1, COALESCE(MAX(seq), 0) + 1, $2, $3, $4, $5, $6 FROM org_state WHERE org = $1",
    )
    .bind(id.to_owned())
    .bind(state.from_day.clone())
    .bind(state.name.clone())
    .bind(state.parent.clone())
    .bind(state.status.clone())
    .bind(state.into_org.clone())
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// An organisation and everything it belongs to on a day, itself first.
pub async fn ancestors(on: &mut Connection, id: &str, day: &str) -> Result<Vec<String>> {
    let mut line: Vec<String> = Vec::new();
    let mut next = Some(id.to_owned());
    // A tree of five kinds; what is deeper goes round in circles.
    while let Some(id) = next.filter(|id| line.len() < 8 && !line.contains(id)) {
        let own = get(on, &id, day).await?;
        line.push(id);
        next = own.parent;
    }
    Ok(line)
}
