//! The project's packs, read from its own folder.

use std::path::{Path, PathBuf};

use standards::{Pack, PackFiles, SourceFile};

pub(crate) fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub(crate) fn files(id: &str) -> PackFiles {
    let root = project().join("packs");
    let mut files = Vec::new();
    collect(&root, &root.join(id), &mut files);
    PackFiles {
        id: id.to_owned(),
        files,
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<SourceFile>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|e| e == "toml") {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            files.push(SourceFile {
                path: name,
                text: std::fs::read_to_string(&path).unwrap(),
            });
        }
    }
}

pub(crate) fn loads(base: &str, overlays: &[&str]) -> Pack {
    let overlays: Vec<PackFiles> = overlays.iter().map(|id| files(id)).collect();
    match Pack::load(&files(base), &overlays) {
        Ok(pack) => pack,
        Err(errors) => {
            let told: Vec<String> = errors.iter().map(|e| format!("{e} {:?}", e.span)).collect();
            panic!("{}", told.join("\n"))
        }
    }
}
