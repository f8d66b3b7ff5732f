//! The year's figures as answers to the fields of the school form.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::dice::{Dice, Purpose};
use super::model::{Kind, Role, School, Setting, Stage, Weakness};
use super::money::{self, Money};
use super::premises::{self, Premises};
use super::pupils::{self, Roll};
use super::staff::{self, Staff};

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// A number.
    Number(Decimal),
    /// An option of a choice, by its id.
    Choice(&'static str),
    /// A number as somebody in a hurry typed it.
    Typed(String),
}

/// Answers by the name of their column: `teaching_area`, `pupils.primary`. What is not there was
/// not reported.
pub(super) type Answers = BTreeMap<String, Answer>;

/// What one school or county sent in for a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Return {
    /// 学校标识码; empty for a county.
    pub(super) code: String,
    /// The name of the school or county.
    pub(super) name: String,
    /// The township; empty for a county.
    pub(super) township: String,
    /// Code of the main school, for a campus that is not counted as a school.
    pub(super) parent: Option<String>,
    /// Its figures.
    pub(super) answers: Answers,
}

/// What happened at a school in a year, before it is written down.
#[derive(Debug, Clone)]
pub(super) struct SchoolYear {
    pub(super) rolls: Vec<Roll>,
    pub(super) staff: Vec<Staff>,
    pub(super) premises: Premises,
    pub(super) money: Money,
    pub(super) boarders: u32,
    pub(super) migrants: u32,
    pub(super) left_behind: u32,
    pub(super) special_pupils: u32,
}

impl SchoolYear {
    /// Lets a school live through a year.
    pub(super) fn of(seed: u64, school: &School, year: i16) -> SchoolYear {
        let rolls = pupils::rolls(seed, school, year);
        let staff = staff::staff(seed, school, year, &rolls);
        let compulsory = rolls
            .iter()
            .filter(|roll| roll.stage != Stage::Senior)
            .map(Roll::pupils)
            .sum();
        let mut dice = Dice::new(seed, Purpose::Families, school.index, year);
        let mut part = |(low, high): (f64, f64)| {
            (f64::from(compulsory) * dice.between(low, high)).round() as u32
        };
        let boarders = part((school.boarding, school.boarding));
        let (migrants, left_behind) = match school.setting {
            Setting::Urban => (part((0.06, 0.14)), part((0.01, 0.03))),
            Setting::Town => (part((0.01, 0.04)), part((0.08, 0.16))),
            Setting::Rural => (part((0.0, 0.01)), part((0.16, 0.36))),
        };
        let special_pupils = match school.kind {
            Kind::Special => compulsory,
            _ => part((0.0, 0.006)),
        };
        let money = money::money(seed, school, year, &rolls, boarders, special_pupils);
        let premises = premises::premises(seed, school, year);
        SchoolYear {
            rolls,
            staff,
            premises,
            money,
            boarders,
            migrants,
            left_behind,
            special_pupils,
        }
    }

    /// The roll of a stage.
    pub(super) fn roll(&self, stage: Stage) -> Option<&Roll> {
        self.rolls.iter().find(|roll| roll.stage == stage)
    }
}

/// Writes answers down by column.
#[derive(Debug, Default)]
pub(super) struct Pen(pub(super) Answers);

impl Pen {
    pub(super) fn count(&mut self, column: &str, count: impl Into<u64>) {
        self.number(column, Decimal::from(count.into()));
    }

    pub(super) fn number(&mut self, column: &str, number: Decimal) {
        self.0.insert(column.to_owned(), Answer::Number(number));
    }

    /// An amount to the hundredth.
    pub(super) fn amount(&mut self, column: &str, amount: f64) {
        self.number(
            column,
            Decimal::new((amount * 100.0).round() as i64, 2).normalize(),
        );
    }

    pub(super) fn choose(&mut self, column: &str, option: &'static str) {
        self.0.insert(column.to_owned(), Answer::Choice(option));
    }

    fn staged(&mut self, field: &str, stage: Stage, count: impl Into<u64>) {
        self.count(&format!("{field}.{}", stage.id()), count);
    }
}

