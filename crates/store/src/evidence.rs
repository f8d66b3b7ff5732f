//! Which papers prove what (佐证材料)?

use serde::Serialize;
use sqlx::FromRow;

use crate::{Connection, Millis, Result, StoreError, Write};

/// One paper, for one organisation in one round; it may prove several items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct Evidence {
    /// Its id.
    pub id: String,
    /// The round.
    pub round: String,
    /// Whose.
    pub org: String,
    /// The SHA-256 of its content.
    pub file: String,
    /// The name of the file as it was uploaded.
    pub name: String,
    /// What it is.
    pub title: String,
    /// Who issued it.
    pub issuer: String,
    /// When it was issued.
    pub issued_day: Option<String>,
    /// The last day it holds.
    pub valid_until: Option<String>,
    /// By whom it was uploaded.
    pub account: String,
    /// When.
    pub at: Millis,
    /// When it was taken back.
    pub withdrawn_at: Option<Millis>,
    /// Its size in bytes.
    pub size: i64,
    /// Its media type, by content.
    pub media: String,
}

/// What somebody said about an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct Comment {
    /// Its id.
    pub id: String,
    /// The round.
    pub round: String,
    /// The item.
    pub item: String,
    /// Whose figure or paper; none for the county's.
    pub org: Option<String>,
    /// What was said.
    pub text: String,
    /// By whom.
    pub account: String,
    /// When.
    pub at: Millis,
}

const EVIDENCE: &str = "SELECT e.id, e.round, e.org, e.file, e.name, e.title, e.issuer, e.issued_day, \
     e.valid_until, e.account, e.at, e.withdrawn_at, f.size, f.media \
     FROM evidence e JOIN file f ON f.sha256 = e.file";

/// The papers of a round that were not taken back.
pub async fn of_round(on: &mut Connection, round: &str) -> Result<Vec<Evidence>> {
    let all =
        format!("{EVIDENCE} WHERE e.round = $1 AND e.withdrawn_at IS NULL ORDER BY e.at, e.id");
    let all = sqlx::query_as(sqlx::AssertSqlSafe(all)).bind(round.to_owned());
    Ok(all.fetch_all(on).await?)
}

/// Which paper of a round proves which item: `(evidence, item)`.
pub async fn items_of_round(on: &mut Connection, round: &str) -> Result<Vec<(String, String)>> {
    let all = "SELECT i.evidence, i.item FROM evidence_item i JOIN evidence e ON e.id = i.evidence \
               WHERE e.round = $1 AND e.withdrawn_at IS NULL ORDER BY i.item, i.evidence";
    Ok(sqlx::query_as(all)
        .bind(round.to_owned())
        .fetch_all(on)
        .await?)
}

/// One paper.
pub async fn get(on: &mut Connection, id: &str) -> Result<Evidence> {
    let one = format!("{EVIDENCE} WHERE e.id = $1");
    let one = sqlx::query_as(sqlx::AssertSqlSafe(one)).bind(id.to_owned());
    let found: Option<Evidence> = one.fetch_optional(on).await?;
    found.ok_or_else(|| StoreError::NotFound(id.to_owned()))
}

/// Adds a paper and what it proves; its file may be known already.
pub async fn add(write: &mut Write, paper: &Evidence, items: &[String]) -> Result<()> {
    sqlx::query(
        "INSERT INTO file (sha256, size, media) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    )
    .bind(paper.file.clone())
    .bind(paper.size)
    .bind(paper.media.clone())
    .execute(&mut **write)
    .await?;
    sqlx::query(
        "INSERT INTO evidence (id, round, org, file, name, title, issuer, issued_day, valid_until, \
         account, at, withdrawn_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(paper.id.clone())
    .bind(paper.round.clone())
    .bind(paper.org.clone())
    .bind(paper.file.clone())
    .bind(paper.name.clone())
    .bind(paper.title.clone())
    .bind(paper.issuer.clone())
    .bind(paper.issued_day.clone())
    .bind(paper.valid_until.clone())
    .bind(paper.account.clone())
    .bind(paper.at)
    .bind(paper.withdrawn_at)
    .execute(&mut **write)
    .await?;
    for item in items {
        sqlx::query("INSERT INTO evidence_item (evidence, item) VALUES ($1, $2)")
            .bind(paper.id.clone())
            .bind(item.clone())
            .execute(&mut **write)
            .await?;
    }
    Ok(())
}

/// Takes a paper back; it stays stored.
pub async fn withdraw(write: &mut Write, id: &str) -> Result<()> {
    let now = write.now();
    sqlx::query("UPDATE evidence SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL")
        .bind(id.to_owned())
        .bind(now)
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Everything said in a round, oldest first.
pub async fn comments(on: &mut Connection, round: &str) -> Result<Vec<Comment>> {
    let all = "SELECT id, round, item, org, text, account, at FROM item_comment \
               WHERE round = $1 ORDER BY at, id";
    Ok(sqlx::query_as(all)
        .bind(round.to_owned())
        .fetch_all(on)
        .await?)
}

/// Says something.
pub async fn comment(write: &mut Write, comment: &Comment) -> Result<()> {
    sqlx::query(
        "INSERT INTO item_comment (id, round, item, org, text, account, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(comment.id.clone())
    .bind(comment.round.clone())
    .bind(comment.item.clone())
    .bind(comment.org.clone())
    .bind(comment.text.clone())
    .bind(comment.account.clone())
    .bind(comment.at)
    .execute(&mut **write)
    .await?;
    Ok(())
}
