//! A return with all that its clerk and its reviewers want to see beside it.

use std::sync::Arc;

use facts::catalogue::Form;
use kernel::Finding;
use store::orgs::{self, Org};
use store::returns::{self, Change, Content, Event, Return};
use store::rounds::{self, Round};
use store::{Connection, StoreError};

use crate::app::App;
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::{AppError, Result};

/// A return and everything around it.
#[derive(Debug, Clone)]
pub struct Page {
    /// The return.
    pub own: Return,
    /// Its round.
    pub round: Round,
    /// Who fills it in.
    pub org: Org,
    /// Its form.
    pub form: Arc<Form>,
    /// What stood in last year's return, if there was one.
    pub last_year: Content,
    /// What the checks say.
    pub findings: Vec<Finding>,
    /// The steps so far.
    pub events: Vec<Event>,
    /// Groups that are approved since it was last submitted.
    pub approved: Vec<String>,
    /// What the caller may do with it now.
    pub verbs: Vec<Verb>,
}

/// A return as another verb finds it.
#[derive(Debug, Clone)]
pub struct Seen {
    pub(crate) own: Return,
    pub(crate) round: Round,
    pub(crate) form: Arc<Form>,
}

impl App {
    /// A return, for who may read it.
    pub async fn read_return(&self, caller: &Caller, id: &str) -> Result<Page> {
        let mut read = self.store().read().await?;
        let Seen { own, round, form } = self.seen(&mut read, id).await?;
        caller
            .may(&mut read, Verb::ReadReturn, &own.org, None)
            .await?;
        let org = orgs::get(&mut read, &own.org, &round.day).await?;
        let last_year = last_year(&mut read, &round, &own).await?;
        let events = returns::events(&mut read, id).await?;
        let reach = orgs::ancestors(&mut read, &own.org, &caller.today.to_string()).await?;
        drop(read);
        let approved = approved(&events);
        let verbs = verbs(caller, &own, &round, &reach);
        let findings = self.findings(&round, &org, &own)?;
        Ok(Page {
            own,
            round,
            org,
            form,
            last_year,
            findings,
            events,
            approved,
            verbs,
        })
    }

    /// What changed in a return after a version: for who lost a race.
    pub async fn changes(&self, caller: &Caller, id: &str, after: i64) -> Result<Vec<Change>> {
        let mut read = self.store().read().await?;
        let own = returns::get(&mut read, id)
            .await
            .map_err(absent("return"))?;
        caller
            .may(&mut read, Verb::ReadReturn, &own.org, None)
            .await?;
        Ok(returns::changes(&mut read, id, after).await?)
    }

    /// The state a return is in, for who has just changed it.
    pub async fn return_state(&self, id: &str) -> Result<String> {
        let mut read = self.store().read().await?;
        let own = returns::get(&mut read, id).await;
        Ok(own.map_err(absent("return"))?.state)
    }

    pub(crate) async fn seen(&self, on: &mut Connection, id: &str) -> Result<Seen> {
        let own = returns::get(on, id).await.map_err(absent("return"))?;
        let round = rounds::get(on, &own.round).await?;
        let standard = self.standard(&round)?;
        let form = standard
            .pack
            .forms()
            .into_iter()
            .find(|form| form.id == own.form);
        let form = form.ok_or_else(|| StoreError::Damaged(format!("no form {}", own.form)))?;
        Ok(Seen { own, round, form })
    }
}

/// The last return of the same form that the same organisation filled in before.
async fn last_year(on: &mut Connection, round: &Round, own: &Return) -> Result<Content> {
    let Some(before) = round_before(on, round).await? else {
        return Ok(Content::new());
    };
    let same = returns::of_org(on, &before.id, &own.org, &own.form).await?;
    Ok(same.map(|known| known.content).unwrap_or_default())
}

/// The newest round of an earlier year at the same place.
pub(crate) async fn round_before(on: &mut Connection, round: &Round) -> Result<Option<Round>> {
    let all = rounds::all(on).await?;
    Ok(all
        .into_iter()
        .find(|known| known.org == round.org && known.year < round.year && known.id != round.id))
}

/// Groups approved since the return was last submitted.
pub(crate) fn approved(events: &[Event]) -> Vec<String> {
    let mut approved: Vec<String> = Vec::new();
    for event in events {
        match event.event.as_str() {
            "approved" => approved.extend(event.topic.clone()),
            "submitted" | "returned" | "unlocked" => approved.clear(),
            _ => {}
        }
    }
    approved
}

/// What the caller may do with a return in its state.
fn verbs(caller: &Caller, own: &Return, round: &Round, reach: &[String]) -> Vec<Verb> {
    let fill = fill_verb(own, round);
    let possible: &[Verb] = match own.state.as_str() {
        _ if round.state != "open" => &[],
        "draft" | "returned" => &[fill, Verb::SubmitReturn],
        "submitted" => &[Verb::CheckReturn, Verb::SendBackReturn],
        "checked" => &[Verb::ApproveReturn, Verb::SendBackReturn],
        "locked" => &[Verb::AskUnlock, Verb::UnlockReturn],
        _ => &[],
    };
    let able = possible.iter().copied();
    able.filter(|verb| !caller.must_change && caller.reaches(*verb, reach, None))
        .collect()
}

/// A county fills in its own return, a school its own.
pub(crate) fn fill_verb(own: &Return, round: &Round) -> Verb {
    if own.org == round.org {
        Verb::FillCountyReturn
    } else {
        Verb::FillSchoolReturn
    }
}

/// Refuses unless a return is in one of these states and its round is open.
pub(crate) fn must_be(seen: &Seen, states: &[&str], verb: Verb) -> Result<()> {
    let state = if seen.round.state == "open" {
        seen.own.state.as_str()
    } else {
        "closed"
    };
    if states.contains(&state) {
        Ok(())
    } else {
        Err(AppError::WrongState {
            verb: verb.id(),
            state: state.to_owned(),
        })
    }
}
