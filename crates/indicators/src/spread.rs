//! How far do schools lie apart? The coefficient of variation (差异系数), decided exactly.
//!
//! For schools with amount `x` and weight `P` (their pupils), `X = x / P`:
//!
//! ```text
//! mean = Σx / ΣP        sd = sqrt( Σ (P/ΣP) (X − mean)² )        cv = sd / mean
//! ```
//!
//! The pupil-weighted population form of the 2012 text; its published worked example comes out of
//! no other. Since `cv² = ΣP · Σ(x²/P) / (Σx)² − 1`, the law's `cv ≤ c` is the comparison
//! `ΣP · Σ(x²/P) ≤ (1 + c²) (Σx)²` of two sums without a root and without a difference: bounds
//! settle it nearly always, exact fractions otherwise. The unweighted forms are the same with
//! `P = 1` and `x = X`.

use std::cmp::Ordering;

use kernel::Exact;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use standards::Weighting;

use crate::interval::Interval;

/// Amounts and weights of the schools of one stage.
#[derive(Debug, Clone)]
pub struct Spread {
    rows: Vec<(Exact, Exact)>,
    /// n / (n − 1) for the sample deviation, else 1.
    stretch: Exact,
    sum: Exact,
    weight: Exact,
    mean: Option<Exact>,
    bounds: Bounds,
}

/// What binary numbers with bounds tell of the rows: nearly always enough.
#[derive(Debug, Clone)]
struct Bounds {
    /// Σ x²/P
    squares: Interval,
    /// `P (X − mean)²` by school; none without a mean.
    parts: Vec<Interval>,
}

impl Spread {
    /// The spread of `(amount, denominator)` pairs with positive denominators; nothing without rows.
    pub fn new(pairs: &[(Exact, Exact)], weighting: Weighting) -> Option<Spread> {
        if pairs.is_empty() {
            return None;
        }
        let n = pairs.len() as i128;
        let alike = |(x, p): &(Exact, Exact)| Some((x.checked_div(p)?, Exact::ONE));
        let rows: Vec<(Exact, Exact)> = match weighting {
            Weighting::Pupils => pairs.to_vec(),
            _ => pairs.iter().map(alike).collect::<Option<_>>()?,
        };
        let stretch = match weighting {
            Weighting::Sample if n > 1 => Exact::ratio(n, n - 1)?,
            _ => Exact::ONE,
        };
        let sum: Exact = rows.iter().map(|(x, _)| x.clone()).sum();
        let weight: Exact = rows.iter().map(|(_, p)| p.clone()).sum();
        let mean = sum.checked_div(&weight);
        let bounds = Bounds::new(&rows, mean.as_ref());
        Some(Spread {
            rows,
            stretch,
            sum,
            weight,
            mean,
            bounds,
        })
    }

    /// Number of schools.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Never: a spread has rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Σx: the county's amount.
    pub fn sum(&self) -> &Exact {
        &self.sum
    }

    /// ΣP: the county's pupils; the number of schools when they weigh alike.
    pub fn weight(&self) -> &Exact {
        &self.weight
    }

    /// The county's mean; nothing when the weights are 0.
    pub fn mean(&self) -> Option<Exact> {
        self.mean.clone()
    }

    /// The standard deviation, to binary precision.
    pub fn sd(&self) -> Option<f64> {
        Some(self.variance()?.root().middle())
    }

    /// The coefficient of variation, to binary precision; nothing when the mean is not positive.
    pub fn cv(&self) -> Option<f64> {
        let mean = self
            .mean()
            .filter(|mean| !mean.is_zero() && !mean.is_negative())?;
        let variance = self.variance()?;
        // Bounds cannot tell "all alike" from "nearly": the fractions can.
        let all_alike = variance.low <= 0.0 && self.compare(&Exact::ZERO) == Some(Ordering::Equal);
        Some(if all_alike {
            0.0
        } else {
            variance.root().over(Interval::of(&mean)).middle()
        })
    }

    /// Each school's part of the variance (their sum is 1), in the order given.
    pub fn contributions(&self) -> Vec<f64> {
        let parts: Vec<f64> = self.bounds.parts.iter().map(|part| part.middle()).collect();
        let whole: f64 = parts.iter().sum();
        parts
            .iter()
            .map(|part| if whole > 0.0 { part / whole } else { 0.0 })
            .collect()
    }

