//! A workbook is read into the returns it speaks of: first what would change is shown, then all of it is
//! written at once.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use facts::catalogue::{ColumnId, Form};
use facts::table::{Datum, Entry, Table};
use kernel::Missing;
use serde_json::json;
use standards::Pack;
use store::orgs::{self, Org};
use store::returns::{self, Cell, Content, Return};
use store::rounds::{self, Round};
use store::{Connection, StoreError};

use super::findings::read_cell;
use crate::app::{App, line};
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::tree::Tree;
use crate::{AppError, Result};

/// What a file has to be read with.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The forms and the maps of known workbooks.
    pub pack: Arc<Pack>,
    /// The year of rows that name none.
    pub year: i16,
    /// The county of rows that name none.
    pub county: String,
}

/// The return that an offline kit was made of, as it stood then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The return.
    pub id: String,
    /// Its version when the kit was made.
    pub version: i64,
}

/// What tables say of the returns of a round.
#[derive(Debug, Clone, Default)]
pub struct Import {
    /// The returns they speak of.
    pub returns: Vec<Spoken>,
    /// Codes that no return of the round within the caller's reach has.
    pub unknown: Vec<String>,
}

/// A return that a table speaks of.
#[derive(Debug, Clone)]
pub struct Spoken {
    /// As it stood before.
    pub own: Return,
    /// Its form.
    pub form: Arc<Form>,
    /// Whose it is.
    pub org: Org,
    /// Where that belongs, by name; empty if to no township.
    pub township: String,
    /// False when it is handed in, locked or its round is closed: then nothing is written.
    pub open: bool,
    /// The cells that say something else than what stands there.
    pub changes: BTreeMap<String, Cell>,
}

impl App {
    /// What a file for a round is to be read with, for who may import any.
    pub async fn import_rules(&self, caller: &Caller, round: &str) -> Result<Reading> {
        let mut read = self.store().read().await?;
        let round = rounds::get(&mut read, round).await;
        let round = round.map_err(absent("round"))?;
        let tree = Tree::new(orgs::on_day(&mut read, &round.day).await?);
        drop(read);
        may_import_some(caller, &round, &tree)?;
        Ok(Reading {
            pack: self.standard(&round)?.pack,
            year: i16::try_from(round.year).unwrap_or_default(),
            county: tree
                .get(&round.org)
                .map(|org| org.name.clone())
                .unwrap_or_default(),
        })
    }

    /// What would change if the figures of tables were written into the drafts of a round.
    pub async fn try_import(
        &self,
        caller: &Caller,
        round: &str,
        tables: &[Table],
        stamp: Option<&Stamp>,
    ) -> Result<Import> {
        let mut read = self.store().read().await?;
        self.plan(&mut read, caller, round, tables, stamp).await
    }

    /// Writes the figures of tables into the drafts of a round. What a table does not say stays.
    pub async fn import_returns(
        &self,
        caller: &Caller,
        round: &str,
        tables: &[Table],
        stamp: Option<&Stamp>,
    ) -> Result<Import> {
        let mut write = self.write().await?;
        let import = self.plan(&mut write, caller, round, tables, stamp).await?;
        let mut written = 0;
        for spoken in import.returns.iter().filter(|spoken| spoken.writes()) {
            let cells = spoken.changes.iter();
            let cells = cells.map(|(field, cell)| (field.clone(), Some(cell.clone())));
            let (id, seen) = (&spoken.own.id, spoken.own.version);
            returns::save(&mut write, id, seen, &caller.account, &cells.collect()).await?;
            written += 1;
        }
        let detail = json!({ "filled": written, "unknown": import.unknown.len() });
        write
            .commit(line(caller, Verb::ImportReturns.id(), round, detail))
            .await?;
        Ok(import)
    }

    async fn plan(
        &self,
        on: &mut Connection,
        caller: &Caller,
        round: &str,
        tables: &[Table],
        stamp: Option<&Stamp>,
    ) -> Result<Import> {
        let round = rounds::get(on, round).await.map_err(absent("round"))?;
        let tree = Tree::new(orgs::on_day(on, &round.day).await?);
        may_import_some(caller, &round, &tree)?;
        let all = returns::of_round(on, &round.id).await?;
        let base = match stamp {
            Some(stamp) => Some((stamp, base(on, &all, stamp).await?)),
            None => None,
        };
        let known = Known::new(caller, &tree, &all);
        let mut import = Import::default();
        for table in tables {
            for (row, subject) in table.subjects.iter().enumerate() {
                let Some(own) = known.find(&table.form.id, &subject.code) else {
                    import.unknown.push(subject.code.to_string());
                    continue;
                };
                let untouched = base.as_ref().filter(|(stamp, _)| stamp.id == own.id);
                let untouched = untouched.map(|(_, content)| content);
                let mut changes = changed(&table.form, &own.content, cells(table, row));
                changes.retain(|field, cell| {
                    !untouched
                        .is_some_and(|base| say_the_same(&table.form, field, base.get(field), cell))
                });
                import.add(&round, &tree, own, &table.form, changes)?;
            }
        }
        Ok(import)
    }
}

impl Spoken {
    /// Whether anything is written into it.
    pub fn writes(&self) -> bool {
        self.open && !self.changes.is_empty()
    }
}

