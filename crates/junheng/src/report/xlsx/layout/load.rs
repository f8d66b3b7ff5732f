//! A layout as written to a layout as used: names resolved, formulas typed, every mistake told.

use std::collections::BTreeMap;

use facts::toml_file::TomlFile;
use formula::Formula;
use kernel::{PackError, Text};
use standards::{Level, Pack};

use super::file::{ColumnFile, FigureFile, LayoutFile, RowFile, RowsFile, TableFile};
use super::{Column, Figure, Figures, Layout, Row, Show, Source, Table, placeholders};

/// The layout of a pack; nothing for a pack without.
pub(in crate::report::xlsx) fn of(pack: &Pack) -> Result<Option<Layout>, Vec<PackError>> {
    let Some(file) = pack.reports.first() else {
        return Ok(None);
    };
    let file = TomlFile {
        name: &file.path,
        text: &file.text,
    };
    let read: LayoutFile = file.read().map_err(|error| vec![error])?;
    let mut loader = Loader {
        pack,
        file,
        errors: Vec::new(),
    };
    let tables = read.tables.into_iter().enumerate();
    let tables = tables.map(|(at, table)| loader.table(at, table)).collect();
    match loader.errors.is_empty() {
        true => Ok(Some(Layout {
            title: read.title,
            note: read.note,
            tables,
        })),
        false => Err(loader.errors),
    }
}

/// A place in the file: the keys that lead there.
type Path<'p> = &'p [&'p str];

struct Loader<'a> {
    pack: &'a Pack,
    file: TomlFile<'a>,
    errors: Vec<PackError>,
}

