//! Items with what they rest on: tables Ⅳ and Ⅴ.

use indicators::{ItemOutcome, ItemResult};
use rust_xlsxwriter::{Workbook, XlsxError};
use standards::{Item, TestBasis};

use super::{close, open};
use crate::report::names::{self, Sign};
use crate::report::xlsx::figures::Look;
use crate::report::xlsx::layout::{Row, Table};
use crate::report::xlsx::sheet::Cell;
use crate::words::tell;

pub(super) fn write(
    workbook: &mut Workbook,
    look: &Look<'_>,
    table: &Table,
) -> Result<(), XlsxError> {
    let words = look.paper.words;
    let mut sheet = open(workbook, look, table, &[58.0, 78.0, 16.0])?;
    let heads = [
        tell!(words, "report-item-name"),
        tell!(words, "report-item-says"),
        tell!(words, "report-item-met"),
    ];
    sheet.heads(&heads.map(|head| vec![head]))?;
    sheet.freeze(0)?;
    for row in &table.rows {
        sheet.cells(&cells(look, row))?;
    }
    close(&mut sheet, look, table, false)
}

fn cells(look: &Look<'_>, row: &Row) -> Vec<(Cell, Sign)> {
    let (item, words) = (&look.paper.standard.pack.items[row.item], look.paper.words);
    let result = look
        .found
        .items
        .iter()
        .find(|result| result.item == row.item);
    let outcome = result.map_or(ItemOutcome::CannotDecide, |result| result.outcome);
    let group = &look.paper.standard.pack.groups[item.group];
    vec![
        (
            Cell::Text(look.fill(words.text(&row.title), &row.figures, Some(row.item))),
            Sign::Plain,
        ),
        (Cell::Text(says(look, row, item, result)), Sign::Plain),
        Cell::said(names::item(words, group, outcome)),
    ]
}

/// The form's sentence with its figures, and what evidence decides.
fn says(look: &Look<'_>, row: &Row, item: &Item, result: Option<&ItemResult>) -> String {
    let words = look.paper.words;
    let sentence = row
        .says
        .as_ref()
        .map(|says| look.fill(words.text(says), &row.figures, Some(row.item)));
    let mut parts: Vec<String> = sentence.into_iter().collect();
    if let Some(result) = result {
        parts.extend(answers(look, item, result));
        parts.extend(remarks(look, item, result));
    }
    parts.join(&tell!(words, "report-semicolon"))
}

/// What was answered where evidence decides.
fn answers(look: &Look<'_>, item: &Item, result: &ItemResult) -> Vec<String> {
    let words = look.paper.words;
    let evidence = item
        .tests()
        .iter()
        .zip(&result.tests)
        .filter(|(test, found)| {
            test.basis == TestBasis::Evidence && found.outcome != ItemOutcome::NotJudged
        });
    let answer = |outcome: ItemOutcome| match outcome {
        ItemOutcome::Met => tell!(words, "report-answer-yes"),
        ItemOutcome::NotMet => tell!(words, "report-answer-no"),
        _ => tell!(words, "report-answer-evidence"),
    };
    evidence
        .map(|(test, found)| words.labelled(words.text(&test.title), &answer(found.outcome)))
        .collect()
}

/// What evidence to look at while it is needed, and where rounding would turn the answer.
fn remarks(look: &Look<'_>, item: &Item, result: &ItemResult) -> Vec<String> {
    let words = look.paper.words;
    let waits = result
        .tests
        .iter()
        .any(|test| test.outcome == ItemOutcome::NeedsEvidence);
    let needed = item.evidence.as_ref().filter(|_| waits);
    let needed = needed.map(|needed| {
        format!(
            "{}{}",
            tell!(words, "report-evidence-needed"),
            words.text(needed)
        )
    });
    let turned = result
        .tests
        .iter()
        .flat_map(|test| &test.answers)
        .any(|answer| answer.rounding_decides);
    needed
        .into_iter()
        .chain(turned.then(|| tell!(words, "report-rounding")))
        .collect()
}
