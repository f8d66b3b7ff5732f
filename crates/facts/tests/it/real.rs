//! Real files of four places, through the maps of the pack that judges them: no row is lost.

use facts::table::Datum;
use facts::{Imported, Options};
use kernel::Grade;

use crate::support::{pack, read, root};

const STAGES: &[(&str, &str)] = &[
    ("primary", "小学"),
    ("junior", "初中"),
    ("combined", "完全中学"),
    ("senior", "高中"),
    ("other", "其他"),
];

fn real(name: &str) -> Imported {
    let (forms, maps) = pack("school-conditions", STAGES);
    let bytes = std::fs::read(root().join("testdata/real").join(name)).unwrap();
    read(vec![(name, bytes)], &forms, &maps, &Options::default())
}

fn sum(imported: &Imported, column: &str, year: i16) -> i64 {
    let table = &imported.tables[0];
    let id = table.form.column(column).unwrap();
    let rows = (0..table.len()).filter(|row| table.subjects[*row].year == year);
    rows.map(|row| match table.get(row, id).datum {
        Datum::Number(number) => i64::try_from(number).unwrap(),
        _ => 0,
    })
    .sum()
}

fn grave(imported: &Imported) -> Vec<String> {
    let grave = imported
        .findings
        .iter()
        .filter(|finding| finding.grade == Grade::MustFix);
    grave.map(|finding| format!("{finding:?}")).collect()
}

#[test]
fn taiwan_keeps_every_row_of_three_years() {
    let taiwan = real("tw_schools_2012_2014.csv");
    assert_eq!(taiwan.tally().loaded, 10_838);
    // Some schools stand in both lists under one code: two rows of the file, one of the table.
    assert_eq!(taiwan.tables[0].len(), 10_784);
    for (year, primary, junior) in [
        (2012, 1_373_366, 844_884),
        (2013, 1_297_120, 831_925),
        (2014, 1_252_706, 803_226),
    ] {
        assert_eq!(sum(&taiwan, "pupils.primary", year), primary);
        assert_eq!(sum(&taiwan, "pupils.junior", year), junior);
    }
    assert_eq!(grave(&taiwan), [""; 0]);
}

#[test]
fn tainan_keeps_every_school() {
    let tainan = real("tw_tainan_schools_2014.csv");
    assert_eq!(tainan.tally().loaded, 269);
    let pupils = ["primary", "junior", "combined"]
        .map(|stage| sum(&tainan, &format!("pupils.{stage}"), 2014));
    assert_eq!(pupils, [90_513, 47_216, 3_426]);
    assert_eq!(grave(&tainan), [""; 0]);
    let zeros = tainan
        .findings
        .iter()
        .filter(|finding| finding.code == "said-not-reported");
    let counts: Vec<String> = zeros
        .map(|finding| format!("{} {}", finding.args[0].1, finding.args[1].1))
        .collect();
    assert_eq!(
        counts,
        [
            "floor_area_m2 4",
            "footprint_m2 3",
            "current_expenditure_twd 16",
            "capital_expenditure_twd 120"
        ]
    );
}

#[test]
fn florida_and_the_philippines_keep_every_school() {
    let florida = real("us_fl_public_schools_2023.csv");
    assert_eq!(florida.tables[0].len(), 4_337, "{:?}", grave(&florida));
    let all = ["primary", "junior", "senior", "other"];
    let pupils: i64 = all
        .map(|stage| sum(&florida, &format!("pupils.{stage}"), 2023))
        .iter()
        .sum();
    let teachers: i64 = all
        .map(|stage| sum(&florida, &format!("teachers.{stage}"), 2023))
        .iter()
        .sum();
    assert_eq!((pupils, teachers), (2_870_488, 155_626));
    let philippines = real("ph_schools_2015.csv");
    assert_eq!(
        philippines.tally().loaded,
        44_028,
        "{:?}",
        grave(&philippines)
    );
}