    fn variance(&self) -> Option<Interval> {
        if self.weight.is_zero() {
            return None;
        }
        let parts = self.bounds.parts.iter().copied();
        let sum = parts.fold(Interval::ZERO, Interval::plus);
        Some(
            sum.over(Interval::of(&self.weight))
                .times(Interval::of(&self.stretch)),
        )
    }

    /// How the coefficient of variation compares with a limit (not negative), exactly; nothing when
    /// the mean is not positive.
    pub fn compare(&self, limit: &Exact) -> Option<Ordering> {
        if self.sum.is_zero() || self.sum.is_negative() || self.weight.is_zero() {
            return None;
        }
        // cv² ⋛ c²  ⇔  ΣP · Σ(x²/P) ⋛ (1 + c²/stretch) (Σx)²
        let square = limit.clone() * limit.clone();
        let bound = Exact::ONE + square.checked_div(&self.stretch)?;
        self.compare_by_bounds(&bound)
            .or_else(|| self.compare_exactly(&bound))
    }

    fn compare_by_bounds(&self, bound: &Exact) -> Option<Ordering> {
        let left = Interval::of(&self.weight).times(self.bounds.squares);
        let sum = Interval::of(&self.sum);
        let right = Interval::of(bound).times(sum.times(sum));
        if left.high < right.low {
            Some(Ordering::Less)
        } else if left.low > right.high {
            Some(Ordering::Greater)
        } else {
            None
        }
    }

    fn compare_exactly(&self, bound: &Exact) -> Option<Ordering> {
        let mut squares = BigRational::zero();
        for (x, p) in &self.rows {
            let (x, p) = (x.to_big(), p.to_big());
            if p.is_zero() {
                return None;
            }
            squares += &x * &x / p;
        }
        let sum = self.sum.to_big();
        let right = bound.to_big() * &sum * &sum;
        Some((self.weight.to_big() * squares).cmp(&right))
    }

    /// The square of the coefficient of variation as an exact fraction.
    pub fn squared(&self) -> Option<Exact> {
        let mean = self
            .mean()
            .filter(|mean| !mean.is_zero() && !mean.is_negative())?;
        let mut variance = Exact::ZERO;
        for (x, p) in &self.rows {
            let away = x.checked_div(p)? - mean.clone();
            variance = variance + p.clone() * away.clone() * away;
        }
        let relative = variance.checked_div(&(self.weight.clone() * mean.clone() * mean))?;
        Some(relative * self.stretch.clone())
    }
}

impl Bounds {
    fn new(rows: &[(Exact, Exact)], mean: Option<&Exact>) -> Bounds {
        let rows = rows.iter().map(|(x, p)| (Interval::of(x), Interval::of(p)));
        let squares = rows.clone().map(|(x, p)| x.squared().over(p));
        let squares = squares.fold(Interval::ZERO, Interval::plus);
        let parts = mean.map(Interval::of).map(|mean| {
            let part = |(x, p): (Interval, Interval)| p.times(x.over(p).minus(mean).squared());
            rows.map(part).collect()
        });
        Bounds {
            squares,
            parts: parts.unwrap_or_default(),
        }
    }
}

/// How the mean of the square roots of `squares` compares with a limit, exactly.
///
/// Bounds are narrowed by integer square roots until they settle it. They always do: a sum of
/// square roots equals a fraction only if every root is one, and then the roots are exact.
pub fn compare_mean_of_roots(squares: &[Exact], limit: &Exact) -> Option<Ordering> {
    if squares.is_empty() || squares.iter().any(Exact::is_negative) {
        return None;
    }
    let target = limit.to_big() * BigRational::from_integer(BigInt::from(squares.len()));
    let squares: Vec<BigRational> = squares.iter().map(Exact::to_big).collect();
    let mut digits = 20;
    loop {
        let bounds: Vec<(BigRational, BigRational)> =
            squares.iter().map(|s| root_bounds(s, digits)).collect();
        let low: BigRational = bounds.iter().map(|(low, _)| low).sum();
        let high: BigRational = bounds.iter().map(|(_, high)| high).sum();
        if low == high || high < target || low > target {
            return Some(low.cmp(&target));
        }
        digits *= 2;
    }
}

