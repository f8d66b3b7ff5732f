//! In which words does the program speak?
//!
//! What the program says of people's data and of its own work stands in `messages/*.ftl` (that of the
//! facts room beside it) under a stable id. Only the mistakes in a pack, for its author, and the remarks
//! in a proposed map are worded where they are made, in both languages. Code names ids only through [`tell!`] and [`Words::named`], so that a test
//! can hold the code and both languages together.

use std::path::Path;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use kernel::{Lang, Text};
use unic_langid::LanguageIdentifier;

use crate::terminal::visible;

const ZH: &str = include_str!("../../../messages/zh.ftl");
const EN: &str = include_str!("../../../messages/en.ftl");

/// The message catalogue in one language.
pub(crate) struct Words {
    /// The language.
    pub(crate) lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

/// The words under an id, with their values: `tell!(words, "note-written", path = "a.csv")`.
macro_rules! tell {
    ($words:expr, $id:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        #[allow(unused_mut)]
        let mut args = $crate::words::Args::new();
        $(args.set(stringify!($name), $value);)*
        $words.named($id, &args)
    }};
}
pub(crate) use tell;

/// Values for a message, by name.
pub(crate) type Args = FluentArgs<'static>;

impl Words {
    /// The catalogue in a language.
    pub(crate) fn new(lang: Lang) -> Words {
        let id: LanguageIdentifier = match lang {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        }
        .parse()
        .unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![id]);
        // Isolating marks are for mixed right-to-left text; in a terminal they are only noise.
        bundle.set_use_isolating(false);
        for source in sources(lang) {
            // Mistakes in the catalogue are found by the tests; what is good is used.
            let resource = FluentResource::try_new(source.to_owned());
            bundle.add_resource_overriding(resource.unwrap_or_else(|(good, _)| good));
        }
        Words { lang, bundle }
    }

    /// The text of a pack in this language.
    pub(crate) fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.lang)
    }

    /// The words under an id that was put together; the id itself if there are none.
    pub(crate) fn named(&self, id: &str, args: &Args) -> String {
        self.look_up(id, None, args)
            .unwrap_or_else(|| id.to_owned())
    }

    /// An attribute of a message: `.todo`, `.value`.
    pub(crate) fn attribute(&self, id: &str, attribute: &str, args: &Args) -> Option<String> {
        self.look_up(id, Some(attribute), args)
    }

    /// The words under an id, if there are any.
    pub(crate) fn find(&self, id: &str, args: &Args) -> Option<String> {
        self.look_up(id, None, args)
    }

    fn look_up(&self, id: &str, attribute: Option<&str>, args: &Args) -> Option<String> {
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut mistakes = Vec::new();
        Some(
            self.bundle
                .format_pattern(pattern, Some(args), &mut mistakes)
                .into_owned(),
        )
    }

    /// A list in this language: 甲、乙、丙 or a, b, c.
    pub(crate) fn list<S: AsRef<str>>(&self, parts: impl IntoIterator<Item = S>) -> String {
        let parts: Vec<String> = parts
            .into_iter()
            .map(|part| part.as_ref().to_owned())
            .collect();
        parts.join(match self.lang {
            Lang::Zh => "、",
            Lang::En => ", ",
        })
    }

    /// The first of a list, and how many more there are.
    pub(crate) fn first_of(&self, parts: &[String], most: usize) -> String {
        let first = self.list(parts.iter().take(most));
        match parts.len().saturating_sub(most) {
            0 => first,
            more => tell!(self, "list-and-more", list = first, more = more),
        }
    }

    /// Words in brackets behind others: 某校（小学） or School (primary).
    pub(crate) fn bracketed(&self, words: &str, remark: &str) -> String {
        match self.lang {
            _ if remark.is_empty() => words.to_owned(),
            Lang::Zh => format!("{words}（{remark}）"),
            Lang::En => format!("{words} ({remark})"),
        }
    }

    /// A label and what it labels: 县均值：3.2 or Mean: 3.2.
    pub(crate) fn labelled(&self, label: &str, words: &str) -> String {
        match self.lang {
            Lang::Zh => format!("{label}：{words}"),
            Lang::En => format!("{label}: {words}"),
        }
    }
}

fn sources(lang: Lang) -> [&'static str; 2] {
    match lang {
        Lang::Zh => [ZH, facts::messages::ZH],
        Lang::En => [EN, facts::messages::EN],
    }
}

