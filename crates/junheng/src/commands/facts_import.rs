//! `facts import`: what was every row and cell read as?

use facts::catalogue::ColumnId;
use facts::table::{Datum, Table};
use kernel::Grade;
use serde::Serialize;

use super::shared::{give, opened_with_returns, say_unread};
use crate::cli::{Format, ImportArgs};
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::form;
use crate::loading::Loaded;
use crate::report::{csv, findings, json};
use crate::terminal::{Look, Tone, cell, number, shown};
use crate::words::{Words, tell};

pub(crate) fn run(desk: &Desk, args: &ImportArgs) -> Result<Exit, Failure> {
    let out = args.printed.out.as_deref();
    let format = form::of(&args.printed, true)?;
    let loaded = opened_with_returns(desk, &args.given, &args.asked, out)?.loaded;
    let data = match format {
        Format::Json => as_json(&desk.words, &loaded)?,
        Format::Csv => csv::for_file(out, as_csv(&loaded)?),
        Format::Table => {
            let look = desk.look_for(out);
            look.harmless(&overview(&desk.words, look, &loaded))
                .into_bytes()
        }
    };
    give(desk, out, &data)?;
    if out.is_some() || format != Format::Table {
        say_what_became(desk, &loaded);
    }
    Ok(Exit::Done)
}

/// The rows that the written table has, and those that it has not; where all is told.
fn say_what_became(desk: &Desk, loaded: &Loaded) {
    let text = in_all(&desk.words, desk.errors, loaded);
    desk.note(text.trim_end());
    say_unread(desk, loaded);
    if loaded.findings.iter().any(|f| f.grade != Grade::Notice) {
        let (hint, command) = findings::whole(&desk.words, loaded);
        desk.point(&hint, command);
    }
}

/// Sheet by sheet: what became of the rows, read with which map, and what is to be said.
fn overview(words: &Words, look: Look, loaded: &Loaded) -> String {
    let mut table = look.table([
        tell!(words, "column-sheet"),
        tell!(words, "column-form"),
        tell!(words, "column-map"),
        tell!(words, "column-read"),
        tell!(words, "column-loaded"),
        tell!(words, "column-totals"),
        tell!(words, "column-blank"),
        tell!(words, "column-refused"),
    ]);
    for report in &loaded.sheets {
        let document = &report.document;
        let name = format!("{} {}", document.file, document.sheet);
        let tally = report.tally;
        let refused = if tally.refused > 0 {
            Tone::Bad
        } else {
            Tone::Plain
        };
        table.add_row([
            cell(name.trim_end(), Tone::Plain),
            cell(
                report.form.clone().unwrap_or_else(|| "—".to_owned()),
                Tone::Plain,
            ),
            cell(
                report.map.clone().unwrap_or_else(|| "—".to_owned()),
                Tone::Plain,
            ),
            number(tally.read.to_string()),
            number(tally.loaded.to_string()),
            number(tally.totals.to_string()),
            number(tally.blank.to_string()),
            crate::terminal::toned_number(tally.refused.to_string(), refused),
        ]);
    }
    for file in loaded.unread() {
        table.add_row([
            cell(file, Tone::Plain),
            cell(tell!(words, "not-read"), Tone::Bad),
        ]);
    }
    let mut parts = vec![
        format!("{}\n", shown(&mut table, 0)),
        sums(words, look, loaded),
    ];
    parts.push(in_all(words, look, loaded));
    parts.push(
        loaded
            .findings
            .iter()
            .map(|finding| findings::line(words, look, finding, 2))
            .collect(),
    );
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

fn in_all(words: &Words, look: Look, loaded: &Loaded) -> String {
    let [line, found] = findings::counts(words, loaded);
    format!(
        "{}\n{}\n",
        look.paragraph(&line, 0),
        look.paragraph(&found, 0)
    )
}

/// Sums of what was loaded, to compare with one's own.
fn sums(words: &Words, look: Look, loaded: &Loaded) -> String {
    let mut text = String::new();
    for report in loaded
        .sheets
        .iter()
        .filter(|report| !report.sums.is_empty())
    {
        let sums = report
            .sums
            .iter()
            .map(|(head, sum)| format!("{head} {}", sum.normalize()));
        let name = format!("{} {}", report.document.file, report.document.sheet);
        let line = words.labelled(name.trim_end(), &words.list(sums));
        text.push_str(&format!("{}\n", look.item("-", &line, 2)));
    }
    if text.is_empty() {
        return text;
    }
    format!("{}\n{text}", tell!(words, "title-sums"))
}

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    input: json::Input,
    findings: Vec<json::FindingRecord>,
    returns: Vec<Return<'a>>,
}

