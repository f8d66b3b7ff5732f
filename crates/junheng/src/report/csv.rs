//! A run as one table: a line for every verdict, item, coefficient, row and figure.
//!
//! The columns are the same for every kind of line; `kind` says which. Numbers are written in full:
//! exact ones as decimals or fractions, binary ones with every digit they have.

use std::path::Path;

use indicators::record::{
    AnswerRecord, CountyRecord, FigureRecord, ItemRecord, RuleRecord, RunRecord, SectionRecord,
    SpreadRecord, TestRecord, record,
};
use serde::Serialize;

use crate::failure::Failure;
use crate::judging::Run;
use crate::terminal::visible;

/// One line of the table.
#[derive(Debug, Default, Clone, Serialize)]
struct Line {
    county: String,
    year: String,
    kind: &'static str,
    code: String,
    name: String,
    stage: String,
    item: String,
    test: String,
    outcome: String,
    /// As printed.
    shown: String,
    /// In full.
    value: String,
    unit: String,
    amount: String,
    per: String,
    n: String,
    mean: String,
    sd: String,
    cv: String,
    limit: String,
    floor: String,
    missing: String,
    lamp: String,
    rounding_decides: String,
}

/// The run as CSV.
pub(crate) fn bytes(run: &Run<'_>) -> Result<Vec<u8>, Failure> {
    let record = record(run.standard, run.loaded.facts(), &run.judged);
    written(lines(&record))
}

/// Rows as CSV with a head.
pub(crate) fn written<T: Serialize>(rows: impl IntoIterator<Item = T>) -> Result<Vec<u8>, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.serialize(row).map_err(|error| not_made(&error))?;
    }
    writer.into_inner().map_err(|error| not_made(&error))
}

/// Rows of cells as CSV.
pub(crate) fn plain(rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(|error| not_made(&error))?;
    }
    writer.into_inner().map_err(|error| not_made(&error))
}

fn not_made(error: &dyn std::error::Error) -> Failure {
    Failure::NotMade {
        format: "csv",
        said: error.to_string(),
    }
}

/// Spreadsheets read a CSV file as UTF-8 only behind a byte order mark; pipes do without.
pub(crate) fn for_file(out: Option<&Path>, csv: Vec<u8>) -> Vec<u8> {
    match out {
        Some(_) => [b"\xef\xbb\xbf".as_slice(), &csv].concat(),
        None => csv,
    }
}

/// A text that no spreadsheet takes for a formula, and no terminal for an order.
pub(crate) fn safe(text: &str) -> String {
    let text: String = text.chars().map(visible).collect();
    match text.starts_with(['=', '+', '-', '@']) {
        true => format!("'{text}"),
        false => text,
    }
}

fn lines(run: &RunRecord) -> Vec<Line> {
    run.counties
        .iter()
        .flat_map(|county| county_lines(run, county))
        .collect()
}

fn county_lines(run: &RunRecord, county: &CountyRecord) -> Vec<Line> {
    let year = if county.year == 0 {
        String::new()
    } else {
        county.year.to_string()
    };
    let base = Line {
        county: safe(&county.name),
        year,
        ..Line::default()
    };
    let of = |kind: &'static str| Line {
        kind,
        ..base.clone()
    };
    let mut lines = vec![Line {
        outcome: word(&county.verdict),
        ..of("verdict")
    }];
    for group in &county.groups {
        lines.push(Line {
            item: group.id.clone(),
            outcome: word(&group.outcome),
            ..of("group")
        });
    }
    for item in &county.items {
        lines.push(Line {
            item: item.id.clone(),
            outcome: word(&item.outcome),
            ..of("item")
        });
        lines.extend(
            item.tests
                .iter()
                .flat_map(|test| test_lines(&base, item, test)),
        );
    }
    lines.extend(
        county
            .spreads
            .iter()
            .map(|spread| spread_line(run, &base, spread)),
    );
    for composite in &county.composites {
        lines.push(Line {
            stage: composite.stage.clone(),
            value: number(composite.value),
            limit: text(&composite.limit),
            outcome: word(&composite.standing),
            ..of("composite")
        });
    }
    lines.extend(
        county
            .sections
            .iter()
            .flat_map(|section| section_lines(run, &base, section)),
    );
    for left in &county.left_out {
        lines.push(Line {
            code: safe(&left.code),
            name: safe(&left.name),
            stage: left.stage.clone(),
            outcome: "no_row".to_owned(),
            item: left.reason.clone(),
            ..of("left_out")
        });
    }
    lines
}

