//! What may be reported: forms, their fields, and the checks on them.
//!
//! A form is data in a pack (`forms/*.toml`). A field with stages is one [`Column`] a stage.

use std::collections::BTreeMap;
use std::sync::Arc;

use formula::{Formula, Names, Slot, Symbol, Type};
use kernel::{Dimension, Grade, PackError, Text, Unit};
use serde::Deserialize;

use crate::toml_file::TomlFile;

/// A stage of schooling (学段) that a pack knows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// `primary`, `junior`, `senior`.
    pub id: String,
    /// 小学, 初中, 高中.
    pub title: Text,
    /// Whether sections of this stage are judged; senior secondary only shares buildings.
    #[serde(default = "yes")]
    pub judged: bool,
}

fn yes() -> bool {
    true
}

/// Whom a form is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SubjectKind {
    /// One row a school.
    School,
    /// One row a county.
    County,
}

/// What a field's answer looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    /// A whole number: people, rooms, classes.
    Count,
    /// A decimal number: areas, hours, money.
    Amount,
    /// One of some options.
    Choice,
}

/// Who may see a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Privacy {
    /// Anyone.
    Public,
    /// The bureau and the school.
    #[default]
    Internal,
    /// About a person.
    Personal,
    /// Nobody but its keeper.
    Secret,
}

/// What becomes of a figure when a campus joins its main school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Merge {
    /// The two are added: pupils, areas, money.
    #[default]
    Sum,
    /// The larger one holds: the largest class.
    Largest,
    /// The main school's holds: the year it was built.
    Main,
}

/// One option of a choice.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceOption {
    /// Name inside formulas.
    pub id: String,
    /// What workbooks write for it, beside the titles.
    #[serde(default)]
    pub codes: Vec<String>,
    /// What people read.
    pub title: Text,
}

/// One question of a form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Name inside formulas.
    pub id: String,
    /// The group it stands in.
    #[serde(default)]
    pub group: Option<String>,
    /// What people read.
    pub title: Text,
    /// What the answer looks like.
    pub kind: FieldKind,
    /// Unit of the answer; pure numbers and choices have none.
    #[serde(default = "Unit::none")]
    pub unit: Unit,
    /// Stages it is asked for; empty = once for the whole school.
    #[serde(default)]
    pub stages: Vec<String>,
    /// Decimals kept and shown.
    #[serde(default)]
    pub digits: Option<u32>,
    /// Other heads met in workbooks.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Who may see it.
    #[serde(default)]
    pub privacy: Privacy,
    /// The day or period it is about.
    #[serde(default)]
    pub as_of: Option<Text>,
    /// How to fill it in.
    #[serde(default)]
    pub help: Option<Text>,
    /// Where the national statistics hold it.
    #[serde(default)]
    pub source: Option<String>,
    /// What becomes of it when a campus joins its main school.
    #[serde(default)]
    pub merge: Merge,
    /// Options of a choice.
    #[serde(default, rename = "option")]
    pub options: Vec<ChoiceOption>,
}

impl Field {
    /// Decimals kept and shown: none for counts, two for amounts unless told.
    pub fn digits(&self) -> u32 {
        self.digits
            .unwrap_or(if self.kind == FieldKind::Amount { 2 } else { 0 })
    }

    /// Whether the figures of its stages add up to the whole school's: people, rooms and money do; rates,
    /// years and largest ones do not.
    pub fn adds_up(&self) -> bool {
        self.kind != FieldKind::Choice
            && self.merge == Merge::Sum
            && self.unit.dimension() != Dimension::NONE
    }
}

/// A heading of the form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Name of the group.
    pub id: String,
    /// What people read.
    pub title: Text,
}

/// A rule that figures of one return must satisfy, or be explained.
#[derive(Debug, Clone)]
pub struct Check {
    /// Stable code of its findings.
    pub id: String,
    /// How grave a breach is.
    pub grade: Grade,
    /// What must hold, in words.
    pub title: Text,
    /// Why it matters.
    pub why: Text,
    /// What to do.
    pub todo: Text,
    /// Where it applies and what must hold: once, or once a stage.
    pub rules: Vec<CheckRule>,
}

