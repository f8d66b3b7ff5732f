//! `facts map`: a mapping file proposed for a workbook nobody has seen before.

use facts::Limits;
use kernel::Grade;

use super::assess::say_written;
use crate::cli::MapArgs;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::loading::input;
use crate::output::deliver;
use crate::report::findings;
use crate::words::{shown, tell};

pub(crate) fn run(desk: &Desk, args: &MapArgs) -> Result<Exit, Failure> {
    let shelf = desk.shelf()?;
    let pack = shelf.load(&args.asked.standard, &args.asked.overlay)?;
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
    deliver(args.out.as_deref(), proposal.toml.as_bytes())?;
    say_written(desk, args.out.as_deref());
    let words = &desk.words;
    desk.note(&tell!(
        words,
        "map-proposed",
        certain = proposal.certain,
        uncertain = proposal.uncertain,
        unknown = proposal.unknown
    ));
    let map = args
        .out
        .as_deref()
        .map_or_else(|| tell!(words, "map-file"), shown);
    desk.note(&tell!(
        words,
        "map-hint",
        file = shown(&args.file),
        map = map
    ));
    Ok(Exit::Done)
}
