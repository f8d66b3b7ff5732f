//! An invented country: counties of many sizes, each with a level of its own.

use rust_decimal::Decimal;

use crate::chance::Chance;
use crate::school::{Answer, Level, School};

/// The year of every return.
pub const YEAR: i16 = 2025;

/// A county: its name, its level, and which of the country's schools are its own.
#[derive(Debug, Clone)]
pub struct Place {
    /// What people call it.
    pub name: String,
    /// Its first school and the one behind its last.
    pub schools: std::ops::Range<usize>,
    level: Level,
}

/// A country of which any school can be asked for at any time: nothing but the seed is kept.
#[derive(Debug, Clone)]
pub struct Country {
    /// Its counties.
    pub counties: Vec<Place>,
    seed: u64,
}

impl Country {
    /// So many schools in so many counties, the largest about ten times the smallest.
    pub fn invent(seed: u64, schools: usize, counties: usize) -> Country {
        let mut chance = Chance::of(seed, 0);
        let weights: Vec<f64> = (0..counties).map(|_| chance.between(0.2, 2.0)).collect();
        let all: f64 = weights.iter().sum();
        let mut upto = 0.0;
        let mut first = 0;
        let place = |(i, weight): (usize, f64)| {
            upto += weight;
            let behind = if i + 1 == counties {
                schools
            } else {
                (upto / all * schools as f64) as usize
            };
            let own = first..behind;
            first = behind;
            Place {
                name: format!("第{:04}县", i + 1),
                schools: own,
                level: Level::invent(&mut chance),
            }
        };
        let counties = weights.into_iter().enumerate().map(place).collect();
        Country { counties, seed }
    }

    /// The number of its schools.
    pub fn len(&self) -> usize {
        self.counties.last().map_or(0, |place| place.schools.end)
    }

    /// True without schools.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A school of a county, by its number in the country.
    pub fn school(&self, place: &Place, number: usize) -> School {
        School::invent(place.level, &mut Chance::of(self.seed, 1 + number as u64))
    }
}

/// The code of a school (学校标识码), by its number in the country.
pub fn code(number: usize) -> String {
    (2_100_000_000 + number).to_string()
}

/// The name of a school.
pub fn name(place: &Place, number: usize) -> String {
    format!("{}第{}学校", place.name, number - place.schools.start + 1)
}

/// What a county itself reports. Most meet every item; a few lack one.
pub fn county_return(place: &Place, seed: u64) -> Vec<(&'static str, Answer)> {
    let mut chance = Chance::of(seed ^ 0xc0_0e7e, place.schools.start as u64);
    let number = |number: i64| Answer::Number(Decimal::from(number));
    let share = |hundredths: i64| Answer::Number(Decimal::new(hundredths, 2));
    let mut answers: Vec<(&str, Answer)> = MET
        .iter()
        .map(|(column, option)| (*column, Answer::Option(option)))
        .collect();
    let pupils = place.schools.len() as i64 * chance.whole(60, 90);
    let most = |whole: i64, hundredths: i64| number(whole * hundredths / 100);
    answers.extend([
        ("declaration_year", number(YEAR.into())),
        ("basic_balance_year", number(chance.whole(2013, 2020))),
        ("funding_norm.primary", number(720)),
        ("funding_norm.junior", number(940)),
        ("teacher_pay", number(chance.whole(101_000, 125_000))),
        ("civil_servant_pay", number(chance.whole(96_000, 101_500))),
        ("exchange_eligible", number(pupils / 40)),
        ("exchanged", most(pupils / 40, chance.whole(10, 16))),
        (
            "exchanged_backbone",
            most(pupils / 300, chance.whole(25, 40)),
        ),
        ("nearby_intake.primary", number(pupils / 6)),
        ("nearby_enrolled.primary", number(pupils / 6)),
        ("nearby_intake.junior", number(pupils / 8)),
        (
            "nearby_enrolled.junior",
            most(pupils / 8, chance.whole(96, 100)),
        ),
        ("quality_places", number(pupils / 10)),
        (
            "quality_places_allotted",
            most(pupils / 10, chance.whole(50, 70)),
        ),
        (
            "quality_places_rural",
            most(pupils / 10, chance.whole(20, 40)),
        ),
        ("migrant_eligible", number(pupils / 12)),
        ("migrant_public", most(pupils / 12, chance.whole(87, 99))),
        ("migrant_bought", number(chance.whole(0, 9))),
        ("retention_entered", number(pupils / 8)),
        ("retention_in", number(chance.whole(0, 5))),
        ("retention_out", number(chance.whole(0, 5))),
        ("retention_died", number(0)),
        (
            "retention_graduates",
            most(pupils / 8, chance.whole(97, 100)),
        ),
        ("disabled_children", number(pupils / 200)),
        ("disabled_enrolled", number(pupils / 200)),
        ("satisfaction_rate", share(chance.whole(84, 99))),
        ("level_chinese", number(chance.whole(3, 5))),
        ("difference_chinese", share(chance.whole(4, 15))),
        ("level_mathematics", number(chance.whole(3, 5))),
        ("difference_mathematics", share(chance.whole(4, 14))),
    ]);
    answers
}

const MET: &[(&str, &str)] = &[
    ("p2_monitoring", "met"),
    ("p3_statistics", "met"),
    ("g1_layout", "met"),
    ("g2_construction", "met"),
    ("g2_staffing", "met"),
    ("g2_funding", "met"),
    ("g2_equipment", "met"),
    ("g8_performance_pay", "met"),
    ("g10_posts", "met"),
    ("g14_rural_tilt", "met"),
    ("g15_left_behind_care", "met"),
    ("q3_charters", "met"),
    ("q3_informatised", "met"),
    ("q5_ict", "met"),
    ("q5_facilities", "met"),
    ("q6_moral", "met"),
    ("q6_culture", "met"),
    ("q7_curriculum", "met"),
    ("q7_practice", "met"),
    ("q8_workload", "met"),
    ("monitored_chinese", "yes"),
    ("monitored_mathematics", "yes"),
    ("monitored_science", "no"),
    ("monitored_pe", "no"),
    ("monitored_arts", "no"),
    ("monitored_moral", "no"),
    ("v1_exam_admission", "none"),
    ("v2_school_choice", "none"),
    ("v3_key_schools", "none"),
    ("v4_posts", "none"),
    ("v5_safety", "none"),
    ("v6_fraud", "none"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_school_has_one_county() {
        let country = Country::invent(1, 5_000, 70);
        assert_eq!((country.len(), country.counties.len()), (5_000, 70));
        let mut next = 0;
        for place in &country.counties {
            assert_eq!(place.schools.start, next);
            assert!(place.schools.len() >= 10, "{place:?}");
            next = place.schools.end;
        }
    }
}
