//! `facts map`: a mapping file proposed for a workbook nobody has seen before.

use facts::Limits;
use kernel::Grade;

use super::assess::say_written;
use crate::again;
use crate::cli::MapArgs;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::loading::input;
use crate::output::{deliver, not_over};
use crate::report::findings;
use crate::words::{shown, tell};

pub(crate) fn run(desk: &Desk, args: &MapArgs) -> Result<Exit, Failure> {
    let out = args.out.as_deref();
    not_over(out, [args.file.as_path()])?;
    let shelf = desk.shelf()?;
    let pack = shelf.load(&args.standard, &args.overlay)?;
    let file = input(&args.file)?;
    let (proposal, found) =
        facts::propose(file, &pack.forms(), desk.words.lang, &Limits::default());
    desk.stop.check()?;
    for finding in found
        .iter()
        .filter(|finding| finding.grade != Grade::Notice)
    {
        desk.say(findings::full(&desk.words, desk.errors, finding).trim_end());
    }
    let Some(proposal) = proposal else {
        return Err(Failure::NothingToMap(args.file.clone()));
    };
    deliver(out, proposal.toml.as_bytes())?;
    say_written(desk, out);
    let words = &desk.words;
    desk.note(&tell!(
        words,
        "map-proposed",
        certain = proposal.certain,
        uncertain = proposal.uncertain,
        unknown = proposal.unknown
    ));
    let map = out.map_or_else(|| tell!(words, "map-file"), shown);
    let asked = (args.standard.as_str(), args.overlay.as_slice());
    let next = again::mapped(desk, "assess", &args.file, &map, asked);
    desk.point(&tell!(words, "map-hint"), next.as_deref());
    Ok(Exit::Done)
}
