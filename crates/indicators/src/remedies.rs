//! Which figure of a return would close a gap by itself, and how much more or less would it be?
//!
//! Nothing is guessed from the shape of a formula: each figure it uses is moved by what is lacking,
//! and counts only if the engine then finds the line reached.

use formula::{Explanation, Row, Slot, Step, Value};
use kernel::{Exact, Gap};
use standards::SlotMeaning;

use crate::assess::Section;
use crate::county::{County, SchoolRow};
use crate::figure::Standing;

/// A figure of a school's return that would close a gap by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// The column of the form: `teaching_area`, `teachers_pe.primary`.
    pub field: String,
    /// What is to be added to it, in its own unit; less than nothing where it has to shrink.
    pub add: Exact,
}

/// A school of which one figure is another.
struct Moved<'c> {
    row: SchoolRow<'c>,
    slot: Slot,
    value: Value,
}

impl Row for Moved<'_> {
    fn get(&self, slot: Slot) -> Value {
        if slot == self.slot {
            self.value.clone()
        } else {
            self.row.get(slot)
        }
    }
}

impl County<'_> {
    /// The figures that would close the gap of an indicator of a section, each by itself.
    pub fn remedies(&self, section: &Section, gap: &Gap) -> Vec<Remedy> {
        let Some(indicator) = self.standard.pack.indicator(&gap.item) else {
            return Vec::new();
        };
        let own = &self.standard.pack.indicators[indicator];
        let (amount, per) = (&own.amount[section.stage], &own.per[section.stage]);
        let (Some(amount), Some(per)) = (amount, per) else {
            return Vec::new();
        };
        let row = self.school_row(&self.schools[section.school]);
        // Fewer pupils would close most gaps; that is nothing to propose.
        let counted = used(&per.explain(&row));
        let mut slots = used(&amount.explain(&row));
        slots.retain(|slot| !counted.contains(slot));
        let lack = gap.unit.keep(&gap.to_limit);
        let steps = [lack.clone(), Exact::ZERO - lack];
        let tries = slots
            .iter()
            .flat_map(|slot| steps.iter().map(|step| (*slot, step)));
        tries
            .filter_map(|(slot, step)| self.remedy(section, indicator, slot, step))
            .collect()
    }

    fn remedy(
        &self,
        section: &Section,
        indicator: usize,
        slot: Slot,
        step: &Exact,
    ) -> Option<Remedy> {
        let SlotMeaning::Figure(column) = self.standard.meaning(slot) else {
            return None;
        };
        let school = &self.schools[section.school];
        let row = self.school_row(school);
        let moved = row.get(slot).number().ok()?.clone() + step.clone();
        if moved.is_negative() {
            return None;
        }
        let row = Moved {
            row,
            slot,
            value: Value::Number(moved),
        };
        let form = &self.facts.schools.form;
        let remedy = Remedy {
            field: form.columns[column.0 as usize].name.clone(),
            add: form.field_of(column).unit.show(step),
        };
        let standing = self.standing_of(indicator, school, section.stage, &row);
        (standing == Standing::Met).then_some(remedy)
    }
}

/// The names whose values a formula took, once each.
fn used(node: &Explanation) -> Vec<Slot> {
    let own = match &node.step {
        Step::Held { slot, .. } => Some(*slot),
        _ => None,
    };
    let below = node.parts.iter().flat_map(used);
    let mut slots: Vec<Slot> = own.into_iter().chain(below).collect();
    slots.sort_unstable();
    slots.dedup();
    slots
}
