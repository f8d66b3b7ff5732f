//! Campuses join their main school.

use facts::Options;
use facts::campus::merge;
use facts::table::Table;
use insta::assert_snapshot;
use kernel::Finding;

use crate::support::{form, read, show_finding, show_table, stages};

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
  { id = "primary_school", title = { zh = "小学", en = "Primary" } },
  { id = "teaching_point", title = { zh = "教学点", en = "Teaching point" } },
]
[[field]]
id = "counted"
kind = "choice"
title = { zh = "是否计校数", en = "Counted" }
option = [
  { id = "yes", title = { zh = "是", en = "Yes" } },
  { id = "no", title = { zh = "否", en = "No" } },
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
id = "largest"
kind = "count"
unit = "pupil"
merge = "largest"
title = { zh = "最大班额", en = "Largest class" }
"#;

fn merged(csv: &str) -> String {
    let (table, findings) = merged_table(&[("学校.csv", csv)]);
    let mut text = String::new();
    show_table(&table, &mut text);
    findings
        .iter()
        .for_each(|finding| show_finding(finding, &mut text));
    text
}

fn merged_table(files: &[(&'static str, &str)]) -> (Table, Vec<Finding>) {
    let stages = stages(&[("primary", "小学"), ("junior", "初中")]);
    let options = Options {
        default_county: Some("某县".to_owned()),
        default_year: Some(2025),
        ..Options::default()
    };
    let files = files.iter();
    let files = files.map(|(name, csv)| (*name, csv.as_bytes().to_vec()));
    let mut imported = read(files.collect(), &[form(FORM, &stages)], &[], &options);
    let table = imported.tables.remove(0);
    merge(
        table,
        "counted",
        Some("kind"),
        &["teaching_point".to_owned()],
    )
}

const HEAD: &str = "学校标识码,学校名称,主校标识码,办学类型,是否计校数,在校生数（小学）,在校生数（初中）,校舍面积,最大班额\n";

#[test]
fn figures_are_summed_and_every_cell_is_kept() {
    assert_snapshot!(merged(&format!("{HEAD}A,甲校,,小学,是,400,200,3000.5,48\nA1,甲校东区,A,小学,否,100,,800,52\nP,某教学点,A,教学点,否,12,,60,12\n")), @"
    A 甲校 某县 2025 | kind primary_school D2 | counted yes E2 | pupils.primary 500 F2+F3 | pupils.junior 200 G2+G3 | area 3800.5 H2+H3 | largest 52 I2+I3
    P 某教学点 某县 2025 of A | kind teaching_point D4 | counted no E4 | pupils.primary 12 F4 | pupils.junior not_reported G4 | area 60 H4 | largest 12 I4
    ! campus-merged A3 name=甲校东区 parent=甲校
    ");
}

#[test]
fn a_missing_part_makes_the_sum_missing_and_is_named() {
    assert_snapshot!(merged(&format!("{HEAD}A,甲校,,小学,是,400,,3000,48\nA1,甲校东区,A,小学,否,100,,,40\n")), @"
    A 甲校 某县 2025 | kind primary_school D2 | counted yes E2 | pupils.primary 500 F2+F3 | pupils.junior not_reported G2+G3 | area not_reported H2+H3 | largest 48 I2+I3
    ! campus-merged A3 name=甲校东区 parent=甲校
    ! campus-part-missing A2 name=甲校 column=校舍面积 parts=甲校东区
    ");
}

#[test]
fn a_campus_without_its_school_stays() {
    assert_snapshot!(merged(&format!("{HEAD}A1,甲校东区,X,小学,否,100,,800,40\nA2,甲校西区,,小学,否,50,,400,40\n")), @"
    A1 甲校东区 某县 2025 of X | kind primary_school D2 | counted no E2 | pupils.primary 100 F2 | pupils.junior not_reported G2 | area 800 H2 | largest 40 I2
    A2 甲校西区 某县 2025 | kind primary_school D3 | counted no E3 | pupils.primary 50 F3 | pupils.junior not_reported G3 | area 400 H3 | largest 40 I3
    ! campus-without-parent A2 parent=X
    ! campus-without-parent A3 parent=—
    ");
}

#[test]
fn a_campus_joins_a_school_of_its_own_county() {
    assert_snapshot!(merged("学校名称,县区,主校标识码,办学类型,是否计校数,在校生数（小学）\n中心小学,东县,,小学,是,100\n北校区,东县,中心小学,小学,否,40\n中心小学,西县,,小学,是,300\n南校区,南县,中心小学,小学,否,20\n"), @"
    中心小学 中心小学 东县 2025 | kind primary_school D2 | counted yes E2 | pupils.primary 140 F2+F3
    中心小学 中心小学 西县 2025 | kind primary_school D4 | counted yes E4 | pupils.primary 300 F4
    南校区 南校区 南县 2025 of 中心小学 | kind primary_school D5 | counted no E5 | pupils.primary 20 F5
    ! campus-merged A3 name=北校区 parent=中心小学
    ! campus-without-parent A5 parent=中心小学
    ");
}

#[test]
fn some_rows_stand_alone_with_their_cells_and_tell_of_no_other() {
    let ours =
        format!("{HEAD}A,甲校,,小学,是,400,200,3000,48\nA1,甲校东区,A,小学,否,100,,800,52\n");
    let theirs = format!("{HEAD}B,乙校,,小学,是,300,,2000,45\n");
    let (table, _) = merged_table(&[("甲.csv", &ours), ("乙.csv", &theirs)]);
    assert_eq!(table.len(), 2);
    let own = table.only(&[0]);
    let mut text = String::new();
    show_table(&own, &mut text);
    assert_snapshot!(text, @"A 甲校 某县 2025 | kind primary_school D2 | counted yes E2 | pupils.primary 500 F2+F3 | pupils.junior 200 G2+G3 | area 3800 H2+H3 | largest 52 I2+I3");
    let files: Vec<&str> = own.documents.iter().map(|own| own.file.as_str()).collect();
    assert_eq!(files, ["甲.csv", ""]);
    assert!(table.only(&[]).is_empty());
}
