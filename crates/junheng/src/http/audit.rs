//! Who did what, and is the log whole?

use axum::Json;
use axum::extract::State;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::audit::{Chain, Entry, Which};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::Asked;
use super::guard::Who;
use super::problem::Problem;
use super::rim::Shared;
use crate::clock;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(read_audit))
        .routes(routes!(verify_audit))
}

/// Which lines?
#[derive(Debug, Deserialize)]
struct Wanted {
    before: Option<i64>,
    #[serde(default)]
    account: String,
    #[serde(default)]
    verb: String,
    #[serde(default)]
    subject: String,
    from: Option<Date>,
    until: Option<Date>,
    limit: Option<i64>,
}

impl From<Wanted> for Which {
    fn from(wanted: Wanted) -> Which {
        let until = wanted.until.and_then(|day| day.tomorrow().ok());
        Which {
            before: wanted.before.unwrap_or(i64::MAX),
            account: wanted.account,
            verb: wanted.verb,
            subject: wanted.subject,
            from: wanted.from.map_or(0, clock::beginning),
            until: until.map_or(i64::MAX, clock::beginning),
            limit: wanted.limit.unwrap_or(USUAL),
        }
    }
}

/// A line of the log.
#[derive(Debug, Serialize, ToSchema)]
struct AuditLine {
    /// Its number, without gaps, from 1.
    seq: i64,
    /// When.
    at: i64,
    /// Whose act; `-` for the program itself.
    account: String,
    /// His name.
    account_name: String,
    /// The verb.
    verb: String,
    /// What it was about: an id.
    subject: String,
    /// The name of the person, organisation, round, paper or what-if it was about, or the item of a comment;
    /// empty if it has none.
    subject_name: String,
    /// More.
    #[schema(value_type = Object)]
    detail: serde_json::Value,
    /// The hash of the line before.
    previous: String,
    /// Its own hash.
    hash: String,
}

/// Whether anybody has touched the log.
#[derive(Debug, Serialize, ToSchema)]
struct Verified {
    /// Every line fits its neighbours.
    whole: bool,
    /// How many there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    lines: Option<i64>,
    /// The hash of the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
    /// The first line that does not fit, or that is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    seq: Option<i64>,
}

/// Lines a page, unless told.
const USUAL: i64 = 50;

/// Lines of the log, newest first.
#[utoipa::path(get, path = "/api/audit", tag = "audit",
    params(("before" = Option<i64>, Query, description = "Only lines before this number"),
        ("account" = Option<String>, Query, description = "Only this account's: its id, login or name"),
        ("verb" = Option<String>, Query, description = "Only this verb"),
        ("subject" = Option<String>, Query, description = "Only about this: an id, or the name of a person, a round or an organisation, with the returns, papers and comments of the latter"),
        ("from" = Option<String>, Query, format = Date, description = "From this day on"),
        ("until" = Option<String>, Query, format = Date, description = "Up to this day"),
        ("limit" = Option<i64>, Query, description = "Lines at most: 50, up to 1000")),
    responses((status = 200, description = "Lines", body = Vec<AuditLine>)))]
async fn read_audit(
    State(rim): State<Shared>,
    who: Who,
    Asked(wanted): Asked<Wanted>,
) -> Result<Json<Vec<AuditLine>>, Problem> {
    let lines = rim.app.read_audit(&who.caller, &wanted.into()).await?;
    let name = |id: &String| lines.names.get(id).cloned().unwrap_or_default();
    let line = |entry: Entry| AuditLine {
        seq: entry.seq,
        at: entry.at,
        account_name: name(&entry.account),
        subject_name: name(&entry.subject),
        account: entry.account,
        verb: entry.verb,
        subject: entry.subject,
        detail: serde_json::from_str(&entry.detail).unwrap_or_default(),
        previous: entry.previous,
        hash: entry.hash,
    };
    Ok(Json(lines.entries.iter().cloned().map(line).collect()))
}

/// Check the log from its first line to its last.
#[utoipa::path(get, path = "/api/audit/verify", tag = "audit",
    responses((status = 200, description = "Whether it is whole", body = Verified)))]
async fn verify_audit(State(rim): State<Shared>, who: Who) -> Result<Json<Verified>, Problem> {
    let chain = rim.app.verify_audit(&who.caller).await?;
    Ok(Json(match chain {
        Chain::Whole { lines, hash } => Verified {
            whole: true,
            lines: Some(lines),
            hash: Some(hash),
            seq: None,
        },
        Chain::Broken { seq } => Verified {
            whole: false,
            lines: None,
            hash: None,
            seq: Some(seq),
        },
    }))
}
