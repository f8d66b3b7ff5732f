//! What if a figure were another (试算)? Judged on a copy; the returns never know.

use std::collections::BTreeMap;

use facts::table::{Datum, Entry, Table};
use kernel::{Finding, Grade, Missing, Place};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::what_ifs::{self, WhatIf};

use super::snapshot::{Basis, Snapshot};
use crate::app::{App, line};
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::{AppError, Result};
use store::returns::Cell;
use store::{returns, rounds};

/// Cells by the code of a school (the county's own under an empty code), then by field.
pub type Changes = BTreeMap<String, BTreeMap<String, Option<Cell>>>;

/// A copy of a county on which something was changed.
#[derive(Debug)]
pub struct Tried {
    /// The copy.
    pub snapshot: Snapshot,
    /// What stands in the cells that were changed, by school and field.
    pub before: Changes,
    /// Cells that could not be read, by school and field.
    pub refused: BTreeMap<(String, String), Finding>,
}

/// What somebody tried out and kept, beside what stands in the returns by now.
#[derive(Debug)]
pub struct Kept {
    /// What was kept.
    pub own: WhatIf,
    /// What was changed, by school and field.
    pub changes: Changes,
    /// What stood in these cells when it was kept.
    pub before: Changes,
    /// Cells in which something else stands by now, by school and field.
    pub moved: Vec<(String, String)>,
    /// Some return of the round was changed since it was kept.
    pub is_stale: bool,
}

/// The state of a round at the moment when something was kept.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Seen {
    returns: (i64, i64, i64),
    cells: Changes,
}

impl App {
    /// Changes figures on a copy of a county.
    pub async fn try_out(
        &self,
        caller: &Caller,
        round: &str,
        basis: Basis,
        changes: &Changes,
    ) -> Result<Tried> {
        self.may_try_out(caller, round).await?;
        let base = self.snapshot(round, basis).await?;
        Ok(tried(&base, changes))
    }

    /// What the caller has tried out and kept in a round, newest first.
    pub async fn what_ifs(&self, caller: &Caller, round: &str) -> Result<Vec<Kept>> {
        self.may_try_out(caller, round).await?;
        let mut read = self.store().read().await?;
        let all = what_ifs::of_round(&mut read, round, &caller.account).await?;
        let state = returns::state_of(&mut read, round).await?;
        drop(read);
        let base = self.snapshot(round, Basis::All).await?;
        all.into_iter()
            .map(|own| beside(own, &base, state))
            .collect()
    }

    /// Keeps changes under a name; under an id that is known, keeps them anew.
    pub async fn keep_what_if(
        &self,
        caller: &Caller,
        round: &str,
        id: Option<&str>,
        name: &str,
        changes: &Changes,
    ) -> Result<String> {
        self.may_try_out(caller, round).await?;
        let name = named(name)?;
        let base = self.snapshot(round, Basis::All).await?;
        let mut write = self.write().await?;
        if let Some(id) = id {
            let known = what_ifs::get(&mut write, id)
                .await
                .map_err(absent("what_if"))?;
            must_own(caller, &known)?;
        }
        let seen = Seen {
            returns: returns::state_of(&mut write, round).await?,
            cells: before(&base, changes),
        };
        let what_if = WhatIf {
            id: id.map_or_else(|| self.new_id(), str::to_owned),
            round: round.to_owned(),
            account: caller.account.clone(),
            name,
            changes: text(changes)?,
            seen: text(&seen)?,
            at: write.now(),
        };
        what_ifs::keep(&mut write, &what_if).await?;
        let detail = json!({ "round": round, "name": what_if.name });
        write
            .commit(line(caller, "keep_what_if", &what_if.id, detail))
            .await?;
        Ok(what_if.id)
    }

    /// Calls kept changes otherwise; what they started from stays as it was.
    pub async fn rename_what_if(&self, caller: &Caller, id: &str, name: &str) -> Result<()> {
        let mut write = self.write().await?;
        let known = what_ifs::get(&mut write, id)
            .await
            .map_err(absent("what_if"))?;
        must_own(caller, &known)?;
        let what_if = WhatIf {
            name: named(name)?,
            ..known
        };
        what_ifs::keep(&mut write, &what_if).await?;
        let detail = json!({ "name": what_if.name });
        write
            .commit(line(caller, "rename_what_if", id, detail))
            .await?;
        Ok(())
    }

    /// Throws kept changes away.
    pub async fn discard_what_if(&self, caller: &Caller, id: &str) -> Result<()> {
        let mut write = self.write().await?;
        let known = what_ifs::get(&mut write, id)
            .await
            .map_err(absent("what_if"))?;
        must_own(caller, &known)?;
        what_ifs::discard(&mut write, id).await?;
        write
            .commit(line(caller, "discard_what_if", id, json!({})))
            .await?;
        Ok(())
    }

