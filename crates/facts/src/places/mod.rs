//! Where do schools lie, and what shape has their county? GeoJSON and tables that people bring.
//!
//! Coordinates are degrees, longitude before latitude (WGS 84; CGCS2000 differs by less than a metre),
//! kept as whole millionths. What cannot be such a coordinate is refused with the reason; what is off by
//! some hundred metres, as the maps of phones are, no program can tell, so every reading says so once.

mod geojson;
mod table;

use kernel::Finding;

use crate::codes::{self, Code};
use crate::reading::{Input, Limits};

/// A place on earth, in millionths of a degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// East of Greenwich.
    pub longitude: i64,
    /// North of the equator.
    pub latitude: i64,
}

/// Millionths in a degree.
pub const DEGREE: i64 = 1_000_000;
/// The country with some room around it, in degrees.
const EAST: (i64, i64) = (70, 140);
const NORTH: (i64, i64) = (0, 60);

/// The corners of an area; the last is the first again.
pub type Ring = Vec<Position>;

/// A named area: its outer ring first, then its holes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// What it is called; empty if the file does not say.
    pub name: String,
    /// 行政区划代码; empty if the file does not say.
    pub code: String,
    /// Its parts.
    pub parts: Vec<Vec<Ring>>,
}

/// A school's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// 学校标识码; empty if the file does not say.
    pub code: String,
    /// Its name; empty if the file does not say.
    pub name: String,
    /// Where it lies.
    pub at: Position,
}

/// What a file says of places.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    /// Areas.
    pub shapes: Vec<Shape>,
    /// Schools.
    pub points: Vec<Point>,
    /// What a person should know about the file.
    pub findings: Vec<Finding>,
}

/// Reads a file: GeoJSON by its first sign, else a workbook or a text table with 经度 and 纬度.
pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Places {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        Some(b'{' | b'[') => geojson::read(text),
        _ => table::read(Input::bytes(name, bytes), limits),
    }
}

impl Position {
    /// A place by its degrees, or why they name none in the country.
    pub fn of_degrees(longitude: f64, latitude: f64) -> Result<Position, Finding> {
        let kept = |degrees: f64| (degrees * DEGREE as f64).round() as i64;
        let at = Position {
            longitude: kept(longitude),
            latitude: kept(latitude),
        };
        match at.doubt() {
            None => Ok(at),
            Some(code) => {
                let told = |degrees: f64| degrees.to_string();
                Err(code
                    .found()
                    .with("x", told(longitude))
                    .with("y", told(latitude)))
            }
        }
    }

    /// Why it cannot be a place in the country.
    fn doubt(self) -> Option<Code> {
        let within =
            |value: i64, (low, high): (i64, i64)| (low * DEGREE..=high * DEGREE).contains(&value);
        let (x, y) = (self.longitude, self.latitude);
        if within(x, EAST) && within(y, NORTH) {
            None
        } else if within(y, EAST) && within(x, NORTH) {
            Some(codes::PLACES_SWAPPED)
        } else if x.abs() > 180 * DEGREE || y.abs() > 90 * DEGREE {
            Some(codes::PLACES_PROJECTED)
        } else {
            Some(codes::PLACES_ELSEWHERE)
        }
    }
}

impl Shape {
    /// Whether a place lies in it: a ray to the east crosses its rings an odd number of times.
    pub fn holds(&self, at: Position) -> bool {
        let crosses = |ends: &[Position]| {
            let [a, b] = ends else { return false };
            if (a.latitude > at.latitude) == (b.latitude > at.latitude) {
                return false;
            }
            // Where the side meets the ray, multiplied out: exact in whole numbers.
            let rise = i128::from(b.latitude - a.latitude);
            let run = i128::from(b.longitude - a.longitude);
            let east = i128::from(at.longitude - a.longitude) * rise;
            let meets = run * i128::from(at.latitude - a.latitude);
            (east < meets) == (rise > 0)
        };
        let rings = self.parts.iter().flatten();
        let sides = rings.flat_map(|ring| ring.windows(2));
        sides.filter(|ends| crosses(ends)).count() % 2 == 1
    }
}

/// Troubles that many coordinates share, told once: how many there are, and the first of them.
#[derive(Debug, Default)]
struct Doubts(Vec<(Finding, usize)>);

impl Doubts {
    fn add(&mut self, finding: Finding) {
        match self
            .0
            .iter_mut()
            .find(|(known, _)| known.code == finding.code)
        {
            Some((_, count)) => *count += 1,
            None => self.0.push((finding, 1)),
        }
    }

    fn into_findings(self) -> impl Iterator<Item = Finding> {
        let told = |(finding, count): (Finding, usize)| finding.with("count", count.to_string());
        self.0.into_iter().map(told)
    }
}

#[cfg(test)]
mod tests;
