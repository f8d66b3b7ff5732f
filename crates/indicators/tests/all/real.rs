//! Real school files, read by the maps of `school-conditions`, give the reference coefficients,
//! and not a row is lost.

use std::fs::File;
use std::ops::ControlFlow;
use std::sync::Arc;

use facts::toml_file::TomlFile;
use facts::{Imported, Input, Mapping, Options, import};
use indicators::{CountyAssessment, Facts, counties, prepare};
use kernel::Exact;
use standards::{Pack, Profile};

use crate::common::{loads, project};

fn read(pack: &Pack, file: &str) -> Imported {
    let path = project().join("testdata/real").join(file);
    let forms = pack.forms();
    let maps: Vec<Mapping> = pack
        .maps
        .iter()
        .map(|map| {
            Mapping::load(
                TomlFile {
                    name: &map.path,
                    text: &map.text,
                },
                &forms,
            )
            .unwrap()
        })
        .collect();
    let input = Input::new(file, File::open(path).unwrap());
    import(vec![input], &forms, &maps, &Options::default(), &mut |_| {
        ControlFlow::Continue(())
    })
}

/// Every county and year of a file, judged.
fn judged(file: &str, cv_weighting: &str) -> (Arc<Pack>, Imported, Vec<CountyAssessment>) {
    let pack = Arc::new(loads("school-conditions", &[]));
    let mut imported = read(&pack, file);
    let profile: Profile = [("cv_weighting".to_owned(), cv_weighting.to_owned())].into();
    let standard = pack.on("2025-10-01".parse().unwrap(), &profile).unwrap();
    let (table, _) = prepare(&pack, imported.tables.remove(0));
    let counties = counties(
        &standard,
        Facts {
            schools: &table,
            county: None,
        },
    );
    let found = counties.iter().map(|county| county.assess()).collect();
    imported.tables.insert(0, table.clone());
    (pack, imported, found)
}

fn no_row_is_lost(imported: &Imported, rows: usize) {
    let tally = imported.tally();
    assert_eq!(tally.read, rows);
    assert_eq!(
        tally.read,
        tally.loaded + tally.refused + tally.totals + tally.blank
    );
    assert_eq!((tally.refused, tally.blank), (0, 0));
}

/// Σ of a column over a stage and year.
fn sum(imported: &Imported, column: &str, year: Option<i16>) -> Exact {
    let table = &imported.tables[0];
    let column = table.form.column(column).unwrap();
    let rows =
        (0..table.len()).filter(|row| year.is_none_or(|year| table.subjects[*row].year == year));
    rows.filter_map(|row| match table.get(row, column).datum {
        facts::table::Datum::Number(number) => Some(Exact::from(number)),
        _ => None,
    })
    .sum()
}

#[test]
fn tainan_meets_every_reference_coefficient() {
    let path = project().join("testdata/real/cv_reference_computed.csv");
    let reference: Vec<csv::StringRecord> = csv::Reader::from_path(path)
        .unwrap()
        .records()
        .map(Result::unwrap)
        .collect();
    let of = [
        ("teachers_regular_per_100", "teachers_per_100"),
        ("classes_per_100", "classes_per_100"),
        ("site_area_per_student", "site_area_per_pupil"),
        ("floor_area_per_student", "floor_area_per_pupil"),
        ("current_expenditure_per_student", "current_per_pupil"),
    ];
    let mut compared = 0;
    for (weighting, mean, sd, cv) in [
        ("pupils", 8, 9, 10),
        ("none", 11, 12, 13),
        ("sample", 11, 14, 15),
    ] {
        let (pack, imported, found) = judged("tw_tainan_schools_2014.csv", weighting);
        no_row_is_lost(&imported, 269);
        for row in &reference {
            let name = of.iter().find(|(theirs, _)| *theirs == &row[3]).unwrap().1;
            let (stage, indicator) = (pack.stage(&row[2]).unwrap(), pack.indicator(name).unwrap());
            let spread = found[0]
                .spreads
                .iter()
                .find(|s| s.stage == stage && s.indicator == indicator)
                .unwrap();
            let scale = pack.indicators[indicator].unit.scale().to_f64();
            let near = |ours: f64, theirs: &str| {
                let theirs: f64 = theirs.parse().unwrap();
                assert!(
                    (ours - theirs).abs() <= 1e-9 * theirs.abs().max(1.0),
                    "{name}: {ours} {theirs}"
                );
            };
            assert_eq!(spread.rows.len().to_string(), row[5], "{name}");
            near(spread.mean.as_ref().unwrap().to_f64() / scale, &row[mean]);
            near(spread.sd.unwrap() / scale, &row[sd]);
            near(spread.cv.unwrap(), &row[cv]);
            compared += 1;
        }
    }
    assert_eq!(compared, 30);
}

#[test]
fn taiwan_three_years_no_pupil_lost() {
    let (_, imported, found) = judged("tw_schools_2012_2014.csv", "pupils");
    no_row_is_lost(&imported, 10_838);
    for (year, primary, junior) in [
        (2012, 1_373_366u64, 844_884u64),
        (2013, 1_297_120, 831_925),
        (2014, 1_252_706, 803_226),
    ] {
        assert_eq!(
            sum(&imported, "pupils.primary", Some(year)),
            Exact::from(primary)
        );
        assert_eq!(
            sum(&imported, "pupils.junior", Some(year)),
            Exact::from(junior)
        );
    }
    assert_eq!(found.len(), 66, "22 counties in three years");
}

#[test]
fn florida_sums_and_counties() {
    let (_, imported, found) = judged("us_fl_public_schools_2023.csv", "pupils");
    no_row_is_lost(&imported, 4_337);
    let stages = ["primary", "junior", "senior", "combined", "other"];
    let total = |field: &str| -> Exact {
        let form = &imported.tables[0].form;
        let columns = stages.iter().map(|stage| format!("{field}.{stage}"));
        columns
            .filter(|c| form.column(c).is_some())
            .map(|c| sum(&imported, &c, None))
            .sum()
    };
    assert_eq!(total("pupils"), Exact::from(2_870_488u64));
    assert_eq!(total("teachers"), Exact::from(155_626u64));
    assert_eq!(found.len(), 67);
}

#[test]
fn philippines_every_school() {
    let (_, imported, found) = judged("ph_schools_2015.csv", "pupils");
    no_row_is_lost(&imported, 44_028);
    assert_eq!(found.len(), 1);
    assert!(
        found[0]
            .spreads
            .iter()
            .all(|spread| spread.cv.is_none_or(|cv| cv.is_finite()))
    );
}
