//! Which papers are there, and what stands in one?

use std::collections::HashMap;

use serde_json::json;
use store::evidence::{self, Evidence};
use store::files::Pieces;
use store::rounds::{self, Round};
use store::{Connection, orgs};

use super::change::standing;
use crate::app::{App, line};
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::tree::Tree;
use crate::{AppError, Result};

/// A paper and what it proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// What is kept of it.
    pub evidence: Evidence,
    /// The items it proves.
    pub items: Vec<String>,
    /// Its last day has passed.
    pub expired: bool,
}

/// A paper that is opened.
pub struct Open {
    /// What is kept of it.
    pub evidence: Evidence,
    /// Its content.
    pub pieces: Pieces,
}

/// A round as far as the caller may look at its papers.
pub(super) struct Sight {
    pub(super) round: Round,
    pub(super) tree: Tree,
    pub(super) papers: Vec<Paper>,
}

impl Sight {
    /// Whether the caller may look at the papers of an organisation.
    pub(super) fn sees(&self, caller: &Caller, org: &str) -> bool {
        sees(caller, &self.tree, org)
    }
}

fn sees(caller: &Caller, tree: &Tree, org: &str) -> bool {
    let line: Vec<String> = tree.line(org).iter().map(|org| org.id.clone()).collect();
    caller.reaches(Verb::ReadEvidence, &line, None)
}

impl App {
    /// The papers of a round, as far as the caller's roles reach.
    pub async fn papers(&self, caller: &Caller, round: &str) -> Result<Vec<Paper>> {
        let mut read = self.store().read().await?;
        Ok(self.sight(&mut read, caller, round).await?.papers)
    }

    pub(super) async fn sight(
        &self,
        on: &mut Connection,
        caller: &Caller,
        round: &str,
    ) -> Result<Sight> {
        if caller.must_change {
            return Err(AppError::MustChange);
        }
        let round = rounds::get(on, round).await.map_err(absent("round"))?;
        let tree = Tree::new(orgs::on_day(on, &round.day).await?);
        let mut places = caller.places(Verb::ReadEvidence).into_iter();
        let is_near =
            |place: &str| tree.is_below(place, &round.org) || tree.is_below(&round.org, place);
        if !places.any(is_near) {
            let verb = Verb::ReadEvidence.id();
            return Err(AppError::NotPermitted { verb });
        }
        let mut proved: HashMap<String, Vec<String>> = HashMap::new();
        for (id, item) in evidence::items_of_round(on, &round.id).await? {
            proved.entry(id).or_default().push(item);
        }
        let today = caller.today.to_string();
        let papers = evidence::of_round(on, &round.id).await?.into_iter();
        let papers = papers
            .filter(|paper| sees(caller, &tree, &paper.org))
            .map(|evidence| Paper {
                items: proved.remove(&evidence.id).unwrap_or_default(),
                expired: evidence
                    .valid_until
                    .as_ref()
                    .is_some_and(|last| *last < today),
                evidence,
            });
        Ok(Sight {
            papers: papers.collect(),
            round,
            tree,
        })
    }

    /// Opens a paper; that it was read stands in the log.
    pub async fn open_evidence(&self, caller: &Caller, id: &str) -> Result<Open> {
        let mut read = self.store().read().await?;
        let paper = standing(&mut read, id).await?;
        caller
            .may(&mut read, Verb::ReadEvidence, &paper.org, None)
            .await?;
        drop(read);
        // A bucket may be slow to answer: nobody's turn to write waits for it.
        let pieces = self.files.read(&paper.file).await;
        let pieces = pieces.map_err(absent("file"))?;
        let detail = json!({ "name": paper.name, "sha256": paper.file });
        let told = line(caller, Verb::ReadEvidence.id(), id, detail);
        self.write().await?.commit(told).await?;
        Ok(Open {
            evidence: paper,
            pieces,
        })
    }
}
