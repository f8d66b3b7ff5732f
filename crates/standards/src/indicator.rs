//! An indicator of a section: an amount per pupil, its line, its floor, its spread.

use std::collections::BTreeMap;

use formula::Formula;
use kernel::{Exact, Text, Unit};
use serde::Deserialize;

use crate::citation::Citation;
use crate::parameter::Number;

/// Which side of the limit is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sense {
    /// The value must not be below the limit.
    AtLeast,
    /// The value must not be above it.
    AtMost,
}

impl Sense {
    /// True when `value` is on the good side of `limit`, the limit itself included.
    pub fn met(self, value: &Exact, limit: &Exact) -> bool {
        match self {
            Sense::AtLeast => value >= limit,
            Sense::AtMost => value <= limit,
        }
    }
}

/// What a missing figure does to an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum MissingRule {
    /// The section and the county cannot be decided.
    #[default]
    CannotDecide,
    /// The section leaves the mean and the CV, and is named.
    LeaveOut,
}

/// The coefficient of variation an indicator is held to.
#[derive(Debug, Clone)]
pub struct SpreadRule {
    /// The parameter that limits it, if any.
    pub limit: Option<usize>,
    /// Decimals printed.
    pub digits: u32,
}

/// What closing a gap would buy.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GapRule {
    /// Teachers, m², yuan, rooms.
    pub buy: Text,
    /// Unit it is bought in.
    pub unit: Unit,
    /// The smallest amount one can buy.
    pub step: Exact,
}

/// An indicator.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// `R1` … `R7`.
    pub id: String,
    /// What people read.
    pub title: Text,
    /// For the head of a table.
    pub short: Text,
    /// Unit the value is shown in.
    pub unit: Unit,
    /// Decimals printed.
    pub digits: u32,
    /// Which side of the limit is good.
    pub sense: Sense,
    /// The amount, by stage.
    pub amount: Vec<Option<Formula>>,
    /// The denominator, by stage.
    pub per: Vec<Option<Formula>>,
    /// Whether the amount is a whole-school total to be shared between the stages.
    pub shared: bool,
    /// The parameter that is its line.
    pub limit: Option<usize>,
    /// The parameter that says what share of the limit is the floor.
    pub floor: Option<usize>,
    /// What a missing figure does.
    pub missing: MissingRule,
    /// The spread between schools, if it is looked at.
    pub spread: Option<SpreadRule>,
    /// What closing a gap would buy.
    pub gap: Option<GapRule>,
    /// Where it stands.
    pub citation: Citation,
    /// For the proofreader.
    pub note: Option<Text>,
    /// The file it stands in.
    pub file: String,
}

/// A text for every stage, or one a stage.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Staged {
    Every(String),
    ByStage(BTreeMap<String, String>),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IndicatorFile {
    pub(crate) id: String,
    pub(crate) order: u32,
    pub(crate) title: Text,
    #[serde(default)]
    pub(crate) short: Option<Text>,
    pub(crate) unit: Unit,
    pub(crate) digits: u32,
    pub(crate) sense: Sense,
    pub(crate) amount: Staged,
    #[serde(default)]
    pub(crate) shared: bool,
    pub(crate) per: Staged,
    #[serde(default)]
    pub(crate) limit: Option<String>,
    #[serde(default)]
    pub(crate) floor: Option<String>,
    #[serde(default)]
    pub(crate) missing: MissingRule,
    pub(crate) document: String,
    #[serde(default)]
    pub(crate) clause: String,
    #[serde(default)]
    pub(crate) note: Option<Text>,
    #[serde(default)]
    pub(crate) spread: Option<SpreadFile>,
    #[serde(default)]
    pub(crate) gap: Option<GapFile>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpreadFile {
    #[serde(default)]
    pub(crate) limit: Option<String>,
    pub(crate) digits: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GapFile {
    pub(crate) buy: Text,
    pub(crate) unit: Unit,
    pub(crate) step: Number,
}
