//! What did rounds come to when they were last judged, and does that still hold?
//!
//! A summary can always be made again from the returns, so it is written without a line in the log and
//! does not move with the data.

use sqlx::FromRow;

use crate::{Connection, Millis, Result, Write};

/// What a round came to.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Summary {
    /// The round.
    pub round: String,
    /// What it was judged from.
    pub made_of: String,
    /// What was found, as JSON.
    pub body: String,
    /// When it was judged.
    pub at: Millis,
}

/// How many returns of a round are in a state, and what tells this moment from another.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Standing {
    /// The round.
    pub round: String,
    /// draft, submitted, checked, returned, locked
    pub state: String,
    /// Returns in this state.
    pub returns: i64,
    /// Changes and steps they have seen.
    pub versions: i64,
    /// Changes that those who fill them in have seen: names, and what they belong to.
    pub orgs: i64,
}

/// The summaries of every round of a year and later, judged on a basis.
pub async fn since(on: &mut Connection, basis: &str, year: i64) -> Result<Vec<Summary>> {
    let all = "SELECT s.round, s.made_of, s.body, s.at FROM round_summary s \
               JOIN round r ON r.id = s.round WHERE s.basis = $1 AND r.year >= $2";
    let all = sqlx::query_as(all).bind(basis.to_owned()).bind(year);
    Ok(all.fetch_all(on).await?)
}

/// Puts a summary in the place of the one before.
pub async fn keep(write: &mut Write, basis: &str, summary: &Summary) -> Result<()> {
    sqlx::query(
        "INSERT INTO round_summary (round, basis, made_of, body, at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (round, basis) DO UPDATE \
         SET made_of = excluded.made_of, body = excluded.body, at = excluded.at",
    )
    .bind(summary.round.clone())
    .bind(basis.to_owned())
    .bind(summary.made_of.clone())
    .bind(summary.body.clone())
    .bind(summary.at)
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// How far every round of a year and later is, by round and state.
pub async fn standings(on: &mut Connection, year: i64) -> Result<Vec<Standing>> {
    let all = format!("{STANDING} WHERE r.year >= $1 GROUP BY f.round, f.state");
    let all = sqlx::query_as(sqlx::AssertSqlSafe(all)).bind(year);
    Ok(all.fetch_all(on).await?)
}

/// How far one round is, by state.
pub async fn standing(on: &mut Connection, round: &str) -> Result<Vec<Standing>> {
    let own = format!("{STANDING} WHERE f.round = $1 GROUP BY f.round, f.state");
    let own = sqlx::query_as(sqlx::AssertSqlSafe(own)).bind(round.to_owned());
    Ok(own.fetch_all(on).await?)
}

const STANDING: &str = "SELECT f.round, f.state, COUNT(*) AS returns, \
     CAST(SUM(f.version) AS BIGINT) AS versions, CAST(SUM(s.states) AS BIGINT) AS orgs \
     FROM filled_return f JOIN round r ON r.id = f.round \
     JOIN (SELECT org, COUNT(*) AS states FROM org_state GROUP BY org) s ON s.org = f.org";
