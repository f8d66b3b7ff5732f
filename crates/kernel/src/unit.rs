//! Units of measure: what may be added to what, and how a value is shown.
//!
//! Values are always kept in base units (yuan, not 万元; a plain share, not per cent). A [`Unit`]
//! is a [`Dimension`] and the scale between what is shown and what is kept.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Exact, Lang};

const BASES: usize = 15;

/// One name a unit may be built of.
struct Name {
    symbol: &'static str,
    base: Option<usize>,
    /// Base units in one of these: (numerator, denominator).
    scale: (i128, i128),
    zh: &'static str,
    en: &'static str,
}

const fn base(symbol: &'static str, index: usize, zh: &'static str, en: &'static str) -> Name {
    Name {
        symbol,
        base: Some(index),
        scale: (1, 1),
        zh,
        en,
    }
}

const NAMES: &[Name] = &[
    base("pupil", 0, "生", "pupil"),
    base("teacher", 1, "师", "teacher"),
    base("person", 2, "人", "person"),
    base("m2", 3, "m²", "m²"),
    base("yuan", 4, "元", "yuan"),
    Name {
        symbol: "wan_yuan",
        base: Some(4),
        scale: (10_000, 1),
        zh: "万元",
        en: "10,000 yuan",
    },
    base("currency", 5, "元（当地货币）", "currency units"),
    base("room", 6, "间", "room"),
    base("class", 7, "班", "class"),
    base("book", 8, "册", "book"),
    base("device", 9, "台", "device"),
    base("hour", 10, "学时", "hour"),
    base("year", 11, "年", "year"),
    base("form", 12, "份", "form"),
    base("school", 13, "所", "school"),
    base("place", 14, "个", "place"),
    Name {
        symbol: "%",
        base: None,
        scale: (1, 100),
        zh: "%",
        en: "%",
    },
    Name {
        symbol: "1",
        base: None,
        scale: (1, 1),
        zh: "",
        en: "",
    },
];

/// What a quantity measures: the powers of the base units. Equal dimensions may be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Dimension([i8; BASES]);

impl Dimension {
    /// A pure number.
    pub const NONE: Dimension = Dimension([0; BASES]);

    /// The dimension of a product.
    pub fn times(self, other: Dimension) -> Dimension {
        self.combine(other, 1)
    }

    /// The dimension of a quotient.
    pub fn per(self, other: Dimension) -> Dimension {
        self.combine(other, -1)
    }

    fn combine(self, other: Dimension, sign: i8) -> Dimension {
        let mut powers = self.0;
        for (power, more) in powers.iter_mut().zip(other.0) {
            *power = power.saturating_add(more.saturating_mul(sign));
        }
        Dimension(powers)
    }
}

impl fmt::Display for Dimension {
    /// As a unit is written: `m2/pupil`, `1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let symbol = |index: usize| {
            NAMES
                .iter()
                .find(|name| name.base == Some(index))
                .map_or("?", |name| name.symbol)
        };
        let powers = |sign: i8| {
            (0..BASES).flat_map(move |i| {
                std::iter::repeat_n(symbol(i), (self.0[i].saturating_mul(sign)).max(0) as usize)
            })
        };
        let above: Vec<&str> = powers(1).collect();
        f.write_str(if above.is_empty() { "1" } else { "" })?;
        f.write_str(&above.join("*"))?;
        powers(-1).try_for_each(|name| write!(f, "/{name}"))
    }
}

/// A unit as people write it: `m2/pupil`, `teacher/100pupil`, `wan_yuan`, `%`.
#[derive(Debug, Clone)]
pub struct Unit {
    symbol: Arc<str>,
    dimension: Dimension,
    scale: Exact,
}

/// The text is not a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitError {
    /// The part that is not known.
    pub part: String,
    /// Every name that is.
    pub known: Vec<&'static str>,
}

impl fmt::Display for UnitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a unit; known are {}",
            self.part,
            self.known.join(", ")
        )
    }
}

impl std::error::Error for UnitError {}

impl Unit {
    /// The pure number.
    pub fn none() -> Unit {
        Unit {
            symbol: "1".into(),
            dimension: Dimension::NONE,
            scale: Exact::ONE,
        }
    }

    /// The unit a dimension is kept in.
    pub fn of(dimension: Dimension) -> Unit {
        Unit {
            symbol: dimension.to_string().into(),
            dimension,
            scale: Exact::ONE,
        }
    }

    /// What it measures.
    pub fn dimension(&self) -> Dimension {
        self.dimension
    }

    /// Base units in one of this unit: 10 000 for 万元, 1/100 for %.
    pub fn scale(&self) -> &Exact {
        &self.scale
    }

    /// The unit as written in packs.
    pub fn symbol(&self) -> &str {
        &self.symbol
    }

    /// A kept value in this unit: 0.0433 teachers a pupil is 4.33 per hundred.
    pub fn show(&self, base: &Exact) -> Exact {
        base.clone() / self.scale.clone()
    }

    /// A value written in this unit, as it is kept.
    pub fn keep(&self, shown: &Exact) -> Exact {
        shown.clone() * self.scale.clone()
    }

