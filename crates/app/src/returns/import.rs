//! A workbook is read into the returns it speaks of, school by school, in one write.

use std::collections::{BTreeMap, HashMap};

use facts::catalogue::ColumnId;
use facts::table::{Datum, Table};
use kernel::Missing;
use serde_json::json;
use store::orgs;
use store::returns::{self, Cell, Content, Return};

use crate::Result;
use crate::app::{App, line};
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::tree::Tree;

/// What became of the rows of some tables.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Taken {
    /// Returns that were written, with how many of their cells changed.
    pub filled: Vec<(String, usize)>,
    /// Codes that no return of the round within the caller's reach has.
    pub unknown: Vec<String>,
    /// Codes whose return is handed in or locked.
    pub closed: Vec<String>,
}

impl App {
    /// Writes the figures of tables into the drafts of a round. What a table does not say stays.
    pub async fn import_returns(
        &self,
        caller: &Caller,
        round: &str,
        tables: &[Table],
    ) -> Result<Taken> {
        let mut write = self.write().await?;
        let round = store::rounds::get(&mut write, round)
            .await
            .map_err(absent("round"))?;
        let tree = Tree::new(orgs::on_day(&mut write, &round.day).await?);
        let all = returns::of_round(&mut write, &round.id).await?;
        let mut by_code: HashMap<(&str, &str), &Return> = HashMap::new();
        for own in &all {
            let line: Vec<String> = tree
                .line(&own.org)
                .iter()
                .map(|org| org.id.clone())
                .collect();
            if let Some(org) = tree.get(&own.org)
                && caller.reaches(Verb::ImportReturns, &line, None)
            {
                by_code.insert((own.form.as_str(), org.code.as_str()), own);
                by_code.insert((own.form.as_str(), org.name.as_str()), own);
            }
        }
        let mut taken = Taken::default();
        for table in tables {
            for row in 0..table.len() {
                let code = &table.subjects[row].code;
                let Some(own) = by_code.get(&(table.form.id.as_str(), &**code)) else {
                    taken.unknown.push(code.to_string());
                    continue;
                };
                if round.state != "open" || !["draft", "returned"].contains(&own.state.as_str()) {
                    taken.closed.push(code.to_string());
                    continue;
                }
                let changed = changed(&own.content, cells(table, row));
                let count = changed.len();
                if count > 0 {
                    returns::save(&mut write, &own.id, own.version, &caller.account, &changed)
                        .await?;
                }
                taken.filled.push((own.id.clone(), count));
            }
        }
        let detail = json!({ "filled": taken.filled.len(), "unknown": taken.unknown.len() });
        write
            .commit(line(caller, Verb::ImportReturns.id(), &round.id, detail))
            .await?;
        Ok(taken)
    }
}

/// What a row says, as a form shows it, each cell with where it came from.
fn cells(table: &Table, row: usize) -> Content {
    let mut cells = Content::new();
    for (number, column) in table.form.columns.iter().enumerate() {
        let id = ColumnId(number as u32);
        let entry = table.get(row, id);
        let document = table
            .document(entry.place)
            .filter(|_| entry.place.is_cell());
        let origin = document.map(|document| {
            format!(
                "{} {} {}",
                document.file,
                document.sheet,
                entry.place.address()
            )
        });
        let missing = match entry.datum {
            Datum::Missing(reason @ (Missing::NotApplicable | Missing::Withheld))
                if origin.is_some() =>
            {
                Some(reason.code().to_owned())
            }
            _ => None,
        };
        let value = facts::answer::show(&table.form, id, entry.datum);
        if value.is_some() || missing.is_some() {
            cells.insert(
                column.name.clone(),
                Cell {
                    value,
                    missing,
                    origin,
                    note: None,
                },
            );
        }
    }
    cells
}

/// The cells that say something else than what stands there.
fn changed(known: &Content, new: Content) -> BTreeMap<String, Option<Cell>> {
    let differs = |field: &String, cell: &Cell| {
        known
            .get(field)
            .is_none_or(|known| (&known.value, &known.missing) != (&cell.value, &cell.missing))
    };
    let differing = new.into_iter().filter(|(field, cell)| differs(field, cell));
    differing.map(|(field, cell)| (field, Some(cell))).collect()
}
