//! Dated values: read, put under their overlays, and checked against each other.

use std::collections::BTreeMap;

use facts::toml_file::TomlFile;
use kernel::{Exact, PackError};

use super::{Errors, twice};
use crate::citation::{Citation, DocumentRef};
use crate::pack::PackFiles;
use crate::parameter::{Because, DatedValue, Parameter, ParameterFile, Stricter, ValueFile};
use crate::scope::Vocabulary;

pub(super) fn load(
    base: &PackFiles,
    overlays: &[PackFiles],
    words: &Vocabulary,
    documents: &[DocumentRef],
    errors: &mut Errors,
) -> Vec<Parameter> {
    let mut parameters: Vec<Parameter> = Vec::new();
    for file in base.folder("standards/parameters") {
        let read = read(file, words, None);
        parameters.extend(errors.keep(read.and_then(|(head, values)| own(file, head, values))));
    }
    for overlay in overlays {
        for file in overlay.folder("standards/parameters") {
            let read = read(file, words, Some(&overlay.id));
            let placed = read.and_then(|(head, values)| place(file, head, values, &mut parameters));
            errors.keep(placed);
        }
    }
    for (i, parameter) in parameters.iter().enumerate() {
        if parameters[..i].iter().any(|known| known.id == parameter.id) {
            errors.push(twice(&parameter.values[0].file.0, &parameter.id));
        }
        check_entries(parameter, documents, errors);
        check_clashes(parameter, base, overlays, errors);
        check_stricter(parameter, errors);
    }
    parameters
}

fn own(
    file: TomlFile<'_>,
    head: ParameterFile,
    values: Vec<DatedValue>,
) -> Result<Parameter, PackError> {
    let (Some(id), Some(title), Some(unit), Some(stricter)) =
        (head.id, head.title, head.unit, head.stricter)
    else {
        return Err(PackError::new(
            file.name,
            "参数缺少 id、title、unit 或 stricter",
            "a parameter needs id, title, unit and stricter",
        ));
    };
    let values = values
        .into_iter()
        .map(|value| in_base_units(value, &unit))
        .collect();
    Ok(Parameter {
        id,
        title,
        unit,
        stricter,
        note: head.note,
        values,
    })
}

/// Puts an overlay's values under the parameter they replace, or adds a parameter of its own.
fn place(
    file: TomlFile<'_>,
    head: ParameterFile,
    values: Vec<DatedValue>,
    parameters: &mut Vec<Parameter>,
) -> Result<(), PackError> {
    let Some(replaced) = &head.replaces else {
        let mut parameter = own(file, head, values)?;
        parameter
            .values
            .iter_mut()
            .for_each(|value| value.overlay = None);
        parameters.push(parameter);
        return Ok(());
    };
    let known = parameters
        .iter_mut()
        .find(|parameter| parameter.id == *replaced)
        .ok_or_else(|| {
            PackError::new(
                file.name,
                format!("没有可替换的参数 {replaced}"),
                format!("there is no parameter `{replaced}` to replace"),
            )
            .at(file.span(&["replaces"]))
        })?;
    let unit = known.unit.clone();
    known
        .values
        .extend(values.into_iter().map(|value| in_base_units(value, &unit)));
    Ok(())
}

fn in_base_units(mut value: DatedValue, unit: &kernel::Unit) -> DatedValue {
    value
        .by_stage
        .values_mut()
        .for_each(|number| *number = unit.keep(number));
    value
}

fn read(
    file: TomlFile<'_>,
    words: &Vocabulary,
    overlay: Option<&str>,
) -> Result<(ParameterFile, Vec<DatedValue>), PackError> {
    let head: ParameterFile = file.read()?;
    let overlay = overlay.map(|id| (id.to_owned(), head.because.unwrap_or(Because::Later)));
    if head.replaces.is_some() && head.because.is_none() {
        return Err(PackError::new(
            file.name,
            "替换国家标准值要写 because = \"stricter\" 或 \"later\"",
            "an overlay says `because = \"stricter\"` or `\"later\"`",
        ));
    }
    let mut values = Vec::new();
    for (i, value) in head.values.iter().enumerate() {
        values.push(dated_value(file, i, value, words, overlay.clone())?);
    }
    Ok((head, values))
}

