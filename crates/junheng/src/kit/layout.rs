//! Where everything stands in a kit: a row a question, four columns a stage.
//!
//! ```text
//! question | unit | last year, (name), to type, (end) | … a stage | sum | what the checks say
//! ```

use std::collections::HashMap;

use app::returns::Kit;
use facts::catalogue::{ColumnId, Field, Group};
use kernel::column_letters;
use store::returns::Content;

use super::columns;

/// The row of the heads, from 0.
pub(super) const HEADS: u32 = 6;
/// The hidden row of the stamp.
pub(super) const STAMP: u32 = 3;
/// The column of the units; that of the questions is the first.
pub(super) const UNIT: u16 = 1;
/// Columns of a stage: last year's figure, the field's name, the cell to type in, the end.
const BLOCK: u16 = 4;

/// A row under the heads.
pub(super) enum Line<'k> {
    /// A heading of the form.
    Group(&'k Group),
    /// A question, by its place in the form.
    Field(usize, &'k Field),
}

/// Columns that belong to one stage, or to the school as a whole.
pub(super) struct Block {
    /// The stage; none where the form knows none.
    pub(super) stage: Option<usize>,
    /// Shown only where the school has the stage.
    pub(super) shown: bool,
    /// Its first column: last year's.
    pub(super) first: u16,
}

impl Block {
    pub(super) fn last_year(&self) -> u16 {
        self.first
    }

    pub(super) fn name(&self) -> u16 {
        self.first + 1
    }

    pub(super) fn typed(&self) -> u16 {
        self.first + 2
    }

    pub(super) fn end(&self) -> u16 {
        self.first + 3
    }
}

/// The layout of a kit.
pub(super) struct Layout<'k> {
    pub(super) kit: &'k Kit,
    pub(super) blocks: Vec<Block>,
    pub(super) lines: Vec<(u32, Line<'k>)>,
    cells: HashMap<ColumnId, (u32, usize)>,
}

impl<'k> Layout<'k> {
    pub(super) fn new(kit: &'k Kit) -> Layout<'k> {
        let mut layout = Layout {
            kit,
            blocks: blocks(kit),
            lines: Vec::new(),
            cells: HashMap::new(),
        };
        let fields = || kit.form.fields.iter().enumerate();
        let mut row = HEADS + 1;
        for group in &kit.form.groups {
            let own = || fields().filter(|(_, field)| field.group.as_ref() == Some(&group.id));
            if own().next().is_none() {
                continue;
            }
            layout.lines.push((row, Line::Group(group)));
            row += 1;
            for (number, field) in own() {
                layout.lines.push((row, Line::Field(number, field)));
                layout.place(row, number);
                row += 1;
            }
        }
        layout
    }

    /// What is asked of the whole school stands in the first columns that are shown.
    fn place(&mut self, row: u32, field: usize) {
        let form = &self.kit.form;
        for id in columns(form).filter(|id| form.columns[id.0 as usize].field == field) {
            let stage = form.columns[id.0 as usize].stage;
            let block = self.blocks.iter().position(|block| match stage {
                Some(_) => block.stage == stage,
                None => block.shown,
            });
            self.cells.extend(block.map(|block| (id, (row, block))));
        }
    }

    /// The row and the columns of a figure.
    pub(super) fn at(&self, id: ColumnId) -> Option<(u32, &Block)> {
        let (row, block) = self.cells.get(&id)?;
        Some((*row, &self.blocks[*block]))
    }

    /// The cell to type a figure in: `E9`.
    pub(super) fn address(&self, id: ColumnId) -> Option<String> {
        let (row, block) = self.at(id)?;
        Some(address(row, block.typed()))
    }

    /// The figures of a question, in order.
    pub(super) fn figures(&self, field: usize) -> Vec<ColumnId> {
        let form = &self.kit.form;
        let own = |id: &ColumnId| form.columns[id.0 as usize].field == field;
        columns(form).filter(own).collect()
    }

    /// Whether a figure is of a stage that the school does not have.
    pub(super) fn is_absent(&self, id: ColumnId) -> bool {
        let staged = self.kit.form.columns[id.0 as usize].stage.is_some();
        staged && self.at(id).is_some_and(|(_, block)| !block.shown)
    }

    /// The column of the sums.
    pub(super) fn sum(&self) -> u16 {
        UNIT + 1 + BLOCK * self.blocks.len() as u16
    }

    /// The column of what the checks say.
    pub(super) fn said(&self) -> u16 {
        self.sum() + 1
    }

    /// The last row.
    pub(super) fn last(&self) -> u32 {
        self.lines.last().map_or(HEADS, |(row, _)| *row)
    }
}

/// `E9`
pub(super) fn address(row: u32, column: u16) -> String {
    format!("{}{}", column_letters(column), row + 1)
}

fn blocks(kit: &Kit) -> Vec<Block> {
    let form = &kit.form;
    let mut stages: Vec<Option<usize>> = form.columns.iter().map(|own| own.stage).collect();
    stages.retain(Option::is_some);
    stages.sort_unstable();
    stages.dedup();
    if stages.is_empty() {
        stages.push(None);
    }
    let speaks = |content: &Content, stage: Option<usize>| {
        let own = form.columns.iter().filter(|column| column.stage == stage);
        let mut figures = own.filter_map(|column| content.get(&column.name)?.value.as_deref());
        figures.any(|value| value != "0")
    };
    let has =
        |stage: &Option<usize>| speaks(&kit.own.content, *stage) || speaks(&kit.last_year, *stage);
    let nothing_known = !stages.iter().any(has);
    let blocks = (0..).zip(&stages).map(|(at, stage)| Block {
        stage: *stage,
        shown: nothing_known || has(stage),
        first: UNIT + 1 + BLOCK * at,
    });
    blocks.collect()
}
