//! What must hold after whatever happened.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use serde_json::Value;
use store::audit::{self, Chain};
use store::returns::{self, Content};
use store::{Connection, Store, accounts, orgs, what_ifs};

use crate::load::{FIELD, Trace};

/// Where is to be looked.
#[derive(Debug, Clone)]
pub(crate) struct Scene {
    /// The database.
    pub(crate) address: String,
    /// The round that people work in.
    pub(crate) round: String,
}

/// Looks at a database by itself: everything acknowledged is there, nothing is half-written, the log's
/// chain fits. Gives the number of its lines.
pub(crate) async fn prove(scene: &Scene, done: &[Trace]) -> Result<i64, Box<dyn Error>> {
    let store = Store::open(&scene.address).await?;
    let mut read = store.read().await?;
    let lines = match audit::verify(&mut read).await? {
        Chain::Whole { lines, .. } => lines,
        Chain::Broken { seq } => return Err(format!("line {seq} of the log does not fit").into()),
    };
    whole(&mut read, &scene.round).await?;
    acknowledged(&mut read, scene, done).await?;
    drop(read);
    store.close().await;
    Ok(lines)
}

/// Each return's content is what its changes add up to, and its version counts them and its steps.
async fn whole(on: &mut Connection, round: &str) -> Result<(), Box<dyn Error>> {
    for own in returns::of_round(on, round).await? {
        let changes = returns::changes(on, &own.id, 0).await?;
        let steps = returns::events(on, &own.id).await?.len();
        let mut sum = Content::new();
        let mut versions = BTreeSet::new();
        for change in changes {
            versions.insert(change.version);
            match change.cell {
                Some(cell) => drop(sum.insert(change.field, cell)),
                None => drop(sum.remove(&change.field)),
            }
        }
        if sum != own.content {
            return Err(
                format!("return {}: its content is not what its changes say", own.id).into(),
            );
        }
        if own.version != (versions.len() + steps) as i64 {
            let told = format!("{} changes and {steps} steps", versions.len());
            return Err(format!("return {}: version {} after {told}", own.id, own.version).into());
        }
    }
    Ok(())
}

/// What was acknowledged is there, once, with its line in the log.
async fn acknowledged(
    on: &mut Connection,
    scene: &Scene,
    done: &[Trace],
) -> Result<(), Box<dyn Error>> {
    let towns = counted(
        orgs::on_day(on, "2026-01-01")
            .await?
            .into_iter()
            .map(|org| org.name),
    );
    let mut people = accounts::all(on).await?.into_iter();
    let admin = people.find(|account| account.login == "admin");
    let admin = admin.map_or_else(String::new, |account| account.id);
    let what_ifs = what_ifs::of_round(on, &scene.round, &admin).await?;
    let what_ifs = counted(what_ifs.into_iter().map(|kept| kept.name));
    let mut known = BTreeMap::new();
    for trace in done {
        let found = match trace {
            Trace::Cell { of, version, value } => {
                let own = known_of(on, &mut known, of).await?;
                own.cells.get(version) == Some(value) && own.lines.contains(version)
            }
            Trace::Step { of, version, event } => {
                let own = known_of(on, &mut known, of).await?;
                own.lines.contains(version)
                    && !own.cells.contains_key(version)
                    && own.events.iter().any(|known| known == event)
            }
            Trace::Town(name) => towns.get(name) == Some(&1),
            Trace::WhatIf(name) => what_ifs.get(name) == Some(&1),
        };
        if !found {
            return Err(format!("acknowledged and not there, or not once: {trace:?}").into());
        }
    }
    Ok(())
}

/// What the tables say of a return.
struct Known {
    cells: BTreeMap<i64, String>,
    events: Vec<String>,
    lines: BTreeSet<i64>,
}

async fn known_of<'k>(
    on: &mut Connection,
    known: &'k mut BTreeMap<String, Known>,
    of: &str,
) -> Result<&'k Known, Box<dyn Error>> {
    if !known.contains_key(of) {
        let changes = returns::changes(on, of, 0).await?.into_iter();
        let changes = changes.filter(|change| change.field == FIELD);
        let cells = changes.filter_map(|change| Some((change.version, change.cell?.value?)));
        let cells = cells.collect();
        let events = returns::events(on, of).await?;
        let about = audit::Which {
            before: i64::MAX,
            account: String::new(),
            verb: String::new(),
            subject: of.to_owned(),
            from: 0,
            until: i64::MAX,
            limit: i64::MAX,
        };
        let lines = audit::page(on, &about).await?;
        let version = |line: &audit::Entry| {
            let detail: Value = serde_json::from_str(&line.detail).ok()?;
            detail["version"].as_i64()
        };
        let own = Known {
            cells,
            events: events.into_iter().map(|event| event.event).collect(),
            lines: lines.iter().filter_map(version).collect(),
        };
        known.insert(of.to_owned(), own);
    }
    known.get(of).ok_or_else(|| of.into())
}

fn counted(names: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    counts
}
