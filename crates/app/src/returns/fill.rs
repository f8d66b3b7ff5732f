//! Cells are filled in, and what cannot be read is refused by name while the rest is kept.

use std::collections::BTreeMap;
use std::sync::Arc;

use facts::catalogue::Form;
use kernel::Finding;
use serde_json::json;
use store::orgs;
use store::returns::{self, Cell};

use super::read_return::{fill_verb, must_be};
use crate::app::{App, line};
use crate::caller::Caller;
use crate::{AppError, Result};

/// What came of filling in.
#[derive(Debug, Clone)]
pub struct Saved {
    /// The version that holds now.
    pub version: i64,
    /// Cells that could not be read, by field: they are not kept.
    pub refused: BTreeMap<String, Finding>,
    /// What the checks say of the whole return now.
    pub findings: Vec<Finding>,
    /// Its form.
    pub form: Arc<Form>,
}

impl App {
    /// Writes cells (none empties one) into a return of which version `seen` was looked at.
    pub async fn fill(
        &self,
        caller: &Caller,
        id: &str,
        seen: i64,
        cells: BTreeMap<String, Option<Cell>>,
    ) -> Result<Saved> {
        let mut write = self.write().await?;
        let found = self.seen(&mut write, id).await?;
        let verb = fill_verb(&found.own, &found.round);
        caller.may(&mut write, verb, &found.own.org, None).await?;
        must_be(&found, &["draft", "returned"], verb)?;
        if found.own.version != seen {
            let now = found.own.version;
            return Err(AppError::Changed { seen, now });
        }
        let today = caller.today.to_string();
        let line_above = orgs::ancestors(&mut write, &found.own.org, &today).await?;
        let (mut kept, mut refused) = (BTreeMap::new(), BTreeMap::new());
        for (field, cell) in cells {
            let column = found.form.column(&field);
            let topic = column.and_then(|column| found.form.field_of(column).group.as_deref());
            caller.must_reach(verb, &line_above, topic)?;
            match super::findings::read_cell(&found.form, &field, cell.as_ref()) {
                Ok(_) => {
                    let cell = cell.map(|cell| by_hand(cell, found.own.content.get(&field)));
                    drop(kept.insert(field, cell));
                }
                Err(finding) => drop(refused.insert(field, finding)),
            }
        }
        let org = orgs::get(&mut write, &found.own.org, &found.round.day).await?;
        let mut version = found.own.version;
        if !kept.is_empty() {
            version = returns::save(&mut write, id, seen, &caller.account, &kept).await?;
        }
        let own = returns::get(&mut write, id).await?;
        if !kept.is_empty() {
            let fields: Vec<&String> = kept.keys().collect();
            let detail = json!({ "version": version, "fields": fields });
            write.commit(line(caller, verb.id(), id, detail)).await?;
        }
        let findings = self.findings(&found.round, &org, &own)?;
        Ok(Saved {
            version,
            refused,
            findings,
            form: found.form,
        })
    }
}

/// A cell as a person fills it in: it keeps where it came from only while it says the same.
fn by_hand(cell: Cell, known: Option<&Cell>) -> Cell {
    let same = known.filter(|known| (&known.value, &known.missing) == (&cell.value, &cell.missing));
    Cell {
        origin: same.and_then(|known| known.origin.clone()),
        ..cell
    }
}
