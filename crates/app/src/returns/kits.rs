//! What an offline kit is made of: a return as it stands, to be filled in away from the program.

use std::collections::HashMap;
use std::sync::Arc;

use facts::catalogue::Form;
use store::orgs::{self, Org};
use store::returns::{self, Content, Return};
use store::rounds::{self, Round};

use super::read_return::round_before;
use crate::app::App;
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::tree::Tree;
use crate::{AppError, Result};

/// All that one offline kit shows.
#[derive(Debug, Clone)]
pub struct Kit {
    /// The return.
    pub own: Return,
    /// Its form.
    pub form: Arc<Form>,
    /// Whose it is.
    pub org: Org,
    /// Where that belongs, by name; empty if to no township.
    pub township: String,
    /// The county, by name.
    pub county: String,
    /// The round.
    pub round: Round,
    /// What stood in last year's return.
    pub last_year: Content,
}

impl App {
    /// What the kit of one return is made of, for who may bring it back.
    pub async fn kit(&self, caller: &Caller, id: &str) -> Result<Kit> {
        let mut read = self.store().read().await?;
        let own = returns::get(&mut read, id)
            .await
            .map_err(absent("return"))?;
        caller
            .may(&mut read, Verb::ImportReturns, &own.org, None)
            .await?;
        drop(read);
        let kits = self.kits(caller, &own.round).await?;
        let kit = kits.into_iter().find(|kit| kit.own.id == own.id);
        kit.ok_or(AppError::NotFound {
            what: "return",
            id: own.id,
        })
    }

    /// What the kits of a round are made of, as far as the caller may bring them back; by township.
    pub async fn kits(&self, caller: &Caller, round: &str) -> Result<Vec<Kit>> {
        if caller.must_change {
            return Err(AppError::MustChange);
        }
        let mut read = self.store().read().await?;
        let round = rounds::get(&mut read, round).await;
        let round = round.map_err(absent("round"))?;
        let tree = Tree::new(orgs::on_day(&mut read, &round.day).await?);
        let all = returns::of_round(&mut read, &round.id).await?;
        let last = match round_before(&mut read, &round).await? {
            Some(before) => returns::of_round(&mut read, &before.id).await?,
            None => Vec::new(),
        };
        drop(read);
        let last = last
            .into_iter()
            .map(|own| ((own.org, own.form), own.content));
        let mut last: HashMap<(String, String), Content> = last.collect();
        let forms = self.standard(&round)?.pack.forms();
        let county = tree
            .get(&round.org)
            .map(|org| org.name.clone())
            .unwrap_or_default();
        let kit = |own: Return| {
            let line: Vec<String> = tree
                .line(&own.org)
                .iter()
                .map(|org| org.id.clone())
                .collect();
            let form = forms.iter().find(|form| form.id == own.form)?.clone();
            let org = tree.get(&own.org)?.clone();
            let township = tree.above(&own.org, "township");
            caller
                .reaches(Verb::ImportReturns, &line, None)
                .then(|| Kit {
                    township: township.map(|org| org.name.clone()).unwrap_or_default(),
                    county: county.clone(),
                    round: round.clone(),
                    last_year: last
                        .remove(&(own.org.clone(), own.form.clone()))
                        .unwrap_or_default(),
                    own,
                    form,
                    org,
                })
        };
        let mut kits: Vec<Kit> = all.into_iter().filter_map(kit).collect();
        if kits.is_empty() {
            let verb = Verb::ImportReturns.id();
            return Err(AppError::NotPermitted { verb });
        }
        kits.sort_by(|a, b| (&a.township, &a.org.code).cmp(&(&b.township, &b.org.code)));
        Ok(kits)
    }
}
