//! One row a school: small files in, everything that came of them out.

use std::sync::Arc;

use facts::Options;
use facts::catalogue::Form;
use insta::assert_snapshot;

use crate::support::{form, map, read, show, stages};

pub(crate) const FORM: &str = r#"
id = "school"
subject = "school"
title = { zh = "学校年报表", en = "School return" }
filled_by = "school"

[[field]]
id = "kind"
kind = "choice"
title = { zh = "办学类型", en = "School kind" }
[[field.option]]
id = "primary_school"
codes = ["211"]
title = { zh = "小学", en = "Primary school" }
[[field.option]]
id = "nine_year"
codes = ["312"]
title = { zh = "九年一贯制学校", en = "Nine-year school" }

[[field]]
id = "pupils"
kind = "count"
unit = "pupil"
stages = ["primary", "junior"]
title = { zh = "在校生数", en = "Pupils" }
aliases = ["学生数"]

[[field]]
id = "teachers"
kind = "count"
unit = "teacher"
stages = ["primary", "junior"]
title = { zh = "专任教师", en = "Teachers" }

[[field]]
id = "teaching_area"
kind = "amount"
unit = "m2"
title = { zh = "教学及辅助用房面积", en = "Teaching area" }

[[field]]
id = "equipment"
kind = "amount"
unit = "yuan"
title = { zh = "教学仪器设备值", en = "Equipment" }

[[field]]
id = "retention"
kind = "amount"
unit = "%"
title = { zh = "巩固率", en = "Retention" }
"#;

fn forms() -> Vec<Arc<Form>> {
    vec![form(
        FORM,
        &stages(&[("primary", "小学"), ("junior", "初中"), ("senior", "高中")]),
    )]
}

/// What a CSV gives that is read by the form's own titles.
fn own(csv: &str) -> String {
    let options = Options {
        default_county: Some("测试县".to_owned()),
        default_year: Some(2025),
        ..Options::default()
    };
    show(&read(
        vec![("学校.csv", csv.as_bytes().to_vec())],
        &forms(),
        &[],
        &options,
    ))
}

/// What a CSV gives that is read with a map.
fn mapped(toml: &str, csv: &str) -> String {
    let forms = forms();
    let head = "id = \"m\"\nform = \"school\"\ntitle = { zh = \"某县\", en = \"A county\" }\nshape = \"rows\"\n";
    let options = Options {
        maps: vec![map(&format!("{head}{toml}"), &forms)],
        default_county: Some("测试县".to_owned()),
        default_year: Some(2025),
        ..Options::default()
    };
    show(&read(
        vec![("学校.csv", csv.as_bytes().to_vec())],
        &forms,
        &[],
        &options,
    ))
}

