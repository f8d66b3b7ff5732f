//! What do the form's checks say of a return?

use std::sync::Arc;

use facts::catalogue::Form;
use facts::table::{Datum, Entry, Subject, Table};
use kernel::{Document, Finding, Grade, Missing, Place};
use store::orgs::Org;
use store::returns::{Cell, Return};
use store::rounds::Round;

use crate::Result;
use crate::app::App;

impl App {
    /// The findings of one return alone; what compares schools with each other is not asked here.
    pub(crate) fn findings(&self, round: &Round, org: &Org, own: &Return) -> Result<Vec<Finding>> {
        let standard = self.standard(round)?;
        let forms = standard.pack.forms();
        let Some(form) = forms.iter().find(|form| form.id == own.form) else {
            return Ok(Vec::new());
        };
        let mut table = Table::new(form.clone());
        push(&mut table, org, "", "", round, own);
        let (table, mut findings) = indicators::prepare(&standard.pack, table);
        findings.extend(facts::checks::run(&table));
        Ok(findings)
    }
}

/// Adds a return to a table of its form.
pub(crate) fn push(
    table: &mut Table,
    org: &Org,
    county: &str,
    township: &str,
    round: &Round,
    own: &Return,
) {
    let document = table.documents.len().min(usize::from(u16::MAX - 1)) as u16;
    let form = table.form.clone();
    table.documents.push(Document {
        file: format!("{} {}", round.title, org.name),
        sheet: form.title.zh.clone(),
    });
    let row = table.push(Subject {
        code: if org.code.is_empty() {
            org.id.as_str().into()
        } else {
            org.code.as_str().into()
        },
        name: org.name.as_str().into(),
        county: county.into(),
        township: (!township.is_empty()).then(|| township.into()),
        year: round.year as i16,
        parent: None,
        place: Place::NOWHERE,
    });
    for (field, cell) in &own.content {
        let Some(column) = form.column(field) else {
            continue;
        };
        let datum = read_cell(&form, field, Some(cell));
        let datum = datum.unwrap_or(Datum::Missing(Missing::Unreadable));
        let place = Place {
            document,
            column: column.0 as u16,
            row: 0,
        };
        table.set(row, column, Entry { datum, place });
    }
}

/// What stands in a cell; a finding when it cannot be read.
pub(crate) fn read_cell(
    form: &Arc<Form>,
    field: &str,
    cell: Option<&Cell>,
) -> std::result::Result<Datum, Finding> {
    let Some(column) = form.column(field) else {
        let unknown = Finding::new("field-unknown", Grade::MustFix).with("field", field);
        return Err(unknown);
    };
    let Some(cell) = cell else {
        return Ok(Datum::Missing(Missing::NotReported));
    };
    match (&cell.value, cell.missing.as_deref()) {
        (Some(text), _) => facts::answer::read(form, column, text),
        (None, Some("not_applicable")) => Ok(Datum::Missing(Missing::NotApplicable)),
        (None, Some("withheld")) => Ok(Datum::Missing(Missing::Withheld)),
        (None, _) => Ok(Datum::Missing(Missing::NotReported)),
    }
}
