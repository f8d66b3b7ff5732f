//! What was tried out (试算) on a copy of the county, and kept?

use serde::Serialize;
use sqlx::FromRow;

use crate::{Connection, Millis, Result, StoreError, Write};

/// Changes somebody tried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct WhatIf {
    /// Its id.
    pub id: String,
    /// The round it starts from.
    pub round: String,
    /// Whose.
    pub account: String,
    /// What he calls it.
    pub name: String,
    /// Cells by return and field, as JSON.
    pub changes: String,
    /// What stood in the returns then, as JSON.
    pub seen: String,
    /// When it was last kept.
    pub at: Millis,
}

const WHAT_IF: &str = "SELECT id, round, account, name, changes, seen, at FROM what_if";

/// What an account tried out in a round, newest first.
pub async fn of_round(on: &mut Connection, round: &str, account: &str) -> Result<Vec<WhatIf>> {
    let own = format!("{WHAT_IF} WHERE round = $1 AND account = $2 ORDER BY at DESC, id");
    let own = sqlx::query_as(sqlx::AssertSqlSafe(own)).bind(round.to_owned());
    Ok(own.bind(account.to_owned()).fetch_all(on).await?)
}

/// One of them.
pub async fn get(on: &mut Connection, id: &str) -> Result<WhatIf> {
    let one = format!("{WHAT_IF} WHERE id = $1");
    let one = sqlx::query_as(sqlx::AssertSqlSafe(one)).bind(id.to_owned());
    let found: Option<WhatIf> = one.fetch_optional(on).await?;
    found.ok_or_else(|| StoreError::NotFound(id.to_owned()))
}

/// Keeps one, or keeps it anew.
pub async fn keep(write: &mut Write, what_if: &WhatIf) -> Result<()> {
    sqlx::query(
        "INSERT INTO what_if (id, round, account, name, changes, seen, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, changes = excluded.changes, \
         seen = excluded.seen, at = excluded.at",
    )
    .bind(what_if.id.clone())
    .bind(what_if.round.clone())
    .bind(what_if.account.clone())
    .bind(what_if.name.clone())
    .bind(what_if.changes.clone())
    .bind(what_if.seen.clone())
    .bind(what_if.at)
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Throws one away.
pub async fn discard(write: &mut Write, id: &str) -> Result<()> {
    sqlx::query("DELETE FROM what_if WHERE id = $1")
        .bind(id.to_owned())
        .execute(&mut **write)
        .await?;
    Ok(())
}
