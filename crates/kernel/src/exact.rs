//! Exact rational numbers, so that no verdict ever meets binary rounding.
//!
//! A number is a fraction of two `i128` as long as it fits, and a big fraction beyond that. Small
//! fractions are kept unreduced: most figures of a county never grow large enough to be worth a
//! greatest common divisor, and comparing by cross-multiplication does not need one. A sum or a
//! quotient of big fractions is not reduced either until somebody looks at it: the divisor of two
//! numbers of three hundred digits costs more than all the arithmetic that led to them.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Div, Mul, Neg, Sub};
use std::str::FromStr;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An exact rational number.
///
/// ```
/// # use kernel::Exact;
/// let share: Exact = "0.85".parse().unwrap();
/// let limit: Exact = "4.2".parse().unwrap();
/// assert_eq!(share * limit, "3.57".parse().unwrap());
/// ```
#[derive(Clone)]
pub struct Exact(Repr);

#[derive(Clone)]
enum Repr {
    /// `num / den` with `den > 0`, not necessarily reduced.
    Small {
        num: i128,
        den: i128,
    },
    Big(Box<BigRational>),
}

/// The text is not a number: digits with at most one point and a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseExactError;

impl fmt::Display for ParseExactError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a decimal number")
    }
}

impl std::error::Error for ParseExactError {}

impl Exact {
    /// 0
    pub const ZERO: Exact = Exact(Repr::Small { num: 0, den: 1 });
    /// 1
    pub const ONE: Exact = Exact(Repr::Small { num: 1, den: 1 });

    /// The fraction `num / den`, or nothing when `den` is 0.
    pub fn ratio(num: i128, den: i128) -> Option<Exact> {
        if den > 0 {
            return Some(Exact(Repr::Small { num, den }));
        }
        match (num.checked_neg(), den.checked_neg()) {
            _ if den == 0 => None,
            (Some(num), Some(den)) => Some(Exact(Repr::Small { num, den })),
            _ => Some(Exact::big(BigRational::new(num.into(), den.into()))),
        }
    }

    /// `self / other`, or nothing when `other` is 0.
    pub fn checked_div(&self, other: &Exact) -> Option<Exact> {
        if other.is_zero() {
            return None;
        }
        if let (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) =
            (&self.0, &other.0)
            && let (Some(num), Some(den)) = (times(*a, *d), times(*b, *c))
        {
            return Exact::ratio(num, den);
        }
        let (a, b) = (self.as_big(), other.as_big());
        let (num, den) = (a.numer() * b.denom(), a.denom() * b.numer());
        let unsigned = if den.is_negative() {
            (-num, -den)
        } else {
            (num, den)
        };
        Some(Exact::big(BigRational::new_raw(unsigned.0, unsigned.1)))
    }

    /// True for 0.
    pub fn is_zero(&self) -> bool {
        match &self.0 {
            Repr::Small { num, .. } => *num == 0,
            Repr::Big(big) => big.is_zero(),
        }
    }

