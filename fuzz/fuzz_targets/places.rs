//! What a county brings for its map: GeoJSON, and tables with 经度 and 纬度.

#![no_main]

use facts::Limits;
use facts::places::{Position, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let places = read("x.csv", data, &Limits::default());
    for point in &places.points {
        assert_on_the_map(point.at);
    }
    let rings = places.shapes.iter().flat_map(|shape| shape.parts.iter().flatten());
    for ring in rings {
        assert!(ring.len() > 3 && ring.first() == ring.last(), "an open ring");
        ring.iter().copied().for_each(assert_on_the_map);
    }
});

fn assert_on_the_map(at: Position) {
    let degrees = |millionths: i64| millionths as f64 / 1e6;
    assert!(Position::of_degrees(degrees(at.longitude), degrees(at.latitude)).is_ok());
}
