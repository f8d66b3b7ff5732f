//! Where does every school lie? A strip: one mark a school along the axis of values.
//!
//! Everything across is in per cent of the width, everything down in pixels, so the plot fits any
//! screen and page while letters and marks keep their size. A few far values would press all others
//! together: beyond a fence they stand at the edge, told as such.

use indicators::{SpreadResult, Standing};
use kernel::Exact;
use serde::Serialize;

use crate::report::html::bounds::Detail;
use crate::report::html::county::Look;
use crate::report::names::{self, Sign};
use crate::report::telling::fixed;
use crate::words::tell;

/// A strip plot.
#[derive(Debug, Serialize)]
pub(super) struct Strip {
    pub(super) height: u32,
    pub(super) axis: u32,
    pub(super) top: u32,
    pub(super) dots: Vec<Dot>,
    /// Instead of dots, where there are very many: one path of points each for met and missed.
    pub(super) paths: Vec<Cloud>,
    pub(super) ticks: Vec<Tick>,
    pub(super) limit: Option<Tick>,
    pub(super) floor: Option<Tick>,
    pub(super) mean: Option<f64>,
    pub(super) labels: Vec<Label>,
    pub(super) far: usize,
    pub(super) summary: String,
}

/// A school.
#[derive(Debug, Serialize)]
pub(super) struct Dot {
    pub(super) x: f64,
    pub(super) y: u32,
    pub(super) class: &'static str,
    pub(super) mark: &'static str,
    pub(super) title: String,
    pub(super) link: Option<String>,
}

/// Many schools of one class as one path.
#[derive(Debug, Serialize)]
pub(super) struct Cloud {
    pub(super) class: &'static str,
    pub(super) path: String,
}

/// A place on the axis with its words.
#[derive(Debug, Serialize)]
pub(super) struct Tick {
    pub(super) x: f64,
    pub(super) text: String,
    pub(super) anchor: &'static str,
}

/// The name of a school that contributes most.
#[derive(Debug, Serialize)]
pub(super) struct Label {
    pub(super) x: f64,
    pub(super) y: u32,
    pub(super) to: u32,
    pub(super) anchor: &'static str,
    pub(super) text: String,
}

/// Pixels: a row of labels, the band of marks, a step between marks, the words under the axis.
const LABEL: u32 = 13;
const LEVELS: i32 = 3;
const STEP: u32 = 7;
const UNDER: u32 = 32;
/// Width taken for granted when keeping marks and words apart.
const WIDTH: f64 = 640.0;

/// A value on its way to the strip.
struct Point {
    section: usize,
    value: f64,
    standing: Standing,
}

/// The strip of a spread; nothing without values.
pub(super) fn strip(
    look: &Look<'_>,
    spread: &SpreadResult,
    lines: &Option<(Exact, Option<Exact>)>,
) -> Option<Strip> {
    let points = points(look, spread);
    let unit = &look.paper.standard.pack.indicators[spread.indicator].unit;
    let show = |value: &Exact| unit.show(value).to_f64();
    let limit = lines.as_ref().map(|(limit, _)| show(limit));
    let floor = lines
        .as_ref()
        .and_then(|(_, floor)| floor.as_ref())
        .map(show);
    let axis = Axis::over(&points, limit, floor)?;
    let whole = look.detail == Detail::Whole;
    let labels = if whole {
        labels(look, spread, &points, &axis)
    } else {
        Vec::new()
    };
    let rows = labels
        .iter()
        .map(|label| label.y / LABEL)
        .max()
        .unwrap_or(0);
    let top = rows * LABEL + 6;
    let middle = top + LEVELS as u32 * STEP + 6;
    let base = middle + LEVELS as u32 * STEP + 8;
    let labels = labels
        .into_iter()
        .map(|label| Label {
            to: middle,
            ..label
        })
        .collect();
    Some(Strip {
        height: base + UNDER,
        axis: base,
        top,
        dots: if whole {
            dots(look, spread, &points, &axis, middle)
        } else {
            Vec::new()
        },
        paths: if whole {
            Vec::new()
        } else {
            clouds(&points, &axis)
        },
        ticks: axis.ticks(),
        limit: limit.map(|value| {
            line(
                &axis,
                value,
                tell!(look.words(), "report-limit-line", value = plain(value)),
            )
        }),
        floor: floor.map(|value| {
            line(
                &axis,
                value,
                tell!(look.words(), "report-floor-line", value = plain(value)),
            )
        }),
        mean: spread.mean.as_ref().map(|mean| axis.place(show(mean))),
        labels,
        far: points
            .iter()
            .filter(|point| axis.is_far(point.value))
            .count(),
        summary: summary(look, spread, &points),
    })
}

fn points(look: &Look<'_>, spread: &SpreadResult) -> Vec<Point> {
    let unit = &look.paper.standard.pack.indicators[spread.indicator].unit;
    let point = |section: &usize| {
        let figure = &look.found.sections[*section].figures[spread.indicator];
        let value = unit.show(figure.value.as_ref().ok()?).to_f64();
        Some(Point {
            section: *section,
            value,
            standing: figure.standing,
        })
    };
    spread.rows.iter().filter_map(point).collect()
}

