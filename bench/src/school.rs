//! What does one invented school report?
//!
//! Every school has a level of its own about the level of its county, so that most schools stand
//! above the lines, some below, some exactly on them, and coefficients of variation lie on both
//! sides of their limits. About one figure in fifty thousand is not reported.

use rust_decimal::Decimal;

use crate::chance::Chance;

/// Kinds of schools (option of the form, title) and how many of ten thousand are of that kind.
const KINDS: &[(&str, &[usize], i64)] = &[
    ("primary_school", &[0], 4_900),
    ("teaching_point", &[0], 1_600),
    ("junior_school", &[1], 1_850),
    ("nine_year", &[0, 1], 1_000),
    ("complete_secondary", &[1, 2], 350),
    ("twelve_year", &[0, 1, 2], 200),
    ("special", &[0, 1], 100),
];

const STAGES: [&str; 3] = ["primary", "junior", "senior"];

/// What a clerk wrote for one question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Answer {
    /// A number.
    Number(Decimal),
    /// An option's id.
    Option(&'static str),
    /// Nothing.
    Nothing,
}

/// The level of a county, about which its schools lie.
#[derive(Debug, Clone, Copy)]
pub struct Level {
    /// How far above the lines its schools stand on average.
    pub height: f64,
    /// How far they lie apart.
    pub width: f64,
}

impl Level {
    /// The level of a county.
    pub fn invent(chance: &mut Chance) -> Level {
        Level {
            height: chance.between(1.25, 2.6),
            width: chance.between(0.06, 0.56),
        }
    }
}

/// The answers of one school, by column of the form: `teaching_area`, `pupils.primary`.
#[derive(Debug, Clone)]
pub struct School {
    /// The option of its kind.
    pub kind: &'static str,
    /// What it reports; columns that do not concern it are not there.
    pub answers: Vec<(String, Answer)>,
}

impl School {
    /// A school of a county.
    pub fn invent(level: Level, chance: &mut Chance) -> School {
        let mut drawn = chance.whole(1, 10_000);
        let of_kind = KINDS.iter().find(|(_, _, share)| {
            drawn -= share;
            drawn <= 0
        });
        let (kind, stages, _) = of_kind.unwrap_or(&KINDS[0]);
        let pupils: Vec<(usize, i64)> = stages
            .iter()
            .map(|stage| (*stage, size(kind, chance)))
            .collect();
        let mut writer = Writer {
            level,
            chance,
            answers: Vec::with_capacity(80),
        };
        writer.option("kind", kind);
        writer.basics();
        for (stage, pupils) in &pupils {
            writer.count(&staged("pupils", *stage), *pupils);
        }
        for (stage, pupils) in pupils.iter().filter(|(stage, _)| *stage < 2) {
            writer.stage(*stage, *pupils);
        }
        writer.whole(&pupils);
        if *kind == "special" {
            writer.special(&pupils);
        }
        School {
            kind,
            answers: writer.answers,
        }
    }
}

/// Pupils of one stage.
fn size(kind: &str, chance: &mut Chance) -> i64 {
    match kind {
        "teaching_point" => chance.whole(12, 140),
        "special" => chance.whole(10, 90),
        "nine_year" | "twelve_year" => chance.whole(120, 1_150),
        _ if chance.once_in(6) => chance.whole(40, 200),
        _ => chance.whole(180, 1_900),
    }
}

fn staged(field: &str, stage: usize) -> String {
    [field, ".", STAGES[stage]].concat()
}

/// Fills in a return.
struct Writer<'a> {
    level: Level,
    chance: &'a mut Chance,
    answers: Vec<(String, Answer)>,
}

