//! `doctor`: does everything the program needs work here, and what is to be done where it does not?

use std::io::IsTerminal;

use indicators::run_case;

use crate::clock::today;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::output;
use crate::terminal::{Tone, cell, shown};
use crate::words::{self, tell};

pub(crate) fn run(desk: &Desk) -> Result<Exit, Failure> {
    let checks = [
        version(desk),
        encoding(desk),
        screen(desk),
        packs(desk)?,
        writing(desk),
        day(desk)?,
    ];
    let words = &desk.words;
    let mut table = desk.look.table([
        String::new(),
        tell!(words, "column-check"),
        tell!(words, "column-found"),
    ]);
    for check in &checks {
        let (sign, tone) = if check.good {
            ("√", Tone::Good)
        } else {
            ("×", Tone::Bad)
        };
        table.add_row([
            cell(sign, tone),
            cell(&check.title, Tone::Plain),
            cell(&check.found, Tone::Plain),
        ]);
    }
    desk.print(&format!("{}\n", shown(&mut table, 0)))?;
    let mut good = true;
    for check in checks.iter().filter(|check| !check.good) {
        good = false;
        let todo = words.labelled(&tell!(words, "label-todo"), &check.todo);
        desk.print(&format!(
            "\n{}\n",
            desk.look.item("×", &format!("{}: {todo}", check.title), 0)
        ))?;
    }
    let end = if good {
        tell!(words, "doctor-good")
    } else {
        tell!(words, "doctor-bad")
    };
    desk.print(&format!("\n{end}\n"))?;
    Ok(if good { Exit::Done } else { Exit::No })
}

struct Check {
    title: String,
    good: bool,
    found: String,
    todo: String,
}

fn version(desk: &Desk) -> Check {
    let found = tell!(
        desk.words,
        "doctor-version",
        version = env!("CARGO_PKG_VERSION"),
        system = std::env::consts::OS,
        machine = std::env::consts::ARCH
    );
    Check {
        title: tell!(desk.words, "doctor-version-title"),
        good: true,
        found,
        todo: String::new(),
    }
}

/// Unix tells the encoding of the terminal in the locale; elsewhere Rust writes Unicode itself.
fn encoding(desk: &Desk) -> Check {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let locale = locale.unwrap_or_default();
    let unicode = locale
        .to_ascii_lowercase()
        .replace('-', "")
        .contains("utf8");
    Check {
        title: tell!(desk.words, "doctor-encoding-title"),
        good: !cfg!(unix) || unicode,
        found: if locale.is_empty() {
            tell!(desk.words, "doctor-no-locale")
        } else {
            locale
        },
        todo: tell!(desk.words, "doctor-encoding-todo"),
    }
}

fn screen(desk: &Desk) -> Check {
    let width = desk.look.width;
    let found = if std::io::stdout().is_terminal() {
        tell!(desk.words, "doctor-terminal", width = width)
    } else {
        tell!(desk.words, "doctor-no-terminal", width = width)
    };
    Check {
        title: tell!(desk.words, "doctor-terminal-title"),
        good: width >= 60,
        found,
        todo: tell!(desk.words, "doctor-terminal-todo"),
    }
}

fn packs(desk: &Desk) -> Result<Check, Failure> {
    let title = tell!(desk.words, "doctor-packs-title");
    Ok(match cases(desk) {
        Err(Failure::Interrupted) => return Err(Failure::Interrupted),
        Ok((packs, passed, total)) => Check {
            title,
            good: passed == total,
            found: tell!(
                desk.words,
                "doctor-packs",
                packs = packs,
                passed = passed,
                total = total
            ),
            todo: tell!(desk.words, "doctor-packs-todo"),
        },
        Err(failure) => Check {
            title,
            good: false,
            found: failure.told(&desk.words).0,
            todo: tell!(desk.words, "doctor-packs-todo"),
        },
    })
}

/// How many packs there are, and how many of their cases come out as expected.
fn cases(desk: &Desk) -> Result<(usize, usize, usize), Failure> {
    let shelf = desk.shelf()?;
    let (mut packs, mut passed, mut total) = (0, 0, 0);
    for (id, _) in shelf.all() {
        desk.stop.check()?;
        let pack = shelf.load(id, &[])?;
        packs += 1;
        total += pack.cases.len();
        passed += pack
            .cases
            .iter()
            .filter(|case| run_case(&pack, case).is_empty())
            .count();
    }
    Ok((packs, passed, total))
}

fn writing(desk: &Desk) -> Check {
    let here = std::env::current_dir().unwrap_or_default();
    let path = here.join(format!(".junheng-doctor-{}", std::process::id()));
    let written = output::write_whole(&path, b"junheng doctor\n");
    let removed = std::fs::remove_file(&path).is_ok();
    let folder = words::shown(&here);
    Check {
        title: tell!(desk.words, "doctor-writing-title"),
        good: written.is_ok() && removed,
        found: match written {
            Ok(()) => tell!(desk.words, "doctor-writing", folder = folder),
            Err(failure) => failure.told(&desk.words).0,
        },
        todo: tell!(desk.words, "doctor-writing-todo"),
    }
}

/// Verdicts depend on the day, and the day on this machine's clock unless `--day` says another. No clock
/// is right that stands before the day on which a value of a pack was last checked.
fn day(desk: &Desk) -> Result<Check, Failure> {
    let shelf = desk.shelf()?;
    let packs = shelf.all().filter_map(|(id, _)| shelf.load(id, &[]).ok());
    let checked = packs.flat_map(|pack| {
        let values = pack.parameters().iter().flat_map(|known| &known.values);
        values.map(|value| value.checked).collect::<Vec<_>>()
    });
    let (today, known) = (today(), checked.max());
    Ok(Check {
        title: tell!(desk.words, "doctor-day-title"),
        good: known.is_none_or(|known| today >= known),
        found: today.to_string(),
        todo: tell!(desk.words, "doctor-day-todo"),
    })
}
