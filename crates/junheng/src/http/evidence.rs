//! Papers that prove items: which are there, which are asked for, and what stands in them.

use std::collections::HashMap;

use app::evidence::kind::Kind;
use app::evidence::{NewPaper, Open, OrgNeeds, Paper, Proof};
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    ETAG, IF_NONE_MATCH,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::{Asked, Id, Looked, Said};
use super::guard::Who;
use super::problem::Problem;
use super::returns::tag;
use super::rim::Shared;
use super::rounds::MadeId;
use super::upload::Arriving;

mod bundle;
mod items;

/// The largest paper, in MiB.
const LARGEST: usize = 100;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(read_evidence, add_evidence))
        .routes(routes!(bundle::take_bundle))
        .routes(routes!(describe_evidence, withdraw_evidence))
        .routes(routes!(open_file))
        .routes(routes!(items::read_comments, items::comment))
        .routes(routes!(items::read_owners, items::name_owner))
}

/// The papers of a round and what is asked for.
#[derive(Debug, Serialize, ToSchema)]
struct Evidence {
    /// Papers, oldest first.
    papers: Vec<PaperLine>,
    /// What is asked of the county and of each school.
    asked: Vec<OrgAsked>,
    /// The largest file that is taken, in MiB.
    largest: usize,
    /// Endings of the files that are taken.
    endings: Vec<&'static str>,
}

/// A paper.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Paper)]
struct PaperLine {
    /// Its id.
    id: String,
    /// Whose.
    org: String,
    /// The name of the file.
    name: String,
    /// What it is.
    title: String,
    /// Who issued it.
    issuer: String,
    /// When.
    issued_day: Option<String>,
    /// The last day it holds.
    valid_until: Option<String>,
    /// That day has passed.
    expired: bool,
    /// The items it proves.
    items: Vec<String>,
    /// Its size in bytes.
    size: i64,
    /// Its media type.
    media: String,
    /// A browser may show it in place.
    shown: bool,
    /// The SHA-256 of its content.
    sha256: String,
    /// Who brought it, by name.
    account_name: String,
    /// When.
    at: i64,
    /// Counts the changes of what is said about it.
    version: i64,
}

/// What is asked of one organisation.
#[derive(Debug, Serialize, ToSchema)]
struct OrgAsked {
    /// Its id.
    org: String,
    /// Its name.
    name: String,
    /// The township it belongs to, by name; empty if there is none.
    township: String,
    /// Whether it is the county itself.
    is_county: bool,
    /// Items for which a paper is asked, in the order of the standard.
    needs: Vec<NeedLine>,
}

/// One item for which a paper is asked.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Need)]
struct NeedLine {
    /// The item.
    item: String,
    /// there, of_county (the county brought one for its schools), expired, missing
    proof: &'static str,
    /// Papers that are there, expired ones included.
    papers: usize,
}

impl From<OrgNeeds> for OrgAsked {
    fn from(own: OrgNeeds) -> OrgAsked {
        let needs = own.needs.into_iter().map(|need| NeedLine {
            item: need.item,
            proof: match need.proof {
                Proof::There => "there",
                Proof::OfCounty => "of_county",
                Proof::Expired => "expired",
                Proof::Missing => "missing",
            },
            papers: need.papers,
        });
        OrgAsked {
            org: own.org,
            name: own.name,
            township: own.township,
            is_county: own.is_county,
            needs: needs.collect(),
        }
    }
}

fn line(paper: Paper, people: &HashMap<String, String>) -> PaperLine {
    let own = paper.evidence;
    PaperLine {
        id: own.id,
        org: own.org,
        name: own.name,
        title: own.title,
        issuer: own.issuer,
        issued_day: own.issued_day,
        valid_until: own.valid_until,
        expired: paper.expired,
        items: paper.items,
        size: own.size,
        shown: Kind::is_shown(&own.media),
        media: own.media,
        sha256: own.file,
        account_name: people.get(&own.account).cloned().unwrap_or_default(),
        at: own.at,
        version: own.version,
    }
}

/// The papers of a round and what is asked for, as far as the caller's roles reach.
#[utoipa::path(get, path = "/api/rounds/{id}/evidence", tag = "evidence",
    params(("id" = String, Path)),
    responses((status = 200, description = "Papers, and what is asked for", body = Evidence)))]
async fn read_evidence(
    State(rim): State<Shared>,
    who: Who,
    Id(round): Id,
) -> Result<Json<Evidence>, Problem> {
    let papers = rim.app.papers(&who.caller, &round).await?;
    let asked = rim.app.needs(&who.caller, &round).await?;
    let bringers = papers.iter().map(|own| own.evidence.account.as_str());
    let people = rim.app.names(bringers).await?;
    let endings = Kind::ALL.iter().flat_map(|kind| kind.endings());
    Ok(Json(Evidence {
        papers: papers.into_iter().map(|own| line(own, &people)).collect(),
        asked: asked.into_iter().map(OrgAsked::from).collect(),
        largest: LARGEST,
        endings: endings.copied().collect(),
    }))
}

/// What is said of a paper as it is brought.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Brought {
    /// Whose: a school, or the county.
    org: String,
    /// The name of the file, with its ending.
    #[serde(rename = "name")]
    _name: String,
    /// What it is; the name without its ending, if nothing is said.
    #[serde(default)]
    title: String,
    /// Who issued it.
    #[serde(default)]
    issuer: String,
    /// When.
    #[param(value_type = Option<String>, format = Date)]
    issued_day: Option<Date>,
    /// The last day it holds.
    #[param(value_type = Option<String>, format = Date)]
    valid_until: Option<Date>,
    /// The items it proves, separated by commas.
    #[serde(default)]
    items: String,
}

