//! Words that must not stand in the source: disk, clock and terminal below the line; the names of
//! other people's machines anywhere.

use std::path::{Path, PathBuf};

use crate::arrows::PURE;

const IMPURE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "SystemTime",
    "Instant::now",
    "println!",
    "eprintln!",
    "rand::",
];

pub(crate) fn breaches(root: &Path) -> Vec<String> {
    let mut breaches = Vec::new();
    for room in PURE {
        for file in files(&root.join("crates").join(room).join("src")) {
            let text = std::fs::read_to_string(&file).unwrap_or_default();
            // Tests at the end of a file may read the disk.
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for word in IMPURE.iter().filter(|word| code.contains(**word)) {
                breaches.push(format!("purity: {} names {word}", file.display()));
            }
        }
    }
    breaches
}

/// Every file below a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut all: Vec<PathBuf> = paths
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect();
    all.sort();
    all
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_impure_below_the_line() {
        let none: Vec<String> = Vec::new();
        assert_eq!(super::breaches(&crate::root()), none);
    }
}
