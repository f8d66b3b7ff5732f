//! The form, the map and the entry that the reading targets share.

use std::ops::ControlFlow;
use std::sync::Arc;

use facts::catalogue::{Form, Stage};
use facts::toml_file::TomlFile;
use facts::{Imported, Input, Limits, Mapping, Options, import};
use kernel::Text;

const FORM: &str = r#"
id = "school"
subject = "school"
filled_by = "school"
title = { zh = "学校", en = "School" }
[[field]]
id = "pupils"
title = { zh = "在校生数", en = "Pupils" }
kind = "count"
unit = "pupil"
stages = ["primary", "junior"]
[[field]]
id = "area"
title = { zh = "面积", en = "Area" }
kind = "amount"
unit = "m2"
[[field]]
id = "money"
title = { zh = "设备值", en = "Equipment" }
kind = "amount"
unit = "yuan"
[[field]]
id = "kind"
title = { zh = "类型", en = "Kind" }
kind = "choice"
[[field.option]]
id = "primary_school"
codes = ["211"]
title = { zh = "小学", en = "Primary school" }
"#;

const MAPS: [&str; 2] = [
    r#"
id = "rows"
form = "school"
title = { zh = "行", en = "rows" }
shape = "rows"
[identity]
code = "code"
name = "name"
county = "county"
[fixed]
year = 2025
[[column]]
head = "pupils"
field = "pupils.primary"
[[column]]
head = "money"
field = "money"
unit = "wan_yuan"
"#,
    r#"
id = "cards"
form = "school"
title = { zh = "卡片", en = "cards" }
shape = "cards"
[identity]
code = "学校标识码"
name = "学校名称"
[fixed]
county = "县"
year = 2025
[[column]]
head = "面积"
field = "area"
"#,
];

fn stages() -> Arc<[Stage]> {
    let stage = |id: &str, zh: &str| Stage {
        id: id.into(),
        title: Text { zh: zh.into(), en: id.into() },
        judged: true,
    };
    Arc::from([stage("primary", "小学"), stage("junior", "初中")])
}

/// Reads `bytes` as a file of that name by each map and by the form's own titles; every row must be
/// accounted for.
pub fn read(name: &str, bytes: &[u8]) {
    let form = Arc::new(Form::load(TomlFile { name: "form", text: FORM }, stages()).unwrap());
    let forms = [form];
    let maps: Vec<Mapping> =
        MAPS.iter().map(|text| Mapping::load(TomlFile { name: "map", text }, &forms).unwrap()).collect();
    for chosen in [None, Some(0), Some(1)] {
        let options = Options {
            maps: chosen.map(|at: usize| maps[at].clone()).into_iter().collect(),
            default_county: Some("county".into()),
            default_year: Some(2025),
            limits: Limits { max_unpacked_bytes: 16 << 20, ..Limits::default() },
        };
        let input = Input::bytes(name, bytes);
        let read = import(vec![input], &forms, &[], &options, &mut |_| ControlFlow::Continue(()));
        accounted_for(&read);
    }
}

fn accounted_for(read: &Imported) {
    let tally = read.tally();
    assert_eq!(tally.read, tally.loaded + tally.refused + tally.totals + tally.blank, "{:?}", read.sheets);
}
