//! Which schools have which weak spot, and until when: the reason why the earliest year is clearly
//! worse than the last, and why the last still fails a few things.

use super::dice::{Dice, Purpose};
use super::model::{Role, School, Trouble, Weakness};

/// So many schools of a county of seventy, among some roles, have a weakness.
struct Share {
    weakness: Weakness,
    roles: &'static [Role],
    /// Not cured, cured in 2025, cured in 2024.
    schools: [usize; 3],
}

const CURED: [Option<i16>; 3] = [None, Some(2025), Some(2024)];

const SMALL: &[Role] = &[Role::Village, Role::LargePoint, Role::RuralCentral];
const CROWDED: &[Role] = &[Role::UrbanPrimary, Role::UrbanJunior];
const COUNTRY: &[Role] = &[
    Role::TownSecond,
    Role::RuralCentral,
    Role::Village,
    Role::TownJunior,
];
const MOST: &[Role] = &[
    Role::UrbanPrimary,
    Role::TownCentral,
    Role::TownSecond,
    Role::RuralCentral,
    Role::Village,
    Role::LargePoint,
    Role::UrbanJunior,
    Role::TownJunior,
];

/// Weaknesses that can fail a school; no school has two of them.
const GRAVE: [Share; 5] = [
    Share {
        weakness: Weakness::Grounds,
        roles: CROWDED,
        schools: [2, 2, 1],
    },
    Share {
        weakness: Weakness::Rooms,
        roles: &[Role::UrbanPrimary, Role::TownJunior, Role::TownCentral],
        schools: [2, 2, 1],
    },
    Share {
        weakness: Weakness::ArtsTeachers,
        roles: SMALL,
        schools: [2, 4, 3],
    },
    Share {
        weakness: Weakness::Equipment,
        roles: COUNTRY,
        schools: [1, 4, 3],
    },
    Share {
        weakness: Weakness::Backbone,
        roles: COUNTRY,
        schools: [1, 2, 2],
    },
];

/// Weaknesses that fail an item of the county, whatever else a school has.
const OTHER: [Share; 6] = [
    Share {
        weakness: Weakness::LargeClasses,
        roles: CROWDED,
        schools: [2, 2, 1],
    },
    Share {
        weakness: Weakness::SpecialRooms,
        roles: MOST,
        schools: [4, 4, 3],
    },
    Share {
        weakness: Weakness::Training,
        roles: MOST,
        schools: [2, 4, 4],
    },
    Share {
        weakness: Weakness::Certificates,
        roles: MOST,
        schools: [0, 1, 2],
    },
    Share {
        weakness: Weakness::SmallBudget,
        roles: &[Role::SmallPoint, Role::LargePoint],
        schools: [0, 2, 2],
    },
    Share {
        weakness: Weakness::TrainingMoney,
        roles: MOST,
        schools: [1, 3, 3],
    },
];

/// Gives schools their troubles.
pub(super) fn spread(seed: u64, schools: &mut [School]) {
    let mut dice = Dice::new(seed, Purpose::Troubles, 0, 0);
    over_size(schools);
    let all = schools.len();
    for share in &GRAVE {
        let free = |school: &School| {
            school.role != Role::Campus && !GRAVE.iter().any(|grave| school.ever(grave.weakness))
        };
        afflict(share, schools, all, &free, &mut dice);
    }
    for share in &OTHER {
        afflict(
            share,
            schools,
            all,
            &|school| !school.ever(share.weakness),
            &mut dice,
        );
    }
}

/// One school of the city has outgrown what a school may be: the second of its primaries.
fn over_size(schools: &mut [School]) {
    let mut urban = schools
        .iter_mut()
        .filter(|school| school.role == Role::UrbanPrimary);
    let first = urban.next();
    if let Some(school) = urban.next().or(first) {
        school.size[0] = 2140.0;
        school.troubles.push(Trouble {
            weakness: Weakness::OverSize,
            cured: None,
        });
    }
}

fn afflict(
    share: &Share,
    schools: &mut [School],
    all: usize,
    free: &dyn Fn(&School) -> bool,
    dice: &mut Dice,
) {
    for (count, cured) in share.schools.into_iter().zip(CURED) {
        let able = |school: &School| share.roles.contains(&school.role) && free(school);
        let mut candidates: Vec<usize> = (0..all).filter(|i| able(&schools[*i])).collect();
        dice.shuffle(&mut candidates);
        for i in candidates.into_iter().take(scaled(count, all)) {
            schools[i].troubles.push(Trouble {
                weakness: share.weakness,
                cured,
            });
        }
    }
}

/// A count for a county of seventy, in a county of `all` schools.
fn scaled(count: usize, all: usize) -> usize {
    (count * all + 35) / 70
}
