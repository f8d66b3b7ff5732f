//! `standards print`: a standard as text that a lawyer can proofread.

use crate::asking;
use crate::cli::PrintArgs;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::output::deliver;
use crate::report::standard;

pub(crate) fn run(desk: &Desk, args: &PrintArgs) -> Result<Exit, Failure> {
    let shelf = desk.shelf()?;
    let pack = shelf.load(&args.standard, &args.overlay)?;
    let asked = asking::on(&pack, args.day, &args.profile)?;
    let look = if args.out.is_some() {
        desk.look.plain()
    } else {
        desk.look
    };
    let text = standard::text(&desk.words, look, &asked);
    deliver(args.out.as_deref(), text.as_bytes())?;
    Ok(Exit::Done)
}
