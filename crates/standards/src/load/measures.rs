//! Named formulas, in whatever order their files stand.

use std::sync::Arc;

use facts::toml_file::TomlFile;
use kernel::{PackError, Text, Unit};
use serde::Deserialize;

use super::{Loader, Wanted, twice};
use crate::indicator::Staged;
use crate::item::Level;
use crate::pack::PackFiles;
use crate::scope::Measure;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasureFile {
    id: String,
    title: Text,
    level: Level,
    unit: Unit,
    formula: Staged,
    #[serde(default, rename = "note")]
    _note: Option<Text>,
}

impl Loader<'_> {
    /// A measure may use others: those that resolve are added until no more do, and what is left
    /// then is a mistake (an unknown name, or a circle).
    pub(super) fn measures(&mut self, folder: &PackFiles) {
        let mut open: Vec<(TomlFile<'_>, MeasureFile)> = Vec::new();
        for file in folder.folder("standards/measures") {
            open.extend(self.errors.keep(file.read()).map(|read| (file, read)));
        }
        loop {
            let before = open.len();
            let mut left = Vec::new();
            let mut mistakes = Vec::new();
            for (file, read) in open {
                match self.measure(file, &read) {
                    Ok(measure) => self.vocabulary.measures.push(measure),
                    Err(mistake) => {
                        mistakes.push(mistake);
                        left.push((file, read));
                    }
                }
            }
            open = left;
            if open.len() == before {
                mistakes
                    .into_iter()
                    .for_each(|mistake| self.errors.push(mistake));
                return;
            }
        }
    }

    fn measure(&self, file: TomlFile<'_>, read: &MeasureFile) -> Result<Measure, PackError> {
        self.known_stages(file, &["formula"], &read.formula)?;
        if self
            .vocabulary
            .measures
            .iter()
            .any(|known| known.id == read.id)
        {
            return Err(twice(file.name, &read.id));
        }
        let stages: Vec<Option<usize>> = match read.level {
            Level::Section => (0..self.vocabulary.stages.len()).map(Some).collect(),
            _ => vec![None],
        };
        let wanted = Wanted::In(read.unit.dimension());
        let mut formulas = Vec::new();
        for stage in stages {
            let (path, text) = self
                .staged("formula", &read.formula, stage.unwrap_or(0))
                .ok_or_else(|| {
                    PackError::new(file.name, "有学段没有写公式", "a stage has no formula")
                })?;
            formulas.push(Arc::new(self.formula(
                file,
                &path,
                text,
                (read.level, stage),
                wanted,
            )?));
        }
        Ok(Measure {
            id: read.id.clone(),
            title: read.title.clone(),
            unit: read.unit.clone(),
            level: read.level,
            formulas,
        })
    }
}
