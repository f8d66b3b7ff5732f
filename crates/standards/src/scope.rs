//! What names mean inside a pack's formulas, and where their values are kept.

use std::sync::Arc;

use facts::catalogue::{ColumnId, Form, FormNames, Stage};
use formula::{Formula, Names, Slot, Symbol, Type};
use kernel::{Text, Unit};

use crate::item::Level;
use crate::parameter::Parameter;
use crate::profile::Switch;

const PARAMETERS: u32 = 1 << 20;
const SWITCHES: u32 = 1 << 28;

/// What stands behind a slot of a standard's formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotMeaning {
    /// A figure of the row's form.
    Figure(ColumnId),
    /// A parameter (index), for a stage or for all.
    Parameter(usize, Option<usize>),
    /// A switch (index).
    Switch(usize),
}

impl SlotMeaning {
    /// Reads a slot; `stages` is the number of stages of the pack.
    pub fn of(slot: Slot, stages: usize) -> SlotMeaning {
        if slot.0 >= SWITCHES {
            return SlotMeaning::Switch((slot.0 - SWITCHES) as usize);
        }
        if slot.0 < PARAMETERS {
            return SlotMeaning::Figure(ColumnId(slot.0));
        }
        let at = (slot.0 - PARAMETERS) as usize;
        SlotMeaning::Parameter(at / (stages + 1), (at % (stages + 1)).checked_sub(1))
    }

    pub(crate) fn slot(self, stages: usize) -> Slot {
        match self {
            SlotMeaning::Figure(column) => Slot(column.0),
            SlotMeaning::Parameter(index, stage) => {
                let place = index * (stages + 1) + stage.map_or(0, |stage| stage + 1);
                Slot(PARAMETERS + place as u32)
            }
            SlotMeaning::Switch(index) => Slot(SWITCHES + index as u32),
        }
    }
}

/// A named formula that several others use.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Its name.
    pub id: String,
    /// What people read.
    pub title: Text,
    /// Unit it is shown in.
    pub unit: Unit,
    /// Which names it uses, and which formulas may use it.
    pub level: Level,
    /// The formula: by stage for sections, else one at index 0.
    pub formulas: Vec<Arc<Formula>>,
}

impl Measure {
    fn formula(&self, stage: Option<usize>) -> Option<&Arc<Formula>> {
        match self.level {
            Level::Section => self.formulas.get(stage?),
            _ => self.formulas.first(),
        }
    }
}

/// Everything a pack's formulas may name.
#[derive(Debug, Clone)]
pub(crate) struct Vocabulary {
    pub(crate) stages: Arc<[Stage]>,
    pub(crate) school: Arc<Form>,
    pub(crate) county: Option<Arc<Form>>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) switches: Vec<Switch>,
    pub(crate) measures: Vec<Measure>,
}

impl Vocabulary {
    pub(crate) fn scope(&self, level: Level, stage: Option<usize>) -> Scope<'_> {
        let members = (level == Level::County).then(|| Box::new(self.scope(Level::School, None)));
        Scope {
            vocabulary: self,
            level,
            stage,
            members,
        }
    }

    pub(crate) fn form(&self, level: Level) -> Option<&Form> {
        match level {
            Level::County => self.county.as_deref(),
            _ => Some(&self.school),
        }
    }

    pub(crate) fn parameter(&self, id: &str) -> Option<usize> {
        self.parameters
            .iter()
            .position(|parameter| parameter.id == id)
    }

    fn held(&self, meaning: SlotMeaning, kind: Type) -> Symbol {
        Symbol::Held(meaning.slot(self.stages.len()), kind)
    }

    fn look_up_parameter(&self, name: &str, stage: Option<usize>) -> Option<Symbol> {
        let (id, named) = match name.split_once('.') {
            Some((id, stage)) => (
                id,
                Some(self.stages.iter().position(|known| known.id == stage)?),
            ),
            None => (name, None),
        };
        let index = self.parameter(id)?;
        let parameter = &self.parameters[index];
        let stage = named.or(stage);
        let answers = |value: &crate::DatedValue| {
            value.by_stage.contains_key(&None) || value.by_stage.contains_key(&stage)
        };
        let kind = Type::Quantity(parameter.unit.dimension());
        parameter
            .values
            .iter()
            .any(answers)
            .then(|| self.held(SlotMeaning::Parameter(index, stage), kind))
    }

    fn look_up_switch(&self, name: &str) -> Option<Symbol> {
        let id = name.strip_prefix("profile.")?;
        let index = self.switches.iter().position(|switch| switch.id == id)?;
        let options = self.switches[index]
            .options
            .iter()
            .map(|option| option.id.clone());
        Some(self.held(SlotMeaning::Switch(index), Type::Choice(options.collect())))
    }
}

/// The names that formulas of one level and stage may use.
pub(crate) struct Scope<'a> {
    vocabulary: &'a Vocabulary,
    level: Level,
    stage: Option<usize>,
    members: Option<Box<Scope<'a>>>,
}

impl Scope<'_> {
    fn look_up_measure(&self, name: &str) -> Option<Symbol> {
        let measure = self
            .vocabulary
            .measures
            .iter()
            .find(|measure| measure.id == name)?;
        let in_reach = measure.level == self.level
            || (measure.level == Level::School && self.level == Level::Section);
        let formula = in_reach.then(|| measure.formula(self.stage)).flatten()?;
        Some(Symbol::Measure(formula.clone()))
    }
}

impl Names for Scope<'_> {
    fn lookup(&self, name: &str) -> Option<Symbol> {
        let words = self.vocabulary;
        let form = words.form(self.level);
        form.and_then(|form| {
            FormNames {
                form,
                stage: self.stage,
            }
            .lookup(name)
        })
        .or_else(|| self.look_up_measure(name))
        .or_else(|| words.look_up_parameter(name, self.stage))
        .or_else(|| words.look_up_switch(name))
    }

    fn all(&self) -> Vec<String> {
        let words = self.vocabulary;
        let mut all = Vec::new();
        if let Some(form) = words.form(self.level) {
            all.extend(
                FormNames {
                    form,
                    stage: self.stage,
                }
                .all(),
            );
        }
        all.extend(words.measures.iter().map(|measure| measure.id.clone()));
        all.extend(
            words
                .parameters
                .iter()
                .map(|parameter| parameter.id.clone()),
        );
        all.extend(
            words
                .switches
                .iter()
                .map(|switch| format!("profile.{}", switch.id)),
        );
        all.sort();
        all.dedup();
        all
    }

    fn members(&self) -> Option<&dyn Names> {
        self.members.as_deref().map(|scope| scope as &dyn Names)
    }
}
