//! Places from a workbook or a text table: 学校标识码 or 学校名称, 经度, 纬度.

use std::ops::ControlFlow;
use std::sync::{Arc, LazyLock};

use kernel::Exact;

use super::{Doubts, Places, Point, Position};
use crate::catalogue::{ColumnId, Form};
use crate::codes;
use crate::import::{Options, import};
use crate::reading::{Input, Limits};
use crate::table::{Datum, Table};
use crate::toml_file::TomlFile;

const TEXT: &str = r#"
id = "places"
subject = "school"
filled_by = "county"
title = { zh = "学校位置", en = "Places of schools" }

[[field]]
id = "longitude"
kind = "amount"
unit = "1"
title = { zh = "经度", en = "Longitude" }
aliases = ["东经", "lon", "lng", "X", "经度(度)", "经度(°)"]
privacy = "public"

[[field]]
id = "latitude"
kind = "amount"
unit = "1"
title = { zh = "纬度", en = "Latitude" }
aliases = ["北纬", "lat", "Y", "纬度(度)", "纬度(°)"]
privacy = "public"
"#;

/// What such a table asks.
#[expect(clippy::expect_used, reason = "built in, and read by a test")]
static FORM: LazyLock<Arc<Form>> = LazyLock::new(|| {
    let file = TomlFile {
        name: "places.toml",
        text: TEXT,
    };
    Arc::new(Form::load(file, [].into()).expect("the form of places can be read"))
});

pub(super) fn read(input: Input<'_>, limits: &Limits) -> Places {
    let options = Options {
        // Whose county and which year is no question here.
        default_county: Some(String::new()),
        default_year: Some(1),
        limits: limits.clone(),
        ..Options::default()
    };
    let mut go_on = |_: crate::Progress<'_>| ControlFlow::Continue(());
    let read = import(
        vec![input],
        std::slice::from_ref(&FORM),
        &[],
        &options,
        &mut go_on,
    );
    let mut places = Places {
        findings: read.findings,
        ..Places::default()
    };
    let mut doubts = Doubts::default();
    for table in &read.tables {
        for row in 0..table.len() {
            take(table, row, &mut places, &mut doubts);
        }
    }
    places.findings.extend(doubts.into_findings());
    if places.points.is_empty() {
        places.findings.push(codes::PLACES_NOTHING.found());
    }
    places
}

fn take(table: &Table, row: usize, places: &mut Places, doubts: &mut Doubts) {
    let subject = &table.subjects[row];
    let (longitude, latitude) = (
        degrees(table, row, "longitude"),
        degrees(table, row, "latitude"),
    );
    let (Some(longitude), Some(latitude)) = (longitude, latitude) else {
        let finding = codes::PLACE_INCOMPLETE.found();
        places.findings.push(finding.with("name", subject.called()));
        return;
    };
    match Position::of_degrees(longitude, latitude) {
        Ok(at) => places.points.push(Point {
            code: subject.code.to_string(),
            name: subject.name.to_string(),
            at,
        }),
        Err(finding) => doubts.add(finding),
    }
}

fn degrees(table: &Table, row: usize, field: &str) -> Option<f64> {
    let column: ColumnId = table.form.column(field)?;
    match table.get(row, column).datum {
        Datum::Number(number) => Some(Exact::from(number).to_f64()),
        _ => None,
    }
}
