//! `facts map`: a mapping file proposed for a workbook nobody has seen before.

use facts::Limits;
use kernel::Grade;

use super::shared::give;
use crate::again;
use crate::cli::MapArgs;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::output::not_over;
use crate::report::findings;
use crate::source::Source;
use crate::words::{shown, tell};

pub(crate) fn run(desk: &Desk, args: &MapArgs) -> Result<Exit, Failure> {
    let out = args.out.as_deref();
    not_over(out, [args.file.as_path()])?;
    let shelf = desk.shelf()?;
    let pack = shelf.load(shelf.asked(args.standard.as_deref()), &args.overlay)?;
    let file = Source::of(&args.file)?;
    let (proposal, found) = facts::propose(
        file.input(),
        &pack.forms(),
        desk.words.lang,
        &Limits::default(),
    );
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
    let toml = desk.look.plain().harmless(&proposal.toml);
    give(desk, out, toml.as_bytes())?;
    let words = &desk.words;
    desk.note(&tell!(
        words,
        "map-proposed",
        certain = proposal.certain,
        uncertain = proposal.uncertain,
        unknown = proposal.unknown
    ));
    let map = out.map_or_else(|| tell!(words, "map-file"), shown);
    let asked = (args.standard.as_deref(), args.overlay.as_slice());
    let next = again::mapped(desk, "assess", &args.file, &map, asked);
    desk.point(&tell!(words, "map-hint"), next.as_deref());
    Ok(Exit::Done)
}
