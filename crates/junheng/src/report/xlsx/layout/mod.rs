//! Which official tables does a pack have, and what goes into each cell?
//!
//! A layout is data of the pack (`reports/*.toml`): titles, heads and columns of each table, and for
//! each figure a county formula, a number of rows, or a number of answers to an item's test. Nothing
//! is written here; a layout that loads can only meet figures that are missing.

mod file;
mod load;

use std::collections::BTreeMap;

use formula::Formula;
use indicators::ItemOutcome;
use kernel::{Text, Unit};
use serde::Deserialize;

pub(super) use load::of;

/// The tables of a pack.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) title: Text,
    pub(super) note: Option<Text>,
    pub(super) tables: Vec<Table>,
}

/// A table: one sheet.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) kind: Kind,
    pub(super) tab: Text,
    pub(super) title: Text,
    pub(super) note: Option<Text>,
    pub(super) columns: Vec<Column>,
    pub(super) lines: Vec<Text>,
    pub(super) rows: Vec<Row>,
    pub(super) heads: BTreeMap<String, Text>,
    pub(super) figures: Figures,
}

/// What a table lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// Figures of the county under heads.
    Figures,
    /// How many rows reach the standard, by stage and indicator.
    Passed,
    /// Every row.
    Rows,
    /// Means and coefficients, by stage and indicator.
    Spreads,
    /// Items with what they rest on.
    Items,
}

/// A column, or a group of them.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) head: Heads,
    pub(super) show: Show,
    /// One a line of the table; lines beyond are filled in by hand.
    pub(super) cells: Vec<Figure>,
}

/// The titles of a head from top to bottom.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Heads {
    pub(super) zh: Vec<String>,
    pub(super) en: Vec<String>,
}

impl Heads {
    pub(super) fn get(&self, lang: kernel::Lang) -> Vec<String> {
        match lang {
            kernel::Lang::Zh => self.zh.clone(),
            kernel::Lang::En => self.en.clone(),
        }
    }
}

/// What a column of a table of rows shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Show {
    /// Its own figures, or what is to be filled in by hand.
    Cells,
    /// The number of the row within its stage.
    Number,
    /// The school.
    Name,
    /// A field of the school's return.
    Field(String),
    /// Every indicator of the school rule.
    Indicators,
    /// The school rule.
    Outcome,
    /// Which indicators are met and which only reach their floor.
    Remark,
    /// The mean of the coefficients.
    Composite,
}

/// A row of a table of items.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) item: usize,
    pub(super) title: Text,
    pub(super) says: Option<Text>,
    pub(super) figures: Figures,
}

/// Figures by the name they have in a text.
pub(super) type Figures = BTreeMap<String, Figure>;

/// A figure of a table.
#[derive(Debug)]
pub(super) struct Figure {
    pub(super) source: Source,
    pub(super) applies: Option<Formula>,
    pub(super) unit: Unit,
    pub(super) digits: u32,
    /// What a value is written as, by its digits.
    pub(super) words: BTreeMap<String, String>,
}

/// Where a figure comes from.
#[derive(Debug)]
pub(super) enum Source {
    /// A formula of the county.
    Formula(Box<Formula>),
    /// How many rows a stage has, of these kinds of school if any are named.
    Rows { stage: usize, kinds: Vec<usize> },
    /// How many answers to a test of the row's item came out so.
    Answers { test: usize, outcome: ItemOutcome },
    /// Nobody reports it.
    ByHand,
}
/// The names in braces of a text.
pub(super) fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}
