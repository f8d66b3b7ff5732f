//! A mapping file becomes a [`Mapping`]: every name resolved, every mistake told with its place.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::{PackError, Unit};
use rust_decimal::Decimal;

use super::file::{At, IdentityPart, MappingFile, Part, StagePart};
use super::{
    CellRule, ColumnRule, FieldStage, FileRule, Fixed, IdentityRule, Mapping, Named, Rule, Shape,
    StageRule, TOTALS,
};
use crate::catalogue::{ColumnId, Field, FieldKind, Form};
use crate::heads::plain;
use crate::identity::Identity;
use crate::table::Datum;
use crate::toml_file::TomlFile;

impl Mapping {
    /// Reads a mapping file onto one of the forms; every mistake is told, not only the first.
    pub fn load(file: TomlFile<'_>, forms: &[Arc<Form>]) -> Result<Mapping, Vec<PackError>> {
        let read: MappingFile = file.read().map_err(|error| vec![error])?;
        let Some(form) = forms.iter().find(|form| form.id == read.form).cloned() else {
            let known: Vec<&str> = forms.iter().map(|form| form.id.as_str()).collect();
            let error = unknown(file, &["form"], "表", "form", &read.form, &known);
            return Err(vec![error]);
        };
        let mut loader = Loader {
            file,
            form: &form,
            has_stage: read.stage.is_some(),
            errors: vec![],
        };
        let mapping = loader.mapping(read);
        let errors = loader.errors;
        if errors.is_empty() {
            Ok(mapping)
        } else {
            Err(errors)
        }
    }
}

fn unknown(
    file: TomlFile<'_>,
    path: &[&str],
    zh: &str,
    en: &str,
    id: &str,
    known: &[&str],
) -> PackError {
    let list = known.join(", ");
    PackError::new(
        file.name,
        format!("没有这样的{zh}：{id}"),
        format!("no {en} `{id}`"),
    )
    .at(file.span(path))
    .help(format!("可用的有：{list}"), format!("known are: {list}"))
}

struct Loader<'a> {
    file: TomlFile<'a>,
    form: &'a Arc<Form>,
    has_stage: bool,
    errors: Vec<PackError>,
}

