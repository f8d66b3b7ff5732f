//! Binary numbers with honest bounds.
//!
//! A coefficient of variation over three hundred schools is an exact fraction with thousands of
//! digits, yet nearly always far from its limit. Bounds rounded outwards settle those cases; only
//! when the limit lies between them is the exact fraction worth its price.

use kernel::Exact;

/// A number known to lie between two binary numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Interval {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Interval {
    pub(crate) const ZERO: Interval = Interval {
        low: 0.0,
        high: 0.0,
    };

    /// The bounds of an exact number.
    pub(crate) fn of(exact: &Exact) -> Interval {
        match exact.small_parts() {
            Some((num, 1)) => Interval::whole(num),
            Some((num, den)) => Interval::whole(num).over(Interval::whole(den)),
            None => {
                // A big fraction is converted with a relative error far below 2^-40.
                let value = exact.to_f64();
                let slack = value.abs() * 1e-12;
                Interval {
                    low: value - slack,
                    high: value + slack,
                }
            }
        }
    }

    fn whole(number: i128) -> Interval {
        match i64::try_from(number) {
            // Whole numbers up to 2^53 are binary numbers.
            Ok(number) if number.unsigned_abs() <= 1 << 53 => {
                let value = number as f64;
                Interval {
                    low: value,
                    high: value,
                }
            }
            _ => Interval::outward(number as f64, number as f64),
        }
    }

    fn outward(low: f64, high: f64) -> Interval {
        Interval {
            low: low.next_down(),
            high: high.next_up(),
        }
    }

    pub(crate) fn plus(self, other: Interval) -> Interval {
        Interval::outward(self.low + other.low, self.high + other.high)
    }

    pub(crate) fn minus(self, other: Interval) -> Interval {
        Interval::outward(self.low - other.high, self.high - other.low)
    }

    pub(crate) fn times(self, other: Interval) -> Interval {
        let corners = [
            self.low * other.low,
            self.low * other.high,
            self.high * other.low,
            self.high * other.high,
        ];
        Interval::hull(corners)
    }

    /// The quotient by a number known to be positive.
    pub(crate) fn over(self, other: Interval) -> Interval {
        let corners = [
            self.low / other.low,
            self.low / other.high,
            self.high / other.low,
            self.high / other.high,
        ];
        Interval::hull(corners)
    }

    pub(crate) fn squared(self) -> Interval {
        let (a, b) = (self.low.abs(), self.high.abs());
        let least = if self.low <= 0.0 && self.high >= 0.0 {
            0.0
        } else {
            a.min(b)
        };
        Interval::outward(least * least, a.max(b) * a.max(b))
    }

    fn hull(corners: [f64; 4]) -> Interval {
        let low = corners.iter().copied().fold(f64::INFINITY, f64::min);
        let high = corners.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Interval::outward(low, high)
    }

    /// The square root of the part that is not negative.
    pub(crate) fn root(self) -> Interval {
        Interval::outward(self.low.max(0.0).sqrt(), self.high.max(0.0).sqrt())
    }

    pub(crate) fn middle(self) -> f64 {
        self.low + (self.high - self.low) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bounds_hold_what_they_bound(a in -1_000_000_000i128..1_000_000_000, b in 1i128..1_000_000,
                                       c in 1i128..1_000_000_000, d in 1i128..1_000_000) {
            let (x, y) = (Exact::ratio(a, b).unwrap(), Exact::ratio(c, d).unwrap());
            let (i, j) = (Interval::of(&x), Interval::of(&y));
            let holds = |bounds: Interval, exact: Exact| {
                let (low, high) = (bounds.low, bounds.high);
                let as_exact = |f: f64| Exact::big(num_rational::BigRational::from_float(f).unwrap());
                as_exact(low) <= exact && exact <= as_exact(high)
            };
            prop_assert!(holds(i.plus(j), x.clone() + y.clone()));
            prop_assert!(holds(i.minus(j), x.clone() - y.clone()));
            prop_assert!(holds(i.times(j), x.clone() * y.clone()));
            prop_assert!(holds(i.over(j), x.clone() / y.clone()));
            prop_assert!(holds(i.squared(), x.clone() * x.clone()));
            prop_assert!(holds(i.minus(j).squared(), (x.clone() - y.clone()) * (x - y)));
        }
    }
}
