//! Do the figures of a return agree with each other? A form's checks, run.
//!
//! A check speaks when what it requires is false. Where a figure it needs is missing it stays
//! silent: the missing figure is asked for elsewhere.

use formula::{Explanation, Step, Value};
use kernel::{Finding, Lang, Place};

use crate::catalogue::{Check, CheckRule, ColumnId, Form};
use crate::table::{Table, TableRow};

/// Every finding of the form's checks, row by row.
///
/// The values of a finding are the figures its check looked at, each twice: under its Chinese title,
/// and under its English title with `_en` behind.
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
    let mut finding =
        Finding::new(&check.id, check.grade).about(format!("{} {}", subject.name, subject.code));
    finding.title = Some(check.title.clone());
    finding.why = Some(check.why.clone());
    finding.todo = Some(check.todo.clone());
    let figures: Vec<ColumnId> = explanation
        .inputs()
        .into_iter()
        .filter_map(column)
        .collect();
    for figure in &figures {
        let title = table.form.column_title(*figure);
        let said = |lang| shown(&table.form, table, row, *figure, lang);
        finding = finding.with(&title.zh, said(Lang::Zh));
        finding = finding.with(&format!("{}_en", title.en), said(Lang::En));
    }
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
fn shown(form: &Form, table: &Table, row: usize, column: ColumnId, lang: Lang) -> String {
    let field = form.field_of(column);
    match Value::from(table.get(row, column).datum) {
        Value::Number(number) => {
            let figure = format!("{} {}", field.unit.show(&number), field.unit.label(lang));
            figure.trim_end().to_owned()
        }
        Value::Choice(option) => field
            .options
            .get(usize::from(option))
            .map_or_else(String::new, |o| o.title.get(lang).to_owned()),
        Value::Missing(missing) => missing.code().to_owned(),
        Value::Truth(truth) => truth.to_string(),
    }
}
