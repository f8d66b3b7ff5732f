//! The counties of a province or a city, year by year; and a round for all of them.

use std::collections::BTreeMap;

use app::county::Basis;
use app::overview;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use indicators::Outcome;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::{Asked, Id, Said};
use super::guard::Who;
use super::orgs::{Ids, Org};
use super::problem::Problem;
use super::rim::Shared;
use super::rounds::NewRoundBody;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(read_overview))
        .routes(routes!(open_rounds))
}

/// Which returns count?
#[derive(Debug, Deserialize)]
struct OnBasis {
    #[serde(default)]
    basis: String,
}

/// Many counties at a glance.
#[derive(Debug, Serialize, ToSchema)]
struct Overview {
    /// The province or the city.
    place: Org,
    /// The years shown, oldest first.
    years: Vec<i64>,
    /// Its counties, by code and name.
    counties: Vec<CountyRow>,
    /// Rounds that are yet to be judged, or judged again; ask again, and there will be fewer.
    behind: usize,
}

/// A county with its rounds.
#[derive(Debug, Serialize, ToSchema)]
struct CountyRow {
    /// Its id.
    org: String,
    /// 行政区划代码
    code: String,
    /// Its name.
    name: String,
    /// open, merged, closed
    status: String,
    /// The city it belongs to, by name; empty if to none below the place.
    city: String,
    /// Its rounds of these years, oldest first; of one year the one opened last.
    rounds: Vec<RoundRow>,
}

/// How a round stands.
#[derive(Debug, Serialize, ToSchema)]
struct RoundRow {
    /// The round.
    id: String,
    /// What people call it.
    title: String,
    /// The year of the figures.
    year: i64,
    /// The pack.
    standard: String,
    /// open, closed
    state: String,
    /// Its returns by state: draft, submitted, checked, returned, locked.
    filed: BTreeMap<String, i64>,
    /// What it came to when it was last judged; null if it never was.
    summary: Option<Summary>,
}

/// What a round came to.
#[derive(Debug, Serialize, ToSchema)]
struct Summary {
    /// pass, fail, cannot_decide, not_judged
    #[schema(value_type = String)]
    verdict: Outcome,
    /// Items met, of those judged.
    items: Part,
    /// Coefficients of variation within their limit, of those that have one.
    coefficients: Part,
    /// Rows that pass the school rule, by stage.
    stages: BTreeMap<String, Part>,
    /// When it was judged.
    at: i64,
    /// Nothing has changed since; if false, it is what it came to before.
    holds: bool,
}

/// So many of so many.
#[derive(Debug, Serialize, ToSchema)]
struct Part {
    /// So many …
    met: usize,
    /// … of so many.
    of: usize,
}

impl From<overview::Part> for Part {
    fn from(part: overview::Part) -> Part {
        Part {
            met: part.met,
            of: part.of,
        }
    }
}

impl From<overview::Known> for Summary {
    fn from(known: overview::Known) -> Summary {
        let summary = known.summary;
        let stages = summary.stages.into_iter();
        Summary {
            verdict: summary.verdict,
            items: summary.items.into(),
            coefficients: summary.coefficients.into(),
            stages: stages.map(|own| (own.stage, own.sections.into())).collect(),
            at: known.at,
            holds: known.holds,
        }
    }
}

impl From<overview::RoundRow> for RoundRow {
    fn from(row: overview::RoundRow) -> RoundRow {
        RoundRow {
            id: row.round.id,
            title: row.round.title,
            year: row.round.year,
            standard: row.round.standard,
            state: row.round.state,
            filed: row.filed,
            summary: row.known.map(Summary::from),
        }
    }
}

impl From<overview::CountyRow> for CountyRow {
    fn from(row: overview::CountyRow) -> CountyRow {
        CountyRow {
            org: row.org.id,
            code: row.org.code,
            name: row.org.name,
            status: row.org.status,
            city: row.city,
            rounds: row.rounds.into_iter().map(RoundRow::from).collect(),
        }
    }
}

/// What the counties below a province or a city come to, in the last five years.
#[utoipa::path(get, path = "/api/orgs/{id}/overview", tag = "overview",
    params(("id" = String, Path),
        ("basis" = Option<String>, Query, description = "all, submitted, locked")),
    responses((status = 200, description = "Its counties", body = Overview)))]
async fn read_overview(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Asked(asked): Asked<OnBasis>,
) -> Result<Json<Overview>, Problem> {
    let basis: Basis = asked.basis.parse()?;
    let found = rim.app.read_overview(&who.caller, &id, basis).await?;
    Ok(Json(Overview {
        place: found.place.into(),
        years: found.years,
        counties: found.counties.into_iter().map(CountyRow::from).collect(),
        behind: found.behind,
    }))
}

/// Open a round for each open county below a province or a city: for all of them, or for none.
#[utoipa::path(post, path = "/api/orgs/{id}/rounds", tag = "overview", params(("id" = String, Path)),
    request_body = NewRoundBody,
    responses((status = 201, description = "Opened: the rounds, in the order of the counties", body = Ids)))]
async fn open_rounds(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Said(new): Said<NewRoundBody>,
) -> Result<(StatusCode, Json<Ids>), Problem> {
    let new = new.of(id);
    let ids = rim.app.open_rounds_below(&who.caller, &new).await?;
    Ok((StatusCode::CREATED, Json(Ids { ids })))
}
