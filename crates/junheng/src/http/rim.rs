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
    /// The pack alone.
    pub(crate) pack: Arc<Pack>,
    /// Overlays that fit upon it: id, title, and the pack with it.
    pub(crate) overlays: Vec<(String, Text, Arc<Pack>)>,
}

/// The rim of the house.
#[derive(Debug)]
pub(crate) struct Rim {
    /// The verbs.
    pub(crate) app: App,
    /// Packs to choose from, the usual one first.
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
    let (mut packs, mut offered) = (Packs::new(), BTreeMap::<String, Offered>::new());
    for (id, _) in shelf.all() {
        if shelf.extends(id)?.is_none() {
            let row = Offered {
                id: id.to_owned(),
                pack: shelf.load(id, &[])?,
                overlays: Vec::new(),
            };
            packs.insert(row.pack.id.clone(), row.pack.clone());
            offered.insert(row.id.clone(), row);
        }
    }
    for (id, _) in shelf.all() {
        let Some(base) = shelf.extends(id)? else {
            continue;
        };
        let pack = shelf.load(id, &[])?;
        packs.insert(pack.id.clone(), pack.clone());
        if let Some(row) = offered.get_mut(&base) {
            row.overlays.push((id.to_owned(), shelf.title(id)?, pack));
        }
    }
    let mut offered: Vec<_> = offered.into_values().collect();
    let usual = shelf.asked(None);
    offered.sort_by_key(|row| row.id != usual);
    Ok((packs, offered))
}
