//! What goes wrong when returns are filled in by hand: cells left empty in every year, and in the
//! earliest year figures typed in ways that spreadsheets do not take for numbers, and two mistakes
//! that the form's checks find.

use rust_decimal::Decimal;

use super::dice::{Dice, Purpose};
use super::model::{Role, School};
use super::returns::{Answer, Return};

/// The last year in which returns were typed by hand.
const TYPED_UNTIL: i16 = 2023;

/// Columns that schools forget; none of them decides an indicator.
const FORGOTTEN: [&str; 8] = [
    "year_built",
    "training_account",
    "left_behind_children",
    "migrant_children",
    "music_rooms_61",
    "art_rooms_61",
    "largest_class.primary",
    "visiting_pe_arts_teachers.primary",
];

/// How a number was typed.
#[derive(Debug, Clone, Copy)]
enum Slip {
    /// ４２６
    FullWidth,
    /// 1,234,560
    Separators,
    /// 1860平方米
    WithUnit,
    /// —
    Dash,
}

const TYPED: [(Role, usize, &str, Slip); 12] = [
    (Role::TownCentral, 1, "pupils.primary", Slip::FullWidth),
    (Role::Village, 3, "sports_ground_area", Slip::FullWidth),
    (Role::TownJunior, 0, "teachers.junior", Slip::FullWidth),
    (Role::UrbanPrimary, 0, "equipment_value", Slip::Separators),
    (Role::TownCentral, 2, "equipment_value", Slip::Separators),
    (
        Role::UrbanJunior,
        0,
        "public_funding_budget",
        Slip::Separators,
    ),
    (Role::TownJunior, 1, "equipment_value", Slip::Separators),
    (Role::Village, 6, "sports_ground_area", Slip::WithUnit),
    (Role::Village, 8, "training_account", Slip::Dash),
    (Role::SmallPoint, 1, "left_behind_children", Slip::Dash),
    (Role::RuralCentral, 1, "art_rooms_61", Slip::Dash),
    (
        Role::LargePoint,
        0,
        "visiting_pe_arts_teachers.primary",
        Slip::Dash,
    ),
];

/// Lets the returns of a year be filled in by people.
pub(super) fn slip(seed: u64, year: i16, schools: &[School], returns: &mut [Return]) {
    forget(seed, year, schools, returns);
    if year > TYPED_UNTIL {
        return;
    }
    for (role, nth, column, slip) in TYPED {
        if let Some(cell) = cell(schools, returns, role, nth, column) {
            *cell = typed(cell, slip);
        }
    }
    mistakes(schools, returns);
}

fn forget(seed: u64, year: i16, schools: &[School], returns: &mut [Return]) {
    let mut dice = Dice::new(seed, Purpose::Slips, 0, year);
    let share = match year {
        ..=TYPED_UNTIL => 18,
        2024 => 9,
        _ => 4,
    };
    for _ in 0..(share * schools.len()).div_ceil(70) {
        let school = dice.below(schools.len());
        let column = FORGOTTEN[dice.below(FORGOTTEN.len())];
        returns[school].answers.remove(column);
    }
    // The private school has no list of backbone teachers: that section cannot be decided.
    if let Some(at) = nth(schools, Role::Private, 0) {
        returns[at].answers.remove("backbone_teachers.junior");
    }
    if let Some(at) = nth(schools, Role::TownJunior, 2).filter(|_| year <= TYPED_UNTIL) {
        returns[at].answers.remove("multimedia_rooms");
    }
}

/// The nth school of a role, going round when there are fewer.
fn nth(schools: &[School], role: Role, nth: usize) -> Option<usize> {
    let own: Vec<usize> = (0..schools.len())
        .filter(|i| schools[*i].role == role)
        .collect();
    own.get(nth.checked_rem(own.len())?).copied()
}

fn cell<'r>(
    schools: &[School],
    returns: &'r mut [Return],
    role: Role,
    at: usize,
    column: &str,
) -> Option<&'r mut Answer> {
    let at = nth(schools, role, at)?;
    returns[at].answers.get_mut(column)
}

fn typed(answer: &Answer, slip: Slip) -> Answer {
    let Answer::Number(number) = answer else {
        return answer.clone();
    };
    let digits = number.normalize().to_string();
    Answer::Typed(match slip {
        Slip::FullWidth => digits.chars().map(full_width).collect(),
        Slip::Separators => grouped(&digits),
        Slip::WithUnit => format!("{digits}平方米"),
        Slip::Dash => "—".to_owned(),
    })
}

fn full_width(c: char) -> char {
    match c {
        '0'..='9' | '.' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
        c => c,
    }
}

fn grouped(digits: &str) -> String {
    let (whole, part) = digits
        .split_once('.')
        .map_or((digits, ""), |(whole, part)| (whole, part));
    let mut shown = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    if part.is_empty() {
        shown
    } else {
        format!("{shown}.{part}")
    }
}

/// Two figures that contradict others: more degrees than teachers, and 万元 written for yuan.
fn mistakes(schools: &[School], returns: &mut [Return]) {
    let add = |answer: &mut Answer| {
        if let Answer::Number(number) = answer {
            *number += Decimal::from(7);
        }
    };
    if let Some(cell) = cell(
        schools,
        returns,
        Role::TownSecond,
        0,
        "degree_bachelor.primary",
    ) {
        add(cell);
    }
    if let Some(Answer::Number(value)) =
        cell(schools, returns, Role::RuralCentral, 0, "equipment_value")
    {
        *value = (*value / Decimal::from(10_000)).round_dp(2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_look_like_slips() {
        let number = Answer::Number(Decimal::new(1_234_560, 1));
        let shown = |slip| match typed(&number, slip) {
            Answer::Typed(text) => text,
            other => format!("{other:?}"),
        };
        assert_eq!(shown(Slip::FullWidth), "１２３４５６");
        assert_eq!(shown(Slip::Separators), "123,456");
        assert_eq!(shown(Slip::Dash), "—");
        assert_eq!(grouped("1234567.5"), "1,234,567.5");
        assert_eq!(grouped("12"), "12");
    }
}