/// The path as people write it; what a terminal would heed in it is made visible.
pub(crate) fn shown(path: &Path) -> String {
    path.display().to_string().chars().map(visible).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    /// Ids with their attributes and the variables each uses.
    fn catalogue(text: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut id = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let head = line.split_once(" =").map(|(head, _)| head.trim());
            match head {
                Some(head) if line.starts_with(|c: char| c.is_ascii_lowercase()) => {
                    id = head.to_owned();
                    assert!(
                        ids.insert(id.clone(), BTreeSet::new()).is_none(),
                        "{id} stands twice"
                    );
                }
                Some(head) if head.starts_with('.') => {
                    ids.entry(id.clone()).or_default().insert(head.to_owned());
                }
                _ => {}
            }
            for rest in line.split('$').skip(1) {
                let name: String = rest
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect();
                ids.entry(id.clone())
                    .or_default()
                    .insert(format!("${name}"));
            }
        }
        ids
    }

    fn source_files(folder: &Path, files: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                source_files(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(std::fs::read_to_string(&path).unwrap());
            }
        }
    }

    /// Ids that code names: the first literal after `tell!(` and `named(`.
    fn used() -> BTreeSet<String> {
        let mut files = Vec::new();
        source_files(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut files,
        );
        let mut used = BTreeSet::new();
        for source in &files {
            let source = source.split("#[cfg(test)]").next().unwrap();
            for call in ["tell!(", "named("] {
                for rest in source.split(call).skip(1) {
                    let literal = rest.split('"').nth(1).unwrap_or_default();
                    let before = rest.split('"').next().unwrap_or_default().replace("()", "");
                    let plain = literal
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit());
                    if plain && literal.contains('-') && !before.contains([')', ';', '{']) {
                        used.insert(literal.to_owned());
                    }
                }
            }
            for rest in source.split("=> \"failure-").skip(1) {
                used.insert(format!("failure-{}", rest.split('"').next().unwrap()));
            }
        }
        let findings = ["year-other", "year-needed", "year-taken"];
        used.extend(findings.map(str::to_owned));
        used.extend(used_by_templates());
        used
    }

    /// Ids that the templates of pages name: `t("…")`.
    fn used_by_templates() -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let mut used = BTreeSet::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "html") {
                continue;
            }
            let text = std::fs::read_to_string(path).unwrap();
            let calls = text
                .split("t(\"")
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap());
            used.extend(calls.map(str::to_owned));
        }
        used
    }

    /// Ids that are put together from words of the engine.
    fn put_together() -> Vec<String> {
        let missing = [
            "not-reported",
            "unreadable",
            "not-applicable",
            "withheld",
            "small-group",
            "not-in-force",
            "undefined",
        ];
        let basis = ["official", "transcription", "memory", "ours"];
        let missing = missing.map(|word| format!("missing-{word}"));
        let lists = app::people::LIST_CODES.iter();
        let lists = lists.map(|code| code.id.to_owned());
        // Findings that the verbs themselves make.
        let found = [
            "field-unknown",
            "place-again",
            "place-outside",
            "place-several",
            "place-unknown",
            "places-offset",
            "return-not-counted",
            "shapes-without-township",
        ];
        let problems = crate::http::CODES.iter();
        let problems = problems.map(|code| format!("problem-{code}"));
        missing
            .into_iter()
            .chain(problems)
            .chain(lists)
            .chain(found.map(str::to_owned))
            .chain(basis.map(|word| format!("basis-{word}")))
            .collect()
    }

    fn help_ids() -> (BTreeSet<String>, Vec<Vec<String>>) {
        let (mut commands, mut args) = (BTreeSet::new(), Vec::new());
        let mut command = Cli::command();
        command.build();
        collect_help(&command, &[], &mut commands, &mut args);
        (commands, args)
    }

    fn collect_help(
        command: &clap::Command,
        path: &[&str],
        commands: &mut BTreeSet<String>,
        args: &mut Vec<Vec<String>>,
    ) {
        let id = if path.is_empty() {
            "junheng".to_owned()
        } else {
            path.join("-")
        };
        commands.insert(format!("help-{id}"));
        for arg in command.get_arguments() {
            args.push(vec![
                format!("arg-{}-{}", path.join("-"), arg.get_id()),
                format!("arg-{}", arg.get_id()),
            ]);
        }
        for sub in command.get_subcommands() {
            let path: Vec<&str> = path.iter().copied().chain([sub.get_name()]).collect();
            collect_help(sub, &path, commands, args);
        }
    }

    #[test]
    fn both_languages_say_the_same_things() {
        let (zh, en) = (catalogue(ZH), catalogue(EN));
        assert_eq!(zh.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
        for (id, parts) in &zh {
            assert_eq!(parts, &en[id], "{id}");
        }
    }

    #[test]
    fn the_catalogue_has_no_mistakes() {
        for text in [ZH, EN] {
            let resource = FluentResource::try_new(text.to_owned());
            assert!(
                resource.is_ok(),
                "{:?}",
                resource.map_err(|(_, errors)| errors).err()
            );
        }
    }

    #[test]
    fn no_id_of_ours_is_one_of_the_facts_room() {
        let ours: BTreeSet<String> = catalogue(ZH).into_keys().collect();
        let theirs: BTreeSet<String> = catalogue(facts::messages::ZH).into_keys().collect();
        assert_eq!(ours.intersection(&theirs).count(), 0);
    }

    #[test]
    fn every_id_that_code_names_exists_and_no_other() {
        let catalogue = catalogue(ZH);
        let mut used = used();
        used.extend(put_together());
        let (commands, args) = help_ids();
        used.extend(commands);
        for names in args {
            let known: Vec<String> = names
                .iter()
                .filter(|id| catalogue.contains_key(*id))
                .cloned()
                .collect();
            assert!(!known.is_empty(), "no help for {names:?}");
            used.extend(known);
        }
        let written: BTreeSet<String> = catalogue.into_keys().collect();
        let unknown: Vec<&String> = used.difference(&written).collect();
        assert!(unknown.is_empty(), "not in the catalogue: {unknown:?}");
        let unused: Vec<&String> = written.difference(&used).collect();
        assert!(
            unused.is_empty(),
            "in the catalogue and never said: {unused:?}"
        );
    }
}
