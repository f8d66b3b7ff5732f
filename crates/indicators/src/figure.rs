//! One indicator of one section: amount, value, and how it stands to its line.

use kernel::{Exact, Missing};
use serde::{Deserialize, Serialize};
use standards::{Indicator, Sense};

use crate::county::{County, School};

/// How a figure stands to its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// At the limit or on its good side.
    Met,
    /// Not met, but at least the floor (85 % of the limit).
    Floor,
    /// Below the floor; or not met where there is no floor.
    Below,
    /// A figure is missing.
    Unknown,
    /// No line is set.
    NoLimit,
}

/// Green, amber or red, by distance to the line; never the only sign of a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lamp {
    /// Met with room to spare.
    Green,
    /// Met narrowly, or missed but above the floor.
    Amber,
    /// Missed.
    Red,
    /// Not known, or nothing to compare with.
    Grey,
}

/// An indicator's figure for one section.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The section's amount (after the split), in base units.
    pub amount: Result<Exact, Missing>,
    /// The denominator.
    pub per: Result<Exact, Missing>,
    /// Amount over denominator, in base units.
    pub value: Result<Exact, Missing>,
    /// How it stands.
    pub standing: Standing,
    /// Rounding for show would flip the verdict.
    pub rounding_decides: bool,
    /// By distance.
    pub lamp: Lamp,
}

impl County<'_> {
    /// The figure of an indicator for one stage of a school.
    pub(crate) fn figure(&self, indicator: &Indicator, school: &School, stage: usize) -> Figure {
        let amount = self.amount(indicator, school, stage);
        let per = self.formula_value(&indicator.per[stage], school);
        let value = match (&amount, &per) {
            (Ok(amount), Ok(per)) => amount.checked_div(per).ok_or(Missing::Undefined),
            (Err(missing), _) | (_, Err(missing)) => Err(*missing),
        };
        let line = self.line(indicator, stage);
        let (standing, rounding_decides, lamp) = match (&value, &line) {
            (_, Line::None) => (Standing::NoLimit, false, Lamp::Grey),
            (Ok(value), Line::At { limit, floor }) => (
                stand(indicator.sense, value, limit, floor.as_ref()),
                rounding_decides(indicator, value, limit, floor.as_ref()),
                self.lamp(indicator.sense, value, limit, floor.as_ref()),
            ),
            _ => (Standing::Unknown, false, Lamp::Grey),
        };
        Figure {
            amount,
            per,
            value,
            standing,
            rounding_decides,
            lamp,
        }
    }

    /// The section's amount: its own, or its share of the school's.
    fn amount(
        &self,
        indicator: &Indicator,
        school: &School,
        stage: usize,
    ) -> Result<Exact, Missing> {
        let amount = self.formula_value(&indicator.amount[stage], school)?;
        if indicator.shared {
            Ok(amount * self.share(school, stage)?)
        } else {
            Ok(amount)
        }
    }

    fn formula_value(
        &self,
        formula: &Option<formula::Formula>,
        school: &School,
    ) -> Result<Exact, Missing> {
        let formula = formula.as_ref().ok_or(Missing::NotApplicable)?;
        match formula.value(&self.school_row(school)) {
            formula::Value::Number(number) => Ok(number),
            formula::Value::Missing(missing) => Err(missing),
            _ => Err(Missing::Undefined),
        }
    }

    /// The line of an indicator for a stage on the standard's day.
    pub(crate) fn line(&self, indicator: &Indicator, stage: usize) -> Line {
        let Some(limit) = indicator.limit else {
            return Line::None;
        };
        let Some(limit) = self.standard.parameter(limit, Some(stage)) else {
            return Line::NotInForce;
        };
        let limit = limit.value.clone();
        let Some(share) = indicator.floor else {
            return Line::At { limit, floor: None };
        };
        match self.standard.parameter(share, Some(stage)) {
            Some(share) => Line::At {
                floor: Some(share.value.clone() * limit.clone()),
                limit,
            },
            None => Line::NotInForce,
        }
    }

    pub(crate) fn lamp(
        &self,
        sense: Sense,
        value: &Exact,
        limit: &Exact,
        floor: Option<&Exact>,
    ) -> Lamp {
        let near = &self.standard.pack.lamps.near;
        let safe = match sense {
            Sense::AtLeast => limit.clone() * (Exact::ONE + near.clone()),
            Sense::AtMost => limit.clone() * (Exact::ONE - near.clone()),
        };
        if sense.met(value, &safe) {
            Lamp::Green
        } else if sense.met(value, limit) || floor.is_some_and(|floor| sense.met(value, floor)) {
            Lamp::Amber
        } else {
            Lamp::Red
        }
    }
}

/// Where an indicator's line lies.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Line {
    /// The indicator has none.
    None,
    /// It has one, but no value holds on the day.
    NotInForce,
    /// The limit, and the floor below it, in base units.
    At { limit: Exact, floor: Option<Exact> },
}

fn stand(sense: Sense, value: &Exact, limit: &Exact, floor: Option<&Exact>) -> Standing {
    if sense.met(value, limit) {
        Standing::Met
    } else if floor.is_some_and(|floor| sense.met(value, floor)) {
        Standing::Floor
    } else {
        Standing::Below
    }
}

/// Would printing flip how the value stands to its limit, or, below that, to its floor?
fn rounding_decides(
    indicator: &Indicator,
    value: &Exact,
    limit: &Exact,
    floor: Option<&Exact>,
) -> bool {
    let value = indicator.unit.show(value);
    let flips = |line: &Exact| {
        let line = indicator.unit.show(line);
        flips_when_rounded(&value, &line, indicator.digits, |v| {
            indicator.sense.met(v, &line)
        })
    };
    flips(limit) || floor.is_some_and(flips)
}

/// Would printing `value` with `digits` decimals flip the answer? Only values within one printed
/// step of the limit can, so the others are not rounded at all.
pub(crate) fn flips_when_rounded(
    value: &Exact,
    limit: &Exact,
    digits: u32,
    met: impl Fn(&Exact) -> bool,
) -> bool {
    let step = 10f64.powi(-(digits as i32));
    if (value.to_f64() - limit.to_f64()).abs() > step {
        return false;
    }
    met(value) != met(&value.round(digits))
}
