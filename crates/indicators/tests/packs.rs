//! The project's own packs load, and what they say is what they mean.

use std::path::Path;
use std::sync::Arc;

use indicators::run_case;
use standards::{Pack, PackFiles, SourceFile};

fn files(id: &str) -> PackFiles {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut files = Vec::new();
    collect(&root, &root.join(id), &mut files);
    PackFiles { id: id.to_owned(), files }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<SourceFile>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|e| e == "toml") {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            files.push(SourceFile { path: name, text: std::fs::read_to_string(&path).unwrap() });
        }
    }
}

fn loads(base: &str, overlays: &[&str]) -> Pack {
    let overlays: Vec<PackFiles> = overlays.iter().map(|id| files(id)).collect();
    match Pack::load(&files(base), &overlays) {
        Ok(pack) => pack,
        Err(errors) => {
            let told: Vec<String> = errors.iter().map(|e| format!("{e} {:?}", e.span)).collect();
            panic!("{}", told.join("\n"))
        }
    }
}

#[test]
fn school_conditions_loads() {
    let pack = loads("school-conditions", &[]);
    assert!(pack.items.is_empty(), "no law, no verdict");
}

#[test]
fn quality_balance_has_seven_indicators_and_its_items() {
    let pack = loads("quality-balance-2017", &[]);
    assert_eq!(pack.indicators.len(), 7);
    for id in ["schools", "spread", "G1", "G15", "Q1", "Q9", "S1", "V1", "V6", "P1"] {
        assert!(pack.items.iter().any(|item| item.id == id), "{id}");
    }
}

#[test]
fn liaoning_overlays_quality_balance() {
    let pack = loads("quality-balance-2017", &["liaoning"]);
    assert_eq!(pack.id, "quality-balance-2017+liaoning");
}

#[test]
fn basic_balance_has_eight_indicators() {
    assert_eq!(loads("basic-balance-2012", &[]).indicators.len(), 8);
}

fn cases_hold(base: &str, overlays: &[&str]) {
    let pack = Arc::new(loads(base, overlays));
    assert!(!pack.cases.is_empty());
    let failures: Vec<String> = pack
        .cases
        .iter()
        .flat_map(|case| run_case(&pack, case))
        .map(|f| format!("{} · {}: expected {}, found {}", f.file, f.of, f.expected, f.found))
        .collect();
    assert!(failures.is_empty(), "{} of {} cases:\n{}", failures.len(), pack.cases.len(), failures.join("\n"));
}

#[test]
fn cases_of_quality_balance() {
    cases_hold("quality-balance-2017", &[]);
}

#[test]
fn cases_of_liaoning() {
    cases_hold("quality-balance-2017", &["liaoning"]);
}

#[test]
fn cases_of_basic_balance() {
    cases_hold("basic-balance-2012", &[]);
}

#[test]
fn cases_of_school_conditions() {
    cases_hold("school-conditions", &[]);
}