impl Import {
    /// What two rows say of one return is put together.
    fn add(
        &mut self,
        round: &Round,
        tree: &Tree,
        own: &Return,
        form: &Arc<Form>,
        changes: BTreeMap<String, Cell>,
    ) -> Result<()> {
        if let Some(spoken) = self.returns.iter_mut().find(|known| known.own.id == own.id) {
            spoken.changes.extend(changes);
            return Ok(());
        }
        let org = tree.get(&own.org).cloned();
        let org = org.ok_or_else(|| StoreError::NotFound(own.org.clone()))?;
        let township = tree.above(&own.org, "township");
        self.returns.push(Spoken {
            township: township.map(|org| org.name.clone()).unwrap_or_default(),
            open: round.state == "open" && ["draft", "returned"].contains(&own.state.as_str()),
            own: own.clone(),
            form: form.clone(),
            org,
            changes,
        });
        Ok(())
    }
}

/// Refuses who may not import for anybody in the county of a round.
fn may_import_some(caller: &Caller, round: &Round, tree: &Tree) -> Result<()> {
    if caller.must_change {
        return Err(AppError::MustChange);
    }
    let places = caller.places(Verb::ImportReturns);
    let here = |place: &&str| tree.is_below(place, &round.org) || tree.is_below(&round.org, place);
    if places.iter().any(here) {
        Ok(())
    } else {
        let verb = Verb::ImportReturns.id();
        Err(AppError::NotPermitted { verb })
    }
}

/// The returns within a caller's reach, by form and by what their school is known by.
struct Known<'a> {
    /// Nothing under a name that two schools bear.
    by_name: HashMap<(&'a str, &'a str), Option<&'a Return>>,
}

impl<'a> Known<'a> {
    fn new(caller: &Caller, tree: &'a Tree, all: &'a [Return]) -> Known<'a> {
        let mut by_name: HashMap<(&str, &str), Option<&Return>> = HashMap::new();
        for own in all {
            let line = tree.line(&own.org);
            let ids: Vec<String> = line.iter().map(|org| org.id.clone()).collect();
            let Some(org) = line
                .first()
                .filter(|_| caller.reaches(Verb::ImportReturns, &ids, None))
            else {
                continue;
            };
            for name in [&org.id, &org.code, &org.name] {
                if !name.is_empty() {
                    let own_or_another = by_name.entry((&own.form, name)).or_insert(Some(own));
                    *own_or_another = own_or_another.filter(|known| known.id == own.id);
                }
            }
        }
        Known { by_name }
    }

    fn find(&self, form: &str, name: &str) -> Option<&'a Return> {
        self.by_name.get(&(form, name)).copied().flatten()
    }
}

/// What stood in a return when a kit was made of it: what still says that, nobody has touched there.
async fn base(on: &mut Connection, all: &[Return], stamp: &Stamp) -> Result<Content> {
    if !all.iter().any(|own| own.id == stamp.id) {
        return Err(AppError::invalid("kit-of-another-round", []));
    }
    let mut content = Content::new();
    for change in returns::changes(on, &stamp.id, 0).await? {
        if change.version > stamp.version {
            break;
        }
        match change.cell {
            Some(cell) => content.insert(change.field, cell),
            None => content.remove(&change.field),
        };
    }
    Ok(content)
}

/// What a row says, as a form shows it, each cell with where it came from.
fn cells(table: &Table, row: usize) -> Content {
    let columns = table.form.columns.iter().zip(0..);
    let cell = |(column, number): (&facts::catalogue::Column, u32)| {
        let id = ColumnId(number);
        Some((column.name.clone(), cell(table, id, table.get(row, id))?))
    };
    columns.filter_map(cell).collect()
}

fn cell(table: &Table, column: ColumnId, entry: Entry) -> Option<Cell> {
    let document = table
        .document(entry.place)
        .filter(|_| entry.place.is_cell());
    let origin = document.map(|document| {
        let address = entry.place.address();
        format!("{} {} {address}", document.file, document.sheet)
    });
    let missing = match entry.datum {
        Datum::Missing(reason @ (Missing::NotApplicable | Missing::Withheld)) => {
            origin.is_some().then(|| reason.code().to_owned())
        }
        _ => None,
    };
    let value = facts::answer::show(&table.form, column, entry.datum);
    (value.is_some() || missing.is_some()).then_some(Cell {
        value,
        missing,
        origin,
        note: None,
    })
}

/// Whether two cells say the same, however it is written: `3,000.5` is `3000.50`.
fn say_the_same(form: &Arc<Form>, field: &str, known: Option<&Cell>, cell: &Cell) -> bool {
    let read = |cell: &Cell| read_cell(form, field, Some(cell)).ok();
    known.is_some_and(|known| read(known) == read(cell))
}

/// The cells that say something else than what stands there; a note stays with its field.
fn changed(form: &Arc<Form>, known: &Content, new: Content) -> BTreeMap<String, Cell> {
    let differing = new
        .into_iter()
        .filter(|(field, cell)| !say_the_same(form, field, known.get(field), cell));
    let noted = differing.map(|(field, cell)| {
        let note = known.get(&field).and_then(|known| known.note.clone());
        (field, Cell { note, ..cell })
    });
    noted.collect()
}
