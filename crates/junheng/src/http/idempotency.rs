//! A POST that carries `Idempotency-Key` is done once, however often it is sent.
//!
//! The key travels with the caller to the commit that does the work, and is taken there: a request that
//! was refused, or that a crash cut off, changed nothing and may come again under the same key. Answers
//! that hold one-time passwords are not kept; they are told once.

use app::{Before, Outside};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{CONTENT_TYPE, ETAG, IF_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use store::answers::Request as Asked;
use tracing::Instrument;

use super::guard::Who;
use super::problem::{LARGEST, Problem};
use super::rim::{Rim, Shared};
use super::upload;
use super::world::World;

const KEY: &str = "idempotency-key";

/// Does a request unless it was done before.
pub(crate) async fn once(State(rim): State<Shared>, request: Request, next: Next) -> Response {
    // Of sessions and passwords not even a hash is written down.
    let is_session = request.uri().path().starts_with("/api/session");
    let carries = request.headers().contains_key(KEY);
    let is_upload = upload::is_raw(request.headers());
    if request.method() != Method::POST || is_session || is_upload || !carries {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let Ok(who) = Who::from_request_parts(&mut parts, &rim).await else {
        // The handler says why, or lets somebody in.
        return next.run(Request::from_parts(parts, body)).await;
    };
    match begun(rim, who, parts, body, next).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

/// Reads all of a request and does it; from then on it comes to its end even if its sender goes away: he
/// will ask again.
async fn begun(
    rim: Shared,
    who: Who,
    parts: Parts,
    body: Body,
    next: Next,
) -> Result<Response, Problem> {
    let key = key(&parts)?;
    let body = to_bytes(body, LARGEST * 1024 * 1024)
        .await
        .map_err(|_| Problem::too_large(LARGEST))?;
    let work = async move { known(&rim, &who, key, parts, body, next).await };
    let done = tokio::spawn(work.in_current_span()).await;
    done.map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal"))?
}

async fn known(
    rim: &Rim,
    who: &Who,
    key: String,
    mut parts: Parts,
    body: Bytes,
    next: Next,
) -> Result<Response, Problem> {
    let asked = Asked {
        key,
        asked: fingerprint(&parts, &body),
        mark: hex(&World.chance()),
    };
    if let Some(told) = told_before(rim, who, &asked).await? {
        return Ok(told);
    }
    let secret = is_secret(parts.uri.path());
    parts.extensions.insert(asked.clone());
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    if response.status().is_success() {
        return remember(rim, who, &asked, secret, response).await;
    }
    // Perhaps it was refused because the same request was done meanwhile.
    match told_before(rim, who, &asked).await {
        Ok(Some(told)) => Ok(told),
        Ok(None) | Err(_) => Ok(response),
    }
}

/// The answer to a request that was done before.
async fn told_before(rim: &Rim, who: &Who, asked: &Asked) -> Result<Option<Response>, Problem> {
    let conflict = |code| Err(Problem::new(StatusCode::CONFLICT, code));
    match rim.app.before(&who.caller, asked).await? {
        Before::Never => Ok(None),
        Before::Done(_, body) if body == SECRET => conflict("told-once"),
        Before::Done(status, body) => Ok(Some(again(status, body))),
        Before::Pending => conflict("answer-pending"),
        Before::Reused => Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "idempotency-reused",
        )),
    }
}

fn key(parts: &Parts) -> Result<String, Problem> {
    let key = parts.headers.get(KEY).and_then(|key| key.to_str().ok());
    let fits = |key: &&str| {
        (1..=128).contains(&key.len()) && key.bytes().all(|sign| sign.is_ascii_graphic())
    };
    let unfit = || Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency-key");
    key.filter(fits).map(str::to_owned).ok_or_else(unfit)
}

/// A hash of all that is asked: path, query, the version looked at, the body.
fn fingerprint(parts: &Parts, body: &Bytes) -> String {
    let mut hash = Sha256::new();
    hash.update(parts.uri.to_string());
    hash.update([0]);
    hash.update(
        parts
            .headers
            .get(IF_MATCH)
            .map_or(&[][..], HeaderValue::as_bytes),
    );
    hash.update([0]);
    hash.update(body);
    hex(&hash.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is kept in the place of an answer that holds passwords.
const SECRET: &str = "told once";

fn is_secret(path: &str) -> bool {
    path == "/api/accounts" || path.starts_with("/api/accounts/") && path.ends_with("/password")
}

async fn remember(
    rim: &Rim,
    who: &Who,
    asked: &Asked,
    secret: bool,
    response: Response,
) -> Result<Response, Problem> {
    let status = response.status();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX)
        .await
        .map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal"))?;
    let text = match secret {
        true => SECRET.to_owned(),
        false => String::from_utf8_lossy(&body).into_owned(),
    };
    let settled = rim.app.settle(&who.caller, asked, status.as_u16(), &text);
    // It is done: whether that can be written down changes nothing about it.
    if let Err(error) = settled.await {
        tracing::error!(%error, "an answer was not kept");
    }
    Ok(Response::from_parts(parts, Body::from(body)))
}

/// The answer as it was.
fn again(status: u16, body: String) -> Response {
    let version = serde_json::from_str::<serde_json::Value>(&body)
        .ok()
        .and_then(|body| body.get("version")?.as_i64());
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let headers = response.headers_mut();
    if status != 204 {
        let json = HeaderValue::from_static("application/json");
        headers.insert(CONTENT_TYPE, json);
    }
    let tag = version.and_then(|version| HeaderValue::from_str(&format!("\"{version}\"")).ok());
    if let Some(tag) = tag {
        headers.insert(ETAG, tag);
    }
    response
}
