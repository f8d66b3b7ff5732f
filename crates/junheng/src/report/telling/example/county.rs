//! The invented schools and the county's own return, cell by cell.

use facts::table::{Datum, Entry, Subject, Table};
use kernel::Place;
use rust_decimal::Decimal;

/// A small linear congruential generator: the same county every time.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + (self.roll() % (high - low + 1) as u64) as i64
    }
}

const TOWNS: [&str; 8] = [
    "城关镇",
    "石桥镇",
    "柳林乡",
    "白沙镇",
    "长岭乡",
    "青山镇",
    "河口镇",
    "云台乡",
];

/// A school of the example: name, kind, pupils by stage.
pub(super) struct Plan {
    name: String,
    kind: &'static str,
    town: usize,
    pupils: [i64; 3],
}

pub(super) fn plans(dice: &mut Dice, county: &str) -> Vec<Plan> {
    let mut plans = Vec::new();
    let mut add = |name: String, kind, town, pupils| {
        plans.push(Plan {
            name,
            kind,
            town,
            pupils,
        })
    };
    for (town, called) in TOWNS.iter().enumerate() {
        add(
            format!("{county}{called}中心小学"),
            "primary_school",
            town,
            [dice.between(300, 1400), 0, 0],
        );
        add(
            format!("{county}{called}第二小学"),
            "primary_school",
            town,
            [dice.between(120, 700), 0, 0],
        );
        add(
            format!("{county}{called}希望小学"),
            "primary_school",
            town,
            [dice.between(60, 300), 0, 0],
        );
        add(
            format!("{called}东村教学点"),
            "teaching_point",
            town,
            [dice.between(20, 90), 0, 0],
        );
        add(
            format!("{county}{called}初级中学"),
            "junior_school",
            town,
            [0, dice.between(300, 1500), 0],
        );
    }
    for (i, called) in ["第一", "第二", "实验", "滨河"].iter().enumerate() {
        let pupils = [dice.between(400, 1200), dice.between(300, 800), 0];
        add(
            format!("{county}{called}九年一贯制学校"),
            "nine_year",
            i,
            pupils,
        );
    }
    add(
        format!("{county}第一中学"),
        "complete_secondary",
        0,
        [0, 900, 1500],
    );
    add(
        format!("{county}外国语学校"),
        "twelve_year",
        0,
        [480, 420, 300],
    );
    add(format!("{county}特殊教育学校"), "special", 0, [86, 31, 0]);
    plans
}

pub(super) struct Writer {
    pub(super) table: Table,
    pub(super) document: u16,
}

impl Writer {
    pub(super) fn number(&mut self, row: usize, name: &str, value: Decimal) {
        let column = self.table.form.column(name).unwrap();
        let value = value * scale(&self.table, name);
        let place = Place {
            document: self.document,
            column: column.0 as u16 + 4,
            row: row as u32 + 3,
        };
        self.table.set(
            row,
            column,
            Entry {
                datum: Datum::Number(value),
                place,
            },
        );
    }

    fn choose(&mut self, row: usize, name: &str, option: &str) {
        let column = self.table.form.column(name).unwrap();
        let at = self
            .table
            .form
            .field_of(column)
            .options
            .iter()
            .position(|o| o.id == option)
            .unwrap();
        let place = Place {
            document: self.document,
            column: column.0 as u16 + 4,
            row: row as u32 + 3,
        };
        self.table.set(
            row,
            column,
            Entry {
                datum: Datum::Choice(at as u16),
                place,
            },
        );
    }
}

fn scale(table: &Table, name: &str) -> Decimal {
    let field = table.form.field_of(table.form.column(name).unwrap());
    field.unit.scale().to_plain().parse().unwrap()
}
pub(super) fn subject(
    code: String,
    name: &str,
    county: &str,
    town: Option<&str>,
    row: usize,
) -> Subject {
    Subject {
        code: code.into(),
        name: name.into(),
        county: county.into(),
        township: town.map(Into::into),
        year: 2026,
        parent: None,
        place: Place {
            document: 0,
            column: 0,
            row: row as u32 + 3,
        },
    }
}

pub(super) fn add_school(writer: &mut Writer, dice: &mut Dice, county: &str, plan: &Plan) {
    let code = format!("21{:08}", 11_000_100 + writer.table.len());
    let next = writer.table.len();
    let row = writer.table.push(subject(
        code,
        &plan.name,
        county,
        Some(TOWNS[plan.town]),
        next,
    ));
    writer.choose(row, "kind", plan.kind);
    writer.choose(
        row,
        "sponsor",
        if plan.name.contains("外国语") {
            "private"
        } else {
            "county_education"
        },
    );
    writer.choose(row, "urban_rural", ["town", "town", "rural"][plan.town % 3]);
    for (stage, pupils) in ["primary", "junior", "senior"].iter().zip(plan.pupils) {
        if pupils > 0 {
            writer.number(row, &format!("pupils.{stage}"), pupils.into());
            if *stage != "senior" {
                add_stage(writer, dice, row, stage, pupils);
            }
        }
    }
    add_rooms(writer, dice, row, plan);
}

