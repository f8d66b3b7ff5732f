//! What if a figure were another (试算)?

use std::collections::BTreeMap;

use app::beside;
use app::county::{Basis, Changes, Tried};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use indicators::record::{RunRecord, record};
use kernel::Lang;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::dto::{Cell, Found};
use super::extract::{Id, Said};
use super::guard::Who;
use super::judged::written;
use super::language::with_words;
use super::problem::Problem;
use super::rim::Shared;
use super::rounds::MadeId;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(try_out))
        .routes(routes!(read_what_ifs, keep_what_if))
        .routes(routes!(discard_what_if))
}

/// Cells by the code of a school (the county's own under an empty code), then by field.
type Cells = BTreeMap<String, BTreeMap<String, Option<Cell>>>;

/// Figures to be tried out.
#[derive(Debug, Deserialize, ToSchema)]
struct Trial {
    /// Which returns count: all, submitted, locked.
    #[serde(default)]
    basis: String,
    /// What is changed, by school and field.
    #[schema(value_type = BTreeMap<String, BTreeMap<String, Cell>>)]
    changes: Cells,
}

/// What came of it.
#[derive(Serialize, ToSchema)]
struct Outcome {
    /// The document `junheng.run/1` of the copy.
    #[schema(value_type = Object)]
    result: RunRecord,
    /// Cells that could not be read, by school and field.
    refused: BTreeMap<String, BTreeMap<String, Found>>,
}

/// Changes that were kept.
#[derive(Debug, Serialize, ToSchema)]
struct WhatIf {
    /// Its id.
    id: String,
    /// What its owner calls it.
    name: String,
    /// What is changed, by school and field.
    #[schema(value_type = BTreeMap<String, BTreeMap<String, Cell>>)]
    changes: Cells,
    /// When it was last kept.
    at: i64,
}

/// Changes to be kept.
#[derive(Debug, Deserialize, ToSchema)]
struct Kept {
    /// The one to be kept anew; a new one if left out.
    id: Option<String>,
    /// What its owner calls it.
    name: String,
    /// What is changed, by school and field.
    #[schema(value_type = BTreeMap<String, BTreeMap<String, Cell>>)]
    changes: Cells,
}

fn changes(cells: Cells) -> Changes {
    let own = |cells: BTreeMap<String, Option<Cell>>| {
        let cells = cells.into_iter();
        cells
            .map(|(field, cell)| (field, cell.map(Into::into)))
            .collect()
    };
    cells
        .into_iter()
        .map(|(code, cells)| (code, own(cells)))
        .collect()
}

/// Try changes out on a copy of the county; nothing is kept.
#[utoipa::path(post, path = "/api/rounds/{id}/try", tag = "what_ifs", params(("id" = String, Path)),
    request_body = Trial, responses((status = 200, description = "What came of it", body = Outcome)))]
async fn try_out(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Said(trial): Said<Trial>,
) -> Result<impl IntoResponse, Problem> {
    let basis: Basis = trial.basis.parse()?;
    let changes = changes(trial.changes);
    let tried = rim.app.try_out(&who.caller, &id, basis, &changes).await?;
    let body = beside(move || outcome(&tried, who.lang)).await?;
    Ok(([(CONTENT_TYPE, "application/json")], body))
}

fn outcome(tried: &Tried, lang: Lang) -> Result<Vec<u8>, Problem> {
    let snapshot = &tried.snapshot;
    let judged = [(snapshot.county(), snapshot.assess())];
    let result = record(&snapshot.standard, snapshot.facts(), &judged);
    let form = &snapshot.schools.form;
    let mut refused: BTreeMap<String, BTreeMap<String, Found>> = BTreeMap::new();
    with_words(lang, |words| {
        for ((code, field), finding) in &tried.refused {
            let found = Found::told(words, form, finding, Some(field));
            let own = refused.entry(code.clone()).or_default();
            own.insert(field.clone(), found);
        }
    });
    written(&Outcome { result, refused })
}

/// What the caller has tried out and kept, newest first.
#[utoipa::path(get, path = "/api/rounds/{id}/what-ifs", tag = "what_ifs",
    params(("id" = String, Path)),
    responses((status = 200, description = "What was kept", body = Vec<WhatIf>)))]
async fn read_what_ifs(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
) -> Result<Json<Vec<WhatIf>>, Problem> {
    let kept = rim.app.what_ifs(&who.caller, &id).await?;
    let told = kept.into_iter().map(|kept| WhatIf {
        id: kept.id,
        name: kept.name,
        changes: serde_json::from_str(&kept.changes).unwrap_or_default(),
        at: kept.at,
    });
    Ok(Json(told.collect()))
}

/// Keep changes under a name.
#[utoipa::path(post, path = "/api/rounds/{id}/what-ifs", tag = "what_ifs",
    params(("id" = String, Path)), request_body = Kept,
    responses((status = 201, description = "Kept", body = MadeId)))]
async fn keep_what_if(
    State(rim): State<Shared>,
    who: Who,
    Id(round): Id,
    Said(kept): Said<Kept>,
) -> Result<(StatusCode, Json<MadeId>), Problem> {
    let changes = changes(kept.changes);
    let id = kept.id.as_deref();
    let kept = rim
        .app
        .keep_what_if(&who.caller, &round, id, &kept.name, &changes);
    Ok((StatusCode::CREATED, Json(MadeId { id: kept.await? })))
}

/// Throw kept changes away.
#[utoipa::path(delete, path = "/api/what-ifs/{id}", tag = "what_ifs", params(("id" = String, Path)),
    responses((status = 204, description = "Gone")))]
async fn discard_what_if(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    rim.app.discard_what_if(&who.caller, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
