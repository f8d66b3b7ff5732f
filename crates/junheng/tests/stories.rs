//! Transcripts of the program in use: every command in `stories/*.md` is run, and what it prints is
//! compared with what is written there.
//!
//! After a change that is meant, `TRYCMD=overwrite cargo test -p junheng --test stories` writes the
//! transcripts anew; read the difference before you commit it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use std::path::Path;
use std::process::Command;

const JUNHENG: &str = env!("CARGO_BIN_EXE_junheng");
const PACKS: [&str; 4] = [
    "basic-balance-2012",
    "liaoning",
    "quality-balance-2017",
    "school-conditions",
];

#[test]
fn stories_are_told_as_they_happen() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::env::set_current_dir(root).unwrap();
    // A sample is not written over files that are there.
    drop(std::fs::remove_dir_all("target/stories"));
    std::fs::create_dir_all("target/stories").unwrap();
    let cases = trycmd::TestCases::new();
    cases
        .register_bin("junheng", Path::new(JUNHENG))
        .env("COLUMNS", "80")
        .env("LANG", "C.UTF-8")
        .env("JUNHENG_LANG", "zh")
        .case("stories/*.md");
    // Fingerprints change with every edit of a pack; what they are is not the stories' business.
    cases
        .extend_vars(PACKS.map(|pack| ("[STANDARD]", fingerprint(pack))))
        .unwrap();
}

/// The fingerprint of a pack as it stands, from the head of its printed text.
fn fingerprint(pack: &str) -> String {
    let printed = Command::new(JUNHENG)
        .args(["--lang", "en", "standards", "print", pack])
        .output();
    let printed = String::from_utf8(printed.unwrap().stdout).unwrap();
    let head = printed.lines().nth(1).unwrap_or_default();
    head.rsplit(' ').next().unwrap_or_default().to_owned()
}
