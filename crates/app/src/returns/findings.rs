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
use crate::tree::Tree;

impl App {
    /// The findings of one return alone; what compares schools with each other is not asked here.
    pub(crate) fn findings(&self, round: &Round, org: &Org, own: &Return) -> Result<Vec<Finding>> {
        let standard = self.standard(round)?;
        let forms = standard.pack.forms();
        let Some(form) = forms.iter().find(|form| form.id == own.form) else {
            return Ok(Vec::new());
        };
        let mut table = Table::new(form.clone());
        push(&mut table, Whose::alone(org), round, own);
        // How returns join with each other, a campus with its main school, cannot be seen here.
        let (table, _) = indicators::prepare(&standard.pack, table);
        Ok(facts::checks::run(&table))
    }
}

/// Whom a return is about, and where it belongs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Whose<'a> {
    org: &'a Org,
    county: &'a str,
    township: Option<&'a Org>,
    /// The main school of a campus.
    main: Option<&'a Org>,
}

impl<'a> Whose<'a> {
    /// As if there were no other.
    pub(crate) fn alone(org: &'a Org) -> Whose<'a> {
        Whose {
            org,
            county: "",
            township: None,
            main: None,
        }
    }

    /// In a county, with its township and its main school.
    pub(crate) fn within(tree: &'a Tree, org: &'a Org, county: &'a str) -> Whose<'a> {
        let above = org.parent.as_deref().and_then(|parent| tree.get(parent));
        let main = above.filter(|above| above.kind == "school");
        Whose {
            org,
            county,
            township: tree.above(&org.id, "township"),
            main,
        }
    }
}

/// What a school is known by in tables: its code, or its id where it has none.
pub(crate) fn code(org: &Org) -> &str {
    if org.code.is_empty() {
        &org.id
    } else {
        &org.code
    }
}

/// Adds a return to a table of its form.
pub(crate) fn push(table: &mut Table, whose: Whose<'_>, round: &Round, own: &Return) {
    let document = table.documents.len().min(usize::from(u16::MAX - 1)) as u16;
    let form = table.form.clone();
    table.documents.push(Document {
        file: format!("{} {}", round.title, whose.org.name),
        sheet: form.title.zh.clone(),
    });
    let row = table.push(Subject {
        code: code(whose.org).into(),
        name: whose.org.name.as_str().into(),
        county: whose.county.into(),
        township: whose.township.map(|township| township.name.as_str().into()),
        year: i16::try_from(round.year).unwrap_or_default(),
        parent: whose.main.map(|main| code(main).into()),
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

/// The field of a return that a finding is about: where its note is looked for.
pub(crate) fn field_of<'f>(form: &'f Form, finding: &Finding) -> Option<&'f str> {
    let place = finding.place.filter(|place| place.is_cell())?;
    let column = form.columns.get(usize::from(place.column))?;
    Some(&column.name)
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
