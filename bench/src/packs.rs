//! The pack that is measured, read from the project's own folder.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kernel::Day;
use standards::{Pack, PackFiles, Profile, SourceFile, Standard};

/// The pack's name.
pub const PACK: &str = "quality-balance-2017";

/// The day of judgment.
pub const DAY: Day = Day::constant(2025, 10, 1);

/// The folder of the project.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The pack on the day of judgment, under its usual profile.
pub fn standard() -> Result<Standard, Box<dyn Error>> {
    let root = project().join("packs");
    let mut files = Vec::new();
    collect(&root, &root.join(PACK), &mut files)?;
    let pack = Pack::load(
        &PackFiles {
            id: PACK.to_owned(),
            files,
        },
        &[],
    );
    let pack =
        pack.map_err(|errors| errors.iter().map(|e| format!("{e}\n")).collect::<String>())?;
    Ok(Arc::new(pack).on(DAY, &Profile::default())?)
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<SourceFile>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let name = path.strip_prefix(root)?.to_string_lossy().into_owned();
            files.push(SourceFile {
                path: name,
                text: fs::read_to_string(&path)?,
            });
        }
    }
    Ok(())
}
