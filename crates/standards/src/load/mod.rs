//! Files to a pack: everything read, resolved and checked, every mistake told.

mod indicators;
mod items;
mod measures;
mod parameters;
mod sections;

use std::collections::BTreeMap;
use std::sync::Arc;

use facts::catalogue::{Form, Stage, SubjectKind};
use facts::toml_file::TomlFile;
use formula::{Formula, Type};
use kernel::{Dimension, PackError, Text};
use serde::Deserialize;

use crate::case::Case;
use crate::citation::{Citation, DocumentRef};
use crate::indicator::Staged;
use crate::item::Level;
use crate::pack::{Group, Lamps, Pack, PackFiles, SourceFile};
use crate::parameter::Number;
use crate::profile::Switch;
use crate::scope::Vocabulary;
use crate::sections::Sections;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PackFile {
    id: String,
    version: String,
    title: Text,
    about: Text,
    #[serde(default)]
    extends: Option<String>,
    #[serde(default, rename = "place")]
    _place: Option<String>,
    #[serde(default)]
    defaults: BTreeMap<String, String>,
    #[serde(default, rename = "stage")]
    stages: Vec<Stage>,
    #[serde(default, rename = "document")]
    documents: Vec<DocumentRef>,
    #[serde(default, rename = "note")]
    _note: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileFile {
    #[serde(rename = "switch")]
    switches: Vec<Switch>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VerdictFile {
    #[serde(default, rename = "group")]
    groups: Vec<Group>,
    lamps: LampsFile,
}

#[derive(Deserialize)]
struct LampsFile {
    near: Number,
}

/// Mistakes collected while loading goes on.
#[derive(Default)]
pub(crate) struct Errors(Vec<PackError>);

impl Errors {
    pub(crate) fn push(&mut self, error: PackError) {
        self.0.push(error);
    }

    /// The value, or nothing and the mistake kept.
    pub(crate) fn keep<T>(&mut self, result: Result<T, PackError>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }
}

impl PackFiles {
    fn file(&self, path: &str) -> Option<TomlFile<'_>> {
        let path = format!("{}/{path}", self.id);
        self.files
            .iter()
            .find(|file| file.path == path)
            .map(toml_file)
    }

    fn required(&self, path: &str) -> Result<TomlFile<'_>, PackError> {
        self.file(path).ok_or_else(|| {
            let path = format!("{}/{path}", self.id);
            PackError::new(&path, "缺少这个文件", "this file is missing")
        })
    }

    fn folder(&self, path: &str) -> impl Iterator<Item = TomlFile<'_>> {
        let prefix = format!("{}/{path}/", self.id);
        self.files
            .iter()
            .filter(move |file| file.path.starts_with(&prefix))
            .map(toml_file)
    }
}

fn toml_file(file: &SourceFile) -> TomlFile<'_> {
    TomlFile {
        name: &file.path,
        text: &file.text,
    }
}

impl Pack {
    /// The id of the pack that an overlay extends; none for a pack of its own.
    pub fn extends(files: &PackFiles) -> Result<Option<String>, PackError> {
        Ok(files.required("pack.toml")?.read::<PackFile>()?.extends)
    }

    /// The id and title a pack gives itself.
    pub fn title_of(files: &PackFiles) -> Result<(String, Text), PackError> {
        let read = files.required("pack.toml")?.read::<PackFile>()?;
        Ok((read.id, read.title))
    }

    /// Reads a pack and the overlays upon it.
    pub fn load(base: &PackFiles, overlays: &[PackFiles]) -> Result<Pack, Vec<PackError>> {
        let mut errors = Errors::default();
        match load(base, overlays, &mut errors) {
            Ok(pack) if errors.0.is_empty() => Ok(pack),
            Ok(_) => Err(errors.0),
            Err(error) => {
                errors.push(error);
                Err(errors.0)
            }
        }
    }
}

