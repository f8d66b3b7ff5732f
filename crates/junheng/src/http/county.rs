//! The county at a glance: what its returns come to, and why.

use std::sync::Arc;

use app::beside;
use app::county::Basis;
use axum::Json;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use indicators::Target;
use kernel::Lang;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::{Asked, Id};
use super::guard::Who;
use super::judged::Judged;
use super::language::with_words;
use super::problem::Problem;
use super::rim::{Rim, Shared};
use crate::failure::Failure;
use crate::question;
use crate::report::proof::{Proof, Prover};
use crate::words::Words;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(read_result))
        .routes(routes!(read_proof))
}

/// Which returns count?
#[derive(Debug, Deserialize)]
struct OnBasis {
    #[serde(default)]
    basis: String,
}

/// About what, and which returns count?
#[derive(Debug, Deserialize)]
struct Question {
    of: String,
    #[serde(default)]
    basis: String,
}

/// What the returns of a round come to.
#[utoipa::path(get, path = "/api/rounds/{id}/result", tag = "county",
    params(("id" = String, Path),
        ("basis" = Option<String>, Query, description = "all, submitted, locked")),
    responses(
        (status = 200, description = "The document `junheng.run/1` of `junheng assess --format json`",
            body = serde_json::Map<String, serde_json::Value>),
        (status = 304, description = "The same as before")))]
async fn read_result(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Asked(asked): Asked<OnBasis>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let judged = judged(&rim, &who, &id, &asked.basis).await?;
    let tag = format!("W/\"{}\"", judged.tag);
    let known = headers.get_all(IF_NONE_MATCH).iter();
    let mut known = known
        .filter_map(|value| value.to_str().ok())
        .flat_map(|tags| tags.split(','));
    let same = known.any(|known| known.trim().trim_start_matches("W/") == &tag[2..]);
    let told = [
        (ETAG, tag.as_str()),
        (CACHE_CONTROL, "private, no-cache"),
        (CONTENT_TYPE, "application/json"),
    ];
    Ok(match same {
        true => (StatusCode::NOT_MODIFIED, told).into_response(),
        false => (told, judged.record.clone()).into_response(),
    })
}

/// Judges a round's returns, or finds them judged.
async fn judged(rim: &Rim, who: &Who, id: &str, basis: &str) -> Result<Arc<Judged>, Problem> {
    let basis: Basis = basis.parse()?;
    let snapshot = rim.app.read_county(&who.caller, id, basis).await?;
    rim.judgments.of(basis, snapshot).await
}

/// Why is a figure what it is?
#[utoipa::path(get, path = "/api/rounds/{id}/proof", tag = "county",
    params(("id" = String, Path),
        ("of" = String, Query, description = "As in `junheng explain --of`"),
        ("basis" = Option<String>, Query, description = "all, submitted, locked")),
    responses((status = 200, description = "One proof of `junheng explain --format json`",
        body = serde_json::Map<String, serde_json::Value>)))]
async fn read_proof(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Asked(asked): Asked<Question>,
) -> Result<Json<Proof>, Problem> {
    let judged = judged(&rim, &who, &id, &asked.basis).await?;
    let proof = beside(move || prove(&judged, &asked.of, who.lang, |_| true)).await?;
    Ok(Json(proof))
}

/// The proof that a question asks for, if it is about something that may be told here.
pub(crate) fn prove(
    judged: &Judged,
    of: &str,
    lang: Lang,
    may: fn(&Target) -> bool,
) -> Result<Proof, Problem> {
    let county = judged.snapshot.county();
    with_words(lang, |words| {
        let prover = Prover {
            words,
            county: &county,
            found: &judged.found,
        };
        let target = question::target(words, &county, of);
        let proof = target.map(|target| prover.prove(Some(target).filter(may)?));
        match proof {
            Ok(Some(proof)) => Ok(proof),
            Ok(None) => Err(refused(words, &Failure::NoFigure(of.to_owned()))),
            Err(failure) => Err(refused(words, &failure)),
        }
    })
}

/// A question that was not understood, in the words of the command line.
fn refused(words: &Words, failure: &Failure) -> Problem {
    let (title, todo) = failure.told(words);
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "question")
        .with("reason", failure.code())
        .saying(title, todo.unwrap_or_default())
}
