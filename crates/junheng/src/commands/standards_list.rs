//! `standards list`: which packs are there?

use standards::Pack;

use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::packs::{Found, Shelf};
use crate::terminal::{Tone, cell, shown};
use crate::words::{self, tell};

pub(crate) fn run(desk: &Desk) -> Result<Exit, Failure> {
    let shelf = desk.shelf()?;
    let words = &desk.words;
    let mut table = desk.look.table([
        tell!(words, "column-id"),
        tell!(words, "column-title"),
        tell!(words, "column-version"),
        tell!(words, "column-contents"),
        tell!(words, "column-from"),
    ]);
    for (id, found) in shelf.all() {
        let extends = shelf.extends(id)?;
        let title = shelf.title(id)?;
        let usual = match id == shelf.asked(None) {
            true => tell!(words, "pack-usual"),
            false => String::new(),
        };
        let title = words.bracketed(words.text(&title), &usual);
        let pack = shelf.load(id, &[])?;
        let contents = match &extends {
            Some(base) => tell!(words, "pack-extends", base = base.clone()),
            None => contents(desk, &pack),
        };
        table.add_row([
            cell(id, Tone::Strong),
            cell(title, Tone::Plain),
            cell(&pack.version, Tone::Plain),
            cell(contents, Tone::Plain),
            cell(origin(desk, found), Tone::Faint),
        ]);
    }
    desk.print(&format!("{}\n", shown(&mut table, 0)))?;
    hint(desk, &shelf);
    Ok(Exit::Done)
}

fn contents(desk: &Desk, pack: &Pack) -> String {
    tell!(
        desk.words,
        "pack-contents",
        indicators = pack.indicators.len(),
        items = pack.items.len(),
        cases = pack.cases.len()
    )
}

fn origin(desk: &Desk, found: &Found) -> String {
    match &found.folder {
        Some(folder) => words::shown(folder),
        None => tell!(desk.words, "pack-built-in"),
    }
}

fn hint(desk: &Desk, shelf: &Shelf) {
    let id = shelf.asked(None).to_owned();
    desk.note(&tell!(desk.words, "standards-list-hint", id = id));
}