    /// True below 0.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small { num, .. } => *num < 0,
            Repr::Big(big) => big.is_negative(),
        }
    }

    /// The number without its sign.
    pub fn abs(&self) -> Exact {
        if self.is_negative() {
            -self.clone()
        } else {
            self.clone()
        }
    }

    /// The least whole number that is not below it.
    pub fn ceil(&self) -> Exact {
        match &self.0 {
            Repr::Small { num, den } => Exact::from(Integer::div_ceil(num, den)),
            Repr::Big(big) => Exact::big(big.ceil()),
        }
    }

    /// The least multiple of `step` that is not below it; itself when `step` is 0.
    pub fn ceil_to(&self, step: &Exact) -> Exact {
        match self.checked_div(step) {
            Some(steps) => steps.ceil() * step.clone(),
            None => self.clone(),
        }
    }

    /// Rounded half away from zero (四舍五入) to `digits` decimals.
    pub fn round(&self, digits: u32) -> Exact {
        if let Some(rounded) = self.round_small(digits) {
            return rounded;
        }
        let power = BigInt::from(10).pow(digits);
        let scaled = self.to_big() * BigRational::from_integer(power.clone());
        Exact::big(BigRational::new(scaled.round().to_integer(), power))
    }

    /// `⌊|n|/d · 10^digits + 1/2⌋` with the sign of `n`, or nothing when it does not fit.
    fn round_small(&self, digits: u32) -> Option<Exact> {
        let (num, den) = self.small_parts()?;
        let power = 10i128.checked_pow(digits)?;
        let halves = num.checked_abs()?.checked_mul(power)?.checked_mul(2)?;
        let rounded = halves.checked_add(den)? / den.checked_mul(2)?;
        Exact::ratio(rounded * num.signum(), power)
    }

    /// Rounded half away from zero and written with exactly `digits` decimals.
    pub fn to_fixed(&self, digits: u32) -> String {
        let power = BigInt::from(10).pow(digits);
        let scaled = (self.to_big() * BigRational::from_integer(power))
            .round()
            .to_integer();
        let mut text = scaled.abs().to_string();
        let digits = digits as usize;
        if text.len() <= digits {
            text.insert_str(0, &"0".repeat(digits + 1 - text.len()));
        }
        if digits > 0 {
            text.insert(text.len() - digits, '.');
        }
        if scaled.is_negative() {
            text.insert(0, '-');
        }
        text
    }

    /// The decimal digits when they end, else the fraction: `0.85`, `1/3`.
    pub fn to_plain(&self) -> String {
        let big = self.to_big();
        let mut rest = big.denom().clone();
        let (mut twos, mut fives) = (0u32, 0u32);
        for (prime, count) in [(2, &mut twos), (5, &mut fives)] {
            let prime = BigInt::from(prime);
            while rest.is_multiple_of(&prime) {
                rest /= &prime;
                *count += 1;
            }
        }
        if rest.is_one() {
            self.to_fixed(twos.max(fives))
        } else {
            format!("{}/{}", big.numer(), big.denom())
        }
    }

    /// The nearest binary number, for showing and for bounds; never for judging.
    pub fn to_f64(&self) -> f64 {
        match &self.0 {
            Repr::Small { num, den } => nearest(*num) / nearest(*den),
            Repr::Big(big) => big.to_f64().unwrap_or(f64::NAN),
        }
    }

    /// The number as a big fraction in lowest terms.
    pub fn to_big(&self) -> BigRational {
        match &self.0 {
            Repr::Small { num, den } => BigRational::new((*num).into(), (*den).into()),
            Repr::Big(big) => big.reduced(),
        }
    }

    /// The number as a big fraction, not necessarily reduced.
    fn as_big(&self) -> Cow<'_, BigRational> {
        match &self.0 {
            Repr::Small { num, den } => {
                Cow::Owned(BigRational::new_raw((*num).into(), (*den).into()))
            }
            Repr::Big(big) => Cow::Borrowed(big),
        }
    }

    /// The sum, not reduced.
    fn plus(&self, other: &Exact) -> Exact {
        if let (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) =
            (&self.0, &other.0)
            && let Some(sum) = add_small(*a, *b, *c, *d)
        {
            return sum;
        }
        let (a, b) = (self.as_big(), other.as_big());
        let num = a.numer() * b.denom() + b.numer() * a.denom();
        Exact::big(BigRational::new_raw(num, a.denom() * b.denom()))
    }

    /// A big fraction; small again when it fits.
    pub fn big(value: BigRational) -> Exact {
        match (value.numer().to_i128(), value.denom().to_i128()) {
            (Some(num), Some(den)) => Exact(Repr::Small { num, den }),
            _ => Exact(Repr::Big(Box::new(value))),
        }
    }

    /// Numerator and denominator while both are small.
    pub fn small_parts(&self) -> Option<(i128, i128)> {
        match &self.0 {
            Repr::Small { num, den } => Some((*num, *den)),
            Repr::Big(_) => None,
        }
    }
}

/// The nearest binary number. Machines turn 64 bits into one in a single step, 128 in many.
fn nearest(number: i128) -> f64 {
    i64::try_from(number).map_or(number as f64, |number| number as f64)
}

/// `a · b`, or nothing when it does not fit. Two numbers of 64 bits always do.
fn times(a: i128, b: i128) -> Option<i128> {
    match (i64::try_from(a), i64::try_from(b)) {
        (Ok(a), Ok(b)) => Some(i128::from(a) * i128::from(b)),
        _ => a.checked_mul(b),
    }
}

