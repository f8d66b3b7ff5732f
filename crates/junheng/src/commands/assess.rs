//! `assess`: from files to a verdict anyone can check.

use std::path::Path;

use indicators::Outcome;

use crate::asking;
use crate::cli::{AssessArgs, Format, Given, Printed, ReportFormat, Reported};
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::judging::judge;
use crate::loading::{Loaded, load};
use crate::output::{deliver, not_for_terminal, not_over};
use crate::report;
use crate::words::tell;

pub(crate) fn run(desk: &Desk, args: &AssessArgs) -> Result<Exit, Failure> {
    let out = args.reported.out.as_deref();
    let format = report_format(&args.reported)?;
    not_over(out, args.given.inputs())?;
    let shelf = desk.shelf()?;
    let standard = asking::standard(&shelf, &args.asked)?;
    let loaded = load(desk, &shelf, &standard.pack, &args.given, &args.asked)?;
    say_year(desk, &loaded, &args.given);
    say_if_nothing(desk, &loaded);
    loaded.some(out)?;
    let mut run = judge(desk, &standard, &loaded, args.given.county.as_deref())?;
    run.look_otherwise(&desk.stop)?;
    let data = match format {
        ReportFormat::Table => {
            let look = if out.is_some() {
                desk.look.plain()
            } else {
                desk.look
            };
            report::table(desk, look, &run)?
        }
        ReportFormat::Json => report::json::bytes(&desk.words, &run)?,
        ReportFormat::Csv => marked(out.is_some(), report::csv::bytes(&run)?),
        ReportFormat::Html => report::html::render(&desk.words, &run)
            .map_err(|error| error.told(&shelf, "html"))?
            .into_bytes(),
        ReportFormat::Xlsx => {
            not_for_terminal(out, "xlsx")?;
            report::xlsx::render(&desk.words, &run).map_err(|error| error.told(&shelf, "xlsx"))?
        }
    };
    desk.stop.check()?;
    deliver(out, &data)?;
    say_written(desk, out);
    if out.is_some() || format != ReportFormat::Table {
        say_unread(desk, &loaded);
    }
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
fn report_format(reported: &Reported) -> Result<ReportFormat, Failure> {
    const ENDINGS: &[&str] = &["html", "xlsx", "json", "csv", "txt"];
    if let Some(format) = reported.format {
        return Ok(format);
    }
    Ok(match ending(reported.out.as_deref()).as_deref() {
        Some("json") => ReportFormat::Json,
        Some("csv") => ReportFormat::Csv,
        Some("xlsx") => ReportFormat::Xlsx,
        Some("html" | "htm") => ReportFormat::Html,
        None | Some("txt") => ReportFormat::Table,
        Some(written) => return Err(unknown(written, ENDINGS)),
    })
}

fn unknown(written: &str, known: &'static [&'static str]) -> Failure {
    let written = written.to_owned();
    Failure::UnknownEnding { written, known }
}

fn ending(out: Option<&Path>) -> Option<String> {
    let ending = out.and_then(Path::extension)?;
    Some(ending.to_string_lossy().to_ascii_lowercase())
}

/// The format asked for, else the one the output file's ending names, else a table; of those that
/// a command can write.
pub(super) fn format_of(printed: &Printed, csv: bool) -> Result<Format, Failure> {
    let named = match ending(printed.out.as_deref()).as_deref() {
        Some("json") => Format::Json,
        Some("csv") if csv => Format::Csv,
        None | Some("txt") => Format::Table,
        Some(_) if printed.format.is_some() => Format::Table,
        Some(written) if csv => return Err(unknown(written, &["json", "csv", "txt"])),
        Some(written) => return Err(unknown(written, &["json", "txt"])),
    };
    match printed.format {
        Some(Format::Csv) if !csv => Err(Failure::NotThisFormat {
            written: "csv",
            known: &["table", "json"],
        }),
        format => Ok(format.unwrap_or(named)),
    }
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

/// What of the input the result does not rest on.
pub(super) fn say_unread(desk: &Desk, loaded: &Loaded) {
    for notice in report::summary::unread(&desk.words, loaded) {
        desk.note(&notice);
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
