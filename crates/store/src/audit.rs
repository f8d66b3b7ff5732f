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

/// Which lines are asked for? Empty words ask for all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Which {
    /// Only lines before this number.
    pub before: i64,
    /// Only the acts of this account: its id, login or the person's name.
    pub account: String,
    /// Only this verb.
    pub verb: String,
    /// Only about this: an id, or the name of a person, a round, or an organisation with what it filled in,
    /// brought and was told.
    pub subject: String,
    /// From this moment on.
    pub from: Millis,
    /// Before this moment.
    pub until: Millis,
    /// So many at most.
    pub limit: i64,
}

/// Lines, newest first.
pub async fn page(on: &mut Connection, which: &Which) -> Result<Vec<Entry>> {
    let page = format!(
        "{COLUMNS} WHERE seq < $1 AND at >= $2 AND at < $3 AND ($4 = '' OR verb = $4) \
         AND ($5 = '' OR account = $5 \
              OR account IN (SELECT id FROM account WHERE login = $5 OR name = $5)) \
         AND ($6 = '' OR subject = $6 \
              OR subject IN (SELECT id FROM account WHERE login = $6 OR name = $6) \
              OR subject IN (SELECT id FROM round WHERE title = $6) \
              OR subject IN (SELECT org FROM org_state WHERE name = $6) \
              OR subject IN (SELECT id FROM filled_return WHERE org IN (SELECT org FROM org_state WHERE org = $6 OR name = $6)) \
              OR subject IN (SELECT id FROM evidence WHERE org IN (SELECT org FROM org_state WHERE org = $6 OR name = $6)) \
              OR subject IN (SELECT id FROM item_comment WHERE org IN (SELECT org FROM org_state WHERE org = $6 OR name = $6))) \
         ORDER BY seq DESC LIMIT $7"
    );
    let entries = sqlx::query_as(sqlx::AssertSqlSafe(page))
        .bind(which.before)
        .bind(which.from)
        .bind(which.until)
        .bind(which.verb.clone())
        .bind(which.account.clone())
        .bind(which.subject.clone())
        .bind(which.limit)
        .fetch_all(on)
        .await?;
    Ok(entries)
}

/// What a paper or a what-if is called, or the item that a comment is about.
pub async fn called(on: &mut Connection, subject: &str) -> Result<Option<String>> {
    let name = "SELECT title FROM evidence WHERE id = $1 \
                UNION ALL SELECT name FROM what_if WHERE id = $1 \
                UNION ALL SELECT item FROM item_comment WHERE id = $1";
    let name = sqlx::query_scalar(name).bind(subject.to_owned());
    Ok(name.fetch_optional(on).await?)
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
