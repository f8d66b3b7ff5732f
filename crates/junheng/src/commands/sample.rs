//! `sample`: an invented county to try everything with.

use crate::again;
use crate::cli::SampleArgs;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::sample::{self, YEARS};
use crate::words::{shown, tell};

pub(crate) fn run(desk: &Desk, args: &SampleArgs) -> Result<Exit, Failure> {
    let shelf = desk.shelf()?;
    let pack = shelf.load(shelf.asked(None), &[])?;
    let county = sample::generate(args.seed, usize::from(args.schools), &YEARS);
    let own = pack.county_form().unwrap_or(pack.school_form());
    desk.stop.check()?;
    let written = sample::write(&county, pack.school_form(), own, &args.folder)?;
    for path in &written {
        desk.print(&format!("{}\n", shown(path)))?;
    }
    let words = &desk.words;
    desk.note(&tell!(
        words,
        "sample-written",
        county = county.name,
        files = written.len()
    ));
    let folder = again::quoted(&shown(&args.folder));
    desk.point(
        &tell!(words, "sample-hint"),
        Some(&format!("junheng assess {folder}/*.xlsx")),
    );
    Ok(Exit::Done)
}
