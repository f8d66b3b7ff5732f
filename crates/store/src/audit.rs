//! Who did what, when? A chain that shows where it was broken.
//!
//! Each line's hash covers its own content and the hash of the line before, so a changed, removed or
//! inserted line no longer fits its neighbours.

use serde::Serialize;
use sha2::{Digest, Sha256};
use sqlx::FromRow;

use crate::answers::Request;
use crate::{Connection, Millis, Result};

/// What a verb leaves behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Whose act it was: an account's id, or `-` for the program itself.
    pub account: String,
    /// The verb, as in the permission table.
    pub verb: String,
    /// What it was about: an id.
    pub subject: String,
    /// More, as JSON; never a password, never more of a person than needed.
    pub detail: String,
    /// The request that asked for it, when it carries a key: the key is taken by the same commit.
    pub request: Option<Request>,
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct Entry {
    /// Its number, without gaps, from 1.
    pub seq: i64,
    /// When.
    pub at: Millis,
    /// Whose act.
    pub account: String,
    /// The verb.
    pub verb: String,
    /// What about.
    pub subject: String,
    /// More, as JSON.
    pub detail: String,
    /// The hash of the line before; 64 zeros for the first.
    pub previous: String,
    /// Its own hash.
    pub hash: String,
}

/// What a check of the chain found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Chain {
    /// Every line fits; so many, the last with this hash.
    Whole {
        /// Number of lines.
        lines: i64,
        /// Hash of the last.
        hash: String,
    },
    /// The first line that does not fit.
    Broken {
        /// Its number, or the number that is missing.
        seq: i64,
    },
}

const FIRST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

const COLUMNS: &str = "SELECT seq, at, account, verb, subject, detail, previous, hash FROM audit";

impl Entry {
    /// The hash its content asks for. Lengths stand before the parts, so that no two lines read alike.
    fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.seq.to_be_bytes());
        hash.update(self.at.to_be_bytes());
        for part in [
            &self.account,
            &self.verb,
            &self.subject,
            &self.detail,
            &self.previous,
        ] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        hash.finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

/// Appends a line; the caller holds the turn to write.
pub(crate) async fn append(on: &mut Connection, at: Millis, line: Line) -> Result<Entry> {
    let last: Option<Entry> = last(on).await?;
    let (seq, previous) = last.map_or((1, FIRST.to_owned()), |last| (last.seq + 1, last.hash));
    let mut entry = Entry {
        seq,
        at,
        account: line.account,
        verb: line.verb,
        subject: line.subject,
        detail: line.detail,
        previous,
        hash: String::new(),
    };
    entry.hash = entry.fingerprint();
    insert(on, &entry).await?;
    Ok(entry)
}

pub(crate) async fn insert(on: &mut Connection, entry: &Entry) -> Result<()> {
    sqlx::query(
        "INSERT INTO audit (seq, at, account, verb, subject, detail, previous, hash) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(entry.seq)
    .bind(entry.at)
    .bind(&entry.account)
    .bind(&entry.verb)
    .bind(&entry.subject)
    .bind(&entry.detail)
    .bind(&entry.previous)
    .bind(&entry.hash)
    .execute(on)
    .await?;
    Ok(())
}

/// The newest line.
pub async fn last(on: &mut Connection) -> Result<Option<Entry>> {
    let newest = format!("{COLUMNS} ORDER BY seq DESC LIMIT 1");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(newest))
        .fetch_optional(on)
        .await?)
}

/// Lines before a number, newest first, perhaps only those of one account or subject (empty: all).
pub async fn page(
    on: &mut Connection,
    before: i64,
    account: &str,
    subject: &str,
    limit: i64,
) -> Result<Vec<Entry>> {
    let page = format!(
        "{COLUMNS} WHERE seq < $1 AND ($2 = '' OR account = $2) AND ($3 = '' OR subject = $3) \
         ORDER BY seq DESC LIMIT $4"
    );
    let entries = sqlx::query_as(sqlx::AssertSqlSafe(page))
        .bind(before)
        .bind(account.to_owned())
        .bind(subject.to_owned())
        .bind(limit)
        .fetch_all(on)
        .await?;
    Ok(entries)
}

/// Checks the chain from its first line to its last.
pub async fn verify(on: &mut Connection) -> Result<Chain> {
    const PAGE: i64 = 1_000;
    let mut previous = FIRST.to_owned();
    let mut expected = 1;
    loop {
        let page = format!("{COLUMNS} WHERE seq >= $1 ORDER BY seq LIMIT {PAGE}");
        let entries: Vec<Entry> = sqlx::query_as(sqlx::AssertSqlSafe(page))
            .bind(expected)
            .fetch_all(&mut *on)
            .await?;
        for entry in &entries {
            let fits = entry.seq == expected
                && entry.previous == previous
                && entry.hash == entry.fingerprint();
            if !fits {
                return Ok(Chain::Broken { seq: expected });
            }
            previous.clone_from(&entry.hash);
            expected += 1;
        }
        if entries.len() < PAGE as usize {
            return Ok(Chain::Whole {
                lines: expected - 1,
                hash: previous,
            });
        }
    }
}
