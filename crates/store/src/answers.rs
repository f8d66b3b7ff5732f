//! Was this very request answered before?
//!
//! A request that carries a key takes it in the commit of what it does: the key is taken exactly when
//! the work is done. Its answer is written beside it afterwards; until then a mark stands in its place,
//! which tells one sending of the request from another.

use sqlx::FromRow;

use crate::{Connection, Millis, Result, StoreError, Write};

/// The status of an answer that was not written down yet.
pub const PENDING: i64 = 0;
/// How long a key stays taken.
const KEPT: Millis = 24 * 3_600_000;

/// A request that carries an idempotency key, as it was sent this time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The key.
    pub key: String,
    /// All that is asked, as a hash.
    pub asked: String,
    /// What tells this sending from all others.
    pub mark: String,
}

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Answer {
    /// All that was asked, as a hash.
    pub request: String,
    /// The status of the answer, or [`PENDING`].
    pub status: i64,
    /// The body, or the mark of the sending that did it.
    pub body: String,
}

/// What is known of a key of an account at a moment.
pub async fn get(
    on: &mut Connection,
    account: &str,
    key: &str,
    now: Millis,
) -> Result<Option<Answer>> {
    let one = "SELECT request, status, body FROM answered \
               WHERE account = $1 AND idempotency_key = $2 AND at >= $3";
    let one = sqlx::query_as(one)
        .bind(account.to_owned())
        .bind(key.to_owned())
        .bind(now - KEPT);
    Ok(one.fetch_optional(on).await?)
}

/// Takes the key of a request, together with the write that does what is asked. A request may commit more
/// than once; another sending of it finds the key taken.
pub(crate) async fn take(write: &mut Write, account: &str, request: &Request) -> Result<()> {
    let now = write.now();
    forget(write, now - KEPT).await?;
    sqlx::query(
        "INSERT INTO answered (idempotency_key, account, request, status, body, at) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account, idempotency_key) DO NOTHING",
    )
    .bind(request.key.clone())
    .bind(account.to_owned())
    .bind(request.asked.clone())
    .bind(PENDING)
    .bind(request.mark.clone())
    .bind(now)
    .execute(&mut **write)
    .await?;
    match get(write, account, &request.key, now).await? {
        Some(held) if held.status == PENDING && held.body == request.mark => Ok(()),
        _ => Err(StoreError::Taken),
    }
}

/// Writes down the answer of the request that took a key; nothing happens when it did nothing.
pub async fn settle(
    write: &mut Write,
    account: &str,
    request: &Request,
    status: u16,
    body: &str,
) -> Result<()> {
    sqlx::query(
        "UPDATE answered SET status = $4, body = $5 \
         WHERE account = $1 AND idempotency_key = $2 AND body = $3",
    )
    .bind(account.to_owned())
    .bind(request.key.clone())
    .bind(request.mark.clone())
    .bind(i64::from(status))
    .bind(body.to_owned())
    .execute(&mut **write)
    .await?;
    Ok(())
}

async fn forget(write: &mut Write, before: Millis) -> Result<()> {
    sqlx::query("DELETE FROM answered WHERE at < $1")
        .bind(before)
        .execute(&mut **write)
        .await?;
    Ok(())
}