    /// The unit in a reader's language: `人/百生`, `m²/生`, `teachers/100 pupils`.
    pub fn label(&self, lang: Lang) -> String {
        let mut label = String::new();
        for (i, part) in self.symbol.split('/').enumerate() {
            if i > 0 {
                label.push('/');
            }
            let factors: Vec<String> = part.split('*').map(|f| factor_label(f, lang)).collect();
            label.push_str(&factors.join("·"));
        }
        label
    }
}

fn factor_label(factor: &str, lang: Lang) -> String {
    let (count, name) = split_count(factor);
    let known = NAMES.iter().find(|known| known.symbol == name);
    match (lang, known) {
        (Lang::Zh, Some(known)) => {
            format!("{}{}", if count == "100" { "百" } else { count }, known.zh)
        }
        (Lang::En, Some(known)) if count.is_empty() => known.en.to_owned(),
        (Lang::En, Some(known)) => format!("{count} {}s", known.en),
        (_, None) => factor.to_owned(),
    }
}

/// `100pupil` → (`100`, `pupil`); the unit `1` keeps its name.
fn split_count(factor: &str) -> (&str, &str) {
    let digits = factor.bytes().take_while(u8::is_ascii_digit).count();
    if digits == factor.len() {
        ("", factor)
    } else {
        factor.split_at(digits)
    }
}

impl FromStr for Unit {
    type Err = UnitError;

    fn from_str(text: &str) -> Result<Unit, UnitError> {
        let mut dimension = Dimension::NONE;
        let mut scale = Exact::ONE;
        for (i, part) in text.split('/').enumerate() {
            for factor in part.split('*') {
                let (factor_dimension, factor_scale) = parse_factor(factor.trim())?;
                if i == 0 {
                    dimension = dimension.times(factor_dimension);
                    scale = scale * factor_scale;
                } else {
                    dimension = dimension.per(factor_dimension);
                    scale = scale / factor_scale;
                }
            }
        }
        Ok(Unit {
            symbol: text.into(),
            dimension,
            scale,
        })
    }
}

fn parse_factor(factor: &str) -> Result<(Dimension, Exact), UnitError> {
    let unknown = || UnitError {
        part: factor.to_owned(),
        known: NAMES.iter().map(|name| name.symbol).collect(),
    };
    let (count, name) = split_count(factor);
    let known = NAMES
        .iter()
        .find(|known| known.symbol == name)
        .ok_or_else(unknown)?;
    let mut powers = [0; BASES];
    if let Some(base) = known.base {
        powers[base] = 1;
    }
    let count: i128 = if count.is_empty() {
        1
    } else {
        count.parse().map_err(|_| unknown())?
    };
    let (num, den) = known.scale;
    let num = num
        .checked_mul(count)
        .filter(|num| *num > 0)
        .ok_or_else(unknown)?;
    Ok((
        Dimension(powers),
        Exact::ratio(num, den).ok_or_else(unknown)?,
    ))
}

impl PartialEq for Unit {
    fn eq(&self, other: &Unit) -> bool {
        self.dimension == other.dimension && self.scale == other.scale
    }
}

impl Eq for Unit {}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.symbol)
    }
}

impl Serialize for Unit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.symbol)
    }
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Unit, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(text: &str) -> Unit {
        text.parse().unwrap()
    }

    #[test]
    fn scales_between_shown_and_kept() {
        let per_hundred = unit("teacher/100pupil");
        let value = Exact::ratio(26, 600).unwrap();
        assert_eq!(per_hundred.show(&value).to_fixed(4), "4.3333");
        assert_eq!(
            per_hundred.keep(&"4.2".parse().unwrap()),
            "0.042".parse().unwrap()
        );
        assert_eq!(
            unit("wan_yuan").keep(&"1.5".parse().unwrap()),
            "15000".parse().unwrap()
        );
        assert_eq!(
            unit("%").keep(&"95".parse().unwrap()),
            "0.95".parse().unwrap()
        );
    }

    #[test]
    fn only_equal_dimensions_are_equal() {
        assert_eq!(
            unit("teacher/100pupil").dimension(),
            unit("teacher/pupil").dimension()
        );
        assert_ne!(unit("m2").dimension(), unit("pupil").dimension());
        assert_eq!(
            unit("m2/pupil*pupil").dimension(),
            unit("m2/pupil/pupil").dimension()
        );
        assert_eq!(unit("m2/pupil").dimension().to_string(), "m2/pupil");
        assert_eq!(unit("%").dimension(), Dimension::NONE);
    }

    #[test]
    fn speaks_both_languages() {
        assert_eq!(unit("teacher/100pupil").label(Lang::Zh), "师/百生");
        assert_eq!(
            unit("teacher/100pupil").label(Lang::En),
            "teacher/100 pupils"
        );
        assert_eq!(unit("m2/pupil").label(Lang::Zh), "m²/生");
        assert_eq!(unit("1").label(Lang::Zh), "");
    }

    #[test]
    fn names_what_it_does_not_know() {
        let error = "m2/pupils".parse::<Unit>().unwrap_err();
        assert_eq!(error.part, "pupils");
        for bad in [
            "",
            "/",
            "0pupil",
            "99999999999999999999999999999999999999999pupil",
            "m2//pupil",
        ] {
            assert!(bad.parse::<Unit>().is_err(), "{bad}");
        }
    }
}
