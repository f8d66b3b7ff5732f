//! Over random counties the engine agrees with a slow evaluation of the seven indicators that
//! shares nothing with it: the rules written out by hand, in big fractions.

use std::sync::Arc;

use facts::table::{Datum, Entry, Subject, Table};
use indicators::{Facts, Outcome, Standing, counties, prepare};
use kernel::{Exact, Place};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};
use proptest::prelude::*;
use standards::{Pack, Profile};

use crate::common::loads;

const LIMITS: [[&str; 2]; 7] = [
    ["4.2", "5.3"],
    ["1", "1"],
    ["0.9", "0.9"],
    ["4.5", "5.8"],
    ["7.5", "10.2"],
    ["2000", "2500"],
    ["2.3", "2.4"],
];
/// Units in which the limits are written: per hundred pupils, or per pupil.
const PER: [i64; 7] = [100, 100, 100, 1, 1, 1, 100];

/// A school as its clerk would report it, in whole numbers (areas in hundredths).
#[derive(Debug, Clone)]
struct Clerk {
    kind: &'static str,
    pupils: [i64; 3],
    degree: [i64; 2],
    backbone: [i64; 2],
    arts: [i64; 2],
    rooms: i64,
    gym: i64,
    ground: i64,
    equipment: i64,
    multimedia: i64,
}

fn clerk() -> impl Strategy<Value = Clerk> {
    let kind = prop::sample::select(vec![
        "primary_school",
        "junior_school",
        "nine_year",
        "complete_secondary",
        "twelve_year",
    ]);
    let pair = |top: i64| [0..top, 0..top];
    (
        kind,
        [1i64..900, 1i64..900, 1i64..900],
        pair(60),
        pair(20),
        pair(15),
        (0i64..900_000, 0i64..100_000, 0i64..1_500_000),
        0i64..4_000_000,
        0i64..60,
    )
        .prop_map(
            |(
                kind,
                pupils,
                degree,
                backbone,
                arts,
                (rooms, gym, ground),
                equipment,
                multimedia,
            )| {
                let mut pupils = pupils;
                for (stage, count) in pupils.iter_mut().enumerate() {
                    if !stages(kind).contains(&stage) {
                        *count = 0;
                    }
                }
                Clerk {
                    kind,
                    pupils,
                    degree,
                    backbone,
                    arts,
                    rooms: rooms + gym,
                    gym,
                    ground,
                    equipment,
                    multimedia,
                }
            },
        )
}

fn stages(kind: &str) -> &'static [usize] {
    match kind {
        "primary_school" => &[0],
        "junior_school" => &[1],
        "nine_year" => &[0, 1],
        "complete_secondary" => &[1, 2],
        _ => &[0, 1, 2],
    }
}

fn ratio(num: i64, den: i64) -> BigRational {
    BigRational::new(BigInt::from(num), BigInt::from(den))
}

fn decimal(text: &str) -> BigRational {
    text.parse::<Exact>().unwrap().to_big()
}

/// Σ weight·pupils and the stage's own part of it, with the weights of the official splits.
fn share(clerk: &Clerk, stage: usize) -> BigRational {
    let weights = match clerk.kind {
        "complete_secondary" => ["0", "1", "1.2"],
        _ => ["1", "1.1", "1.32"],
    };
    let part = |s: usize| decimal(weights[s]) * ratio(clerk.pupils[s], 1);
    let own = stages(clerk.kind);
    if own.len() == 1 {
        return BigRational::one();
    }
    part(stage) / own.iter().map(|s| part(*s)).sum::<BigRational>()
}

fn amounts(clerk: &Clerk, stage: usize) -> [BigRational; 7] {
    let part = share(clerk, stage);
    [
        ratio(clerk.degree[stage], 1),
        ratio(clerk.backbone[stage], 1),
        ratio(clerk.arts[stage], 1),
        ratio(clerk.rooms - clerk.gym, 100) * &part,
        ratio(clerk.gym + clerk.ground, 100) * &part,
        ratio(clerk.equipment, 1) * &part,
        ratio(clerk.multimedia, 1) * &part,
    ]
}

/// Standing of each indicator and whether the section passes.
fn judge(clerk: &Clerk, stage: usize) -> (Vec<Standing>, Outcome) {
    let mut standings = Vec::new();
    for (i, amount) in amounts(clerk, stage).iter().enumerate() {
        let value = amount * ratio(PER[i], clerk.pupils[stage]);
        let limit = decimal(LIMITS[i][stage]);
        standings.push(if value >= limit {
            Standing::Met
        } else if value >= limit * decimal("0.85") {
            Standing::Floor
        } else {
            Standing::Below
        });
    }
    let met = standings.iter().filter(|s| **s == Standing::Met).count();
    let below = standings.iter().filter(|s| **s == Standing::Below).count();
    let passes = met == 7 || (met == 6 && below == 0);
    (
        standings,
        if passes { Outcome::Pass } else { Outcome::Fail },
    )
}

