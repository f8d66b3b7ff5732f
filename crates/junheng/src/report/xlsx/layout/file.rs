//! A layout as it is written.

use std::collections::BTreeMap;

use indicators::ItemOutcome;
use kernel::{Text, Unit};
use serde::Deserialize;

use super::{Heads, Kind};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LayoutFile {
    #[serde(rename = "id")]
    pub(super) _id: String,
    pub(super) title: Text,
    #[serde(rename = "document")]
    pub(super) _document: String,
    #[serde(default)]
    pub(super) note: Option<Text>,
    #[serde(rename = "table")]
    pub(super) tables: Vec<TableFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableFile {
    pub(super) kind: Kind,
    pub(super) tab: Text,
    pub(super) title: Text,
    #[serde(default)]
    pub(super) note: Option<Text>,
    #[serde(default, rename = "column")]
    pub(super) columns: Vec<ColumnFile>,
    #[serde(default)]
    pub(super) lines: Vec<Text>,
    #[serde(default, rename = "row")]
    pub(super) rows: Vec<RowFile>,
    #[serde(default)]
    pub(super) heads: BTreeMap<String, Text>,
    #[serde(default)]
    pub(super) figures: BTreeMap<String, FigureFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnFile {
    #[serde(default)]
    pub(super) head: Heads,
    #[serde(default)]
    pub(super) show: Option<String>,
    #[serde(default)]
    pub(super) field: Option<String>,
    #[serde(default)]
    pub(super) cells: Vec<FigureFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowFile {
    pub(super) item: String,
    pub(super) title: Text,
    #[serde(default)]
    pub(super) says: Option<Text>,
    #[serde(default)]
    pub(super) figures: BTreeMap<String, FigureFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FigureFile {
    #[serde(default)]
    pub(super) formula: Option<String>,
    #[serde(default)]
    pub(super) applies: Option<String>,
    #[serde(default = "Unit::none")]
    pub(super) unit: Unit,
    #[serde(default)]
    pub(super) digits: u32,
    #[serde(default)]
    pub(super) words: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) rows: Option<RowsFile>,
    #[serde(default)]
    pub(super) test: Option<String>,
    #[serde(default)]
    pub(super) outcome: Option<ItemOutcome>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowsFile {
    pub(super) stage: String,
    #[serde(default)]
    pub(super) kinds: Vec<String>,
}
