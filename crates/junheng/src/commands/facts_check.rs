//! `facts check`: what is wrong in the data, where, and what is to be done?

use kernel::{Grade, rows_text};
use serde::Serialize;

use super::assess::{for_spreadsheets, format_of, say_written, say_year};
use crate::asking;
use crate::cli::{CheckArgs, Format};
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::loading::{Loaded, load};
use crate::output::{deliver, not_over};
use crate::report::{csv, findings, json};
use crate::terminal::{Look, Tone};
use crate::words::{Words, tell};

pub(crate) fn run(desk: &Desk, args: &CheckArgs) -> Result<Exit, Failure> {
    let out = args.printed.out.as_deref();
    let format = format_of(&args.printed, true)?;
    not_over(out, args.given.inputs())?;
    let shelf = desk.shelf()?;
    let standard = asking::standard(&shelf, &args.asked)?;
    let loaded = load(desk, &shelf, &standard.pack, &args.given, &args.asked)?;
    say_year(desk, &loaded, &args.given);
    let data = match format {
        Format::Json => as_json(&desk.words, &loaded)?,
        Format::Csv => for_spreadsheets(&args.printed, as_csv(&desk.words, &loaded)?),
        _ => {
            let look = if out.is_some() {
                desk.look.plain()
            } else {
                desk.look
            };
            as_text(&desk.words, look, &loaded).into_bytes()
        }
    };
    deliver(out, &data)?;
    say_written(desk, out);
    Ok(if loaded.count(Grade::MustFix) > 0 {
        Exit::MustFix
    } else {
        Exit::Done
    })
}

fn as_text(words: &Words, look: Look, loaded: &Loaded) -> String {
    let mut parts: Vec<String> = loaded
        .findings
        .iter()
        .map(|finding| findings::full(words, look, finding))
        .collect();
    let tally = loaded.tally();
    let counts = tell!(
        words,
        "input-findings",
        must_fix = loaded.count(Grade::MustFix),
        explain = loaded.count(Grade::Explain),
        notice = loaded.count(Grade::Notice)
    );
    let rows = tell!(
        words,
        "input-tally",
        read = tally.read,
        loaded = tally.loaded,
        totals = tally.totals,
        blank = tally.blank,
        refused = tally.refused,
        files = loaded.files.len(),
        schools = loaded.schools.len()
    );
    let end = look.paint(Tone::Strong, &look.paragraph(&counts, 0));
    parts.push(format!("{end}\n{}\n", look.paragraph(&rows, 0)));
    parts.join("\n")
}

#[derive(Serialize)]
struct Document {
    format: &'static str,
    input: json::Input,
    findings: Vec<json::FindingRecord>,
}

fn as_json(words: &Words, loaded: &Loaded) -> Result<Vec<u8>, Failure> {
    json::written(&Document {
        format: "junheng.findings/1",
        input: json::input(loaded),
        findings: loaded
            .findings
            .iter()
            .map(|finding| json::finding_record(words, finding))
            .collect(),
    })
}

#[derive(Serialize)]
struct Line {
    grade: String,
    code: String,
    subject: String,
    what: String,
    file: String,
    sheet: String,
    cell: String,
    rows: String,
    expected: String,
    todo: String,
}

fn as_csv(words: &Words, loaded: &Loaded) -> Result<Vec<u8>, Failure> {
    csv::written(loaded.findings.iter().map(|finding| {
        let told = findings::told(words, finding);
        let document = finding.document.clone();
        Line {
            grade: told.grade,
            code: told.code,
            subject: csv::safe(&finding.subject.clone().unwrap_or_default()),
            what: csv::safe(&told.what),
            file: csv::safe(&document.as_ref().map_or(String::new(), |d| d.file.clone())),
            sheet: csv::safe(&document.map_or(String::new(), |d| d.sheet)),
            cell: finding.place.map_or(String::new(), |place| place.address()),
            rows: rows_text(&finding.rows),
            expected: told.expected,
            todo: told.todo,
        }
    }))
}
