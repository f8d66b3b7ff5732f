//! `sample`: an invented county to try everything with.

use std::path::PathBuf;

use crate::again;
use crate::cli::SampleArgs;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::http::Rim;
use crate::keeping;
use crate::sample::{self, YEARS, house};
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
    if let Some(data) = &args.data {
        return keeping::runtime()?.block_on(fill(desk, data, &written));
    }
    let folder = again::quoted(&shown(&args.folder));
    desk.point(
        &tell!(words, "sample-hint"),
        Some(&format!("junheng assess {folder}/*.xlsx")),
    );
    Ok(Exit::Done)
}

/// Makes a house of the workbooks: organisations, one account a role, three rounds.
async fn fill(desk: &Desk, data: &str, files: &[PathBuf]) -> Result<Exit, Failure> {
    let words = &desk.words;
    let shelf = desk.shelf()?;
    let standard = shelf.asked(None).to_owned();
    let pack = shelf.load(&standard, &[])?;
    let store = keeping::open_or_make(data).await?;
    let rim = Rim::new(store.clone(), keeping::files(data, None).await?, &shelf)?;
    let say = |year: i16| desk.note(&tell!(words, "sample-year", year = year.to_string()));
    let people = house::fill(&rim.app, &standard, &pack.forms(), files, &say).await?;
    store.close().await;
    let mut table = desk.errors.table([
        tell!(words, "column-role"),
        tell!(words, "column-place"),
        tell!(words, "column-login"),
        tell!(words, "column-password"),
    ]);
    for person in people {
        let role = house::title(person.role, words.lang).to_owned();
        table.add_row([role, person.place, person.login, person.password]);
    }
    desk.say(&table.to_string());
    desk.note(&tell!(words, "sample-passwords"));
    let command = format!("junheng serve --data {}", again::quoted(data));
    desk.point(&tell!(words, "sample-hint"), Some(&command));
    Ok(Exit::Done)
}
