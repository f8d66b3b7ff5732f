//! Figures that others published come out of the engine's own arithmetic.

use indicators::spread::Spread;
use kernel::Exact;
use standards::Weighting;

use crate::common::project;

fn rows(file: &str) -> Vec<csv::StringRecord> {
    let path = project().join("testdata/published").join(file);
    csv::Reader::from_path(path)
        .unwrap()
        .records()
        .map(Result::unwrap)
        .collect()
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or_else(|_| panic!("{text}"))
}

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

/// Books per pupil of five schools: every printed term, the sum, the deviation and the coefficient.
#[test]
fn the_worked_example_of_the_method() {
    let rows = rows("worked_example_books.csv");
    let pairs: Vec<(Exact, Exact)> = rows
        .iter()
        .map(|row| (exact(&row[2]), exact(&row[1])))
        .collect();
    let spread = Spread::new(&pairs, Weighting::Pupils).unwrap();
    let mean = spread.mean().unwrap();
    let pupils = spread.weight().clone();
    let mut sum = Exact::ZERO;
    for (row, (books, own)) in rows.iter().zip(&pairs) {
        let value = books.clone() / own.clone();
        assert_eq!(value.to_fixed(2), row[3]);
        let term =
            own.clone() / pupils.clone() * (value.clone() - mean.clone()) * (value - mean.clone());
        let digits = row[4].split('.').nth(1).map_or(0, |part| part.len() as u32);
        assert_eq!(term.to_fixed(digits), row[4]);
        sum = sum + term;
    }
    assert_eq!(sum.to_fixed(4), "10.6528");
    assert_eq!(format!("{:.6}", spread.sd().unwrap()), "3.263861");
    assert_eq!(format!("{:.6}", spread.cv().unwrap()), "0.515257");
}

/// A nine-year school's books, split 1 : 1.1. The source rounds 58.5038 to 58.5 before it goes on
/// and prints 9711 and 13515; exactly it is 9711.63 and 13514.37.
#[test]
fn the_splitting_example() {
    let rows = rows("worked_example_split.csv");
    let value = |name: &str| exact(&rows.iter().find(|row| &row[0] == name).unwrap()[1]);
    let (primary, junior) = (value("students_primary"), value("students_junior"));
    let weighted = primary.clone() * value("weight_primary_student")
        + junior.clone() * value("weight_junior_student");
    assert_eq!(weighted, value("weighted_students_printed"));
    let per_weighted = value("books_total") / weighted;
    assert_eq!(per_weighted.to_fixed(1), "58.5");
    let own = per_weighted.clone() * primary;
    assert_eq!(own.to_fixed(2), "9711.63");
    assert!((own.clone() - value("books_primary_printed")).abs() < exact("1"));
    let rest = value("books_total") - own;
    assert_eq!(rest.to_fixed(2), "13514.37");
    assert!((rest - value("books_junior_printed")).abs() < exact("1"));
}

/// Source, county, level → (cv by indicator number, composite).
type Published = std::collections::BTreeMap<(String, String, String), (Vec<f64>, Option<f64>)>;

fn published() -> Published {
    let mut counties = Published::new();
    for row in rows("county_cv_published.csv") {
        let key = (row[1].to_owned(), row[4].to_owned(), row[6].to_owned());
        let entry = counties.entry(key).or_default();
        match &row[7] {
            "0" => entry.1 = Some(number(&row[12])),
            _ => entry.0.push(number(&row[12])),
        }
    }
    counties
}

/// 鸠江区 2023: printed CV = printed deviation / printed mean, to six decimals, for all seven.
#[test]
fn jiujiang_district_prints_deviation_over_mean() {
    let all = rows("county_cv_published.csv");
    let own: Vec<_> = all
        .iter()
        .filter(|row| &row[1] == "quality7" && &row[7] != "0")
        .collect();
    assert_eq!(own.len(), 7);
    for row in own {
        assert!(
            (number(&row[11]) / number(&row[10]) - number(&row[12])).abs() < 1e-6,
            "{row:?}"
        );
    }
    let (cvs, composite) = &published()[&("quality7".into(), "鸠江区".into(), "primary".into())];
    let mean = cvs.iter().sum::<f64>() / cvs.len() as f64;
    assert!(
        (mean - composite.unwrap()).abs() < 1e-6,
        "its composite is the plain mean"
    );
}

/// The composite of the basic-balance tables is the plain mean of the eight coefficients; it was
/// formed from unrounded ones, hence the tolerance.
#[test]
fn basic_balance_composites_are_plain_means() {
    let mut compared = 0;
    for ((scheme, county, level), (cvs, composite)) in published() {
        if let (Some(composite), true) = (composite, scheme == "basic8" && cvs.len() == 8) {
            let mean = cvs.iter().sum::<f64>() / 8.0;
            assert!(
                (mean - composite).abs() <= 0.001,
                "{county} {level}: {mean} {composite}"
            );
            compared += 1;
        }
    }
    assert_eq!(compared, 12, "six counties, two levels");
}

/// 江门市 2024: totals add up and printed pupil–teacher ratios are pupils over full-time teachers.
#[test]
fn jiangmen_ratios_and_totals() {
    let rows = rows("cn_jiangmen_2024_summary.csv");
    let (total, stages) = rows.split_last().unwrap();
    for column in 1..=5 {
        let sum: f64 = stages
            .iter()
            .filter(|row| !row[column].is_empty())
            .map(|row| number(&row[column]))
            .sum();
        assert_eq!(sum, number(&total[column]), "column {column}");
    }
    for row in &rows {
        let ratio = exact(&row[3]) / exact(&row[5]);
        assert_eq!(ratio.to_fixed(2), row[6], "{}", &row[0]);
    }
}

/// National floor areas 2020: total = urban + town + rural, and rooms = the sum of their parts to 0.01.
#[test]
fn national_primary_buildings_add_up() {
    let rows = rows("cn_primary_buildings_2020.csv");
    for row in &rows {
        assert_eq!(
            exact(&row[1]),
            exact(&row[2]) + exact(&row[3]) + exact(&row[4]),
            "{}",
            &row[0]
        );
    }
    let at = rows
        .iter()
        .position(|row| row[0].contains("教学及辅助用房"))
        .unwrap();
    for column in 1..=4 {
        let parts: Exact = rows[at + 1..at + 7]
            .iter()
            .map(|row| exact(&row[column]))
            .sum();
        assert!((parts - exact(&rows[at][column])).abs() <= exact("0.01"));
    }
}
