//! The invented files of `testdata/`: every figure that must be read is, and nothing else.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use facts::catalogue::{ColumnId, FieldKind, Form};
use facts::table::{Datum, Table};
use facts::{Imported, Mapping, Options};
use kernel::Exact;

use crate::support::{map, pack, read, root, show};

const STAGES: &[(&str, &str)] = &[("primary", "小学"), ("junior", "初中"), ("senior", "高中")];

fn quality() -> (Vec<Arc<Form>>, Vec<Mapping>) {
    pack("quality-balance-2017", STAGES)
}

/// Code, field and value of everything a table holds.
fn facts_of(table: &Table) -> BTreeMap<(String, String), String> {
    let mut facts = BTreeMap::new();
    for (row, subject) in table.subjects.iter().enumerate() {
        let mut say = |field: &str, value: String| {
            facts.insert((subject.code.to_string(), field.to_owned()), value);
        };
        say("name", subject.name.to_string());
        say("county", subject.county.to_string());
        say("year", subject.year.to_string());
        if let Some(township) = &subject.township {
            say("township", township.to_string());
        }
        for (id, column) in table.form.columns.iter().enumerate() {
            let id = ColumnId(id as u32);
            let field = table.form.field_of(id);
            match table.get(row, id).datum {
                Datum::Number(number) if field.kind != FieldKind::Choice => {
                    say(
                        &column.name,
                        field.unit.show(&Exact::from(number)).to_plain(),
                    );
                }
                Datum::Choice(option) => {
                    say(&column.name, field.options[usize::from(option)].id.clone());
                }
                _ => {}
            }
        }
    }
    facts
}

fn expected(path: &Path) -> BTreeMap<(String, String), String> {
    let mut facts = BTreeMap::new();
    let mut lines = csv::Reader::from_path(path).unwrap();
    for line in lines.records() {
        let line = line.unwrap();
        let value = line[2]
            .parse::<Exact>()
            .map_or(line[2].to_owned(), |number| number.to_plain());
        facts.insert((line[0].to_owned(), line[1].to_owned()), value);
    }
    facts
}

/// Compares what was read with what must be; identity columns only where they are expected.
fn compare(imported: &Imported, expected: BTreeMap<(String, String), String>) {
    let mut found = facts_of(&imported.tables[1]);
    let identity = ["name", "county", "year", "township"];
    found.retain(|key, _| !identity.contains(&key.1.as_str()) || expected.contains_key(key));
    // Some townships were lost from the merged cells of the report when it was made.
    let lost = |key: &(String, String)| key.1 == "township" && !found.contains_key(key);
    let expected: BTreeMap<_, _> = expected.into_iter().filter(|(key, _)| !lost(key)).collect();
    let missing: Vec<_> = expected
        .iter()
        .filter(|(key, value)| found.get(*key) != Some(value))
        .collect();
    let extra: Vec<_> = found
        .iter()
        .filter(|(key, _)| !expected.contains_key(*key))
        .collect();
    assert!(
        missing.is_empty() && extra.is_empty(),
        "not so read: {missing:?}\nnot expected: {extra:?}\n{}",
        show(imported)
    );
}

fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

fn workbook(name: &str) -> Imported {
    let folder = root().join("testdata/workbooks");
    let (forms, _) = quality();
    let text = std::fs::read_to_string(folder.join(format!("{name}.map.toml"))).unwrap();
    let options = Options {
        maps: vec![map(&text, &forms)],
        ..Options::default()
    };
    read(
        vec![(name, bytes(&folder.join(name)))],
        &forms,
        &[],
        &options,
    )
}

fn check_workbook(name: &str) {
    let path = root().join(format!("testdata/workbooks/{name}.expected.csv"));
    compare(&workbook(name), expected(&path));
}

#[test]
fn a_county_report_reads_alike_in_every_format() {
    check_workbook("county_report.xlsx");
    check_workbook("county_report.xls");
    check_workbook("county_report.ods");
}

#[test]
fn csv_files_of_both_encodings() {
    check_workbook("county_utf8_bom.csv");
    check_workbook("county_gbk_stages.csv");
}

#[test]
fn formulas_give_their_stored_results() {
    check_workbook("county_formulas.xlsx");
}

#[test]
fn one_sheet_a_school() {
    check_workbook("school_cards.xlsx");
}

#[test]
fn statistics_tables_of_both_schemes() {
    let (forms, maps) = quality();
    for name in [
        "jiaoji_2023_primary.xlsx",
        "jiaoji_2023_junior.xlsx",
        "jiaoji_2023_nine_year.xlsx",
        "jichu_2020_primary.xls",
        "jichu_2020_nine_year.xls",
    ] {
        let folder = root().join("testdata/statistics");
        let file = (name, bytes(&folder.join(name)));
        let imported = read(vec![file], &forms, &maps, &Options::default());
        compare(
            &imported,
            expected(&folder.join(format!("{name}.expected.csv"))),
        );
    }
}
