//! What every handler has at hand.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::App;
use kernel::Text;
use metrics_exporter_prometheus::PrometheusHandle;
use standards::Pack;
use store::{Files, Store};
use tokio::sync::Semaphore;

use super::judged::Judgments;
use super::limit::Bucket;
use super::metering;
use super::world::World;
use crate::failure::Failure;
use crate::packs::Shelf;

/// A pack that a round may be opened with.
#[derive(Debug, Clone)]
pub(crate) struct Offered {
    /// Its id.
    pub(crate) id: String,
    /// Its version.
    pub(crate) version: String,
    /// What people call it.
    pub(crate) title: Text,
    /// Overlays that fit upon it: id and title.
    pub(crate) overlays: Vec<(String, Text)>,
}

/// The rim of the house.
#[derive(Debug)]
pub(crate) struct Rim {
    /// The verbs.
    pub(crate) app: App,
    /// Packs to choose from.
    pub(crate) offered: Vec<Offered>,
    /// Results that were judged before.
    pub(crate) judgments: Judgments,
    /// Wrong passwords by address.
    pub(crate) tries: Bucket,
    /// Requests by address.
    pub(crate) requests: Bucket,
    /// Passwords are checked a few at a time: each takes memory and a processor.
    pub(crate) hashing: Semaphore,
    /// What was counted.
    pub(crate) metrics: PrometheusHandle,
}

/// The rim as handlers share it.
pub(crate) type Shared = Arc<Rim>;

impl Rim {
    /// The rim over a store and its files, with the packs of a shelf.
    pub(crate) fn new(store: Store, files: Files, shelf: &Shelf) -> Result<Rim, Failure> {
        let (packs, offered) = on_offer(shelf)?;
        Ok(Rim {
            app: App::new(store, files, packs, Arc::new(World)),
            offered,
            judgments: Judgments::default(),
            tries: Bucket::of_tries(),
            requests: Bucket::of_requests(),
            hashing: Semaphore::new(hashing_at_once()),
            metrics: metering::begin(),
        })
    }
}

/// Half of the processors: a bureau that signs in at eight must not keep those who are in from working.
fn hashing_at_once() -> usize {
    std::thread::available_parallelism().map_or(1, |processors| (processors.get() / 2).max(1))
}

/// Packs by id; one with an overlay as `id+overlay`.
type Packs = BTreeMap<String, Arc<Pack>>;

/// Packs as a round knows them: alone, and with each overlay that fits.
fn on_offer(shelf: &Shelf) -> Result<(Packs, Vec<Offered>), Failure> {
    let (mut packs, mut offered) = (BTreeMap::new(), BTreeMap::<String, Offered>::new());
    for (id, _) in shelf.all() {
        let pack = shelf.load(id, &[])?;
        let base = shelf.extends(id)?;
        let row = offered.entry(base.clone().unwrap_or_else(|| id.to_owned()));
        let row = row.or_insert_with(|| Offered {
            id: id.to_owned(),
            version: String::new(),
            title: Text::default(),
            overlays: Vec::new(),
        });
        if base.is_some() {
            row.overlays.push((id.to_owned(), shelf.title(id)?));
        } else {
            row.id = id.to_owned();
            row.version = pack.version.clone();
            row.title = pack.title.clone();
        }
        packs.insert(pack.id.clone(), pack);
    }
    Ok((packs, offered.into_values().collect()))
}
