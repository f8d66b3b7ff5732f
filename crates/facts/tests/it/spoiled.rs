//! The spoiled files of `testdata/spoiled/`: what loads, and the cells that findings must name.

use std::collections::BTreeSet;

use facts::{Imported, Options};
use serde::Deserialize;

use crate::support::{map, pack, read, root, show};

#[derive(Deserialize)]
struct Expected {
    file: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    opens: bool,
    loads: usize,
    #[serde(default)]
    findings: Vec<Cell>,
}

#[derive(Deserialize)]
struct Cell {
    row: u32,
    column: Option<String>,
}

const STAGES: &[(&str, &str)] = &[("primary", "小学"), ("junior", "初中"), ("senior", "高中")];

fn spoiled(name: &str) -> Imported {
    let folder = root().join("testdata/spoiled");
    let (forms, _) = pack("quality-balance-2017", STAGES);
    let text = std::fs::read_to_string(folder.join("spoiled.map.toml")).unwrap();
    let options = Options {
        maps: vec![map(&text, &forms)],
        ..Options::default()
    };
    let bytes = std::fs::read(folder.join(name)).unwrap();
    read(vec![(name, bytes)], &forms, &[], &options)
}

fn places(imported: &Imported) -> BTreeSet<(u32, String)> {
    let mut places = BTreeSet::new();
    for finding in &imported.findings {
        let Some(place) = finding.place else { continue };
        let column = kernel::column_letters(place.column);
        places.insert((place.row + 1, column.clone()));
        let rows = finding.rows.iter().map(|row| row + 1);
        places.extend(rows.map(|row| (row, column.clone())));
    }
    places
}

#[test]
fn every_spoiled_file_is_told_where_it_is_spoiled() {
    let text = std::fs::read_to_string(root().join("testdata/spoiled/expected.toml")).unwrap();
    let expected: Expected = toml::from_str(&text).unwrap();
    let mut wrong = String::new();
    for case in expected.file {
        let imported = spoiled(&case.name);
        let loaded = imported.tables[1].len();
        let told = places(&imported);
        let named = |cell: &&Cell| match &cell.column {
            Some(column) => !told.contains(&(cell.row, column.clone())),
            None => !told.iter().any(|(row, _)| *row == cell.row),
        };
        let unnamed: Vec<String> = case
            .findings
            .iter()
            .filter(named)
            .map(|cell| format!("{}{}", cell.column.clone().unwrap_or_default(), cell.row))
            .collect();
        let silent = !case.opens && imported.findings.is_empty();
        if loaded != case.loads || !unnamed.is_empty() || silent {
            wrong += &format!(
                "== {}: loads {loaded}, not named {unnamed:?}\n{}\n",
                case.name,
                show(&imported)
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_is_told_about_each() {
    let text = std::fs::read_to_string(root().join("testdata/spoiled/expected.toml")).unwrap();
    let expected: Expected = toml::from_str(&text).unwrap();
    let mut told = String::new();
    for case in expected.file {
        let imported = spoiled(&case.name);
        told += &format!("{}\n", case.name);
        for finding in imported
            .findings
            .iter()
            .filter(|finding| finding.code != "map-used")
        {
            told += "   ";
            crate::support::show_finding(finding, &mut told);
        }
    }
    insta::assert_snapshot!(told);
}
