//! What the fuzz targets share: a form, maps of every shape, and what must hold after reading.

use std::ops::ControlFlow;
use std::sync::{Arc, LazyLock};

use facts::catalogue::{Form, Stage};
use facts::toml_file::TomlFile;
use facts::{Imported, Input, Limits, Mapping, Options};
use kernel::Text;

pub mod containers;

const FORM: &str = r#"
id = "school"
subject = "school"
title = { zh = "学校年报表", en = "School return" }
filled_by = "school"
[[field]]
id = "kind"
kind = "choice"
title = { zh = "办学类型", en = "School kind" }
option = [
  { id = "primary_school", codes = ["211"], title = { zh = "小学", en = "Primary school" } },
  { id = "nine_year", codes = ["312"], title = { zh = "九年一贯制学校", en = "Nine-year school" } },
]
[[field]]
id = "pupils"
kind = "count"
unit = "pupil"
stages = ["primary", "junior"]
title = { zh = "在校生数", en = "Pupils" }
[[field]]
id = "area"
kind = "amount"
unit = "m2"
title = { zh = "校舍面积", en = "Area" }
[[field]]
id = "equipment"
kind = "amount"
unit = "yuan"
title = { zh = "设备值", en = "Equipment" }
[[field]]
id = "retention"
kind = "amount"
unit = "%"
title = { zh = "巩固率", en = "Retention" }
"#;

const ROWS: &str = r#"
id = "rows"
form = "school"
title = { zh = "行", en = "rows" }
shape = "rows"
[file]
recognise = ["a", "b"]
[identity]
code = "a"
name = "n"
year = "@heading"
[stage]
head = "s"
values = { p = "primary", j = "junior" }
[[column]]
head = "b"
field = "pupils"
missing = ["-9"]
[[column]]
heads = ["c", "d"]
field = "area"
zero = "not_reported"
[[column]]
head = "e"
field = "equipment"
unit = "wan_yuan"
empty = "zero"
"#;

const CARDS: &str = r#"
id = "cards"
form = "school"
title = { zh = "卡片", en = "cards" }
shape = "cards"
[file]
recognise = ["k", "l"]
[identity]
code = "k"
name = "@sheet"
[[column]]
head = "l"
field = "pupils.primary"
[[column]]
head = "m"
field = "area"
"#;

const TABLES: &str = r#"
id = "tables"
form = "school"
title = { zh = "统计表", en = "tables" }
shape = "tables"
[file]
recognise = ["t1"]
[identity]
code = "k"
name = { label = "n", at = "below" }
county = { table = "t1", row = "r", column = "c" }
year = "@heading"
[fixed]
"pupils.junior" = 0
[[cell]]
table = "t1"
row = "r"
column = "c / d"
field = "pupils.primary"
[[cell]]
table = "t1"
row = "q"
field = "area"
empty = "zero"
"#;

/// The form of every target.
pub static FORMS: LazyLock<Vec<Arc<Form>>> = LazyLock::new(|| {
    let stage = |id: &str, zh: &str| Stage {
        id: id.to_owned(),
        title: Text {
            zh: zh.to_owned(),
            en: id.to_owned(),
        },
        judged: true,
    };
    let stages: Arc<[Stage]> = [stage("primary", "小学"), stage("junior", "初中")].into();
    let form = Form::load(
        TomlFile {
            name: "form",
            text: FORM,
        },
        stages,
    )
    .expect("the form is sound");
    vec![Arc::new(form)]
});

/// Maps of the three shapes.
pub static MAPS: LazyLock<Vec<Mapping>> = LazyLock::new(|| {
    let load =
        |text| Mapping::load(TomlFile { name: "map", text }, &FORMS).expect("the map is sound");
    [ROWS, CARDS, TABLES].map(load).into()
});

/// Small limits, so that a run is short and memory stays low.
fn limits() -> Limits {
    Limits {
        max_workbook_bytes: 1 << 20,
        max_text_bytes: 1 << 20,
        max_unpacked_bytes: 4 << 20,
        max_part_bytes: 1 << 20,
        max_cells: 200_000,
        max_rows: 70_000,
        ..Limits::default()
    }
}

/// Reads a file, and checks that no row went missing; its length chooses the way: by known maps and
/// the form's own titles, by given maps, or to propose a map.
pub fn read(name: &str, bytes: &[u8]) {
    let known = Options {
        limits: limits(),
        ..Options::default()
    };
    match bytes.len() % 3 {
        0 => check(import(name, bytes, &known)),
        1 => check(import(
            name,
            bytes,
            &Options {
                maps: MAPS.clone(),
                ..known
            },
        )),
        _ => propose(name, bytes),
    }
}

fn propose(name: &str, bytes: &[u8]) {
    let input = Input::bytes(name, bytes);
    let (proposal, _) = facts::propose(input, &FORMS, kernel::Lang::Zh, &limits());
    if let Some(proposal) = proposal {
        let file = TomlFile {
            name: "proposal",
            text: &proposal.toml,
        };
        Mapping::load(file, &FORMS).expect("a proposal is a mapping file");
    }
}

fn import(name: &str, bytes: &[u8], options: &Options) -> Imported {
    let inputs = vec![Input::bytes(name, bytes)];
    facts::import(inputs, &FORMS, &MAPS, options, &mut |_| {
        ControlFlow::Continue(())
    })
}

fn check(imported: Imported) {
    let tally = imported.tally();
    assert_eq!(
        tally.read,
        tally.loaded + tally.refused + tally.totals + tally.blank
    );
    assert!(imported.tables[0].len() <= tally.loaded);
    assert!(tally.refused == 0 || !imported.findings.is_empty());
}
