//! Every real file in `testdata/` has an origin card, and is still the file the card speaks of.

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::purity::files;

pub(crate) fn breaches(root: &Path) -> Vec<String> {
    let folders = ["testdata/real", "testdata/published"].map(|folder| root.join(folder));
    let data = folders.iter().flat_map(|folder| files(folder));
    data.filter(|file| file.extension().is_some_and(|e| e == "csv"))
        .filter_map(|file| breach(&file))
        .collect()
}

fn breach(file: &Path) -> Option<String> {
    let card = format!("{}.origin.toml", file.display());
    let Ok(text) = std::fs::read_to_string(&card) else {
        return Some(format!("origins: {} has no origin card", file.display()));
    };
    let table: toml::Table = match text.parse() {
        Ok(table) => table,
        Err(error) => return Some(format!("origins: {card}: {error}")),
    };
    let told = table
        .get("sha256")
        .and_then(toml::Value::as_str)
        .unwrap_or_default();
    let digest = Sha256::digest(std::fs::read(file).unwrap_or_default());
    let found: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    (told != found).then(|| {
        format!(
            "origins: {} is not the file its card speaks of",
            file.display()
        )
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_real_file_has_a_true_card() {
        let none: Vec<String> = Vec::new();
        assert_eq!(super::breaches(&crate::root()), none);
    }
}
