//! The form of a return: what is asked, and how an answer looks.

use facts::catalogue::{Column, Field, FieldKind, Form};
use kernel::Lang;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::dto::{Bilingual, Titled};

/// A form.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Form)]
pub(crate) struct FormLine {
    /// Its id.
    id: String,
    /// What people read.
    title: Bilingual,
    /// Headings, in order.
    groups: Vec<Titled>,
    /// Figures, in order: each question once, or once a stage.
    fields: Vec<FieldLine>,
}

/// One figure of a form.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Field)]
struct FieldLine {
    /// The name cells go by: `pupils.primary`.
    name: String,
    /// The question.
    field: String,
    /// The stage it is asked for.
    stage: Option<String>,
    /// What people call the stage.
    stage_title: Option<Bilingual>,
    /// The heading it stands under.
    group: Option<String>,
    /// What people read.
    title: Bilingual,
    /// The unit of the answer.
    unit: Bilingual,
    /// count, amount, choice
    kind: &'static str,
    /// Decimals kept and shown.
    digits: u32,
    /// Options of a choice.
    options: Vec<Titled>,
    /// How to fill it in.
    help: Option<Bilingual>,
    /// The day or period it is about.
    as_of: Option<Bilingual>,
    /// Where the national statistics hold it.
    source: Option<String>,
    /// Whether its stages add up to a whole that the page shows: heads do, rates and largest ones do not.
    adds_up: bool,
}

impl FormLine {
    /// A form as pages show it.
    pub(crate) fn new(form: &Form) -> FormLine {
        let groups = form.groups.iter();
        let columns = form.columns.iter();
        FormLine {
            id: form.id.clone(),
            title: (&form.title).into(),
            groups: groups
                .map(|group| Titled::new(&group.id, &group.title))
                .collect(),
            fields: columns
                .filter_map(|column| Some(line(form, column, form.fields.get(column.field)?)))
                .collect(),
        }
    }
}

fn line(form: &Form, column: &Column, field: &Field) -> FieldLine {
    let stage = column.stage.and_then(|stage| form.stages.get(stage));
    let options = field.options.iter();
    FieldLine {
        name: column.name.clone(),
        field: field.id.clone(),
        stage: stage.map(|stage| stage.id.clone()),
        stage_title: stage.map(|stage| (&stage.title).into()),
        group: field.group.clone(),
        title: (&field.title).into(),
        unit: Bilingual {
            zh: field.unit.label(Lang::Zh),
            en: field.unit.label(Lang::En),
        },
        kind: match field.kind {
            FieldKind::Count => "count",
            FieldKind::Amount => "amount",
            FieldKind::Choice => "choice",
        },
        digits: field.digits(),
        options: options
            .map(|option| Titled::new(&option.id, &option.title))
            .collect(),
        help: field.help.as_ref().map(Bilingual::from),
        as_of: field.as_of.as_ref().map(Bilingual::from),
        source: field.source.clone(),
        adds_up: field.adds_up(),
    }
}