/// The square of the coefficient of variation by the textbook: mean, then weighted squares.
fn squared_cv(rows: &[(BigRational, BigRational)]) -> Option<BigRational> {
    let pupils: BigRational = rows.iter().map(|(_, p)| p).sum();
    let total: BigRational = rows.iter().map(|(x, _)| x).sum();
    if total.is_zero() {
        return None;
    }
    let mean = &total / &pupils;
    let mut variance = BigRational::zero();
    for (x, p) in rows {
        let away = x / p - &mean;
        variance += p / &pupils * &away * &away;
    }
    Some(variance / (&mean * &mean))
}

fn table(pack: &Pack, clerks: &[Clerk]) -> Table {
    let form = pack.school_form();
    let mut table = Table::new(form.clone());
    for (i, clerk) in clerks.iter().enumerate() {
        let code: std::sync::Arc<str> = format!("{i}").into();
        let row = table.push(Subject {
            code: code.clone(),
            name: code,
            county: "county".into(),
            township: None,
            year: 2025,
            parent: None,
            place: Place::NOWHERE,
        });
        let mut set = |name: &str, datum: Datum| {
            let column = form.column(name).unwrap_or_else(|| panic!("{name}"));
            table.set(
                row,
                column,
                Entry {
                    datum,
                    place: Place::NOWHERE,
                },
            );
        };
        let kinds = form.field_of(form.column("kind").unwrap());
        let kind = kinds
            .options
            .iter()
            .position(|option| option.id == clerk.kind)
            .unwrap();
        set("kind", Datum::Choice(kind as u16));
        let number =
            |value: i64, scale: u32| Datum::Number(rust_decimal::Decimal::new(value, scale));
        set("teaching_area", number(clerk.rooms, 2));
        set("indoor_sports_area", number(clerk.gym, 2));
        set("sports_ground_area", number(clerk.ground, 2));
        set("equipment_value", number(clerk.equipment, 0));
        set("multimedia_rooms", number(clerk.multimedia, 0));
        for stage in stages(clerk.kind) {
            let id = ["primary", "junior", "senior"][*stage];
            set(&format!("pupils.{id}"), number(clerk.pupils[*stage], 0));
            if *stage > 1 {
                continue;
            }
            set(
                &format!("degree_bachelor.{id}"),
                number(clerk.degree[*stage], 0),
            );
            set(
                &format!("backbone_teachers.{id}"),
                number(clerk.backbone[*stage], 0),
            );
            set(&format!("teachers_pe.{id}"), number(clerk.arts[*stage], 0));
            for none in [
                "degree_doctor",
                "degree_master",
                "degree_college",
                "teachers_music",
                "teachers_art",
                "teachers_arts",
            ] {
                set(&format!("{none}.{id}"), number(0, 0));
            }
        }
    }
    table
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn the_engine_agrees_with_the_rules_written_out(clerks in prop::collection::vec(clerk(), 1..40)) {
        let pack = Arc::new(loads("quality-balance-2017", &[]));
        let standard = pack.on("2025-10-01".parse().unwrap(), &Profile::new()).unwrap();
        let (table, _) = prepare(&pack, table(&pack, &clerks));
        let counties = counties(&standard, Facts { schools: &table, county: None });
        let found = counties[0].assess();
        let mut seen = 0;
        for stage in 0..2 {
            let own: Vec<&Clerk> = clerks.iter().filter(|clerk| stages(clerk.kind).contains(&stage)).collect();
            let sections = found.sections.iter().filter(|section| section.stage == stage);
            for (clerk, section) in own.iter().zip(sections) {
                let (standings, outcome) = judge(clerk, stage);
                let engine: Vec<Standing> = section.figures.iter().map(|figure| figure.standing).collect();
                prop_assert_eq!(engine, standings);
                prop_assert_eq!(section.outcome, outcome);
                seen += 1;
            }
            for spread in found.spreads.iter().filter(|spread| spread.stage == stage) {
                let rows: Vec<(BigRational, BigRational)> = own.iter()
                    .map(|clerk| (amounts(clerk, stage)[spread.indicator].clone(), ratio(clerk.pupils[stage], 1)))
                    .collect();
                let limit = decimal(["0.5", "0.45"][stage]);
                let expected = match squared_cv(&rows) {
                    None => Standing::Unknown,
                    Some(squared) if squared <= &limit * &limit => Standing::Met,
                    Some(_) => Standing::Below,
                };
                prop_assert_eq!(spread.standing, expected);
            }
        }
        prop_assert_eq!(seen, found.sections.len());
    }

    #[test]
    fn a_school_exactly_at_a_limit_meets_it(indicator in 0usize..7, pupils in 1i128..3_000, short in 1i128..1_000_000) {
        // The limit itself meets; anything less, however little, does not.
        let limit: Exact = LIMITS[indicator][0].parse().unwrap();
        let at = limit.clone() * Exact::from(pupils);
        let below = at.clone() - Exact::ratio(1, short * 1_000_000_000_000).unwrap();
        let sense = standards::Sense::AtLeast;
        let pupils = Exact::from(pupils);
        prop_assert!(sense.met(&(at / pupils.clone()), &limit));
        prop_assert!(!sense.met(&(below / pupils), &limit));
    }
}
