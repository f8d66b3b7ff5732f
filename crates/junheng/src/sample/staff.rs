//! Who teaches there in a year.

use super::dice::{Dice, Purpose};
use super::model::{BASE_YEAR, Kind, School, Setting, Stage, Weakness};
use super::pupils::Roll;

/// The teachers of one stage of a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Staff {
    pub(super) teachers: u32,
    pub(super) doctor: u32,
    pub(super) master: u32,
    pub(super) bachelor: u32,
    pub(super) college: u32,
    pub(super) backbone: u32,
    pub(super) pe: u32,
    pub(super) music: u32,
    pub(super) art: u32,
    /// Integrated arts.
    pub(super) arts: u32,
    /// Exchange, part-time and visiting PE and arts teachers.
    pub(super) visiting: u32,
    pub(super) certified: u32,
    pub(super) trained: u32,
}

/// The teachers of each compulsory stage, in the order of the rolls.
pub(super) fn staff(seed: u64, school: &School, year: i16, rolls: &[Roll]) -> Vec<Staff> {
    let mut dice = Dice::new(seed, Purpose::Teachers, school.index, year);
    let compulsory = rolls.iter().filter(|roll| roll.stage != Stage::Senior);
    compulsory
        .map(|roll| of_stage(school, year, roll, &mut dice))
        .collect()
}

fn of_stage(school: &School, year: i16, roll: &Roll, dice: &mut Dice) -> Staff {
    let pupils = f64::from(roll.pupils());
    let wanted = pupils / pupils_per_teacher(school, roll) * school.margins.staff;
    let least = roll.classes.len() as u32 + 1;
    let teachers = (wanted.round() as u32).max(least).min(roll.pupils() / 2);
    let mut staff = Staff {
        teachers,
        certified: teachers,
        trained: teachers,
        ..Staff::default()
    };
    degrees(&mut staff, school, year, roll.stage, dice);
    staff.backbone = backbone(school, year, roll.pupils()).min(teachers);
    arts(&mut staff, school, year, roll, dice);
    if school.suffers(Weakness::Certificates, year) {
        staff.certified -= (1 + dice.below(2) as u32).min(teachers);
    }
    if school.suffers(Weakness::Training, year) {
        staff.trained -= (f64::from(teachers) * dice.between(0.04, 0.14)).ceil() as u32;
    }
    staff
}

fn pupils_per_teacher(school: &School, roll: &Roll) -> f64 {
    match (school.kind, roll.stage, school.setting) {
        (Kind::Special, ..) => 3.6,
        (_, Stage::Primary, Setting::Urban) => 18.4,
        (_, Stage::Primary, Setting::Town) => 17.0,
        (_, Stage::Primary, Setting::Rural) => match roll.pupils() {
            0..60 => 9.5,
            60..160 => 12.0,
            _ => 15.0,
        },
        (_, _, Setting::Urban) => 12.4,
        (_, _, Setting::Town) => 11.6,
        (_, _, Setting::Rural) => 10.6,
    }
}

/// Teachers by their highest degree; each year a few more go above the required one.
fn degrees(staff: &mut Staff, school: &School, year: i16, stage: Stage, dice: &mut Dice) {
    let before = f64::from(BASE_YEAR - year);
    let part = |share: f64, of: u32| (share.clamp(0.0, 1.0) * f64::from(of)).round() as u32;
    let masters = match school.setting {
        Setting::Urban => dice.between(0.02, 0.05),
        Setting::Town => dice.between(0.0, 0.02),
        Setting::Rural => 0.0,
    };
    let primary = stage == Stage::Primary;
    staff.master = part(
        if primary { masters } else { 2.0 * masters },
        staff.teachers,
    );
    staff.doctor = u32::from(!primary && staff.teachers > 90 && dice.chance(0.4));
    let postgraduate = staff.master + staff.doctor;
    if primary {
        let above =
            part(dice.between(0.95, 0.99) - 0.015 * before, staff.teachers).max(postgraduate);
        staff.bachelor =
            part(dice.between(0.58, 0.76) - 0.03 * before, above).min(above - postgraduate);
        staff.college = above - postgraduate - staff.bachelor;
    } else {
        let above =
            part(dice.between(0.88, 0.95) - 0.02 * before, staff.teachers).max(postgraduate);
        staff.bachelor = above - postgraduate;
        staff.college = staff.teachers - above;
    }
}

fn backbone(school: &School, year: i16, pupils: u32) -> u32 {
    if school.suffers(Weakness::Backbone, year) {
        return (f64::from(pupils) * 0.006) as u32;
    }
    if pupils < 50 {
        return u32::from(school.index.is_multiple_of(2));
    }
    let before = f64::from((BASE_YEAR - year).max(0));
    let wanted = f64::from(pupils) / 100.0 * (school.margins.backbone - 0.04 * before);
    (wanted.round() as u32).max(pupils.div_ceil(100))
}

fn arts(staff: &mut Staff, school: &School, year: i16, roll: &Roll, dice: &mut Dice) {
    let pupils = roll.pupils();
    let rural = school.setting == Setting::Rural;
    let weak = school.suffers(Weakness::ArtsTeachers, year);
    let total = match pupils {
        0..50 => 0,
        _ if weak => (f64::from(pupils) * 0.0055) as u32,
        _ => {
            let before = f64::from((BASE_YEAR - year).max(0));
            let wanted = f64::from(pupils) * 0.009 * (school.margins.arts - 0.03 * before);
            (wanted.round() as u32).max((pupils * 9).div_ceil(1000))
        }
    };
    let total = total.min(staff.teachers);
    staff.pe = (total * 9).div_ceil(20);
    staff.music = (total - staff.pe).div_ceil(2);
    staff.art = total - staff.pe - staff.music;
    if staff.art > 2 && dice.chance(0.3) {
        staff.art -= 1;
        staff.arts = 1;
    }
    staff.visiting = if rural && (weak || pupils < 100) {
        1 + dice.below(2) as u32
    } else {
        0
    };
}
