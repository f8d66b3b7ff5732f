//! Rooms, grounds and equipment: they stand where they were built, while pupils come and go.

use super::dice::{Dice, Purpose};
use super::model::{BASE_YEAR, Kind, Role, School, Setting, Stage, Weakness};
use super::pupils;

/// What a school has in a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Premises {
    /// Teaching and auxiliary rooms, the gymnasium among them, in m².
    pub(super) rooms: f64,
    /// The gymnasium.
    pub(super) gymnasium: f64,
    /// Outdoor sports grounds.
    pub(super) grounds: f64,
    /// Music rooms of at least 96, 73, 61 and 54 m².
    pub(super) music: [u32; 4],
    /// Art rooms of at least 90, 67, 61 and 54 m².
    pub(super) art: [u32; 4],
    /// Networked multimedia classrooms.
    pub(super) screens: u32,
    /// Book value of the equipment, in yuan.
    pub(super) equipment: f64,
}

/// What planners aim at for one pupil of the lowest stage.
struct Aim {
    rooms: f64,
    grounds: f64,
    equipment: f64,
    /// Multimedia classrooms for a hundred.
    screens: f64,
    /// How much a pupil of each stage counts.
    weights: [f64; 3],
}

/// The aims follow the measure of 2017, where stages share a school the stricter of theirs.
fn aim(kind: Kind) -> Aim {
    let aim = |rooms, grounds, equipment, screens, weights| Aim {
        rooms,
        grounds,
        equipment,
        screens,
        weights,
    };
    match kind {
        Kind::Primary | Kind::TeachingPoint => aim(4.5, 7.5, 2000.0, 2.3, [1.0, 0.0, 0.0]),
        Kind::Junior => aim(5.8, 10.2, 2500.0, 2.4, [0.0, 1.0, 0.0]),
        Kind::NineYear | Kind::TwelveYear => aim(5.3, 9.3, 2280.0, 2.3, [1.0, 1.1, 1.32]),
        Kind::Complete => aim(5.8, 10.2, 2500.0, 2.4, [0.0, 1.0, 1.2]),
        Kind::Senior | Kind::Vocational => aim(6.6, 9.5, 3200.0, 2.4, [0.0, 0.0, 1.0]),
        Kind::Special => aim(18.0, 16.0, 9000.0, 12.0, [1.0, 1.0, 1.0]),
    }
}

/// What a school has in a year.
pub(super) fn premises(seed: u64, school: &School, year: i16) -> Premises {
    let mut dice = Dice::new(seed, Purpose::Premises, school.index, 0);
    let aim = aim(school.kind);
    let load: f64 = aim
        .weights
        .iter()
        .zip(school.size)
        .map(|(weight, size)| weight * size)
        .sum();
    let margins = school.margins;
    let short = |weakness, margin, low, high, dice: &mut Dice| {
        let weak = dice.between(low, high);
        if school.suffers(weakness, year) {
            weak
        } else {
            margin
        }
    };
    let rooms = aim.rooms * load * short(Weakness::Rooms, margins.rooms, 0.74, 0.81, &mut dice);
    let sports =
        aim.grounds * load * short(Weakness::Grounds, margins.grounds, 0.66, 0.8, &mut dice);
    let sports = sports * built(school.setting, year);
    let gymnasium = school.gymnasium.min((sports / 3.0).floor());
    let equipped = short(Weakness::Equipment, margins.equipment, 0.7, 0.8, &mut dice);
    let wired = short(Weakness::Equipment, margins.screens, 0.7, 0.8, &mut dice);
    let (music, art) = special_rooms(seed, school, year, &mut dice);
    Premises {
        rooms: hundredth(rooms.max(90.0)) + gymnasium,
        gymnasium,
        grounds: ((sports.max(200.0) - gymnasium) / 5.0).round() * 5.0,
        music,
        art,
        screens: screens(aim.screens * load / 100.0 * wired, year),
        equipment: equipment(school, aim.equipment * load * equipped, year),
    }
}

fn hundredth(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// Multimedia classrooms: a tenth of them came in the two years before the base year.
fn screens(wanted: f64, year: i16) -> u32 {
    let before = f64::from((BASE_YEAR - year).clamp(0, 6));
    ((wanted * (1.0 - 0.06 * before)).round() as u32).max(1)
}

/// Schools of the city, and some of the towns, got new grounds in the years before the base year.
fn built(setting: Setting, year: i16) -> f64 {
    let before = f64::from((BASE_YEAR - year).clamp(0, 3));
    match setting {
        Setting::Urban => 1.0 - 0.07 * before,
        Setting::Town => 1.0 - 0.03 * before,
        Setting::Rural => 1.0,
    }
}

/// Equipment is bought each year, in the country last; pilot schools had much more than the others
/// from the start.
fn equipment(school: &School, wanted: f64, year: i16) -> f64 {
    let years = f64::from((BASE_YEAR - year).clamp(-10, 5));
    let yearly = match school.setting {
        _ if school.is_pilot => 0.02,
        _ if years < 0.0 => 0.05,
        Setting::Urban => 0.06,
        Setting::Town => 0.1,
        Setting::Rural => 0.12,
    };
    let pilot = if school.is_pilot { 2.6 } else { 1.0 };
    (wanted * pilot * (1.0 - yearly * years) / 10.0).round() * 10.0
}

/// Music and art rooms by size: as many as the classes of the base year ask for, one of a kind
/// fewer where they are short; a small teaching point has one small room for both.
fn special_rooms(seed: u64, school: &School, year: i16, dice: &mut Dice) -> ([u32; 4], [u32; 4]) {
    let rolls = pupils::rolls(seed, school, BASE_YEAR);
    let compulsory = rolls.iter().filter(|roll| roll.stage != Stage::Senior);
    let classes: usize = compulsory.map(|roll| roll.classes.len()).sum();
    let needed = classes.div_ceil(12) as u32;
    let music_is_short = dice.chance(0.5);
    let short = school.suffers(Weakness::SpecialRooms, year);
    let large = |is_short: bool| match school.role {
        Role::SmallPoint => 0,
        _ if short && is_short => needed.saturating_sub(1),
        _ => needed,
    };
    let mut sizes = |large: u32| {
        let smaller = dice.chance(0.15);
        let second = large + u32::from(short || smaller);
        let third = second + u32::from(dice.chance(0.1));
        [large, second, third, third.max(u32::from(needed > 0))]
    };
    let music = large(music_is_short);
    let art = large(!music_is_short);
    (sizes(music), sizes(art))
}