/// `a/b + c/d`, or nothing when it does not fit.
fn add_small(a: i128, b: i128, c: i128, d: i128) -> Option<Exact> {
    if b == d {
        return Exact::ratio(a.checked_add(c)?, b);
    }
    let num = times(a, d)?.checked_add(times(c, b)?)?;
    Exact::ratio(num, times(b, d)?)
}

impl Add for &Exact {
    type Output = Exact;
    fn add(self, other: &Exact) -> Exact {
        if let (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) =
            (&self.0, &other.0)
            && let Some(sum) = add_small(*a, *b, *c, *d)
        {
            return sum;
        }
        Exact::big(self.as_big().as_ref() + other.as_big().as_ref())
    }
}

impl Neg for Exact {
    type Output = Exact;
    fn neg(self) -> Exact {
        match self.0 {
            Repr::Small { num, den } => match num.checked_neg() {
                Some(num) => Exact(Repr::Small { num, den }),
                None => Exact::big(-BigRational::new(num.into(), den.into())),
            },
            Repr::Big(big) => Exact::big(-*big),
        }
    }
}

impl Sub for &Exact {
    type Output = Exact;
    fn sub(self, other: &Exact) -> Exact {
        self + &-other.clone()
    }
}

impl Mul for &Exact {
    type Output = Exact;
    fn mul(self, other: &Exact) -> Exact {
        if let (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) =
            (&self.0, &other.0)
            && let (Some(num), Some(den)) = (times(*a, *c), times(*b, *d))
        {
            return Exact(Repr::Small { num, den });
        }
        Exact::big(self.as_big().as_ref() * other.as_big().as_ref())
    }
}

impl Add for Exact {
    type Output = Exact;
    fn add(self, other: Exact) -> Exact {
        &self + &other
    }
}

impl Sub for Exact {
    type Output = Exact;
    fn sub(self, other: Exact) -> Exact {
        &self - &other
    }
}

impl Mul for Exact {
    type Output = Exact;
    fn mul(self, other: Exact) -> Exact {
        &self * &other
    }
}

/// Division for numbers known not to be zero, such as a unit's scale; by zero it panics as integers
/// do, so people's figures go through [`Exact::checked_div`].
impl Div for Exact {
    type Output = Exact;
    #[allow(clippy::expect_used)]
    fn div(self, other: Exact) -> Exact {
        self.checked_div(&other).expect("division by zero")
    }
}

impl std::iter::Sum for Exact {
    /// Numbers of like denominators are added first and everything in pairs, so that long fractions
    /// arise late and few.
    fn sum<I: Iterator<Item = Exact>>(iter: I) -> Exact {
        let mut parts: Vec<Exact> = iter.collect();
        parts.sort_by_key(|part| part.small_parts().map(|(_, den)| den));
        while parts.len() > 1 {
            let pairs = parts.len() / 2;
            for i in 0..pairs {
                parts[i] = parts[2 * i].plus(&parts[2 * i + 1]);
            }
            if parts.len() % 2 == 1 {
                parts.swap(pairs, 2 * pairs);
            }
            parts.truncate(parts.len().div_ceil(2));
        }
        parts.pop().unwrap_or(Exact::ZERO)
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Exact) -> Ordering {
        if let (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) =
            (&self.0, &other.0)
            && let (Some(left), Some(right)) = (times(*a, *d), times(*c, *b))
        {
            return left.cmp(&right);
        }
        self.as_big().cmp(&other.as_big())
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Exact) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Exact) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}

impl From<i128> for Exact {
    fn from(value: i128) -> Exact {
        Exact(Repr::Small { num: value, den: 1 })
    }
}

impl From<u64> for Exact {
    fn from(value: u64) -> Exact {
        Exact::from(i128::from(value))
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Exact {
        // A decimal's scale is at most 28, and 10^28 fits an i128.
        Exact(Repr::Small {
            num: value.mantissa(),
            den: 10i128.pow(value.scale()),
        })
    }
}

impl FromStr for Exact {
    type Err = ParseExactError;

