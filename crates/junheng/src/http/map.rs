//! The map: shapes that a county brings, and where its schools lie.

use std::collections::BTreeMap;

use app::beside;
use app::map::{Brought, Map};
use axum::Json;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use facts::Limits;
use facts::places::{self, DEGREE};
use jiff::civil::Date;
use kernel::Lang;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::dto::Found;
use super::extract::{Asked, Id, Said};
use super::guard::Who;
use super::judged::written;
use super::problem::Problem;
use super::rim::Shared;
use super::upload::Upload;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(read_map, bring_map))
        .routes(routes!(read_shapes, drop_shapes))
        .routes(routes!(place_schools))
}

/// The schools of an organisation and where they lie.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Map)]
struct MapBody {
    /// Where the shapes came from; null if nobody brought any.
    shapes: Option<ShapesLine>,
    /// Townships, by which shapes are known.
    townships: Vec<TownshipLine>,
    /// Open schools.
    schools: Vec<SchoolLine>,
    /// Whether the caller may bring shapes and places.
    may_change: bool,
}

/// Where shapes came from.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MapShapes)]
struct ShapesLine {
    /// The file.
    file: String,
    /// When it was brought.
    at: i64,
}

/// A township of the map.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MapTownship)]
struct TownshipLine {
    /// Its id: `township` of a shape.
    id: String,
    /// Its name.
    name: String,
}

/// A school of the map.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MapSchool)]
struct SchoolLine {
    /// Its id.
    org: String,
    /// 学校标识码, or its id where it has none: as in results.
    code: String,
    /// Its name.
    name: String,
    /// The township it belongs to, by name.
    township: String,
    /// Where it lies; null if nobody said.
    at: Option<Degrees>,
    /// The file its place came from; empty if it was typed.
    origin: String,
}

/// A place on earth.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Degrees {
    /// Degrees east of Greenwich.
    longitude: f64,
    /// Degrees north of the equator.
    latitude: f64,
}

/// Where schools lie.
#[derive(Debug, Deserialize, ToSchema)]
struct Placing {
    /// By the school's id; null forgets a place.
    #[schema(value_type = BTreeMap<String, Degrees>)]
    places: BTreeMap<String, Option<Degrees>>,
}

/// What came of a file, or would.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MapBrought)]
struct BroughtBody {
    /// Areas that were taken.
    shapes: usize,
    /// Townships whose area is among them.
    townships: Vec<String>,
    /// Schools whose place was taken, by name.
    placed: Vec<String>,
    /// What a person should know, in the reader's language.
    findings: Vec<Found>,
}

/// On which day?
#[derive(Debug, Deserialize)]
struct OnDay {
    day: Option<Date>,
}

/// Only to look?
#[derive(Debug, Deserialize)]
struct Trying {
    #[serde(default)]
    dry_run: bool,
}

/// The schools of an organisation and where they lie.
#[utoipa::path(get, path = "/api/orgs/{id}/map", tag = "map",
    params(("id" = String, Path),
        ("day" = Option<String>, Query, format = Date, description = "ISO day; today if left out")),
    responses((status = 200, description = "Schools, townships, and whether there are shapes", body = MapBody),
        (status = 304, description = "The same as before")))]
async fn read_map(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Asked(on): Asked<OnDay>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let day = on.day.unwrap_or(who.caller.today);
    let map = rim.app.read_map(&who.caller, &id, day).await?;
    Ok(unless_known(
        &headers,
        "application/json",
        written(&shown(map))?,
    ))
}

