//! Which packs are there? Those built in, and those of a folder the user names.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use facts::toml_file::TomlFile;
use kernel::{PackError, Text};
use rust_embed::RustEmbed;
use serde::Deserialize;
use standards::{Pack, PackFiles, SourceFile};

use crate::failure::Failure;
use crate::words::shown;

#[derive(RustEmbed)]
#[folder = "../../packs"]
struct BuiltIn;

/// The text of a pack's file, to point into.
#[derive(Debug, Clone)]
pub(crate) struct SourceText {
    /// Where the user finds the file.
    pub(crate) shown: String,
    /// Its text.
    pub(crate) text: String,
}

/// One pack as it was found.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// Its files.
    pub(crate) files: PackFiles,
    /// The folder it was read from; none for those built in.
    pub(crate) folder: Option<PathBuf>,
}

/// All packs within reach, by id.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    packs: BTreeMap<String, Found>,
    usual: String,
}

/// The file that says which pack judges when nobody names one.
const SHELF_FILE: &str = "shelf.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShelfFile {
    default: String,
}

/// The pack that judges when nobody names one, of those built in.
pub(crate) fn usual() -> String {
    let file = BuiltIn::get(SHELF_FILE).map(|file| file.data.into_owned());
    let text = String::from_utf8(file.unwrap_or_default()).unwrap_or_default();
    read_usual(&text, SHELF_FILE).unwrap_or_default()
}

fn read_usual(text: &str, name: &str) -> Result<String, PackError> {
    let read: ShelfFile = TomlFile { name, text }.read()?;
    Ok(read.default)
}

impl Shelf {
    /// Those built in, added to or replaced by the packs of a folder.
    pub(crate) fn open(folder: Option<&Path>) -> Result<Shelf, Failure> {
        let mut shelf = Shelf {
            packs: built_in(),
            usual: usual(),
        };
        if let Some(folder) = folder {
            shelf.packs.extend(packs_in(folder)?);
            shelf.usual_of(&folder.join(SHELF_FILE))?;
        }
        Ok(shelf)
    }

    /// Takes the usual pack from a folder's own file, if it has one.
    fn usual_of(&mut self, path: &Path) -> Result<(), Failure> {
        let text = match std::fs::read(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            read => read.map_err(|error| Failure::reading(path, error))?,
        };
        let (text, shown) = (String::from_utf8_lossy(&text).into_owned(), shown(path));
        match read_usual(&text, &shown) {
            Ok(usual) => self.usual = usual,
            Err(error) => {
                let source = SourceText { shown, text };
                return Err(Failure::BrokenPack(vec![(error, Some(source))]));
            }
        }
        Ok(())
    }

    /// The pack asked for, or the one that judges when nobody names one.
    pub(crate) fn asked<'s>(&'s self, id: Option<&'s str>) -> &'s str {
        id.unwrap_or(&self.usual)
    }

    /// Every pack, by id.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &Found)> {
        self.packs.iter().map(|(id, found)| (id.as_str(), found))
    }

    /// The pack of an id.
    pub(crate) fn find(&self, id: &str) -> Result<&Found, Failure> {
        self.packs.get(id).ok_or_else(|| self.unknown(id))
    }

    fn unknown(&self, id: &str) -> Failure {
        Failure::UnknownStandard {
            written: id.to_owned(),
            known: self.packs.keys().cloned().collect(),
        }
    }

    /// The id of the pack that another one extends.
    pub(crate) fn extends(&self, id: &str) -> Result<Option<String>, Failure> {
        Pack::extends(&self.find(id)?.files).map_err(|error| self.broken(vec![error]))
    }

    /// The title a pack gives itself.
    pub(crate) fn title(&self, id: &str) -> Result<Text, Failure> {
        let title = Pack::title_of(&self.find(id)?.files);
        title
            .map(|(_, title)| title)
            .map_err(|error| self.broken(vec![error]))
    }

    /// A pack with overlays upon it. An overlay may be asked for by itself: what it extends comes
    /// with it.
    pub(crate) fn load(&self, id: &str, overlays: &[String]) -> Result<Arc<Pack>, Failure> {
        let mut chain = vec![id.to_owned()];
        while let Some(below) = self.extends(&chain[0])? {
            if chain.contains(&below) {
                break;
            }
            chain.insert(0, below);
        }
        chain.extend(overlays.iter().cloned());
        let files: Vec<PackFiles> = chain
            .iter()
            .map(|id| Ok(self.find(id)?.files.clone()))
            .collect::<Result<_, Failure>>()?;
        let (base, overlays) = files.split_first().ok_or_else(|| self.unknown(id))?;
        Pack::load(base, overlays)
            .map(Arc::new)
            .map_err(|errors| self.broken(errors))
    }

    /// Mistakes with the texts they point into.
    pub(crate) fn broken(&self, errors: Vec<PackError>) -> Failure {
        let with_text = |error: PackError| {
            let text = self.text(&error.file);
            (error, text)
        };
        Failure::BrokenPack(errors.into_iter().map(with_text).collect())
    }

    fn text(&self, path: &str) -> Option<SourceText> {
        let (id, inside) = path.split_once('/')?;
        let found = self.packs.get(id)?;
        let file = found.files.files.iter().find(|file| file.path == path)?;
        let shown = match &found.folder {
            Some(folder) => shown(&folder.join(inside)),
            None => path.to_owned(),
        };
        Some(SourceText {
            shown,
            text: file.text.clone(),
        })
    }
}