fn load(base: &PackFiles, overlays: &[PackFiles], errors: &mut Errors) -> Result<Pack, PackError> {
    let about: PackFile = base.required("pack.toml")?.read()?;
    let overlay_files = read_overlays(&about.id, overlays)?;
    let switches = switches(base)?;
    let verdict: VerdictFile = base.required("standards/verdict.toml")?.read()?;
    let [school, county] = forms(base, about.stages.clone().into(), errors)?;
    let school = school.ok_or_else(|| {
        PackError::new(
            &format!("{}/forms", base.id),
            "缺少学校报表",
            "the pack has no school form",
        )
    })?;
    let mut documents = about.documents;
    documents.extend(
        overlay_files
            .iter()
            .flat_map(|overlay| overlay.documents.clone()),
    );
    let mut vocabulary = Vocabulary {
        stages: about.stages.into(),
        school,
        county,
        parameters: Vec::new(),
        switches,
        measures: Vec::new(),
    };
    check_overlay_files(overlays, errors);
    vocabulary.parameters = parameters::load(base, overlays, &vocabulary, &documents, errors);
    let mut loader = Loader {
        vocabulary,
        documents,
        errors,
    };
    for folder in std::iter::once(base).chain(overlays) {
        loader.measures(folder);
    }
    let sections = loader.sections(base.required("standards/sections.toml")?)?;
    let indicators = loader.indicators(base);
    let items = loader.items(base, overlays, &verdict.groups, &indicators);
    let usual = loader.usual(&overlay_files);
    let Loader {
        vocabulary,
        documents,
        ..
    } = loader;
    let ids: Vec<&str> = std::iter::once(about.id.as_str())
        .chain(overlay_files.iter().map(|overlay| overlay.id.as_str()))
        .collect();
    Ok(Pack {
        id: ids.join("+"),
        version: about.version,
        title: about.title,
        about: about.about,
        overlays: overlay_files
            .iter()
            .map(|o| (o.id.clone(), o.title.clone()))
            .collect(),
        documents,
        sections,
        indicators,
        items,
        groups: verdict.groups,
        lamps: lamps(base, verdict.lamps)?,
        cases: cases(overlays.last().unwrap_or(base), errors),
        maps: inside("forms/maps", base, overlays),
        reports: inside("reports", base, overlays),
        hash: hash(base, overlays),
        usual,
        vocabulary,
    })
}

fn read_overlays(base: &str, overlays: &[PackFiles]) -> Result<Vec<PackFile>, PackError> {
    let mut read = Vec::new();
    let mut below = vec![base.to_owned()];
    for overlay in overlays {
        let file = overlay.required("pack.toml")?;
        let about: PackFile = file.read()?;
        if !about
            .extends
            .as_ref()
            .is_some_and(|extends| below.contains(extends))
        {
            return Err(PackError::new(
                file.name,
                format!("这个补充包不是 {base} 的补充（extends）"),
                format!("this overlay does not extend `{base}`"),
            ));
        }
        below.push(about.id.clone());
        read.push(about);
    }
    Ok(read)
}

/// Folders and files of an overlay that are read; another would be a rule that nobody obeys.
const OF_OVERLAYS: &[&str] = &[
    "pack.toml",
    "standards/parameters/",
    "standards/measures/",
    "standards/items/",
    "forms/maps/",
    "reports/",
    "cases/",
];

fn check_overlay_files(overlays: &[PackFiles], errors: &mut Errors) {
    for overlay in overlays {
        for file in &overlay.files {
            let own = file
                .path
                .strip_prefix(&format!("{}/", overlay.id))
                .unwrap_or(&file.path);
            if !OF_OVERLAYS.iter().any(|known| own.starts_with(known)) {
                errors.push(PackError::new(
                    &file.path,
                    "补充包不能有这个文件：只能替换参数、增加项目和口径默认值",
                    "an overlay cannot have this file: it replaces values, adds items, sets usual switches",
                ));
            }
        }
    }
}

/// Two things of one kind and one id.
fn twice(file: &str, id: &str) -> PackError {
    PackError::new(
        file,
        format!("{id} 定义了两次"),
        format!("`{id}` is defined twice"),
    )
}

/// More decimals than any official table prints, and more than arithmetic should be asked for.
const MOST_DIGITS: u32 = 30;

fn check_digits(file: TomlFile<'_>, path: &[&str], digits: u32) -> Result<(), PackError> {
    if digits <= MOST_DIGITS {
        return Ok(());
    }
    Err(PackError::new(file.name, "小数位数太多", "too many decimals").at(file.span(path)))
}

