//! Do the figures of a return agree with each other? A form's checks, run.
//!
//! A check speaks when what it requires is false. Where a figure it needs is missing it stays
//! silent: the missing figure is asked for elsewhere.

use formula::{Explanation, Step, Value};
use kernel::{Figure, Finding, Lang, Missing, Place, Text};

use crate::catalogue::{Check, CheckRule, ColumnId, Form};
use crate::table::{Table, TableRow};

/// Every finding of the form's checks, row by row, with the figures its check looked at.
pub fn run(table: &Table) -> Vec<Finding> {
    let mut findings = Vec::new();
    for row in 0..table.len() {
        for check in &table.form.checks {
            let speaks = check
                .rules
                .iter()
                .filter(|rule| is_breached(table, row, rule));
            findings.extend(speaks.map(|rule| finding(table, row, check, rule)));
        }
    }
    findings
}

fn is_breached(table: &Table, row: usize, rule: &CheckRule) -> bool {
    let row = TableRow { table, row };
    let applies = rule
        .applies
        .as_ref()
        .is_none_or(|applies| applies.value(&row) == Value::Truth(true));
    applies && rule.require.value(&row) == Value::Truth(false)
}

fn finding(table: &Table, row: usize, check: &Check, rule: &CheckRule) -> Finding {
    let subject = &table.subjects[row];
    let explanation = rule.require.explain(&TableRow { table, row });
    let mut finding = Finding::new(&check.id, check.grade).about(subject.called());
    finding.title = Some(check.title.clone());
    finding.why = Some(check.why.clone());
    finding.todo = Some(check.todo.clone());
    let figures: Vec<ColumnId> = explanation
        .inputs()
        .into_iter()
        .filter_map(column)
        .collect();
    let said = figures.iter().map(|figure| Figure {
        title: table.form.column_title(*figure),
        value: shown(&table.form, table, row, *figure),
    });
    finding.figures = said.collect();
    let place = figures
        .iter()
        .map(|figure| table.get(row, *figure).place)
        .find(|place| place.is_cell());
    let place = place.unwrap_or(subject.place);
    if let Some(document) = table.document(place).filter(|_| place != Place::NOWHERE) {
        finding = finding.in_document(document).at(place);
    }
    finding
}

fn column(input: &Explanation) -> Option<ColumnId> {
    match &input.step {
        Step::Held { slot, .. } => Some(ColumnId(slot.0)),
        _ => None,
    }
}

/// A figure as people read it.
fn shown(form: &Form, table: &Table, row: usize, column: ColumnId) -> Result<Text, Missing> {
    let field = form.field_of(column);
    match Value::from(table.get(row, column).datum) {
        Value::Number(number) => {
            let number = field.unit.show(&number);
            let said = |lang| {
                format!("{number} {}", field.unit.label(lang))
                    .trim_end()
                    .to_owned()
            };
            Ok(Text {
                zh: said(Lang::Zh),
                en: said(Lang::En),
            })
        }
        Value::Choice(option) => {
            let option = field.options.get(usize::from(option));
            Ok(option
                .map(|option| option.title.clone())
                .unwrap_or_default())
        }
        Value::Missing(missing) => Err(missing),
        Value::Truth(truth) => Ok(Text::same(truth.to_string())),
    }
}
