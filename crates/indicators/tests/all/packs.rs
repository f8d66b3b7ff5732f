//! The project's own packs load, and their cases hold.

use std::sync::Arc;

use indicators::run_case;

use crate::common::loads;

#[test]
fn school_conditions_loads() {
    let pack = loads("school-conditions", &[]);
    assert!(pack.items.is_empty(), "no law, no verdict");
}

#[test]
fn quality_balance_has_seven_indicators_and_its_items() {
    let pack = loads("quality-balance-2017", &[]);
    assert_eq!(pack.indicators.len(), 7);
    for id in [
        "schools", "spread", "G1", "G15", "Q1", "Q9", "S1", "V1", "V6", "P1",
    ] {
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
        .map(|f| {
            format!(
                "{} · {}: expected {}, found {}",
                f.file, f.of, f.expected, f.found
            )
        })
        .collect();
    assert!(
        failures.is_empty(),
        "{} of {} cases:\n{}",
        failures.len(),
        pack.cases.len(),
        failures.join("\n")
    );
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
