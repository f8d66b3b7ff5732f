//! Findings as they are made: each where it belongs, and what many rows have in common told in one.

use std::collections::{BTreeMap, HashMap};

use kernel::{Document, Finding, Place, row_runs};

use super::figure::some;
use crate::codes::{self, Code};

/// Values that belong to a row and not to what is wrong with it.
const OF_THE_ROW: [&str; 2] = ["value", "name"];
/// So many values of different rows are told.
const VALUES: usize = 5;

/// Findings about the sheet at hand, and those of the sheets before.
#[derive(Debug)]
pub(crate) struct Log {
    pub(crate) findings: Vec<Finding>,
    alike: HashMap<Words, Alike>,
    more: BTreeMap<&'static str, (Code, usize, Vec<u32>)>,
    max_alike: usize,
}

/// What findings of one kind in one column have in common.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Words {
    code: &'static str,
    document: u16,
    column: u16,
    args: Vec<(String, String)>,
}

/// Rows that one finding speaks of.
#[derive(Debug)]
struct Alike {
    finding: usize,
    rows: Vec<u32>,
    /// What the rows say, each thing once.
    values: [Vec<String>; 2],
}

impl Log {
    pub(crate) fn new(max_alike: usize) -> Log {
        Log {
            findings: Vec::new(),
            alike: HashMap::new(),
            more: BTreeMap::new(),
            max_alike,
        }
    }

    /// Tells a finding at a cell of the sheet at hand; rows of which the same is to be said share one.
    pub(crate) fn at(
        &mut self,
        document: &Document,
        place: Place,
        code: Code,
        fill: impl FnOnce(Finding) -> Finding,
    ) {
        let finding = fill(code.found());
        let words = Words {
            code: code.id,
            document: place.document,
            column: place.column,
            args: words(&finding),
        };
        if let Some(alike) = self.alike.get_mut(&words) {
            return alike.join(&mut self.findings[alike.finding], finding, place.row);
        }
        let (_, count, rows) = self.more.entry(code.id).or_insert((code, 0, Vec::new()));
        *count += 1;
        if *count > self.max_alike {
            return rows.push(place.row);
        }
        if place.is_cell() {
            let alike = Alike::first(self.findings.len(), &finding, place.row);
            self.alike.insert(words, alike);
        }
        self.findings.push(finding.in_document(document).at(place));
    }

    /// Tells a finding about the sheet at hand as a whole.
    pub(crate) fn about(&mut self, document: &Document, finding: Finding) {
        self.findings.push(finding.in_document(document));
    }

    /// True when a finding of the sheet at hand speaks of this cell.
    pub(crate) fn names(&self, row: u32, column: u16) -> bool {
        let alike = self.alike.iter();
        let mut column = alike.filter(|(words, _)| words.column == column);
        column.any(|(_, alike)| alike.rows.contains(&row))
    }

    /// The sheet at hand is done: which rows share a finding, and what was too much of one kind, is
    /// told now.
    pub(crate) fn close_sheet(&mut self, document: &Document) {
        for alike in std::mem::take(&mut self.alike).into_values() {
            alike.tell(&mut self.findings);
        }
        for (id, (code, _, rows)) in std::mem::take(&mut self.more) {
            if rows.is_empty() {
                continue;
            }
            let mut finding = codes::MORE_ALIKE
                .found()
                .with("code", id)
                .with("count", rows.len())
                .with("rows", rows_text(&rows));
            finding.rows = rows;
            finding.grade = code.grade;
            self.about(document, finding);
        }
    }
}

/// What a finding says, without what belongs to its row.
fn words(finding: &Finding) -> Vec<(String, String)> {
    let args = finding.args.iter();
    let common = args.filter(|(name, _)| !OF_THE_ROW.contains(&name.as_str()));
    common.cloned().collect()
}