fn built_in() -> BTreeMap<String, Found> {
    let mut packs: BTreeMap<String, Found> = BTreeMap::new();
    for path in BuiltIn::iter() {
        let (Some(file), Some((id, _))) = (BuiltIn::get(&path), path.split_once('/')) else {
            continue;
        };
        if !path.ends_with(".toml") {
            continue;
        }
        let text = String::from_utf8_lossy(&file.data).into_owned();
        let pack = packs.entry(id.to_owned()).or_insert_with(|| Found {
            files: PackFiles {
                id: id.to_owned(),
                files: Vec::new(),
            },
            folder: None,
        });
        pack.files.files.push(SourceFile {
            path: path.to_string(),
            text,
        });
    }
    packs
}

/// The packs of a folder: the folder itself when it has a `pack.toml`, else its subfolders.
fn packs_in(folder: &Path) -> Result<BTreeMap<String, Found>, Failure> {
    let mut packs = BTreeMap::new();
    let folders = if folder.join("pack.toml").is_file() {
        vec![folder.to_owned()]
    } else {
        entries(folder)?
            .into_iter()
            .filter(|path| path.join("pack.toml").is_file())
            .collect()
    };
    for folder in folders {
        let name = match folder
            .canonicalize()
            .unwrap_or_else(|_| folder.clone())
            .file_name()
        {
            Some(name) => name.to_string_lossy().into_owned(),
            None => continue,
        };
        let mut files = Vec::new();
        collect(&name, &folder, &folder, &mut files)?;
        packs.insert(
            name.clone(),
            Found {
                files: PackFiles { id: name, files },
                folder: Some(folder),
            },
        );
    }
    if packs.is_empty() {
        Err(Failure::NoPacks(folder.to_owned()))
    } else {
        Ok(packs)
    }
}

fn collect(
    id: &str,
    root: &Path,
    folder: &Path,
    files: &mut Vec<SourceFile>,
) -> Result<(), Failure> {
    for path in entries(folder)? {
        if path.is_dir() {
            collect(id, root, &path, files)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let text = std::fs::read(&path).map_err(|error| Failure::reading(&path, error))?;
            let inside = path.strip_prefix(root).unwrap_or(&path);
            let inside: Vec<_> = inside
                .components()
                .map(|c| c.as_os_str().to_string_lossy())
                .collect();
            let text = String::from_utf8_lossy(&text).into_owned();
            files.push(SourceFile {
                path: format!("{id}/{}", inside.join("/")),
                text,
            });
        }
    }
    Ok(())
}

/// What lies in a folder, in the order of names.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let fail = |error| Failure::reading(folder, error);
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        paths.push(entry.map_err(fail)?.path());
    }
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overlay_brings_what_it_extends() {
        let shelf = Shelf::open(None).unwrap();
        let pack = shelf.load("liaoning", &[]).unwrap();
        assert_eq!(pack.id, "quality-balance-2017+liaoning");
        let same = shelf
            .load("quality-balance-2017", &["liaoning".to_owned()])
            .unwrap();
        assert_eq!(pack.hash, same.hash);
    }

    #[test]
    fn a_folder_may_say_which_pack_is_usual() {
        let folder = tempfile::tempdir().unwrap();
        let pack = folder.path().join("own");
        std::fs::create_dir(&pack).unwrap();
        std::fs::write(pack.join("pack.toml"), "").unwrap();
        let built_in = Shelf::open(None).unwrap();
        assert!(built_in.find(built_in.asked(None)).is_ok());
        assert_eq!(built_in.asked(Some("own")), "own");
        let shelf = Shelf::open(Some(folder.path())).unwrap();
        assert_eq!(shelf.asked(None), built_in.asked(None));
        let file = folder.path().join(SHELF_FILE);
        std::fs::write(&file, "default = \"own\"\n").unwrap();
        let shelf = Shelf::open(Some(folder.path())).unwrap();
        assert_eq!(shelf.asked(None), "own");
        std::fs::write(&file, "usual = 1\n").unwrap();
        let wrong = Shelf::open(Some(folder.path()));
        assert!(matches!(wrong, Err(Failure::BrokenPack(_))));
    }

    #[test]
    fn a_folder_replaces_and_adds() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../stories/packs");
        let shelf = Shelf::open(Some(&folder)).unwrap();
        assert!(shelf.find("miscounted").is_ok() && shelf.find("school-conditions").is_ok());
        let Err(Failure::BrokenPack(mistakes)) = shelf.load("miscounted", &[]) else {
            panic!("it adds m² to pupils")
        };
        assert!(
            mistakes[0]
                .1
                .as_ref()
                .unwrap()
                .shown
                .ends_with("indicators/area.toml")
        );
        assert!(matches!(
            Shelf::open(Some(Path::new("src"))),
            Err(Failure::NoPacks(_))
        ));
    }
}
