//! Results that were judged before: a county is judged again only when a figure has changed.

use std::sync::Arc;

use app::county::{Basis, Snapshot};
use app::{Few, beside};
use axum::body::Bytes;
use axum::http::StatusCode;
use indicators::CountyAssessment;
use indicators::record::record;

use super::problem::Problem;

/// A snapshot, judged.
#[derive(Debug)]
pub(crate) struct Judged {
    /// What was judged.
    pub(crate) snapshot: Arc<Snapshot>,
    /// What was found.
    pub(crate) found: CountyAssessment,
    /// The record of it, as JSON.
    pub(crate) record: Bytes,
    /// Names the result: rules, facts, and the program that judged.
    pub(crate) tag: String,
}

/// The last judgments.
#[derive(Debug)]
pub(crate) struct Judgments {
    known: Few<(String, Basis), Arc<Judged>>,
}

/// A county has one or two rounds that people look at.
const MOST: usize = 8;

impl Default for Judgments {
    fn default() -> Judgments {
        Judgments {
            known: Few::new(MOST),
        }
    }
}

impl Judgments {
    /// The judgment of a snapshot of all returns of a round, or of one that was laid after it.
    pub(crate) async fn of(
        &self,
        basis: Basis,
        snapshot: Arc<Snapshot>,
    ) -> Result<Arc<Judged>, Problem> {
        let place = self.known.place(&(snapshot.round.id.clone(), basis));
        // Held while judging: ten people who open the same page make one judgment.
        let mut known = place.lock().await;
        let serves = |judged: &&Arc<Judged>| judged.snapshot.turn >= snapshot.turn;
        if let Some(judged) = known.as_ref().filter(serves) {
            return Ok(judged.clone());
        }
        let judged = Arc::new(beside(move || judge(snapshot)).await?);
        *known = Some(judged.clone());
        Ok(judged)
    }
}

/// Judges a snapshot.
pub(crate) fn judge(snapshot: Arc<Snapshot>) -> Result<Judged, Problem> {
    let (found, record, tag) = {
        let county = snapshot.county();
        let judged = [(county, snapshot.assess())];
        let record = record(&snapshot.standard, snapshot.facts(), &judged);
        let (rules, facts) = (&record.standard.hash, &record.facts.hash);
        let tag = format!("{rules}-{facts}-{}", env!("CARGO_PKG_VERSION"));
        let [(_, found)] = judged;
        (found, written(&record)?, tag)
    };
    Ok(Judged {
        snapshot,
        found,
        record: record.into(),
        tag,
    })
}

/// A value as JSON.
pub(crate) fn written(value: &impl serde::Serialize) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec(value)
        .map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal"))
}
