//! A run for machines: the record that `compare` reads, with what was read and found beside it.
//!
//! `format` names the version of the record; what this file adds only ever grows.

use indicators::record::{RunRecord, record};
use indicators::{ItemOutcome, Outcome, Standing};
use kernel::{Finding, rows_text};
use serde::Serialize;

use super::findings::{self, Told};
use super::names;
use crate::failure::Failure;
use crate::judging::{Otherwise, Run};
use crate::words::Words;

#[derive(Serialize)]
struct Document {
    #[serde(flatten)]
    record: RunRecord,
    program: Program,
    input: Input,
    findings: Vec<FindingRecord>,
    otherwise: Vec<OtherwiseRecord>,
}

#[derive(Serialize)]
struct Program {
    name: &'static str,
    version: &'static str,
}

/// What became of the rows: `read = loaded + refused + totals + blank`, in all and sheet by sheet.
#[derive(Serialize)]
pub(crate) struct Input {
    files: Vec<String>,
    year: Option<i16>,
    other_years: Vec<i16>,
    rows: Rows,
    sheets: Vec<Sheet>,
}

#[derive(Serialize)]
struct Rows {
    read: usize,
    loaded: usize,
    refused: usize,
    totals: usize,
    blank: usize,
    /// Of those loaded: of other years than the one that was looked at.
    other_years: usize,
}

#[derive(Serialize)]
struct Sheet {
    file: String,
    sheet: String,
    form: Option<String>,
    map: Option<String>,
    rows: Rows,
    /// Sums of what was loaded, by head, in the units of the file.
    sums: Vec<(String, String)>,
}

/// A finding with its place as a cell's address, and its words in the language asked for.
#[derive(Serialize)]
pub(crate) struct FindingRecord {
    code: String,
    grade: kernel::Grade,
    file: Option<String>,
    sheet: Option<String>,
    cell: Option<String>,
    /// Every row of which it is to be said, when there are several: `2–6, 9`.
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<String>,
    subject: Option<String>,
    args: Vec<(String, String)>,
    /// What a pack's check looked at, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    figures: Vec<(String, String)>,
    told: Told,
}

#[derive(Serialize)]
struct OtherwiseRecord {
    county: String,
    year: i16,
    switch: String,
    option: String,
    verdict: Outcome,
    items: Vec<Change<ItemOutcome>>,
    spreads: Vec<Change<Standing>>,
    sections: Vec<Change<Option<Outcome>>>,
    moved_spreads: usize,
}

#[derive(Serialize)]
struct Change<T> {
    of: Vec<String>,
    here: T,
    there: T,
}

/// The run as JSON, indented for the people who look into it all the same.
pub(crate) fn bytes(words: &Words, run: &Run<'_>) -> Result<Vec<u8>, Failure> {
    let document = Document {
        record: record(run.standard, run.loaded.facts(), &run.judged),
        program: Program {
            name: "junheng",
            version: env!("CARGO_PKG_VERSION"),
        },
        input: input(run.loaded),
        findings: run
            .loaded
            .findings
            .iter()
            .map(|finding| finding_record(words, finding))
            .collect(),
        otherwise: otherwise(run),
    };
    written(&document)
}

/// A value as indented JSON with a line end.
pub(crate) fn written(value: &impl Serialize) -> Result<Vec<u8>, Failure> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(|error| Failure::NotMade {
        format: "json",
        said: error.to_string(),
    })?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// What was read.
pub(crate) fn input(loaded: &crate::loading::Loaded) -> Input {
    let sheets = loaded.sheets.iter().map(|report| Sheet {
        file: report.document.file.clone(),
        sheet: report.document.sheet.clone(),
        form: report.form.clone(),
        map: report.map.clone(),
        rows: rows(&report.tally, loaded.other_rows(Some(&report.document))),
        sums: report
            .sums
            .iter()
            .map(|(head, sum)| (head.clone(), sum.normalize().to_string()))
            .collect(),
    });
    Input {
        files: loaded.files.clone(),
        year: loaded.year,
        other_years: loaded.other_years(),
        rows: rows(&loaded.tally(), loaded.other_rows(None)),
        sheets: sheets.collect(),
    }
}

fn rows(tally: &facts::table::Tally, other_years: usize) -> Rows {
    Rows {
        read: tally.read,
        loaded: tally.loaded,
        refused: tally.refused,
        totals: tally.totals,
        blank: tally.blank,
        other_years,
    }
}

/// A finding for machines.
pub(crate) fn finding_record(words: &Words, finding: &Finding) -> FindingRecord {
    FindingRecord {
        code: finding.code.clone(),
        grade: finding.grade,
        file: finding
            .document
            .as_ref()
            .map(|document| document.file.clone()),
        sheet: finding
            .document
            .as_ref()
            .map(|document| document.sheet.clone()),
        cell: finding.place.map(|place| place.address()),
        rows: (!finding.rows.is_empty()).then(|| rows_text(&finding.rows)),
        subject: finding.subject.clone(),
        args: finding.args.clone(),
        figures: findings::figures(words, finding)
            .into_iter()
            .map(|(title, value)| (title.to_owned(), value))
            .collect(),
        told: findings::told(words, finding),
    }
}

fn otherwise(run: &Run<'_>) -> Vec<OtherwiseRecord> {
    let all = run.judged.iter().zip(&run.otherwise);
    all.flat_map(|((county, _), others)| others.iter().map(move |other| one(run, county, other)))
        .collect()
}

fn one(run: &Run<'_>, county: &indicators::County<'_>, other: &Otherwise) -> OtherwiseRecord {
    let pack = &run.standard.pack;
    let switch = &pack.switches()[other.switch];
    let stage = |stage: usize| pack.stages()[stage].id.clone();
    let code = |school: usize| county.subject(&county.schools[school]).code.to_string();
    OtherwiseRecord {
        county: county.name.to_string(),
        year: county.year,
        switch: switch.id.clone(),
        option: switch.options[other.option].id.clone(),
        verdict: other.verdict,
        items: other
            .items
            .iter()
            .map(|(item, here, there)| Change {
                of: vec![pack.items[*item].id.clone()],
                here: *here,
                there: *there,
            })
            .collect(),
        spreads: other
            .spreads
            .iter()
            .map(|(at, indicator, here, there)| Change {
                of: vec![stage(*at), pack.indicators[*indicator].id.clone()],
                here: *here,
                there: *there,
            })
            .collect(),
        sections: other
            .sections
            .iter()
            .map(|(school, at, here, there)| Change {
                of: vec![code(*school), names::school(county, *school), stage(*at)],
                here: *here,
                there: *there,
            })
            .collect(),
        moved_spreads: other.moved_spreads,
    }
}
