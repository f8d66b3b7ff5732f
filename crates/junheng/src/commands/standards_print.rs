//! `standards print`: a standard as text that a lawyer can proofread.

use super::shared::give;
use crate::asking;
use crate::cli::PrintArgs;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::report::standard;

pub(crate) fn run(desk: &Desk, args: &PrintArgs) -> Result<Exit, Failure> {
    let shelf = desk.shelf()?;
    let pack = shelf.load(shelf.asked(args.standard.as_deref()), &args.overlay)?;
    let asked = asking::on(&pack, args.day, &args.profile)?;
    let look = desk.look_for(args.out.as_deref());
    let text = standard::text(&desk.words, look, &asked);
    give(desk, args.out.as_deref(), look.harmless(&text).as_bytes())?;
    Ok(Exit::Done)
}
