//! `compare`: what moved between two runs, and why?

use std::path::Path;
use std::sync::Arc;

use indicators::compare::{Comparison, compare};
use indicators::record::{FORMAT, RunRecord};
use standards::Pack;

use super::assess::{format_of, say_written};
use crate::cli::{CompareArgs, Format};
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::output::deliver;
use crate::report::{changes, json};

pub(crate) fn run(desk: &Desk, args: &CompareArgs) -> Result<Exit, Failure> {
    let mut before = record(&args.before)?;
    let mut after = record(&args.after)?;
    if let Some(county) = &args.county {
        keep(&mut before, county);
        keep(&mut after, county);
        if before.counties.is_empty() && after.counties.is_empty() {
            return Err(unknown(args, county));
        }
    }
    let comparison: Comparison = compare(&before, &after);
    let out = args.printed.out.as_deref();
    let data = match format_of(&args.printed) {
        Format::Json => json::written(&comparison)?,
        _ => {
            let look = if out.is_some() {
                desk.look.plain()
            } else {
                desk.look
            };
            let pack = pack_of(desk, &after);
            changes::text(
                &desk.words,
                look,
                (&before, &after),
                &comparison,
                pack.as_deref(),
            )
            .into_bytes()
        }
    };
    deliver(out, &data)?;
    say_written(desk, out);
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

fn unknown(args: &CompareArgs, county: &str) -> Failure {
    let names = |path: &Path| record(path).map(|run| run.counties).unwrap_or_default();
    let mut known: Vec<String> = names(&args.before)
        .into_iter()
        .chain(names(&args.after))
        .map(|c| c.name)
        .collect();
    known.sort();
    known.dedup();
    Failure::UnknownCounty {
        written: county.to_owned(),
        known,
    }
}

/// Reads a run that `assess --format json` wrote.
fn record(path: &Path) -> Result<RunRecord, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::reading(path, error))?;
    let not_a_record = |said: String| Failure::NotARecord {
        path: path.to_owned(),
        said,
    };
    let run: RunRecord =
        serde_json::from_slice(&bytes).map_err(|error| not_a_record(error.to_string()))?;
    if run.format != FORMAT {
        return Err(not_a_record(format!("{} ≠ {FORMAT}", run.format)));
    }
    Ok(run)
}
