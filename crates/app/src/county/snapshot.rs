//! The returns of a round at one moment, ready to be judged.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use facts::table::Table;
use indicators::{County, Facts, counties, prepare};
use standards::Standard;
use store::orgs::Org;
use store::returns::Return;
use store::rounds::Round;
use store::{orgs, returns, rounds};

use crate::app::{App, Laid};
use crate::error::absent;
use crate::returns::{Whose, code, push};
use crate::tree::Tree;
use crate::{AppError, Result, beside};

/// Which returns count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Basis {
    /// Every figure that stands anywhere, drafts too.
    #[default]
    All,
    /// What was handed in and not sent back.
    Submitted,
    /// What the county has approved.
    Locked,
}

impl Basis {
    fn counts(self, state: &str) -> bool {
        match self {
            Basis::All => true,
            Basis::Submitted => matches!(state, "submitted" | "checked" | "locked"),
            Basis::Locked => state == "locked",
        }
    }
}

impl Basis {
    /// Its name in the store and the API.
    pub fn id(self) -> &'static str {
        match self {
            Basis::All => "all",
            Basis::Submitted => "submitted",
            Basis::Locked => "locked",
        }
    }
}

impl FromStr for Basis {
    type Err = AppError;

    fn from_str(text: &str) -> Result<Basis> {
        match text {
            "" | "all" => Ok(Basis::All),
            "submitted" => Ok(Basis::Submitted),
            "locked" => Ok(Basis::Locked),
            other => Err(AppError::invalid("basis", [("basis", other.to_owned())])),
        }
    }
}

/// The returns of a round and the rules it is judged by. Nothing changes it any more.
#[derive(Debug)]
pub struct Snapshot {
    /// Of two snapshots of all returns of a round, the one with the later turn is at least as new; 0 if it was
    /// laid for one question alone.
    pub turn: u64,
    /// The round.
    pub round: Round,
    /// The rules.
    pub standard: Standard,
    /// School returns.
    pub schools: Table,
    /// The same as they were handed in, before campuses joined their main schools.
    pub(crate) raw: Table,
    /// The county's return.
    pub county: Option<Table>,
    /// Organisations as on the day of the round.
    pub(crate) tree: Tree,
}

impl Snapshot {
    /// Makes returns ready to be judged.
    pub(crate) fn laid(
        round: Round,
        standard: Standard,
        raw: Table,
        county: Option<Table>,
        tree: Tree,
    ) -> Snapshot {
        let (schools, _) = prepare(&standard.pack, raw.clone());
        Snapshot {
            turn: 0,
            round,
            standard,
            schools,
            raw,
            county,
            tree,
        }
    }

    /// The returns as the engine takes them.
    pub fn facts(&self) -> Facts<'_> {
        Facts {
            schools: &self.schools,
            county: self.county.as_ref(),
        }
    }

    /// The county, ready to be judged.
    pub fn county(&self) -> County<'_> {
        let facts = self.facts();
        let name = self
            .tree
            .get(&self.round.org)
            .map_or("", |org| org.name.as_str());
        let year = i16::try_from(self.round.year).unwrap_or_default();
        let first = counties(&self.standard, facts).into_iter().next();
        first.unwrap_or_else(|| County::without_schools(&self.standard, facts, name, year))
    }
}

impl Snapshot {
    /// The schools of its county that are known by an id or 学校标识码, as on its day.
    pub fn schools_called(&self, name: &str) -> Vec<&Org> {
        let own = self.tree.schools(&self.round.org);
        own.filter(|org| org.id == name || code(org) == name)
            .collect()
    }

    /// Whose the rows of its tables are, by the code that stands there. Two schools may share a code
    /// by mistake: then it tells of neither.
    pub fn owners(&self) -> HashMap<&str, Vec<&Org>> {
        let mut owners: HashMap<&str, Vec<&Org>> = HashMap::new();
        for org in self.tree.schools(&self.round.org) {
            owners.entry(code(org)).or_default().push(org);
        }
        owners
    }

