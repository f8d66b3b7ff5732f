//! What stands around every route: a request id, a line in the log, counters, headers, patience, and
//! the words of problems.

use std::any::Any;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use hyper::body::{Frame, SizeHint};
use tokio::sync::oneshot;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tracing::Instrument;

use super::guard::Peer;
use super::idempotency;
use super::language;
use super::metering;
use super::problem::{LARGEST, Problem};
use super::rim::Shared;
use super::upload;
use super::world::World;
use crate::clock::{self, Stopwatch};
use app::Outside;

/// How much of a refused body is read for nothing: the largest upload, and some.
const THROWN_AWAY: usize = 128 * 1024 * 1024;
/// How long a request may take, its body included: a slow sender is not waited for.
const PATIENCE: Duration = Duration::from_secs(60);
/// What an answer of the API may load: nothing.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

/// Puts the layers around the routes; the last one here is the first a request meets.
pub(crate) fn around(routes: Router<Shared>, rim: &Shared) -> Router<Shared> {
    routes
        .layer(from_fn_with_state(rim.clone(), idempotency::once))
        .layer(DefaultBodyLimit::max(LARGEST * 1024 * 1024))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(in_time))
        .layer(from_fn(heard_out))
        .layer(from_fn_with_state(rim.clone(), in_bounds))
        .layer(from_fn(tell))
        .layer(CompressionLayer::new().compress_when(unpacked()))
        .layer(from_fn(safely))
        .layer(from_fn(noted))
}

/// What is packed already is not packed again.
fn unpacked() -> impl Predicate {
    DefaultPredicate::new()
        .and(NotForContentType::const_new("application/pdf"))
        .and(NotForContentType::const_new("application/vnd."))
        .and(NotForContentType::const_new("application/zip"))
}

/// Names the request, and writes down how it ended: never who asked, what for, or what was sent.
async fn noted(request: Request, next: Next) -> Response {
    let id: String = World.chance()[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("*", |path| path.as_str()).to_owned();
    let method = request.method().clone();
    let span = tracing::info_span!("request", id = %id);
    let watch = Stopwatch::start();
    let mut response = next.run(request).instrument(span).await;
    let (status, took) = (response.status().as_u16(), watch.elapsed());
    metering::count(&method, &route, status, took);
    let micros = took.as_micros() as u64;
    tracing::info!(id = %id, %method, %route, status, micros, "answered");
    if let Ok(id) = HeaderValue::from_str(&id) {
        let name = HeaderName::from_static("x-request-id");
        response.headers_mut().insert(name, id);
    }
    response
}

/// Headers that keep a browser from doing what nobody wants.
async fn safely(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let usual = [
        (CONTENT_SECURITY_POLICY, NOTHING),
        (CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in usual {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Writes a problem out in the language of its reader.
async fn tell(request: Request, next: Next) -> Response {
    let lang = language::of(request.headers());
    let response = next.run(request).await;
    let problem = response.extensions().get::<Problem>();
    let Some(told) = problem.map(|problem| problem.answer(lang)) else {
        return response;
    };
    let (parts, _) = response.into_parts();
    let mut told = told;
    for (name, value) in &parts.headers {
        told.headers_mut()
            .entry(name)
            .or_insert_with(|| value.clone());
    }
    told
}

/// A browser that cannot finish sending never reads why it was refused: what is left of a body when a
/// request is refused is read and thrown away, up to a bound.
async fn heard_out(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let (back, rest) = oneshot::channel();
    let lent = Body::new(Lent {
        body: Some(body),
        back: Some(back),
    });
    let response = next.run(Request::from_parts(parts, lent)).await;
    let refused = response.status().is_client_error() || response.status().is_server_error();
    if refused {
        drop(tokio::time::timeout(PATIENCE, thrown_away(rest)).await);
    }
    response
}

async fn thrown_away(rest: oneshot::Receiver<Body>) {
    let (Ok(mut body), mut read) = (rest.await, 0) else {
        return;
    };
    while let Some(Ok(frame)) = body.frame().await {
        read += frame.data_ref().map_or(0, |data| data.len());
        if read > THROWN_AWAY {
            break;
        }
    }
}

/// A body that comes back when whoever reads it has done with it.
struct Lent {
    body: Option<Body>,
    back: Option<oneshot::Sender<Body>>,
}

impl HttpBody for Lent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match &mut self.body {
            Some(body) => Pin::new(body).poll_frame(context),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        let body = self.body.as_ref();
        body.map_or_else(SizeHint::default, HttpBody::size_hint)
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let (Some(body), Some(back)) = (self.body.take(), self.back.take()) {
            // Nobody waits for it if the request was done.
            drop(back.send(body));
        }
    }
}

/// A program gone wild does not keep the others waiting.
async fn in_bounds(
    State(rim): State<Shared>,
    Peer(address): Peer,
    request: Request,
    next: Next,
) -> Response {
    // Without a proxy's word this is the machine itself.
    if address.is_loopback() {
        return next.run(request).await;
    }
    if let Some(seconds) = rim.requests.wait(address, clock::now()) {
        let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-requests");
        return problem.after(seconds).into_response();
    }
    rim.requests.count(address, clock::now());
    next.run(request).await
}

async fn in_time(request: Request, next: Next) -> Response {
    let patience = match upload::is_raw(request.headers()) {
        true => upload::PATIENCE,
        false => PATIENCE,
    };
    let answer = tokio::time::timeout(patience, next.run(request)).await;
    answer.unwrap_or_else(|_| Problem::new(StatusCode::REQUEST_TIMEOUT, "too-slow").into_response())
}

fn panicked(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal").into_response()
}

/// The path is known, but not for this method.
pub(crate) async fn wrong_method() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "wrong-method")
}
