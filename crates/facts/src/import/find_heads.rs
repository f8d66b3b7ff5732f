//! Where are the heads of a sheet? In the rows a map names, or in those that hold most of its heads.

use super::columns::SheetHead;
use super::figure::short;
use crate::heads::{Head, joined, part};
use crate::reading::{Cell, CellRef};

/// Heads are looked for in so many rows.
pub(crate) const TOP: usize = 40;
/// Heads are looked for in so many columns.
pub(crate) const WIDE: usize = 4_096;
/// A longer text is no head.
const LONGEST: usize = 300;
/// So many rows may be stacked.
const DEEPEST: usize = 4;

/// The heads of a sheet and the row of the lowest.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) heads: Vec<SheetHead>,
    pub(crate) head_row: usize,
    /// Rows stacked.
    pub(crate) depth: usize,
    /// How many of the wanted heads there are.
    pub(crate) score: usize,
}

/// A cell of the first rows: its text, and the text made comparable.
#[derive(Debug, Clone, Default)]
pub(crate) struct TopCell {
    pub(crate) text: String,
    head: Head,
}

impl TopCell {
    pub(crate) fn of(text: &str) -> TopCell {
        let head = if text.is_empty() {
            Head::default()
        } else {
            part(text)
        };
        TopCell {
            text: text.to_owned(),
            head,
        }
    }
}

/// The first rows of a sheet, merged cells filled in.
pub(crate) type Top = [Vec<TopCell>];

/// The texts of the first rows.
pub(crate) fn texts(rows: &[Vec<Cell>]) -> Vec<Vec<TopCell>> {
    let text = |cell: &Cell| match cell.look() {
        CellRef::Text(text) if text.len() > LONGEST => TopCell::of(&short(text)),
        cell => TopCell::of(&cell.shown()),
    };
    rows.iter()
        .map(|row| row.iter().map(text).collect())
        .collect()
}

/// What a set of heads is worth, told by their comparable texts.
pub(crate) type Score<'a> = dyn Fn(&[String]) -> usize + 'a;

/// The heads in the rows that a map names, counted from 1.
pub(crate) fn named(top: &Top, rows: &[u32], score: &Score<'_>) -> Option<Found> {
    let picked = rows
        .iter()
        .filter_map(|row| top.get((*row as usize).checked_sub(1)?).cloned());
    let picked: Vec<Vec<TopCell>> = picked.collect();
    let head_row = rows.iter().max().map(|row| *row as usize - 1)?;
    let score = score(&keys_of(&picked));
    let (heads, depth) = (heads_of(&picked), picked.len());
    (score > 0).then_some(Found {
        heads,
        head_row,
        depth,
        score,
    })
}

/// The rows that hold most of the wanted heads; of equals the fewest and the first.
pub(crate) fn search(top: &Top, score: &Score<'_>) -> Option<Found> {
    let mut best: Option<(usize, usize, usize)> = None;
    let empty = |row: &Vec<TopCell>| row.iter().all(|cell| cell.text.is_empty());
    for depth in 1..=DEEPEST {
        for first in 0..top.len() {
            let Some(rows) = top.get(first..first + depth) else {
                break;
            };
            if empty(&rows[0]) || empty(&rows[depth - 1]) {
                continue;
            }
            let score = score(&keys_of(rows));
            if score > best.map_or(0, |(score, ..)| score) {
                best = Some((score, first, depth));
            }
        }
    }
    let (score, first, depth) = best?;
    let heads = heads_of(&top[first..first + depth]);
    Some(Found {
        heads,
        head_row: first + depth - 1,
        depth,
        score,
    })
}

/// The heads of a sheet made of some of its rows, stacked from the top.
pub(crate) fn heads_of(rows: &Top) -> Vec<SheetHead> {
    let mut heads = Vec::new();
    each_head(rows, &mut |column, parts| {
        let mut texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        texts.dedup();
        let head = joined(parts.iter().map(|part| &part.head));
        heads.push(SheetHead {
            text: one_line(&texts.join(" / ")),
            head,
            column,
        });
    });
    heads
}

fn keys_of(rows: &Top) -> Vec<String> {
    let mut keys = Vec::new();
    each_head(rows, &mut |_, parts| {
        keys.push(joined(parts.iter().map(|part| &part.head)).key)
    });
    keys
}

/// Shows the parts of every head, from the left.
///
/// An empty cell above a filled one continues the head to its left, as in a head that spans columns
/// without being merged.
fn each_head(rows: &Top, visit: &mut dyn FnMut(usize, &[&TopCell])) {
    let blank = TopCell::default();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut above: Vec<&TopCell> = vec![&blank; rows.len()];
    for column in 0..width {
        let cell = |level: usize| rows[level].get(column).unwrap_or(&blank);
        let mut filled_below = false;
        for level in (0..rows.len()).rev() {
            let empty = cell(level).text.is_empty();
            if !(empty && filled_below) {
                above[level] = cell(level);
            }
            filled_below |= !empty;
        }
        let parts: Vec<&TopCell> = above
            .iter()
            .copied()
            .filter(|cell| !cell.text.is_empty())
            .collect();
        if !parts.is_empty() {
            visit(column, &parts);
        }
    }
}

/// A head without its line breaks, as it is told.
fn one_line(text: &str) -> String {
    let text = text.replace("_x000D_", "");
    let words: Vec<&str> = text
        .split(char::is_whitespace)
        .filter(|word| !word.is_empty())
        .collect();
    let mut line = String::new();
    for word in words {
        let narrow = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
        if narrow(line.chars().next_back()) || (narrow(word.chars().next()) && !line.is_empty()) {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(rows: &[&[&str]]) -> Vec<String> {
        let rows: Vec<Vec<TopCell>> = rows
            .iter()
            .map(|row| row.iter().map(|cell| TopCell::of(cell)).collect())
            .collect();
        heads_of(&rows)
            .into_iter()
            .map(|head| head.head.key)
            .collect()
    }

    #[test]
    fn stacked_heads_are_joined() {
        assert_eq!(
            keys(&[
                &["学校名称", "在校生数（人）", "", "备注"],
                &["", "小学", "初中", ""]
            ]),
            ["学校名称", "在校生数/小学", "在校生数/初中", "备注"]
        );
        assert_eq!(
            keys(&[&["学校", "专任教师", "专任教师"], &["学校", "合计", "本科"]]),
            ["学校", "专任教师/合计", "专任教师/本科"]
        );
        assert_eq!(keys(&[&["a", "", "c"]]), ["a", "c"]);
    }
}
