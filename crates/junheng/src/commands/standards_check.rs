//! `standards check`: is each pack well made?

use standards::Pack;

use crate::cli::PacksArgs;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::loading::read_maps;
use crate::packs::Shelf;
use crate::pointing;
use crate::report::names::Sign;
use crate::report::xlsx;
use crate::terminal::Tone;
use crate::words::tell;

pub(crate) fn run(desk: &Desk, args: &PacksArgs) -> Result<Exit, Failure> {
    let shelf = desk.shelf()?;
    let mut sound = true;
    for id in chosen(&shelf, args)? {
        sound &= check(desk, &shelf, &id)?;
    }
    Ok(if sound { Exit::Done } else { Exit::No })
}

/// The packs named, or all.
pub(super) fn chosen(shelf: &Shelf, args: &PacksArgs) -> Result<Vec<String>, Failure> {
    if args.standards.is_empty() {
        return Ok(shelf.all().map(|(id, _)| id.to_owned()).collect());
    }
    args.standards
        .iter()
        .map(|id| shelf.find(id).map(|_| id.clone()))
        .collect()
}

fn check(desk: &Desk, shelf: &Shelf, id: &str) -> Result<bool, Failure> {
    let words = &desk.words;
    let mistakes = match shelf.load(id, &[]) {
        Ok(pack) => {
            let mut errors = read_maps(&pack).1;
            errors.extend(xlsx::mistakes(&pack));
            match shelf.broken(errors) {
                Failure::BrokenPack(mistakes) if !mistakes.is_empty() => mistakes,
                _ => return good(desk, id, &pack),
            }
        }
        Err(Failure::BrokenPack(mistakes)) => mistakes,
        Err(other) => return Err(other),
    };
    let said = tell!(
        words,
        "standards-check-bad",
        id = id.to_owned(),
        count = mistakes.len()
    );
    let mark = desk.look.paint(Tone::Bad, Sign::Failed.mark());
    desk.print(&format!("{}\n", desk.look.item(&mark, &said, 0)))?;
    desk.print(&pointing::told(&mistakes, words, desk.look))?;
    Ok(false)
}

/// Says how much there is in a pack without mistakes.
fn good(desk: &Desk, id: &str, pack: &Pack) -> Result<bool, Failure> {
    let said = tell!(
        desk.words,
        "standards-check-good",
        id = id.to_owned(),
        parameters = pack.parameters().len(),
        indicators = pack.indicators.len(),
        items = pack.items.len(),
        maps = pack.maps.len()
    );
    let mark = desk.look.paint(Tone::Good, Sign::Met.mark());
    desk.print(&format!("{}\n", desk.look.item(&mark, &said, 0)))?;
    Ok(true)
}
