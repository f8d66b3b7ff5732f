//! What is asked for, of whom, and what is missing?

use std::collections::{HashMap, HashSet};

use indicators::ItemOutcome;
use standards::{Item, Level};
use store::orgs::Org;

use super::read::{Paper, Sight};
use crate::app::App;
use crate::caller::Caller;
use crate::county::{Basis, Snapshot};
use crate::returns::code;
use crate::{Result, beside};

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
    /// for items of the county, of each open school for items of schools that apply to it.
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
        let snapshot = self.snapshot(&sight.round.id, Basis::All).await?;
        let judged = snapshot.clone();
        let beside_them = beside(move || beside_the_point(&judged)).await;
        let items = snapshot.standard.pack.items.iter();
        let asked: Vec<&Item> = items.filter(|item| item.evidence.is_some()).collect();
        let applies = |item: &Item, org: &Org| {
            let key = (item.id.clone(), code(org).to_owned());
            !beside_them.contains(&key)
        };
        Ok(asked_of(&sight, caller, &asked, applies, &for_all))
    }
}

/// Items (by id) that do not apply to a school (by code), by its figures: whatever they test is not judged there.
fn beside_the_point(snapshot: &Snapshot) -> HashSet<(String, String)> {
    let county = snapshot.county();
    let assessed = county.assess();
    let mut judged: HashMap<(usize, usize), bool> = HashMap::new();
    for result in &assessed.items {
        let answers = result.tests.iter().flat_map(|test| &test.answers);
        for (answer, school) in answers.filter_map(|own| Some((own, own.school?))) {
            *judged.entry((result.item, school)).or_default() |=
                answer.outcome != ItemOutcome::NotJudged;
        }
    }
    let items = &snapshot.standard.pack.items;
    let subject = |school: usize| &county.facts.schools.subjects[county.schools[school].row];
    let beside = judged.into_iter().filter(|(_, judged)| !judged);
    beside
        .map(|((item, school), _)| (items[item].id.clone(), subject(school).code.to_string()))
        .collect()
}

fn asked_of(
    sight: &Sight,
    caller: &Caller,
    asked: &[&Item],
    applies: impl Fn(&Item, &Org) -> bool,
    for_all: &[String],
) -> Vec<OrgNeeds> {
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
            .filter(|item| (item.level == Level::County) == is_county)
            .filter(|item| is_county || applies(item, org) || proves(own, &item.id));
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

fn proves(papers: &[&Paper], item: &str) -> bool {
    let mut items = papers.iter().flat_map(|paper| &paper.items);
    items.any(|own| own == item)
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
