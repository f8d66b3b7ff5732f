//! What is said about a paper is changed, or the paper is taken back.

use serde_json::json;
use store::evidence::{self, Evidence};

use super::add::{NewPaper, bounded, may_bring};
use crate::Result;
use crate::app::{App, line};
use crate::caller::Caller;
use crate::error::absent;

impl App {
    /// Says anew what a paper is and what it proves; `seen` is the version that was looked at. Gives the new
    /// one. File and organisation stay what they are.
    pub async fn describe_evidence(
        &self,
        caller: &Caller,
        id: &str,
        seen: i64,
        new: &NewPaper,
    ) -> Result<i64> {
        let mut write = self.write().await?;
        let before = standing(&mut write, id).await?;
        let round = may_bring(&mut write, caller, &before.round, &before.org).await?;
        self.must_be_items(&round, &new.items)?;
        let paper = Evidence {
            title: bounded(&new.title)?,
            issuer: bounded(&new.issuer)?,
            issued_day: new.issued_day.map(|day| day.to_string()),
            valid_until: new.valid_until.map(|day| day.to_string()),
            version: seen,
            ..before
        };
        let version = evidence::describe(&mut write, &paper, &new.items).await?;
        let detail = json!({ "version": version, "title": paper.title, "issuer": paper.issuer,
            "issued_day": paper.issued_day, "valid_until": paper.valid_until, "items": new.items });
        let told = line(caller, "describe_evidence", id, detail);
        write.commit(told).await?;
        Ok(version)
    }

    /// Takes a paper back; its file stays, and the log knows who brought it.
    pub async fn withdraw_evidence(&self, caller: &Caller, id: &str) -> Result<()> {
        let mut write = self.write().await?;
        let paper = standing(&mut write, id).await?;
        may_bring(&mut write, caller, &paper.round, &paper.org).await?;
        evidence::withdraw(&mut write, id).await?;
        let detail = json!({ "name": paper.name, "sha256": paper.file });
        let told = line(caller, "withdraw_evidence", id, detail);
        write.commit(told).await?;
        Ok(())
    }
}

/// A paper that was not taken back.
pub(super) async fn standing(on: &mut store::Connection, id: &str) -> Result<Evidence> {
    let paper = evidence::get(on, id).await.map_err(absent("evidence"))?;
    match paper.withdrawn_at {
        None => Ok(paper),
        Some(_) => Err(absent("evidence")(store::StoreError::NotFound(
            id.to_owned(),
        ))),
    }
}