/// A number as short as it can be written.
fn plain(value: f64) -> String {
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    crate::report::telling::grouped(text)
}

fn line(axis: &Axis, value: f64, text: String) -> Tick {
    let x = axis.place(value);
    Tick {
        x,
        text,
        anchor: if x > 60.0 { "end" } else { "start" },
    }
}

/// The range of values that is drawn.
struct Axis {
    low: f64,
    high: f64,
    step: f64,
}

impl Axis {
    /// A range over nearly all points and the lines, between round numbers.
    fn over(points: &[Point], limit: Option<f64>, floor: Option<f64>) -> Option<Axis> {
        let mut values: Vec<f64> = points.iter().map(|point| point.value).collect();
        values.sort_by(f64::total_cmp);
        let (first, last) = (*values.first()?, *values.last()?);
        let at = |share: f64| values[((values.len() - 1) as f64 * share).round() as usize];
        let fence = at(0.9) + 2.5 * (at(0.9) - at(0.1)).max(at(0.9).abs() * 0.1);
        let lines = [limit, floor];
        let lines = || lines.iter().flatten().copied();
        let low = lines().fold(first, f64::min);
        let high = lines().fold(last.min(fence), f64::max);
        let room = (high - low).max(high.abs() * 0.02).max(1e-9);
        let step = round_step(room / 6.0);
        let low = ((low - room * 0.06) / step).floor() * step;
        let high = ((high + room * 0.03) / step).ceil() * step;
        Some(Axis {
            low: if first >= 0.0 { low.max(0.0) } else { low },
            high,
            step,
        })
    }

    fn place(&self, value: f64) -> f64 {
        let share = (value.min(self.high) - self.low) / (self.high - self.low);
        (share * 100_000.0).round() / 1_000.0
    }

    fn is_far(&self, value: f64) -> bool {
        value > self.high
    }

    fn ticks(&self) -> Vec<Tick> {
        let count = ((self.high - self.low) / self.step).round() as i64;
        let tick = |i: i64| {
            let value = self.low + self.step * i as f64;
            let anchor = match i {
                0 => "start",
                i if i == count => "end",
                _ => "middle",
            };
            Tick {
                x: self.place(value),
                text: plain(value),
                anchor,
            }
        };
        (0..=count).map(tick).collect()
    }
}

/// 1, 2 or 5 times a power of ten, not below `wish`.
fn round_step(wish: f64) -> f64 {
    let power = 10f64.powf(wish.log10().floor());
    let times = [1.0, 2.0, 5.0]
        .into_iter()
        .find(|times| times * power >= wish * 0.999);
    times.unwrap_or(10.0) * power
}

/// Marks side by side where their values are close.
fn dots(
    look: &Look<'_>,
    spread: &SpreadResult,
    points: &[Point],
    axis: &Axis,
    middle: u32,
) -> Vec<Dot> {
    let mut order: Vec<&Point> = points.iter().collect();
    order.sort_by(|a, b| a.value.total_cmp(&b.value));
    let mut ends = [f64::NEG_INFINITY; (2 * LEVELS + 1) as usize];
    let near = f64::from(STEP) / WIDTH * 100.0;
    let mut dots = Vec::new();
    for point in order {
        let x = axis.place(point.value);
        let level = free_level(&ends, x, near);
        ends[(level + LEVELS) as usize] = x;
        let y = (middle as i32 + level * STEP as i32) as u32;
        dots.push(dot(look, spread, point, axis, x, y));
    }
    dots
}

/// The level nearest the middle with room at `x`; the one that has been free longest if none has.
fn free_level(ends: &[f64], x: f64, near: f64) -> i32 {
    let levels = (0..=LEVELS).flat_map(|step| [step, -step]);
    let room = |level: &i32| x - ends[(level + LEVELS) as usize];
    levels
        .clone()
        .find(|level| room(level) >= near)
        .unwrap_or_else(|| {
            levels
                .max_by(|a, b| room(a).total_cmp(&room(b)))
                .unwrap_or(0)
        })
}

fn dot(look: &Look<'_>, spread: &SpreadResult, point: &Point, axis: &Axis, x: f64, y: u32) -> Dot {
    let section = &look.found.sections[point.section];
    let (indicator, words) = (
        &look.paper.standard.pack.indicators[spread.indicator],
        look.words(),
    );
    let figure = &section.figures[spread.indicator];
    let said = names::standing(words, figure.standing, figure.lamp);
    let value = figure
        .value
        .as_ref()
        .ok()
        .map(|value| fixed(&indicator.unit, value, indicator.digits));
    let value = names::with_unit(words, &value.unwrap_or_default(), &indicator.unit);
    let name = names::section(words, look.county, section.school, Some(section.stage));
    let far = axis.is_far(point.value);
    Dot {
        x,
        y,
        class: class(point.standing),
        mark: match (point.standing, far) {
            (Standing::Below, _) => "×",
            (Standing::Floor, _) => "△",
            (_, true) => "›",
            _ => "",
        },
        title: match said.sign {
            Sign::Plain => words.labelled(&name, &value),
            _ => words.labelled(&name, &words.list([value, said.plain()])),
        },
        link: look
            .links
            .figure(section.school, look.stage_id(section.stage), &indicator.id),
    }
}

