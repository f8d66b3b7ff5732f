//! Which collections (填报批次) are there, and who has to fill in what?

use serde::Serialize;
use sqlx::FromRow;

use crate::{Connection, Result, StoreError, Write};

/// A collection: a frozen choice of rules, day and schools.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct Round {
    /// Its id.
    pub id: String,
    /// Whose: usually a county.
    pub org: String,
    /// What people call it.
    pub title: String,
    /// The year of the figures.
    pub year: i64,
    /// The day of judgment.
    pub day: String,
    /// The last day to hand in.
    pub due_day: String,
    /// The pack.
    pub standard: String,
    /// Overlays, comma between.
    pub overlays: String,
    /// Switches that are not at their default, as JSON.
    pub profile: String,
    /// The hash of the rules when it was opened.
    pub rules_hash: String,
    /// open, closed
    pub state: String,
    /// When it was opened.
    pub created_at: i64,
}

const ROUND: &str = "SELECT id, org, title, year, day, due_day, standard, overlays, profile, \
                     rules_hash, state, created_at FROM round";

/// Every round, newest first.
pub async fn all(on: &mut Connection) -> Result<Vec<Round>> {
    let all = format!("{ROUND} ORDER BY year DESC, created_at DESC, id");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(all))
        .fetch_all(on)
        .await?)
}

/// One round.
pub async fn get(on: &mut Connection, id: &str) -> Result<Round> {
    let one = format!("{ROUND} WHERE id = $1");
    let one = sqlx::query_as(sqlx::AssertSqlSafe(one)).bind(id.to_owned());
    let found: Option<Round> = one.fetch_optional(on).await?;
    found.ok_or_else(|| StoreError::NotFound(id.to_owned()))
}

/// Opens a round.
pub async fn add(write: &mut Write, round: &Round) -> Result<()> {
    sqlx::query(
        "INSERT INTO round (id, org, title, year, day, due_day, standard, overlays, profile, \
         rules_hash, state, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(round.id.clone())
    .bind(round.org.clone())
    .bind(round.title.clone())
    .bind(round.year)
    .bind(round.day.clone())
    .bind(round.due_day.clone())
    .bind(round.standard.clone())
    .bind(round.overlays.clone())
    .bind(round.profile.clone())
    .bind(round.rules_hash.clone())
    .bind(round.state.clone())
    .bind(round.created_at)
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Opens or closes a round.
pub async fn set_state(write: &mut Write, id: &str, state: &str) -> Result<()> {
    sqlx::query("UPDATE round SET state = $2 WHERE id = $1")
        .bind(id.to_owned())
        .bind(state.to_owned())
        .execute(&mut **write)
        .await?;
    Ok(())
}
