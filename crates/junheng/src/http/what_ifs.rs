//! What if a figure were another (试算)?

use std::collections::BTreeMap;

use app::beside;
use app::county::{Basis, Changes, Snapshot, Tried};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use indicators::record::{RunRecord, record};
use indicators::{County, CountyAssessment, Remedy};
use kernel::{Finding, Gap, Lang};
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
use super::schools::{Lack, lack};

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(try_out))
        .routes(routes!(read_what_ifs, keep_what_if))
        .routes(routes!(rename_what_if, discard_what_if))
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
    /// The code of a school whose gaps are wanted too.
    #[serde(default)]
    about: Option<String>,
}

/// What came of it.
#[derive(Serialize, ToSchema)]
struct Outcome {
    /// The document `junheng.run/1` of the copy.
    #[schema(value_type = Object)]
    result: RunRecord,
    /// What stands in the returns in the cells that are changed.
    #[schema(value_type = BTreeMap<String, BTreeMap<String, Cell>>)]
    before: Cells,
    /// What the school asked about still lacks on the copy.
    gaps: Vec<GapLine>,
    /// Cells that could not be read, by school and field.
    refused: BTreeMap<String, BTreeMap<String, Found>>,
}

/// What an indicator of a school lacks.
#[derive(Serialize, ToSchema)]
#[schema(as = TriedGap)]
struct GapLine {
    /// The gap.
    #[serde(flatten)]
    lack: Lack,
    /// Figures of the return that would close it, each by itself.
    remedies: Vec<RemedyLine>,
}

/// A figure that would close a gap by itself.
#[derive(Serialize, ToSchema)]
#[schema(as = Remedy)]
struct RemedyLine {
    /// The field of the form.
    field: String,
    /// What is to be added to it, in its unit.
    add: String,
}

/// A cell by its return and field.
#[derive(Debug, Serialize, ToSchema)]
struct CellName {
    /// The school's code; empty for the county's return.
    code: String,
    /// The field.
    field: String,
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
    /// What stood in these cells then.
    #[schema(value_type = BTreeMap<String, BTreeMap<String, Cell>>)]
    before: Cells,
    /// Those of them in which something else stands by now.
    moved: Vec<CellName>,
    /// Some return of the round was changed since.
    stale: bool,
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

fn told_cells(changes: Changes) -> Cells {
    let own = |cells: BTreeMap<String, Option<store::returns::Cell>>| {
        let cells = cells.into_iter();
        cells
            .map(|(field, cell)| (field, cell.map(Into::into)))
            .collect()
    };
    changes
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
    let about = trial.about;
    let body = beside(move || outcome(tried, about.as_deref(), who.lang)).await?;
    Ok(([(CONTENT_TYPE, "application/json")], body))
}

fn outcome(tried: Tried, about: Option<&str>, lang: Lang) -> Result<Vec<u8>, Problem> {
    let snapshot = &tried.snapshot;
    let county = snapshot.county();
    let found = county.assess();
    let gaps = about.map(|code| gaps(&county, &found, code));
    let judged = [(county, found)];
    let result = record(&snapshot.standard, snapshot.facts(), &judged);
    written(&Outcome {
        result,
        before: told_cells(tried.before),
        gaps: gaps.unwrap_or_default(),
        refused: told_refusals(snapshot, &tried.refused, lang),
    })
}

/// Cells that could not be read, in the reader's language.
fn told_refusals(
    snapshot: &Snapshot,
    refused: &BTreeMap<(String, String), Finding>,
    lang: Lang,
) -> BTreeMap<String, BTreeMap<String, Found>> {
    let mut told: BTreeMap<String, BTreeMap<String, Found>> = BTreeMap::new();
    with_words(lang, |words| {
        for ((code, field), finding) in refused {
            let form = match &snapshot.county {
                Some(county) if code.is_empty() => &county.form,
                _ => &snapshot.schools.form,
            };
            let found = Found::told(words, form, finding, Some(field));
            let own = told.entry(code.clone()).or_default();
            own.insert(field.clone(), found);
        }
    });
    told
}

/// What a school lacks, and which of its figures would close that.
fn gaps(county: &County<'_>, found: &CountyAssessment, code: &str) -> Vec<GapLine> {
    let all = county.gaps(found).sections.into_iter();
    let sections = all.map(|own| (&found.sections[own.section], own.gaps));
    let own = sections
        .filter(|(section, _)| *county.subject(&county.schools[section.school]).code == *code);
    own.flat_map(|(section, gaps)| {
        let lines = gaps
            .into_iter()
            .map(|gap| gap_line(&gap, county.remedies(section, &gap)));
        lines.collect::<Vec<_>>()
    })
    .collect()
}

fn gap_line(gap: &Gap, remedies: Vec<Remedy>) -> GapLine {
    let remedy = |remedy: Remedy| RemedyLine {
        field: remedy.field,
        add: remedy.add.to_plain(),
    };
    GapLine {
        lack: lack(gap),
        remedies: remedies.into_iter().map(remedy).collect(),
    }
}

fn cell_name((code, field): (String, String)) -> CellName {
    CellName { code, field }
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
        id: kept.own.id,
        name: kept.own.name,
        changes: told_cells(kept.changes),
        before: told_cells(kept.before),
        moved: kept.moved.into_iter().map(cell_name).collect(),
        stale: kept.is_stale,
        at: kept.own.at,
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

/// A name for changes that were kept.
#[derive(Debug, Deserialize, ToSchema)]
struct WhatIfName {
    /// What its owner calls it.
    name: String,
}

/// Call kept changes otherwise.
#[utoipa::path(patch, path = "/api/what-ifs/{id}", tag = "what_ifs", params(("id" = String, Path)),
    request_body = WhatIfName, responses((status = 204, description = "Renamed")))]
async fn rename_what_if(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Said(wanted): Said<WhatIfName>,
) -> Result<StatusCode, Problem> {
    rim.app
        .rename_what_if(&who.caller, &id, &wanted.name)
        .await?;
    Ok(StatusCode::NO_CONTENT)
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
