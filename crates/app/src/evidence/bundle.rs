//! All papers of a round, in the order of the standard, for whoever takes them away.

use serde_json::json;

use super::read::Paper;
use crate::Result;
use crate::app::{App, line};
use crate::caller::Caller;
use crate::permission::Verb;

/// One paper under one item.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// The item; none for a paper that proves nothing yet.
    pub item: Option<String>,
    /// Whose it is, by name.
    pub org: String,
    /// The paper.
    pub paper: Paper,
}

/// Papers sorted by item, then by organisation.
#[derive(Debug, Clone)]
pub struct Binder {
    /// The year of the round.
    pub year: i64,
    /// Every paper, once for each item it proves.
    pub leaves: Vec<Leaf>,
}

impl App {
    /// The papers of a round as far as the caller's roles reach; that they were taken stands in the log.
    pub async fn bind_evidence(&self, caller: &Caller, round: &str) -> Result<Binder> {
        let mut write = self.write().await?;
        let sight = self.sight(&mut write, caller, round).await?;
        let standard = self.standard(&sight.round)?;
        let mut leaves = Vec::new();
        for paper in &sight.papers {
            let org = sight.tree.get(&paper.evidence.org);
            let leaf = |item: Option<String>| Leaf {
                item,
                org: org.map(|org| org.name.clone()).unwrap_or_default(),
                paper: paper.clone(),
            };
            match paper.items.as_slice() {
                [] => leaves.push(leaf(None)),
                items => leaves.extend(items.iter().cloned().map(Some).map(leaf)),
            }
        }
        let order = |leaf: &Leaf| {
            let mut items = standard.pack.items.iter();
            let at = items.position(|item| leaf.item.as_ref() == Some(&item.id));
            (at.unwrap_or(usize::MAX), leaf.org.clone())
        };
        leaves.sort_by_cached_key(order);
        let detail = json!({ "bundle": sight.papers.len() });
        let told = line(caller, Verb::ReadEvidence.id(), round, detail);
        write.commit(told).await?;
        Ok(Binder {
            year: sight.round.year,
            leaves,
        })
    }

    /// Reads the file of a paper that was bound.
    pub async fn read_leaf(&self, leaf: &Leaf) -> Result<store::files::Pieces> {
        Ok(self.files.read(&leaf.paper.evidence.file).await?)
    }
}
