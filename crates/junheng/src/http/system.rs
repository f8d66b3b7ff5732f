//! Is the house awake, how is it doing, and what can be asked of it?

use std::sync::OnceLock;

use app::AppError;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::problem::Problem;
use super::rim::Shared;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(healthz))
        .routes(routes!(readyz))
        .routes(routes!(metrics))
        .routes(routes!(described))
}

/// The program runs.
#[utoipa::path(get, path = "/healthz", tag = "system",
    responses((status = 200, description = "It does", body = String, content_type = "text/plain")))]
async fn healthz() -> &'static str {
    "ok\n"
}

/// The database and the place of files answer.
#[utoipa::path(get, path = "/readyz", tag = "system",
    responses((status = 200, description = "It does", body = String, content_type = "text/plain")))]
async fn readyz(State(rim): State<Shared>) -> Result<&'static str, Problem> {
    let answered = rim.app.store().ping().await;
    answered.map_err(|error| {
        tracing::error!(%error, "the database does not answer");
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "database-away").after(5)
    })?;
    let answered = rim.app.files().ping().await;
    answered.map_err(AppError::from)?;
    Ok("ok\n")
}

/// Counters, as Prometheus reads them.
#[utoipa::path(get, path = "/metrics", tag = "system",
    responses((status = 200, description = "Counters", body = String, content_type = "text/plain")))]
async fn metrics(State(rim): State<Shared>) -> String {
    rim.metrics.render()
}

/// The OpenAPI document.
#[utoipa::path(get, path = "/api/openapi.json", tag = "system",
    responses((status = 200, description = "This document",
        body = serde_json::Map<String, serde_json::Value>)))]
async fn described() -> impl IntoResponse {
    static TEXT: OnceLock<String> = OnceLock::new();
    let text = TEXT.get_or_init(|| super::openapi().to_json().unwrap_or_default());
    ([(CONTENT_TYPE, "application/json")], text.as_str())
}
