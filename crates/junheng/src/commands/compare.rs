//! `compare`: what moved between two runs, and why?

use std::path::Path;
use std::sync::Arc;

use indicators::compare::{Comparison, compare};
use indicators::record::{FORMAT, RunRecord};
use kernel::Text;
use serde::Deserialize;
use standards::Pack;

use super::assess::{format_of, say_written};
use crate::cli::{CompareArgs, Format};
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::output::{deliver, not_over};
use crate::report::{changes, json};

pub(crate) fn run(desk: &Desk, args: &CompareArgs) -> Result<Exit, Failure> {
    let out = args.printed.out.as_deref();
    let format = format_of(&args.printed, false)?;
    not_over(out, [args.before.as_path(), args.after.as_path()])?;
    let mut before = record(&args.before)?;
    let mut after = record(&args.after)?;
    if let Some(county) = &args.county {
        keep(&mut before, county);
        keep(&mut after, county);
        if before.counties.is_empty() && after.counties.is_empty() {
            return Err(unknown(args, county));
        }
    }
    let pack = pack_of(desk, &after);
    let mut comparison: Comparison = compare(&before, &after);
    for moved in &mut comparison.items {
        moved.title = pack.as_deref().and_then(|pack| title(pack, &moved.item));
    }
    let data = match format {
        Format::Json => json::written(&comparison)?,
        _ => {
            let look = if out.is_some() {
                desk.look.plain()
            } else {
                desk.look
            };
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

fn title(pack: &Pack, item: &str) -> Option<Text> {
    let known = pack.items.iter().find(|known| known.id == item)?;
    Some(known.title.clone())
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