    /// Reads `12`, `-0.85`, `1/3`.
    fn from_str(text: &str) -> Result<Exact, ParseExactError> {
        if let Some((num, den)) = text.split_once('/') {
            let (num, den) = (decimal(num.trim())?, decimal(den.trim())?);
            return num.checked_div(&den).ok_or(ParseExactError);
        }
        decimal(text)
    }
}

/// Reads `12`, `-0.85`.
fn decimal(text: &str) -> Result<Exact, ParseExactError> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all: String = [whole, part].concat();
    if whole.is_empty() || all.len() > 1_000 || !all.bytes().all(|b| b.is_ascii_digit()) {
        return Err(ParseExactError);
    }
    let num: BigInt = all.parse().map_err(|_| ParseExactError)?;
    let den = BigInt::from(10).pow(part.len() as u32);
    Ok(Exact::big(BigRational::new(num * sign, den)))
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_plain())
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_plain())
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Exact, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn exact(text: &str) -> Exact {
        text.parse().unwrap()
    }

    #[test]
    fn writes_what_it_reads() {
        for text in [
            "0",
            "4.2",
            "-0.85",
            "1/3",
            "-7/9",
            "100000000000000000000000000000000000000000.5",
        ] {
            assert_eq!(exact(text).to_string(), text);
        }
        assert_eq!(exact("2.50").to_string(), "2.5");
        for bad in [
            "", ".", ".5", "1e3", "1/0", "1/1/1", "一", "1,000", "--1", "+1", " 1",
        ] {
            assert!(bad.parse::<Exact>().is_err(), "{bad}");
        }
    }

    #[test]
    fn rounds_half_away_from_zero() {
        let shown: Vec<String> = ["0.125", "-0.125", "2.5", "0.004", "99.995", "1/3"]
            .map(|text| exact(text).to_fixed(2))
            .into();
        assert_eq!(shown, ["0.13", "-0.13", "2.50", "0.00", "100.00", "0.33"]);
        let rounded = ["0.125", "-0.125", "2.5", "0.004", "1/3"].map(|text| exact(text).round(2));
        assert_eq!(rounded, ["0.13", "-0.13", "2.5", "0", "0.33"].map(exact));
    }

    #[test]
    fn grows_beyond_128_bits_and_comes_back() {
        let huge = Exact::from(i128::MAX);
        let square = huge.clone() * huge.clone();
        assert!(square.small_parts().is_none());
        assert_eq!(square / huge.clone(), huge);
        assert_eq!(
            -Exact::from(i128::MIN),
            exact("170141183460469231731687303715884105728")
        );
    }

    #[test]
    fn rounds_up_to_a_step() {
        assert_eq!(exact("2.001").ceil(), exact("3"));
        assert_eq!(exact("-2.5").ceil(), exact("-2"));
        assert_eq!(exact("12.341").ceil_to(&exact("0.01")), exact("12.35"));
        assert_eq!(exact("12").ceil_to(&exact("5")), exact("15"));
    }

    proptest! {
        #[test]
        fn a_sum_is_the_sum_in_any_order(
            parts in prop::collection::vec((any::<i128>(), prop_oneof![1..9i128, 1..i128::MAX]), 0..20),
        ) {
            let parts: Vec<Exact> = parts.iter().map(|(a, b)| Exact::ratio(*a, *b).unwrap()).collect();
            let slow: BigRational = parts.iter().map(Exact::to_big).sum();
            let sum: Exact = parts.into_iter().sum();
            prop_assert_eq!(sum.to_big(), slow);
        }

        #[test]
        fn agrees_with_big_fractions(a in any::<i128>(), b in 1..i128::MAX, c in any::<i128>(), d in 1..i128::MAX) {
            let (x, y) = (Exact::ratio(a, b).unwrap(), Exact::ratio(c, d).unwrap());
            let (p, q) = (x.to_big(), y.to_big());
            prop_assert_eq!((x.clone() + y.clone()).to_big(), &p + &q);
            prop_assert_eq!((x.clone() - y.clone()).to_big(), &p - &q);
            prop_assert_eq!((x.clone() * y.clone()).to_big(), &p * &q);
            prop_assert_eq!(x.cmp(&y), p.cmp(&q));
            prop_assert_eq!(x.round(3).to_fixed(3), x.to_fixed(3));
            prop_assert_eq!(x.checked_div(&y).map(|r| r.to_big()), (!q.is_zero()).then(|| &p / &q));
        }
    }
}
