//! A pack: one thing a county is asked to do, as data for every day and profile.

use std::sync::Arc;

use facts::catalogue::{Form, Stage};
use formula::Names;
use kernel::{Exact, Text};
use serde::Deserialize;

use crate::Profile;
use crate::case::Case;
use crate::citation::DocumentRef;
use crate::indicator::Indicator;
use crate::item::{Item, Level};
use crate::parameter::Parameter;
use crate::profile::Switch;
use crate::scope::{Measure, SlotMeaning, Vocabulary};
use crate::sections::Sections;

/// A file of a pack.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path with the pack's folder in front: `quality-balance-2017/pack.toml`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The files of one pack, as the caller found them.
#[derive(Debug, Clone)]
pub struct PackFiles {
    /// The name of its folder.
    pub id: String,
    /// Every TOML file in it.
    pub files: Vec<SourceFile>,
}

/// A group of items, judged together.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// What people read.
    pub title: Text,
    /// What is said of an item that is met, where "met" is not the word: 未发现, not found.
    #[serde(default)]
    pub met: Option<Text>,
    /// What is said of an item that is not met: 已发现, found.
    #[serde(default)]
    pub not_met: Option<Text>,
}

/// When a figure is shown green, amber or red.
#[derive(Debug, Clone)]
pub struct Lamps {
    /// Within this share of the line a figure is amber.
    pub near: Exact,
}

/// A pack, checked: every formula typed, every value dated, every reference resolved.
#[derive(Debug, Clone)]
pub struct Pack {
    /// Its id; with overlays `quality-balance-2017+liaoning`.
    pub id: String,
    /// Its version.
    pub version: String,
    /// What people read.
    pub title: Text,
    /// What it is for.
    pub about: Text,
    /// Ids of the overlays applied, with their titles.
    pub overlays: Vec<(String, Text)>,
    /// Texts it cites.
    pub documents: Vec<DocumentRef>,
    /// Which schools make rows.
    pub sections: Sections,
    /// Indicators, in order.
    pub indicators: Vec<Indicator>,
    /// Items, in the order of judgment.
    pub items: Vec<Item>,
    /// Groups, in the order of judgment.
    pub groups: Vec<Group>,
    /// Bounds of the lamps.
    pub lamps: Lamps,
    /// An inspector's examples.
    pub cases: Vec<Case>,
    /// Mapping files of known workbooks, unread.
    pub maps: Vec<SourceFile>,
    /// Layouts of official tables, unread.
    pub reports: Vec<SourceFile>,
    /// A fingerprint of everything above but the cases, maps and layouts.
    pub hash: String,
    /// Switch positions usual where the overlays apply.
    pub(crate) usual: Vec<(usize, usize)>,
    pub(crate) vocabulary: Vocabulary,
}

impl Pack {
    /// Stages, in order.
    pub fn stages(&self) -> &Arc<[Stage]> {
        &self.vocabulary.stages
    }

    /// The form of a school.
    pub fn school_form(&self) -> &Arc<Form> {
        &self.vocabulary.school
    }

    /// The form of a county, if the pack has one.
    pub fn county_form(&self) -> Option<&Arc<Form>> {
        self.vocabulary.county.as_ref()
    }

    /// The form whose figures formulas of a level ask for.
    pub fn form(&self, level: Level) -> &Form {
        self.vocabulary.form(level).unwrap_or(self.school_form())
    }

    /// What people call what a slot stands for; figures are those of `form`.
    pub fn called(&self, meaning: SlotMeaning, form: &Form) -> Text {
        match meaning {
            SlotMeaning::Figure(column) => form.column_title(column),
            SlotMeaning::Parameter(index, stage) => {
                let parameter = &self.parameters()[index];
                match stage.filter(|stage| parameter.differs_at(*stage)) {
                    None => parameter.title.clone(),
                    Some(stage) => parameter.title.bracketed(&self.stages()[stage].title),
                }
            }
            SlotMeaning::Switch(index) => self.switches()[index].title.clone(),
        }
    }

    /// Both forms.
    pub fn forms(&self) -> Vec<Arc<Form>> {
        std::iter::once(self.school_form())
            .chain(self.county_form())
            .cloned()
            .collect()
    }

    /// Dated values.
    pub fn parameters(&self) -> &[Parameter] {
        &self.vocabulary.parameters
    }

    /// Switches.
    pub fn switches(&self) -> &[Switch] {
        &self.vocabulary.switches
    }

    /// Switch positions usual where the overlays apply.
    pub fn usual(&self) -> Profile {
        let named = |(switch, position): &(usize, usize)| {
            let switch = &self.switches()[*switch];
            (switch.id.clone(), switch.options[*position].id.clone())
        };
        self.usual.iter().map(named).collect()
    }

    /// Named formulas.
    pub fn measures(&self) -> &[Measure] {
        &self.vocabulary.measures
    }

    /// The names that a formula of a level and stage may use, for whoever writes formulas beside the
    /// standard: the layouts of tables.
    pub fn names(&self, level: Level, stage: Option<usize>) -> impl Names + '_ {
        self.vocabulary.scope(level, stage)
    }

    /// A text it cites.
    pub fn document(&self, id: &str) -> Option<&DocumentRef> {
        self.documents.iter().find(|document| document.id == id)
    }

    /// The place of an indicator.
    pub fn indicator(&self, id: &str) -> Option<usize> {
        self.indicators
            .iter()
            .position(|indicator| indicator.id.eq_ignore_ascii_case(id))
    }

    /// The place of a stage, by id or by title.
    pub fn stage(&self, name: &str) -> Option<usize> {
        let called = |stage: &Stage| stage.id == name || stage.title.zh == name;
        self.stages().iter().position(called)
    }
}
