//! What every verb has at hand.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use jiff::civil::Date;
use serde_json::Value;
use standards::Pack;
use store::audit::Line;
use store::{Files, Store, Write, orgs};
use tokio::sync::Mutex;

use crate::caller::Caller;
use crate::county::{Basis, Snapshot};
use crate::outside::{Outside, new_id};
use crate::permission::Verb;
use crate::tree::Tree;
use crate::{AppError, Few, Result, password};

/// What tells one state of a round from another: how many returns, how many changes of them in all, and
/// of organisations.
pub(crate) type State = (i64, i64, i64);

/// Snapshots that were laid before, as long as nothing in their round has changed.
type Snapshots = Few<(String, Basis), Laid>;

/// A snapshot, and when it was known to be true.
#[derive(Debug)]
pub(crate) struct Laid {
    /// The turn in which its state was looked at last.
    pub(crate) turn: u64,
    /// The state.
    pub(crate) state: State,
    /// The snapshot.
    pub(crate) snapshot: Arc<Snapshot>,
}

/// A county has one or two rounds that people look at.
const SNAPSHOTS: usize = 8;

/// The store, the files, the packs, and the world outside.
#[derive(Debug, Clone)]
pub struct App {
    pub(crate) store: Store,
    pub(crate) files: Files,
    pub(crate) packs: BTreeMap<String, Arc<Pack>>,
    pub(crate) outside: Arc<dyn Outside>,
    pub(crate) snapshots: Arc<Snapshots>,
    /// Counts askings and layings: which came first?
    pub(crate) turns: Arc<AtomicU64>,
    /// Held by whoever brings summaries up to date.
    pub(crate) judging: Arc<Mutex<()>>,
}

impl App {
    /// Puts them together. Packs are known by id; one with overlays as `id+overlay`.
    pub fn new(
        store: Store,
        files: Files,
        packs: BTreeMap<String, Arc<Pack>>,
        outside: Arc<dyn Outside>,
    ) -> App {
        App {
            store,
            files,
            packs,
            outside,
            snapshots: Arc::new(Few::new(SNAPSHOTS)),
            turns: Arc::default(),
            judging: Arc::default(),
        }
    }

    /// Where everything is kept.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Where the files of evidence are kept.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// A password that nobody can foretell, for one sign-in or to begin with.
    pub fn one_time_password(&self) -> String {
        password::one_time(&*self.outside)
    }

    pub(crate) async fn write(&self) -> Result<Write> {
        Ok(self.store.write(self.outside.now()).await?)
    }

    /// Leaves a line about something that was read; what is read needs no turn to write.
    pub(crate) async fn tell(&self, line: Line) -> Result<()> {
        self.write().await?.commit(line).await?;
        Ok(())
    }

    pub(crate) fn new_id(&self) -> String {
        new_id(&*self.outside)
    }

    /// Refuses unless the caller may do something at an organisation.
    pub async fn may(
        &self,
        caller: &Caller,
        verb: Verb,
        org: &str,
        topic: Option<&str>,
    ) -> Result<()> {
        let mut read = self.store.read().await?;
        caller.may(&mut read, verb, org, topic).await
    }

    /// Who belongs to whom on a day.
    pub(crate) async fn tree(&self, day: Date) -> Result<Tree> {
        let mut read = self.store.read().await?;
        Ok(Tree::new(orgs::on_day(&mut read, &day.to_string()).await?))
    }

    /// The pack of a round.
    pub(crate) fn pack(&self, id: &str) -> Result<&Arc<Pack>> {
        let absent = || AppError::NotFound {
            what: "standard",
            id: id.to_owned(),
        };
        self.packs.get(id).ok_or_else(absent)
    }
}

/// The line a verb leaves.
pub(crate) fn line(caller: &Caller, verb: &str, subject: &str, detail: Value) -> Line {
    Line {
        account: caller.account.clone(),
        verb: verb.to_owned(),
        subject: subject.to_owned(),
        detail: detail.to_string(),
        request: caller.request.clone(),
    }
}
