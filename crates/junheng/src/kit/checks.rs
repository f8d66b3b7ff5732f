//! The checks of a form as formulas of the workbook, each beside the first figure it looks at.

use std::collections::BTreeMap;

use facts::catalogue::{Check, CheckRule, ColumnId, FieldKind};
use formula::{Cells, Row, Slot, Value};
use kernel::{Exact, Missing};

use super::layout::Layout;
use super::sign;
use crate::words::Words;

/// A cell holds no longer formula.
const LONGEST: usize = 8_000;

/// What the checks say in a row: the formula, and what it comes to now.
#[derive(Default)]
pub(super) struct Said {
    pub(super) formula: String,
    pub(super) now: String,
}

/// By row, what the checks say there.
pub(super) fn said(words: &Words, layout: &Layout<'_>) -> BTreeMap<u32, Said> {
    let mut rows: BTreeMap<u32, Said> = BTreeMap::new();
    for check in &layout.kit.form.checks {
        for rule in &check.rules {
            let Some((row, formula, text)) = rule_said(words, layout, check, rule) else {
                continue;
            };
            let said = rows.entry(row).or_default();
            if said.formula.len() + formula.len() > LONGEST {
                continue;
            }
            if !said.formula.is_empty() {
                said.formula.push('&');
            }
            said.formula.push_str(&formula);
            if is_breached(layout, rule) {
                said.now.push_str(&text);
            }
        }
    }
    rows
}

fn rule_said(
    words: &Words,
    layout: &Layout<'_>,
    check: &Check,
    rule: &CheckRule,
) -> Option<(u32, String, String)> {
    let asked = |formula: &formula::Formula| formula.slots().into_iter();
    let mut slots: Vec<Slot> = asked(&rule.require).collect();
    slots.extend(rule.applies.iter().flat_map(asked));
    if rule.stage.is_some() && slots.iter().all(|slot| layout.is_absent(ColumnId(slot.0))) {
        return None;
    }
    let (row, _) = layout.at(ColumnId(slots.first()?.0))?;
    let require = rule.require.in_cells(layout)?;
    let applies = match &rule.applies {
        Some(applies) => applies.in_cells(layout)?,
        None => "TRUE".to_owned(),
    };
    let filled = filled(layout, &slots)?;
    let title = words.text(&check.title);
    let text = format!("{}：{title}；", sign(words, check.grade));
    let quoted = text.replace('"', "\"\"");
    let formula = format!(
        "IFERROR(IF(AND({filled}),IF({applies},IF({require},\"\",\"{quoted}\"),\"\"),\"\"),\"\")"
    );
    Some((row, formula, text))
}

/// A check is silent until all it looks at is filled in; of a stage that the school does not have, nothing
/// is waited for.
fn filled(layout: &Layout<'_>, slots: &[Slot]) -> Option<String> {
    let mut all = vec!["TRUE".to_owned()];
    for slot in slots {
        let id = ColumnId(slot.0);
        if layout.is_absent(id) {
            continue;
        }
        let cell = layout.address(id)?;
        all.push(match layout.kit.form.field_of(id).kind {
            FieldKind::Choice => format!("{cell}<>\"\""),
            _ => format!("ISNUMBER({cell})"),
        });
    }
    all.dedup();
    Some(all.join(","))
}

impl Cells for Layout<'_> {
    fn number(&self, slot: Slot) -> Option<String> {
        let id = ColumnId(slot.0);
        let (cell, one) = (self.address(id)?, Exact::from(1_i128));
        let scale = self.kit.form.field_of(id).unit.keep(&one);
        Some(match scale == one {
            true => cell,
            false => format!("({cell}*{})", scale.to_plain()),
        })
    }

    fn is(&self, slot: Slot, option: u16) -> Option<String> {
        let id = ColumnId(slot.0);
        let title = &self
            .kit
            .form
            .field_of(id)
            .options
            .get(usize::from(option))?
            .title;
        Some(format!("({}=\"{}\")", self.address(id)?, title.zh))
    }
}

fn is_breached(layout: &Layout<'_>, rule: &CheckRule) -> bool {
    let row = Standing(layout);
    let applies = |applies: &formula::Formula| applies.value(&row) == Value::Truth(true);
    rule.applies.as_ref().is_none_or(applies) && rule.require.value(&row) == Value::Truth(false)
}

/// A return as it stands when the kit is made.
struct Standing<'l, 'k>(&'l Layout<'k>);

impl Row for Standing<'_, '_> {
    fn get(&self, slot: Slot) -> Value {
        let (id, kit) = (ColumnId(slot.0), self.0.kit);
        let cell = kit.own.content.get(&kit.form.columns[slot.0 as usize].name);
        let text = cell.and_then(|cell| cell.value.as_deref());
        let read = text.and_then(|text| facts::answer::read(&kit.form, id, text).ok());
        match read {
            Some(datum) => datum.into(),
            None if self.0.is_absent(id) => Value::Number(Exact::ZERO),
            None => Value::Missing(Missing::NotReported),
        }
    }

    fn label(&self) -> String {
        self.0.kit.org.name.clone()
    }
}
