//! What if a figure were another (试算)? Judged on a copy; the returns never know.

use std::collections::BTreeMap;
use std::sync::Arc;

use facts::table::{Entry, Table};
use kernel::{Finding, Place};
use serde_json::json;
use store::what_ifs::{self, WhatIf};

use super::snapshot::{Basis, Snapshot};
use crate::app::{App, line};
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::{AppError, Result};
use store::returns::Cell;
use store::rounds;

/// Changes by the code of a school (the county's own under an empty code), then by field.
pub type Changes = BTreeMap<String, BTreeMap<String, Option<Cell>>>;

/// A copy of a county on which something was changed.
#[derive(Debug)]
pub struct Tried {
    /// The copy.
    pub snapshot: Snapshot,
    /// Cells that could not be read, by school and field.
    pub refused: BTreeMap<(String, String), Finding>,
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

    /// What the caller has tried out and kept in a round.
    pub async fn what_ifs(&self, caller: &Caller, round: &str) -> Result<Vec<WhatIf>> {
        self.may_try_out(caller, round).await?;
        let mut read = self.store().read().await?;
        Ok(what_ifs::of_round(&mut read, round, &caller.account).await?)
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
        let mut write = self.write().await?;
        if let Some(id) = id {
            let known = what_ifs::get(&mut write, id)
                .await
                .map_err(absent("what_if"))?;
            must_own(caller, &known)?;
        }
        let what_if = WhatIf {
            id: id.map_or_else(|| self.new_id(), str::to_owned),
            round: round.to_owned(),
            account: caller.account.clone(),
            name: name.trim().to_owned(),
            changes: serde_json::to_string(changes).unwrap_or_default(),
            at: write.now(),
        };
        what_ifs::keep(&mut write, &what_if).await?;
        let detail = json!({ "round": round, "name": what_if.name });
        write
            .commit(line(caller, "keep_what_if", &what_if.id, detail))
            .await?;
        Ok(what_if.id)
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

/// A copy of a county on which changes were made.
pub(super) fn tried(base: &Arc<Snapshot>, changes: &Changes) -> Tried {
    let mut snapshot = Snapshot {
        round: base.round.clone(),
        standard: base.standard.clone(),
        schools: base.schools.clone(),
        county: base.county.clone(),
        tree: base.tree.clone(),
    };
    let mut refused = BTreeMap::new();
    for (code, cells) in changes {
        let of_county = code.is_empty() && snapshot.county.is_some();
        let table = match &mut snapshot.county {
            Some(county) if of_county => county,
            _ => &mut snapshot.schools,
        };
        let mut subjects = table.subjects.iter();
        let row = subjects.position(|own| of_county || *own.code == **code);
        for (field, cell) in cells {
            if let Err(finding) = change(table, row, field, cell.as_ref()) {
                refused.insert((code.clone(), field.clone()), finding);
            }
        }
    }
    Tried { snapshot, refused }
}

fn change(
    table: &mut Table,
    row: Option<usize>,
    field: &str,
    cell: Option<&Cell>,
) -> std::result::Result<(), Finding> {
    let form = table.form.clone();
    let datum = crate::returns::read_cell(&form, field, cell)?;
    if let (Some(row), Some(column)) = (row, form.column(field)) {
        table.set(
            row,
            column,
            Entry {
                datum,
                place: Place::NOWHERE,
            },
        );
    }
    Ok(())
}
