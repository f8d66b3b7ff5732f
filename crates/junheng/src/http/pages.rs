//! The pages, built into the program: files of `web/dist`, and the one page for every other path.

use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use super::guard::is_read;
use super::problem::Problem;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Built;

/// What pages may load: their own files.
const OWN: &str = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; \
                   object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
/// A name with a hash in it never means anything else.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";

/// Stands in for pages that were not built.
const NOT_BUILT: &str = "<!doctype html><html lang=\"zh\"><head><meta charset=\"utf-8\">\
    <title>junheng</title></head><body><h1>页面还没有构建</h1>\
    <p>接口可以使用（/api/openapi.json），但这个程序里没有网页。\
    请先构建网页，再构建程序：</p><pre>cd web &amp;&amp; npm ci &amp;&amp; npm run build\ncargo build</pre>\
    <h1 lang=\"en\">The pages are not built</h1><p lang=\"en\">The interface works \
    (/api/openapi.json), but this program holds no pages. Build the pages, then the program, \
    with the commands above.</p></body></html>";

/// A file, or the page that shows everything else.
pub(crate) async fn page(method: Method, uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path == "api" || path.starts_with("api/") {
        return missing();
    }
    if !is_read(&method) {
        return Problem::new(StatusCode::METHOD_NOT_ALLOWED, "wrong-method").into_response();
    }
    match Built::get(path).filter(|_| !path.is_empty()) {
        Some(file) => told(file, path),
        None if path.contains('.') || path.contains('%') => missing(),
        None => match Built::get("index.html") {
            Some(file) => told(file, "index.html"),
            None => not_built(),
        },
    }
}

fn missing() -> Response {
    Problem::new(StatusCode::NOT_FOUND, "no-such-route").into_response()
}

fn told(file: EmbeddedFile, path: &str) -> Response {
    let kept = if path.starts_with("assets/") {
        FOR_EVER
    } else {
        ASK_AGAIN
    };
    let headers = [
        (CONTENT_TYPE, media(path)),
        (CACHE_CONTROL, kept),
        (CONTENT_SECURITY_POLICY, OWN),
    ];
    (headers, file.data.into_owned()).into_response()
}

fn not_built() -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, ASK_AGAIN),
        (CONTENT_SECURITY_POLICY, OWN),
    ];
    (headers, NOT_BUILT).into_response()
}

fn media(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