    async fn may_try_out(&self, caller: &Caller, round: &str) -> Result<()> {
        let mut read = self.store().read().await?;
        let org = rounds::get(&mut read, round)
            .await
            .map_err(absent("round"))?
            .org;
        caller.may(&mut read, Verb::TryOut, &org, None).await
    }
}

fn named(name: &str) -> Result<String> {
    match name.trim() {
        "" => Err(AppError::invalid("what-if-name", [])),
        name => Ok(name.to_owned()),
    }
}

pub(super) fn must_own(caller: &Caller, what_if: &WhatIf) -> Result<()> {
    if what_if.account == caller.account {
        Ok(())
    } else {
        Err(AppError::NotFound {
            what: "what_if",
            id: what_if.id.clone(),
        })
    }
}

fn text(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| damaged(&error))
}

fn damaged(error: &serde_json::Error) -> AppError {
    store::StoreError::Damaged(format!("what_if: {error}")).into()
}

/// Something that was kept, held to the returns as they are now.
fn beside(own: WhatIf, base: &Snapshot, state: (i64, i64, i64)) -> Result<Kept> {
    let changes: Changes = serde_json::from_str(&own.changes).map_err(|error| damaged(&error))?;
    let seen: Seen = serde_json::from_str(&own.seen).map_err(|error| damaged(&error))?;
    let now = before(base, &changes);
    let mut moved = Vec::new();
    for (code, cells) in &seen.cells {
        let differs =
            |field: &&String| now.get(code).and_then(|now| now.get(*field)) != cells.get(*field);
        let fields = cells.keys().filter(differs);
        moved.extend(fields.map(|field| (code.clone(), field.clone())));
    }
    Ok(Kept {
        own,
        changes,
        before: seen.cells,
        moved,
        is_stale: seen.returns != state,
    })
}

/// A copy of a county on which changes were made.
pub(super) fn tried(base: &Snapshot, changes: &Changes) -> Tried {
    let (mut schools, mut county) = (base.raw.clone(), base.county.clone());
    let mut refused = BTreeMap::new();
    for (code, cells) in changes {
        let table = match &mut county {
            Some(county) if code.is_empty() => county,
            _ => &mut schools,
        };
        let row = row_of(table, code);
        for (field, cell) in cells {
            if let Err(finding) = change(table, row, field, cell.as_ref()) {
                refused.insert((code.clone(), field.clone()), finding);
            }
        }
    }
    Tried {
        before: before(base, changes),
        snapshot: Snapshot::laid(
            base.round.clone(),
            base.standard.clone(),
            schools,
            county,
            base.tree.clone(),
        ),
        refused,
    }
}

/// The row of a school; the county's own return has one row.
fn row_of(table: &Table, code: &str) -> Option<usize> {
    let mut subjects = table.subjects.iter();
    match code {
        "" => subjects.next().map(|_| 0),
        code => subjects.position(|own| *own.code == *code),
    }
}

fn change(
    table: &mut Table,
    row: Option<usize>,
    field: &str,
    cell: Option<&Cell>,
) -> std::result::Result<(), Finding> {
    let form = table.form.clone();
    let datum = crate::returns::read_cell(&form, field, cell)?;
    let row = row.ok_or_else(|| Finding::new("return-not-counted", Grade::MustFix))?;
    if let Some(column) = form.column(field) {
        let place = Place::NOWHERE;
        table.set(row, column, Entry { datum, place });
    }
    Ok(())
}

/// What stands in the cells that are changed.
fn before(base: &Snapshot, changes: &Changes) -> Changes {
    let own = |(code, cells): (&String, &BTreeMap<String, Option<Cell>>)| {
        let table = match &base.county {
            Some(county) if code.is_empty() => county,
            _ => &base.raw,
        };
        let row = row_of(table, code);
        let shown = |field: &String| (field.clone(), row.and_then(|row| shown(table, row, field)));
        (code.clone(), cells.keys().map(shown).collect())
    };
    changes.iter().map(own).collect()
}

fn shown(table: &Table, row: usize, field: &str) -> Option<Cell> {
    let column = table.form.column(field)?;
    let datum = table.get(row, column).datum;
    let missing = match datum {
        Datum::Missing(why @ (Missing::NotApplicable | Missing::Withheld)) => {
            Some(why.code().to_owned())
        }
        _ => None,
    };
    let value = facts::answer::show(&table.form, column, datum);
    (value.is_some() || missing.is_some()).then_some(Cell {
        value,
        missing,
        origin: None,
        note: None,
    })
}
