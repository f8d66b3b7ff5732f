//! What the county itself sends in: sums of what its schools lived through, survey and monitoring,
//! and answers to what only evidence decides. Some are left open: the county has not got that far.

use rust_decimal::Decimal;

use super::dice::{Dice, Purpose};
use super::model::{Role, School, Setting, Stage};
use super::money;
use super::names;
use super::returns::{Pen, Return, SchoolYear};

/// The county's return for a year.
pub(super) fn county_return(
    seed: u64,
    year: i16,
    schools: &[School],
    lived: &[SchoolYear],
) -> Return {
    let mut dice = Dice::new(seed, Purpose::County, 0, year);
    let all: Vec<(&School, &SchoolYear)> = schools.iter().zip(lived).collect();
    let mut pen = Pen::default();
    pen.count("declaration_year", year.unsigned_abs());
    pen.count("basic_balance_year", 2016u32);
    government(year, &all, &mut dice, &mut pen);
    enrolment(year, &all, &mut dice, &mut pen);
    quality(year, &all, &mut dice, &mut pen);
    monitoring(year, &mut pen);
    survey(year, &mut dice, &mut pen);
    evidence(year, &mut pen);
    let name = names::COUNTY.to_owned();
    Return {
        code: String::new(),
        name,
        township: String::new(),
        parent: None,
        answers: pen.0,
    }
}

/// From 0 in 2022 to 3 in 2025 and after.
fn progress(year: i16) -> u32 {
    u32::from((year - 2022).clamp(0, 3).unsigned_abs())
}

/// So many thousandths of a number, rounded up.
fn thousandths(of: u32, share: u32) -> u32 {
    (u64::from(of) * u64::from(share)).div_ceil(1000) as u32
}

fn government(year: i16, all: &[(&School, &SchoolYear)], dice: &mut Dice, pen: &mut Pen) {
    for stage in Stage::COMPULSORY {
        pen.number(
            &format!("funding_norm.{}", stage.id()),
            Decimal::from(money::norm(stage, year)),
        );
    }
    let pay = 98_000 + 3_100 * u32::from((year - 2020).unsigned_abs());
    pen.count("civil_servant_pay", pay);
    pen.count("teacher_pay", pay + 160 * progress(year));
    let teachers: u32 = all
        .iter()
        .flat_map(|(_, lived)| &lived.staff)
        .map(|staff| staff.teachers)
        .sum();
    let eligible = thousandths(teachers, 380 + dice.below(40) as u32);
    let exchanged = thousandths(eligible, 70 + 12 * progress(year));
    pen.count("exchange_eligible", eligible);
    pen.count("exchanged", exchanged);
    pen.count(
        "exchanged_backbone",
        thousandths(exchanged, 165 + 18 * progress(year)),
    );
    let places = 1180 + 10 * progress(year);
    let allotted = thousandths(places, 480 + 15 * progress(year));
    pen.count("quality_places", places);
    pen.count("quality_places_allotted", allotted);
    pen.count("quality_places_rural", thousandths(allotted, 560));
}

/// New pupils of public day schools in the city and the towns, and the children of migrants.
fn enrolment(year: i16, all: &[(&School, &SchoolYear)], dice: &mut Dice, pen: &mut Pen) {
    let public_day = |school: &School, lived: &SchoolYear| {
        school.kind.is_ordinary()
            && !school.private
            && school.setting != Setting::Rural
            && lived.boarders == 0
    };
    for stage in Stage::COMPULSORY {
        let schools = all
            .iter()
            .filter(|(school, lived)| public_day(school, lived));
        let intake: u32 = schools
            .filter_map(|(_, lived)| lived.roll(stage))
            .map(|roll| roll.grades.first().copied().unwrap_or(0))
            .sum();
        let outside = match stage {
            Stage::Primary => 7 * 3u32.saturating_sub(progress(year)),
            _ => thousandths(intake, 30),
        };
        pen.count(&format!("nearby_intake.{}", stage.id()), intake);
        pen.count(
            &format!("nearby_enrolled.{}", stage.id()),
            intake.saturating_sub(outside),
        );
    }
    let migrants = |private: bool| -> u32 {
        let own = all.iter().filter(|(school, _)| school.private == private);
        own.map(|(_, lived)| lived.migrants).sum()
    };
    let (public, private) = (migrants(false), migrants(true));
    let elsewhere = dice.below(12) as u32;
    pen.count("migrant_eligible", public + private + elsewhere);
    pen.count("migrant_public", public);
    pen.count("migrant_bought", private / 2);
}