fn add_stage(writer: &mut Writer, dice: &mut Dice, row: usize, stage: &str, pupils: i64) {
    let mut set =
        |name: &str, value: i64| writer.number(row, &format!("{name}.{stage}"), value.into());
    let junior = i64::from(stage == "junior");
    let classes = (pupils + 41) / 42;
    set("classes", classes);
    let large = i64::from(dice.between(0, 19) == 0);
    for band in [
        "upto_25", "26_30", "31_35", "36_40", "51_55", "56_60", "61_65", "from_66",
    ] {
        set(
            &format!("classes_{band}"),
            if band == "51_55" { large } else { 0 },
        );
    }
    set("classes_41_45", classes - large);
    set("classes_46_50", 0);
    let teachers = (pupils * 10 / 165).max(4);
    set("teachers", teachers);
    set("degree_doctor", 0);
    let degrees = pupils * (45 + 11 * junior + dice.between(-2, 16)) / 1000 + 1;
    set("degree_master", degrees / 10);
    set("degree_bachelor", degrees - degrees / 10 - degrees / 4);
    set("degree_college", degrees / 4 + junior * 2);
    set("backbone_teachers", pupils * dice.between(9, 24) / 1000 + 1);
    let arts = pupils * dice.between(8, 15) / 1000 + 1;
    set("teachers_pe", arts / 2);
    set("teachers_music", (arts - arts / 2) / 2);
    set("teachers_art", arts - arts / 2 - (arts - arts / 2) / 2);
    set("teachers_arts", 0);
    set("teachers_certified", teachers);
    set(
        "teachers_trained",
        teachers - i64::from(dice.between(0, 24) == 0),
    );
}

fn add_rooms(writer: &mut Writer, dice: &mut Dice, row: usize, plan: &Plan) {
    let all: i64 = plan.pupils.iter().sum();
    let own = plan.pupils[0] + plan.pupils[1];
    let junior = plan.pupils[1] * 2 > own;
    let per = |tenths: i64| Decimal::from(all * tenths) / Decimal::TEN;
    let sports = if all > 400 { dice.between(180, 700) } else { 0 };
    let mut set = |name: &str, value: Decimal| writer.number(row, name, value.round_dp(1));
    let rooms = if junior {
        dice.between(56, 90)
    } else {
        dice.between(44, 80)
    };
    if plan.name.contains("柳林乡希望") {
        // Nobody filled in the rooms of this school.
    } else {
        set("teaching_area", per(rooms) + Decimal::from(sports));
    }
    set("indoor_sports_area", sports.into());
    set(
        "sports_ground_area",
        per(if junior {
            dice.between(98, 170)
        } else {
            dice.between(72, 140)
        }),
    );
    set(
        "equipment_value",
        per(if junior {
            dice.between(24_000, 52_000)
        } else {
            dice.between(19_000, 46_000)
        }),
    );
    set(
        "multimedia_rooms",
        Decimal::from((all * dice.between(22, 36) + 999) / 1000),
    );
    let halls = (own / 42 + 12) / 12;
    let short = i64::from(dice.between(0, 11) == 0);
    for room in [
        "music_rooms_96",
        "music_rooms_73",
        "music_rooms_61",
        "music_rooms_54",
    ] {
        set(room, halls.into());
    }
    for room in [
        "art_rooms_90",
        "art_rooms_67",
        "art_rooms_61",
        "art_rooms_54",
    ] {
        set(room, (halls - short).into());
    }
    let budget = own.max(100) * if junior { 940 } else { 720 };
    set("public_funding_budget", budget.into());
    set(
        "training_budget",
        Decimal::from(budget * dice.between(49, 70)) / Decimal::ONE_THOUSAND,
    );
    if plan.kind == "special" {
        set("special_pupils", own.into());
        set("special_funding", (own * 7100).into());
    }
}

pub(super) fn add_county(writer: &mut Writer, name: &str) {
    let next = writer.table.len();
    let row = writer
        .table
        .push(subject(name.to_owned(), name, name, None, next));
    let figures = [
        ("declaration_year", 2026),
        ("basic_balance_year", 2015),
        ("funding_norm.primary", 720),
        ("funding_norm.junior", 940),
        ("teacher_pay", 96_420),
        ("civil_servant_pay", 95_800),
        ("exchange_eligible", 430),
        ("exchanged", 46),
        ("exchanged_backbone", 9),
        ("nearby_intake.primary", 2105),
        ("nearby_enrolled.primary", 2105),
        ("nearby_intake.junior", 1880),
        ("nearby_enrolled.junior", 1801),
        ("quality_places", 1400),
        ("quality_places_allotted", 840),
        ("quality_places_rural", 510),
        ("migrant_eligible", 612),
        ("migrant_public", 560),
        ("migrant_bought", 20),
        ("retention_entered", 1000),
        ("retention_in", 0),
        ("retention_out", 100),
        ("retention_died", 0),
        ("retention_graduates", 851),
        ("disabled_children", 214),
        ("disabled_enrolled", 208),
        ("level_chinese", 3),
        ("level_mathematics", 3),
        ("survey_issued", 3000),
        ("survey_valid", 2874),
        ("survey_satisfied", 2610),
        ("visits", 200),
        ("visits_satisfied", 188),
        ("satisfaction_rate", 91),
    ];
    for (field, value) in figures {
        writer.number(row, field, value.into());
    }
    writer.number(row, "difference_chinese", Decimal::new(121, 3));
    writer.number(row, "difference_mathematics", Decimal::new(150, 3));
    let choices = [
        ("p3_statistics", "met"),
        ("g1_layout", "met"),
        ("g2_construction", "met"),
        ("g2_staffing", "met"),
        ("g2_funding", "met"),
        ("g8_performance_pay", "met"),
        ("g10_posts", "met"),
        ("g14_rural_tilt", "met"),
        ("q3_charters", "met"),
        ("q3_informatised", "met"),
        ("q6_moral", "met"),
        ("q6_culture", "met"),
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
    for (field, option) in choices {
        writer.choose(row, field, option);
    }
}
