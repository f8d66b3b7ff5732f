//! How does a foreign workbook map onto a form?
//!
//! A mapping file is data (`docs/reference/mapping.md`). Loading one resolves every name in it, so
//! that a mistake is told with its place before any workbook is read.

mod file;
mod load;
mod own;

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::{Text, Unit};
use serde::Deserialize;

use crate::catalogue::{ColumnId, Form};
use crate::heads::Head;
use crate::identity::Identity;
use crate::table::Datum;

pub(crate) use own::{Meaning, OwnHeads, stage_names};

/// How a file is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// One row a school, or a stage of a school.
    Rows,
    /// One sheet a school, labels beside values.
    Cards,
    /// Statistics tables by table code and labels.
    Tables,
}

/// What an empty cell means in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Empty {
    /// Nobody has said.
    #[default]
    NotReported,
    /// None.
    Zero,
    /// The question does not arise.
    NotApplicable,
}

/// What 0 means in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zero {
    /// None.
    #[default]
    Zero,
    /// Nobody has said.
    NotReported,
}

/// The stage a figure belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldStage {
    /// The whole school.
    Whole,
    /// The stage the row is about.
    OfRow,
    /// This stage (index into the pack's stages).
    Fixed(usize),
}

/// Which figure, and how it is read.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Index into the form's fields.
    pub field: usize,
    /// The stage it belongs to.
    pub stage: FieldStage,
    /// Unit in the file, if the map names one.
    pub unit: Option<Unit>,
    /// What an empty cell means.
    pub empty: Empty,
    /// What 0 means.
    pub zero: Zero,
    /// Texts that mean not reported, made comparable.
    pub missing: Vec<String>,
    /// For choices: what the file writes, made comparable, and the option.
    pub values: BTreeMap<String, u16>,
}

impl Rule {
    /// A figure read as the form itself asks for it.
    pub(crate) fn plain(field: usize, stage: FieldStage) -> Rule {
        Rule {
            field,
            stage,
            unit: None,
            empty: Empty::default(),
            zero: Zero::default(),
            missing: Vec::new(),
            values: BTreeMap::new(),
        }
    }
}

/// A column of a file that feeds a figure.
#[derive(Debug, Clone)]
pub struct ColumnRule {
    /// Heads (or labels) whose cells are added up; usually one.
    pub heads: Vec<Named>,
    /// The figure.
    pub rule: Rule,
}

/// A cell of a statistics table that feeds a figure.
#[derive(Debug, Clone)]
pub struct CellRule {
    /// Code of the table.
    pub table: String,
    /// Label of the row.
    pub row: Named,
    /// Head of the column; without one, the value stands right of the label.
    pub column: Option<Named>,
    /// The figure.
    pub rule: Rule,
}

/// A head as the map writes it, and as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// As the map writes it.
    pub text: String,
    /// As it is compared.
    pub head: Head,
}

impl Named {
    /// A head or label.
    pub fn new(text: &str) -> Named {
        Named {
            text: text.to_owned(),
            head: crate::heads::head(text),
        }
    }

    /// The comparable text.
    pub fn key(&self) -> &str {
        &self.head.key
    }
}

/// Where the value of an identity column stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdentityRule {
    /// Under a head; right of a label.
    Head(Named),
    /// Below a label.
    Below(Named),
    /// In a cell of a statistics table.
    Cell {
        /// Code of the table.
        table: String,
        /// Label of the row.
        row: Named,
        /// Head of the column.
        column: Option<Named>,
    },
    /// In the name of the sheet.
    SheetName,
    /// In the rows above the heads: a year.
    Heading,
}

impl IdentityRule {
    /// The head or label it stands under or beside.
    pub fn named(&self) -> Option<&Named> {
        match self {
            IdentityRule::Head(named) | IdentityRule::Below(named) => Some(named),
            _ => None,
        }
    }
}

/// The head that tells which stage a row is about.
#[derive(Debug, Clone)]
pub struct StageRule {
    /// The head.
    pub head: Named,
    /// What the file writes, made comparable, and the stage.
    pub values: BTreeMap<String, usize>,
}

/// Whom every row is about, where the file does not say.
#[derive(Debug, Clone, Default)]
pub struct Fixed {
    /// Identity columns.
    pub identity: BTreeMap<Identity, String>,
    /// Figures: the column of the form and its answer in base units.
    pub figures: Vec<(ColumnId, Datum)>,
}

/// Which file a map is for.
#[derive(Debug, Clone, Default)]
pub struct FileRule {
    /// Names of sheets; empty or `*` = all.
    pub sheets: Vec<String>,
    /// Rows of the heads, from 1; empty = to be found.
    pub header_rows: Vec<u32>,
    /// The map is for a file that has all of these.
    pub recognise: Vec<Named>,
    /// Names of totals rows, made comparable.
    pub totals: Vec<String>,
}

/// A map from files of one kind onto a form.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// Its id.
    pub id: String,
    /// What people read.
    pub title: Text,
    /// The form it feeds.
    pub form: Arc<Form>,
    /// How the file is laid out.
    pub shape: Shape,
    /// Which file it is for.
    pub file: FileRule,
    /// Where the identity columns stand.
    pub identity: BTreeMap<Identity, IdentityRule>,
    /// What holds for every row.
    pub fixed: Fixed,
    /// Which stage a row is about.
    pub stage: Option<StageRule>,
    /// Columns (or labels) that feed figures.
    pub columns: Vec<ColumnRule>,
    /// Cells of statistics tables that feed figures.
    pub cells: Vec<CellRule>,
    /// Heads that are known and not used.
    pub ignore: Vec<Named>,
}

/// Names of totals rows unless a map says others.
pub(crate) const TOTALS: &[&str] = &["合计", "总计", "小计", "总和", "共计", "total", "subtotal"];

impl Mapping {
    /// Every head (or label) the map knows, the ignored ones included.
    pub fn heads(&self) -> impl Iterator<Item = &Named> {
        let columns = self.columns.iter().flat_map(|column| &column.heads);
        let stage = self.stage.iter().map(|stage| &stage.head);
        columns
            .chain(self.identity_heads())
            .chain(stage)
            .chain(&self.ignore)
    }

    fn identity_heads(&self) -> impl Iterator<Item = &Named> {
        self.identity.values().filter_map(IdentityRule::named)
    }

    /// The head or label of an identity column.
    pub fn identity_head(&self, identity: Identity) -> Option<&Named> {
        self.identity.get(&identity).and_then(IdentityRule::named)
    }

    /// Heads that must be there to load anything.
    pub(crate) fn wanted(&self) -> impl Iterator<Item = &Named> {
        let columns = self.columns.iter().flat_map(|column| &column.heads);
        let stage = self.stage.iter().map(|stage| &stage.head);
        columns.chain(self.identity_heads()).chain(stage)
    }

    /// True when texts that the map does not name are nothing to tell of: `*` among the ignored.
    pub(crate) fn ignores_others(&self) -> bool {
        self.ignore.iter().any(|named| named.text == "*")
    }

    /// True when the map reads sheets of this name.
    pub fn reads_sheet(&self, name: &str) -> bool {
        let name = crate::heads::plain(name);
        self.file.sheets.is_empty()
            || self
                .file
                .sheets
                .iter()
                .any(|sheet| sheet == "*" || crate::heads::plain(sheet) == name)
    }
}
