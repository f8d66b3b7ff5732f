//! What does somebody mean who types an answer into a form?
//!
//! Read by the same rules as a cell of a workbook under the form's own head: full-width digits,
//! thousands separators and a unit behind the number are understood, and what is refused there is
//! refused here.

use kernel::{Exact, Finding};

use crate::catalogue::{ColumnId, FieldKind, Form};
use crate::import::Spec;
use crate::mapping::{FieldStage, Rule};
use crate::reading::CellRef;
use crate::table::Datum;

/// The answer, in base units; a finding that says why it cannot be read and what was expected.
pub fn read(form: &Form, column: ColumnId, text: &str) -> Result<Datum, Finding> {
    let field = form.field_of(column);
    if field.kind == FieldKind::Choice {
        let option = field.options.iter().position(|option| option.id == text);
        if let Some(option) = option {
            return Ok(Datum::Choice(option as u16));
        }
    }
    let rule = Rule::plain(form.columns[column.0 as usize].field, FieldStage::Whole);
    let spec = Spec::new(field, &rule, None);
    let cell = CellRef::Text(text.trim());
    let figure = spec.read(cell);
    match figure.wrong {
        Some(code) => Err(spec.tell(code.found(), &form.column_title(column).zh, cell)),
        None => Ok(figure.datum),
    }
}

/// An answer as a form shows it: a number in the field's unit without needless zeros, an option's id.
pub fn show(form: &Form, column: ColumnId, datum: Datum) -> Option<String> {
    let field = form.field_of(column);
    match datum {
        Datum::Number(number) => Some(field.unit.show(&Exact::from(number)).to_plain()),
        Datum::Choice(option) => Some(field.options.get(usize::from(option))?.id.clone()),
        Datum::Missing(_) => None,
    }
}