/// Bring a paper: the body is the file itself, up to 100 MiB. A file that is there already for the same
/// organisation is not stored twice; it only proves more.
#[utoipa::path(post, path = "/api/rounds/{id}/evidence", tag = "evidence",
    params(("id" = String, Path), Brought),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, description = "Kept", body = MadeId),
        (status = 200, description = "It was there already", body = MadeId)))]
async fn add_evidence(
    State(rim): State<Shared>,
    who: Who,
    Id(round): Id,
    Asked(brought): Asked<Brought>,
    mut arriving: Arriving<LARGEST>,
) -> Result<(StatusCode, Json<MadeId>), Problem> {
    let begun = rim.app.begin_evidence(&who.caller, &round, &brought.org);
    let mut draft = begun.await?;
    while let Some(piece) = arriving.next().await? {
        draft.take(&piece).await.map_err(app::AppError::from)?;
    }
    let items = brought.items.split(',').map(str::trim);
    let new = NewPaper {
        org: brought.org,
        name: arriving.name,
        title: brought.title,
        issuer: brought.issuer,
        issued_day: brought.issued_day,
        valid_until: brought.valid_until,
        items: items
            .filter(|item| !item.is_empty())
            .map(str::to_owned)
            .collect(),
    };
    let added = rim
        .app
        .add_evidence(&who.caller, &round, draft, new)
        .await?;
    let status = match added.known {
        true => StatusCode::OK,
        false => StatusCode::CREATED,
    };
    Ok((status, Json(MadeId { id: added.id })))
}

/// What is said of a paper.
#[derive(Debug, Deserialize, ToSchema)]
struct Described {
    /// What it is.
    title: String,
    /// Who issued it.
    #[serde(default)]
    issuer: String,
    /// When.
    #[schema(value_type = Option<String>, format = Date)]
    issued_day: Option<Date>,
    /// The last day it holds.
    #[schema(value_type = Option<String>, format = Date)]
    valid_until: Option<Date>,
    /// The items it proves.
    items: Vec<String>,
}

/// The version that holds now.
#[derive(Debug, Serialize, ToSchema)]
struct PaperVersion {
    /// Counts the changes of what is said about a paper.
    version: i64,
}

/// Say anew what a paper is and what it proves.
#[utoipa::path(patch, path = "/api/evidence/{id}", tag = "evidence",
    params(("id" = String, Path),
        ("If-Match" = String, Header, pattern = r#"^"[0-9]{1,9}"$"#,
            description = "The version that was looked at")),
    request_body = Described,
    responses((status = 200, description = "Written; `ETag` is the new version", body = PaperVersion)))]
async fn describe_evidence(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Looked(seen): Looked,
    Said(said): Said<Described>,
) -> Result<impl IntoResponse, Problem> {
    let new = NewPaper {
        title: said.title,
        issuer: said.issuer,
        issued_day: said.issued_day,
        valid_until: said.valid_until,
        items: said.items,
        ..NewPaper::default()
    };
    let described = rim.app.describe_evidence(&who.caller, &id, seen, &new);
    let version = described.await?;
    Ok((tag(version), Json(PaperVersion { version })))
}

/// Take a paper back.
#[utoipa::path(delete, path = "/api/evidence/{id}", tag = "evidence", params(("id" = String, Path)),
    responses((status = 204, description = "Taken back")))]
async fn withdraw_evidence(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    rim.app.withdraw_evidence(&who.caller, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How a file is to be opened.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct How {
    /// To be shown in place, where it is a PDF or a picture; else it is saved.
    #[serde(default)]
    show: bool,
}

/// The file of a paper; its `ETag` is the SHA-256 of its content. That it was opened stands in the log.
#[utoipa::path(get, path = "/api/evidence/{id}/file", tag = "evidence",
    params(("id" = String, Path), How),
    responses((status = 200, description = "The file", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 304, description = "It is the one that is known")))]
async fn open_file(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Asked(how): Asked<How>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let open = rim.app.open_evidence(&who.caller, &id).await?;
    let etag = format!("\"{}\"", open.evidence.file);
    let known = headers.get(IF_NONE_MATCH);
    if known.is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, etag)]).into_response());
    }
    let shown = how.show && Kind::is_shown(&open.evidence.media);
    let headers = [
        (CONTENT_TYPE, open.evidence.media.clone()),
        (CONTENT_LENGTH, open.evidence.size.to_string()),
        (CONTENT_DISPOSITION, disposition(shown, &open.evidence.name)),
        (CONTENT_SECURITY_POLICY, policy(&open, shown).to_owned()),
        (CACHE_CONTROL, "private, no-cache".to_owned()),
        (ETAG, etag),
    ];
    Ok((headers, Body::from_stream(open.pieces)).into_response())
}

/// Saved under its name, or shown in place.
pub(crate) fn disposition(shown: bool, name: &str) -> String {
    let kind = if shown { "inline" } else { "attachment" };
    let encoded = utf8_percent_encode(name, NON_ALPHANUMERIC);
    format!("{kind}; filename*=UTF-8''{encoded}")
}

/// What a file that is shown may do: nothing. Only our own pages may show it. Browsers show no PDF in a
/// sandbox; they show it with a program of their own that reaches nothing of ours.
fn policy(open: &Open, shown: bool) -> &'static str {
    match (shown, open.evidence.media.starts_with("image/")) {
        (true, true) => "default-src 'none'; img-src 'self'; frame-ancestors 'self'; sandbox",
        (true, false) => "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
        (false, _) => "default-src 'none'; frame-ancestors 'none'; sandbox",
    }
}
