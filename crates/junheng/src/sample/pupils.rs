//! Who goes to a school in a year: pupils by stage, grade and class.

use super::dice::{Dice, Purpose};
use super::model::{BASE_YEAR, Kind, Role, School, Stage, Weakness};

/// One stage of a school on the first of September.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Roll {
    pub(super) stage: Stage,
    /// Pupils in each grade, from the lowest.
    pub(super) grades: Vec<u32>,
    /// Pupils in each class.
    pub(super) classes: Vec<u32>,
}

impl Roll {
    /// All pupils.
    pub(super) fn pupils(&self) -> u32 {
        self.grades.iter().sum()
    }

    /// Pupils in the largest class.
    pub(super) fn largest(&self) -> u32 {
        self.classes.iter().copied().max().unwrap_or(0)
    }

    /// Classes with so many pupils.
    pub(super) fn classes_of(&self, from: u32, to: u32) -> usize {
        self.classes
            .iter()
            .filter(|pupils| (from..=to).contains(*pupils))
            .count()
    }
}

/// The stages of a school in a year, in order.
pub(super) fn rolls(seed: u64, school: &School, year: i16) -> Vec<Roll> {
    let mut dice = Dice::new(seed, Purpose::Pupils, school.index, year);
    let stages = school.kind.stages().iter();
    stages
        .map(|stage| roll(school, *stage, year, &mut dice))
        .collect()
}

fn roll(school: &School, stage: Stage, year: i16, dice: &mut Dice) -> Roll {
    let wobble = if year == BASE_YEAR {
        1.0
    } else {
        dice.between(0.985, 1.015)
    };
    let pupils = school.size[stage as usize] * grown(school.growth, year) * wobble;
    let grades = grades(school, stage, pupils.round().max(6.0) as u32, dice);
    let classes = match (stage, school.kind) {
        (Stage::Senior, _) => split(&grades, |_, pupils| pupils.div_ceil(50)),
        (_, Kind::Special) => split(&grades, |_, pupils| pupils.div_ceil(12)),
        _ if is_multigrade(&grades) => multigrade(&grades),
        _ => {
            let first = grades
                .len()
                .saturating_sub(crowded_grades(school, stage, year));
            split(&grades, |grade, pupils| {
                classes_for(stage, year, pupils, grade >= first)
            })
        }
    };
    Roll {
        stage,
        grades,
        classes,
    }
}

/// Growth since the base year, by multiplying year by year.
fn grown(growth: f64, year: i16) -> f64 {
    let years = (year - BASE_YEAR).unsigned_abs();
    let factor = (0..years).fold(1.0, |factor, _| factor * growth);
    if year < BASE_YEAR {
        1.0 / factor
    } else {
        factor
    }
}

/// Pupils by grade: each new grade is as much larger than the one before as the school grows.
fn grades(school: &School, stage: Stage, pupils: u32, dice: &mut Dice) -> Vec<u32> {
    let count = match (stage, school.role) {
        (Stage::Primary, Role::SmallPoint) => 3,
        (Stage::Primary, Role::LargePoint) => 4,
        (Stage::Primary, _) => 6,
        _ => 3,
    };
    let mut weight = 1.0;
    let mut weights = Vec::new();
    for _ in 0..count {
        weights.push(weight * dice.between(0.95, 1.05));
        weight /= school.growth;
    }
    share_out(pupils, &weights)
}

/// Whole numbers in these proportions that add up.
fn share_out(total: u32, weights: &[f64]) -> Vec<u32> {
    let all: f64 = weights.iter().sum();
    let (mut sum, mut given) = (0.0, 0);
    let mut parts = Vec::new();
    for weight in weights {
        sum += weight;
        let upto = (f64::from(total) * sum / all).round().min(f64::from(total)) as u32;
        parts.push(upto - given);
        given = upto;
    }
    parts
}

/// Years still to go until the base year, three at the most.
fn years_before(year: i16) -> u16 {
    (BASE_YEAR - year).clamp(0, 3).unsigned_abs()
}

/// How many grades of a school, from the highest down, have large classes: the new grades are kept
/// within the limit, those that came before are not yet through.
fn crowded_grades(school: &School, stage: Stage, year: i16) -> usize {
    let step = if stage == Stage::Primary { 2 } else { 1 };
    match school.suffers(Weakness::LargeClasses, year) {
        true => step * usize::from(1 + years_before(year)),
        false => 0,
    }
}

/// Classes for the pupils of a grade: as few as the limit allows, or in a crowded grade one or two
/// fewer, as long as nobody sits among too many.
fn classes_for(stage: Stage, year: i16, pupils: u32, is_crowded: bool) -> u32 {
    let limit = if stage == Stage::Primary { 45 } else { 50 };
    let needed = pupils.div_ceil(limit);
    if !is_crowded {
        return needed;
    }
    let before = u32::from(years_before(year));
    let fewer = needed.saturating_sub(1 + before / 2);
    fewer.max(pupils.div_ceil(limit + 15 + 3 * before))
}

/// Classes of about the same size in each grade; `classes` says how many for a grade and its pupils.
fn split(grades: &[u32], classes: impl Fn(usize, u32) -> u32) -> Vec<u32> {
    let mut sizes = Vec::new();
    for (grade, pupils) in grades
        .iter()
        .copied()
        .enumerate()
        .filter(|(_, pupils)| *pupils > 0)
    {
        let count = classes(grade, pupils).max(1);
        sizes.extend((0..count).map(|i| pupils / count + u32::from(i < pupils % count)));
    }
    sizes
}

/// True where grades are so small that neighbours are taught together (复式).
fn is_multigrade(grades: &[u32]) -> bool {
    let pupils: u32 = grades.iter().sum();
    pupils < 10 * grades.len() as u32
}

/// Neighbouring grades together, as long as a class stays within 22.
fn multigrade(grades: &[u32]) -> Vec<u32> {
    let mut classes: Vec<u32> = Vec::new();
    for pupils in grades.iter().copied().filter(|pupils| *pupils > 0) {
        match classes.last_mut().filter(|class| **class + pupils <= 22) {
            Some(class) => *class += pupils,
            None => classes.push(pupils),
        }
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up() {
        assert_eq!(share_out(10, &[1.0, 1.0, 1.0]), [3, 4, 3]);
        assert_eq!(share_out(0, &[1.0, 2.0]), [0, 0]);
        assert_eq!(
            split(&[90, 46], |_, pupils| pupils.div_ceil(45)),
            [45, 45, 23, 23]
        );
        assert_eq!(multigrade(&[6, 7, 9, 12]), [22, 12]);
    }

    #[test]
    fn growth_goes_both_ways() {
        assert_eq!(grown(0.5, BASE_YEAR - 2), 4.0);
        assert_eq!(grown(0.5, BASE_YEAR + 2), 0.25);
        assert_eq!(grown(0.9, BASE_YEAR), 1.0);
    }
}
