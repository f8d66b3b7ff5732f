//! The counties of a province or a city, each with its rounds of the last years.

use std::collections::{BTreeMap, HashMap};

use store::orgs::{self, Org};
use store::rounds::{self, Round};
use store::summaries::{self, Standing};
use store::{Connection, Millis, returns};

use super::summary::{Summary, made_of};
use crate::app::App;
use crate::caller::Caller;
use crate::county::Basis;
use crate::permission::Verb;
use crate::tree::Tree;
use crate::{Result, beside};

/// Years that are shown.
const YEARS: i64 = 5;
/// Rounds that are judged for one reader before he is answered: the rest are told to be behind.
const AT_ONCE: usize = 12;

/// Many counties at a glance.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The province or the city.
    pub place: Org,
    /// The years, oldest first.
    pub years: Vec<i64>,
    /// Its counties, by code and name.
    pub counties: Vec<CountyRow>,
    /// Rounds whose summary is missing or no longer holds; ask again, and there will be fewer.
    pub behind: usize,
}

/// A county.
#[derive(Debug, Clone)]
pub struct CountyRow {
    /// The county as it is today.
    pub org: Org,
    /// The city it belongs to, by name; empty if to none below the place.
    pub city: String,
    /// Its rounds of the years shown, oldest year first; of one year the one opened last.
    pub rounds: Vec<RoundRow>,
}

/// A round.
#[derive(Debug, Clone)]
pub struct RoundRow {
    /// The round.
    pub round: Round,
    /// Its returns by state.
    pub filed: BTreeMap<String, i64>,
    /// What it came to when it was last judged.
    pub known: Option<Known>,
}

/// What is known of a round.
#[derive(Debug, Clone)]
pub struct Known {
    /// What it came to.
    pub summary: Summary,
    /// When it was judged.
    pub at: Millis,
    /// Nothing has changed since.
    pub holds: bool,
}

impl App {
    /// The provinces and cities whose counties the caller may look over.
    pub async fn places_overlooked(&self, caller: &Caller) -> Result<Vec<Org>> {
        let mut read = self.store().read().await?;
        let mut places = Vec::new();
        for place in caller.places(Verb::ReadCounty) {
            let org = orgs::get(&mut read, place, &caller.today.to_string()).await?;
            let is_known = places.iter().any(|known: &Org| known.id == org.id);
            if matches!(org.kind.as_str(), "province" | "city") && !is_known {
                places.push(org);
            }
        }
        Ok(places)
    }

    /// The counties below a place with their rounds of the last years. What has never been judged, or
    /// has changed since, is judged now, a few rounds at a time.
    pub async fn read_overview(
        &self,
        caller: &Caller,
        place: &str,
        basis: Basis,
    ) -> Result<Overview> {
        let mut read = self.store().read().await?;
        caller.may(&mut read, Verb::ReadCounty, place, None).await?;
        let mut overview = self.overview(&mut read, caller, place, basis).await?;
        drop(read);
        self.catch_up(&mut overview, basis).await?;
        Ok(overview)
    }

    /// What is known at one moment.
    async fn overview(
        &self,
        read: &mut Connection,
        caller: &Caller,
        place: &str,
        basis: Basis,
    ) -> Result<Overview> {
        let tree = Tree::new(orgs::regions_on_day(read, &caller.today.to_string()).await?);
        let all = rounds::all(read).await?;
        let of_place = |round: &&Round| tree.is_below(&round.org, place);
        let newest = all.iter().filter(of_place).map(|round| round.year).max();
        let newest = newest.unwrap_or(i64::from(caller.today.year()));
        let years: Vec<i64> = (newest - YEARS + 1..=newest).collect();
        let mut shelf = Shelf::read(read, basis, years[0]).await?;
        let mut rows: HashMap<String, Vec<RoundRow>> = HashMap::new();
        for round in all.into_iter().filter(|round| years.contains(&round.year)) {
            let own = rows.entry(round.org.clone()).or_default();
            // Newest first: of one year the one opened last stands for it.
            if own.last().is_none_or(|later| later.round.year > round.year) {
                let rules = self.standard(&round)?.hash();
                own.push(shelf.row(round, &rules));
            }
        }
        let mut counties = Vec::new();
        for org in tree.below(place, "county") {
            let mut rounds = rows.remove(&org.id).unwrap_or_default();
            rounds.reverse();
            if org.status == "open" || !rounds.is_empty() {
                let city = tree.above(&org.id, "city").filter(|city| city.id != place);
                counties.push(CountyRow {
                    org: org.clone(),
                    city: city.map(|city| city.name.clone()).unwrap_or_default(),
                    rounds,
                });
            }
        }
        Ok(Overview {
            place: orgs::get(read, place, &caller.today.to_string()).await?,
            years,
            counties,
            behind: 0,
        })
    }

