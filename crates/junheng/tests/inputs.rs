//! Files as offices really send them: a mistyped year, no year at all, rows of nobody's county, names
//! that talk to the terminal, pipes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use std::path::Path;
use std::process::{Command, Output};

fn junheng(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_junheng"));
    command.current_dir(folder).env("JUNHENG_LANG", "zh");
    command.args(args).args(["-s", "school-conditions"]);
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    let both = [output.stdout.as_slice(), &output.stderr].concat();
    String::from_utf8(both).unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

const HEAD: &str = "学校名称,县区,年度,在校生数（小学）,专任教师数（小学）\n";

/// A folder with a file of some schools: county and year of each.
fn schools(name: &str, rows: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    add(folder.path(), name, rows);
    folder
}

fn add(folder: &Path, name: &str, rows: &[(&str, &str)]) {
    let mut text = HEAD.to_owned();
    for (number, (county, year)) in rows.iter().enumerate() {
        text.push_str(&format!(
            "第{number}小学,{county},{year},{},20\n",
            300 + number
        ));
    }
    std::fs::write(folder.join(name), text).unwrap();
}

#[test]
fn a_mistyped_year_is_told_and_takes_nobody_along() {
    let mut rows = vec![("东县", "2025"); 9];
    rows[4].1 = "2052";
    rows[6].1 = "2015";
    let folder = schools("a.csv", &rows);
    let read = junheng(folder.path(), &["assess", "a.csv", "-f", "json"]);
    let run = json(&read);
    assert_eq!(run["input"]["year"], 2025);
    assert_eq!(run["input"]["rows"]["read"], 9);
    assert_eq!(run["input"]["rows"]["loaded"], 8);
    assert_eq!(run["input"]["rows"]["other_years"], 1);
    assert_eq!(run["input"]["rows"]["refused"], 1);
    let screen = said(&junheng(folder.path(), &["assess", "a.csv"]));
    assert!(
        screen.contains("没有采用：2015 年的 1 行（a.csv，第8行）"),
        "{screen}"
    );
    assert!(screen.contains("装入 8（其中其他年度 1）"), "{screen}");
    let checked = junheng(folder.path(), &["facts", "check", "a.csv"]);
    assert_eq!(checked.status.code(), Some(4));
    let found = said(&checked);
    assert!(
        found.contains("year-to-come") && found.contains("第6行C列"),
        "{found}"
    );
    assert!(
        found.contains("year-other") && found.contains("第8行A列"),
        "{found}"
    );
}

#[test]
fn rows_without_a_year_take_the_only_one_there_is() {
    let folder = schools("a.csv", &[("东县", ""), ("东县", "")]);
    add(folder.path(), "b.csv", &[("西县", "2025")]);
    let run = json(&junheng(
        folder.path(),
        &["assess", "a.csv", "b.csv", "-f", "json"],
    ));
    assert_eq!(run["input"]["year"], 2025);
    assert_eq!(run["counties"].as_array().unwrap().len(), 2);
    assert!(run["findings"].to_string().contains("year-taken"));

    add(folder.path(), "c.csv", &[("西县", "2024")]);
    let files = ["facts", "check", "a.csv", "b.csv", "c.csv"];
    let found = junheng(folder.path(), &files);
    assert_eq!(found.status.code(), Some(4));
    assert!(said(&found).contains("year-needed"), "{}", said(&found));

    let alone = json(&junheng(folder.path(), &["assess", "a.csv", "-f", "json"]));
    assert_eq!(alone["input"]["year"], serde_json::Value::Null);
    assert_eq!(alone["counties"].as_array().unwrap().len(), 1);
}

#[test]
fn a_county_asked_for_adopts_no_strangers() {
    let folder = schools("a.csv", &[("东县", "2025"), ("", "2025"), ("西县", "2025")]);
    let args = ["assess", "a.csv", "--county", "东县", "-f", "json"];
    let run = json(&junheng(folder.path(), &args));
    assert_eq!(run["counties"][0]["sections"].as_array().unwrap().len(), 1);
    assert!(run["findings"].to_string().contains("county-unknown"));
    let text = "学校名称,年度,在校生数（小学）\n甲小学,2025,300\n乙小学,2025,310\n";
    std::fs::write(folder.path().join("b.csv"), text).unwrap();
    let args = ["assess", "b.csv", "--county", "东县", "-f", "json"];
    let run = json(&junheng(folder.path(), &args));
    assert_eq!(run["counties"][0]["sections"].as_array().unwrap().len(), 2);
}

#[test]
fn every_county_explains_itself_by_name() {
    let folder = schools(
        "a.csv",
        &[
            ("东县", "2025"),
            ("东县", "2025"),
            ("西县", "2025"),
            ("西县", "2025"),
        ],
    );
    let args = ["explain", "a.csv", "--of", "小学 teachers_per_100 CV"];
    let told = said(&junheng(folder.path(), &args));
    let heads = told
        .lines()
        .filter(|line| line.contains("差异系数") && line.contains(" · "));
    let heads: Vec<&str> = heads.collect();
    assert_eq!(heads.len(), 2, "{told}");
    assert!(
        heads[0].starts_with("东县 · ") && heads[1].starts_with("西县 · "),
        "{told}"
    );
}

#[test]
fn counties_stand_in_the_order_of_names_with_or_without_schools() {
    let folder = schools("a.csv", &[("乙县", "2025"), ("丁县", "2025")]);
    let text = "县区,年度,申报年度\n丙县,2025,2026\n丁县,2025,2026\n";
    std::fs::write(folder.path().join("b.csv"), text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_junheng"));
    command.current_dir(folder.path());
    command.args(["assess", "a.csv", "b.csv", "-f", "json"]);
    let run = json(&command.output().unwrap());
    let counties = run["counties"].as_array().unwrap().iter();
    let names: Vec<&str> = counties
        .map(|county| county["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["丁县", "丙县", "乙县"]);
}

#[test]
fn names_never_talk_to_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let text = "学校名称,县区,年度,在校生数（小学）,专任教师数（小学）\n\
                甲\u{1b}[31m红\u{7}小学,某\u{1b}]0;x\u{7}县,2025,三百\u{1b}[2J,20\n\
                乙\u{9b}小学,某\u{1b}]0;x\u{7}县,2025,300,20\n";
    std::fs::write(folder.path().join("a\u{1b}[2J.csv"), text).unwrap();
    let commands: [&[&str]; 7] = [
        &["assess"],
        &["assess", "-f", "csv"],
        &["gaps"],
        &["facts", "check"],
        &["facts", "check", "-f", "csv"],
        &["facts", "import"],
        &["facts", "map"],
    ];
    for command in commands {
        let mut args = command.to_vec();
        args.push("a\u{1b}[2J.csv");
        let text = said(&junheng(folder.path(), &args));
        let raw = |c: char| c.is_control() && c != '\n' && c != '\t';
        assert!(
            !text.is_empty() && !text.contains(raw),
            "{command:?} {text:?}"
        );
    }
    let missing = said(&junheng(
        folder.path(),
        &["assess", "b\u{1b}[2J.csv", "--day", "\u{1b}[2J"],
    ));
    assert!(!missing.contains('\u{1b}'), "{missing:?}");
}

#[cfg(unix)]
#[test]
fn pipes_are_read_like_files() {
    let folder = schools("a.csv", &[("东县", ""), ("西县", "2025")]);
    let made = Command::new("mkfifo")
        .arg(folder.path().join("pipe"))
        .status();
    assert!(made.unwrap().success());
    let writer = std::thread::spawn({
        let folder = folder.path().to_owned();
        move || std::fs::copy(folder.join("a.csv"), folder.join("pipe")).unwrap()
    });
    let run = json(&junheng(folder.path(), &["assess", "pipe", "-f", "json"]));
    writer.join().unwrap();
    assert_eq!(run["input"]["rows"]["loaded"], 2);
    assert_eq!(run["input"]["year"], 2025);
}
