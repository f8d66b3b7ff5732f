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
    ! read-by-titles form=学校年报表 heads=办学类型、在校生数（小学）、在校生数（初中）、教学及辅助用房面积（平方米）、教学仪器设备值（万元）、巩固率、学校标识码、学校名称 count=8
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
    ! read-by-titles form=学校年报表 heads=在校生数 / 小学、在校生数 / 初中、专任教师 / 小学、专任教师 / 初中、学校标识码、学校名称 count=6
    ! code-form A4 value=A1、A2、填表人:张三 problem=sign alike_count=3 alike_rows=4–5, 8
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
    ! row-twice A4 name=甲学校 code=A1 year=2025 stage=初中 first=第3行 staged=yes same=no differs=xss：第3行 200，本行 201；zxjs+daike：第3行 —，本行 21；sbz：第3行 61.8，本行 —
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
    ! read-by-titles form=学校年报表 heads=办学类型、在校生数（小学）、教学及辅助用房面积、教学仪器设备值、学校标识码、学校名称 count=6
    ! code-form A2 value=A1、A2、A5 problem=sign alike_count=4 alike_rows=2–3, 5–6
    ! cell-not-a-number D2 column=在校生数（小学） value=三千 unit=人
    ! cell-is-a-formula F2 column=教学仪器设备值 value==1+1 unit=元
    ! cell-not-an-option C3 column=办学类型 value=幼儿园 options=小学、九年一贯制学校
    ! cell-not-whole D3 column=在校生数（小学） value=12.5 unit=人
    ! cell-negative E3 column=教学及辅助用房面积 value=-3 unit=平方米
    ! cell-in-wan F3 column=教学仪器设备值 value=3万 unit=元
    ! code-in-scientific A4 value=4.41E+09 loaded=yes
    ! row-without-code A4 name=丙小学
    ! cell-in-scientific D4 column=在校生数（小学） value=1e3 unit=人
    ! cell-separators E4 column=教学及辅助用房面积 value=1,23 unit=平方米
    ! cell-unit-differs F4 column=教学仪器设备值 value=2700平方米 unit=元
    ! row-twice A5 name=甲小学 code=A1 year=2025 stage= first=第2行 staged=no same=no differs=在校生数（小学）：第2行 —，本行 1；教学及辅助用房面积：第2行 2700，本行 1；教学仪器设备值：第2行 —，本行 1
    ! name-looks-like-formula B6 column=学校名称 value==HYPERLINK("x")
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
    ! read-by-titles form=学校年报表 heads=教学及辅助用房面积（亩）、教学仪器设备值（千元）、学校名称 count=3
    ! head-unit-unknown B1 head=教学及辅助用房面积（亩） unit=亩 mu=yes expected=平方米
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