#[test]
fn heads_that_are_the_forms_own_titles_need_no_map() {
    assert_snapshot!(own(
        "学校标识码,学校名称,办学类型,在校生数（小学）,在校生数（初中）,教学及辅助用房面积（平方米）,教学仪器设备值（万元）,巩固率\n\
         2121000001,沙河镇中心小学,小学,412,,\"2,700.5\",61.8,98.5%\n\
         2121000002,柳林学校,312,９８０,460 人,5310,—,97\n"
    ), @"
    2121000001 沙河镇中心小学 测试县 2025 | kind primary_school C2 | pupils.primary 412 D2 | pupils.junior not_reported E2 | teaching_area 2700.5 F2 | equipment 618000 G2 | retention 0.985 H2
    2121000002 柳林学校 测试县 2025 | kind nine_year C3 | pupils.primary 980 D3 | pupils.junior 460 E3 | teaching_area 5310 F3 | equipment not_reported G3 | retention 0.97 H3
    ! read-by-titles form=学校年报表 heads=办学类型、在校生数（小学）、在校生数（初中）、教学及辅助用房面积（平方米）、教学仪器设备值（万元）、巩固率、学校标识码、学校名称
    ! cell-has-unit E3 column=在校生数（初中） count=1 cells=E3
    2 read = 2 loaded + 0 refused + 0 totals + 0 blank
    ");
}

#[test]
fn stacked_heads_totals_and_notes() {
    assert_snapshot!(own(
        "某县义务教育学校基本情况表,,,,,\n\
         学校标识码,学校名称,在校生数,,专任教师,\n\
         ,,小学,初中,小学,初中\n\
         A1,甲小学,412,,25,\n\
         A2,乙学校,980,460,52,38\n\
         ,,,,,\n\
         ,合计,1392,460,78,38\n\
         填表人：张三,,,审核人：李四,,\n"
    ), @"
    A1 甲小学 测试县 2025 | pupils.primary 412 C4 | pupils.junior not_reported D4 | teachers.primary 25 E4 | teachers.junior not_reported F4
    A2 乙学校 测试县 2025 | pupils.primary 980 C5 | pupils.junior 460 D5 | teachers.primary 52 E5 | teachers.junior 38 F5
    填表人:张三 填表人:张三 测试县 2025 | pupils.primary not_reported C8 | pupils.junior unreadable D8 | teachers.primary not_reported E8 | teachers.junior not_reported F8
    ! read-by-titles form=学校年报表 heads=在校生数 / 小学、在校生数 / 初中、专任教师 / 小学、专任教师 / 初中、学校标识码、学校名称
    ! code-form A4 value=A1 problem=sign
    ! code-form A5 value=A2 problem=sign
    ! code-form A8 value=填表人:张三 problem=sign
    ! cell-not-a-number D8 column=在校生数 / 初中 value=审核人：李四 unit=人
    ! totals-differ E7 column=专任教师 / 小学 stated=78 loaded=77 difference=1
    5 read = 3 loaded + 0 refused + 1 totals + 1 blank
    ");
}

#[test]
fn a_map_says_what_each_head_means() {
    assert_snapshot!(mapped(r#"
[file]
recognise = ["xxdm"]
[identity]
code = "xxdm"
name = "xxmc"
[stage]
head = "学段"
values = { "小" = "primary", "初" = "junior" }
[[column]]
head = "xss"
field = "pupils"
[[column]]
heads = ["zxjs", "daike"]
field = "teachers"
[[column]]
head = "sbz"
field = "equipment"
unit = "wan_yuan"
zero = "not_reported"
missing = ["待填"]
[[ignore]]
heads = ["备注"]
"#,
        "xxdm,xxmc,学段,xss,zxjs,daike,sbz,备注,电话\n\
         A1,甲学校,小,412,20,5,61.8,x,1\n\
         A1,甲学校,初,200,20,,61.8,,2\n\
         A1,甲学校,初,201,20,1,0,,3\n\
         A2,乙小学,小,100,6,0,待填,,4\n\
         A3,丙小学,高,1,1,1,1,,5\n\
         ,丁小学,小,77,4,0,0,,6\n"
    ), @"
    A1 甲学校 测试县 2025 | pupils.primary 412 D2 | pupils.junior 200 D3 | teachers.primary 25 E2+F2 | teachers.junior not_reported E3+F3 | equipment 618000 G2
    A2 乙小学 测试县 2025 | pupils.primary 100 D5 | teachers.primary 6 E5+F5 | equipment not_reported G5
    ! map-used map=m title=某县 form=学校年报表
    ! heads-not-mapped I1 heads=电话 (I)
    ! row-twice A4 name=甲学校 code=A1 year=2025 stage=初中 first=A3 staged=yes same=no differs=xss 200／201；sbz 61.8／—
    ! row-without-stage C6 head=学段 value=高 expected=初、小
    ! row-needs-code A7 name=丁小学
    ! said-not-reported G5 column=sbz count=1 cells=G5
    6 read = 3 loaded + 3 refused + 0 totals + 0 blank
    ");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_loads() {
    assert_snapshot!(own(
        "学校标识码,学校名称,办学类型,在校生数（小学）,教学及辅助用房面积,教学仪器设备值\n\
         A1,甲小学,小学,三千,2700,=1+1\n\
         A2,乙小学,幼儿园,12.5,-3,3万\n\
         4.41E+09,丙小学,小学,1e3,\"1,23\",2700平方米\n\
         A1,甲小学,小学,1,1,1\n\
         A5,=HYPERLINK(\"x\"),小学,5,5,12345678901234567890\n"
    ), @r#"
    A1 甲小学 测试县 2025 | kind primary_school C2 | pupils.primary unreadable D2 | teaching_area 2700 E2 | equipment unreadable F2
    A2 乙小学 测试县 2025 | kind unreadable C3 | pupils.primary unreadable D3 | teaching_area unreadable E3 | equipment unreadable F3
    丙小学 丙小学 测试县 2025 | kind primary_school C4 | pupils.primary unreadable D4 | teaching_area unreadable E4 | equipment unreadable F4
    A5 =HYPERLINK("x") 测试县 2025 | kind primary_school C6 | pupils.primary 5 D6 | teaching_area 5 E6 | equipment unreadable F6
    ! read-by-titles form=学校年报表 heads=办学类型、在校生数（小学）、教学及辅助用房面积、教学仪器设备值、学校标识码、学校名称
    ! code-form A2 value=A1 problem=sign
    ! cell-not-a-number D2 column=在校生数（小学） value=三千 unit=人
    ! cell-is-a-formula F2 column=教学仪器设备值 value==1+1 unit=元
    ! code-form A3 value=A2 problem=sign
    ! cell-not-an-option C3 column=办学类型 value=幼儿园 options=小学、九年一贯制学校
    ! cell-not-whole D3 column=在校生数（小学） value=12.5 unit=人
    ! cell-negative E3 column=教学及辅助用房面积 value=-3 unit=平方米
    ! cell-in-wan F3 column=教学仪器设备值 value=3万 unit=元
    ! code-in-scientific A4 value=4.41E+09
    ! row-without-code A4 name=丙小学
    ! cell-in-scientific D4 column=在校生数（小学） value=1e3 unit=人
    ! cell-separators E4 column=教学及辅助用房面积 value=1,23 unit=平方米
    ! cell-unit-differs F4 column=教学仪器设备值 value=2700平方米 unit=元
    ! code-form A5 value=A1 problem=sign
    ! row-twice A5 name=甲小学 code=A1 year=2025 stage= first=A2 staged=no same=no differs=在校生数（小学） —／1；教学及辅助用房面积 2700／1；教学仪器设备值 —／1
    ! name-looks-like-formula B6 value==HYPERLINK("x")
    ! code-form A6 value=A5 problem=sign
    ! cell-too-long F6 column=教学仪器设备值 value=12345678901234567890 unit=元
    5 read = 4 loaded + 1 refused + 0 totals + 0 blank
    "#);
}

#[test]
fn a_unit_in_the_head_counts_or_is_refused() {
    assert_snapshot!(own(
        "学校名称,教学及辅助用房面积（亩）,教学仪器设备值（千元）\n\
         甲小学,4.5,618\n"
    ), @"
    甲小学 甲小学 测试县 2025 | teaching_area unreadable B2 | equipment 618000 C2
    ! read-by-titles form=学校年报表 heads=教学及辅助用房面积（亩）、教学仪器设备值（千元）、学校名称
    ! head-unit-unknown B1 head=教学及辅助用房面积（亩） unit=亩 expected=平方米
    ! codes-absent
    1 read = 1 loaded + 0 refused + 0 totals + 0 blank
    ");
}

#[test]
fn a_file_nobody_knows_is_named() {
    assert_snapshot!(own("品名,数量\n粉笔,12\n"), @"
    ! sheet-unknown heads=品名、数量 rows=2
    2 read = 0 loaded + 2 refused + 0 totals + 0 blank
    ");
}

#[test]
fn heads_that_moved_are_found() {
    assert_snapshot!(mapped(
        "[file]\nheader_rows = [1]\n[identity]\ncode = \"xxdm\"\n[[column]]\nhead = \"xss\"\nfield = \"pupils.primary\"\n",
        "某县学校,\nxxdm,xss\nA1,412\n"
    ), @"
    A1 A1 测试县 2025 | pupils.primary 412 B3
    ! map-used map=m title=某县 form=学校年报表
    ! heads-elsewhere stated=1 found=2
    1 read = 1 loaded + 0 refused + 0 totals + 0 blank
    ");
}