    /// The same round with some of its schools, and without the county's return. A row that two
    /// schools might own is there only if both are.
    pub(crate) fn only(&self, keeps: impl Fn(&Org) -> bool) -> Snapshot {
        let owners = self.owners();
        let kept = |code: &str| {
            let owners = owners.get(code);
            owners.is_some_and(|owners| owners.iter().all(|org| keeps(org)))
        };
        let of = |table: &Table| {
            let subjects = table.subjects.iter().enumerate();
            let rows = subjects.filter(|(_, own)| kept(&own.code));
            let rows: Vec<usize> = rows.map(|(row, _)| row).collect();
            table.only(&rows)
        };
        Snapshot {
            turn: self.turn,
            round: self.round.clone(),
            standard: self.standard.clone(),
            schools: of(&self.schools),
            raw: of(&self.raw),
            county: None,
            tree: self.tree.clone(),
        }
    }
}

impl App {
    /// The returns of a round. Others ask for permission.
    pub(crate) async fn snapshot(&self, round: &str, basis: Basis) -> Result<Arc<Snapshot>> {
        let asked = self.turns.fetch_add(1, Ordering::AcqRel);
        let place = self.snapshots.place(&(round.to_owned(), basis));
        // Held while laying: ten people who ask at once have it laid once.
        let mut known = place.lock().await;
        // While clerks type, the state is another one at every look. Whoever waited while others laid
        // takes what was looked at after he asked, or a queue would lay for each of its people.
        if let Some(laid) = known.as_ref().filter(|laid| laid.turn > asked) {
            return Ok(laid.snapshot.clone());
        }
        let turn = self.turns.fetch_add(1, Ordering::AcqRel);
        let mut read = self.store().read().await?;
        let round = rounds::get(&mut read, round)
            .await
            .map_err(absent("round"))?;
        let state = returns::state_of(&mut read, &round.id).await?;
        if let Some(laid) = known.as_mut().filter(|laid| laid.state == state) {
            laid.turn = turn;
            return Ok(laid.snapshot.clone());
        }
        let tree = Tree::new(orgs::on_day(&mut read, &round.day).await?);
        let all = returns::of_round(&mut read, &round.id).await?;
        drop(read);
        let mut snapshot = self.lay(round, tree, all, basis).await?;
        snapshot.turn = turn;
        let snapshot = Arc::new(snapshot);
        *known = Some(Laid {
            turn,
            state,
            snapshot: snapshot.clone(),
        });
        Ok(snapshot)
    }

    /// Lays the returns of a round.
    pub(crate) async fn lay(
        &self,
        round: Round,
        tree: Tree,
        all: Vec<Return>,
        basis: Basis,
    ) -> Result<Snapshot> {
        let app = self.clone();
        beside(move || app.laid(round, tree, &all, basis)).await
    }

    fn laid(&self, round: Round, tree: Tree, all: &[Return], basis: Basis) -> Result<Snapshot> {
        let standard = self.standard(&round)?;
        let name = tree
            .get(&round.org)
            .map(|org| org.name.clone())
            .unwrap_or_default();
        let mut schools = Table::new(standard.pack.school_form().clone());
        let mut county = standard
            .pack
            .county_form()
            .map(|form| Table::new(form.clone()));
        for own in all.iter().filter(|own| basis.counts(&own.state)) {
            let Some(org) = tree.get(&own.org) else {
                continue;
            };
            let whose = Whose::within(&tree, org, &name);
            if own.form == schools.form.id {
                push(&mut schools, whose, &round, own);
            } else if let Some(county) = county.as_mut().filter(|table| table.form.id == own.form) {
                push(county, whose, &round, own);
            }
        }
        Ok(Snapshot::laid(round, standard, schools, county, tree))
    }
}
