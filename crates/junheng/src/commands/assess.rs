//! `assess`: from files to a verdict anyone can check.

use std::path::Path;

use indicators::Outcome;

use crate::asking;
use crate::cli::{AssessArgs, Format, Given, Printed, ReportFormat, Reported};
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::judging::judge;
use crate::loading::{Loaded, load};
use crate::output::{deliver, not_for_terminal};
use crate::report;
use crate::words::tell;

pub(crate) fn run(desk: &Desk, args: &AssessArgs) -> Result<Exit, Failure> {
    let format = report_format(&args.reported);
    let shelf = desk.shelf()?;
    let standard = asking::standard(&shelf, &args.asked)?;
    let loaded = load(desk, &shelf, &standard.pack, &args.given)?;
    say_year(desk, &loaded, &args.given);
    say_if_nothing(desk, &loaded);
    let mut run = judge(desk, &standard, &loaded, args.given.county.as_deref())?;
    run.look_otherwise(&desk.stop)?;
    let data = match format {
        ReportFormat::Table => {
            let look = if args.reported.out.is_some() {
                desk.look.plain()
            } else {
                desk.look
            };
            report::table(desk, look, &run)?
        }
        ReportFormat::Json => report::json::bytes(&desk.words, &run)?,
        ReportFormat::Csv => marked(args.reported.out.is_some(), report::csv::bytes(&run)?),
        ReportFormat::Html => report::html::render(&desk.words, &run)
            .map_err(|error| error.told(&shelf, "html"))?
            .into_bytes(),
        ReportFormat::Xlsx => {
            not_for_terminal(args.reported.out.as_deref(), "xlsx")?;
            report::xlsx::render(&desk.words, &run).map_err(|error| error.told(&shelf, "xlsx"))?
        }
    };
    desk.stop.check()?;
    deliver(args.reported.out.as_deref(), &data)?;
    say_written(desk, args.reported.out.as_deref());
    let passed = run
        .judged
        .iter()
        .all(|(_, found)| found.verdict == Outcome::Pass);
    Ok(if args.fail && !passed {
        Exit::No
    } else {
        Exit::Done
    })
}

/// The form of the report asked for, else the one the output file's ending names, else a table.
fn report_format(reported: &Reported) -> ReportFormat {
    let named = match ending(reported.out.as_deref()).as_deref() {
        Some("json") => ReportFormat::Json,
        Some("csv") => ReportFormat::Csv,
        Some("xlsx") => ReportFormat::Xlsx,
        Some("html" | "htm") => ReportFormat::Html,
        _ => ReportFormat::Table,
    };
    reported.format.unwrap_or(named)
}

fn ending(out: Option<&Path>) -> Option<String> {
    let ending = out.and_then(Path::extension)?.to_str()?;
    Some(ending.to_ascii_lowercase())
}

/// The format asked for, else the one the output file's ending names, else a table.
pub(super) fn format_of(printed: &Printed) -> Format {
    let named = match ending(printed.out.as_deref()).as_deref() {
        Some("json") => Format::Json,
        Some("csv") => Format::Csv,
        _ => Format::Table,
    };
    printed.format.unwrap_or(named)
}

/// Spreadsheets read a CSV file as UTF-8 only behind a byte order mark; pipes do without.
pub(super) fn for_spreadsheets(printed: &Printed, csv: Vec<u8>) -> Vec<u8> {
    marked(printed.out.is_some(), csv)
}

fn marked(file: bool, csv: Vec<u8>) -> Vec<u8> {
    if file {
        [b"\xef\xbb\xbf".as_slice(), &csv].concat()
    } else {
        csv
    }
}

/// Which year was taken, when the files hold several and the user named none.
pub(super) fn say_year(desk: &Desk, loaded: &Loaded, given: &Given) {
    if let (Some(year), None, false) = (loaded.year, given.year, loaded.other_years.is_empty()) {
        let others = desk
            .words
            .list(loaded.other_years.iter().map(ToString::to_string));
        desk.note(&tell!(
            desk.words,
            "note-year",
            year = year.to_string(),
            others = others
        ));
    }
}

/// When nothing was loaded the findings are all there is to say.
pub(super) fn say_if_nothing(desk: &Desk, loaded: &Loaded) {
    if loaded.schools.is_empty() {
        let grave = loaded
            .findings
            .iter()
            .filter(|finding| finding.grade != kernel::Grade::Notice);
        for finding in grave.take(10) {
            desk.say(report::findings::full(&desk.words, desk.errors, finding).trim_end());
        }
    }
}

pub(super) fn say_written(desk: &Desk, out: Option<&Path>) {
    if let Some(path) = out {
        desk.note(&tell!(
            desk.words,
            "note-written",
            path = crate::words::shown(path)
        ));
    }
}
