//! A proposal as the text of a mapping file.

use std::collections::BTreeSet;
use std::fmt::Write;

use kernel::Lang;

use super::Sketch;
use super::candidates::{Candidate, Doubt, Match, distinct, stage_of};
use crate::catalogue::{Field, FieldKind, Form};
use crate::heads::plain;
use crate::identity::Identity;
use crate::mapping::{FieldStage, Meaning};

/// A text in the reader's language.
fn say(lang: Lang, zh: &str, en: &str) -> String {
    match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    }
}

/// The text as TOML writes it, always on one line: it may stand in a comment.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                let _ = write!(quoted, "\\u{:04X}", c as u32);
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// The mapping file that a sketch comes to.
pub(super) fn toml(sketch: &Sketch<'_>, file: &str, lang: Lang) -> String {
    let mut text = String::new();
    heading(sketch, file, lang, &mut text);
    identity(sketch, lang, &mut text);
    stage(sketch, lang, &mut text);
    let certain = |found: &&Match| found.is_certain() && figure(found).is_some();
    for found in sketch.matches.iter().filter(certain) {
        column(sketch, found, lang, &mut text);
    }
    uncertain(sketch, lang, &mut text);
    strangers(sketch, lang, &mut text);
    text
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

fn heading(sketch: &Sketch<'_>, file: &str, lang: Lang, text: &mut String) {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    line(
        text,
        &say(
            lang,
            "# 由程序按表头提出的映射，请逐项核对。百分数是把握程度；带 # 的行是拿不准的，核对后去掉 #。",
            "# Proposed from the heads; check every line. The per cent are confidence; lines with # are uncertain: take the # off once checked.",
        ),
    );
    let _ = write!(
        text,
        "id = {}\nform = {}\ntitle = {{ zh = {stem}, en = {stem} }}\nshape = {}\n\n[file]\n",
        quoted(&id_of(stem)),
        quoted(&sketch.form.id),
        quoted(if sketch.is_card() { "cards" } else { "rows" }),
        stem = quoted(stem),
    );
    if !sketch.sheet.name.is_empty() && !sketch.is_card() {
        line(text, &format!("sheets = [{}]", quoted(&sketch.sheet.name)));
    }
    if !sketch.layout.head_rows.is_empty() {
        line(
            text,
            &format!("header_rows = {:?}", sketch.layout.head_rows),
        );
    }
    let certain = sketch.matches.iter().filter(|found| found.is_certain());
    let others = sketch.matches.iter().filter(|found| !found.is_certain());
    let picked = certain.chain(others).take(5);
    let recognise: Vec<String> = picked.map(|found| quoted(&found.head.text)).collect();
    line(text, &format!("recognise = [{}]", recognise.join(", ")));
}

/// `2025年学校数据` → `m2025`; ids are lower snake case.
fn id_of(stem: &str) -> String {
    let mut id = String::new();
    for c in stem.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => id.push(c),
            _ if !id.is_empty() && !id.ends_with('_') => id.push('_'),
            _ => {}
        }
    }
    let id = id.trim_matches('_');
    match id.starts_with(|c: char| c.is_ascii_lowercase()) {
        true => id.to_owned(),
        false => format!("map_{id}").trim_end_matches('_').to_owned(),
    }
}

fn meaning(found: &Match) -> Option<Candidate> {
    found.candidates.first().copied()
}

fn figure(found: &Match) -> Option<(usize, FieldStage)> {
    match meaning(found)?.meaning {
        Meaning::Figure(field, stage) => Some((field, stage)),
        _ => None,
    }
}

fn identity(sketch: &Sketch<'_>, lang: Lang, text: &mut String) {
    line(text, "\n[identity]");
    let mut known = BTreeSet::new();
    for found in sketch.matches.iter().filter(|found| found.is_certain()) {
        if let Some(Candidate {
            meaning: Meaning::Identity(identity),
            alike,
        }) = meaning(found)
        {
            known.insert(identity);
            line(
                text,
                &format!(
                    "{} = {}  # {alike} %",
                    identity.id(),
                    quoted(&found.head.text)
                ),
            );
        }
    }
    let said = |identity| known.contains(&identity);
    if sketch.is_card() && !said(Identity::Name) {
        line(
            text,
            &say(
                lang,
                "# name = \"@sheet\"  # 工作表名就是校名时",
                "# name = \"@sheet\"  # if sheets are named after schools",
            ),
        );
    }
    if !said(Identity::County) || !said(Identity::Year) {
        line(
            text,
            &say(
                lang,
                "\n# 文件里没有写的，在这里写明：",
                "\n# What the file does not say, say here:",
            ),
        );
        line(text, "[fixed]");
        if !said(Identity::County) {
            line(
                text,
                &say(lang, "# county = \"某某县\"", "# county = \"…\""),
            );
        }
        if !said(Identity::Year) {
            line(text, "# year = 2026");
        }
    }
}

