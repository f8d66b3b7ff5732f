//! The workbook is read back: cells where they should be, numbers as numbers.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use kernel::Lang;

use crate::report::telling::ReportError;
use crate::report::telling::example::{Example, conditions, pack, quality, quality_called};
use crate::report::xlsx::of_paper;

type Book = Xlsx<Cursor<Vec<u8>>>;

fn book(example: &Example, lang: Lang) -> Book {
    let bytes = example.with(lang, |paper| of_paper(paper).unwrap());
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn sheet(book: &mut Book, tab: &str) -> Range<Data> {
    book.worksheet_range(tab).unwrap()
}

/// The row whose first filled cell reads so, or begins so.
fn row<'r>(sheet: &'r Range<Data>, begins: &str) -> &'r [Data] {
    let found = sheet
        .rows()
        .find(|row| row.iter().any(|cell| text(cell).starts_with(begins)));
    found.unwrap_or_else(|| panic!("no row {begins}"))
}

fn text(cell: &Data) -> String {
    match cell {
        Data::String(text) => text.clone(),
        _ => String::new(),
    }
}

fn number(cell: &Data) -> f64 {
    match cell {
        Data::Float(number) => *number,
        Data::Int(number) => *number as f64,
        other => panic!("not a number: {other:?}"),
    }
}

#[test]
fn the_tables_of_the_declaration_stand_in_order() {
    let book = book(&quality(), Lang::Zh);
    let tabs = [
        "说明", "表Ⅰ", "表Ⅱ-1", "表Ⅱ-2", "表Ⅲ", "表Ⅳ", "表Ⅴ", "表Ⅵ", "依据",
    ];
    assert_eq!(book.sheet_names(), tabs);
}

#[test]
fn table_one_counts_schools_and_leaves_the_rest_to_be_filled_in() {
    let table = sheet(&mut book(&quality(), Lang::Zh), "表Ⅰ");
    assert_eq!(text(&table.rows().nth(2).unwrap()[0]), "自然情况");
    assert_eq!(text(&row(&table, "L1")[23]), "L24");
    let figures = row(&table, "待填");
    assert_eq!(number(&figures[8]), 24.0, "primary schools");
    assert_eq!(number(&figures[13]), 1.0, "special schools");
    assert_eq!(number(&figures[14]), 8.0, "teaching points");
    assert!(
        figures.iter().all(|cell| !matches!(cell, Data::Empty)),
        "never blank"
    );
}

#[test]
fn table_two_has_a_row_a_section_with_numbers_and_words() {
    let example = quality();
    let table = sheet(&mut book(&example, Lang::Zh), "表Ⅱ-2");
    let heads = table.rows().nth(2).unwrap();
    assert_eq!(text(&heads[1]), "学校名称");
    assert_eq!(text(&heads[9]), "生均教学及辅助用房面积（㎡）");
    assert_eq!(text(&row(&table, "L1")[13]), "L14");
    let school = row(&table, "云溪实验九年一贯制学校（小学部）");
    assert_eq!(number(&school[2]), 7.0, "sponsor by code");
    assert_eq!(number(&school[3]), 921.0, "pupils");
    assert!((number(&school[9]) - 4.2322).abs() < 0.001, "unrounded");
    assert_eq!(text(&school[13]), "× 不达标");
    assert!(
        text(&school[14]).contains("达到 85%：L10（教学用房）"),
        "{}",
        text(&school[14])
    );
    let silent = row(&table, "云溪柳林乡希望小学");
    assert_eq!(
        (text(&silent[9]), text(&silent[13])),
        ("未填报".to_owned(), "? 无法判定".to_owned())
    );
}

#[test]
fn table_two_one_counts_those_that_reach_the_standard() {
    let table = sheet(&mut book(&quality(), Lang::Zh), "表Ⅱ-1");
    let counts = row(&table, "小学");
    assert_eq!((number(&counts[2]), number(&counts[9])), (34.0, 31.0));
    let shares = table
        .rows()
        .skip_while(|row| text(&row[0]) != "小学")
        .nth(1)
        .unwrap();
    assert!((number(&shares[9]) - 91.176).abs() < 0.01);
}

#[test]
fn table_three_has_means_coefficients_and_the_composite() {
    let example = quality();
    let table = sheet(&mut book(&example, Lang::Zh), "表Ⅲ");
    let (mean, cv) = example.with(Lang::Zh, |paper| {
        let spread = &paper.judged[0].1.spreads[0];
        (
            spread.mean.as_ref().unwrap().to_f64() * 100.0,
            spread.cv.unwrap(),
        )
    });
    let primary: Vec<&[Data]> = table
        .rows()
        .skip_while(|row| text(&row[0]) != "小学")
        .take(2)
        .collect();
    assert!((number(&primary[0][2]) - mean).abs() < 1e-9);
    assert!((number(&primary[1][2]) - cv).abs() < 1e-12);
    assert!(
        text(&primary[1][5]).starts_with("无法判定：缺 1 个"),
        "a coefficient without all rows"
    );
    assert_eq!(text(&primary[1][9]), "缺数据", "nor the mean of the seven");
    assert_eq!(text(&primary[0][9]), "——");
    let junior: Vec<&[Data]> = table
        .rows()
        .skip_while(|row| text(&row[0]) != "初中")
        .take(2)
        .collect();
    assert!(number(&junior[1][9]) > 0.0);
}

