//! Rows that are no school: totals, heads printed again, notes and signatures below the table.

use super::code::is_valid;
use super::columns::Part;
use super::refusal::Refusal;
use super::rows::{Rows, first_filled, note};
use super::who::LONGEST;
use crate::codes;
use crate::heads::plain;
use crate::identity::Identity;
use crate::reading::{CellRef, RowRef};
use crate::table::Datum;

impl Rows<'_> {
    pub(super) fn parts(&self) -> impl Iterator<Item = &Part> {
        self.laid.figures.iter().flat_map(|figure| &figure.parts)
    }

    /// A totals row says so where the name or the code stands, or in its first filled cell. A row
    /// with a code of its own is a school unless its name is nothing but such a word.
    pub(super) fn is_totals(&self, cells: RowRef<'_>) -> bool {
        let names = [
            Identity::Name,
            Identity::Code,
            Identity::County,
            Identity::Township,
        ];
        let columns = names
            .iter()
            .filter_map(|identity| self.laid.identity.get(identity).copied());
        let texts =
            columns
                .chain([first_filled(cells)])
                .filter_map(|column| match cells.cell(column) {
                    CellRef::Text(text) if text.len() <= 48 => Some(plain(text)),
                    _ => None,
                });
        let words = &self.mapping.file.totals;
        let mut said = texts.filter_map(|text| {
            let text = text.trim_end_matches([':', '数']);
            let word = words.iter().find(|word| text.ends_with(word.as_str()))?;
            Some(text == word)
        });
        said.any(|alone| alone || !self.has_own_code(cells))
    }

    fn has_own_code(&self, cells: RowRef<'_>) -> bool {
        let column = self.laid.identity.get(&Identity::Code);
        column.is_some_and(|column| is_valid(cells.cell(*column), self.given.national_code))
    }

    /// Keeps what a totals row says, to be compared at the end.
    pub(super) fn state_totals(&mut self, row: u32, cells: RowRef<'_>) {
        let says = self.parts().map(|part| {
            let read = part.spec.read(cells.cell(part.column));
            read.written.filter(|_| part.spec.adds_up())
        });
        let says = says.collect();
        self.totals.state(row, says);
    }

    /// True when the heads stand there again, as at the top of each printed page.
    pub(super) fn repeats_heads(&self, cells: RowRef<'_>) -> bool {
        let mut same = 0;
        for head in &self.heads {
            match cells.cell(head.column) {
                CellRef::Empty => {}
                CellRef::Text(text) if text.len() > LONGEST => return false,
                CellRef::Text(text)
                    if head.text.ends_with(text) || crate::heads::head(text) == head.head =>
                {
                    same += 1;
                }
                _ => return false,
            }
        }
        same > 1
    }

    pub(super) fn has_figures(&self, cells: RowRef<'_>) -> bool {
        self.parts().any(|part| !cells.cell(part.column).is_empty())
    }

    /// A line of signatures below the table: words where figures would stand.
    pub(super) fn signs(&self, cells: RowRef<'_>) -> bool {
        let readable = |part: &Part| {
            !matches!(
                part.spec.read(cells.cell(part.column)).datum,
                Datum::Missing(_)
            )
        };
        is_note(&cells.cell(first_filled(cells)).shown()) && !self.parts().any(readable)
    }

    /// A row with a name and nothing else: a note below the table, or a school that reports nothing.
    pub(super) fn no_school(&self, name: &str, row: u32, cells: RowRef<'_>) -> Refusal {
        let filled = cells.cells().filter(|cell| !cell.is_empty()).count();
        if filled == 1 || is_note(name) || self.signs(cells) {
            return note(cells);
        }
        let column = self
            .laid
            .identity
            .get(&Identity::Name)
            .copied()
            .unwrap_or(0);
        Refusal::of(codes::ROW_WITHOUT_FIGURES)
            .with("name", name)
            .at(self.place(row, column))
    }
}

/// Words a line below a table begins with.
fn is_note(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "注",
        "备注",
        "说明",
        "填表",
        "制表",
        "审核",
        "填报",
        "负责人",
        "单位负责人",
        "联系",
        "日期",
        "主管",
        "note",
        "source",
    ];
    let text = plain(&super::figure::short(text));
    STARTS.iter().any(|start| text.starts_with(start)) && (text.contains(':') || text.len() > 60)
}
