//! What is asked for, of whom, and what is missing?

use std::collections::HashMap;

use standards::{Item, Level};
use store::orgs::Org;

use super::read::{Paper, Sight};
use crate::Result;
use crate::app::App;
use crate::caller::Caller;

/// How far a paper that is asked for has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// There is one that holds.
    There,
    /// The school has none, but the county has brought one for its schools.
    OfCounty,
    /// There is none but one whose last day has passed.
    Expired,
    /// There is none.
    Missing,
}

/// One item for which a paper is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// The item.
    pub item: String,
    /// How far it has come.
    pub proof: Proof,
    /// Papers that are there, expired ones included.
    pub papers: usize,
}

/// What is asked of one organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrgNeeds {
    /// Its id.
    pub org: String,
    /// Its name.
    pub name: String,
    /// The township it belongs to, by name; empty if there is none.
    pub township: String,
    /// Whether it is the county itself.
    pub is_county: bool,
    /// What is asked, in the order of the standard.
    pub needs: Vec<Need>,
}

impl App {
    /// What is asked for in a round and what is missing, as far as the caller's roles reach: of the county
    /// for items of the county, of each open school for items of schools.
    pub async fn needs(&self, caller: &Caller, round: &str) -> Result<Vec<OrgNeeds>> {
        let mut read = self.store().read().await?;
        let sight = self.sight(&mut read, caller, round).await?;
        // What the county has brought for its schools is known to them, though they may not open it.
        let of_county = store::evidence::of_round(&mut read, &sight.round.id).await?;
        let proved = store::evidence::items_of_round(&mut read, &sight.round.id).await?;
        drop(read);
        let today = caller.today.to_string();
        let holds = |id: &str| {
            let mut papers = of_county
                .iter()
                .filter(|paper| paper.org == sight.round.org);
            papers.any(|paper| {
                paper.id == id && paper.valid_until.as_ref().is_none_or(|last| *last >= today)
            })
        };
        let proved = proved.into_iter().filter(|(id, _)| holds(id));
        let for_all: Vec<String> = proved.map(|(_, item)| item).collect();
        let standard = self.standard(&sight.round)?;
        let asked: Vec<&Item> = standard
            .pack
            .items
            .iter()
            .filter(|item| item.evidence.is_some())
            .collect();
        Ok(asked_of(&sight, caller, &asked, &for_all))
    }
}

fn asked_of(sight: &Sight, caller: &Caller, asked: &[&Item], for_all: &[String]) -> Vec<OrgNeeds> {
    let mut papers: HashMap<&str, Vec<&Paper>> = HashMap::new();
    for paper in &sight.papers {
        papers.entry(&paper.evidence.org).or_default().push(paper);
    }
    let county = sight.tree.get(&sight.round.org);
    let schools = sight
        .tree
        .schools(&sight.round.org)
        .filter(|own| own.status == "open");
    // A campus brings its papers with its main school.
    let schools = schools.filter(|org| sight.tree.above_itself(&org.id, "school").is_none());
    let orgs = county.into_iter().chain(schools);
    let orgs = orgs.filter(|org| sight.sees(caller, &org.id));
    let one = |org: &Org| {
        let is_county = org.id == sight.round.org;
        let own = papers.get(org.id.as_str()).map_or(&[][..], Vec::as_slice);
        let asked = asked
            .iter()
            .filter(|item| (item.level == Level::County) == is_county);
        let township = sight.tree.above(&org.id, "township");
        OrgNeeds {
            org: org.id.clone(),
            name: org.name.clone(),
            township: township.map(|org| org.name.clone()).unwrap_or_default(),
            is_county,
            needs: asked.map(|item| need(&item.id, own, for_all)).collect(),
        }
    };
    orgs.map(one).collect()
}

fn need(item: &str, own: &[&Paper], for_all: &[String]) -> Need {
    let proving = own
        .iter()
        .filter(|paper| paper.items.iter().any(|own| own == item));
    let papers = proving.clone().count();
    let proof = if proving.clone().any(|paper| !paper.expired) {
        Proof::There
    } else if for_all.iter().any(|own| own == item) {
        Proof::OfCounty
    } else if papers > 0 {
        Proof::Expired
    } else {
        Proof::Missing
    };
    Need {
        item: item.to_owned(),
        proof,
        papers,
    }
}
