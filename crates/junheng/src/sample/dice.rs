//! Chance that repeats: the same seed gives the same county on every machine and in every version.
//!
//! The stream cipher is a fixed algorithm. Everything drawn from it uses whole numbers and the four
//! operations only, because `exp`, `ln` and the like may differ in the last digit between machines.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What a stream of chance is for. Each purpose, school and year has its own stream, so a year's
/// figures do not depend on which other years are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Names and places.
    Names,
    /// What kind of schools there are, and their lasting traits.
    Founding,
    /// Which school has which weak spot.
    Troubles,
    /// Pupils and classes of a school in a year.
    Pupils,
    /// Its teachers.
    Teachers,
    /// Its rooms, grounds and equipment.
    Premises,
    /// Its money.
    Money,
    /// The county's own return.
    County,
    /// Cells left empty or badly typed.
    Slips,
    /// Boarders, children of migrants, children left behind, children with special needs.
    Families,
}

/// A generator of one stream.
#[derive(Debug, Clone)]
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream of a purpose: for one school (index) and year, or 0 where there is none.
    pub(super) fn new(seed: u64, purpose: Purpose, school: usize, year: i16) -> Dice {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut chance = ChaCha8Rng::from_seed(key);
        chance.set_stream((purpose as u64) << 56 | (school as u64) << 16 | u64::from(year as u16));
        Dice(chance)
    }

    /// A number from 0 up to 1, but not 1.
    pub(super) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A number between two others.
    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A whole number below `end`; 0 when `end` is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.0.next_u64()) * end as u128) >> 64) as usize
    }

    /// Yes, with this probability.
    pub(super) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A factor about 1, log-normal: its logarithm is normal with this deviation.
    pub(super) fn factor(&mut self, sigma: f64) -> f64 {
        let twelve: f64 = (0..12).map(|_| self.unit()).sum();
        exp(sigma * (twelve - 6.0))
    }

    /// Puts a list into a new order.
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for end in (1..list.len()).rev() {
            list.swap(end, self.below(end + 1));
        }
    }
}

/// e to the power of a small number, as (1 + x/4096)^4096.
fn exp(x: f64) -> f64 {
    (0..12).fold(1.0 + x / 4096.0, |power, _| power * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_never_changes() {
        let mut dice = Dice::new(1, Purpose::Founding, 0, 0);
        let drawn: Vec<usize> = (0..8).map(|_| dice.below(1000)).collect();
        assert_eq!(
            drawn,
            [718, 957, 968, 597, 98, 280, 627, 124],
            "another algorithm: every sample county would change"
        );
    }

    #[test]
    fn factors_lie_about_one() {
        let mut dice = Dice::new(7, Purpose::Founding, 3, 2025);
        let factors: Vec<f64> = (0..2000).map(|_| dice.factor(0.3)).collect();
        let below = factors.iter().filter(|factor| **factor < 1.0).count();
        assert!((900..1100).contains(&below), "{below}");
        assert!(factors.iter().all(|factor| (0.15..7.0).contains(factor)));
        assert!((exp(1.0) - std::f64::consts::E).abs() < 1e-3);
    }

    #[test]
    fn streams_differ() {
        let draw = |purpose, school, year| Dice::new(1, purpose, school, year).unit();
        assert_ne!(
            draw(Purpose::Pupils, 1, 2024),
            draw(Purpose::Pupils, 1, 2025)
        );
        assert_ne!(
            draw(Purpose::Pupils, 1, 2025),
            draw(Purpose::Pupils, 2, 2025)
        );
        assert_ne!(
            draw(Purpose::Pupils, 1, 2025),
            draw(Purpose::Money, 1, 2025)
        );
    }
}