impl Loader<'_> {
    fn mapping(&mut self, read: MappingFile) -> Mapping {
        let identity = self.identity(&read);
        let fixed = self.fixed(&read);
        let stage = read.stage.as_ref().map(|stage| self.stage(stage));
        let columns = self.columns(&read);
        let cells = self.cells(&read);
        self.shape(&read);
        let ignored = read
            .ignore
            .iter()
            .flat_map(|part| part.head.iter().chain(&part.heads));
        let ignore = ignored.map(|head| Named::new(head)).collect();
        let totals = read
            .file
            .totals
            .as_ref()
            .map(|totals| totals.iter().map(|t| plain(t)).collect());
        Mapping {
            id: read.id,
            title: read.title,
            form: self.form.clone(),
            shape: read.shape,
            file: FileRule {
                sheets: read.file.sheets,
                header_rows: read.file.header_rows,
                recognise: read
                    .file
                    .recognise
                    .iter()
                    .map(|head| Named::new(head))
                    .collect(),
                totals: totals.unwrap_or_else(|| TOTALS.iter().map(|t| (*t).to_owned()).collect()),
            },
            identity,
            fixed,
            stage,
            columns,
            cells,
            ignore,
        }
    }

    /// Table cells belong to statistics tables, columns to the other shapes; rows count from 1.
    fn shape(&mut self, read: &MappingFile) {
        let (wrong, zh, en) = match read.shape {
            Shape::Tables => (
                !read.columns.is_empty(),
                "tables 用 [[cell]]，不用 [[column]]",
                "shape `tables` takes [[cell]], not [[column]]",
            ),
            _ => (
                !read.cells.is_empty(),
                "[[cell]] 只用于 tables",
                "[[cell]] belongs to shape `tables`",
            ),
        };
        if wrong {
            self.errors
                .push(PackError::new(self.file.name, zh, en).at(self.file.span(&["shape"])));
        }
        if read.file.header_rows.contains(&0) {
            let error = PackError::new(self.file.name, "行号从 1 开始", "rows count from 1");
            self.errors
                .push(error.at(self.file.span(&["file", "header_rows"])));
        }
    }

    fn identity(&mut self, read: &MappingFile) -> BTreeMap<Identity, IdentityRule> {
        let mut identity = BTreeMap::new();
        for (id, part) in &read.identity {
            let Some(column) = Identity::of(id) else {
                self.unknown(
                    &["identity", id],
                    "标识列",
                    "identity column",
                    id,
                    &identity_ids(),
                );
                continue;
            };
            match identity_rule(part) {
                Some(rule) => {
                    identity.insert(column, rule);
                }
                None => {
                    let error = PackError::new(
                        self.file.name,
                        "要写 label，或者写 table 和 row",
                        "name a `label`, or a `table` and a `row`",
                    );
                    self.errors
                        .push(error.at(self.file.span(&["identity", id])));
                }
            }
        }
        identity
    }

    fn fixed(&mut self, read: &MappingFile) -> Fixed {
        let mut fixed = Fixed::default();
        for (id, value) in &read.fixed {
            let value = match value {
                toml::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            match (Identity::of(id), self.form.column(id)) {
                (Some(column), _) => {
                    fixed.identity.insert(column, value);
                }
                (None, Some(column)) => {
                    fixed.figures.extend(
                        self.fixed_figure(id, column, &value)
                            .map(|datum| (column, datum)),
                    );
                }
                (None, None) => {
                    let names = self
                        .form
                        .columns
                        .iter()
                        .map(|column| column.name.as_str())
                        .collect();
                    let known: Vec<String> =
                        nearest(id, names).into_iter().map(str::to_owned).collect();
                    let known: Vec<&str> = known.iter().map(String::as_str).collect();
                    self.unknown(&["fixed", id], "项目", "field", id, &known);
                }
            }
        }
        fixed
    }

    fn fixed_figure(&mut self, id: &str, column: ColumnId, value: &str) -> Option<Datum> {
        let form = self.form.clone();
        let field = form.field_of(column);
        if field.kind == FieldKind::Choice {
            let index = form.columns[column.0 as usize].field;
            return self.option(&["fixed", id], index, value).map(Datum::Choice);
        }
        let number = value.parse::<Decimal>().ok();
        let base = number.and_then(|number| crate::number::to_base(number, field.unit.scale()));
        if base.is_none() {
            let error = PackError::new(self.file.name, "这里要数字", "a number is wanted here");
            self.errors.push(error.at(self.file.span(&["fixed", id])));
        }
        base.map(Datum::Number)
    }

    fn stage(&mut self, part: &StagePart) -> StageRule {
        let mut values = BTreeMap::new();
        for (text, id) in &part.values {
            match self.form.stages.iter().position(|stage| stage.id == *id) {
                Some(stage) => {
                    values.insert(plain(text), stage);
                }
                None => self.unknown_stage(&["stage", "values", text], id),
            }
        }
        StageRule {
            head: Named::new(&part.head),
            values,
        }
    }

    fn columns(&mut self, read: &MappingFile) -> Vec<ColumnRule> {
        let parts = read.columns.iter().enumerate();
        parts
            .filter_map(|(i, part)| self.column(&i.to_string(), part))
            .collect()
    }

    fn column(&mut self, at: &str, part: &Part) -> Option<ColumnRule> {
        let heads: Vec<Named> = part
            .head
            .iter()
            .chain(&part.heads)
            .map(|head| Named::new(head))
            .collect();
        if heads.is_empty() || part.table.is_some() || part.row.is_some() || part.column.is_some() {
            let error = PackError::new(
                self.file.name,
                "这一列要写 head 或 heads，不写 table、row、column",
                "a column names `head` or `heads`, and no `table`, `row`, `column`",
            );
            self.errors.push(error.at(self.file.span(&["column", at])));
        }
        let rule = self.rule(&["column", at], part)?;
        Some(ColumnRule { heads, rule })
    }

    fn cells(&mut self, read: &MappingFile) -> Vec<CellRule> {
        let parts = read.cells.iter().enumerate();
        parts
            .filter_map(|(i, part)| self.cell(&i.to_string(), part))
            .collect()
    }

    fn cell(&mut self, at: &str, part: &Part) -> Option<CellRule> {
        let rule = self.rule(&["cell", at], part);
        let (Some(table), Some(row)) = (&part.table, &part.row) else {
            let error = PackError::new(
                self.file.name,
                "这一格要写 table 和 row",
                "a cell names `table` and `row`",
            );
            self.errors.push(error.at(self.file.span(&["cell", at])));
            return None;
        };
        let column = part.column.as_deref().map(Named::new);
        Some(CellRule {
            table: plain(table),
            row: Named::new(row),
            column,
            rule: rule?,
        })
    }

    fn rule(&mut self, path: &[&str; 2], part: &Part) -> Option<Rule> {
        let at = |key| [path[0], path[1], key];
        let (id, stage) = match part.field.split_once('.') {
            Some((id, stage)) => (id, Some(stage)),
            None => (part.field.as_str(), None),
        };
        let Some(field) = self.form.fields.iter().position(|field| field.id == id) else {
            let form = self.form.clone();
            let known: Vec<&str> = form.fields.iter().map(|field| field.id.as_str()).collect();
            self.unknown(&at("field"), "项目", "field", id, &nearest(id, known));
            return None;
        };
        let stage = self.field_stage(&at("field"), field, stage)?;
        let unit = self.unit(&at("unit"), field, part.unit.as_deref());
        let mut values = BTreeMap::new();
        for (text, option) in &part.values {
            let path = [path[0], path[1], "values", text];
            values.insert(plain(text), self.option(&path, field, option)?);
        }
        let missing = part.missing.iter().map(|text| plain(text)).collect();
        Some(Rule {
            field,
            stage,
            unit,
            empty: part.empty,
            zero: part.zero,
            missing,
            values,
        })
    }

    fn field_stage(
        &mut self,
        path: &[&str],
        field: usize,
        stage: Option<&str>,
    ) -> Option<FieldStage> {
        let form = self.form.clone();
        let asked = &form.fields[field].stages;
        match stage {
            None if asked.is_empty() => Some(FieldStage::Whole),
            None if self.has_stage => Some(FieldStage::OfRow),
            None => {
                let id = &form.fields[field].id;
                let help = format!("{id}.{}", asked.join(&format!(" / {id}.")));
                let error = PackError::new(
                    self.file.name,
                    format!("{id} 分学段填报，这里要写明学段"),
                    format!("`{id}` is asked by stage: name the stage, or give a [stage]"),
                );
                self.errors
                    .push(error.at(self.file.span(path)).help(help.clone(), help));
                None
            }
            Some(id) => {
                let known = form.stages.iter().position(|stage| stage.id == id);
                let stage = known.filter(|_| asked.iter().any(|stage| stage == id));
                if stage.is_none() {
                    self.unknown_stage(path, id);
                }
                stage.map(FieldStage::Fixed)
            }
        }
    }

    fn unit(&mut self, path: &[&str], field: usize, text: Option<&str>) -> Option<Unit> {
        let field = &self.form.fields[field];
        let text = text?;
        let error = match text.parse::<Unit>() {
            Ok(unit) if unit.dimension() == field.unit.dimension() => return Some(unit),
            Ok(_) => PackError::new(
                self.file.name,
                format!("{} 的单位是 {}，不能按 {text} 读", field.id, field.unit),
                format!(
                    "`{}` is kept in {}, which cannot be read from {text}",
                    field.id, field.unit
                ),
            ),
            Err(error) => PackError::new(
                self.file.name,
                format!("没有这样的单位：{text}"),
                error.to_string(),
            ),
        };
        self.errors.push(error.at(self.file.span(path)));
        None
    }

    fn option(&mut self, path: &[&str], field: usize, id: &str) -> Option<u16> {
        let form = self.form.clone();
        let field: &Field = &form.fields[field];
        let option = field.options.iter().position(|option| option.id == id);
        if field.kind != FieldKind::Choice || option.is_none() {
            let known: Vec<&str> = field
                .options
                .iter()
                .map(|option| option.id.as_str())
                .collect();
            self.unknown(path, "选项", "option", id, &known);
            return None;
        }
        option.and_then(|option| u16::try_from(option).ok())
    }

    fn unknown_stage(&mut self, path: &[&str], id: &str) {
        let form = self.form.clone();
        let known: Vec<&str> = form.stages.iter().map(|stage| stage.id.as_str()).collect();
        self.unknown(path, "学段", "stage", id, &known);
    }

    fn unknown(&mut self, path: &[&str], zh: &str, en: &str, id: &str, known: &[&str]) {
        self.errors
            .push(unknown(self.file, path, zh, en, id, known));
    }
}

