//! Switches for what the sources leave open, and the positions chosen for one run.

use std::collections::BTreeMap;

use kernel::Text;
use serde::Deserialize;

/// A position of a switch.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SwitchOption {
    /// Name inside formulas.
    pub id: String,
    /// What people read.
    pub title: Text,
}

/// What the engine itself asks a switch for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SwitchRole {
    /// How schools weigh in the coefficient of variation: `pupils`, `none`, `sample`.
    CvWeighting,
    /// What the composite column shows: `plain_mean`, `none`.
    Composite,
}

/// A question that the sources answer in more than one way.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Switch {
    /// `profile.<id>` inside formulas.
    pub id: String,
    /// What people read.
    pub title: Text,
    /// Why there is a choice.
    pub why: Text,
    /// The position taken unless the user says otherwise.
    pub default: String,
    /// Whether a report says what the other positions would change.
    #[serde(default)]
    pub show_both: bool,
    /// What the engine asks it for.
    #[serde(default)]
    pub role: Option<SwitchRole>,
    /// For the proofreader.
    #[serde(default)]
    pub note: Option<Text>,
    /// The positions.
    #[serde(rename = "option")]
    pub options: Vec<SwitchOption>,
}

impl Switch {
    /// The place of a position in the list.
    pub fn position(&self, option: &str) -> Option<usize> {
        self.options.iter().position(|known| known.id == option)
    }
}

/// Positions the user chose, by switch; the others stay at their default.
pub type Profile = BTreeMap<String, String>;