#[derive(Serialize)]
struct Return<'a> {
    form: &'a str,
    code: &'a str,
    name: &'a str,
    county: &'a str,
    township: Option<&'a str>,
    year: i16,
    figures: Vec<Figure<'a>>,
}

#[derive(Serialize)]
struct Figure<'a> {
    name: &'a str,
    value: String,
    cells: Vec<String>,
}

fn as_json(words: &Words, loaded: &Loaded) -> Result<Vec<u8>, Failure> {
    let tables = std::iter::once(&loaded.schools).chain(&loaded.county);
    json::written(&Document {
        format: "junheng.facts/1",
        input: json::input(loaded),
        findings: loaded
            .findings
            .iter()
            .map(|finding| json::finding_record(words, finding))
            .collect(),
        returns: tables
            .flat_map(|table| (0..table.len()).map(|row| one(table, row)))
            .collect(),
    })
}

fn one(table: &Table, row: usize) -> Return<'_> {
    let subject = &table.subjects[row];
    let figures = columns(table).map(|column| Figure {
        name: &table.form.columns[column.0 as usize].name,
        value: value(table, row, column),
        cells: table
            .places(row, column)
            .into_iter()
            .map(|place| address(table, place))
            .collect(),
    });
    Return {
        form: &table.form.id,
        code: &subject.code,
        name: &subject.name,
        county: &subject.county,
        township: subject.township.as_deref(),
        year: subject.year,
        figures: figures.collect(),
    }
}

fn address(table: &Table, place: kernel::Place) -> String {
    let document = table.document(place);
    let named = document.map_or(String::new(), |d| format!("{} {}", d.file, d.sheet));
    format!("{} {}", named.trim_end(), place.address())
        .trim_start()
        .to_owned()
}

/// Columns that the input had.
fn columns(table: &Table) -> impl Iterator<Item = ColumnId> {
    (0..table.form.columns.len())
        .map(|id| ColumnId(id as u32))
        .filter(|column| table.has(*column))
}

/// An answer in its field's unit, the id of an option, or why it is missing.
fn value(table: &Table, row: usize, column: ColumnId) -> String {
    let field = table.form.field_of(column);
    match table.get(row, column).datum {
        Datum::Number(number) => field.unit.show(&number.into()).to_plain(),
        Datum::Choice(option) => field
            .options
            .get(usize::from(option))
            .map_or_else(String::new, |option| option.id.clone()),
        Datum::Missing(missing) => missing.code().to_owned(),
    }
}

/// The school returns as one table under the form's own names; a missing figure is its reason.
fn as_csv(loaded: &Loaded) -> Result<Vec<u8>, Failure> {
    let table = &loaded.schools;
    let mut head: Vec<String> = ["code", "name", "county", "township", "year"]
        .map(str::to_owned)
        .into();
    head.extend(columns(table).map(|column| table.form.columns[column.0 as usize].name.clone()));
    let mut rows = vec![head];
    for (row, subject) in table.subjects.iter().enumerate() {
        let township = subject.township.as_deref().unwrap_or_default();
        let mut cells: Vec<String> = [&*subject.code, &*subject.name, &*subject.county, township]
            .map(csv::safe)
            .into();
        cells.push(subject.year.to_string());
        cells.extend(columns(table).map(|column| value(table, row, column)));
        rows.push(cells);
    }
    csv::plain(rows)
}