#[test]
fn tables_four_and_five_fill_the_sentences_of_the_form() {
    let mut book = book(&quality(), Lang::Zh);
    let four = sheet(&mut book, "表Ⅳ");
    let exchange = row(&four, "11.");
    assert!(
        text(&exchange[1]).contains("教师总数430名，上一年度交流轮岗教师46名")
            && text(&exchange[1]).contains("10.7%")
    );
    assert_eq!(text(&exchange[2]), "× 不达标");
    assert!(text(&row(&four, "7.")[0]).contains("不低于6,000元"));
    assert_eq!(text(&row(&four, "2.")[2]), "□ 需要佐证");
    assert!(text(&row(&four, "2.")[1]).contains("装备配置标准统一：等待佐证"));
    let five = sheet(&mut book, "表Ⅴ");
    assert!(!text(&row(&five, "9.")[1]).contains("（无监测结果）"));
    assert!(text(&row(&five, "9.")[1]).contains("语文Ⅲ级、校际差异率0.121"));
    assert!(text(&row(&five, "2.")[1]).contains("就读（待填）人"));
    let six = sheet(&mut book, "表Ⅵ");
    let all = six.rows().find(|row| text(&row[0]) == "计").unwrap();
    assert_eq!((number(&all[1]), number(&all[4])), (3000.0, 91.0));
    assert_eq!(text(&row(&six, "其中：家长")[1]), "待填");
}

#[test]
fn every_figure_has_its_basis() {
    let example = quality();
    let basis = sheet(&mut book(&example, Lang::Zh), "依据");
    let figures = example.with(Lang::Zh, |paper| paper.sections() * 7);
    let of_indicators = basis.rows().filter(|row| text(&row[2]).starts_with('R'));
    assert_eq!(of_indicators.count(), figures);
    let one = basis.rows().find(|row| {
        text(&row[0]) == "云溪实验九年一贯制学校（小学部）" && text(&row[2]).starts_with("R4")
    });
    let one = one.unwrap();
    assert!(matches!(one[3], Data::Float(_)));
    assert_eq!(text(&one[6]), "△ 不足但过下限");
    assert!(
        text(&one[10]).contains("云溪县学校年报2026.xlsx · 学校年报 · BR46"),
        "{}",
        text(&one[10])
    );
}

#[test]
fn text_never_becomes_a_formula() {
    let pack = pack("quality-balance-2017", &[]);
    let names = ["=HYPERLINK(\"x\",\"小学\")", "+小学", "-小学", "@SUM(A1)"];
    let example = quality_called(&pack, &["=1+1县"], |schools, _| {
        for (row, name) in names.iter().enumerate() {
            schools.subjects[row].name = (*name).into();
        }
    });
    let mut book = book(&example, Lang::Zh);
    let tabs = book.sheet_names();
    for tab in &tabs {
        let formulas = book.worksheet_formula(tab).unwrap();
        assert!(formulas.rows().flatten().all(String::is_empty), "{tab}");
    }
    let rows = sheet(&mut book, "表Ⅱ-2");
    for name in names {
        assert_eq!(text(&row(&rows, name)[1]), name);
    }
}

#[test]
fn several_counties_and_other_packs_get_plain_tables() {
    let pack = pack("quality-balance-2017", &[]);
    let two = quality_called(&pack, &["东县", "西县"], |_, _| {});
    let tabs = ["说明", "各县", "差异系数", "逐校指标", "项目", "依据"];
    assert_eq!(book(&two, Lang::Zh).sheet_names(), tabs);
    let mut book = book(&conditions(), Lang::Zh);
    assert_eq!(
        book.sheet_names(),
        ["说明", "各县", "差异系数", "逐校指标", "依据"]
    );
    let spreads = sheet(&mut book, "差异系数");
    let spread = row(&spreads, "甲县");
    assert!(matches!(spread[7], Data::Float(_)) && matches!(spread[9], Data::Float(_)));
}

#[test]
fn it_speaks_english() {
    let mut book = book(&quality(), Lang::En);
    assert_eq!(book.sheet_names()[1], "I County");
    let rows = sheet(&mut book, "II-2 Schools");
    assert_eq!(text(&rows.rows().nth(2).unwrap()[1]), "School");
    for tab in book.sheet_names() {
        let cells = sheet(&mut book, &tab);
        let ids = cells
            .rows()
            .flatten()
            .filter(|cell| text(cell).contains("report-"));
        assert_eq!(ids.count(), 0, "{tab}: an id instead of words");
    }
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    let bytes = || quality().with(Lang::Zh, |paper| of_paper(paper).unwrap());
    assert!(bytes() == bytes());
}

#[test]
fn a_mistake_in_a_layout_is_pointed_at() {
    let mut pack = (*pack("quality-balance-2017", &[])).clone();
    let text = &mut pack.reports[0].text;
    *text = text
        .replace("formula = \"teacher_pay\"", "formula = \"teacher_pai\"")
        .replace("{servants}", "{served}")
        .replace(
            "head = { zh = [\"实地走访满意度（%）\"], en = [\"Satisfaction on visits (%)\"] }, ",
            "",
        );
    let example = quality_called(&pack.into(), &["云溪县"], |_, _| {});
    let failure = example.with(Lang::Zh, |paper| of_paper(paper).unwrap_err());
    let ReportError::Layout(errors) = failure else {
        panic!("{failure}")
    };
    let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert!(errors.iter().all(|error| error.span.is_some()), "{told:?}");
    assert!(
        told.iter().any(|error| error.contains("teacher_pai")),
        "{told:?}"
    );
    assert!(
        told.iter().any(|error| error.contains("served")),
        "{told:?}"
    );
    assert!(
        told.iter().any(|error| error.contains("no head")),
        "{told:?}"
    );
}
