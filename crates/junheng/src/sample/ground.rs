//! The ground of the invented county: borders of its townships and the places of its schools.
//!
//! It lies in the open sea, where no county is. The borders are the lines of a table, bent by a few waves:
//! neighbours share them, and each call gives the same.

use serde_json::{Value, json};

use std::f64::consts::TAU;

/// A township and the codes of its schools.
pub(super) type Township<'a> = (&'a str, Vec<&'a str>);

/// Its south-western corner, and how far it reaches, in degrees.
const CORNER: (f64, f64) = (119.6, 38.45);
const WIDE: (f64, f64) = (0.62, 0.48);
/// Corners along each side of a township.
const STEPS: u32 = 14;
/// Steps that fill a square evenly with points, however many there are.
const EVENLY: (f64, f64) = (0.754_877_666_2, 0.569_840_290_9);

/// Everything as one GeoJSON file; the last school stays without a place, as in life.
pub(super) fn geojson(townships: &[Township<'_>]) -> String {
    let cells = cells(townships.len());
    let mut features = Vec::new();
    for ((name, schools), cell) in townships.iter().zip(&cells) {
        let ring: Vec<Value> = cell.border().map(|(u, v)| corner(u, v)).collect();
        let area = json!({ "type": "Polygon", "coordinates": [ring] });
        features.push(feature(json!({ "name": name }), area));
        for (at, code) in schools.iter().enumerate() {
            let (u, v) = cell.point(at);
            let point = json!({ "type": "Point", "coordinates": corner(u, v) });
            features.push(feature(json!({ "学校标识码": code }), point));
        }
    }
    features.pop();
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

fn feature(properties: Value, geometry: Value) -> Value {
    json!({ "type": "Feature", "properties": properties, "geometry": geometry })
}

/// A rectangle of the table, in a square of side one.
struct Cell {
    west: f64,
    south: f64,
    wide: f64,
    high: f64,
}

/// As many rectangles as asked for, in rows that are about as many as columns.
fn cells(count: usize) -> Vec<Cell> {
    let rows = (count as f64).sqrt().round().max(1.0) as usize;
    let mut cells = Vec::new();
    for row in 0..rows {
        let own = count / rows + usize::from(row < count % rows);
        cells.extend((0..own).map(|column| Cell {
            west: column as f64 / own as f64,
            south: row as f64 / rows as f64,
            wide: 1.0 / own as f64,
            high: 1.0 / rows as f64,
        }));
    }
    cells
}

impl Cell {
    /// Around it, back to where it began.
    fn border(&self) -> impl Iterator<Item = (f64, f64)> {
        let sides = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)];
        let along = |ends: &[(f64, f64)]| {
            let (from, to) = (ends[0], ends[1]);
            (0..STEPS).map(move |step| {
                let part = f64::from(step) / f64::from(STEPS);
                (
                    from.0 + (to.0 - from.0) * part,
                    from.1 + (to.1 - from.1) * part,
                )
            })
        };
        let around: Vec<(f64, f64)> = sides.windows(2).flat_map(along).collect();
        let first = around.first().copied();
        around.into_iter().chain(first).map(|at| self.within(at))
    }

    /// The place of a school, away from the borders.
    fn point(&self, number: usize) -> (f64, f64) {
        let part = |step: f64| 0.15 + 0.7 * (0.5 + step * number as f64).fract();
        self.within((part(EVENLY.0), part(EVENLY.1)))
    }

    fn within(&self, (u, v): (f64, f64)) -> (f64, f64) {
        (self.west + u * self.wide, self.south + v * self.high)
    }
}

/// A place of the bent table, in degrees.
fn corner(u: f64, v: f64) -> Value {
    let wave = |turns: f64| (TAU * turns).sin();
    let x = u
        + 0.045 * wave(1.1 * v + 0.2)
        + 0.018 * wave(2.7 * u + 2.3 * v)
        + 0.008 * wave(6.1 * v - 4.3 * u);
    let y = v
        + 0.05 * wave(0.9 * u + 0.6)
        + 0.016 * wave(2.9 * u - 2.1 * v)
        + 0.007 * wave(5.7 * u + 4.9 * v);
    let degrees = |from: f64, wide: f64, part: f64| ((from + wide * part) * 1e6).round() / 1e6;
    json!([degrees(CORNER.0, WIDE.0, x), degrees(CORNER.1, WIDE.1, y)])
}

#[cfg(test)]
mod tests {
    use facts::Limits;

    use super::*;

    #[test]
    fn every_school_lies_in_its_township_and_the_last_nowhere() {
        let towns = ["河湾镇", "青杨镇", "文星街道", "石门乡", "柳条镇"];
        let codes: Vec<String> = (0..40).map(|n| format!("21210001{n:02}")).collect();
        let own = |town: usize| {
            codes
                .iter()
                .skip(town * 8)
                .take(8)
                .map(String::as_str)
                .collect()
        };
        let townships: Vec<Township<'_>> = (0..5).map(|town| (towns[town], own(town))).collect();
        let text = geojson(&townships);
        let read = facts::places::read("x.geojson", text.as_bytes(), &Limits::default());
        assert!(read.findings.is_empty(), "{:?}", read.findings);
        assert_eq!((read.shapes.len(), read.points.len()), (5, 39));
        for (number, point) in read.points.iter().enumerate() {
            let holds = read.shapes.iter().map(|shape| shape.holds(point.at));
            let within: Vec<usize> = holds
                .enumerate()
                .filter(|own| own.1)
                .map(|own| own.0)
                .collect();
            assert_eq!(within, [number / 8]);
        }
    }
}
