//! The assessed items: government guarantee, education quality, recognition, vetoes, preconditions.

use formula::Formula;
use kernel::{Text, Unit};
use serde::Deserialize;

use crate::citation::Citation;
use crate::indicator::{GapFile, GapRule, Staged};

/// Of whom an item asks something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Of the county as a whole.
    County,
    /// Of every school.
    School,
    /// Of every section.
    Section,
}

/// What a test rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum TestBasis {
    /// On figures: a missing one is "cannot decide".
    #[default]
    Figures,
    /// On what an inspector has seen: a missing answer is "needs evidence".
    Evidence,
}

/// A condition bound to a stage, or to none.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The stage (index), for section tests.
    pub stage: Option<usize>,
    /// Where it applies; everywhere, if absent.
    pub applies: Option<Formula>,
    /// What must hold.
    pub require: Formula,
    /// The two sides, when it is one comparison of numbers: have, sign, need.
    pub sides: Option<(Formula, &'static str, Formula)>,
}

/// One test of an item.
#[derive(Debug, Clone)]
pub struct Test {
    /// Its id within the item.
    pub id: String,
    /// What people read.
    pub title: Text,
    /// What it rests on.
    pub basis: TestBasis,
    /// Unit the sides are shown in.
    pub unit: Option<Unit>,
    /// Decimals printed.
    pub digits: Option<u32>,
    /// What closing a gap would buy.
    pub gap: Option<GapRule>,
    /// The condition: once, or once a stage.
    pub rules: Vec<Rule>,
    /// For the proofreader.
    pub note: Option<Text>,
}

/// The rule by which a section passes.
#[derive(Debug, Clone)]
pub struct SchoolRule {
    /// Its indicators (indices).
    pub indicators: Vec<usize>,
    /// How many must be met; each of the others must reach its floor.
    pub at_least: usize,
}

/// How an item is decided.
#[derive(Debug, Clone)]
pub enum ItemKind {
    /// By tests, all of which must hold.
    Tests(Vec<Test>),
    /// Every section passes the school rule.
    Schools(SchoolRule),
    /// Every coefficient of variation is within its limit.
    Spread,
    /// The mean of the coefficients is within a limit, or only shown when there is none.
    Composite {
        /// The parameter that limits it.
        limit: Option<usize>,
    },
}

/// An assessed item.
#[derive(Debug, Clone)]
pub struct Item {
    /// `G3`, `Q1`, `V2`, `schools`.
    pub id: String,
    /// Its group (index).
    pub group: usize,
    /// What people read.
    pub title: Text,
    /// Of whom it asks something.
    pub level: Level,
    /// How it is decided.
    pub kind: ItemKind,
    /// What an inspector looks for.
    pub evidence: Option<Text>,
    /// Where it stands.
    pub citation: Citation,
    /// For the proofreader.
    pub note: Option<Text>,
    /// The overlay that brought it.
    pub overlay: Option<String>,
    /// The file it stands in.
    pub file: String,
}

impl Item {
    /// Its tests; none for items the engine builds from the indicators.
    pub fn tests(&self) -> &[Test] {
        match &self.kind {
            ItemKind::Tests(tests) => tests,
            _ => &[],
        }
    }

    /// False for a composite without a limit, which is only shown.
    pub fn judged(&self) -> bool {
        !matches!(self.kind, ItemKind::Composite { limit: None })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub(crate) enum KindFile {
    #[default]
    Tests,
    Schools,
    Spread,
    Composite,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ItemFile {
    pub(crate) id: String,
    pub(crate) group: String,
    pub(crate) order: u32,
    pub(crate) title: Text,
    pub(crate) document: String,
    #[serde(default)]
    pub(crate) clause: String,
    #[serde(default)]
    pub(crate) level: Option<Level>,
    #[serde(default)]
    pub(crate) kind: KindFile,
    #[serde(default)]
    pub(crate) limit: Option<String>,
    #[serde(default)]
    pub(crate) note: Option<Text>,
    #[serde(default)]
    pub(crate) rule: Option<RuleFile>,
    #[serde(default, rename = "test")]
    pub(crate) tests: Vec<TestFile>,
    #[serde(default)]
    pub(crate) evidence: Option<EvidenceFile>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleFile {
    pub(crate) indicators: Vec<String>,
    pub(crate) at_least: usize,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TestFile {
    pub(crate) id: String,
    pub(crate) title: Text,
    #[serde(default)]
    pub(crate) stages: Vec<String>,
    #[serde(default)]
    pub(crate) applies: Option<String>,
    pub(crate) require: Staged,
    #[serde(default)]
    pub(crate) unit: Option<Unit>,
    #[serde(default)]
    pub(crate) digits: Option<u32>,
    #[serde(default)]
    pub(crate) basis: TestBasis,
    #[serde(default)]
    pub(crate) gap: Option<GapFile>,
    #[serde(default)]
    pub(crate) note: Option<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EvidenceFile {
    pub(crate) needed: Text,
}
