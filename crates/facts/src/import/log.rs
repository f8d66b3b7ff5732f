//! Findings as they are made: each where it belongs, and too many of one kind told in one.

use std::collections::BTreeMap;

use kernel::{Document, Finding, Place};

use crate::codes::{self, Code};

/// Findings about the sheet at hand, and those of the sheets before.
#[derive(Debug)]
pub(crate) struct Log {
    pub(crate) findings: Vec<Finding>,
    alike: BTreeMap<&'static str, (Code, usize, Vec<u32>)>,
    max_alike: usize,
}

impl Log {
    pub(crate) fn new(max_alike: usize) -> Log {
        Log {
            findings: Vec::new(),
            alike: BTreeMap::new(),
            max_alike,
        }
    }

    /// Tells a finding at a cell of the sheet at hand.
    pub(crate) fn at(
        &mut self,
        document: &Document,
        place: Place,
        code: Code,
        fill: impl FnOnce(Finding) -> Finding,
    ) {
        let (_, count, rows) = self.alike.entry(code.id).or_insert((code, 0, Vec::new()));
        *count += 1;
        if *count > self.max_alike {
            rows.push(place.row);
        } else {
            self.findings
                .push(fill(code.found()).in_document(document).at(place));
        }
    }

    /// Tells a finding about the sheet at hand as a whole.
    pub(crate) fn about(&mut self, document: &Document, finding: Finding) {
        self.findings.push(finding.in_document(document));
    }

    /// The sheet at hand is done: what was too much of one kind is told now.
    pub(crate) fn close_sheet(&mut self, document: &Document) {
        for (id, (code, _, rows)) in std::mem::take(&mut self.alike) {
            if rows.is_empty() {
                continue;
            }
            let mut finding = codes::MORE_ALIKE
                .found()
                .with("code", id)
                .with("count", rows.len())
                .with("rows", rows_text(rows));
            finding.grade = code.grade;
            self.about(document, finding);
        }
    }
}

/// Row numbers as people count them, runs drawn together: `5, 8–12`.
pub(crate) fn rows_text(mut rows: Vec<u32>) -> String {
    rows.sort_unstable();
    rows.dedup();
    runs(&rows)
        .iter()
        .map(|run| run_text("", run))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Cells of one column, runs drawn together: `C5, C8–C12`.
pub(crate) fn cells_text(column: u16, rows: &[u32]) -> String {
    let letters = kernel::column_letters(column);
    runs(rows)
        .iter()
        .map(|run| run_text(&letters, run))
        .collect::<Vec<_>>()
        .join(", ")
}

fn runs(rows: &[u32]) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *row => *last = *row,
            _ => runs.push((*row, *row)),
        }
    }
    runs
}

fn run_text(letters: &str, (first, last): &(u32, u32)) -> String {
    match first == last {
        true => format!("{letters}{}", first + 1),
        false => format!("{letters}{}–{letters}{}", first + 1, last + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_drawn_together() {
        assert_eq!(rows_text(vec![7, 4, 8, 9, 8]), "5, 8–10");
        assert_eq!(cells_text(2, &[4, 7, 8]), "C5, C8–C9");
    }

    #[test]
    fn too_many_of_one_kind_are_told_in_one() {
        let mut log = Log::new(2);
        let document = Document {
            file: "a".to_owned(),
            sheet: String::new(),
        };
        for row in 0..5 {
            let place = Place {
                document: 0,
                column: 1,
                row,
            };
            log.at(&document, place, codes::CELL_IS_A_DATE, |finding| finding);
        }
        log.close_sheet(&document);
        assert_eq!(log.findings.len(), 3);
        assert_eq!(log.findings[2].code, "more-alike");
        assert_eq!(log.findings[2].args[2].1, "3–5");
        assert_eq!(log.findings[2].grade, kernel::Grade::MustFix);
    }
}
