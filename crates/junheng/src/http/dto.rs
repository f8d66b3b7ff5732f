//! Shapes that several nouns share.

use facts::catalogue::Form;
use kernel::{Finding, Grade, Lang, Text};
use serde::{Deserialize, Serialize};
use store::returns;
use utoipa::ToSchema;

use super::language::with_words;
use crate::report::findings;
use crate::words::Words;

/// Words in both languages.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Bilingual {
    /// Chinese.
    pub(crate) zh: String,
    /// English.
    pub(crate) en: String,
}

impl From<&Text> for Bilingual {
    fn from(text: &Text) -> Bilingual {
        Bilingual {
            zh: text.zh.clone(),
            en: text.en.clone(),
        }
    }
}

/// Something with an id and a title.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Titled {
    /// Its id.
    pub(crate) id: String,
    /// What people call it.
    pub(crate) title: Bilingual,
}

impl Titled {
    /// An id with its title.
    pub(crate) fn new(id: &str, title: &Text) -> Titled {
        Titled {
            id: id.to_owned(),
            title: title.into(),
        }
    }
}

/// What stands in a cell.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cell {
    /// The figure as it is typed, or an option's id; null when a reason stands there instead.
    #[serde(default)]
    pub(crate) value: Option<String>,
    /// Why there is no figure: `not_applicable`, `withheld`.
    #[serde(default)]
    pub(crate) missing: Option<String>,
    /// Where it came from, when nobody typed it.
    #[serde(default)]
    pub(crate) origin: Option<String>,
    /// Why it is right although a check asks.
    #[serde(default)]
    pub(crate) note: Option<String>,
}

impl From<returns::Cell> for Cell {
    fn from(cell: returns::Cell) -> Cell {
        Cell {
            value: cell.value,
            missing: cell.missing,
            origin: cell.origin,
            note: cell.note,
        }
    }
}

impl From<Cell> for returns::Cell {
    fn from(cell: Cell) -> returns::Cell {
        returns::Cell {
            value: cell.value,
            missing: cell.missing,
            origin: cell.origin,
            note: cell.note,
        }
    }
}

/// One cell was changed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Change {
    /// The version it made.
    pub(crate) version: i64,
    /// The field.
    pub(crate) field: String,
    /// What stands there now; null if it was emptied.
    pub(crate) cell: Option<Cell>,
    /// By whom.
    pub(crate) account: String,
    /// His name.
    pub(crate) account_name: String,
    /// When.
    pub(crate) at: i64,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Gravity {
    /// The figure cannot be right.
    MustFix,
    /// Right only if somebody can explain it.
    Explain,
    /// Worth knowing.
    Notice,
}

impl From<Grade> for Gravity {
    fn from(grade: Grade) -> Gravity {
        match grade {
            Grade::MustFix => Gravity::MustFix,
            Grade::Explain => Gravity::Explain,
            Grade::Notice => Gravity::Notice,
        }
    }
}

/// Something somebody should know about a return, in the reader's language.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Finding)]
pub(crate) struct Found {
    /// Stable code.
    code: String,
    /// How grave it is.
    grade: Gravity,
    /// The field it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    /// What is wrong.
    what: String,
    /// Why it matters.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    /// What was expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<String>,
    /// What to do.
    todo: String,
    /// Whose figure it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    /// Where it stands in a file: sheet, row, column.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
}

impl Found {
    /// A finding in a language; its field is the one named, the one it tells, or the column it stands in.
    pub(crate) fn told(
        words: &Words,
        form: &Form,
        finding: &Finding,
        field: Option<&str>,
    ) -> Found {
        let field = field.map(str::to_owned).or_else(|| place(form, finding));
        Found {
            field,
            ..Found::in_file(words, finding)
        }
    }

    /// Findings about a file in a language, the gravest first.
    pub(crate) fn in_order(lang: Lang, all: &[Finding]) -> Vec<Found> {
        let mut all: Vec<&Finding> = all.iter().collect();
        all.sort_by_key(|finding| finding.grade);
        with_words(lang, |words| {
            let told = all.into_iter().map(|own| Found::in_file(words, own));
            told.collect()
        })
    }

    /// A finding about a file in a language, with its place there.
    pub(crate) fn in_file(words: &Words, finding: &Finding) -> Found {
        let told = findings::on_page(words, finding);
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let (why, expected) = match finding.why {
            Some(_) => (some(told.expected), None),
            None => (None, some(told.expected)),
        };
        Found {
            code: finding.code.clone(),
            grade: finding.grade.into(),
            field: None,
            place: some(told.place),
            what: told.what,
            why,
            expected,
            todo: told.todo,
            subject: finding.subject.clone(),
        }
    }
}

fn place(form: &Form, finding: &Finding) -> Option<String> {
    let named = finding.args.iter().find(|(name, _)| name == "field");
    let named = named
        .map(|(_, field)| field.clone())
        .filter(|field| form.column(field).is_some());
    let column = || {
        let place = finding.place.filter(|place| place.is_cell())?;
        let column = form.columns.get(usize::from(place.column))?;
        Some(column.name.clone())
    };
    named.or_else(column)
}
