//! A pack on one day under one profile: every value chosen.

use std::fmt;
use std::sync::Arc;

use formula::{Slot, Value};
use kernel::{Day, Exact, Missing};

use crate::pack::Pack;
use crate::parameter::DatedValue;
use crate::profile::{Profile, SwitchRole};
use crate::scope::SlotMeaning;

/// How schools weigh in a coefficient of variation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weighting {
    /// By their pupils, about the county's total over its pupils: the method of the 2012 text.
    Pupils,
    /// All alike, about the mean of the schools' values; population deviation.
    None,
    /// The same with the sample deviation (n − 1).
    Sample,
}

/// The value of a parameter on the day.
#[derive(Debug, Clone, Copy)]
pub struct ParameterValue<'a> {
    /// In base units.
    pub value: &'a Exact,
    /// The dated entry it comes from.
    pub entry: &'a DatedValue,
}

/// The user asked for a switch or a position that the pack does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileError {
    /// What was written.
    pub written: String,
    /// What could have been.
    pub known: Vec<String>,
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not one of {}",
            self.written,
            self.known.join(", ")
        )
    }
}

impl std::error::Error for ProfileError {}

/// What holds on one day under one profile.
#[derive(Debug, Clone)]
pub struct Standard {
    /// The pack.
    pub pack: Arc<Pack>,
    /// The day.
    pub day: Day,
    /// The position of every switch (index of its option).
    pub positions: Vec<usize>,
    /// By parameter and stage: the dated entry that holds (index) and its value.
    values: Vec<Option<(usize, Exact)>>,
}

impl Pack {
    /// Chooses what holds on `day` under `profile`.
    pub fn on(self: &Arc<Self>, day: Day, profile: &Profile) -> Result<Standard, ProfileError> {
        let positions = self.positions(profile)?;
        let mut standard = Standard {
            pack: self.clone(),
            day,
            positions,
            values: Vec::new(),
        };
        let stages = self.stages().len();
        for parameter in self.parameters() {
            for stage in std::iter::once(None).chain((0..stages).map(Some)) {
                standard
                    .values
                    .push(standard.choose(&parameter.values, stage));
            }
        }
        Ok(standard)
    }

    fn positions(&self, profile: &Profile) -> Result<Vec<usize>, ProfileError> {
        let mut positions: Vec<usize> = self
            .switches()
            .iter()
            .map(|switch| switch.position(&switch.default).unwrap_or(0))
            .collect();
        for (switch, position) in &self.usual {
            positions[*switch] = *position;
        }
        for (id, option) in profile {
            let ids = || {
                self.switches()
                    .iter()
                    .map(|switch| switch.id.clone())
                    .collect()
            };
            let at = self
                .switches()
                .iter()
                .position(|switch| switch.id == *id)
                .ok_or_else(|| ProfileError {
                    written: id.clone(),
                    known: ids(),
                })?;
            let switch = &self.switches()[at];
            let options = || {
                switch
                    .options
                    .iter()
                    .map(|o| format!("{id}={}", o.id))
                    .collect()
            };
            positions[at] = switch.position(option).ok_or_else(|| ProfileError {
                written: format!("{id}={option}"),
                known: options(),
            })?;
        }
        Ok(positions)
    }
}

impl Standard {
    /// The entry of an overlay wins over the pack's own; loading made sure that no two of either
    /// hold at once.
    fn choose(&self, values: &[DatedValue], stage: Option<usize>) -> Option<(usize, Exact)> {
        let position = |switch: &str| self.position(switch).map(str::to_owned);
        let answer = |value: &DatedValue| {
            value
                .by_stage
                .get(&stage)
                .or_else(|| value.by_stage.get(&None))
                .cloned()
        };
        let holding = || {
            let held = values
                .iter()
                .enumerate()
                .filter(|(_, value)| value.holds(self.day, &position));
            held.filter_map(|(i, value)| Some((i, answer(value)?)))
        };
        holding()
            .find(|(i, _)| values[*i].overlay.is_some())
            .or_else(|| holding().next())
    }

    /// The position of a switch, by id.
    pub fn position(&self, switch: &str) -> Option<&str> {
        let at = self
            .pack
            .switches()
            .iter()
            .position(|known| known.id == switch)?;
        Some(&self.pack.switches()[at].options[self.positions[at]].id)
    }

    /// The same standard with one switch elsewhere.
    pub fn with_position(&self, switch: usize, position: usize) -> Standard {
        let mut profile: Profile = self.profile();
        let changed = &self.pack.switches()[switch];
        profile.insert(changed.id.clone(), changed.options[position].id.clone());
        self.pack
            .on(self.day, &profile)
            .unwrap_or_else(|_| self.clone())
    }

    /// Every switch with its position.
    pub fn profile(&self) -> Profile {
        let switches = self.pack.switches().iter().zip(&self.positions);
        switches
            .map(|(switch, at)| (switch.id.clone(), switch.options[*at].id.clone()))
            .collect()
    }

    fn role(&self, role: SwitchRole) -> Option<&str> {
        let switch = self
            .pack
            .switches()
            .iter()
            .find(|switch| switch.role == Some(role))?;
        self.position(&switch.id)
    }

    /// How schools weigh in the coefficient of variation.
    pub fn weighting(&self) -> Weighting {
        match self.role(SwitchRole::CvWeighting) {
            Some("none") => Weighting::None,
            Some("sample") => Weighting::Sample,
            _ => Weighting::Pupils,
        }
    }

    /// Whether the mean of the coefficients is shown.
    pub fn shows_composite(&self) -> bool {
        self.role(SwitchRole::Composite) != Some("none")
    }

    /// The value of a parameter (index) for a stage.
    pub fn parameter(&self, index: usize, stage: Option<usize>) -> Option<ParameterValue<'_>> {
        let stages = self.pack.stages().len();
        let place = index * (stages + 1) + stage.map_or(0, |stage| stage + 1);
        let (entry, value) = self.values.get(place)?.as_ref()?;
        Some(ParameterValue {
            value,
            entry: &self.pack.parameters()[index].values[*entry],
        })
    }

    /// What a slot stands for.
    pub fn meaning(&self, slot: Slot) -> SlotMeaning {
        SlotMeaning::of(slot, self.pack.stages().len())
    }

    /// The value of a slot that does not belong to the row.
    pub fn value(&self, meaning: SlotMeaning) -> Value {
        match meaning {
            SlotMeaning::Figure(_) => Value::Missing(Missing::NotReported),
            SlotMeaning::Switch(index) => Value::Choice(self.positions[index] as u16),
            SlotMeaning::Parameter(index, stage) => match self.parameter(index, stage) {
                Some(held) => Value::Number(held.value.clone()),
                None => Value::Missing(Missing::NotInForce),
            },
        }
    }

    /// A fingerprint of the pack and the profile; with the day and the facts' hash it names a result.
    pub fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.pack.hash.as_bytes());
        for position in &self.positions {
            hasher.update(&[*position as u8]);
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }
}