/// Bounds of a square root, `10^-digits` apart, or the root twice when it is a fraction.
fn root_bounds(square: &BigRational, digits: u32) -> (BigRational, BigRational) {
    let (num, den) = (square.numer(), square.denom());
    let (num_root, den_root) = (num.sqrt(), den.sqrt());
    if &(&num_root * &num_root) == num && &(&den_root * &den_root) == den {
        let root = BigRational::new(num_root, den_root);
        return (root.clone(), root);
    }
    let power = BigInt::from(10).pow(digits);
    let scaled = (num.abs() * &power * &power) / den;
    let low = scaled.sqrt();
    let high = &low + BigInt::one();
    (
        BigRational::new(low, power.clone()),
        BigRational::new(high, power),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn exact(text: &str) -> Exact {
        text.parse().unwrap()
    }

    fn pairs(text: &[(&str, &str)]) -> Vec<(Exact, Exact)> {
        text.iter().map(|(x, p)| (exact(x), exact(p))).collect()
    }

    /// Books per pupil, the widely printed worked example of the method.
    fn books() -> Vec<(Exact, Exact)> {
        pairs(&[
            ("279", "45"),
            ("137", "37"),
            ("935", "89"),
            ("160", "76"),
            ("402", "55"),
        ])
    }

    #[test]
    fn the_published_example_is_weighted_by_pupils() {
        let spread = Spread::new(&books(), Weighting::Pupils).unwrap();
        assert_eq!(spread.mean().unwrap(), exact("1913/302"));
        assert!((spread.sd().unwrap() - 3.263861).abs() < 1e-6);
        assert!((spread.cv().unwrap() - 0.515257).abs() < 1e-6);
        assert_eq!(spread.compare(&exact("0.50")), Some(Ordering::Greater));
        let unweighted = Spread::new(&books(), Weighting::None).unwrap();
        assert!((unweighted.cv().unwrap() - 0.488771).abs() < 1e-6);
        assert_eq!(
            unweighted.compare(&exact("0.50")),
            Some(Ordering::Less),
            "the choice flips the verdict"
        );
        let sample = Spread::new(&books(), Weighting::Sample).unwrap();
        assert!((sample.cv().unwrap() - 0.546462).abs() < 1e-6);
    }

    #[test]
    fn exactly_at_the_limit_is_equal() {
        let spread = Spread::new(
            &pairs(&[("1500", "500"), ("500", "500")]),
            Weighting::Pupils,
        )
        .unwrap();
        assert_eq!(spread.compare(&exact("0.5")), Some(Ordering::Equal));
        assert_eq!(
            spread.compare(&exact("0.4999999999999999999999999")),
            Some(Ordering::Greater)
        );
    }

    #[test]
    fn one_school_has_no_spread_and_nothing_has_no_coefficient() {
        let one = Spread::new(&pairs(&[("7", "3")]), Weighting::Pupils).unwrap();
        assert_eq!(one.cv(), Some(0.0));
        let nothing = Spread::new(&pairs(&[("0", "3"), ("0", "5")]), Weighting::Pupils).unwrap();
        assert_eq!((nothing.cv(), nothing.compare(&exact("0.5"))), (None, None));
        assert!(Spread::new(&[], Weighting::Pupils).is_none());
    }

    #[test]
    fn a_mean_of_roots_is_decided_exactly() {
        let squares = [exact("0.25"), exact("0.49")];
        assert_eq!(
            compare_mean_of_roots(&squares, &exact("0.6")),
            Some(Ordering::Equal)
        );
        let irrational = [exact("2"), exact("3")];
        assert_eq!(
            compare_mean_of_roots(&irrational, &exact("1.5731321849709861")),
            Some(Ordering::Greater)
        );
        assert_eq!(
            compare_mean_of_roots(&irrational, &exact("1.5731321849709862")),
            Some(Ordering::Less)
        );
    }

    proptest! {
        #[test]
        fn bounds_and_fractions_agree(rows in prop::collection::vec((0i128..100_000, 1i128..3_000), 1..40),
                                      limit in 1i128..200) {
            let pairs: Vec<(Exact, Exact)> =
                rows.iter().map(|(x, p)| (Exact::ratio(*x, 100).unwrap(), Exact::from(*p))).collect();
            let limit = Exact::ratio(limit, 100).unwrap();
            for weighting in [Weighting::Pupils, Weighting::None, Weighting::Sample] {
                let spread = Spread::new(&pairs, weighting).unwrap();
                let squared = spread.squared();
                let slow = squared.clone().map(|s| s.cmp(&(limit.clone() * limit.clone())));
                prop_assert_eq!(spread.compare(&limit), slow);
                if let (Some(cv), Some(squared)) = (spread.cv(), squared) {
                    prop_assert!((cv * cv - squared.to_f64()).abs() <= 1e-9 * squared.to_f64().max(1e-9));
                }
            }
        }
    }
}
