//! What reading and checking the files found, the gravest first.

use std::collections::BTreeMap;

use kernel::{Finding, Grade};
use serde::Serialize;

use crate::report::telling::{Paper, told_finding};

/// All findings.
#[derive(Debug, Serialize)]
pub(super) struct FindingsPage {
    pub(super) total: usize,
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

/// Findings of one code that are written out.
const SHOWN: usize = 25;

/// The findings of a paper.
pub(super) fn findings_page(paper: &Paper<'_>) -> FindingsPage {
    let grades = [Grade::MustFix, Grade::Explain, Grade::Notice];
    FindingsPage {
        total: paper.findings().len(),
        grades: grades
            .into_iter()
            .filter_map(|grade| grade_line(paper, grade))
            .collect(),
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
    let total = kinds.values().map(Vec::len).sum();
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
                text: told.values,
            },
            None => One {
                subject: String::new(),
                place: told.told.place,
                text: told.what,
            },
        }
    };
    let shown = found.iter().take(SHOWN).map(one).collect();
    Some(Kind {
        code: head.told.code,
        why: head.told.expected,
        todo: head.told.todo,
        total: found.len(),
        shown,
        title: title.unwrap_or_default(),
        more: found.len().saturating_sub(SHOWN),
    })
}