fn identity_rule(part: &IdentityPart) -> Option<IdentityRule> {
    let part = match part {
        IdentityPart::Head(head) if head == "@sheet" => return Some(IdentityRule::SheetName),
        IdentityPart::Head(head) if head == "@heading" => return Some(IdentityRule::Heading),
        IdentityPart::Head(head) => return Some(IdentityRule::Head(Named::new(head))),
        IdentityPart::Elsewhere(part) => part,
    };
    match (&part.label, &part.table, &part.row) {
        (Some(label), None, None) if part.at == Some(At::Below) => {
            Some(IdentityRule::Below(Named::new(label)))
        }
        (Some(label), None, None) => Some(IdentityRule::Head(Named::new(label))),
        (None, Some(table), Some(row)) => Some(IdentityRule::Cell {
            table: plain(table),
            row: Named::new(row),
            column: part.column.as_deref().map(Named::new),
        }),
        _ => None,
    }
}

fn identity_ids() -> Vec<&'static str> {
    Identity::ALL.map(Identity::id).into()
}

/// The few names most like a misspelt one.
fn nearest<'a>(id: &str, mut known: Vec<&'a str>) -> Vec<&'a str> {
    known.sort_by_key(|known| strsim::damerau_levenshtein(known, id));
    known.truncate(5);
    known
}