fn stage(sketch: &Sketch<'_>, lang: Lang, text: &mut String) {
    let is_stage = |found: &&Match| {
        found.is_certain() && meaning(found).is_some_and(|c| c.meaning == Meaning::Stage)
    };
    let Some(index) = sketch.matches.iter().position(|found| is_stage(&found)) else {
        return;
    };
    line(text, "\n[stage]");
    line(
        text,
        &format!("head = {}", quoted(&sketch.matches[index].head.text)),
    );
    let mut known = Vec::new();
    let mut unknown = Vec::new();
    for value in distinct(&sketch.layout.samples[index], 12) {
        match stage_of(sketch.form, &value) {
            Some(id) => known.push(format!("{} = {}", quoted(&value), quoted(id))),
            None => unknown.push(quoted(&value)),
        }
    }
    line(text, &format!("values = {{ {} }}", known.join(", ")));
    if !unknown.is_empty() {
        let said = say(lang, "# 不知是哪个学段", "# no known stage");
        line(text, &format!("{said}: {}", unknown.join(", ")));
    }
}

fn field_name(form: &Form, field: usize, stage: FieldStage) -> String {
    let id = &form.fields[field].id;
    match stage {
        FieldStage::Fixed(stage) => format!("{id}.{}", form.stages[stage].id),
        _ => id.clone(),
    }
}

fn title(form: &Form, candidate: Candidate, lang: Lang) -> String {
    match candidate.meaning {
        Meaning::Identity(identity) => identity.title().get(lang).to_owned(),
        Meaning::Stage => say(lang, "学段", "stage"),
        Meaning::Figure(field, stage) => {
            let title = form.fields[field].title.get(lang);
            match stage {
                FieldStage::Fixed(stage) if lang == Lang::Zh => {
                    format!("{title}（{}）", form.stages[stage].title.zh)
                }
                FieldStage::Fixed(stage) => format!("{title} ({})", form.stages[stage].title.en),
                _ => title.to_owned(),
            }
        }
    }
}

fn percent(form: &Form, candidate: Candidate, lang: Lang) -> String {
    let title = title(form, candidate, lang);
    match lang {
        Lang::Zh => format!("{} %：{title}", candidate.alike),
        Lang::En => format!("{} %: {title}", candidate.alike),
    }
}

fn column(sketch: &Sketch<'_>, found: &Match, lang: Lang, text: &mut String) {
    let (Some(candidate), Some((field, stage))) = (meaning(found), figure(found)) else {
        return;
    };
    let form = sketch.form;
    let _ = write!(
        text,
        "\n[[column]]                          # {}\nhead = {}\nfield = {}\n",
        percent(form, candidate, lang),
        quoted(&found.head.text),
        quoted(&field_name(form, field, stage)),
    );
    if let Some(unit) = &found.unit {
        line(text, &format!("unit = {}", quoted(unit)));
    }
    values(sketch, found, &form.fields[field], lang, text);
}

/// Texts of a choice that are none of its options.
fn values(sketch: &Sketch<'_>, found: &Match, field: &Field, lang: Lang, text: &mut String) {
    if field.kind != FieldKind::Choice {
        return;
    }
    let known = |value: &str| {
        field.options.iter().any(|option| {
            let mut names = vec![&option.id, &option.title.zh, &option.title.en];
            names.extend(&option.codes);
            names.into_iter().any(|name| plain(name) == plain(value))
        })
    };
    let index = sketch
        .layout
        .heads
        .iter()
        .position(|head| head.column == found.head.column && head.text == found.head.text);
    let sample = index.map_or(&[][..], |index| &sketch.layout.samples[index]);
    let unknown: Vec<String> = distinct(sample, 30)
        .into_iter()
        .filter(|value| !known(value))
        .take(12)
        .collect();
    if unknown.is_empty() {
        return;
    }
    let pairs: Vec<String> = unknown
        .iter()
        .map(|value| format!("{} = \"…\"", quoted(value)))
        .collect();
    let ids: Vec<&str> = field
        .options
        .iter()
        .map(|option| option.id.as_str())
        .collect();
    line(text, &format!("# values = {{ {} }}", pairs.join(", ")));
    line(
        text,
        &format!("# {}: {}", say(lang, "可选", "options"), ids.join(", ")),
    );
}

