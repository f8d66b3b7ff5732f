//! Where are the heads of a sheet, and what stands below them?

use crate::import::heads::{SheetHead, Top, TopCell, WIDE, heads_of, search, texts};
use crate::mapping::{OwnHeads, Shape};
use crate::number::{self, Said};
use crate::reading::{Cell, CellRef, Sheet};

/// Heads are looked for in so many rows, and so deep.
const TOP: usize = 40;
const DEEPEST: usize = 4;
/// Cells below a head that are looked at.
const SAMPLE: usize = 200;

/// How a sheet is laid out.
pub(super) struct Layout {
    pub(super) shape: Shape,
    /// Rows of the heads, from 1; none for cards.
    pub(super) head_rows: Vec<u32>,
    pub(super) heads: Vec<SheetHead>,
    /// By head: cells below it (right of it, for cards).
    pub(super) samples: Vec<Vec<Cell>>,
}

/// The layout of a sheet; nothing when it holds no table.
pub(super) fn layout(sheet: &Sheet, own: &OwnHeads) -> Option<Layout> {
    if let Some(card) = card(sheet, own) {
        return Some(card);
    }
    let top = texts(&sheet.unmerged(TOP, WIDE));
    let score = |keys: &[String]| own.score(keys.iter().map(String::as_str));
    let (heads, head_rows) = match search(&top, &score) {
        Some(found) => {
            let rows = rows_above(found.head_row, found.depth);
            (found.heads, rows)
        }
        None => guess(sheet, &top)?,
    };
    let last = *head_rows.last()? as usize;
    let samples = heads
        .iter()
        .map(|head| below(sheet, last, head.column))
        .collect();
    Some(Layout {
        shape: Shape::Rows,
        head_rows,
        heads,
        samples,
    })
}

fn rows_above(last: usize, depth: usize) -> Vec<u32> {
    (last + 1 - depth..=last)
        .map(|row| row as u32 + 1)
        .collect()
}

/// Heads nobody knows: the rows of words right above the first row of figures.
fn guess(sheet: &Sheet, top: &Top) -> Option<(Vec<SheetHead>, Vec<u32>)> {
    let is_figure =
        |cell: CellRef<'_>| matches!(number::read(cell), Said::Number(_) | Said::PerCent(_));
    let figures = |row: usize| {
        sheet
            .row(row)
            .cells()
            .filter(|cell| is_figure(*cell))
            .count()
    };
    let words = |row: usize| {
        let texts = sheet
            .row(row)
            .cells()
            .filter(|cell| matches!(cell, CellRef::Text(_)));
        texts.filter(|cell| !is_figure(*cell)).count()
    };
    let rows = sheet.height().min(TOP);
    let first =
        (1..rows).find(|row| figures(*row) >= 1 && words(row - 1) >= 2 && figures(row - 1) == 0)?;
    let mut depth = 1;
    while depth < DEEPEST && first > depth {
        let above = first - depth - 1;
        let filled = top.get(above).map_or(0, |row| distinct(row));
        if filled < 2 || figures(above) > 0 {
            break;
        }
        depth += 1;
    }
    let picked = top.get(first - depth..first)?;
    let heads = heads_of(picked);
    (heads.len() >= 2).then(|| (heads, rows_above(first - 1, depth)))
}

fn distinct(row: &[TopCell]) -> usize {
    let filled = row
        .iter()
        .map(|cell| &cell.text)
        .filter(|text| !text.is_empty());
    filled.collect::<std::collections::BTreeSet<_>>().len()
}

fn below(sheet: &Sheet, head_row: usize, column: usize) -> Vec<Cell> {
    let rows = head_row..sheet.height().min(head_row + SAMPLE);
    let cells = rows.map(|row| sheet.cell(row, column).clone());
    cells.filter(|cell| !cell.look().is_empty()).collect()
}

/// A sheet about one school: at least three of the form's own titles as labels.
fn card(sheet: &Sheet, own: &OwnHeads) -> Option<Layout> {
    if sheet.width() > 12 {
        return None;
    }
    let mut heads = Vec::new();
    let mut samples = Vec::new();
    for row in 0..sheet.height().min(SAMPLE) {
        let cells = sheet.row(row);
        for (column, cell) in cells.cells().enumerate() {
            let CellRef::Text(text) = cell else { continue };
            let head = crate::heads::head(text);
            let right = (column + 1..cells.width())
                .map(|c| cells.cell(c))
                .find(|c| !c.is_empty());
            if own.meaning(&head.key).is_some() {
                heads.push(SheetHead {
                    text: text.to_owned(),
                    head,
                    column,
                });
                samples.push(right.map(CellRef::to_cell).into_iter().collect());
            }
        }
    }
    let rows = heads
        .iter()
        .map(|head| head.column)
        .collect::<std::collections::BTreeSet<_>>();
    let few_columns = rows.len() <= 3 && heads.len() >= 3;
    let score = own.score(heads.iter().map(|head| head.head.key.as_str()));
    (few_columns && score >= 5).then_some(Layout {
        shape: Shape::Cards,
        head_rows: Vec::new(),
        heads,
        samples,
    })
}
