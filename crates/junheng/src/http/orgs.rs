//! Organisations, and what became of them.

use app::people::{self, NewOrg};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::orgs;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::dto::Found;
use super::extract::{Asked, Id, Said};
use super::guard::Who;
use super::problem::Problem;
use super::rim::Shared;
use super::upload::{LIST, Upload, read_list};

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(read_orgs, add_orgs))
        .routes(routes!(org_history))
        .routes(routes!(change_org))
        .routes(routes!(list_orgs))
}

/// An organisation as it is on a day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Org {
    /// Its id.
    id: String,
    /// province, city, county, township, school
    kind: String,
    /// 学校标识码 or 行政区划代码; empty if it has none.
    code: String,
    /// Its name.
    name: String,
    /// What it belongs to.
    parent: Option<String>,
    /// open, merged, closed
    status: String,
    /// What it was merged into.
    into_org: Option<String>,
    /// The day from which this holds.
    from_day: String,
}

impl From<orgs::Org> for Org {
    fn from(org: orgs::Org) -> Org {
        Org {
            id: org.id,
            kind: org.kind,
            code: org.code,
            name: org.name,
            parent: org.parent,
            status: org.status,
            into_org: org.into_org,
            from_day: org.from_day,
        }
    }
}

/// On which day?
#[derive(Debug, Deserialize)]
struct OnDay {
    day: Option<Date>,
}

/// An organisation to be added.
#[derive(Debug, Deserialize, ToSchema)]
struct NewOrgBody {
    /// city, county, township, school
    kind: String,
    /// 学校标识码 or 行政区划代码; empty if it has none.
    #[serde(default)]
    code: String,
    /// Its name.
    name: String,
    /// What it belongs to.
    parent: String,
    /// The day from which it is open.
    #[schema(value_type = String, format = Date)]
    from_day: Date,
}

/// What holds of an organisation from a day on.
#[derive(Debug, Deserialize, ToSchema)]
struct OrgState {
    /// The day.
    #[schema(value_type = String, format = Date)]
    from_day: Date,
    /// Its name.
    name: String,
    /// What it belongs to.
    parent: Option<String>,
    /// What has become of it.
    status: OrgStatus,
    /// What it is merged into.
    into_org: Option<String>,
}

/// Whether an organisation is open.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum OrgStatus {
    /// It is.
    Open,
    /// It has become part of another.
    Merged,
    /// It is not any more.
    Closed,
}

/// Ids, in the order of what was asked.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Ids {
    /// The ids.
    pub(crate) ids: Vec<String>,
}

/// Organisations within sight, on a day.
#[utoipa::path(get, path = "/api/orgs", tag = "orgs",
    params(("day" = Option<String>, Query, format = Date, description = "ISO day; today if left out")),
    responses((status = 200, description = "Organisations", body = Vec<Org>)))]
async fn read_orgs(
    State(rim): State<Shared>,
    who: Who,
    Asked(on): Asked<OnDay>,
) -> Result<Json<Vec<Org>>, Problem> {
    let day = on.day.unwrap_or(who.caller.today);
    let orgs = rim.app.read_orgs(&who.caller, day).await?;
    Ok(Json(orgs.into_iter().map(Org::from).collect()))
}

/// Add organisations, all or none.
#[utoipa::path(post, path = "/api/orgs", tag = "orgs", request_body = Vec<NewOrgBody>,
    responses((status = 201, description = "Added", body = Ids)))]
async fn add_orgs(
    State(rim): State<Shared>,
    who: Who,
    Said(new): Said<Vec<NewOrgBody>>,
) -> Result<(StatusCode, Json<Ids>), Problem> {
    let new: Vec<NewOrg> = new
        .into_iter()
        .map(|org| NewOrg {
            kind: org.kind,
            code: org.code,
            name: org.name,
            parent: org.parent,
            from_day: org.from_day,
        })
        .collect();
    let ids = rim.app.add_orgs(&who.caller, &new).await?;
    Ok((StatusCode::CREATED, Json(Ids { ids })))
}

/// What an organisation has been, oldest first.
#[utoipa::path(get, path = "/api/orgs/{id}/history", tag = "orgs", params(("id" = String, Path)),
    responses((status = 200, description = "Its states", body = Vec<Org>)))]
async fn org_history(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
) -> Result<Json<Vec<Org>>, Problem> {
    let states = rim.app.org_history(&who.caller, &id).await?;
    Ok(Json(states.into_iter().map(Org::from).collect()))
}

/// Rename, move, merge or close an organisation from a day on.
#[utoipa::path(post, path = "/api/orgs/{id}/states", tag = "orgs", params(("id" = String, Path)),
    request_body = OrgState, responses((status = 204, description = "Changed")))]
async fn change_org(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Said(state): Said<OrgState>,
) -> Result<StatusCode, Problem> {
    let status = match state.status {
        OrgStatus::Open => "open",
        OrgStatus::Merged => "merged",
        OrgStatus::Closed => "closed",
    };
    let state = orgs::State {
        from_day: state.from_day.to_string(),
        name: state.name,
        parent: state.parent,
        status: status.to_owned(),
        into_org: state.into_org,
    };
    rim.app.change_org(&who.caller, &id, &state).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which county, from which day, and whether it is done.
#[derive(Debug, Deserialize)]
struct Listing {
    county: String,
    from_day: Date,
    #[serde(default)]
    add: bool,
}

/// What a list of organisations comes to.
#[derive(Debug, Serialize, ToSchema)]
struct OrgList {
    /// What is added, those above before those below.
    added: Vec<AddedOrg>,
    /// Rows that are there already.
    known: usize,
    /// Whether it was done.
    done: bool,
    /// What is wrong with the list.
    findings: Vec<Found>,
}

/// Something that is added.
#[derive(Debug, Serialize, ToSchema)]
struct AddedOrg {
    /// township, school
    kind: &'static str,
    /// 学校标识码; empty if it has none.
    code: String,
    /// Its name.
    name: String,
    /// The name of what it belongs to.
    parent: String,
}

/// Add a county's townships, schools and campuses from a list (xlsx, xls, ods, csv), all or none; or only say
/// what would be added.
#[utoipa::path(post, path = "/api/orgs/list", tag = "orgs",
    params(("name" = String, Query, description = "The file's name"),
        ("county" = String, Query, description = "The county"),
        ("from_day" = String, Query, format = Date, description = "The day from which they are open"),
        ("add" = Option<bool>, Query, description = "true: add them; else nothing is changed")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, description = "What is added, and findings", body = OrgList)))]
async fn list_orgs(
    State(rim): State<Shared>,
    who: Who,
    Asked(listing): Asked<Listing>,
    file: Upload<LIST>,
) -> Result<Json<OrgList>, Problem> {
    let asked = people::OrgList {
        county: &listing.county,
        from_day: listing.from_day,
        list: read_list(file, people::read_org_list).await?,
    };
    let listed = match listing.add {
        true => rim.app.add_org_list(&who.caller, asked).await?,
        false => rim.app.try_org_list(&who.caller, asked).await?,
    };
    let added = listed.added.into_iter().map(|own| AddedOrg {
        kind: own.kind,
        code: own.code,
        name: own.name,
        parent: own.parent,
    });
    Ok(Json(OrgList {
        added: added.collect(),
        known: listed.known,
        done: listed.done,
        findings: Found::in_order(who.lang, &listed.findings),
    }))
}
