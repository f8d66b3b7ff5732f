//! What reading and checking the files found, the gravest first.

use std::collections::BTreeMap;

use facts::table::Tally;
use kernel::{Finding, Grade};
use serde::Serialize;

use crate::report::telling::{Paper, told_finding};

/// All findings, and what became of every row.
#[derive(Debug, Serialize)]
pub(super) struct FindingsPage {
    pub(super) total: usize,
    pub(super) sheets: Vec<SheetLine>,
    pub(super) sheets_more: usize,
    pub(super) all: Option<SheetLine>,
    pub(super) grades: Vec<GradeLine>,
}

/// Findings of one grade.
#[derive(Debug, Serialize)]
pub(super) struct GradeLine {
    pub(super) grade: String,
    pub(super) class: &'static str,
    pub(super) total: usize,
    pub(super) kinds: Vec<Kind>,
}

/// Findings of one code.
#[derive(Debug, Serialize)]
pub(super) struct Kind {
    pub(super) code: String,
    pub(super) title: String,
    /// Why it matters, or what was expected.
    pub(super) why: String,
    pub(super) todo: String,
    pub(super) total: usize,
    pub(super) shown: Vec<One>,
    pub(super) more: usize,
}

/// A finding.
#[derive(Debug, Serialize)]
pub(super) struct One {
    pub(super) subject: String,
    pub(super) place: String,
    pub(super) text: String,
}

/// What became of the rows of a sheet.
#[derive(Debug, Serialize)]
pub(super) struct SheetLine {
    pub(super) file: String,
    pub(super) sheet: String,
    pub(super) read: usize,
    pub(super) loaded: usize,
    pub(super) refused: usize,
    pub(super) totals: usize,
    pub(super) blank: usize,
}

/// Findings of one code that are written out.
const SHOWN: usize = 25;
/// Sheets that are written out.
const SHEETS: usize = 30;
/// Characters of one finding: a list of heads can be endless.
const LONG: usize = 240;

/// The findings of a paper.
pub(super) fn findings_page(paper: &Paper<'_>) -> FindingsPage {
    let grades = [Grade::MustFix, Grade::Explain, Grade::Notice];
    let sheets = &paper.loaded.sheets;
    let lines = sheets
        .iter()
        .map(|report| sheet_line(&report.document.file, &report.document.sheet, report.tally));
    FindingsPage {
        total: paper.findings().iter().map(Finding::count).sum(),
        sheets: lines.take(SHEETS).collect(),
        sheets_more: sheets.len().saturating_sub(SHEETS),
        all: (sheets.len() > 1).then(|| sheet_line("", "", paper.loaded.tally())),
        grades: grades
            .into_iter()
            .filter_map(|grade| grade_line(paper, grade))
            .collect(),
    }
}

fn sheet_line(file: &str, sheet: &str, tally: Tally) -> SheetLine {
    SheetLine {
        file: file.to_owned(),
        sheet: sheet.to_owned(),
        read: tally.read,
        loaded: tally.loaded,
        refused: tally.refused,
        totals: tally.totals,
        blank: tally.blank,
    }
}

/// The start of a text that is too long for a list.
fn clipped(text: String) -> String {
    match text.char_indices().nth(LONG) {
        Some((at, _)) => format!("{}……", &text[..at]),
        None => text,
    }
}

fn grade_line(paper: &Paper<'_>, grade: Grade) -> Option<GradeLine> {
    let mut kinds: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in paper
        .findings()
        .iter()
        .filter(|finding| finding.grade == grade)
    {
        kinds.entry(&finding.code).or_default().push(finding);
    }
    let first = told_finding(kinds.values().next()?.first()?, paper.words);
    let total = kinds
        .values()
        .flatten()
        .map(|finding| finding.count())
        .sum();
    let kinds = kinds
        .into_values()
        .filter_map(|found| kind(paper, &found))
        .collect();
    Some(GradeLine {
        grade: first.told.grade,
        class: first.class,
        total,
        kinds,
    })
}

fn kind(paper: &Paper<'_>, found: &[&Finding]) -> Option<Kind> {
    let head = told_finding(found.first()?, paper.words);
    let title = found
        .first()?
        .title
        .as_ref()
        .map(|title| paper.words.text(title).to_owned());
    let one = |finding: &&Finding| {
        let told = told_finding(finding, paper.words);
        match &title {
            Some(_) => One {
                subject: told.subject,
                place: told.told.place,
                text: clipped(told.values),
            },
            None => One {
                subject: String::new(),
                place: told.told.place,
                text: clipped(told.what),
            },
        }
    };
    let shown = found.iter().take(SHOWN).map(one).collect();
    Some(Kind {
        code: head.told.code,
        why: head.told.expected,
        todo: head.told.todo,
        total: found.iter().map(|finding| finding.count()).sum(),
        shown,
        title: title.unwrap_or_default(),
        more: found.len().saturating_sub(SHOWN),
    })
}
