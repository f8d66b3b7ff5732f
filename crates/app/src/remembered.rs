//! Snapshots that were laid before, as long as nothing in their round has changed.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::Mutex;

use crate::county::{Basis, Snapshot};

/// What tells one state of a round from another: how many returns, how many changes of
/// them in all, and of organisations.
pub(crate) type State = (i64, i64, i64);

type Known = HashMap<(String, Basis), (State, Arc<Snapshot>)>;

/// A handful of snapshots: a county has one or two rounds that people look at.
#[derive(Debug, Clone, Default)]
pub(crate) struct Remembered {
    known: Arc<Mutex<Known>>,
}

const MOST: usize = 16;

impl Remembered {
    pub(crate) async fn get(&self, key: &(String, Basis), state: State) -> Option<Arc<Snapshot>> {
        let known = self.known.lock().await;
        let (of, snapshot) = known.get(key)?;
        (*of == state).then(|| snapshot.clone())
    }

    pub(crate) async fn keep(&self, key: (String, Basis), state: State, snapshot: &Arc<Snapshot>) {
        let mut known = self.known.lock().await;
        if known.len() >= MOST && !known.contains_key(&key) {
            known.clear();
        }
        known.insert(key, (state, snapshot.clone()));
    }
}