fn shown(map: Map) -> MapBody {
    let degrees = |millionths: i64| millionths as f64 / DEGREE as f64;
    let school = |own: app::map::MapSchool| SchoolLine {
        org: own.org,
        code: own.code,
        name: own.name,
        township: own.township,
        at: own.place.as_ref().map(|place| Degrees {
            longitude: degrees(place.longitude),
            latitude: degrees(place.latitude),
        }),
        origin: own.place.map(|place| place.origin).unwrap_or_default(),
    };
    let township = |own: app::map::Township| TownshipLine {
        id: own.id,
        name: own.name,
    };
    MapBody {
        shapes: map.shapes.map(|(file, at)| ShapesLine { file, at }),
        townships: map.townships.into_iter().map(township).collect(),
        schools: map.schools.into_iter().map(school).collect(),
        may_change: map.may_change,
    }
}

/// The shapes on which an organisation's schools lie: its own, or those of what it belongs to.
#[utoipa::path(get, path = "/api/orgs/{id}/shapes", tag = "map", params(("id" = String, Path)),
    responses((status = 200, description = "GeoJSON: areas with `name`, `code`, and `township`, the id of the township they are",
            body = serde_json::Map<String, serde_json::Value>),
        (status = 304, description = "The same as before")))]
async fn read_shapes(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let shapes = rim.app.read_shapes(&who.caller, &id).await?;
    let shapes = shapes.ok_or_else(|| Problem::not_found("shapes"))?;
    let body = shapes.content.into_bytes();
    Ok(unless_known(&headers, "application/json", body))
}

/// A body with a tag of its content; nothing but the tag for who has it already.
fn unless_known(headers: &HeaderMap, kind: &'static str, body: Vec<u8>) -> Response {
    let hash = Sha256::digest(&body);
    let hash: String = hash
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let tag = format!("W/\"{hash}\"");
    let known = headers.get_all(IF_NONE_MATCH).iter();
    let mut known = known.filter_map(|value| value.to_str().ok());
    let is_known = known.any(|known| known.contains(&hash));
    let told = [
        (ETAG, tag.as_str()),
        (CACHE_CONTROL, "private, no-cache"),
        (CONTENT_TYPE, kind),
    ];
    match is_known {
        true => (StatusCode::NOT_MODIFIED, told).into_response(),
        false => (told, body).into_response(),
    }
}

/// Bring shapes or places of schools: GeoJSON, a workbook, or a text table.
#[utoipa::path(post, path = "/api/orgs/{id}/map", tag = "map",
    params(("id" = String, Path), ("name" = String, Query, description = "The file's name"),
        ("dry_run" = Option<bool>, Query, description = "Only tell what would come of it")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, description = "What came of it", body = BroughtBody)))]
async fn bring_map(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Asked(trying): Asked<Trying>,
    file: Upload<8>,
) -> Result<Json<BroughtBody>, Problem> {
    let Upload { name, bytes } = file;
    let called = name.clone();
    let read = beside(move || places::read(&called, &bytes, &Limits::default())).await;
    let brought = rim
        .app
        .bring_map(&who.caller, &id, &name, read, trying.dry_run);
    Ok(Json(told(brought.await?, who.lang)))
}

fn told(brought: Brought, lang: Lang) -> BroughtBody {
    BroughtBody {
        shapes: brought.shapes,
        townships: brought.townships,
        placed: brought.placed,
        findings: Found::in_order(lang, &brought.findings),
    }
}

/// Take the shapes of an organisation away; places stay.
#[utoipa::path(delete, path = "/api/orgs/{id}/shapes", tag = "map", params(("id" = String, Path)),
    responses((status = 204, description = "Gone")))]
async fn drop_shapes(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    rim.app.drop_shapes(&who.caller, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Say where schools lie, all or none.
#[utoipa::path(patch, path = "/api/orgs/{id}/places", tag = "map", params(("id" = String, Path)),
    request_body = Placing, responses((status = 204, description = "Written")))]
async fn place_schools(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Said(wanted): Said<Placing>,
) -> Result<StatusCode, Problem> {
    let degrees = |at: Degrees| (at.longitude, at.latitude);
    let wanted = wanted.places.into_iter();
    let wanted = wanted.map(|(school, at)| (school, at.map(degrees)));
    rim.app
        .place_schools(&who.caller, &id, &wanted.collect())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
