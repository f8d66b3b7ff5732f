//! Whose row is it, of which year, and when do two rows come together?

use std::sync::Arc;

use facts::Options;
use facts::catalogue::Form;
use insta::assert_snapshot;
use rust_xlsxwriter::Workbook;

use crate::rows::FORM;
use crate::support::{form, map, read, show, stages};

const COUNTY: &str = r#"
id = "county"
subject = "county"
title = { zh = "县级年报表", en = "County return" }
filled_by = "county"
[[field]]
id = "exchanged"
kind = "count"
unit = "teacher"
title = { zh = "交流教师数", en = "Exchanged teachers" }
[[field]]
id = "pay"
kind = "amount"
unit = "yuan"
title = { zh = "教师平均工资", en = "Teachers' pay" }
"#;

fn forms() -> Vec<Arc<Form>> {
    let stages = stages(&[("primary", "小学"), ("junior", "初中"), ("senior", "高中")]);
    vec![form(FORM, &stages), form(COUNTY, &stages)]
}

/// What files give, without a county or a year given by the user.
fn plain(files: &[(&str, &str)]) -> String {
    with(files, &Options::default())
}

fn with(files: &[(&str, &str)], options: &Options) -> String {
    let files = files
        .iter()
        .map(|(name, text)| (*name, text.as_bytes().to_vec()));
    show(&read(files.collect(), &forms(), &[], options))
}

fn mapped(toml: &str, files: Vec<(&str, Vec<u8>)>) -> String {
    let forms = forms();
    let options = Options {
        maps: vec![map(toml, &forms)],
        ..Options::default()
    };
    show(&read(files, &forms, &[], &options))
}

const FIXED_COUNTY: &str = r#"
id = "cm"
form = "county"
title = { zh = "县", en = "County" }
shape = "rows"
[fixed]
county = "某县"
year = 2025
[[column]]
head = "甲数"
field = "exchanged"
[[column]]
head = "乙数"
field = "pay"
"#;