    /// Judges a few of the rounds that are behind: first those never judged, newest year first, then
    /// those judged longest ago.
    async fn catch_up(&self, overview: &mut Overview, basis: Basis) -> Result<()> {
        let rows = overview.counties.iter_mut().flat_map(|row| &mut row.rounds);
        let mut behind: Vec<&mut RoundRow> = rows.filter(|row| !row.holds()).collect();
        behind.sort_by_key(|row| (row.known.as_ref().map(|known| known.at), -row.round.year));
        overview.behind = behind.len();
        // One reader at a time does the work; who comes meanwhile is told what is known.
        let Ok(_turn) = self.judging.try_lock() else {
            return Ok(());
        };
        let mut made = Vec::new();
        for row in behind.into_iter().take(AT_ONCE) {
            let (summary, kept) = self.summarise(&row.round, basis).await?;
            row.known = Some(Known {
                summary,
                at: kept.at,
                holds: true,
            });
            made.push(kept);
        }
        overview.behind -= made.len();
        if !made.is_empty() {
            self.keep_summaries(basis, &made).await;
        }
        Ok(())
    }

    /// Judges a round as it is now.
    async fn summarise(
        &self,
        round: &Round,
        basis: Basis,
    ) -> Result<(Summary, summaries::Summary)> {
        let mut read = self.store().read().await?;
        let standings = summaries::standing(&mut read, &round.id).await?;
        let all = returns::of_round(&mut read, &round.id).await?;
        // A whole province is much to read for one county: these and what they belong to will do.
        let whose = all.iter().map(|own| own.org.clone()).collect();
        let tree = Tree::new(orgs::lines_on_day(&mut read, whose, &round.day).await?);
        drop(read);
        let snapshot = self.lay(round.clone(), tree, all, basis).await?;
        let made_of = made_of(&snapshot.standard.hash(), &standings);
        let judge = move || Summary::new(&snapshot.standard.pack, &snapshot.assess());
        let summary = beside(judge).await;
        let kept = summaries::Summary {
            round: round.id.clone(),
            made_of,
            body: serde_json::to_string(&summary).unwrap_or_default(),
            at: self.outside.now(),
        };
        Ok((summary, kept))
    }

    /// Keeps summaries for the next reader. Where that cannot be, this one has his all the same.
    async fn keep_summaries(&self, basis: Basis, made: &[summaries::Summary]) {
        let keep = async {
            let mut write = self.write().await?;
            for summary in made {
                summaries::keep(&mut write, basis.id(), summary).await?;
            }
            Ok::<_, crate::AppError>(write.commit_quietly().await?)
        };
        drop(keep.await);
    }
}

impl RoundRow {
    fn holds(&self) -> bool {
        self.known.as_ref().is_some_and(|known| known.holds)
    }
}

/// What the store knows of rounds, by round.
struct Shelf {
    standings: HashMap<String, Vec<Standing>>,
    summaries: HashMap<String, summaries::Summary>,
}

impl Shelf {
    async fn read(read: &mut Connection, basis: Basis, since: i64) -> Result<Shelf> {
        let mut standings: HashMap<String, Vec<Standing>> = HashMap::new();
        for own in summaries::standings(read, since).await? {
            standings.entry(own.round.clone()).or_default().push(own);
        }
        let known = summaries::since(read, basis.id(), since).await?;
        let summaries = known.into_iter().map(|own| (own.round.clone(), own));
        Ok(Shelf {
            standings,
            summaries: summaries.collect(),
        })
    }

    fn row(&mut self, round: Round, rules: &str) -> RoundRow {
        let standings = self.standings.remove(&round.id).unwrap_or_default();
        let made_of = made_of(rules, &standings);
        let kept = self.summaries.remove(&round.id);
        // What an older program has written and this one cannot read was never judged.
        let known = kept.and_then(|kept| {
            Some(Known {
                summary: serde_json::from_str(&kept.body).ok()?,
                at: kept.at,
                holds: kept.made_of == made_of,
            })
        });
        let filed = standings.into_iter().map(|own| (own.state, own.returns));
        RoundRow {
            round,
            filed: filed.collect(),
            known,
        }
    }
}
