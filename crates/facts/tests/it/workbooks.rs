//! Workbooks made on the spot: merged cells, formats, hidden sheets, several files.

use std::sync::Arc;

use facts::catalogue::Form;
use facts::{Mapping, Options};
use insta::assert_snapshot;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use crate::rows::FORM;
use crate::support::{form, map, read, show, stages};

const COUNTY: &str = r#"
id = "county"
subject = "county"
title = { zh = "县级年报表", en = "County return" }
filled_by = "county"
[[field]]
id = "satisfaction"
kind = "amount"
unit = "%"
title = { zh = "社会认可度", en = "Satisfaction" }
[[field]]
id = "budget"
kind = "amount"
unit = "yuan"
title = { zh = "教育经费", en = "Budget" }
"#;

fn forms() -> Vec<Arc<Form>> {
    let stages = stages(&[("primary", "小学"), ("junior", "初中"), ("senior", "高中")]);
    vec![form(FORM, &stages), form(COUNTY, &stages)]
}

fn options(maps: Vec<Mapping>) -> Options {
    Options {
        maps,
        default_county: Some("某县".to_owned()),
        default_year: Some(2025),
        ..Options::default()
    }
}

/// Fills a sheet from text: cells between `|`, rows on lines; numbers become numbers.
fn fill(sheet: &mut Worksheet, text: &str) {
    for (row, line) in text.lines().enumerate() {
        for (column, cell) in line.split('|').map(str::trim).enumerate() {
            let at = (row as u32, column as u16);
            match cell.parse::<f64>() {
                _ if cell.is_empty() => continue,
                Ok(number) => sheet.write_number(at.0, at.1, number).unwrap(),
                Err(_) => sheet.write_string(at.0, at.1, cell).unwrap(),
            };
        }
    }
}

fn made(build: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    build(&mut book);
    book.save_to_buffer().unwrap()
}

fn shown(files: Vec<(&str, Vec<u8>)>, maps: Vec<Mapping>) -> String {
    show(&read(files, &forms(), &[], &options(maps)))
}

