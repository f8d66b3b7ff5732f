//! One indicator of one section: amount, value, and how it stands to its line.

use formula::Row;
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
        let share = self.share(school, stage);
        self.figure_by(&self.gauge(indicator, stage), school, &share)
    }

    /// The same by a gauge, with the stage's share of what the school has in common.
    pub(crate) fn figure_by(
        &self,
        gauge: &Gauge<'_>,
        school: &School,
        share: &Result<Exact, Missing>,
    ) -> Figure {
        self.figure_of(gauge, &self.school_row(school), share)
    }

    /// How an indicator would stand if a school's figures were those of another row.
    pub(crate) fn standing_of(
        &self,
        indicator: usize,
        school: &School,
        stage: usize,
        row: &dyn Row,
    ) -> Standing {
        let gauge = self.gauge(&self.standard.pack.indicators[indicator], stage);
        let share = self.share(school, stage);
        self.figure_of(&gauge, row, &share).standing
    }

    fn figure_of(
        &self,
        gauge: &Gauge<'_>,
        row: &dyn Row,
        share: &Result<Exact, Missing>,
    ) -> Figure {
        let (indicator, stage) = (gauge.indicator, gauge.stage);
        let amount = formula_value(&indicator.amount[stage], row);
        let amount = match indicator.shared {
            true => amount.and_then(|amount| Ok(amount * share.clone()?)),
            false => amount,
        };
        let per = formula_value(&indicator.per[stage], row);
        let value = match (&amount, &per) {
            (Ok(amount), Ok(per)) => amount.checked_div(per).ok_or(Missing::Undefined),
            (Err(missing), _) | (_, Err(missing)) => Err(*missing),
        };
        let (standing, rounding_decides, lamp) = gauge.judge(&value);
        Figure {
            amount,
            per,
            value,
            standing,
            rounding_decides,
            lamp,
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

    /// An indicator made ready for the schools of one stage.
    pub(crate) fn gauge<'i>(&self, indicator: &'i Indicator, stage: usize) -> Gauge<'i> {
        let line = self.line(indicator, stage);
        let marks = match &line {
            Line::At { limit, floor } => {
                let near = &self.standard.pack.lamps.near;
                Some(Marks::new(indicator, limit, floor.as_ref(), near))
            }
            _ => None,
        };
        Gauge {
            indicator,
            stage,
            line,
            marks,
        }
    }
}

fn formula_value(formula: &Option<formula::Formula>, row: &dyn Row) -> Result<Exact, Missing> {
    let formula = formula.as_ref().ok_or(Missing::NotApplicable)?;
    match formula.value(row) {
        formula::Value::Number(number) => Ok(number),
        formula::Value::Missing(missing) => Err(missing),
        _ => Err(Missing::Undefined),
    }
}

/// An indicator held to the schools of one stage: what is the same for all of them.
pub(crate) struct Gauge<'i> {
    indicator: &'i Indicator,
    stage: usize,
    line: Line,
    marks: Option<Marks>,
}

/// What follows from a limit.
struct Marks {
    /// Where green begins.
    safe: Exact,
    /// The limit and the floor where printing may flip how a value stands to them.
    edges: Vec<Edge>,
}

/// A line as it is printed, and how near a value must be for printing to matter.
struct Edge {
    shown: Exact,
    /// The line in base units, and twice a printed step.
    line: f64,
    reach: f64,
}

impl Marks {
    fn new(indicator: &Indicator, limit: &Exact, floor: Option<&Exact>, near: &Exact) -> Marks {
        let step = 10f64.powi(-(indicator.digits as i32)) * indicator.unit.scale().to_f64();
        let edge = |line: &Exact| Edge {
            shown: indicator.unit.show(line),
            line: line.to_f64(),
            reach: 2.0 * step,
        };
        Marks {
            safe: match indicator.sense {
                Sense::AtLeast => limit.clone() * (Exact::ONE + near.clone()),
                Sense::AtMost => limit.clone() * (Exact::ONE - near.clone()),
            },
            edges: std::iter::once(limit).chain(floor).map(edge).collect(),
        }
    }
}

impl Gauge<'_> {
    /// How a value stands, whether printing would flip that, and its lamp.
    fn judge(&self, value: &Result<Exact, Missing>) -> (Standing, bool, Lamp) {
        match (value, &self.line, &self.marks) {
            (_, Line::None, _) => (Standing::NoLimit, false, Lamp::Grey),
            (Ok(value), Line::At { .. }, Some(marks)) => {
                let sense = self.indicator.sense;
                let standing = self.stands(Some(value));
                let lamp = match standing {
                    _ if sense.met(value, &marks.safe) => Lamp::Green,
                    Standing::Met | Standing::Floor => Lamp::Amber,
                    _ => Lamp::Red,
                };
                (standing, self.rounding_decides(value, marks), lamp)
            }
            _ => (Standing::Unknown, false, Lamp::Grey),
        }
    }

    /// How a value stands to the line, a school's or a mean of several.
    pub(crate) fn stands(&self, value: Option<&Exact>) -> Standing {
        match (value, &self.line) {
            (_, Line::None) => Standing::NoLimit,
            (Some(value), Line::At { limit, floor }) => {
                stand(self.indicator.sense, value, limit, floor.as_ref())
            }
            _ => Standing::Unknown,
        }
    }

    /// Would printing flip how the value stands to its limit, or, below that, to its floor?
    fn rounding_decides(&self, value: &Exact, marks: &Marks) -> bool {
        let near = value.to_f64();
        let flips = |edge: &Edge| {
            let Indicator { unit, digits, .. } = self.indicator;
            flips_when_rounded(&unit.show(value), &edge.shown, *digits, |v| {
                self.indicator.sense.met(v, &edge.shown)
            })
        };
        let mut edges = marks.edges.iter();
        edges.any(|edge| (near - edge.line).abs() <= edge.reach && flips(edge))
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