/// The return of a school for a year.
pub(super) fn school_return(school: &School, year: &SchoolYear) -> Return {
    let mut pen = Pen::default();
    basics(school, &mut pen);
    for roll in &year.rolls {
        pen.staged("pupils", roll.stage, roll.pupils());
    }
    pen.count(
        "attached_kindergarten_children",
        if school.kindergarten { 24u32 } else { 0 },
    );
    pen.count("boarders", year.boarders);
    pen.count("migrant_children", year.migrants);
    pen.count("left_behind_children", year.left_behind);
    pen.count("special_pupils", year.special_pupils);
    let compulsory = year.rolls.iter().filter(|roll| roll.stage != Stage::Senior);
    for (roll, staff) in compulsory.zip(&year.staff) {
        classes(roll, &mut pen);
        teachers(roll.stage, staff, &mut pen);
    }
    buildings(&year.premises, &mut pen);
    pen.count("public_funding_budget", year.money.budget);
    pen.count("training_budget", year.money.training);
    pen.count("training_account", year.money.training_spent);
    pen.count("special_funding", year.money.special);
    Return {
        code: school.code.clone(),
        name: school.name.clone(),
        township: school.township.clone(),
        parent: school.parent.clone(),
        answers: pen.0,
    }
}

fn basics(school: &School, pen: &mut Pen) {
    pen.choose("kind", school.kind.option());
    pen.choose(
        "sponsor",
        if school.private {
            "private"
        } else {
            "county_education"
        },
    );
    pen.choose("urban_rural", school.setting.option());
    pen.choose(
        "counted_as_school",
        if school.role == Role::Campus {
            "no"
        } else {
            "yes"
        },
    );
    pen.count("year_built", school.year_built.unsigned_abs());
    pen.choose("dense_city_centre", "no");
    let relies = school.ever(Weakness::SpecialRooms) || school.ever(Weakness::OverSize);
    if relies || school.role == Role::SmallPoint {
        pen.choose(
            "extension_plan",
            if school.index.is_multiple_of(3) {
                "no"
            } else {
                "yes"
            },
        );
    }
}

const BANDS: [(&str, u32, u32); 10] = [
    ("classes_upto_25", 0, 25),
    ("classes_26_30", 26, 30),
    ("classes_31_35", 31, 35),
    ("classes_36_40", 36, 40),
    ("classes_41_45", 41, 45),
    ("classes_46_50", 46, 50),
    ("classes_51_55", 51, 55),
    ("classes_56_60", 56, 60),
    ("classes_61_65", 61, 65),
    ("classes_from_66", 66, u32::MAX),
];

fn classes(roll: &Roll, pen: &mut Pen) {
    pen.staged("classes", roll.stage, roll.classes.len() as u64);
    for (field, from, to) in BANDS {
        pen.staged(field, roll.stage, roll.classes_of(from, to) as u64);
    }
    pen.staged("largest_class", roll.stage, roll.largest());
}

fn teachers(stage: Stage, staff: &Staff, pen: &mut Pen) {
    for (field, count) in [
        ("teachers", staff.teachers),
        ("degree_doctor", staff.doctor),
        ("degree_master", staff.master),
        ("degree_bachelor", staff.bachelor),
        ("degree_college", staff.college),
        ("backbone_teachers", staff.backbone),
        ("teachers_pe", staff.pe),
        ("teachers_music", staff.music),
        ("teachers_art", staff.art),
        ("teachers_arts", staff.arts),
        ("visiting_pe_arts_teachers", staff.visiting),
        ("teachers_certified", staff.certified),
        ("teachers_trained", staff.trained),
    ] {
        pen.staged(field, stage, count);
    }
}

fn buildings(premises: &Premises, pen: &mut Pen) {
    pen.amount("teaching_area", premises.rooms);
    pen.amount("indoor_sports_area", premises.gymnasium);
    pen.amount("sports_ground_area", premises.grounds);
    pen.count("converted_sports_area", 0u32);
    pen.count("leased_sports_area", 0u32);
    let music = [
        "music_rooms_96",
        "music_rooms_73",
        "music_rooms_61",
        "music_rooms_54",
    ];
    let art = [
        "art_rooms_90",
        "art_rooms_67",
        "art_rooms_61",
        "art_rooms_54",
    ];
    for (field, count) in music
        .into_iter()
        .zip(premises.music)
        .chain(art.into_iter().zip(premises.art))
    {
        pen.count(field, count);
    }
    pen.count("multimedia_rooms", premises.screens);
    pen.amount("equipment_value", premises.equipment);
}