#[test]
fn the_same_file_given_twice_is_read_once() {
    let file = |name| {
        (
            name,
            "学校名称,教学及辅助用房面积\n甲小学,2700\n"
                .as_bytes()
                .to_vec(),
        )
    };
    let options = Options {
        default_county: Some("测试县".to_owned()),
        default_year: Some(2025),
        ..Options::default()
    };
    let files = vec![file("学校.csv"), file("学校 (1).csv")];
    assert_snapshot!(show(&read(files, &forms(), &[], &options)), @"
    甲小学 甲小学 测试县 2025 | teaching_area 2700 B2
    ! read-by-titles form=学校年报表 heads=教学及辅助用房面积、学校名称 count=2
    ! codes-absent
    ! file-again first=学校.csv
    1 read = 1 loaded + 0 refused + 0 totals + 0 blank
    ");
}

#[test]
fn rows_without_a_column_of_codes_are_counted_below_the_heads() {
    assert_snapshot!(mapped(
        "[identity]\ncode = \"学校标识码\"\nname = \"学校名称\"\n[[column]]\nhead = \"xss\"\nfield = \"pupils.primary\"\n[[column]]\nhead = \"zxjs\"\nfield = \"teachers.primary\"\n",
        "某县学校一览,,\n学校名称,xss,zxjs\n甲小学,412,20\n,,\n乙小学,100,8\n丙小学,90,7\n"
    ), @"
    ! map-used map=m title=某县 form=学校年报表
    ! code-head-absent A2 head=学校标识码 heads=学校名称、xss、zxjs columns=3 count=3 rows=3, 5–6
    4 read = 0 loaded + 3 refused + 0 totals + 1 blank
    ");
}

#[test]
fn only_what_is_summed_up_for_a_county_is_summed_up_for_a_file() {
    let form = FORM.replace(
        "title = { zh = \"教学仪器设备值\", en = \"Equipment\" }",
        "title = { zh = \"教学仪器设备值\", en = \"Equipment\" }\nmerge = \"largest\"",
    );
    let stages = stages(&[("primary", "小学"), ("junior", "初中")]);
    let text =
        "学校名称,教学及辅助用房面积,教学仪器设备值\n甲小学,2700,10\n乙小学,900,20\n合计,3600,20\n";
    let files = vec![("学校.csv", text.as_bytes().to_vec())];
    let imported = read(
        files,
        &[crate::support::form(&form, &stages)],
        &[],
        &Options::default(),
    );
    let sums: Vec<String> = imported.sheets[0]
        .sums
        .iter()
        .map(|(head, sum)| format!("{head} {sum}"))
        .collect();
    assert_eq!(sums, ["教学及辅助用房面积 3600"]);
    assert!(
        imported
            .findings
            .iter()
            .any(|finding| finding.code == "totals-agree")
    );
}

#[test]
fn a_sheet_of_nothing_but_heads_is_grave() {
    let heads = "学校名称,教学及辅助用房面积\n";
    let files = vec![("学校.csv", heads.as_bytes().to_vec())];
    let imported = read(files, &forms(), &[], &Options::default());
    let only = imported
        .findings
        .iter()
        .find(|finding| finding.code == "only-heads");
    assert_eq!(
        only.map(|finding| finding.grade),
        Some(kernel::Grade::MustFix)
    );
}

#[test]
fn garbled_cells_that_nothing_else_names_are_counted() {
    let mut text = "学校名称,教学及辅助用房面积,备注\n甲小学,2700,好\n乙小学,900,"
        .as_bytes()
        .to_vec();
    text.extend(b"\xff\xfe");
    text.extend("很好\n丙小学,".as_bytes());
    text.extend(b"\xff");
    text.extend(
        ",很好很好很好很好很好很好很好很好很好很好很好很好很好很好很好很好很好很好\n".as_bytes(),
    );
    let files = vec![("学校.csv", text)];
    let options = Options {
        default_county: Some("测试县".to_owned()),
        default_year: Some(2025),
        ..Options::default()
    };
    assert_snapshot!(show(&read(files, &forms(), &[], &options)), @"
    甲小学 甲小学 测试县 2025 | teaching_area 2700 B2
    乙小学 乙小学 测试县 2025 | teaching_area 900 B3
    丙小学 丙小学 测试县 2025 | teaching_area unreadable B4
    ! read-by-titles form=学校年报表 heads=教学及辅助用房面积、学校名称 count=2
    ! heads-not-mapped C1 heads=备注 (C)
    ! codes-absent
    ! cell-not-a-number B4 column=教学及辅助用房面积 value=� unit=平方米
    ! text-damaged C3 count=1 cells=C3
    3 read = 3 loaded + 0 refused + 0 totals + 0 blank
    ");
}

#[test]
fn lines_too_short_name_the_figures_they_lose() {
    assert_snapshot!(own(
        "学校名称,教学及辅助用房面积,在校生数（小学）,备注\n\
         甲小学,2700,1\n乙小学\n丙小学,1\n丁小学,2\n"
    ), @"
    甲小学 甲小学 测试县 2025 | pupils.primary 1 C2 | teaching_area 2700 B2
    丙小学 丙小学 测试县 2025 | pupils.primary not_reported C4 | teaching_area 1 B4
    丁小学 丁小学 测试县 2025 | pupils.primary not_reported C5 | teaching_area 2 B5
    ! read-by-titles form=学校年报表 heads=教学及辅助用房面积、在校生数（小学）、学校名称 count=3
    ! heads-not-mapped D1 heads=备注 (D)
    ! codes-absent
    ! row-is-a-note A3 text=乙小学
    ! row-short C4 have=2 want=4 columns=C heads=在校生数（小学） alike_count=2 alike_rows=4–5
    4 read = 3 loaded + 1 refused + 0 totals + 0 blank
    ");
}

#[test]
fn a_check_tells_its_figures_in_both_languages() {
    let form = format!(
        "{FORM}\n[[check]]\nid = \"c\"\ngrade = \"explain\"\nrequire = \"teaching_area > 3000 [m2] and pupils.primary > 0 [pupil]\"\ntitle = {{ zh = \"甲\", en = \"A\" }}\nwhy = {{ zh = \"甲\", en = \"A\" }}\ntodo = {{ zh = \"甲\", en = \"A\" }}\n"
    );
    let stages = stages(&[("primary", "小学"), ("junior", "初中")]);
    let text = "学校名称,教学及辅助用房面积,在校生数（小学）\n甲小学,2700,412\n";
    let files = vec![("学校.csv", text.as_bytes().to_vec())];
    let imported = read(
        files,
        &[crate::support::form(&form, &stages)],
        &[],
        &Options::default(),
    );
    let findings = facts::checks::run(&imported.tables[0]);
    let told: Vec<String> = findings[0]
        .figures
        .iter()
        .map(|figure| (&figure.title, figure.value.as_ref().unwrap()))
        .flat_map(|(title, value)| {
            [
                format!("{} = {}", title.zh, value.zh),
                format!("{} = {}", title.en, value.en),
            ]
        })
        .collect();
    assert_snapshot!(told.join("\n"), @"
    教学及辅助用房面积 = 2700 m²
    Teaching area = 2700 m²
    在校生数（小学） = 412 生
    Pupils (primary) = 412 pupil
    ");
}
