//! How many schools of which kind a county has, and what each kind is usually like.

use super::model::{Kind, Role, Setting};

/// From the least to the most.
pub(super) type Range = (f64, f64);

/// What schools of one role have in common.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) role: Role,
    /// How many there are in a county of seventy.
    pub(super) share: usize,
    /// Always one, however large the county.
    pub(super) single: bool,
    pub(super) kind: Kind,
    pub(super) setting: Setting,
    /// Middle number of pupils by stage in the base year.
    pub(super) size: [f64; 3],
    /// Deviation of the logarithm of the size.
    pub(super) sigma: f64,
    /// Bounds of the factor on the size.
    pub(super) within: Range,
    /// Growth a year.
    pub(super) growth: Range,
    /// Teaching rooms against what planners aim at.
    pub(super) rooms: Range,
    /// Sports grounds against what planners aim at.
    pub(super) grounds: Range,
    /// Equipment and multimedia classrooms against what planners aim at.
    pub(super) means: Range,
    /// Part of the pupils who board.
    pub(super) boarding: Range,
    /// The years between which it was built.
    pub(super) built: (i16, i16),
}

const fn plan(role: Role, share: usize, kind: Kind, setting: Setting, size: [f64; 3]) -> Plan {
    Plan {
        role,
        share,
        single: false,
        kind,
        setting,
        size,
        sigma: 0.22,
        within: (0.6, 1.6),
        growth: (0.98, 1.0),
        rooms: (1.08, 1.4),
        grounds: (1.1, 1.5),
        means: (1.08, 1.45),
        boarding: (0.0, 0.0),
        built: (1975, 2012),
    }
}

/// Every role, in the order of the county's list.
pub(super) const PLANS: [Plan; 17] = [
    Plan {
        growth: (1.01, 1.03),
        rooms: (1.04, 1.18),
        grounds: (1.03, 1.2),
        means: (1.06, 1.25),
        within: (0.7, 1.35),
        built: (1952, 2018),
        ..plan(
            Role::UrbanPrimary,
            7,
            Kind::Primary,
            Setting::Urban,
            [1250.0, 0.0, 0.0],
        )
    },
    plan(
        Role::TownCentral,
        7,
        Kind::Primary,
        Setting::Town,
        [640.0, 0.0, 0.0],
    ),
    Plan {
        growth: (0.97, 0.99),
        ..plan(
            Role::TownSecond,
            4,
            Kind::Primary,
            Setting::Town,
            [420.0, 0.0, 0.0],
        )
    },
    Plan {
        growth: (0.95, 0.97),
        rooms: (1.25, 1.7),
        grounds: (1.3, 1.9),
        means: (1.15, 1.6),
        ..plan(
            Role::RuralCentral,
            4,
            Kind::Primary,
            Setting::Rural,
            [300.0, 0.0, 0.0],
        )
    },
    Plan {
        sigma: 0.38,
        within: (0.46, 2.1),
        growth: (0.93, 0.965),
        rooms: (1.5, 2.3),
        grounds: (2.6, 5.0),
        means: (1.2, 2.0),
        built: (1965, 2006),
        ..plan(
            Role::Village,
            17,
            Kind::Primary,
            Setting::Rural,
            [130.0, 0.0, 0.0],
        )
    },
    Plan {
        sigma: 0.4,
        within: (0.5, 1.75),
        growth: (0.9, 0.94),
        rooms: (2.2, 3.6),
        grounds: (3.2, 6.5),
        means: (1.4, 2.4),
        built: (1962, 2004),
        ..plan(
            Role::SmallPoint,
            5,
            Kind::TeachingPoint,
            Setting::Rural,
            [26.0, 0.0, 0.0],
        )
    },
    Plan {
        within: (0.88, 1.5),
        growth: (0.92, 0.95),
        rooms: (1.7, 2.4),
        grounds: (2.7, 5.0),
        means: (1.3, 2.0),
        built: (1965, 2006),
        ..plan(
            Role::LargePoint,
            4,
            Kind::TeachingPoint,
            Setting::Rural,
            [64.0, 0.0, 0.0],
        )
    },
    Plan {
        growth: (0.97, 1.0),
        boarding: (0.1, 0.35),
        ..plan(
            Role::NineYear,
            4,
            Kind::NineYear,
            Setting::Rural,
            [400.0, 240.0, 0.0],
        )
    },
    Plan {
        growth: (1.01, 1.03),
        rooms: (1.04, 1.16),
        grounds: (1.03, 1.15),
        means: (1.06, 1.25),
        within: (0.7, 1.4),
        built: (1958, 2019),
        ..plan(
            Role::UrbanJunior,
            3,
            Kind::Junior,
            Setting::Urban,
            [0.0, 1250.0, 0.0],
        )
    },
    Plan {
        boarding: (0.3, 0.7),
        ..plan(
            Role::TownJunior,
            7,
            Kind::Junior,
            Setting::Town,
            [0.0, 540.0, 0.0],
        )
    },
    Plan {
        boarding: (0.2, 0.4),
        ..plan(
            Role::Complete,
            2,
            Kind::Complete,
            Setting::Town,
            [0.0, 620.0, 840.0],
        )
    },
    Plan {
        single: true,
        growth: (1.03, 1.05),
        built: (2016, 2019),
        ..plan(
            Role::TwelveYear,
            1,
            Kind::TwelveYear,
            Setting::Urban,
            [860.0, 520.0, 430.0],
        )
    },
    Plan {
        single: true,
        growth: (0.97, 0.99),
        boarding: (0.5, 0.8),
        built: (2004, 2010),
        ..plan(
            Role::Private,
            1,
            Kind::NineYear,
            Setting::Urban,
            [520.0, 340.0, 0.0],
        )
    },
    Plan {
        single: true,
        growth: (1.02, 1.04),
        grounds: (1.1, 1.25),
        built: (2015, 2019),
        within: (0.8, 1.1),
        ..plan(
            Role::Campus,
            1,
            Kind::Primary,
            Setting::Urban,
            [430.0, 0.0, 0.0],
        )
    },
    Plan {
        single: true,
        growth: (1.02, 1.04),
        boarding: (0.4, 0.7),
        built: (2003, 2012),
        ..plan(
            Role::Special,
            1,
            Kind::Special,
            Setting::Urban,
            [54.0, 30.0, 0.0],
        )
    },
    Plan {
        single: true,
        growth: (0.99, 1.02),
        within: (0.8, 1.3),
        ..plan(
            Role::Senior,
            1,
            Kind::Senior,
            Setting::Urban,
            [0.0, 0.0, 2300.0],
        )
    },
    Plan {
        single: true,
        growth: (0.98, 1.02),
        within: (0.8, 1.3),
        ..plan(
            Role::Vocational,
            1,
            Kind::Vocational,
            Setting::Urban,
            [0.0, 0.0, 1600.0],
        )
    },
];

