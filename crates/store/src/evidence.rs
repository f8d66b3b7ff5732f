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
    /// Counts the changes of what is said about it.
    pub version: i64,
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
     e.valid_until, e.account, e.at, e.withdrawn_at, e.version, f.size, f.media \
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
         account, at, withdrawn_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
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
    .bind(paper.version)
    .execute(&mut **write)
    .await?;
    prove(write, &paper.id, items).await
}

/// Says of a paper that it proves some items; what it is said to prove already stays.
pub async fn prove(write: &mut Write, id: &str, items: &[String]) -> Result<()> {
    let one = "INSERT INTO evidence_item (evidence, item) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    for item in items {
        sqlx::query(one)
            .bind(id.to_owned())
            .bind(item.clone())
            .execute(&mut **write)
            .await?;
    }
    Ok(())
}

/// The paper of an organisation in a round that is a certain file, if it was not taken back.
pub async fn of_file(
    on: &mut Connection,
    round: &str,
    org: &str,
    file: &str,
) -> Result<Option<Evidence>> {
    let one = format!(
        "{EVIDENCE} WHERE e.round = $1 AND e.org = $2 AND e.file = $3 AND e.withdrawn_at IS NULL"
    );
    let one = sqlx::query_as(sqlx::AssertSqlSafe(one))
        .bind(round.to_owned())
        .bind(org.to_owned())
        .bind(file.to_owned());
    Ok(one.fetch_optional(on).await?)
}

/// Says anew what a paper is and what it proves; `paper.version` is the one that was looked at. Gives the
/// new version.
pub async fn describe(write: &mut Write, paper: &Evidence, items: &[String]) -> Result<i64> {
    let changed = sqlx::query(
        "UPDATE evidence SET title = $3, issuer = $4, issued_day = $5, valid_until = $6, \
         version = version + 1 WHERE id = $1 AND version = $2",
    )
    .bind(paper.id.clone())
    .bind(paper.version)
    .bind(paper.title.clone())
    .bind(paper.issuer.clone())
    .bind(paper.issued_day.clone())
    .bind(paper.valid_until.clone())
    .execute(&mut **write)
    .await?;
    if changed.rows_affected() == 0 {
        let now = get(write, &paper.id).await?.version;
        let asked = paper.version;
        return Err(StoreError::Changed { asked, now });
    }
    sqlx::query("DELETE FROM evidence_item WHERE evidence = $1")
        .bind(paper.id.clone())
        .execute(&mut **write)
        .await?;
    prove(write, &paper.id, items).await?;
    Ok(paper.version + 1)
}

/// Every file that is kept, with a name it was uploaded under: `(sha256, name)`.
pub async fn files(on: &mut Connection) -> Result<Vec<(String, String)>> {
    let all = "SELECT f.sha256, MIN(e.name) FROM file f JOIN evidence e ON e.file = f.sha256 \
               GROUP BY f.sha256 ORDER BY f.sha256";
    Ok(sqlx::query_as(all).fetch_all(on).await?)
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

/// Who sees to an item (责任科室、责任人).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct Owner {
    /// The round.
    pub round: String,
    /// The item.
    pub item: String,
    /// The section of the bureau.
    pub department: String,
    /// The person.
    pub person: String,
}

/// Who sees to the items of a round.
pub async fn owners(on: &mut Connection, round: &str) -> Result<Vec<Owner>> {
    let all =
        "SELECT round, item, department, person FROM item_owner WHERE round = $1 ORDER BY item";
    Ok(sqlx::query_as(all)
        .bind(round.to_owned())
        .fetch_all(on)
        .await?)
}

/// Says who sees to an item from now on.
pub async fn name_owner(write: &mut Write, owner: &Owner) -> Result<()> {
    sqlx::query(
        "INSERT INTO item_owner (round, item, department, person) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (round, item) DO UPDATE SET department = $3, person = $4",
    )
    .bind(owner.round.clone())
    .bind(owner.item.clone())
    .bind(owner.department.clone())
    .bind(owner.person.clone())
    .execute(&mut **write)
    .await?;
    Ok(())
}