/// A check bound to one stage, or to the whole school.
#[derive(Debug, Clone)]
pub struct CheckRule {
    /// Stage (index into the pack's stages), if bare names mean a stage.
    pub stage: Option<usize>,
    /// When it applies; always, if absent.
    pub applies: Option<Formula>,
    /// What must hold.
    pub require: Formula,
}

/// Index of a column of a form; the slot of its name in formulas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ColumnId(pub u32);

/// One figure of a form: a field, or a field of one stage.
#[derive(Debug, Clone)]
pub struct Column {
    /// Index into the form's fields.
    pub field: usize,
    /// Index into the pack's stages.
    pub stage: Option<usize>,
    /// `teaching_area`, `pupils.primary`.
    pub name: String,
}

/// A form: what is asked of one school or one county a year.
#[derive(Debug, Clone)]
pub struct Form {
    /// Its id.
    pub id: String,
    /// What people read.
    pub title: Text,
    /// Whom it is about.
    pub subject: SubjectKind,
    /// Who fills it in: `school`, `township`, `county`.
    pub filled_by: String,
    /// Headings, in order.
    pub groups: Vec<Group>,
    /// Questions, in order.
    pub fields: Vec<Field>,
    /// Figures: each field once, or once a stage.
    pub columns: Vec<Column>,
    /// Rules between figures.
    pub checks: Vec<Check>,
    /// The stages of the pack.
    pub stages: Arc<[Stage]>,
    by_name: BTreeMap<String, ColumnId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormFile {
    id: String,
    title: Text,
    subject: SubjectKind,
    filled_by: String,
    #[serde(default, rename = "group")]
    groups: Vec<Group>,
    #[serde(default, rename = "field")]
    fields: Vec<Field>,
    #[serde(default, rename = "check")]
    checks: Vec<CheckFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckFile {
    id: String,
    grade: Grade,
    #[serde(default)]
    stages: Vec<String>,
    #[serde(default)]
    applies: Option<String>,
    require: String,
    title: Text,
    why: Text,
    todo: Text,
}

impl Form {
    /// Reads a form; every mistake in it is told, not only the first.
    pub fn load(file: TomlFile<'_>, stages: Arc<[Stage]>) -> Result<Form, Vec<PackError>> {
        let read: FormFile = file.read().map_err(|error| vec![error])?;
        let mut errors = Vec::new();
        let mut form = Form {
            id: read.id,
            title: read.title,
            subject: read.subject,
            filled_by: read.filled_by,
            groups: read.groups,
            fields: read.fields,
            columns: Vec::new(),
            checks: Vec::new(),
            stages,
            by_name: BTreeMap::new(),
        };
        form.lay_columns(file, &mut errors);
        for (i, check) in read.checks.into_iter().enumerate() {
            match form.check(file, i, check) {
                Ok(check) => form.checks.push(check),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() {
            Ok(form)
        } else {
            Err(errors)
        }
    }

    fn lay_columns(&mut self, file: TomlFile<'_>, errors: &mut Vec<PackError>) {
        for (i, field) in self.fields.iter().enumerate() {
            let place = i.to_string();
            let here = |key: &str| file.span(&["field", &place, key]);
            if field.kind == FieldKind::Choice && field.options.is_empty() {
                let id = &field.id;
                errors.push(
                    PackError::new(
                        file.name,
                        format!("选择项 {id} 没有选项"),
                        format!("choice `{id}` has no options"),
                    )
                    .at(here("id")),
                );
            }
            let mut stages: Vec<Option<usize>> = Vec::new();
            for id in &field.stages {
                match self.stages.iter().position(|stage| stage.id == *id) {
                    Some(stage) => stages.push(Some(stage)),
                    None => errors.push(
                        PackError::new(
                            file.name,
                            format!("没有学段 {id}"),
                            format!("no stage `{id}`"),
                        )
                        .at(here("stages")),
                    ),
                }
            }
            if field.stages.is_empty() {
                stages.push(None);
            }
            for stage in stages {
                let name = match stage {
                    Some(stage) => format!("{}.{}", field.id, self.stages[stage].id),
                    None => field.id.clone(),
                };
                let id = ColumnId(self.columns.len() as u32);
                if self.by_name.insert(name.clone(), id).is_some() {
                    errors.push(
                        PackError::new(
                            file.name,
                            format!("{name} 定义了两次"),
                            format!("`{name}` is defined twice"),
                        )
                        .at(here("id")),
                    );
                }
                self.columns.push(Column {
                    field: i,
                    stage,
                    name,
                });
            }
        }
    }

    fn check(&self, file: TomlFile<'_>, i: usize, check: CheckFile) -> Result<Check, PackError> {
        let place = i.to_string();
        let mut stages = Vec::new();
        for id in &check.stages {
            let stage = self
                .stages
                .iter()
                .position(|stage| stage.id == *id)
                .ok_or_else(|| {
                    PackError::new(
                        file.name,
                        format!("没有学段 {id}"),
                        format!("no stage `{id}`"),
                    )
                    .at(file.span(&["check", &place, "stages"]))
                })?;
            stages.push(Some(stage));
        }
        if stages.is_empty() {
            stages.push(None);
        }
        let mut rules = Vec::new();
        for stage in stages {
            let names = FormNames { form: self, stage };
            let formula = |key: &str, text: &str| {
                let path = ["check", &place, key];
                let formula = file.formula(&path, text, &names)?;
                if *formula.kind() != Type::Truth {
                    return Err(PackError::new(
                        file.name,
                        "此处应为“是/否”的条件",
                        "a condition is wanted here",
                    )
                    .at(file.span(&path)));
                }
                Ok(formula)
            };
            rules.push(CheckRule {
                stage,
                applies: check
                    .applies
                    .as_deref()
                    .map(|text| formula("applies", text))
                    .transpose()?,
                require: formula("require", &check.require)?,
            });
        }
        Ok(Check {
            id: check.id,
            grade: check.grade,
            title: check.title,
            why: check.why,
            todo: check.todo,
            rules,
        })
    }

    /// The column of a name: `pupils.primary`.
    pub fn column(&self, name: &str) -> Option<ColumnId> {
        self.by_name.get(name).copied()
    }

    /// The column of a field for a stage: its own, or the whole school's.
    pub fn column_for(&self, field: &str, stage: Option<usize>) -> Option<ColumnId> {
        let staged = stage.and_then(|stage| self.stages.get(stage));
        staged
            .and_then(|stage| self.column(&format!("{field}.{}", stage.id)))
            .or_else(|| self.column(field))
    }

    /// The field a column belongs to.
    pub fn field_of(&self, column: ColumnId) -> &Field {
        &self.fields[self.columns[column.0 as usize].field]
    }

    /// The stage a column belongs to.
    pub fn stage_of(&self, column: ColumnId) -> Option<&Stage> {
        self.columns[column.0 as usize]
            .stage
            .map(|stage| &self.stages[stage])
    }

    /// What people read for a column: 在校生数（小学）.
    pub fn column_title(&self, column: ColumnId) -> Text {
        let title = &self.field_of(column).title;
        match self.stage_of(column) {
            None => title.clone(),
            Some(stage) => title.bracketed(&stage.title),
        }
    }
}

/// The names of a form, as formulas of one stage (or of the whole school) see them.
#[derive(Debug, Clone, Copy)]
pub struct FormNames<'a> {
    /// The form.
    pub form: &'a Form,
    /// The stage that bare staged names mean.
    pub stage: Option<usize>,
}

impl Names for FormNames<'_> {
    fn lookup(&self, name: &str) -> Option<Symbol> {
        let column = self.form.column_for(name, self.stage)?;
        let field = self.form.field_of(column);
        let kind = match field.kind {
            FieldKind::Choice => Type::Choice(
                field
                    .options
                    .iter()
                    .map(|option| option.id.clone())
                    .collect(),
            ),
            _ => Type::Quantity(field.unit.dimension()),
        };
        Some(Symbol::Held(Slot(column.0), kind))
    }

    fn all(&self) -> Vec<String> {
        let bare = self.form.fields.iter().map(|field| field.id.clone());
        bare.chain(self.form.by_name.keys().cloned()).collect()
    }
}
