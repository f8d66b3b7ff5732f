//! `sections.toml`: rows, splitting, campuses.

use facts::toml_file::TomlFile;
use kernel::PackError;

use super::{Loader, Wanted};
use crate::item::Level;
use crate::sections::{LeaveOut, LeaveOutFile, Sections, SectionsFile, Split, SplitFile};

pub(super) fn load(loader: &mut Loader<'_>, file: TomlFile<'_>) -> Result<Sections, PackError> {
    let read: SectionsFile = file.read()?;
    let mut leave_out = Vec::new();
    for (i, rule) in read.leave_out.iter().enumerate() {
        let rule = loader.leave_out(file, &i.to_string(), rule);
        leave_out.extend(loader.errors.keep(rule));
    }
    let mut splits = Vec::new();
    for (i, split) in read.splits.iter().enumerate() {
        let split = loader.split(file, &i.to_string(), split);
        splits.extend(loader.errors.keep(split));
    }
    let kinds = loader.kinds(file, &read)?;
    Ok(Sections {
        kind: read.kind,
        pupils: read.pupils,
        kinds,
        leave_out,
        splits,
        campus: read.campus,
    })
}

impl Loader<'_> {
    fn leave_out(
        &self,
        file: TomlFile<'_>,
        i: &str,
        rule: &LeaveOutFile,
    ) -> Result<LeaveOut, PackError> {
        let concerned = |stage: usize| {
            rule.stages.is_empty() || rule.stages.contains(&self.vocabulary.stages[stage].id)
        };
        for id in &rule.stages {
            self.stage(file, &["leave_out", i, "stages"], id)?;
        }
        let path = ["leave_out", i, "when"];
        let mut when = Vec::new();
        for stage in 0..self.vocabulary.stages.len() {
            let scope = (Level::Section, Some(stage));
            let formula = concerned(stage)
                .then(|| self.formula(file, &path, &rule.when, scope, Wanted::Condition));
            when.push(formula.transpose()?);
        }
        Ok(LeaveOut {
            id: rule.id.clone(),
            when,
            reason: rule.reason.clone(),
            citation: self.citation(
                file,
                &["leave_out", i, "document"],
                &rule.document,
                &rule.clause,
            )?,
        })
    }

    fn split(&self, file: TomlFile<'_>, i: &str, split: &SplitFile) -> Result<Split, PackError> {
        let path = ["split", i, "stages"];
        let mut stages = Vec::new();
        for id in &split.stages {
            stages.push(self.stage(file, &path, id)?);
        }
        stages.sort_unstable();
        let mut weights = Vec::new();
        for stage in &stages {
            let id = &self.vocabulary.stages[*stage].id;
            let weight = split.weights.get(id).and_then(|number| number.exact());
            weights.push(
                weight
                    .filter(|weight| !weight.is_zero() && !weight.is_negative())
                    .ok_or_else(|| {
                        PackError::new(
                            file.name,
                            format!("{id} 没有权重"),
                            format!("`{id}` has no weight"),
                        )
                        .at(file.span(&["split", i, "weights"]))
                    })?,
            );
        }
        let citation = self.citation(
            file,
            &["split", i, "document"],
            &split.document,
            &split.clause,
        )?;
        Ok(Split {
            stages,
            weights,
            title: split.title.clone(),
            citation,
        })
    }

    fn kinds(&self, file: TomlFile<'_>, read: &SectionsFile) -> Result<Vec<Vec<usize>>, PackError> {
        let Some(kind) = &read.kind else {
            return Ok(Vec::new());
        };
        let form = &self.vocabulary.school;
        let field = form
            .fields
            .iter()
            .find(|field| field.id == *kind)
            .ok_or_else(|| {
                PackError::new(
                    file.name,
                    format!("学校报表没有 {kind}"),
                    format!("the school form has no `{kind}`"),
                )
                .at(file.span(&["kind"]))
            })?;
        let mut kinds = Vec::new();
        for option in &field.options {
            let stages = read.kinds.get(&option.id).ok_or_else(|| {
                let id = &option.id;
                PackError::new(
                    file.name,
                    format!("[kinds] 里没有 {id}"),
                    format!("[kinds] lacks `{id}`"),
                )
                .at(file.span(&["kinds"]))
            })?;
            let mut known = Vec::new();
            for id in stages {
                known.push(self.stage(file, &["kinds", &option.id], id)?);
            }
            kinds.push(known);
        }
        Ok(kinds)
    }
}
