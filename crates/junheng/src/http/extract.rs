//! What was asked: bodies, queries, ids and versions, each with a problem of its own when it cannot be
//! read.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::StatusCode;
use axum::http::header::IF_MATCH;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::problem::{LARGEST, Problem};

/// The body, as JSON.
#[derive(Debug)]
pub(crate) struct Said<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Said<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let body = Json::<serde_json::Value>::from_request(request, state).await;
        let Json(body) = body.map_err(rejected)?;
        if has_nul(&body) {
            return Err(unreadable("NUL"));
        }
        let read = serde_json::from_value(body);
        Ok(Said(read.map_err(|error| unreadable(&error.to_string()))?))
    }
}

fn rejected(rejection: JsonRejection) -> Problem {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large(LARGEST),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Problem::new(rejection.status(), "wrong-media-type"),
        _ => unreadable(&rejection.body_text()),
    }
}

fn unreadable(said: &str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "body-unreadable").with("said", said)
}

/// A sign that no text has, and that a database does not take.
fn has_nul(value: &serde_json::Value) -> bool {
    use serde_json::Value;
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(parts) => parts.iter().any(has_nul),
        Value::Object(parts) => parts
            .iter()
            .any(|(key, part)| key.contains('\0') || has_nul(part)),
        _ => false,
    }
}

/// The query.
#[derive(Debug)]
pub(crate) struct Asked<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let asked = Query::<T>::from_request_parts(parts, state).await;
        let unreadable = |said: String| {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "query-unreadable").with("said", said)
        };
        let Query(asked) = asked.map_err(|rejection| unreadable(rejection.body_text()))?;
        if parts.uri.query().is_some_and(|query| query.contains("%00")) {
            return Err(unreadable("NUL".to_owned()));
        }
        Ok(Asked(asked))
    }
}

/// The id in the path.
#[derive(Debug)]
pub(crate) struct Id(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let id = Path::<String>::from_request_parts(parts, state).await;
        let id = id.ok().map(|Path(id)| id);
        // Ids are hexadecimal; what is not, names nothing.
        let fits = |id: &String| id.bytes().all(|sign| sign.is_ascii_alphanumeric());
        id.filter(fits)
            .map(Id)
            .ok_or_else(|| Problem::not_found("row"))
    }
}

/// An id in the path, and below it the name of something: an id too, or a code that people use.
#[derive(Debug)]
pub(crate) struct Ids(pub(crate) String, pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Ids {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let ids = Path::<(String, String)>::from_request_parts(parts, state).await;
        let ids = ids.ok().map(|Path(ids)| ids);
        let fits = |(id, name): &(String, String)| {
            id.bytes().all(|sign| sign.is_ascii_alphanumeric()) && !name.contains('\0')
        };
        ids.filter(fits)
            .map(|(id, name)| Ids(id, name))
            .ok_or_else(|| Problem::not_found("row"))
    }
}

/// The version somebody looked at: `If-Match: "7"`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Looked(pub(crate) i64);

impl<S: Send + Sync> FromRequestParts<S> for Looked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let header = parts
            .headers
            .get(IF_MATCH)
            .ok_or_else(|| Problem::new(StatusCode::PRECONDITION_REQUIRED, "if-match-needed"))?;
        let version = header.to_str().ok().and_then(|text| {
            let inner = text.trim().strip_prefix('"')?.strip_suffix('"')?;
            inner.parse().ok().filter(|version| *version >= 0)
        });
        let unreadable = || Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "if-match-unreadable");
        version.map(Looked).ok_or_else(unreadable)
    }
}
