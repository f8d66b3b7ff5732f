//! Forms, maps and a way to write down what an import gave.

use std::fmt::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use facts::catalogue::{ColumnId, Form, Stage};
use facts::table::{Datum, Table};
use facts::toml_file::TomlFile;
use facts::{Imported, Input, Mapping, Options, import};
use kernel::{Finding, Text};

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub(crate) fn stages(ids: &[(&str, &str)]) -> Arc<[Stage]> {
    let stage = |(id, zh): &(&str, &str)| Stage {
        id: (*id).to_owned(),
        title: Text {
            zh: (*zh).to_owned(),
            en: (*id).to_owned(),
        },
        judged: true,
    };
    ids.iter().map(stage).collect()
}

pub(crate) fn form(text: &str, stages: &Arc<[Stage]>) -> Arc<Form> {
    let file = TomlFile {
        name: "form.toml",
        text,
    };
    Arc::new(Form::load(file, stages.clone()).unwrap_or_else(|errors| panic!("{errors:?}")))
}

pub(crate) fn map(text: &str, forms: &[Arc<Form>]) -> Mapping {
    Mapping::load(
        TomlFile {
            name: "map.toml",
            text,
        },
        forms,
    )
    .unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// The stages a pack names, and its forms and maps.
pub(crate) fn pack(id: &str, stage_ids: &[(&str, &str)]) -> (Vec<Arc<Form>>, Vec<Mapping>) {
    let folder = root().join("packs").join(id).join("forms");
    let stages = stages(stage_ids);
    let files = |folder: &Path| {
        let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
            .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
            .unwrap_or_default();
        files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
        files.sort();
        files
            .into_iter()
            .map(|path| std::fs::read_to_string(path).unwrap())
            .collect::<Vec<_>>()
    };
    let forms: Vec<Arc<Form>> = files(&folder)
        .iter()
        .map(|text| form(text, &stages))
        .collect();
    let maps = files(&folder.join("maps"))
        .iter()
        .map(|text| map(text, &forms))
        .collect();
    (forms, maps)
}

pub(crate) fn read(
    files: Vec<(&str, Vec<u8>)>,
    forms: &[Arc<Form>],
    maps: &[Mapping],
    options: &Options,
) -> Imported {
    let inputs = files
        .into_iter()
        .map(|(name, bytes)| Input::bytes(name, bytes))
        .collect();
    import(inputs, forms, maps, options, &mut |_| {
        ControlFlow::Continue(())
    })
}

/// Everything an import gave, as text.
pub(crate) fn show(imported: &Imported) -> String {
    let mut text = String::new();
    for table in imported.tables.iter().filter(|table| !table.is_empty()) {
        show_table(table, &mut text);
    }
    for finding in &imported.findings {
        show_finding(finding, &mut text);
    }
    let tally = imported.tally();
    assert_eq!(
        tally.read,
        tally.loaded + tally.refused + tally.totals + tally.blank,
        "{tally:?}"
    );
    writeln!(
        text,
        "{} read = {} loaded + {} refused + {} totals + {} blank",
        tally.read, tally.loaded, tally.refused, tally.totals, tally.blank
    )
    .unwrap();
    text
}

pub(crate) fn show_table(table: &Table, text: &mut String) {
    for (row, subject) in table.subjects.iter().enumerate() {
        write!(
            text,
            "{} {} {} {}",
            subject.code, subject.name, subject.county, subject.year
        )
        .unwrap();
        if let Some(parent) = &subject.parent {
            write!(text, " of {parent}").unwrap();
        }
        for (id, column) in table.form.columns.iter().enumerate() {
            let id = ColumnId(id as u32);
            let entry = table.get(row, id);
            let places: Vec<String> = table
                .places(row, id)
                .into_iter()
                .map(|place| place.address())
                .collect();
            let shown = match entry.datum {
                Datum::Number(number) => number.normalize().to_string(),
                Datum::Choice(option) => table.form.field_of(id).options[usize::from(option)]
                    .id
                    .clone(),
                Datum::Missing(_) if !entry.place.is_cell() => continue,
                Datum::Missing(missing) => missing.code().to_owned(),
            };
            write!(text, " | {} {shown} {}", column.name, places.join("+")).unwrap();
        }
        text.push('\n');
    }
}

pub(crate) fn show_finding(finding: &Finding, text: &mut String) {
    let code = facts::codes::ALL
        .iter()
        .find(|code| code.id == finding.code);
    if let Some(code) = code {
        let mut given: Vec<&str> = finding.args.iter().map(|(name, _)| name.as_str()).collect();
        let mut named = code.args.to_vec();
        given.sort_unstable();
        named.sort_unstable();
        assert_eq!(given, named, "values of {}", code.id);
    }
    write!(text, "! {}", finding.code).unwrap();
    if let Some(document) = finding
        .document
        .as_ref()
        .filter(|document| !document.sheet.is_empty())
    {
        write!(text, " <{}>", document.sheet).unwrap();
    }
    if let Some(place) = finding.place {
        write!(text, " {}", place.address()).unwrap();
    }
    for (name, value) in &finding.args {
        if !name.ends_with("_en") {
            write!(text, " {name}={value}").unwrap();
        }
    }
    if !finding.rows.is_empty() && finding.code != "more-alike" {
        let rows = kernel::rows_text(&finding.rows);
        write!(text, " alike_count={} alike_rows={rows}", finding.count()).unwrap();
    }
    text.push('\n');
}