fn dated_value(
    file: TomlFile<'_>,
    i: usize,
    value: &ValueFile,
    words: &Vocabulary,
    overlay: Option<(String, Because)>,
) -> Result<DatedValue, PackError> {
    let place = i.to_string();
    let mistake = |key: &str, zh: String, en: String| {
        PackError::new(file.name, zh, en).at(file.span(&["value", &place, key]))
    };
    let mut by_stage: BTreeMap<Option<usize>, Exact> = BTreeMap::new();
    for (key, number) in &value.numbers {
        let stage = words.stages.iter().position(|stage| stage.id == *key);
        if stage.is_none() && key != "value" {
            return Err(mistake(
                key,
                format!("{key} 既不是学段，也不是 value"),
                format!("`{key}` is neither a stage nor `value`"),
            ));
        }
        let number = number
            .exact()
            .ok_or_else(|| mistake(key, "不是数字".into(), "this is not a number".into()))?;
        by_stage.insert(stage, number);
    }
    if by_stage.is_empty() {
        return Err(mistake(
            "from",
            "没有写数值".into(),
            "no value is given".into(),
        ));
    }
    for (switch, option) in &value.when {
        let known = words.switches.iter().find(|known| known.id == *switch);
        if known.and_then(|known| known.position(option)).is_none() {
            return Err(mistake(
                "when",
                format!("没有开关位置 {switch} = {option}"),
                format!("there is no switch position `{switch} = {option}`"),
            ));
        }
    }
    Ok(DatedValue {
        from: value.from,
        until: value.until,
        by_stage,
        when: value.when.clone(),
        citation: Citation {
            document: value.document.clone(),
            clause: value.clause.clone(),
        },
        checked: value.checked,
        basis: value.basis,
        sources: value.sources.clone(),
        note: value.note.clone(),
        overlay,
        file: (file.name.to_owned(), i),
    })
}

/// Every value cites a document of the pack and ends after it begins.
fn check_entries(parameter: &Parameter, documents: &[DocumentRef], errors: &mut Errors) {
    for value in &parameter.values {
        let (id, cited) = (&parameter.id, &value.citation.document);
        if !documents.iter().any(|known| known.id == *cited) {
            errors.push(PackError::new(
                &value.file.0,
                format!("{id}：pack.toml 里没有文件 {cited}"),
                format!("`{id}`: pack.toml has no document `{cited}`"),
            ));
        }
        if value.until.is_some_and(|until| until < value.from) {
            errors.push(PackError::new(
                &value.file.0,
                format!("{id}：until（截止日）早于 from（起始日）"),
                format!("`{id}`: `until` is before `from`"),
            ));
        }
    }
}

/// Two values of one layer that could both hold on a day are an error, never a race.
fn check_clashes(
    parameter: &Parameter,
    base: &PackFiles,
    overlays: &[PackFiles],
    errors: &mut Errors,
) {
    for (i, one) in parameter.values.iter().enumerate() {
        for other in &parameter.values[i + 1..] {
            let same_layer = one.overlay.is_some() == other.overlay.is_some();
            if same_layer && one.clashes_with(other) {
                let id = &parameter.id;
                let (file, at) = &other.file;
                let all = std::iter::once(base)
                    .chain(overlays)
                    .flat_map(|folder| &folder.files);
                let span = all
                    .filter(|source| source.path == *file)
                    .find_map(|source| super::toml_file(source).span(&["value", &at.to_string()]));
                errors.push(
                    PackError::new(
                        file,
                        format!("{id} 有两个值会在同一天生效：另一个在 {}", one.file.0),
                        format!(
                            "two values of `{id}` apply on one day; the other is in {}",
                            one.file.0
                        ),
                    )
                    .at(span)
                    .help(
                        "给其中一个写 until（截止日）或 when（开关位置）",
                        "give one of them an `until` day or a `when` position",
                    ),
                );
            }
        }
    }
}

/// An overlay that claims to be stricter must be, wherever it meets the value it replaces.
fn check_stricter(parameter: &Parameter, errors: &mut Errors) {
    let replaces = |value: &&DatedValue| matches!(value.overlay, Some((_, Because::Stricter)));
    for overlay in parameter.values.iter().filter(replaces) {
        for national in parameter
            .values
            .iter()
            .filter(|value| value.overlay.is_none())
        {
            let meets = |a: &Option<usize>, b: &Option<usize>| a.is_none() || b.is_none() || a == b;
            let looser = overlay.by_stage.iter().any(|(stage, own)| {
                let known = national
                    .by_stage
                    .iter()
                    .filter(|(other, _)| meets(stage, other));
                known
                    .map(|(_, known)| known)
                    .any(|known| match parameter.stricter {
                        Stricter::Higher => own < known,
                        Stricter::Lower => own > known,
                    })
            });
            if looser && overlay.clashes_with(national) {
                let id = &parameter.id;
                errors.push(PackError::new(
                    &overlay.file.0,
                    format!(
                        "{id}：写明“更严”（stricter），实际比 {} 的值宽",
                        national.file.0
                    ),
                    format!(
                        "`{id}` says it is stricter but is looser than in {}",
                        national.file.0
                    ),
                ));
            }
        }
    }
}
