//! Was this very request answered before?

use sqlx::FromRow;

use crate::{Connection, Millis, Result, Write};

/// An answer to a write that carried an idempotency key.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Answer {
    /// What was asked: a hash of method, path and body.
    pub request: String,
    /// The status.
    pub status: i64,
    /// The body.
    pub body: String,
}

/// The answer given to an account under a key.
pub async fn get(on: &mut Connection, account: &str, key: &str) -> Result<Option<Answer>> {
    let one =
        "SELECT request, status, body FROM answered WHERE account = $1 AND idempotency_key = $2";
    let one = sqlx::query_as(one)
        .bind(account.to_owned())
        .bind(key.to_owned());
    Ok(one.fetch_optional(on).await?)
}

/// Keeps an answer with the write it tells of.
pub async fn keep(write: &mut Write, account: &str, key: &str, answer: &Answer) -> Result<()> {
    let now = write.now();
    sqlx::query(
        "INSERT INTO answered (idempotency_key, account, request, status, body, at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(key.to_owned())
    .bind(account.to_owned())
    .bind(answer.request.clone())
    .bind(answer.status)
    .bind(answer.body.clone())
    .bind(now)
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Puts an answer in the place of the one that was kept when its request began.
pub async fn settle(write: &mut Write, account: &str, key: &str, answer: &Answer) -> Result<()> {
    sqlx::query(
        "UPDATE answered SET status = $3, body = $4 WHERE account = $1 AND idempotency_key = $2",
    )
    .bind(account.to_owned())
    .bind(key.to_owned())
    .bind(answer.status)
    .bind(answer.body.clone())
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Forgets the answer under a key: nothing was done, the request may be tried again.
pub async fn release(write: &mut Write, account: &str, key: &str) -> Result<()> {
    sqlx::query("DELETE FROM answered WHERE account = $1 AND idempotency_key = $2")
        .bind(account.to_owned())
        .bind(key.to_owned())
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Forgets answers given before a moment.
pub async fn forget(write: &mut Write, before: Millis) -> Result<()> {
    sqlx::query("DELETE FROM answered WHERE at < $1")
        .bind(before)
        .execute(&mut **write)
        .await?;
    Ok(())
}