impl Alike {
    fn first(number: usize, finding: &Finding, row: u32) -> Alike {
        let value = |name: &str| {
            let said = finding.args.iter().find(|(known, _)| known == name);
            said.map(|(_, value)| value.clone()).into_iter().collect()
        };
        Alike {
            finding: number,
            rows: vec![row],
            values: OF_THE_ROW.map(value),
        }
    }

    /// Another row of which the same is to be said.
    fn join(&mut self, first: &mut Finding, finding: Finding, row: u32) {
        self.rows.push(row);
        if first.subject != finding.subject {
            first.subject = None;
        }
        for (name, value) in finding.args {
            let of_row = OF_THE_ROW.iter().position(|known| *known == name);
            let values = of_row.map(|number| &mut self.values[number]);
            if let Some(values) = values.filter(|values| values.len() <= VALUES)
                && !values.contains(&value)
            {
                values.push(value);
            }
        }
    }

    /// Tells the rows in the first one's finding: how many, which, and what they say.
    fn tell(mut self, findings: &mut [Finding]) {
        self.rows.sort_unstable();
        self.rows.dedup();
        if self.rows.len() < 2 {
            return;
        }
        let finding = &mut findings[self.finding];
        for (name, mut values) in OF_THE_ROW.into_iter().zip(self.values) {
            if values.len() > VALUES {
                values[VALUES] = "…".to_owned();
            }
            let known = finding.args.iter_mut().find(|(known, _)| known == name);
            if let Some((_, value)) = known {
                *value = values.join("、");
            }
        }
        finding.rows = self.rows;
    }
}

/// Row numbers as people count them, runs drawn together: `5, 8–12`.
pub(crate) fn rows_text(rows: &[u32]) -> String {
    runs_text("", rows)
}

/// Cells of one column, runs drawn together: `C5, C8–C12`.
pub(crate) fn cells_text(column: u16, rows: &[u32]) -> String {
    runs_text(&kernel::column_letters(column), rows)
}

fn runs_text(letters: &str, rows: &[u32]) -> String {
    some(
        ", ",
        row_runs(rows).iter().map(|run| run_text(letters, run)),
    )
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
        assert_eq!(rows_text(&[7, 4, 8, 9, 8]), "5, 8–10");
        assert_eq!(cells_text(2, &[4, 7, 8]), "C5, C8–C9");
    }

    #[test]
    fn a_message_names_the_first_of_many() {
        let rows: Vec<u32> = (0..100_000).map(|row| row * 2).collect();
        let told = cells_text(0, &rows);
        assert!(
            told.starts_with("A1, A3, ") && told.ends_with("A39, …"),
            "{told}"
        );
        assert!(rows_text(&rows).ends_with("37, 39, …"));
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
            log.at(&document, place, codes::CELL_IS_A_DATE, |finding| {
                finding.with("column", row)
            });
        }
        log.close_sheet(&document);
        assert_eq!(log.findings.len(), 3);
        assert_eq!(log.findings[2].code, "more-alike");
        assert_eq!(log.findings[2].args[2].1, "3–5");
        assert_eq!(log.findings[2].grade, kernel::Grade::MustFix);
    }

    #[test]
    fn rows_of_which_the_same_is_to_be_said_share_a_finding() {
        let mut log = Log::new(2);
        let document = Document {
            file: "a".to_owned(),
            sheet: String::new(),
        };
        for (row, value) in [(1, "x"), (2, "y"), (4, "x")] {
            let place = Place {
                document: 0,
                column: 0,
                row,
            };
            log.at(&document, place, codes::CODE_IN_SCIENTIFIC, |finding| {
                finding.with("value", value)
            });
        }
        assert!(log.names(4, 0) && !log.names(4, 1));
        log.close_sheet(&document);
        assert_eq!(log.findings.len(), 1);
        assert_eq!(
            log.findings[0].args,
            [("value".to_owned(), "x、y".to_owned())]
        );
        assert_eq!(log.findings[0].rows, [1, 2, 4]);
    }
}
