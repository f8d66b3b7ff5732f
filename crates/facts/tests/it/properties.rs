//! What holds for every file: rows are loaded or named, and nothing makes the reader stumble.

use std::collections::BTreeSet;
use std::sync::Arc;

use facts::catalogue::Form;
use facts::{Imported, Options};
use proptest::prelude::*;

use crate::rows::FORM;
use crate::support::{form, read, show, stages};

fn forms() -> Vec<Arc<Form>> {
    vec![form(
        FORM,
        &stages(&[("primary", "小学"), ("junior", "初中"), ("senior", "高中")]),
    )]
}

fn import_csv(text: &str) -> Imported {
    let options = Options {
        default_county: Some("某县".to_owned()),
        default_year: Some(2025),
        ..Options::default()
    };
    read(
        vec![("学校.csv", text.as_bytes().to_vec())],
        &forms(),
        &[],
        &options,
    )
}

/// A cell as it may stand in a workbook: mostly sane, sometimes not.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0u32..3_000).prop_map(|number| number.to_string()),
        1 => Just(String::new()),
        1 => prop_oneof![Just("—"), Just("/"), Just("合计"), Just("三千"), Just("=1+1"), Just("1,234"), Just("12 人"), Just("95%"), Just("3万"), Just("-5"), Just("1.5"), Just("注：以上为初步数"), Just("在校生数")].prop_map(str::to_owned),
        1 => "[\\PC]{0,8}",
    ]
}

fn code() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (0u32..8).prop_map(|number| format!("212100000{number}")),
        1 => Just(String::new()),
        1 => Just("4.41E+09".to_owned()),
        1 => Just("小计".to_owned()),
        1 => Just("学校标识码".to_owned()),
    ]
}

fn quoted(cells: &[String]) -> String {
    let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    cells.iter().map(quote).collect::<Vec<_>>().join(",")
}

/// Rows of the file that some finding names, one by one or in a list of rows.
fn named_rows(imported: &Imported) -> BTreeSet<usize> {
    let mut rows = BTreeSet::new();
    for finding in &imported.findings {
        rows.extend(finding.place.map(|place| place.row as usize + 1));
        rows.extend(finding.rows.iter().map(|row| *row as usize + 1));
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_row_is_loaded_or_named(
        rows in prop::collection::vec((code(), prop::collection::vec(cell(), 0..9)), 0..12),
    ) {
        let mut text = String::from("学校标识码,学校名称,在校生数（小学）,在校生数（初中）,专任教师（小学）,教学及辅助用房面积,教学仪器设备值（万元）,巩固率\n");
        for (code, cells) in &rows {
            let mut all = vec![code.clone()];
            all.extend(cells.iter().cloned());
            text.push_str(&quoted(&all));
            text.push('\n');
        }
        let imported = import_csv(&text);
        let tally = imported.tally();
        prop_assert_eq!(tally.read, rows.len(), "{}", show(&imported));
        prop_assert_eq!(tally.read, tally.loaded + tally.refused + tally.totals + tally.blank);
        prop_assert!(imported.tables[0].len() <= tally.loaded);
        // Whoever is not in the table is told with its row.
        let placed: BTreeSet<usize> =
            imported.tables[0].subjects.iter().map(|subject| subject.place.row as usize + 1).collect();
        prop_assert_eq!(placed.len(), tally.loaded);
        let named = named_rows(&imported);
        let told = (2..rows.len() + 2).filter(|row| !placed.contains(row) && named.contains(row)).count();
        prop_assert!(told >= tally.refused, "{}", show(&imported));
    }

    #[test]
    fn sums_are_those_of_the_table(
        rows in prop::collection::vec((cell(), cell()), 1..30),
    ) {
        let mut text = String::from("学校标识码,学校名称,在校生数（小学）,教学及辅助用房面积\n");
        for (index, (pupils, area)) in rows.iter().enumerate() {
            text.push_str(&quoted(&[format!("21210{index:05}"), format!("第{index}校"), pupils.clone(), area.clone()]));
            text.push('\n');
        }
        let imported = import_csv(&text);
        let table = &imported.tables[0];
        for (column, sum) in ["pupils.primary", "teaching_area"].iter().zip(&imported.sheets[0].sums) {
            let id = table.form.column(column).unwrap();
            let mut total = rust_decimal::Decimal::ZERO;
            for row in 0..table.len() {
                if let facts::table::Datum::Number(number) = table.get(row, id).datum {
                    total += number;
                }
            }
            prop_assert_eq!(total, sum.1);
        }
    }

    #[test]
    fn any_bytes_are_read_without_stumbling(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        read(vec![("x", bytes)], &forms(), &[], &Options::default());
    }

    #[test]
    fn any_text_is_read_without_stumbling(text in "\\PC{0,400}") {
        let imported = import_csv(&text);
        let tally = imported.tally();
        prop_assert_eq!(tally.read, tally.loaded + tally.refused + tally.totals + tally.blank);
    }
}
