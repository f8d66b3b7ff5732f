//! Where are the heads of a sheet? In the rows a map names, or in those that hold most of its heads.

use super::columns::{SheetHead, heads_of};
use crate::reading::Cell;

/// Heads are looked for in so many rows.
pub(crate) const TOP: usize = 40;
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

/// The texts of the first rows, with merged cells filled in.
pub(crate) fn texts(rows: &[Vec<Cell>]) -> Vec<Vec<String>> {
    let text = |cell: &Cell| cell.look().shown();
    rows.iter()
        .map(|row| row.iter().map(text).collect())
        .collect()
}

/// The heads in the rows that a map names, counted from 1.
pub(crate) fn named(
    top: &[Vec<String>],
    rows: &[u32],
    score: &dyn Fn(&[SheetHead]) -> usize,
) -> Option<Found> {
    let picked: Vec<Vec<String>> = rows
        .iter()
        .filter_map(|row| top.get((*row as usize).checked_sub(1)?).cloned())
        .collect();
    let head_row = rows.iter().max().map(|row| *row as usize - 1)?;
    let heads = heads_of(&picked);
    let score = score(&heads);
    let depth = picked.len();
    (score > 0).then_some(Found { heads, head_row, depth, score })
}

/// The rows that hold most of the wanted heads; of equals the fewest and the first.
pub(crate) fn search(top: &[Vec<String>], score: &dyn Fn(&[SheetHead]) -> usize) -> Option<Found> {
    let mut best: Option<Found> = None;
    for depth in 1..=DEEPEST {
        for first in 0..top.len() {
            let Some(rows) = top.get(first..first + depth) else {
                break;
            };
            if rows[0].iter().all(String::is_empty) || rows[depth - 1].iter().all(String::is_empty)
            {
                continue;
            }
            let heads = heads_of(rows);
            let score = score(&heads);
            if score > best.as_ref().map_or(0, |best| best.score) {
                best = Some(Found { heads, head_row: first + depth - 1, depth, score });
            }
        }
    }
    best
}
