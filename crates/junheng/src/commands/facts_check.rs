//! `facts check`: what is wrong in the data, where, and what is to be done?

use kernel::{Grade, rows_text};
use serde::Serialize;

use super::shared::{give, opened, say_unread};
use crate::cli::{CheckArgs, Format};
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::form;
use crate::loading::Loaded;
use crate::report::{csv, findings, json};
use crate::terminal::{Look, Tone};
use crate::words::Words;

pub(crate) fn run(desk: &Desk, args: &CheckArgs) -> Result<Exit, Failure> {
    let out = args.printed.out.as_deref();
    let format = form::of(&args.printed, true)?;
    let loaded = opened(desk, &args.given, &args.asked, out)?.loaded;
    let data = match format {
        Format::Json => as_json(&desk.words, &loaded)?,
        Format::Csv => csv::for_file(out, as_csv(&desk.words, &loaded)?),
        Format::Table => {
            let look = desk.look_for(out);
            look.harmless(&as_text(&desk.words, look, &loaded))
                .into_bytes()
        }
    };
    give(desk, out, &data)?;
    if out.is_some() || format != Format::Table {
        say_unread(desk, &loaded);
    }
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
    let [rows, counts] = findings::counts(words, loaded);
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
