//! How often was a name typed with a wrong password?
//!
//! Names are told by a hash, and counted whether an account has them or not.

use sqlx::FromRow;

use crate::{Connection, Millis, Result, Write};

/// What is held against a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, FromRow)]
pub struct Tries {
    /// Wrong passwords since the last good one.
    pub failures: i64,
    /// No sign-in before this moment.
    pub locked_until: Millis,
}

/// What is held against a name.
pub async fn get(on: &mut Connection, name: &str) -> Result<Tries> {
    let one = "SELECT failures, locked_until FROM sign_in_try WHERE name = $1";
    let found: Option<Tries> = sqlx::query_as(one)
        .bind(name.to_owned())
        .fetch_optional(on)
        .await?;
    Ok(found.unwrap_or_default())
}

/// Names that have to wait longer than a moment, and until when.
pub async fn waiting(on: &mut Connection, now: Millis) -> Result<Vec<(String, Millis)>> {
    let all = "SELECT name, locked_until FROM sign_in_try WHERE locked_until > $1";
    Ok(sqlx::query_as(all).bind(now).fetch_all(on).await?)
}

/// Holds something against a name.
pub async fn keep(write: &mut Write, name: &str, tries: Tries) -> Result<()> {
    forgive(write, name).await?;
    let now = write.now();
    sqlx::query(
        "INSERT INTO sign_in_try (name, failures, locked_until, at) VALUES ($1, $2, $3, $4)",
    )
    .bind(name.to_owned())
    .bind(tries.failures)
    .bind(tries.locked_until)
    .bind(now)
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Holds nothing against a name any more.
pub async fn forgive(write: &mut Write, name: &str) -> Result<()> {
    sqlx::query("DELETE FROM sign_in_try WHERE name = $1")
        .bind(name.to_owned())
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Forgets what nobody has tried since a moment.
pub async fn forget(write: &mut Write, before: Millis) -> Result<()> {
    sqlx::query("DELETE FROM sign_in_try WHERE at < $1")
        .bind(before)
        .execute(&mut **write)
        .await?;
    Ok(())
}