/// A county with fewer schools would lack some kind: one of each role.
pub(super) const FEWEST: usize = PLANS.len();

/// How many schools of each role make up a county of so many: singles stay one, each other role has
/// at least one, and the rest follow the shares by largest remainder.
pub(super) fn counts(schools: usize) -> [usize; PLANS.len()] {
    let schools = schools.max(FEWEST);
    let singles = PLANS.iter().filter(|plan| plan.single).count();
    let shares: usize = PLANS
        .iter()
        .filter(|plan| !plan.single)
        .map(|plan| plan.share)
        .sum();
    let open = schools - singles;
    let mut counts = [1; PLANS.len()];
    let mut remainders: Vec<(usize, usize)> = Vec::new();
    for (i, plan) in PLANS.iter().enumerate().filter(|(_, plan)| !plan.single) {
        counts[i] = (open * plan.share / shares).max(1);
        remainders.push((open * plan.share % shares, i));
    }
    remainders.sort_by(|a, b| b.cmp(a));
    let order: Vec<usize> = remainders.into_iter().map(|(_, i)| i).collect();
    settle(&mut counts, &order, schools);
    counts
}

/// Adds or takes one at a time until the counts add up.
fn settle(counts: &mut [usize], order: &[usize], schools: usize) {
    while counts.iter().sum::<usize>() < schools {
        let missing = schools - counts.iter().sum::<usize>();
        for i in order.iter().take(missing) {
            counts[*i] += 1;
        }
    }
    while counts.iter().sum::<usize>() > schools {
        let largest = order.iter().copied().max_by_key(|i| counts[*i]);
        let Some(largest) = largest.filter(|i| counts[*i] > 1) else {
            return;
        };
        counts[largest] -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_add_up() {
        for schools in [FEWEST, 18, 25, 40, 70, 71, 300, 1000] {
            assert_eq!(counts(schools).iter().sum::<usize>(), schools);
        }
        let seventy = counts(70);
        for (plan, count) in PLANS.iter().zip(seventy) {
            assert_eq!(count, plan.share, "{:?}", plan.role);
        }
        assert_eq!(counts(3).iter().sum::<usize>(), FEWEST);
    }
}
