//! Areas and points of a GeoJSON file (RFC 7946), and the older `crs` that such files may still carry.

use std::str;

use geojson::{Feature, GeoJson, Geometry, GeometryValue, JsonObject, PolygonType};

use super::{Doubts, Places, Point, Position, Ring, Shape};
use crate::codes;

/// Corners and areas of a file at most: more than this no old office machine draws.
const MOST_CORNERS: usize = 200_000;
const MOST_FEATURES: usize = 20_000;

/// Under which names people keep a code and a name.
const CODES: &[&str] = &[
    "学校标识码",
    "标识码",
    "行政区划代码",
    "代码",
    "code",
    "adcode",
    "id",
];
const NAMES: &[&str] = &[
    "学校名称",
    "校名",
    "名称",
    "乡镇",
    "乡镇名称",
    "name",
    "NAME",
    "Name",
];

/// Systems of coordinates that are degrees on (nearly) the same ellipsoid.
const DEGREES: &[&str] = &["CRS84", "4326", "4490"];

pub(super) fn read(bytes: &[u8]) -> Places {
    let mut places = Places::default();
    let read = str::from_utf8(bytes).map_err(|error| error.to_string());
    let read = read.and_then(|text| {
        let read = text.parse::<GeoJson>();
        read.map_err(|error| error.to_string())
    });
    let features = match read {
        Ok(read) => match other_system(&read) {
            None => features(read),
            Some(system) => {
                let finding = codes::PLACES_OTHER_SYSTEM.found().with("system", system);
                places.findings.push(finding);
                return places;
            }
        },
        Err(said) => {
            let said: String = said.chars().take(200).collect();
            let finding = codes::PLACES_NOT_GEOJSON.found().with("said", said);
            places.findings.push(finding);
            return places;
        }
    };
    let corners: usize = features.iter().map(corners).sum();
    if corners > MOST_CORNERS || features.len() > MOST_FEATURES {
        let finding = codes::PLACES_TOO_DETAILED.found();
        let finding = finding.with("count", corners.max(features.len()).to_string());
        places
            .findings
            .push(finding.with("limit", MOST_CORNERS.to_string()));
        return places;
    }
    Reading::default().take(features)
}

/// The system of coordinates that a file names, if it is another than degrees.
fn other_system(read: &GeoJson) -> Option<String> {
    let members = match read {
        GeoJson::FeatureCollection(all) => all.foreign_members.as_ref()?,
        GeoJson::Feature(one) => one.foreign_members.as_ref()?,
        GeoJson::Geometry(own) => own.foreign_members.as_ref()?,
    };
    let system = members
        .get("crs")?
        .get("properties")?
        .get("name")?
        .as_str()?;
    let last = system.rsplit([':', '/']).next().unwrap_or(system);
    let is_degrees = DEGREES.iter().any(|known| last.eq_ignore_ascii_case(known));
    (!is_degrees).then(|| system.chars().take(80).collect())
}

fn features(read: GeoJson) -> Vec<Feature> {
    match read {
        GeoJson::FeatureCollection(all) => all.features,
        GeoJson::Feature(one) => vec![one],
        GeoJson::Geometry(own) => vec![Feature {
            geometry: Some(own),
            ..Feature::default()
        }],
    }
}

fn corners(feature: &Feature) -> usize {
    let of = |polygon: &PolygonType| polygon.iter().map(Vec::len).sum::<usize>();
    match feature.geometry.as_ref().map(|own| &own.value) {
        Some(GeometryValue::Polygon { coordinates }) => of(coordinates),
        Some(GeometryValue::MultiPolygon { coordinates }) => coordinates.iter().map(of).sum(),
        _ => 1,
    }
}

/// A file while it is read.
#[derive(Default)]
struct Reading {
    places: Places,
    doubts: Doubts,
    not_used: usize,
    broken: usize,
    unnamed: usize,
}

impl Reading {
    fn take(mut self, features: Vec<Feature>) -> Places {
        for feature in features {
            let named = Named::of(&feature);
            match feature.geometry.map(|Geometry { value, .. }| value) {
                Some(GeometryValue::Polygon { coordinates }) => self.shape(named, &[coordinates]),
                Some(GeometryValue::MultiPolygon { coordinates }) => {
                    self.shape(named, &coordinates)
                }
                Some(GeometryValue::Point { coordinates }) => {
                    self.point(named, coordinates.as_slice())
                }
                _ => self.not_used += 1,
            }
        }
        let counted = [
            (codes::PLACES_NOT_USED, self.not_used),
            (codes::PLACES_BROKEN, self.broken),
            (codes::PLACES_UNNAMED, self.unnamed),
        ];
        let told = counted.into_iter().filter(|(_, count)| *count > 0);
        let told = told.map(|(code, count)| code.found().with("count", count.to_string()));
        let found = told.chain(self.doubts.into_findings());
        self.places.findings.extend(found);
        if self.places.shapes.is_empty() && self.places.points.is_empty() {
            self.places.findings.push(codes::PLACES_NOTHING.found());
        }
        self.places
    }

    fn shape(&mut self, named: Named, polygons: &[PolygonType]) {
        let mut parts = Vec::new();
        for polygon in polygons {
            let mut rings: Vec<Ring> = Vec::new();
            for ring in polygon {
                let corners = ring.iter().map(|corner| self.position(corner.as_slice()));
                let Some(corners) = corners.collect::<Option<Ring>>() else {
                    return;
                };
                if corners.len() < 4 || corners.first() != corners.last() {
                    self.broken += 1;
                    return;
                }
                rings.push(corners);
            }
            parts.push(rings);
        }
        self.places.shapes.push(Shape {
            name: named.name,
            code: named.code,
            parts,
        });
    }

    fn point(&mut self, named: Named, coordinates: &[f64]) {
        let Some(at) = self.position(coordinates) else {
            return;
        };
        if named.name.is_empty() && named.code.is_empty() {
            self.unnamed += 1;
            return;
        }
        self.places.points.push(Point {
            code: named.code,
            name: named.name,
            at,
        });
    }

    fn position(&mut self, coordinates: &[f64]) -> Option<Position> {
        let [longitude, latitude, ..] = coordinates else {
            self.broken += 1;
            return None;
        };
        let read = Position::of_degrees(*longitude, *latitude);
        read.map_err(|finding| self.doubts.add(finding)).ok()
    }
}

/// Whose a feature is.
struct Named {
    code: String,
    name: String,
}

impl Named {
    fn of(feature: &Feature) -> Named {
        let none = JsonObject::new();
        let said = feature.properties.as_ref().unwrap_or(&none);
        Named {
            code: first(said, CODES),
            name: first(said, NAMES),
        }
    }
}

fn first(said: &JsonObject, keys: &[&str]) -> String {
    let told = |key: &&str| match said.get(*key)? {
        geojson::JsonValue::String(text) => Some(text.trim().to_owned()),
        geojson::JsonValue::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let mut told = keys.iter().filter_map(told);
    let told = told.find(|text| !text.is_empty()).unwrap_or_default();
    told.chars().take(100).collect()
}