fn test_lines(base: &Line, item: &ItemRecord, test: &TestRecord) -> Vec<Line> {
    let line = |kind| Line {
        kind,
        item: item.id.clone(),
        test: test.id.clone(),
        ..base.clone()
    };
    let mut lines = vec![Line {
        outcome: word(&test.outcome),
        n: test.asked.to_string(),
        value: test.met.to_string(),
        ..line("test")
    }];
    let answer = |answer: &AnswerRecord| Line {
        code: safe(&text(&answer.code)),
        name: safe(&text(&answer.name)),
        stage: text(&answer.stage),
        outcome: word(&answer.outcome),
        value: text(&answer.have),
        limit: text(&answer.need),
        rounding_decides: answer.rounding_decides.to_string(),
        ..line("answer")
    };
    lines.extend(test.answers.iter().map(answer));
    lines
}

fn spread_line(run: &RunRecord, base: &Line, spread: &SpreadRecord) -> Line {
    let rule = rule(run, &spread.stage, &spread.indicator);
    Line {
        kind: "spread",
        stage: spread.stage.clone(),
        item: spread.indicator.clone(),
        outcome: word(&spread.standing),
        unit: rule.map(|rule| rule.unit.clone()).unwrap_or_default(),
        amount: text(&spread.sum),
        per: text(&spread.weight),
        n: spread.n.to_string(),
        mean: number(spread.mean),
        sd: number(spread.sd),
        cv: number(spread.cv),
        limit: text(&spread.limit),
        missing: spread.missing.len().to_string(),
        lamp: word(&spread.lamp),
        rounding_decides: spread.rounding_decides.to_string(),
        ..base.clone()
    }
}

fn section_lines(run: &RunRecord, base: &Line, section: &SectionRecord) -> Vec<Line> {
    let line = |kind| Line {
        kind,
        code: safe(&section.code),
        name: safe(&section.name),
        stage: section.stage.clone(),
        ..base.clone()
    };
    let mut lines = vec![Line {
        outcome: word(&section.outcome),
        per: text(&section.pupils),
        ..line("section")
    }];
    let figure = |figure: &FigureRecord| {
        let rule = rule(run, &section.stage, &figure.indicator);
        Line {
            item: figure.indicator.clone(),
            outcome: word(&figure.standing),
            shown: text(&figure.shown),
            value: text(&figure.value),
            unit: rule.map(|rule| rule.unit.clone()).unwrap_or_default(),
            amount: text(&figure.amount),
            per: text(&figure.per),
            limit: rule.and_then(|rule| rule.limit.clone()).unwrap_or_default(),
            floor: rule.and_then(|rule| rule.floor.clone()).unwrap_or_default(),
            missing: figure
                .missing
                .map(|missing| missing.code().to_owned())
                .unwrap_or_default(),
            lamp: word(&figure.lamp),
            rounding_decides: figure.rounding_decides.to_string(),
            ..line("figure")
        }
    };
    lines.extend(section.figures.iter().map(figure));
    lines
}

fn rule<'r>(run: &'r RunRecord, stage: &str, indicator: &str) -> Option<&'r RuleRecord> {
    run.rules
        .iter()
        .find(|rule| rule.stage == stage && rule.indicator == indicator)
}

/// The stable word of an outcome, as in the JSON record.
fn word(outcome: &impl Serialize) -> String {
    match serde_json::to_value(outcome) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn text(text: &Option<String>) -> String {
    text.clone().unwrap_or_default()
}

fn number(number: Option<f64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}