fn class(standing: Standing) -> &'static str {
    match standing {
        Standing::Below => "failed",
        Standing::Floor => "floor",
        _ => "met",
    }
}

/// Very many marks as paths in a box of 1000 × 42; levels are dealt out in turn.
fn clouds(points: &[Point], axis: &Axis) -> Vec<Cloud> {
    let cloud = |class_wanted: &'static str| {
        let own = points
            .iter()
            .filter(|point| class(point.standing) == class_wanted);
        let path: String = own
            .enumerate()
            .map(|(i, point)| {
                format!(
                    "M{:.0} {}h0",
                    axis.place(point.value) * 10.0,
                    3 + (i * 5) % 7 * 6
                )
            })
            .collect();
        Cloud {
            class: class_wanted,
            path,
        }
    };
    let clouds = ["met", "floor", "failed"].map(cloud);
    clouds
        .into_iter()
        .filter(|cloud| !cloud.path.is_empty())
        .collect()
}

/// Names of the rows that contribute most, each in a line of its own.
fn labels(look: &Look<'_>, spread: &SpreadResult, points: &[Point], axis: &Axis) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for (section, share) in spread
        .greatest
        .iter()
        .take(3)
        .filter(|(_, share)| *share >= 0.05)
    {
        let Some(point) = points.iter().find(|point| point.section == *section) else {
            continue;
        };
        let (x, row) = (axis.place(point.value), &look.found.sections[*section]);
        let name = names::section(look.words(), look.county, row.school, Some(row.stage));
        let text = format!("{name} {:.0}%", share * 100.0);
        let anchor = if x > 55.0 { "end" } else { "start" };
        labels.push(Label {
            x,
            y: 0,
            to: 0,
            anchor,
            text,
        });
    }
    // From left to right downwards, so that no lead runs through a name.
    labels.sort_by(|a, b| b.x.total_cmp(&a.x));
    for (line, label) in (1..).zip(&mut labels) {
        label.y = line * LABEL;
    }
    labels
}

/// The plot in one sentence, for those who do not see it.
fn summary(look: &Look<'_>, spread: &SpreadResult, points: &[Point]) -> String {
    let count = |class_wanted: &str| {
        points
            .iter()
            .filter(|p| class(p.standing) == class_wanted)
            .count()
    };
    let extreme =
        |best: fn(f64, f64) -> f64| points.iter().map(|p| p.value).reduce(best).unwrap_or(0.0);
    let indicator = &look.paper.standard.pack.indicators[spread.indicator];
    tell!(
        look.words(),
        "report-strip-summary",
        indicator = look.words().text(&indicator.title).to_owned(),
        rows = points.len(),
        low = plain(extreme(f64::min)),
        high = plain(extreme(f64::max)),
        floor = count("floor"),
        below = count("failed")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(values: &[f64]) -> Vec<Point> {
        let point = |(section, value): (usize, &f64)| Point {
            section,
            value: *value,
            standing: Standing::Met,
        };
        values.iter().enumerate().map(point).collect()
    }

    #[test]
    fn the_axis_runs_between_round_numbers_around_everything() {
        let axis = Axis::over(&points(&[4.3, 5.1, 6.8]), Some(4.5), Some(3.825)).unwrap();
        let ticks = axis.ticks();
        let told: Vec<&str> = ticks.iter().map(|tick| tick.text.as_str()).collect();
        assert_eq!(told, ["3.5", "4", "4.5", "5", "5.5", "6", "6.5", "7"]);
        assert_eq!((ticks[0].x, ticks[7].x), (0.0, 100.0));
        assert!(axis.place(3.825) > 0.0 && axis.place(6.8) < 100.0);
    }

    #[test]
    fn a_value_far_away_does_not_press_the_others_together() {
        let mut values: Vec<f64> = (0..40).map(|i| 10.0 + f64::from(i) * 0.1).collect();
        values.push(4_266.0);
        let axis = Axis::over(&points(&values), None, None).unwrap();
        assert!(axis.high < 40.0, "{}", axis.high);
        assert!(axis.is_far(4_266.0) && !axis.is_far(13.9));
        assert_eq!(axis.place(4_266.0), 100.0);
    }

    #[test]
    fn equal_values_stand_side_by_side_and_one_alone_has_an_axis() {
        let mut ends = [f64::NEG_INFINITY; 7];
        let levels: Vec<i32> = (0..7)
            .map(|_| {
                let level = free_level(&ends, 50.0, 1.0);
                ends[(level + LEVELS) as usize] = 50.0;
                level
            })
            .collect();
        assert_eq!(levels, [0, 1, -1, 2, -2, 3, -3]);
        assert!(Axis::over(&points(&[0.0]), None, None).is_some());
        assert!(Axis::over(&[], None, None).is_none());
    }
}
