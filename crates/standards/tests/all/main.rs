//! Mistakes in a pack are told with file, line and the words they stand on; good packs choose what
//! holds on a day.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod mistakes;
mod values;

use standards::{Pack, PackFiles, SourceFile};

/// A small pack that is in order: one form, one indicator, one item.
const GOOD: &[(&str, &str)] = &[
    (
        "pack.toml",
        r#"
id = "mini"
version = "1"
title = { zh = "小包", en = "mini" }
about = { zh = "试", en = "trial" }
[[stage]]
id = "primary"
title = { zh = "小学", en = "Primary" }
[[stage]]
id = "junior"
title = { zh = "初中", en = "Junior" }
[[document]]
id = "law"
title = { zh = "办法", en = "law" }
"#,
    ),
    (
        "forms/school.toml",
        r#"
id = "school"
subject = "school"
filled_by = "school"
title = { zh = "学校表", en = "School" }
[[field]]
id = "pupils"
title = { zh = "在校生", en = "Pupils" }
kind = "count"
unit = "pupil"
stages = ["primary", "junior"]
[[field]]
id = "area"
title = { zh = "面积", en = "Area" }
kind = "amount"
unit = "m2"
[[check]]
id = "some_area"
grade = "explain"
require = "area > 0"
title = { zh = "面积大于0", en = "some area" }
why = { zh = "因为", en = "because" }
todo = { zh = "请核对", en = "check it" }
"#,
    ),
    (
        "standards/sections.toml",
        r#"
pupils = "pupils"
[[leave_out]]
id = "no_pupils"
when = "pupils = 0"
reason = { zh = "没有学生", en = "no pupils" }
document = "law"
[[split]]
stages = ["primary", "junior"]
weights = { primary = "1", junior = "1.1" }
title = { zh = "1:1.1", en = "1:1.1" }
"#,
    ),
    (
        "standards/profile.toml",
        r#"
[[switch]]
id = "mode"
title = { zh = "口径", en = "mode" }
why = { zh = "有分歧", en = "sources differ" }
default = "strict"
[[switch.option]]
id = "strict"
title = { zh = "严", en = "strict" }
[[switch.option]]
id = "wide"
title = { zh = "宽", en = "wide" }
"#,
    ),
    (
        "standards/parameters/area.toml",
        r#"
id = "area_minimum"
title = { zh = "生均面积", en = "area per pupil" }
unit = "m2/pupil"
stricter = "higher"
[[value]]
from = 2017-01-01
until = 2019-12-31
primary = "4.5"
junior = "5.8"
document = "law"
clause = "1"
checked = 2026-11-22
basis = "transcription"
[[value]]
from = 2020-01-01
primary = "5"
junior = 6
document = "law"
clause = "1"
checked = 2026-11-22
basis = "ours"
"#,
    ),
    (
        "standards/indicators/area.toml",
        r#"
id = "A1"
order = 1
title = { zh = "生均面积", en = "area per pupil" }
unit = "m2/pupil"
digits = 2
sense = "at_least"
amount = "area"
shared = true
per = "pupils"
limit = "area_minimum"
document = "law"
"#,
    ),
    (
        "standards/items/size.toml",
        r#"
id = "I1"
group = "all"
order = 1
title = { zh = "规模", en = "size" }
document = "law"
level = "school"
[[test]]
id = "size"
title = { zh = "规模", en = "size" }
require = "pupils.primary <= 2000 [pupil]"
"#,
    ),
    (
        "standards/verdict.toml",
        r#"
[[group]]
id = "all"
title = { zh = "全部", en = "all" }
[lamps]
near = "0.05"
"#,
    ),
];

/// The good pack with `from` written as `to` in one file.
fn pack(file: &str, from: &str, to: &str) -> PackFiles {
    let change = |(path, text): &(&str, &str)| {
        let text = if *path == file {
            assert!(text.contains(from), "{file} has no {from}");
            text.replacen(from, to, 1)
        } else {
            (*text).to_owned()
        };
        SourceFile {
            path: format!("mini/{path}"),
            text,
        }
    };
    PackFiles {
        id: "mini".into(),
        files: GOOD.iter().map(change).collect(),
    }
}

/// An overlay with one file of parameters.
fn overlay(id: &str, text: &str) -> PackFiles {
    let about = format!(
        "id = \"{id}\"\nversion = \"1\"\nextends = \"mini\"\ntitle = {{ zh = \"省\", en = \"province\" }}\nabout = {{ zh = \"省\", en = \"province\" }}\n"
    );
    PackFiles {
        id: id.into(),
        files: vec![
            SourceFile {
                path: format!("{id}/pack.toml"),
                text: about,
            },
            SourceFile {
                path: format!("{id}/standards/parameters/area.toml"),
                text: text.into(),
            },
        ],
    }
}

/// The mistakes as `file:line:column words | what is wrong`.
fn mistakes(base: &PackFiles, overlays: &[PackFiles]) -> Vec<String> {
    let Err(errors) = Pack::load(base, overlays) else {
        return Vec::new();
    };
    let text_of = |file: &str| {
        let all = std::iter::once(base)
            .chain(overlays)
            .flat_map(|pack| &pack.files);
        all.filter(|source| source.path == file)
            .map(|source| source.text.clone())
            .next()
    };
    let told = errors.iter().map(|error| {
        let place = match (&error.span, text_of(&error.file)) {
            (Some(span), Some(text)) => {
                let before = &text[..span.start];
                let line = before.matches('\n').count() + 1;
                let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
                format!(
                    ":{line}:{column} {}",
                    text[span.clone()].lines().next().unwrap_or("")
                )
            }
            _ => String::new(),
        };
        format!("{}{place} | {}", error.file, error.problem.en)
    });
    told.collect()
}
