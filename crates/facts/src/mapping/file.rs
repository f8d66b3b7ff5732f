//! The mapping file as it is written.

use std::collections::BTreeMap;

use kernel::Text;
use serde::Deserialize;

use super::{Empty, Shape, Zero};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MappingFile {
    pub(super) id: String,
    pub(super) form: String,
    pub(super) title: Text,
    pub(super) shape: Shape,
    #[serde(default)]
    pub(super) file: FilePart,
    #[serde(default)]
    pub(super) identity: BTreeMap<String, IdentityPart>,
    #[serde(default)]
    pub(super) fixed: BTreeMap<String, toml::Value>,
    #[serde(default)]
    pub(super) stage: Option<StagePart>,
    #[serde(default, rename = "column")]
    pub(super) columns: Vec<Part>,
    #[serde(default, rename = "cell")]
    pub(super) cells: Vec<Part>,
    #[serde(default, rename = "ignore")]
    pub(super) ignore: Vec<IgnorePart>,
}

/// Where an identity value stands: beside a head or label, or elsewhere.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum IdentityPart {
    Head(String),
    Elsewhere(ElsewherePart),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ElsewherePart {
    #[serde(default)]
    pub(super) label: Option<String>,
    #[serde(default)]
    pub(super) at: Option<At>,
    #[serde(default)]
    pub(super) table: Option<String>,
    #[serde(default)]
    pub(super) row: Option<String>,
    #[serde(default)]
    pub(super) column: Option<String>,
}

/// Where a value stands, seen from its label.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum At {
    Right,
    Below,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct FilePart {
    #[serde(default)]
    pub(super) sheets: Vec<String>,
    #[serde(default)]
    pub(super) header_rows: Vec<u32>,
    #[serde(default)]
    pub(super) recognise: Vec<String>,
    #[serde(default)]
    pub(super) totals: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StagePart {
    pub(super) head: String,
    pub(super) values: BTreeMap<String, String>,
}

/// A column or a table cell: what of a file feeds which figure.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    #[serde(default)]
    pub(super) head: Option<String>,
    #[serde(default)]
    pub(super) heads: Vec<String>,
    #[serde(default)]
    pub(super) table: Option<String>,
    #[serde(default)]
    pub(super) row: Option<String>,
    #[serde(default)]
    pub(super) column: Option<String>,
    pub(super) field: String,
    #[serde(default)]
    pub(super) unit: Option<String>,
    #[serde(default)]
    pub(super) empty: Empty,
    #[serde(default)]
    pub(super) zero: Zero,
    #[serde(default)]
    pub(super) missing: Vec<String>,
    #[serde(default)]
    pub(super) values: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IgnorePart {
    #[serde(default)]
    pub(super) head: Option<String>,
    #[serde(default)]
    pub(super) heads: Vec<String>,
    /// For the reader of the map.
    #[serde(default)]
    #[allow(dead_code)]
    pub(super) why: Option<Text>,
}
