//! Which stages of which schools make rows, and how a school's totals are shared between them.

use std::collections::BTreeMap;

use formula::Formula;
use kernel::{Exact, Text};
use serde::Deserialize;

use crate::citation::Citation;
use crate::parameter::Number;

/// A reason for which a section is not a row.
#[derive(Debug, Clone)]
pub struct LeaveOut {
    /// Its id.
    pub id: String,
    /// The condition, by stage; a stage it does not concern has none.
    pub when: Vec<Option<Formula>>,
    /// The reason in words.
    pub reason: Text,
    /// Where it stands.
    pub citation: Citation,
}

/// Weights by which a whole-school total is shared between stages.
#[derive(Debug, Clone)]
pub struct Split {
    /// Stages present (indices, ascending).
    pub stages: Vec<usize>,
    /// Weight of a pupil of each of them.
    pub weights: Vec<Exact>,
    /// What people read: 九年一贯制学校 1:1.1.
    pub title: Text,
    /// Where it stands.
    pub citation: Citation,
}

/// How campuses that are not schools of their own are treated.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Campus {
    /// The choice field with options `yes` and `no`.
    pub counted: String,
    /// School kinds that stay on their own whatever it says.
    #[serde(default)]
    pub except: Vec<String>,
}

/// The rules that make rows of schools.
#[derive(Debug, Clone)]
pub struct Sections {
    /// The choice field that tells the school kind, if the forms have one.
    pub kind: Option<String>,
    /// The staged field that counts pupils.
    pub pupils: String,
    /// Stages by option of the kind field.
    pub kinds: Vec<Vec<usize>>,
    /// Reasons to leave a section out, in order.
    pub leave_out: Vec<LeaveOut>,
    /// Weights by stages present.
    pub splits: Vec<Split>,
    /// Treatment of campuses.
    pub campus: Option<Campus>,
}

impl Sections {
    /// The weights for a set of stages (ascending), if the sources give them.
    pub fn split(&self, stages: &[usize]) -> Option<&Split> {
        self.splits.iter().find(|split| split.stages == stages)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SectionsFile {
    #[serde(default)]
    pub(crate) kind: Option<String>,
    pub(crate) pupils: String,
    #[serde(default)]
    pub(crate) kinds: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(crate) leave_out: Vec<LeaveOutFile>,
    #[serde(default, rename = "split")]
    pub(crate) splits: Vec<SplitFile>,
    #[serde(default)]
    pub(crate) campus: Option<Campus>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeaveOutFile {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) stages: Vec<String>,
    pub(crate) when: String,
    pub(crate) reason: Text,
    pub(crate) document: String,
    #[serde(default)]
    pub(crate) clause: String,
    #[serde(default)]
    #[expect(dead_code, reason = "for the proofreader of the file")]
    pub(crate) note: Option<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SplitFile {
    pub(crate) stages: Vec<String>,
    pub(crate) weights: BTreeMap<String, Number>,
    pub(crate) title: Text,
    #[serde(default)]
    pub(crate) document: String,
    #[serde(default)]
    pub(crate) clause: String,
    #[serde(default)]
    #[expect(dead_code, reason = "for the proofreader of the file")]
    pub(crate) note: Option<Text>,
}