fn switches(base: &PackFiles) -> Result<Vec<Switch>, PackError> {
    let Some(file) = base.file("standards/profile.toml") else {
        return Ok(Vec::new());
    };
    let switches = file.read::<ProfileFile>()?.switches;
    for (i, switch) in switches.iter().enumerate() {
        if switch.position(&switch.default).is_none() {
            return Err(PackError::new(
                file.name,
                format!("默认值 {} 不是选项", switch.default),
                format!("the default `{}` is not an option", switch.default),
            )
            .at(file.span(&["switch", &i.to_string(), "default"])));
        }
    }
    Ok(switches)
}

fn forms(
    base: &PackFiles,
    stages: Arc<[Stage]>,
    errors: &mut Errors,
) -> Result<[Option<Arc<Form>>; 2], PackError> {
    let mut forms = [None, None];
    for file in base
        .folder("forms")
        .filter(|file| !file.name.contains("/maps/"))
    {
        match Form::load(file, stages.clone()) {
            Ok(form) => {
                let place = usize::from(form.subject == SubjectKind::County);
                forms[place] = Some(Arc::new(form));
            }
            Err(found) => found.into_iter().for_each(|error| errors.push(error)),
        }
    }
    // Formulas over a form that could not be read would only repeat its mistakes.
    match errors.0.pop() {
        Some(error) => Err(error),
        None => Ok(forms),
    }
}

fn lamps(base: &PackFiles, file: LampsFile) -> Result<Lamps, PackError> {
    let near = file.near.exact().ok_or_else(|| {
        PackError::new(
            &format!("{}/standards/verdict.toml", base.id),
            "near 不是数字",
            "`near` is not a number",
        )
    })?;
    Ok(Lamps { near })
}

fn cases(files: &PackFiles, errors: &mut Errors) -> Vec<Case> {
    files
        .folder("cases")
        .filter_map(|file| errors.keep(Case::load(file)))
        .collect()
}

/// The files of one folder of the pack and of its overlays, as they are.
fn inside(folder: &str, base: &PackFiles, overlays: &[PackFiles]) -> Vec<SourceFile> {
    let own = |files: &PackFiles| {
        let prefix = format!("{}/{folder}/", files.id);
        files
            .files
            .iter()
            .filter(|file| file.path.starts_with(&prefix))
            .cloned()
            .collect::<Vec<_>>()
    };
    std::iter::once(base)
        .chain(overlays)
        .flat_map(own)
        .collect()
}

fn hash(base: &PackFiles, overlays: &[PackFiles]) -> String {
    let mut hasher = blake3::Hasher::new();
    let beside = ["/cases/", "/maps/", "/reports/"];
    let rules = |file: &&SourceFile| !beside.iter().any(|folder| file.path.contains(folder));
    for folder in std::iter::once(base).chain(overlays) {
        let mut files: Vec<&SourceFile> = folder.files.iter().filter(rules).collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        for file in files {
            hasher.update(file.path.as_bytes());
            hasher.update(&[0]);
            hasher.update(file.text.as_bytes());
            hasher.update(&[0]);
        }
    }
    hasher.finalize().to_hex().to_string()
}

/// What the files of `standards/` are read against.
struct Loader<'a> {
    vocabulary: Vocabulary,
    documents: Vec<DocumentRef>,
    errors: &'a mut Errors,
}

