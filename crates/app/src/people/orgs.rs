//! Opened, renamed, moved, merged, closed: the tree of organisations changes, and forgets nothing.

use jiff::civil::Date;
use serde_json::json;
use store::orgs::{self, Org, State};
use store::{Connection, Write};

use crate::app::{App, line};
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::trust::may_somewhere;
use crate::{AppError, Result};

/// An organisation to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrg {
    /// city, county, township, school
    pub kind: String,
    /// 学校标识码 or 行政区划代码; empty if it has none.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it belongs to.
    pub parent: String,
    /// The day from which it is open.
    pub from_day: Date,
}

/// What may belong to what, from the top.
const KINDS: [&str; 5] = ["province", "city", "county", "township", "school"];

impl App {
    /// The organisations the caller may see on a day: those his roles reach, and what they belong to.
    pub async fn read_orgs(&self, caller: &Caller, day: Date) -> Result<Vec<Org>> {
        if caller.must_change {
            return Err(AppError::MustChange);
        }
        let tree = self.tree(day).await?;
        Ok(tree.within_sight(&caller.places(Verb::ReadOrgs)))
    }

    /// What an organisation has been, oldest first.
    pub async fn org_history(&self, caller: &Caller, id: &str) -> Result<Vec<Org>> {
        let mut read = self.store().read().await?;
        orgs::get(&mut read, id, &caller.today.to_string())
            .await
            .map_err(absent("org"))?;
        caller.may(&mut read, Verb::ReadOrgs, id, None).await?;
        Ok(orgs::history(&mut read, id).await?)
    }

    /// Adds organisations below places the caller may change, all or none; gives their ids, in order.
    pub async fn add_orgs(&self, caller: &Caller, new: &[NewOrg]) -> Result<Vec<String>> {
        may_somewhere(caller, Verb::ChangeOrg)?;
        let mut write = self.write().await?;
        let mut ids = Vec::new();
        for org in new {
            caller
                .may(&mut write, Verb::ChangeOrg, &org.parent, None)
                .await?;
            let day = org.from_day.to_string();
            let parent = orgs::get(&mut write, &org.parent, &day)
                .await
                .map_err(absent("org"))?;
            if org.name.trim().is_empty() || !fits(&org.kind, &parent.kind) {
                let args = [("name", org.name.clone()), ("parent", parent.name)];
                return Err(AppError::invalid("org-not-there", args));
            }
            code_must_be_free(&mut write, org.code.trim()).await?;
            let id = self.new_id();
            let first = State {
                from_day: day,
                name: org.name.trim().to_owned(),
                parent: Some(org.parent.clone()),
                status: "open".to_owned(),
                into_org: None,
            };
            orgs::add(&mut write, &id, &org.kind, org.code.trim(), &first).await?;
            ids.push(id);
        }
        let subject = ids.first().cloned().unwrap_or_default();
        let detail = json!({ "added": ids });
        write
            .commit(line(caller, Verb::ChangeOrg.id(), &subject, detail))
            .await?;
        Ok(ids)
    }

    /// Renames, moves, merges, closes or opens an organisation again from a day on. Into what it is merged,
    /// follows what is below it.
    pub async fn change_org(&self, caller: &Caller, id: &str, state: &State) -> Result<()> {
        let mut write = self.write().await?;
        let day = &state.from_day;
        let now = orgs::get(&mut write, id, day)
            .await
            .map_err(absent("org"))?;
        let places = [Some(id), state.parent.as_deref(), state.into_org.as_deref()];
        for place in places.into_iter().flatten() {
            caller.may(&mut write, Verb::ChangeOrg, place, None).await?;
        }
        must_fit(&mut write, &now, state).await?;
        must_merge(&mut write, &now, state).await?;
        let followed = follow(&mut write, &now, state).await?;
        orgs::change(&mut write, id, state).await?;
        let detail = json!({ "from": now, "to": state, "followed": followed });
        write
            .commit(line(caller, Verb::ChangeOrg.id(), id, detail))
            .await?;
        Ok(())
    }
}

/// Whether an organisation of a kind may belong to one of another; a campus belongs to its main school.
fn fits(kind: &str, parent: &str) -> bool {
    let rank = |kind: &str| KINDS.iter().position(|known| *known == kind);
    kind == "school" && parent == "school" || rank(kind) > rank(parent)
}

/// Refuses a state that would take an organisation out of the tree: without a name, without what it
/// belonged to, below what may not be above it, or below itself, now or later.
async fn must_fit(on: &mut Connection, now: &Org, state: &State) -> Result<()> {
    let refuse = |code, parent: &str| {
        let args = [("name", now.name.clone()), ("parent", parent.to_owned())];
        Err(AppError::invalid(code, args))
    };
    let Some(parent) = &state.parent else {
        return match now.parent {
            Some(_) => refuse("org-needs-parent", ""),
            None => Ok(()),
        };
    };
    let above = orgs::get(on, parent, &state.from_day)
        .await
        .map_err(absent("org"))?;
    if state.name.trim().is_empty() || !fits(&now.kind, &above.kind) {
        return refuse("org-not-there", &above.name);
    }
    for day in [state.from_day.as_str(), LAST_DAY] {
        if orgs::ancestors(on, parent, day).await?.contains(&now.id) {
            return refuse("org-below-itself", &above.name);
        }
    }
    Ok(())
}

/// Refuses a merger into nothing, into itself, or into what is of another kind or not open.
async fn must_merge(on: &mut Connection, now: &Org, state: &State) -> Result<()> {
    let refuse = || {
        let args = [("name", now.name.clone())];
        AppError::invalid("merged-into-what", args)
    };
    match (state.status.as_str(), &state.into_org) {
        ("merged", Some(into)) => {
            let into = orgs::get(on, into, &state.from_day)
                .await
                .map_err(absent("org"))?;
            let fits = into.kind == now.kind && into.status == "open" && into.id != now.id;
            fits.then_some(()).ok_or_else(refuse)
        }
        ("merged", None) | (_, Some(_)) => Err(refuse()),
        _ => Ok(()),
    }
}

/// What is open below a merged organisation belongs to the other from that day on; a closed one must
/// have nothing open below it. Gives who followed.
async fn follow(write: &mut Write, now: &Org, state: &State) -> Result<Vec<String>> {
    if state.status == "open" {
        return Ok(Vec::new());
    }
    let all = orgs::on_day(write, &state.from_day).await?;
    let is_below =
        |org: &&Org| org.parent.as_deref() == Some(now.id.as_str()) && org.status == "open";
    let below: Vec<&Org> = all.iter().filter(is_below).collect();
    let Some(into) = &state.into_org else {
        return match below.len() {
            0 => Ok(Vec::new()),
            count => {
                let args = [("name", now.name.clone()), ("count", count.to_string())];
                Err(AppError::invalid("org-not-empty", args))
            }
        };
    };
    for org in &below {
        let moved = State {
            from_day: state.from_day.clone(),
            name: org.name.clone(),
            parent: Some(into.clone()),
            status: org.status.clone(),
            into_org: None,
        };
        orgs::change(write, &org.id, &moved).await?;
    }
    Ok(below.into_iter().map(|org| org.id.clone()).collect())
}

/// A code belongs to one organisation for ever; many have none.
async fn code_must_be_free(on: &mut Connection, code: &str) -> Result<()> {
    if code.is_empty() || !orgs::has_code(on, code).await? {
        return Ok(());
    }
    let args = [("code", code.to_owned())];
    Err(AppError::invalid("org-code-taken", args))
}

/// Later than any state.
const LAST_DAY: &str = "9999-12-31";