impl Writer<'_> {
    fn write(&mut self, column: &str, answer: Answer) {
        let forgotten = self.chance.once_in(50_000);
        let answer = if forgotten { Answer::Nothing } else { answer };
        self.answers.push((column.to_owned(), answer));
    }

    fn option(&mut self, column: &str, option: &'static str) {
        self.answers
            .push((column.to_owned(), Answer::Option(option)));
    }

    fn count(&mut self, column: &str, count: i64) {
        self.write(column, Answer::Number(Decimal::from(count)));
    }

    /// A number with two decimals.
    fn amount(&mut self, column: &str, amount: f64) {
        self.write(
            column,
            Answer::Number(Decimal::new((amount * 100.0 + 0.5) as i64, 2)),
        );
    }

    /// A multiple of what a line asks for: rarely exactly the line.
    fn times(&mut self) -> f64 {
        if self.chance.once_in(200) {
            return 1.0;
        }
        let times = self.level.height * (1.0 + self.level.width * self.chance.bell());
        times.max(0.2)
    }

    fn basics(&mut self) {
        self.option("sponsor", "county_education");
        let place = ["urban", "town", "rural"][self.chance.whole(0, 2) as usize];
        self.option("urban_rural", place);
        self.option("counted_as_school", "yes");
        let built = self.chance.whole(1952, 2024);
        self.count("year_built", built);
    }

    /// What is asked for each stage.
    fn stage(&mut self, stage: usize, pupils: i64) {
        let degree_line = [0.042, 0.053][stage];
        let people = |line: f64, times: f64| (line * pupils as f64 * times + 0.5) as i64;
        let degrees = people(degree_line, self.times());
        let (backbone, sports) = (people(0.01, self.times()), people(0.009, self.times()));
        let masters = degrees / 12;
        let all = degrees + backbone + sports + pupils / 60 + 1;
        self.count(&staged("degree_doctor", stage), i64::from(degrees > 150));
        self.count(&staged("degree_master", stage), masters);
        let college = if stage == 0 {
            degrees / 6
        } else {
            pupils / 150
        };
        let rest = degrees - masters - i64::from(degrees > 150);
        let bachelors = if stage == 0 { rest - college } else { rest };
        self.count(&staged("degree_bachelor", stage), bachelors.max(0));
        self.count(&staged("degree_college", stage), college);
        self.count(&staged("backbone_teachers", stage), backbone);
        self.count(
            &staged("teachers_pe", stage),
            sports - sports / 3 - sports / 4,
        );
        self.count(&staged("teachers_music", stage), sports / 3);
        self.count(&staged("teachers_art", stage), sports / 4);
        self.count(&staged("teachers_arts", stage), 0);
        self.count(&staged("teachers", stage), all);
        let (certified, trained) = (self.chance.once_in(2_000), self.chance.once_in(1_000));
        self.count(
            &staged("teachers_certified", stage),
            all - i64::from(certified),
        );
        self.count(&staged("teachers_trained", stage), all - i64::from(trained));
        self.classes(stage, pupils);
    }

    /// Classes nearly alike in size, counted by band.
    fn classes(&mut self, stage: usize, pupils: i64) {
        const BANDS: [(&str, i64); 10] = [
            ("classes_upto_25", 25),
            ("classes_26_30", 30),
            ("classes_31_35", 35),
            ("classes_36_40", 40),
            ("classes_41_45", 45),
            ("classes_46_50", 50),
            ("classes_51_55", 55),
            ("classes_56_60", 60),
            ("classes_61_65", 65),
            ("classes_from_66", i64::MAX),
        ];
        let most = if self.chance.once_in(900) {
            58
        } else {
            [44, 49][stage]
        };
        let wanted = self.chance.whole(22, most);
        let classes = (pupils + wanted - 1) / wanted;
        let (small, larger) = (pupils / classes, pupils % classes);
        let band = |size: i64| {
            BANDS
                .iter()
                .position(|(_, upto)| size <= *upto)
                .unwrap_or(9)
        };
        let mut counts = [0; 10];
        counts[band(small)] += classes - larger;
        counts[band(small + 1)] += larger;
        self.count(&staged("classes", stage), classes);
        for ((column, _), count) in BANDS.iter().zip(counts) {
            self.count(&staged(column, stage), count);
        }
        self.count(
            &staged("largest_class", stage),
            small + i64::from(larger > 0),
        );
    }

    /// What is asked once for the whole school; lines as for its stages, weighted.
    fn whole(&mut self, pupils: &[(usize, i64)]) {
        let all: i64 = pupils.iter().map(|(_, pupils)| pupils).sum();
        let line = |lines: [f64; 3]| -> f64 {
            pupils
                .iter()
                .map(|(stage, pupils)| lines[*stage] * *pupils as f64)
                .sum()
        };
        let rooms = line([4.5, 5.8, 6.5]) * self.times();
        let (sports, gym) = (
            line([7.5, 10.2, 11.5]) * self.times(),
            line([0.3, 0.4, 0.5]),
        );
        let (equipment, screens) = (line([2000.0, 2500.0, 2900.0]), line([0.023, 0.024, 0.028]));
        self.amount("teaching_area", rooms + gym);
        self.amount("indoor_sports_area", gym);
        self.amount("sports_ground_area", (sports - gym).max(0.0));
        let equipment = equipment * self.times();
        self.amount("equipment_value", equipment);
        let screens = (screens * self.times() + 0.5) as i64;
        self.count("multimedia_rooms", screens);
        self.special_rooms(all);
        let budget = all.max(100) as f64 * self.chance.between(1_050.0, 1_600.0);
        self.amount("public_funding_budget", budget);
        let share = self.chance.between(0.0505, 0.08);
        self.amount("training_budget", budget * share);
        let spent = budget * self.chance.between(0.049, 0.09);
        self.amount("training_account", spent);
        self.people(all);
    }

    fn special_rooms(&mut self, pupils: i64) {
        for kind in ["music_rooms_96", "art_rooms_90"] {
            let lacking = self.chance.once_in(1_500);
            let rooms = (pupils / 22 + 11) / 12 + 1 - i64::from(lacking);
            self.count(kind, rooms);
        }
    }

    fn people(&mut self, pupils: i64) {
        for column in ["boarders", "migrant_children", "left_behind_children"] {
            let share = self.chance.between(0.0, 0.2);
            self.count(column, (pupils as f64 * share) as i64);
        }
        let special = self.chance.whole(0, 4);
        self.count("special_pupils", special);
    }

    fn special(&mut self, pupils: &[(usize, i64)]) {
        let all: i64 = pupils.iter().map(|(_, pupils)| pupils).sum();
        self.answers
            .retain(|(column, _)| column != "special_pupils");
        self.count("special_pupils", all);
        let each = self.chance.between(5_900.0, 9_000.0);
        self.amount("special_funding", all as f64 * each);
    }
}
