//! The coefficients that the program prints for a real city are those that two independent programs
//! computed from the same file.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn junheng(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_junheng"));
    command
        .current_dir(root())
        .args(args)
        .env("JUNHENG_LANG", "zh");
    command
}

const TAINAN: &str = "testdata/real/tw_tainan_schools_2014.csv";

/// What the reference calls an indicator, and what the pack does.
const SAME: [(&str, &str); 5] = [
    ("teachers_regular_per_100", "teachers_per_100"),
    ("classes_per_100", "classes_per_100"),
    ("site_area_per_student", "site_area_per_pupil"),
    ("floor_area_per_student", "floor_area_per_pupil"),
    ("current_expenditure_per_student", "current_per_pupil"),
];

fn rows(bytes: &[u8]) -> Vec<HashMap<String, String>> {
    csv::Reader::from_reader(bytes)
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

fn spreads(profile: &[&str]) -> Vec<HashMap<String, String>> {
    let mut args = vec![
        "assess",
        TAINAN,
        "--standard",
        "school-conditions",
        "--day",
        "2026-11-22",
        "-f",
        "csv",
    ];
    args.extend(profile);
    let output = junheng(&args).output().unwrap();
    assert!(output.status.success());
    rows(&output.stdout)
        .into_iter()
        .filter(|row| row["kind"] == "spread")
        .collect()
}

fn near(printed: &str, reference: &str, what: &str) {
    let (printed, reference): (f64, f64) = (printed.parse().unwrap(), reference.parse().unwrap());
    assert!(
        (printed - reference).abs() <= 1e-9 * reference.abs(),
        "{what}: {printed} {reference}"
    );
}

#[test]
fn csv_holds_the_reference_coefficients() {
    let reference = std::fs::read(root().join("testdata/real/cv_reference_computed.csv")).unwrap();
    let reference = rows(&reference);
    assert_eq!(reference.len(), 10);
    let readings = [
        (spreads(&[]), "cv_weighted", "mean_weighted"),
        (
            spreads(&["-p", "cv_weighting=none"]),
            "cv_unweighted_pop",
            "mean_unweighted",
        ),
        (
            spreads(&["-p", "cv_weighting=sample"]),
            "cv_unweighted_sample",
            "mean_unweighted",
        ),
    ];
    for expected in &reference {
        let (_, indicator) = SAME
            .into_iter()
            .find(|(theirs, _)| *theirs == expected["indicator"])
            .unwrap();
        for (spreads, cv, mean) in &readings {
            let printed = spreads
                .iter()
                .find(|row| row["stage"] == expected["level"] && row["item"] == indicator)
                .unwrap();
            assert_eq!(printed["n"], expected["n_schools"]);
            near(&printed["cv"], &expected[*cv], indicator);
            near(&printed["mean"], &expected[*mean], indicator);
        }
    }
}

#[test]
fn the_same_question_gives_the_same_bytes() {
    for format in ["table", "json", "csv"] {
        let args = [
            "assess",
            TAINAN,
            "--standard",
            "school-conditions",
            "--day",
            "2026-11-22",
            "-f",
            format,
        ];
        let runs = [0, 1].map(|_| junheng(&args).output().unwrap().stdout);
        assert!(!runs[0].is_empty());
        assert!(runs[0] == runs[1], "{format}");
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_nothing_half_done() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("result.json");
    let mut args = vec!["assess"];
    // Enough to read for Ctrl-C to come in the middle of it.
    args.extend([concat!("testdata/real/", "ph_schools_2015.csv"); 20]);
    args.extend([
        "--standard",
        "school-conditions",
        "--out",
        out.to_str().unwrap(),
    ]);
    let mut child = junheng(&args)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(500));
    let sent = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(sent.success());
    let status = child.wait().unwrap();
    assert_eq!(status.code(), Some(130));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_reader_that_has_enough_is_no_mistake() {
    let mut child = junheng(&["standards", "print"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}
