//! Dated values of the law: what held on which day, by which clause.

use std::collections::BTreeMap;

use kernel::{Day, Exact, Text, Unit};
use serde::Deserialize;

use crate::citation::{Basis, Citation, day, optional_day};

/// Which way a value is the stricter one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stricter {
    /// A higher minimum.
    Higher,
    /// A lower maximum.
    Lower,
}

/// Why an overlay replaces a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Because {
    /// The place asks for more.
    Stricter,
    /// A later text holds instead of an earlier one.
    Later,
}

/// A parameter: every value it ever had.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Name inside formulas.
    pub id: String,
    /// What people read.
    pub title: Text,
    /// Unit its values are written in.
    pub unit: Unit,
    /// Which way is stricter.
    pub stricter: Stricter,
    /// For the proofreader.
    pub note: Option<Text>,
    /// Values of the pack itself and of its overlays.
    pub values: Vec<DatedValue>,
}

impl Parameter {
    /// Whether a stage has a value of its own on any day.
    pub(crate) fn differs_at(&self, stage: usize) -> bool {
        let own = |value: &DatedValue| value.by_stage.contains_key(&Some(stage));
        self.values.iter().any(own)
    }
}

/// One value (or one a stage) from a day on.
#[derive(Debug, Clone)]
pub struct DatedValue {
    /// First day.
    pub from: Day,
    /// Last day, if it has ended.
    pub until: Option<Day>,
    /// The value in base units: for every stage (`None`) or for one.
    pub by_stage: BTreeMap<Option<usize>, Exact>,
    /// Switch positions under which alone it holds.
    pub when: BTreeMap<String, String>,
    /// Where it stands.
    pub citation: Citation,
    /// Last day somebody checked that it still holds.
    pub checked: Day,
    /// How it is known.
    pub basis: Basis,
    /// Ids of the sources it was read in.
    pub sources: Vec<String>,
    /// For the proofreader.
    pub note: Option<Text>,
    /// The overlay that brought it and why; none for the pack itself.
    pub overlay: Option<(String, Because)>,
    /// File it stands in, and its place in the list there.
    pub file: (String, usize),
}

impl DatedValue {
    /// True when the value holds on a day under the given switch positions.
    pub fn holds(&self, day: Day, position: &dyn Fn(&str) -> Option<String>) -> bool {
        self.from <= day
            && self.until.is_none_or(|until| day <= until)
            && self
                .when
                .iter()
                .all(|(switch, option)| position(switch).as_ref() == Some(option))
    }

    /// True when some day and profile would have both values.
    pub(crate) fn clashes_with(&self, other: &DatedValue) -> bool {
        let starts_before_end =
            |a: &DatedValue, b: &DatedValue| b.until.is_none_or(|end| a.from <= end);
        let same_days = starts_before_end(self, other) && starts_before_end(other, self);
        let same_profile = self
            .when
            .iter()
            .all(|(switch, option)| other.when.get(switch).is_none_or(|o| o == option));
        let same_stage = self.by_stage.keys().any(|stage| {
            other
                .by_stage
                .keys()
                .any(|o| stage.is_none() || o.is_none() || stage == o)
        });
        same_days && same_profile && same_stage
    }
}

/// A number as packs write it: a string, or a whole number.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Number {
    Whole(i64),
    Text(String),
}

impl Number {
    pub(crate) fn exact(&self) -> Option<Exact> {
        match self {
            Number::Whole(whole) => Some(Exact::from(i128::from(*whole))),
            Number::Text(text) => text.parse().ok(),
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ParameterFile {
    #[serde(default)]
    pub(crate) id: Option<String>,
    #[serde(default)]
    pub(crate) title: Option<Text>,
    #[serde(default)]
    pub(crate) unit: Option<Unit>,
    #[serde(default)]
    pub(crate) stricter: Option<Stricter>,
    #[serde(default)]
    pub(crate) note: Option<Text>,
    #[serde(default)]
    pub(crate) replaces: Option<String>,
    #[serde(default)]
    pub(crate) because: Option<Because>,
    #[serde(rename = "value")]
    pub(crate) values: Vec<ValueFile>,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct ValueFile {
    #[serde(deserialize_with = "day")]
    pub(crate) from: Day,
    #[serde(default, deserialize_with = "optional_day")]
    pub(crate) until: Option<Day>,
    #[serde(default)]
    pub(crate) when: BTreeMap<String, String>,
    pub(crate) document: String,
    pub(crate) clause: String,
    #[serde(deserialize_with = "day")]
    pub(crate) checked: Day,
    pub(crate) basis: Basis,
    #[serde(default)]
    pub(crate) sources: Vec<String>,
    #[serde(default)]
    pub(crate) note: Option<Text>,
    /// `value`, or one key a stage.
    #[serde(flatten)]
    pub(crate) numbers: BTreeMap<String, Number>,
}
