//! Who has filed, and who has not?

use store::{orgs, returns, rounds};

use crate::app::App;
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::tree::Tree;
use crate::{AppError, Result};

/// How far one return is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// The return.
    pub id: String,
    /// The form.
    pub form: String,
    /// Who fills it in.
    pub org: String,
    /// Its name.
    pub name: String,
    /// 学校标识码
    pub code: String,
    /// The township, by name; empty if it belongs to none.
    pub township: String,
    /// draft, submitted, checked, returned, locked
    pub state: String,
    /// It is locked, and somebody asks for it to be unlocked.
    pub unlock_asked: bool,
    /// Cells that are filled in.
    pub filled: usize,
    /// Cells that could be.
    pub asked: usize,
}

/// How far a round is, for those the caller may look after.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    /// Every return.
    pub returns: Vec<Filed>,
}

/// Who looks after others sees how far they are; who may read a return finds it here.
fn sees(caller: &Caller, line: &[String]) -> bool {
    let verbs = [Verb::ReadProgress, Verb::ReadReturn];
    verbs.iter().any(|verb| caller.reaches(*verb, line, None))
}

impl App {
    /// How far every return of a round is, as far as the caller's roles reach.
    pub async fn read_progress(&self, caller: &Caller, round: &str) -> Result<Progress> {
        if caller.must_change {
            return Err(AppError::MustChange);
        }
        let mut read = self.store().read().await?;
        let round = rounds::get(&mut read, round)
            .await
            .map_err(absent("round"))?;
        let tree = Tree::new(orgs::on_day(&mut read, &round.day).await?);
        let all = returns::of_round(&mut read, &round.id).await?;
        let asked = returns::asked_to_unlock(&mut read, &round.id).await?;
        drop(read);
        let standard = self.standard(&round)?;
        let forms = standard.pack.forms();
        let mut progress = Progress::default();
        for own in all {
            let line: Vec<String> = tree
                .line(&own.org)
                .iter()
                .map(|org| org.id.clone())
                .collect();
            let Some(org) = tree.get(&own.org).filter(|_| sees(caller, &line)) else {
                continue;
            };
            let form = forms.iter().find(|form| form.id == own.form);
            let township = tree.above(&own.org, "township");
            progress.returns.push(Filed {
                unlock_asked: asked.contains(&own.id),
                id: own.id,
                form: own.form.clone(),
                org: own.org.clone(),
                name: org.name.clone(),
                code: org.code.clone(),
                township: township.map(|org| org.name.clone()).unwrap_or_default(),
                state: own.state,
                filled: own.content.len(),
                asked: form.map_or(0, |form| form.columns.len()),
            });
        }
        Ok(progress)
    }
}
