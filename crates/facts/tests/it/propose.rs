//! Proposed mapping files: what is certain, what is left to a person, and that they load.

use facts::toml_file::TomlFile;
use facts::{Input, Limits, Mapping, propose};
use insta::assert_snapshot;
use kernel::Lang;

use crate::support::{pack, root};

const STAGES: &[(&str, &str)] = &[("primary", "小学"), ("junior", "初中"), ("senior", "高中")];

fn proposed(name: &str, bytes: Vec<u8>, lang: Lang) -> String {
    let (forms, _) = pack("quality-balance-2017", STAGES);
    let (proposal, findings) = propose(Input::bytes(name, bytes), &forms, lang, &Limits::default());
    let proposal = proposal.unwrap_or_else(|| panic!("{findings:?}"));
    let file = TomlFile {
        name: "proposed.toml",
        text: &proposal.toml,
    };
    Mapping::load(file, &forms).unwrap_or_else(|errors| panic!("{errors:?}\n{}", proposal.toml));
    format!(
        "{}\n{} certain, {} uncertain, {} unknown\n",
        proposal.toml, proposal.certain, proposal.uncertain, proposal.unknown
    )
}

fn workbook(name: &str) -> String {
    let bytes = std::fs::read(root().join("testdata").join(name)).unwrap();
    proposed(name, bytes, Lang::Zh)
}

#[test]
fn a_county_report() {
    assert_snapshot!(workbook("workbooks/county_report.xlsx"));
}

#[test]
fn one_sheet_a_school() {
    assert_snapshot!(workbook("workbooks/school_cards.xlsx"));
}

#[test]
fn stages_in_a_column() {
    assert_snapshot!(workbook("workbooks/county_gbk_stages.csv"));
}

#[test]
fn a_foreign_file() {
    let csv = "代号,校名,镇,小学生人数,初中学生人数,运动场面积（亩）,仪器设备总值（万元）,学生数,校长\n\
               1,甲小学,东镇,412,,12,61.8,412,张三\n2,乙学校,西镇,980,460,20,120,1440,李四\n";
    assert_snapshot!(proposed("某县 学校.csv", csv.as_bytes().to_vec(), Lang::En));
}

#[test]
fn a_file_without_a_table_is_told() {
    let (forms, _) = pack("quality-balance-2017", STAGES);
    for bytes in [&b""[..], b"%PDF-1.7", b"hello", b"a,b\n"] {
        let (proposal, findings) = propose(
            Input::bytes("x.csv", bytes),
            &forms,
            Lang::Zh,
            &Limits::default(),
        );
        assert!(proposal.is_none() && !findings.is_empty());
    }
}

#[test]
fn odd_texts_do_not_break_the_proposal() {
    let (forms, _) = pack("quality-balance-2017", STAGES);
    let heads = [
        "学校\n名称",
        "\"\"引号\"\"",
        "反\\斜线",
        "\u{1}\u{7f}\u{85}控制",
        "行\u{2028}分",
        "办学类型\r",
        "学生数",
    ];
    let cells = ["甲\n小学", "1", "2", "3", "4", "国际\n\"\"学校", "9"];
    let line = |cells: &[&str]| {
        cells
            .iter()
            .map(|cell| format!("\"{cell}\""))
            .collect::<Vec<_>>()
            .join(",")
    };
    let csv = format!("{}\n{}\n", line(&heads), line(&cells));
    let (proposal, _) = propose(
        Input::bytes("\n\"x.csv", csv.into_bytes()),
        &forms,
        Lang::Zh,
        &Limits::default(),
    );
    let text = proposal.unwrap().toml;
    let loaded = Mapping::load(
        TomlFile {
            name: "proposed.toml",
            text: &text,
        },
        &forms,
    );
    assert!(loaded.is_ok(), "{loaded:?}\n{text}");
    // Taking the comment signs off a candidate does not break it either.
    let open = text
        .replace("# head = ", "head = ")
        .replace("# [[column]]", "[[column]]");
    assert!(toml::from_str::<toml::Value>(&open).is_ok(), "{open}");
}