impl Loader<'_> {
    fn stage(&self, file: TomlFile<'_>, path: &[&str], id: &str) -> Result<usize, PackError> {
        let known = self
            .vocabulary
            .stages
            .iter()
            .position(|stage| stage.id == id);
        known.ok_or_else(|| {
            PackError::new(
                file.name,
                format!("没有学段 {id}"),
                format!("there is no stage `{id}`"),
            )
            .at(file.span(path))
        })
    }

    fn citation(
        &self,
        file: TomlFile<'_>,
        path: &[&str],
        document: &str,
        clause: &str,
    ) -> Result<Citation, PackError> {
        if !document.is_empty() && !self.documents.iter().any(|known| known.id == document) {
            return Err(PackError::new(
                file.name,
                format!("pack.toml 里没有文件 {document}"),
                format!("pack.toml has no document `{document}`"),
            )
            .at(file.span(path)));
        }
        Ok(Citation {
            document: document.to_owned(),
            clause: clause.to_owned(),
        })
    }

    fn parameter(
        &self,
        file: TomlFile<'_>,
        path: &[&str],
        id: &str,
        dimension: Dimension,
    ) -> Result<usize, PackError> {
        let index = self.vocabulary.parameter(id).ok_or_else(|| {
            PackError::new(
                file.name,
                format!("没有参数 {id}"),
                format!("there is no parameter `{id}`"),
            )
            .at(file.span(path))
        })?;
        let own = self.vocabulary.parameters[index].unit.dimension();
        if own != dimension {
            return Err(PackError::new(
                file.name,
                format!("参数 {id} 的单位是 {own}，这里要 {dimension}"),
                format!("parameter `{id}` is in {own}, wanted here is {dimension}"),
            )
            .at(file.span(path)));
        }
        Ok(index)
    }

    fn formula(
        &self,
        file: TomlFile<'_>,
        path: &[&str],
        text: &str,
        (level, stage): (Level, Option<usize>),
        wanted: Wanted,
    ) -> Result<Formula, PackError> {
        let formula = file.formula(path, text, &self.vocabulary.scope(level, stage))?;
        let fits = match (wanted, formula.kind()) {
            (Wanted::Condition, Type::Truth) | (Wanted::Number, Type::Quantity(_)) => true,
            (Wanted::In(dimension), Type::Quantity(own)) if *own == dimension => true,
            (Wanted::In(dimension), Type::Quantity(own)) => {
                return Err(PackError::new(
                    file.name,
                    format!("公式的单位是 {own}，这里要 {dimension}"),
                    format!("the formula is in {own}, wanted here is {dimension}"),
                )
                .at(file.span(path)));
            }
            _ => false,
        };
        if fits {
            return Ok(formula);
        }
        let (zh, en) = match wanted {
            Wanted::Condition => ("此处应为“是/否”的条件", "a condition is wanted here"),
            _ => (
                "此处应为数值公式",
                "a formula that gives a number is wanted here",
            ),
        };
        Err(PackError::new(file.name, zh, en).at(file.span(path)))
    }

    /// A table by stage may only name stages that there are.
    fn known_stages(
        &self,
        file: TomlFile<'_>,
        path: &[&str],
        staged: &Staged,
    ) -> Result<(), PackError> {
        if let Staged::ByStage(texts) = staged {
            for id in texts.keys() {
                self.stage(file, &[path, &[id]].concat(), id)?;
            }
        }
        Ok(())
    }

    /// The text for a stage and the keys it stands under.
    fn staged<'t>(
        &self,
        key: &'t str,
        staged: &'t Staged,
        stage: usize,
    ) -> Option<(Vec<&'t str>, &'t str)> {
        match staged {
            Staged::Every(text) => Some((vec![key], text)),
            Staged::ByStage(texts) => {
                let (id, text) = texts.get_key_value(&self.vocabulary.stages[stage].id)?;
                Some((vec![key, id], text))
            }
        }
    }

    fn usual(&mut self, overlays: &[PackFile]) -> Vec<(usize, usize)> {
        let mut usual = Vec::new();
        for overlay in overlays {
            for (id, option) in &overlay.defaults {
                let switches = &self.vocabulary.switches;
                let at = switches.iter().position(|switch| switch.id == *id);
                match at.and_then(|at| Some((at, switches[at].position(option)?))) {
                    Some(position) => usual.push(position),
                    None => self.errors.push(PackError::new(
                        &format!("{}/pack.toml", overlay.id),
                        format!("没有开关位置 {id} = {option}"),
                        format!("there is no switch position `{id} = {option}`"),
                    )),
                }
            }
        }
        usual
    }
}

/// What kind of answer a formula has to give.
#[derive(Clone, Copy)]
enum Wanted {
    Condition,
    Number,
    In(Dimension),
}

impl Loader<'_> {
    fn sections(&mut self, file: TomlFile<'_>) -> Result<Sections, PackError> {
        sections::load(self, file)
    }
}
