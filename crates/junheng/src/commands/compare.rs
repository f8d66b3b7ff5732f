//! `compare`: what moved between two runs, and why?

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use indicators::compare::{Comparison, compare};
use indicators::record::{FORMAT, RunRecord};
use serde::Deserialize;
use standards::Pack;

use super::shared::give;
use crate::cli::{CompareArgs, Format};
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::form;
use crate::output::not_over;
use crate::report::{changes, json};

pub(crate) fn run(desk: &Desk, args: &CompareArgs) -> Result<Exit, Failure> {
    let out = args.printed.out.as_deref();
    let format = form::of(&args.printed, false)?;
    not_over(out, [args.before.as_path(), args.after.as_path()])?;
    let mut before = record(&args.before)?;
    let mut after = record(&args.after)?;
    if let Some(county) = &args.county {
        let all = [&before, &after].map(|run| run.counties.iter().map(|c| c.name.clone()));
        let known: BTreeSet<String> = all.into_iter().flatten().collect();
        if !known.contains(county) {
            return Err(Failure::UnknownCounty {
                written: county.clone(),
                known: known.into_iter().collect(),
            });
        }
        keep(&mut before, county);
        keep(&mut after, county);
    }
    let pack = pack_of(desk, &after);
    let mut comparison: Comparison = compare(&before, &after);
    for moved in &mut comparison.items {
        let known = pack.as_deref();
        moved.title = known
            .and_then(|pack| changes::item_title(pack, &moved.item))
            .cloned();
    }
    let data = match format {
        Format::Json => json::written(&comparison)?,
        _ => {
            let look = desk.look_for(out);
            let text = changes::text(
                &desk.words,
                look,
                (&before, &after),
                &comparison,
                pack.as_deref(),
            );
            look.harmless(&text).into_bytes()
        }
    };
    give(desk, out, &data)?;
    Ok(Exit::Done)
}

/// The pack a run was judged by, if it is still within reach.
fn pack_of(desk: &Desk, run: &RunRecord) -> Option<Arc<Pack>> {
    let mut ids = run.standard.id.split('+').map(str::to_owned);
    let base = ids.next()?;
    desk.shelf()
        .ok()?
        .load(&base, &ids.collect::<Vec<_>>())
        .ok()
}

fn keep(run: &mut RunRecord, county: &str) {
    run.counties.retain(|known| known.name == county);
}

/// Reads a run that `assess --format json` wrote.
fn record(path: &Path) -> Result<RunRecord, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::reading(path, error))?;
    #[derive(Deserialize)]
    struct Head {
        format: String,
    }
    let not_a_record = |_| Failure::NotARecord(path.to_owned());
    let head: Head = serde_json::from_slice(&bytes).map_err(not_a_record)?;
    if head.format != FORMAT {
        return Err(Failure::OtherRecord {
            path: path.to_owned(),
            format: head.format,
        });
    }
    serde_json::from_slice(&bytes).map_err(not_a_record)
}