#[test]
fn a_name_merged_over_its_stages_names_them_all() {
    let file = made(|book| {
        let sheet = book.add_worksheet();
        fill(
            sheet,
            "2024年某县学校情况\n学校标识码|学校名称|学段|在校生数|专任教师|教学及辅助用房面积\n||小学|412|25|\n||初中|200|20|\nA2|乙小学|小学|100|6|800",
        );
        let plain = Format::new();
        sheet.merge_range(2, 0, 3, 0, "A1", &plain).unwrap();
        sheet.merge_range(2, 1, 3, 1, "甲学校", &plain).unwrap();
        sheet.merge_range(2, 5, 3, 5, "", &plain).unwrap();
        sheet.write_number(2, 5, 2700.5).unwrap();
    });
    assert_snapshot!(shown(vec![("学校.xlsx", file)], vec![]), @"
    A1 甲学校 某县 2025 | pupils.primary 412 D3 | pupils.junior 200 D4 | teachers.primary 25 E3 | teachers.junior 20 E4 | teaching_area 2700.5 F3
    A2 乙小学 某县 2025 | pupils.primary 100 D5 | teachers.primary 6 E5 | teaching_area 800 F5
    ! read-by-titles <Sheet1> form=学校年报表 heads=在校生数、专任教师、教学及辅助用房面积、学校标识码、学校名称、学段 count=6
    ! code-form <Sheet1> A3 value=A1、A2 problem=sign alike_count=3 alike_rows=3–5
    ! cell-in-merged <Sheet1> F4 column=教学及辅助用房面积 count=1 cells=F4
    3 read = 3 loaded + 0 refused + 0 totals + 0 blank
    ");
}

#[test]
fn formats_and_formulas_are_seen() {
    let file = made(|book| {
        let sheet = book.add_worksheet();
        fill(
            sheet,
            "学校标识码|学校名称|巩固率|教学及辅助用房面积|教学仪器设备值",
        );
        for (row, name) in ["甲小学", "乙小学", "丙小学", "丁小学"].iter().enumerate() {
            let row = row as u32 + 1;
            sheet
                .write_number(row, 0, 2_121_000_000.0 + f64::from(row))
                .unwrap();
            sheet.write_string(row, 1, *name).unwrap();
        }
        let percent = Format::new().set_num_format("0.0%");
        sheet
            .write_number_with_format(1, 2, 0.985, &percent)
            .unwrap();
        sheet.write_number(2, 2, 98.5).unwrap();
        sheet.write_number(3, 2, 0.985).unwrap();
        sheet.write_string(4, 2, "98.5％").unwrap();
        let day = Format::new().set_num_format("yyyy-mm-dd");
        let date = ExcelDateTime::from_ymd(2024, 9, 1).unwrap();
        sheet.write_datetime_with_format(1, 3, &date, &day).unwrap();
        sheet
            .write_formula(2, 3, Formula::new("=1+1").set_result("2700.5"))
            .unwrap();
        sheet
            .write_formula(3, 3, Formula::new("=A1/0").set_result("#DIV/0!"))
            .unwrap();
        sheet.write_boolean(4, 3, true).unwrap();
        sheet.write_number(1, 4, 0.1 + 0.2).unwrap();
        sheet.write_number(2, 4, 1e14).unwrap();
        sheet.write_number(3, 4, 1e16).unwrap();
    });
    assert_snapshot!(shown(vec![("学校.xlsx", file)], vec![]), @"
    2121000001 甲小学 某县 2025 | teaching_area unreadable D2 | equipment 0.3 E2 | retention 0.985 C2
    2121000002 乙小学 某县 2025 | teaching_area 2700.5 D3 | equipment 100000000000000 E3 | retention 0.985 C3
    2121000003 丙小学 某县 2025 | teaching_area unreadable D4 | equipment unreadable E4 | retention 0.00985 C4
    2121000004 丁小学 某县 2025 | teaching_area unreadable D5 | equipment not_reported E5 | retention 0.985 C5
    ! read-by-titles <Sheet1> form=学校年报表 heads=巩固率、教学及辅助用房面积、教学仪器设备值、学校标识码、学校名称 count=5
    ! cell-is-a-date <Sheet1> D2 column=教学及辅助用房面积 value=2024-09-01 unit=平方米
    ! cell-is-an-error <Sheet1> D4 column=教学及辅助用房面积 value=#DIV/0! unit=平方米
    ! cell-too-long <Sheet1> E4 column=教学仪器设备值 value=10000000000000000 unit=元
    ! cell-not-a-number <Sheet1> D5 column=教学及辅助用房面积 value=TRUE unit=平方米
    ! cell-small-per-cent <Sheet1> C4 column=巩固率 count=1 cells=C4
    4 read = 4 loaded + 0 refused + 0 totals + 0 blank
    ");
}

#[test]
fn a_card_with_the_forms_own_titles() {
    let file = made(|book| {
        let sheet = book.add_worksheet().set_name("甲小学").unwrap();
        fill(
            sheet,
            "学校基本情况\n学校标识码|2121000001|学校名称|甲小学\n办学类型：小学||在校生数（小学）|412\n专任教师（小学）|25|教学仪器设备值（万元）|61.8\n校长|张三|巩固率|",
        );
        let sheet = book.add_worksheet().set_name("说明").unwrap();
        sheet.set_hidden(true);
        fill(sheet, "填表说明");
    });
    assert_snapshot!(shown(vec![("学校.xlsx", file)], vec![]), @"
    2121000001 甲小学 某县 2025 | kind primary_school A3 | pupils.primary 412 D3 | teachers.primary 25 B4 | equipment 618000 D4 | retention not_reported D5
    ! read-by-titles <甲小学> form=学校年报表 heads=办学类型、在校生数（小学）、专任教师（小学）、教学仪器设备值（万元）、巩固率、学校标识码、学校名称 count=7
    ! heads-not-mapped <甲小学> A5 heads=校长 (A5)
    ! sheet-hidden <说明>
    ! sheet-not-used <说明> rows=1
    2 read = 1 loaded + 1 refused + 0 totals + 0 blank
    ");
}

#[test]
fn files_come_together_by_code() {
    let pupils = "学校标识码,学校名称,在校生数（小学）\nA1,甲小学,412\nA2,乙小学,100\n";
    let rooms = "学校标识码,教学及辅助用房面积\nA1,2700\nA3,900\n";
    let again = "学校标识码,在校生数（小学）\nA1,400\n";
    let county = "县区,年度,社会认可度,教育经费（万元）\n某县,2025,86.5,12000\n";
    let file = |name, text: &str| (name, text.as_bytes().to_vec());
    let files = vec![
        file("学生.csv", pupils),
        file("校舍.csv", rooms),
        file("旧.csv", again),
        file("县.csv", county),
    ];
    assert_snapshot!(shown(files, vec![]), @"
    A1 甲小学 某县 2025 | pupils.primary 412 C2 | teaching_area 2700 B2
    A2 乙小学 某县 2025 | pupils.primary 100 C3
    A3 A3 某县 2025 | teaching_area 900 B3
    某县 某县 某县 2025 | satisfaction 0.865 C2 | budget 120000000 D2
    ! read-by-titles form=学校年报表 heads=在校生数（小学）、学校标识码、学校名称 count=3
    ! code-form A2 value=A1、A2 problem=sign alike_count=2 alike_rows=2–3
    ! read-by-titles form=学校年报表 heads=教学及辅助用房面积、学校标识码 count=2
    ! code-form A2 value=A1、A3 problem=sign alike_count=2 alike_rows=2–3
    ! rows-joined count=1 with=学生.csv
    ! read-by-titles form=学校年报表 heads=在校生数（小学）、学校标识码 count=2
    ! code-form A2 value=A1 problem=sign
    ! row-twice A2 name=甲小学 code=A1 year=2025 stage= first=学生.csv A2 staged=no same=no differs=在校生数（小学）：学生.csv A2 412，本行 400
    ! read-by-titles form=县级年报表 heads=社会认可度、教育经费（万元）、县区、年度 count=4
    6 read = 5 loaded + 1 refused + 0 totals + 0 blank
    ");
}

#[test]
fn figures_of_the_whole_school_must_agree_between_its_stages() {
    let text = "学校标识码,学段,在校生数,教学及辅助用房面积,教学仪器设备值\nA1,小学,412,2700,10\nA1,初中,200,2700,20\nA1,高中,90,,\n";
    assert_snapshot!(shown(vec![("学校.csv", text.as_bytes().to_vec())], vec![]), @"
    A1 A1 某县 2025 | pupils.primary 412 C2 | pupils.junior 200 C3 | teaching_area 2700 D2 | equipment 10 E2
    ! read-by-titles form=学校年报表 heads=在校生数、教学及辅助用房面积、教学仪器设备值、学校标识码、学段 count=5
    ! code-form A2 value=A1 problem=sign alike_count=3 alike_rows=2–4
    ! rows-disagree E3 name=A1 column=教学仪器设备值 kept=10 value=20 first=E2
    ! figure-not-asked C4 column=在校生数 count=1 cells=C4
    3 read = 3 loaded + 0 refused + 0 totals + 0 blank
    ");
}

#[test]
fn two_maps_that_fit_are_told_and_none_is_taken() {
    let forms = forms();
    let toml = |id: &str| {
        format!(
            "id = \"{id}\"\nform = \"school\"\ntitle = {{ zh = \"图\", en = \"Map\" }}\nshape = \"rows\"\n[file]\nrecognise = [\"甲\"]\n[identity]\nname = \"甲\"\n[[column]]\nhead = \"乙\"\nfield = \"pupils.primary\"\n"
        )
    };
    let maps = [map(&toml("one"), &forms), map(&toml("two"), &forms)];
    let file = ("x.csv", "甲,乙\n某校,12\n".as_bytes().to_vec());
    assert_snapshot!(show(&read(vec![file], &forms, &maps, &options(vec![]))), @"
    ! map-ambiguous maps=one、two
    ! sheet-not-used rows=2
    2 read = 0 loaded + 2 refused + 0 totals + 0 blank
    ");
}

#[test]
fn maps_say_where_they_are_wrong() {
    let forms = forms();
    let text = r#"
id = "m"
form = "school"
title = { zh = "图", en = "Map" }
shape = "rows"
[file]
header_rows = [0]
[identity]
kode = "a"
[fixed]
retenion = 5
kind = "nine"
[stage]
head = "s"
values = { p = "primery" }
[[column]]
head = "b"
field = "pupil"
[[column]]
head = "c"
field = "equipment"
unit = "m2"
[[column]]
field = "retention"
unit = "acre"
[[cell]]
table = "t"
field = "pupils.senior"
"#;
    let file = facts::toml_file::TomlFile {
        name: "m.toml",
        text,
    };
    let errors = Mapping::load(file, &forms).unwrap_err();
    let shown: Vec<String> = errors
        .iter()
        .map(|error| {
            let place = error.span.clone().map_or("", |span| &text[span]);
            format!(
                "{} | {} | {}",
                error.problem.zh,
                error.problem.en,
                place.lines().next().unwrap_or("")
            )
        })
        .collect();
    assert_snapshot!(shown.join("\n"), @r#"
    没有这样的标识列：kode | no identity column `kode` | "a"
    没有这样的选项：nine | no option `nine` | "nine"
    没有这样的项目：retenion | no field `retenion` | 5
    没有这样的学段：primery | no stage `primery` | "primery"
    没有这样的项目：pupil | no field `pupil` | "pupil"
    equipment 的单位是 yuan，不能按 m2 读 | `equipment` is kept in yuan, which cannot be read from m2 | "m2"
    这一列要写 head 或 heads，不写 table、row、column | a column names `head` or `heads`, and no `table`, `row`, `column` | [[column]]
    没有这样的单位：acre | `acre` is not a unit; known are pupil, teacher, person, m2, yuan, wan_yuan, currency, room, class, book, device, hour, year, form, school, place, %, 1 | "acre"
    没有这样的学段：senior | no stage `senior` | "pupils.senior"
    这一格要写 table 和 row | a cell names `table` and `row` | [[cell]]
    [[cell]] 只用于 tables | [[cell]] belongs to shape `tables` | "rows"
    行号从 1 开始 | rows count from 1 | [0]
    "#);
}