#[test]
fn sheets_without_a_cell_that_says_whose_they_are_come_together() {
    let file = |name, text: &str| (name, text.as_bytes().to_vec());
    let files = vec![file("a.csv", "甲数\n12\n"), file("b.csv", "乙数\n90000\n")];
    assert_snapshot!(mapped(FIXED_COUNTY, files), @"
    某县 某县 某县 2025 | exchanged 12 A2 | pay 90000 A2
    ! map-used map=cm title=县 form=县级年报表
    ! heads-absent A1 heads=乙数
    ! map-used map=cm title=县 form=县级年报表
    ! heads-absent A1 heads=甲数
    ! rows-joined count=1 with=a.csv
    2 read = 2 loaded + 0 refused + 0 totals + 0 blank
    ");
    let files = vec![file("a.csv", "甲数\n12\n"), file("b.csv", "甲数\n13\n")];
    assert_snapshot!(mapped(FIXED_COUNTY, files), @"
    某县 某县 某县 2025 | exchanged 12 A2
    ! map-used map=cm title=县 form=县级年报表
    ! heads-absent A1 heads=乙数
    ! map-used map=cm title=县 form=县级年报表
    ! heads-absent A1 heads=乙数
    ! row-twice A2 name=某县 code=某县 year=2025 stage= first=a.csv A2 staged=no same=no differs=甲数：a.csv A2 12，本行 13
    2 read = 1 loaded + 1 refused + 0 totals + 0 blank
    ");
}

#[test]
fn cards_without_a_cell_that_says_whose_they_are_come_together() {
    let toml = FIXED_COUNTY.replace("rows", "cards");
    let file = |name, text: &str| (name, text.as_bytes().to_vec());
    let files = vec![file("a.csv", "甲数,12\n"), file("b.csv", "乙数,90000\n")];
    assert_snapshot!(mapped(&toml, files), @"
    某县 某县 某县 2025 | exchanged 12 B1 | pay 90000 B1
    ! map-used map=cm title=县 form=县级年报表
    ! heads-absent heads=乙数
    ! map-used map=cm title=县 form=县级年报表
    ! card-again A1 name=某县 first=a.csv A1
    ! heads-absent heads=甲数
    2 read = 2 loaded + 0 refused + 0 totals + 0 blank
    ");
}

#[test]
fn a_row_of_another_sheet_joins_when_it_says_something_new_and_nothing_else() {
    let first = "学校标识码,学校名称,县区,年度,办学类型,在校生数（小学）\nA1,甲小学,某县,2025,小学,412\nA2,乙小学,某县,2025,小学,300\n";
    let second = "学校标识码,县区,年度,办学类型,在校生数（小学）,教学及辅助用房面积\nA1,某县,2025,小学,,2700\nA2,某县,2025,小学,301,900\n";
    let third = "学校标识码,县区,年度,办学类型,在校生数（小学）\nA1,某县,2025,小学,412\n";
    assert_snapshot!(plain(&[("一.csv", first), ("二.csv", second), ("三.csv", third)]), @"
    A1 甲小学 某县 2025 | kind primary_school E2 | pupils.primary 412 F2 | teaching_area 2700 F2
    A2 乙小学 某县 2025 | kind primary_school E3 | pupils.primary 300 F3
    ! read-by-titles form=学校年报表 heads=办学类型、在校生数（小学）、学校标识码、学校名称、县区、年度 count=6
    ! code-form A2 value=A1、A2 problem=sign alike_count=2 alike_rows=2–3
    ! read-by-titles form=学校年报表 heads=办学类型、在校生数（小学）、教学及辅助用房面积、学校标识码、县区、年度 count=6
    ! code-form A2 value=A1、A2 problem=sign alike_count=2 alike_rows=2–3
    ! row-twice A3 name=乙小学 code=A2 year=2025 stage= first=一.csv A3 staged=no same=no differs=在校生数（小学）：一.csv A3 300，本行 301；教学及辅助用房面积：一.csv A3 —，本行 900
    ! rows-joined count=1 with=一.csv
    ! read-by-titles form=学校年报表 heads=办学类型、在校生数（小学）、学校标识码、县区、年度 count=5
    ! code-form A2 value=A1 problem=sign
    ! row-twice A2 name=甲小学 code=A1 year=2025 stage= first=一.csv A2 staged=no same=yes differs=
    5 read = 3 loaded + 2 refused + 0 totals + 0 blank
    ");
}

#[test]
fn a_row_with_a_code_of_its_own_is_a_school_whatever_its_name_ends_in() {
    let text = "学校标识码,学校名称,县区,年度,在校生数（小学）\n2121000001,甲共计,某县,2025,412\n,两校共计,,,412\n2121000002,合计,,,412\n";
    assert_snapshot!(plain(&[("学校.csv", text)]), @"
    2121000001 甲共计 某县 2025 | pupils.primary 412 E2
    ! read-by-titles form=学校年报表 heads=在校生数（小学）、学校标识码、学校名称、县区、年度 count=5
    ! totals-agree count=2
    3 read = 1 loaded + 0 refused + 2 totals + 0 blank
    ");
}

#[test]
fn nothing_is_missed_in_a_line_that_is_no_school() {
    let text = "学校标识码,学校名称,县区,年度,在校生数（小学）\n2121000001,甲小学,某县,2025,412\n,注：以上数据经核实,,,\n,乙小学,,,300\n";
    assert_snapshot!(plain(&[("学校.csv", text)]), @"
    2121000001 甲小学 某县 2025 | pupils.primary 412 E2
    乙小学 乙小学  0 | pupils.primary 300 E4
    ! read-by-titles form=学校年报表 heads=在校生数（小学）、学校标识码、学校名称、县区、年度 count=5
    ! row-is-a-note B3 text=注：以上数据经核实
    ! row-without-code B4 name=乙小学
    ! county-unknown C4 name=乙小学
    3 read = 2 loaded + 1 refused + 0 totals + 0 blank
    ");
}

#[test]
fn a_year_is_read_from_the_name_of_the_file_and_not_of_its_folder() {
    let text = "学校名称,县区,教学及辅助用房面积\n甲小学,某县,2700\n";
    assert_snapshot!(plain(&[("2019/学校2025.csv", text)]), @"
    甲小学 甲小学 某县 2025 | teaching_area 2700 C2
    ! read-by-titles form=学校年报表 heads=教学及辅助用房面积、学校名称、县区 count=3
    ! year-from-title year=2025
    ! codes-absent
    1 read = 1 loaded + 0 refused + 0 totals + 0 blank
    ");
    assert_snapshot!(plain(&[("2101辽宁2024.csv", text)]), @"
    甲小学 甲小学 某县 2024 | teaching_area 2700 C2
    ! read-by-titles form=学校年报表 heads=教学及辅助用房面积、学校名称、县区 count=3
    ! year-from-title year=2024
    ! codes-absent
    1 read = 1 loaded + 0 refused + 0 totals + 0 blank
    ");
    assert_snapshot!(plain(&[("2019/学校.csv", text)]), @"
    甲小学 甲小学 某县 0 | teaching_area 2700 C2
    ! read-by-titles form=学校年报表 heads=教学及辅助用房面积、学校名称、县区 count=3
    ! year-not-said
    ! codes-absent
    1 read = 1 loaded + 0 refused + 0 totals + 0 blank
    ");
}

#[test]
fn a_year_to_come_is_refused() {
    let options = Options {
        latest_year: Some(2027),
        ..Options::default()
    };
    let text =
        "学校名称,县区,年度,教学及辅助用房面积\n甲小学,某县,2025,2700\n乙小学,某县,2052,900\n";
    assert_snapshot!(with(&[("学校.csv", text)], &options), @"
    甲小学 甲小学 某县 2025 | teaching_area 2700 D2
    ! read-by-titles form=学校年报表 heads=教学及辅助用房面积、学校名称、县区、年度 count=4
    ! codes-absent
    ! year-to-come C3 value=2052 latest=2027
    2 read = 1 loaded + 1 refused + 0 totals + 0 blank
    ");
    let text = "学校名称,县区,教学及辅助用房面积\n甲小学,某县,2700\n";
    assert_snapshot!(with(&[("2052及2025.csv", text)], &options), @"
    甲小学 甲小学 某县 2025 | teaching_area 2700 C2
    ! read-by-titles form=学校年报表 heads=教学及辅助用房面积、学校名称、县区 count=3
    ! year-from-title year=2025
    ! codes-absent
    1 read = 1 loaded + 0 refused + 0 totals + 0 blank
    ");
}

const TABLES: &str = r#"
id = "t"
form = "school"
title = { zh = "统计表", en = "Tables" }
shape = "tables"
[identity]
code = "标识码"
year = "@heading"
[fixed]
county = "某县"
[[cell]]
table = "教基2106"
row = "合计"
column = "面积"
field = "teaching_area"
"#;

/// A workbook of one table, with a line above its heads.
fn table(name: &str, heading: &str, hidden: bool, rows: u32) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("首页").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name(name).unwrap().set_hidden(hidden);
    sheet.write(0, 0, "教基2106").unwrap();
    sheet.write(1, 0, heading).unwrap();
    sheet.write(2, 0, "标识码：2121000001").unwrap();
    sheet.write(3, 1, "面积").unwrap();
    for row in 4..4 + rows {
        sheet.write(row, 0, "合计").unwrap();
        sheet.write(row, 1, 2700).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn the_code_of_a_table_is_no_year_and_hidden_tables_are_told() {
    let tables = |file, heading, hidden| {
        let book = table("教基2106", heading, hidden, 1);
        mapped(TABLES, vec![(file, book)])
    };
    assert_snapshot!(tables("x.xlsx", "办学条件", false), @"
    2121000001 2121000001 某县 0 | teaching_area 2700 B5
    ! map-used map=t title=统计表 form=学校年报表
    ! year-not-said
    1 read = 1 loaded + 0 refused + 0 totals + 0 blank
    ");
    assert_snapshot!(tables("学校2024.xlsx", "办学条件", false), @"
    2121000001 2121000001 某县 2024 | teaching_area 2700 B5
    ! map-used map=t title=统计表 form=学校年报表
    ! year-from-title year=2024
    1 read = 1 loaded + 0 refused + 0 totals + 0 blank
    ");
    assert_snapshot!(tables("x2024.xlsx", "（2025/2026学年初）", true), @"
    2121000001 2121000001 某县 2025 | teaching_area 2700 B5
    ! map-used map=t title=统计表 form=学校年报表
    ! year-from-title <教基2106> A2 year=2025
    ! sheet-hidden <教基2106>
    1 read = 1 loaded + 0 refused + 0 totals + 0 blank
    ");
}

#[test]
fn a_label_in_every_row_is_told_in_few_words() {
    let told = mapped(
        TABLES,
        vec![("x.xlsx", table("教基2106", "2025年", false, 1900))],
    );
    let label = told.lines().find(|line| line.contains("label-several"));
    assert_snapshot!(label.unwrap(), @"! label-several <教基2106> B5 label=合计 × 面积 cells=A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18, A19, A20, A21, A22, A23, A24, A25, …");
}

#[test]
fn what_a_stage_is_called_is_known_alike_everywhere() {
    let text = "学校名称,县区,年度,学段,在校生数\n甲学校,某县,2025,小学段,412\n甲学校,某县,2025,初中部,200\n";
    assert_snapshot!(plain(&[("学校.csv", text)]), @"
    甲学校 甲学校 某县 2025 | pupils.primary 412 E2 | pupils.junior 200 E3
    ! read-by-titles form=学校年报表 heads=在校生数、学校名称、县区、年度、学段 count=5
    ! codes-absent
    2 read = 2 loaded + 0 refused + 0 totals + 0 blank
    ");
}

#[test]
fn many_heads_are_counted_and_a_dozen_named() {
    let more = |n: u32| format!(",备{n}");
    let fields = "办学类型,在校生数（小学）,在校生数（初中）,专任教师（小学）,专任教师（初中）,教学及辅助用房面积,教学仪器设备值,巩固率";
    let identity = "学校标识码,学校名称,县区,乡镇,年度,主校标识码";
    let others: String = (0..40).map(more).collect();
    let text = format!("{identity},{fields}{others}\n2121000001,甲小学,某县,,2025,,小学,5,,,,,,\n");
    assert_snapshot!(plain(&[("学校.csv", &text)]), @"
    2121000001 甲小学 某县 2025 | kind primary_school G2 | pupils.primary 5 H2 | pupils.junior not_reported I2 | teachers.primary not_reported J2 | teachers.junior not_reported K2 | teaching_area not_reported L2 | equipment not_reported M2 | retention not_reported N2
    ! read-by-titles form=学校年报表 heads=办学类型、在校生数（小学）、在校生数（初中）、专任教师（小学）、专任教师（初中）、教学及辅助用房面积、教学仪器设备值、巩固率、学校标识码、学校名称、县区、乡镇、…… count=14
    ! heads-not-mapped O1 heads=备0 (O)、备1 (P)、备2 (Q)、备3 (R)、备4 (S)、备5 (T)、备6 (U)、备7 (V)、备8 (W)、备9 (X)、备10 (Y)、备11 (Z)、备12 (AA)、备13 (AB)、备14 (AC)、备15 (AD)、备16 (AE)、备17 (AF)、备18 (AG)、备19 (AH)、…
    1 read = 1 loaded + 0 refused + 0 totals + 0 blank
    ");
}

#[test]
fn lines_without_an_end_share_a_finding() {
    let long = "x".repeat(70_000);
    let text = format!(
        "学校名称,县区,年度,教学及辅助用房面积\n{}",
        format!("{long}\n").repeat(150)
    );
    assert_snapshot!(plain(&[("学校.csv", &text)]), @"
    ! read-by-titles form=学校年报表 heads=教学及辅助用房面积、学校名称、县区、年度 count=4
    ! codes-absent
    ! row-too-long A2 lines=1 alike_count=150 alike_rows=2–151
    150 read = 0 loaded + 150 refused + 0 totals + 0 blank
    ");
}

#[test]
fn an_option_may_hold_the_sign_that_stands_between_options() {
    let form_text = FORM.replace("九年一贯制学校\"", "九年、一贯制\"");
    let stages = stages(&[("primary", "小学"), ("junior", "初中"), ("senior", "高中")]);
    let text = "学校标识码,县区,年度,办学类型\nA1,某县,2025,小学\nA1,某县,2025,九年、一贯制\n";
    let file = ("学校.csv", text.as_bytes().to_vec());
    let imported = read(
        vec![file],
        &[form(&form_text, &stages)],
        &[],
        &Options::default(),
    );
    assert_snapshot!(show(&imported), @"
    A1 A1 某县 2025 | kind primary_school D2
    ! read-by-titles form=学校年报表 heads=办学类型、学校标识码、县区、年度 count=4
    ! code-form A2 value=A1 problem=sign alike_count=2 alike_rows=2–3
    ! row-twice A3 name=A1 code=A1 year=2025 stage= first=第2行 staged=no same=no differs=办学类型：第2行 小学，本行 九年、一贯制
    2 read = 1 loaded + 1 refused + 0 totals + 0 blank
    ");
}

#[test]
fn the_order_of_files_does_not_change_the_hash() {
    let one = (
        "一.csv",
        "学校名称,县区,年度,教学及辅助用房面积\n甲小学,某县,2025,2700\n",
    );
    let two = (
        "二.csv",
        "学校名称,县区,年度,教学及辅助用房面积\n乙小学,某县,2025,900\n",
    );
    let hash = |files: [(&str, &str); 2]| {
        let files = files.map(|(name, text)| (name, text.as_bytes().to_vec()));
        read(files.into(), &forms(), &[], &Options::default()).tables[0].hash()
    };
    assert_eq!(hash([one, two]), hash([two, one]));
}
