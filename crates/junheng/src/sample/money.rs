//! What a school was given for its running costs in the year before the return.

use super::dice::{Dice, Purpose};
use super::model::{Kind, School, Stage, Weakness};
use super::pupils::Roll;

/// The money of a school, in yuan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Money {
    /// 公用经费预算.
    pub(super) budget: u64,
    /// Teacher training in it.
    pub(super) training: u64,
    /// Teacher training in the final account.
    pub(super) training_spent: u64,
    /// For pupils in special education.
    pub(super) special: u64,
}

/// The county's norm for a pupil of a stage.
pub(super) fn norm(stage: Stage, year: i16) -> i64 {
    let years = i64::from(year - 2023);
    match stage {
        Stage::Primary => 740 + 30 * years,
        Stage::Junior => 960 + 40 * years,
        Stage::Senior => 1200 + 40 * years,
    }
}

/// What the county gives for a pupil in special education.
fn special_norm(year: i16) -> u64 {
    match year {
        ..2024 => 6000,
        2024 => 6200,
        _ => 6500,
    }
}

/// The money of a school in a year.
pub(super) fn money(
    seed: u64,
    school: &School,
    year: i16,
    rolls: &[Roll],
    boarders: u32,
    special_pupils: u32,
) -> Money {
    let mut dice = Dice::new(seed, Purpose::Money, school.index, year);
    let pupils: u32 = rolls.iter().map(Roll::pupils).sum();
    let by_norm: f64 = rolls
        .iter()
        .map(|roll| f64::from(roll.pupils()) * norm(roll.stage, year) as f64)
        .sum();
    let small = pupils < 100 && !school.suffers(Weakness::SmallBudget, year);
    let floor = if small {
        100.0 / f64::from(pupils.max(1))
    } else {
        1.0
    };
    let special = special_norm(year) * u64::from(special_pupils);
    let budget = match school.kind {
        Kind::Special => special,
        _ => (by_norm * floor).ceil() as u64 + 300 * u64::from(boarders),
    };
    let short = school.suffers(Weakness::TrainingMoney, year);
    let share = if short {
        dice.between(0.028, 0.044)
    } else {
        dice.between(0.052, 0.066)
    };
    let training = (budget as f64 * share / 10.0).round() as u64 * 10;
    let training_spent = (training as f64 * dice.between(0.94, 1.0)).round() as u64;
    Money {
        budget,
        training,
        training_spent,
        special,
    }
}