/// Heads that are only likely, as comments with their candidates.
fn uncertain(sketch: &Sketch<'_>, lang: Lang, text: &mut String) {
    let likely = |found: &&Match| !found.is_certain() && !found.candidates.is_empty();
    let mut first = true;
    for found in sketch.matches.iter().filter(likely) {
        if std::mem::take(&mut first) {
            line(
                text,
                &say(lang, "\n# ── 拿不准的 ──", "\n# ── uncertain ──"),
            );
        }
        line(text, "\n# [[column]]");
        line(text, &format!("# head = {}", quoted(&found.head.text)));
        if let Some(doubt) = found.doubt {
            line(text, &format!("#   {}", reason(doubt, lang)));
        }
        for candidate in &found.candidates {
            let name = match candidate.meaning {
                Meaning::Figure(field, FieldStage::OfRow) => staged_names(sketch.form, field),
                Meaning::Figure(field, stage) => {
                    format!("field = {}", quoted(&field_name(sketch.form, field, stage)))
                }
                Meaning::Identity(identity) => format!("[identity] {}", identity.id()),
                Meaning::Stage => "[stage] head".to_owned(),
            };
            line(
                text,
                &format!("# {name}  # {}", percent(sketch.form, *candidate, lang)),
            );
        }
        if let Some(unit) = &found.unit {
            line(text, &format!("# unit = {}", quoted(unit)));
        }
    }
}

fn staged_names(form: &Form, field: usize) -> String {
    let field = &form.fields[field];
    let names: Vec<String> = field
        .stages
        .iter()
        .map(|stage| quoted(&format!("{}.{stage}", field.id)))
        .collect();
    format!("field = {}", names.join(" / "))
}

fn reason(doubt: Doubt, lang: Lang) -> String {
    match doubt {
        Doubt::Unit => say(
            lang,
            "表头的单位换算不了",
            "the unit of the head cannot be converted",
        ),
        Doubt::Words => say(lang, "下面多半不是数字", "most cells below are no numbers"),
        Doubt::Stage => say(lang, "没有写明学段", "the stage is not named"),
        Doubt::Taken => say(
            lang,
            "前面已有一列是这个意思",
            "another column means the same",
        ),
    }
}

/// Heads nothing is like: running numbers are ignored, the rest is left for a person to decide.
fn strangers(sketch: &Sketch<'_>, lang: Lang, text: &mut String) {
    const IDLE: &[&str] = &[
        "序号",
        "编号",
        "备注",
        "no.",
        "no",
        "#",
        "remarks",
        "电话",
        "联系电话",
        "联系人",
        "填表人",
    ];
    let strange = sketch
        .matches
        .iter()
        .filter(|found| found.candidates.is_empty());
    let idle = |found: &&Match| IDLE.contains(&found.head.head.key.as_str());
    let (idle, rest): (Vec<&Match>, Vec<&Match>) = strange.partition(idle);
    let names = |found: &[&Match]| {
        found
            .iter()
            .map(|found| quoted(&found.head.text))
            .collect::<Vec<_>>()
            .join(", ")
    };
    if !idle.is_empty() {
        let _ = write!(
            text,
            "\n[[ignore]]\nheads = [{}]\nwhy = {{ zh = \"不是数据\", en = \"not figures\" }}\n",
            names(&idle)
        );
    }
    if !rest.is_empty() {
        line(
            text,
            &say(
                lang,
                "\n# 表里没有对应项目的列；确定不用的，去掉 # 写进 [[ignore]]。",
                "\n# Columns like no question of the form; take the # off to ignore them by name.",
            ),
        );
        line(text, "# [[ignore]]");
        line(text, &format!("# heads = [{}]", names(&rest)));
    }
}