fn quality(year: i16, all: &[(&School, &SchoolYear)], dice: &mut Dice, pen: &mut Pen) {
    let junior =
        |(_, lived): &(&School, &SchoolYear)| lived.roll(Stage::Junior).map_or(0, |r| r.pupils());
    let entered = all.iter().map(junior).sum::<u32>() / 3;
    let (moved_in, moved_out) = (thousandths(entered, 22), thousandths(entered, 46));
    let died = dice.below(2) as u32;
    let cohort = entered + moved_in - moved_out - died;
    let lost = thousandths(cohort, 47 - 6 * progress(year));
    pen.count("retention_entered", entered);
    pen.count("retention_in", moved_in);
    pen.count("retention_out", moved_out);
    pen.count("retention_died", died);
    pen.count("retention_graduates", cohort - lost);
    let special = |(school, lived): &(&School, &SchoolYear)| match school.role {
        Role::Senior | Role::Vocational => 0,
        _ => lived.special_pupils,
    };
    let enrolled = all.iter().map(special).sum::<u32>();
    let away = thousandths(enrolled, 85 - 18 * progress(year));
    pen.count("disabled_children", enrolled + away);
    pen.count("disabled_enrolled", enrolled);
    let practice = 38 + u32::from(year >= 2025);
    pen.count("practice_hours", practice);
    pen.count("labour_hours", practice * 6 / 10);
}

/// Subjects of the national monitoring, its levels, and difference rates in thousandths: the last
/// round a county of that year knows of.
fn monitoring(year: i16, pen: &mut Pen) {
    let rounds: [(&str, u32, [i64; 3]); 6] = [
        ("chinese", 3, [139, 139, 128]),
        ("mathematics", 3, [163, 146, 146]),
        ("science", 3, [142, 142, 142]),
        ("pe", 3, [118, 118, 109]),
        ("arts", 3, [0, 0, 0]),
        ("moral", 4, [96, 96, 96]),
    ];
    let column = progress(year).saturating_sub(1) as usize;
    for (subject, level, rates) in rounds {
        let monitored = format!("monitored_{subject}");
        let rate = rates[column];
        if rate == 0 {
            pen.choose(&monitored, "no");
            continue;
        }
        pen.choose(&monitored, "yes");
        pen.count(&format!("level_{subject}"), level);
        pen.number(&format!("difference_{subject}"), Decimal::new(rate, 3));
    }
}

fn survey(year: i16, dice: &mut Dice, pen: &mut Pen) {
    let issued = 2400 + 10 * dice.below(20) as u32;
    let valid = thousandths(issued, 955);
    let satisfied = thousandths(valid, 795 + 32 * progress(year));
    let visits = 120 + dice.below(30) as u32;
    pen.count("survey_issued", issued);
    pen.count("survey_valid", valid);
    pen.count("survey_satisfied", satisfied);
    pen.count("visits", visits);
    pen.count(
        "visits_satisfied",
        thousandths(visits, 810 + 30 * progress(year)),
    );
    let rate = f64::from(satisfied) / f64::from(valid) * 100.0;
    pen.amount("satisfaction_rate", (rate * 10.0).round() / 10.0);
}

/// The county has not got that far.
const NOT_YET: i16 = i16::MAX;

/// What only evidence decides, and the year from which the county could answer it.
const EVIDENCE: &[(&str, i16)] = &[
    ("p2_monitoring", 2020),
    ("p3_statistics", 2020),
    ("g1_layout", 2023),
    ("g2_construction", 2020),
    ("g2_staffing", 2020),
    ("g2_funding", 2020),
    ("g2_equipment", 2024),
    ("g8_performance_pay", 2020),
    ("g10_posts", 2024),
    ("g14_rural_tilt", 2020),
    ("g15_left_behind_care", 2024),
    ("q3_charters", 2020),
    ("q3_informatised", 2025),
    ("q5_ict", 2024),
    ("q5_facilities", NOT_YET),
    ("q6_moral", 2023),
    ("q6_culture", NOT_YET),
    ("q7_curriculum", 2020),
    ("q7_practice", 2025),
    ("q7_labour_bases", 2024),
    ("q7_labour_teachers", 2025),
    ("q8_workload", NOT_YET),
];

/// Vetoes, the same way.
const VETOES: &[(&str, i16)] = &[
    ("v1_exam_admission", 2020),
    ("v2_school_choice", 2020),
    ("v3_key_schools", 2020),
    ("v4_posts", 2024),
    ("v5_safety", 2020),
    ("v6_fraud", NOT_YET),
    ("v7_training_regulation", 2023),
];

fn evidence(year: i16, pen: &mut Pen) {
    for (column, _) in EVIDENCE.iter().filter(|(_, from)| year >= *from) {
        pen.choose(column, "met");
    }
    for (column, _) in VETOES.iter().filter(|(_, from)| year >= *from) {
        pen.choose(column, "none");
    }
}