impl Loader<'_> {
    fn mistake(&mut self, path: Path<'_>, zh: String, en: String) {
        self.errors
            .push(PackError::new(self.file.name, zh, en).at(self.file.span(path)));
    }

    fn table(&mut self, at: usize, table: TableFile) -> Table {
        let here = at.to_string();
        let figures = self.figures(&["table", &here, "figures"], table.figures, None);
        self.placeholders(&["table", &here, "note"], table.note.as_ref(), &figures);
        let columns = table.columns.into_iter().enumerate();
        let columns = columns
            .map(|(i, column)| self.column(&["table", &here, "column", &i.to_string()], column));
        let columns = columns.collect();
        let rows = table.rows.into_iter().enumerate();
        let rows = rows
            .filter_map(|(i, row)| self.row(&["table", &here, "row", &i.to_string()], row))
            .collect();
        Table {
            kind: table.kind,
            tab: table.tab,
            title: table.title,
            note: table.note,
            columns,
            lines: table.lines,
            rows,
            heads: table.heads,
            figures,
        }
    }

    fn column(&mut self, path: Path<'_>, column: ColumnFile) -> Column {
        let show = match (column.show.as_deref(), column.field) {
            (None, None) => Show::Cells,
            (Some("number"), None) => Show::Number,
            (Some("name"), None) => Show::Name,
            (Some("indicators"), None) => Show::Indicators,
            (Some("outcome"), None) => Show::Outcome,
            (Some("remark"), None) => Show::Remark,
            (Some("composite"), None) => Show::Composite,
            (Some("field"), Some(field)) if self.knows(&field) => Show::Field(field),
            (show, field) => {
                let told = format!("{} {}", show.unwrap_or_default(), field.unwrap_or_default());
                self.mistake(
                    path,
                    format!("不认识这一列：{told}"),
                    format!("not a column: {told}"),
                );
                Show::Cells
            }
        };
        let headless = column.head.zh.is_empty() || column.head.en.is_empty();
        if headless && show != Show::Indicators {
            self.mistake(
                path,
                "这一列没有表头".into(),
                "this column has no head".into(),
            );
        }
        let cells = column.cells.into_iter().enumerate();
        let cells = cells
            .map(|(i, cell)| self.figure(&joined(path, &["cells", &i.to_string()]), cell, None));
        Column {
            head: column.head,
            show,
            cells: cells.collect(),
        }
    }

    fn knows(&self, field: &str) -> bool {
        self.pack
            .school_form()
            .fields
            .iter()
            .any(|known| known.id == field)
    }

    fn row(&mut self, path: Path<'_>, row: RowFile) -> Option<Row> {
        let Some(item) = self.pack.items.iter().position(|item| item.id == row.item) else {
            let id = row.item;
            self.mistake(
                &joined(path, &["item"]),
                format!("没有项目 {id}"),
                format!("there is no item `{id}`"),
            );
            return None;
        };
        let figures = self.figures(&joined(path, &["figures"]), row.figures, Some(item));
        self.placeholders(&joined(path, &["title"]), Some(&row.title), &figures);
        self.placeholders(&joined(path, &["says"]), row.says.as_ref(), &figures);
        Some(Row {
            item,
            title: row.title,
            says: row.says,
            figures,
        })
    }

    fn figures(
        &mut self,
        path: Path<'_>,
        files: BTreeMap<String, FigureFile>,
        item: Option<usize>,
    ) -> Figures {
        let figure = |(name, file): (String, FigureFile)| {
            let figure = self.figure(&joined(path, &[&name]), file, item);
            (name, figure)
        };
        files.into_iter().map(figure).collect()
    }

    fn figure(&mut self, path: Path<'_>, file: FigureFile, item: Option<usize>) -> Figure {
        let applies = file
            .applies
            .as_deref()
            .and_then(|text| self.formula(&joined(path, &["applies"]), text));
        let source = self.source(path, &file, item);
        if let Source::Formula(formula) = &source
            && formula.dimension() != Some(file.unit.dimension())
        {
            let (own, wanted) = (
                formula.dimension().unwrap_or_default(),
                file.unit.symbol().to_owned(),
            );
            self.mistake(
                &joined(path, &["formula"]),
                format!("公式的单位是 {own}，这里要 {wanted}"),
                format!("the formula is in {own}, wanted here is {wanted}"),
            );
        }
        Figure {
            source,
            applies,
            unit: file.unit,
            digits: file.digits,
            words: file.words,
        }
    }

    fn source(&mut self, path: Path<'_>, file: &FigureFile, item: Option<usize>) -> Source {
        if let Some(text) = &file.formula {
            let formula = self.formula(&joined(path, &["formula"]), text);
            return formula.map_or(Source::ByHand, |formula| Source::Formula(Box::new(formula)));
        }
        if let Some(rows) = &file.rows {
            return self
                .rows(&joined(path, &["rows"]), rows)
                .unwrap_or(Source::ByHand);
        }
        match (&file.test, file.outcome, item) {
            (None, None, _) => Source::ByHand,
            (Some(test), Some(outcome), Some(item)) => {
                let tests = self.pack.items[item].tests();
                match tests.iter().position(|known| known.id == *test) {
                    Some(test) => Source::Answers { test, outcome },
                    None => {
                        self.mistake(
                            path,
                            format!("没有检验 {test}"),
                            format!("there is no test `{test}`"),
                        );
                        Source::ByHand
                    }
                }
            }
            _ => {
                self.mistake(
                    path,
                    "test 与 outcome 要一起写".into(),
                    "`test` and `outcome` go together".into(),
                );
                Source::ByHand
            }
        }
    }

    fn rows(&mut self, path: Path<'_>, rows: &RowsFile) -> Option<Source> {
        let Some(stage) = self
            .pack
            .stages()
            .iter()
            .position(|stage| stage.id == rows.stage)
        else {
            let id = &rows.stage;
            self.mistake(
                path,
                format!("没有学段 {id}"),
                format!("there is no stage `{id}`"),
            );
            return None;
        };
        let form = self.pack.school_form();
        let kind = self
            .pack
            .sections
            .kind
            .as_deref()
            .and_then(|kind| form.column(kind));
        let options = kind.map_or(&[][..], |kind| &form.field_of(kind).options);
        let known = |id: &String| options.iter().position(|option| option.id == *id);
        let kinds: Vec<Option<usize>> = rows.kinds.iter().map(known).collect();
        if let Some(unknown) = kinds.iter().position(Option::is_none) {
            let id = &rows.kinds[unknown];
            self.mistake(
                path,
                format!("没有办学类型 {id}"),
                format!("there is no school kind `{id}`"),
            );
            return None;
        }
        Some(Source::Rows {
            stage,
            kinds: kinds.into_iter().flatten().collect(),
        })
    }

    fn formula(&mut self, path: Path<'_>, text: &str) -> Option<Formula> {
        let names = self.pack.names(Level::County, None);
        let formula = self.file.formula(path, text, &names);
        formula.map_err(|error| self.errors.push(error)).ok()
    }

    /// Every `{name}` of a text must be a figure.
    fn placeholders(&mut self, path: Path<'_>, text: Option<&Text>, figures: &Figures) {
        let Some(text) = text else { return };
        for (lang, text) in [("zh", &text.zh), ("en", &text.en)] {
            for name in placeholders(text).filter(|name| !figures.contains_key(*name)) {
                self.mistake(
                    &joined(path, &[lang]),
                    format!("没有数字 {name}"),
                    format!("there is no figure `{name}`"),
                );
            }
        }
    }
}

fn joined<'p>(path: &[&'p str], more: &[&'p str]) -> Vec<&'p str> {
    [path, more].concat()
}
