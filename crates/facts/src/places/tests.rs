use super::*;

fn codes(places: &Places) -> Vec<&str> {
    let findings = places.findings.iter();
    findings.map(|finding| finding.code.as_str()).collect()
}

fn text(text: &str) -> Places {
    read("地图.geojson", text.as_bytes(), &Limits::default())
}

fn feature(geometry: &str, properties: &str) -> String {
    format!(r#"{{"type":"Feature","geometry":{geometry},"properties":{properties}}}"#)
}

fn collection(features: &[String]) -> String {
    format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        features.join(",")
    )
}

fn square(west: f64, south: f64, side: f64) -> String {
    let (east, north) = (west + side, south + side);
    format!(
        r#"{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}"#
    )
}

fn point(x: f64, y: f64) -> String {
    format!(r#"{{"type":"Point","coordinates":[{x},{y}]}}"#)
}

#[test]
fn areas_and_schools_are_read_from_one_file() {
    let file = collection(&[
        feature(
            &square(123.0, 41.0, 0.5),
            r#"{"name":"河湾镇","code":219900}"#,
        ),
        feature(
            &point(123.25, 41.25),
            r#"{"学校标识码":"2121000101","电话":"不留"}"#,
        ),
        feature(
            r#"{"type":"LineString","coordinates":[[123,41],[124,42]]}"#,
            "{}",
        ),
        feature(&point(123.25, 41.25), "{}"),
    ]);
    let read = text(&file);
    assert_eq!(codes(&read), ["places-not-used", "places-unnamed"]);
    let (shape, school) = (&read.shapes[0], &read.points[0]);
    assert_eq!((&*shape.name, &*shape.code), ("河湾镇", "219900"));
    assert_eq!(school.at.longitude, 123_250_000);
    assert!(shape.holds(school.at));
    let outside = Position::of_degrees(123.75, 41.25).unwrap();
    assert!(!shape.holds(outside));
}

#[test]
fn what_is_no_place_in_the_country_is_refused_with_its_reason() {
    let cases = [
        (41.25, 123.25, "places-swapped"),
        (41_512_345.0, 4_571_234.0, "places-projected"),
        (-74.0, 40.7, "places-elsewhere"),
        (123.25, 61.0, "places-elsewhere"),
    ];
    for (x, y, code) in cases {
        let good = feature(&point(123.0, 41.0), r#"{"name":"河湾小学"}"#);
        let bad = feature(&point(x, y), r#"{"name":"青杨小学"}"#);
        let read = text(&collection(&[good, bad.clone(), bad]));
        assert_eq!(codes(&read), [code], "{x} {y}");
        assert_eq!(
            read.findings[0]
                .args
                .iter()
                .find(|(name, _)| name == "count")
                .unwrap()
                .1,
            "2"
        );
        assert_eq!(read.points.len(), 1);
        let shape = text(&collection(&[feature(&square(x, y, 0.1), "{}")]));
        assert!(shape.shapes.is_empty());
    }
}

#[test]
fn other_systems_and_other_files_are_named() {
    let crs = |name: &str| {
        format!(
            r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"{name}"}}}},"features":[{}]}}"#,
            feature(&square(123.0, 41.0, 1.0), "{}")
        )
    };
    assert!(codes(&text(&crs("urn:ogc:def:crs:OGC:1.3:CRS84"))).is_empty());
    assert!(codes(&text(&crs("urn:ogc:def:crs:EPSG::4490"))).is_empty());
    assert_eq!(
        codes(&text(&crs("urn:ogc:def:crs:EPSG::3857"))),
        ["places-other-system"]
    );
    for damaged in [
        "{",
        "{}",
        "[1,2]",
        r#"{"type":"Feature"}"#,
        "{\"type\":\"FeatureCollection\",\"features\":[{}]}",
    ] {
        let read = text(damaged);
        assert!(read.shapes.is_empty() && read.points.is_empty());
        assert!(!read.findings.is_empty(), "{damaged}");
    }
    let deep = format!("{}{}", r#"{"a":"#.repeat(5_000), "}".repeat(5_000));
    assert_eq!(codes(&text(&deep)), ["places-not-geojson"]);
    let open = feature(
        r#"{"type":"Polygon","coordinates":[[[123,41],[124,41],[124,42]]]}"#,
        "{}",
    );
    assert_eq!(codes(&text(&open)), ["places-broken", "places-nothing"]);
}

#[test]
fn a_table_gives_the_places_of_schools() {
    let file = "学校标识码,学校名称,经度,纬度\n2121000101,河湾小学,123.2512345,４１.25\n2121000102,青杨小学,,41.3\n2121000103,柳条小学,41.3,123.2\n";
    let read = read("位置.csv", file.as_bytes(), &Limits::default());
    assert_eq!(read.points.len(), 1, "{:?}", read.findings);
    let own = &read.points[0];
    assert_eq!((&*own.code, &*own.name), ("2121000101", "河湾小学"));
    assert_eq!(
        (own.at.longitude, own.at.latitude),
        (123_251_235, 41_250_000)
    );
    let told = codes(&read);
    assert!(
        told.contains(&"place-incomplete") && told.contains(&"places-swapped"),
        "{told:?}"
    );
}

#[test]
fn holes_are_not_part_of_an_area() {
    let corner = |x: i64, y: i64| Position {
        longitude: x,
        latitude: y,
    };
    let ring = |low: i64, high: i64| {
        vec![
            corner(low, low),
            corner(high, low),
            corner(high, high),
            corner(low, high),
            corner(low, low),
        ]
    };
    let shape = Shape {
        name: String::new(),
        code: String::new(),
        parts: vec![vec![ring(0, 100), ring(40, 60)]],
    };
    assert!(shape.holds(corner(20, 20)));
    assert!(!shape.holds(corner(50, 50)));
    assert!(!shape.holds(corner(120, 50)));
}

/// Words such files are made of, in any order: nothing a stranger writes breaks the reading.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"type\"",
    "\"Feature\"",
    "\"FeatureCollection\"",
    "\"features\"",
    "\"geometry\"",
    "\"properties\"",
    "\"coordinates\"",
    "\"Point\"",
    "\"Polygon\"",
    "\"MultiPolygon\"",
    "\"name\"",
    "null",
    "123.2",
    "41",
    "1e999",
    "-0",
    "\"河湾小学\"",
    "\"crs\"",
    " ",
    "经度,纬度\n",
];

proptest::proptest! {
    #[test]
    fn whatever_is_written_is_read_or_named(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..60)) {
        let read = text(&pieces.concat());
        proptest::prop_assert!(!read.shapes.is_empty() || !read.points.is_empty() || !read.findings.is_empty());
    }
}
