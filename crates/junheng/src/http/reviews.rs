//! Sign-off: handed in, checked, approved, sent back, unlocked.

use app::Result as AppResult;
use app::returns::{Left, Many, Review, Step};
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::{Id, Looked, Said};
use super::guard::Who;
use super::problem::Problem;
use super::returns::{late, tag};
use super::rim::{Rim, Shared};

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(submit))
        .routes(routes!(check))
        .routes(routes!(approve))
        .routes(routes!(send_back))
        .routes(routes!(ask_unlock))
        .routes(routes!(unlock))
        .routes(routes!(review_many))
}

/// Where a return stands after a step.
#[derive(Debug, Serialize, ToSchema)]
struct Stepped {
    /// The version that holds now; also the `ETag`.
    version: i64,
    /// draft, submitted, checked, returned, locked
    state: String,
}

/// A group of the form.
#[derive(Debug, Deserialize, ToSchema)]
struct Group {
    /// Its id.
    group: String,
}

/// Why a return is sent back.
#[derive(Debug, Deserialize, ToSchema)]
struct SendBack {
    /// Why.
    reason: String,
    /// The field it points at.
    field: Option<String>,
}

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
struct Reason {
    /// Why.
    reason: String,
}

/// Tells where the return stands now; whoever lost a race, what was changed.
async fn stepped(
    rim: &Rim,
    who: &Who,
    id: &str,
    seen: i64,
    step: AppResult<i64>,
) -> Result<Response, Problem> {
    let version = match step {
        Ok(version) => version,
        Err(error) => return Err(late(rim, who, id, seen, error.into()).await),
    };
    let state = rim.app.return_state(id).await?;
    Ok((tag(version), Json(Stepped { version, state })).into_response())
}

async fn reviewed(
    rim: &Rim,
    who: &Who,
    id: &str,
    seen: i64,
    review: Review,
) -> Result<Response, Problem> {
    let step = rim.app.review_return(&who.caller, id, seen, &review).await;
    stepped(rim, who, id, seen, step).await
}

/// Hand a return in.
#[utoipa::path(post, path = "/api/returns/{id}/submit", tag = "returns",
    params(("id" = String, Path), ("If-Match" = String, Header, pattern = r#"^"[0-9]{1,9}"$"#,
        description = "The version that was looked at")),
    responses((status = 200, description = "Handed in", body = Stepped)))]
async fn submit(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Looked(seen): Looked,
) -> Result<Response, Problem> {
    let step = rim.app.submit_return(&who.caller, &id, seen).await;
    stepped(&rim, &who, &id, seen, step).await
}

/// The township finds it right.
#[utoipa::path(post, path = "/api/returns/{id}/check", tag = "returns",
    params(("id" = String, Path), ("If-Match" = String, Header, pattern = r#"^"[0-9]{1,9}"$"#,
        description = "The version that was looked at")),
    responses((status = 200, description = "Checked", body = Stepped)))]
async fn check(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Looked(seen): Looked,
) -> Result<Response, Problem> {
    reviewed(&rim, &who, &id, seen, Review::Check).await
}

/// The county finds one group right; after the last one the return is locked.
#[utoipa::path(post, path = "/api/returns/{id}/approve", tag = "returns",
    params(("id" = String, Path), ("If-Match" = String, Header, pattern = r#"^"[0-9]{1,9}"$"#,
        description = "The version that was looked at")), request_body = Group,
    responses((status = 200, description = "Approved", body = Stepped)))]
async fn approve(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Looked(seen): Looked,
    Said(Group { group }): Said<Group>,
) -> Result<Response, Problem> {
    reviewed(
        &rim,
        &who,
        &id,
        seen,
        Review::Approve {
            groups: vec![group],
        },
    )
    .await
}

/// Somebody finds it wrong.
#[utoipa::path(post, path = "/api/returns/{id}/send_back", tag = "returns",
    params(("id" = String, Path), ("If-Match" = String, Header, pattern = r#"^"[0-9]{1,9}"$"#,
        description = "The version that was looked at")), request_body = SendBack,
    responses((status = 200, description = "Sent back", body = Stepped)))]
async fn send_back(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Looked(seen): Looked,
    Said(SendBack { reason, field }): Said<SendBack>,
) -> Result<Response, Problem> {
    reviewed(&rim, &who, &id, seen, Review::SendBack { reason, field }).await
}

/// Ask for a locked return to be opened again.
#[utoipa::path(post, path = "/api/returns/{id}/ask_unlock", tag = "returns",
    params(("id" = String, Path), ("If-Match" = String, Header, pattern = r#"^"[0-9]{1,9}"$"#,
        description = "The version that was looked at")), request_body = Reason,
    responses((status = 200, description = "Asked", body = Stepped)))]
async fn ask_unlock(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Looked(seen): Looked,
    Said(Reason { reason }): Said<Reason>,
) -> Result<Response, Problem> {
    let step = rim.app.ask_unlock(&who.caller, &id, seen, &reason).await;
    stepped(&rim, &who, &id, seen, step).await
}

/// Open a locked return again: it goes back to its clerk.
#[utoipa::path(post, path = "/api/returns/{id}/unlock", tag = "returns",
    params(("id" = String, Path), ("If-Match" = String, Header, pattern = r#"^"[0-9]{1,9}"$"#,
        description = "The version that was looked at")), request_body = Reason,
    responses((status = 200, description = "Opened", body = Stepped)))]
async fn unlock(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Looked(seen): Looked,
    Said(Reason { reason }): Said<Reason>,
) -> Result<Response, Problem> {
    let step = rim.app.unlock(&who.caller, &id, seen, &reason).await;
    stepped(&rim, &who, &id, seen, step).await
}

/// Which returns shall be taken on by one step.
#[derive(Debug, Deserialize, ToSchema)]
struct Several {
    /// check: the township finds them right; approve: the county does, all groups in the caller's hand.
    step: StepName,
    /// The returns.
    #[schema(max_items = 1000)]
    returns: Vec<String>,
}

/// A step that is done for many.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum StepName {
    /// From handed in to checked.
    Check,
    /// From checked to locked, or nearer to it.
    Approve,
}

/// What became of each.
#[derive(Debug, Serialize, ToSchema)]
struct Reviewed {
    /// Returns that were taken on.
    done: Vec<String>,
    /// Returns that were not.
    left: Vec<LeftOut>,
}

/// A return that was left as it is.
#[derive(Debug, Serialize, ToSchema)]
struct LeftOut {
    /// The return.
    id: String,
    /// `has-findings`: somebody has to look at it; else the code of a problem.
    code: &'static str,
    /// How many findings it has.
    findings: usize,
}

/// Check or approve many returns, one after another; those with findings are left to be looked at.
#[utoipa::path(post, path = "/api/rounds/{id}/reviews", tag = "returns", params(("id" = String, Path)),
    request_body = Several,
    responses((status = 200, description = "What became of each", body = Reviewed)))]
async fn review_many(
    State(rim): State<Shared>,
    who: Who,
    Id(round): Id,
    Said(several): Said<Several>,
) -> Result<Json<Reviewed>, Problem> {
    let step = match several.step {
        StepName::Check => Step::Check,
        StepName::Approve => Step::Approve,
    };
    let many = rim
        .app
        .review_many(&who.caller, &round, step, &several.returns)
        .await?;
    Ok(Json(many.into()))
}

impl From<Many> for Reviewed {
    fn from(many: Many) -> Reviewed {
        let left = many.left.into_iter().map(|(id, left)| match left {
            Left::Findings(findings) => LeftOut {
                id,
                code: "has-findings",
                findings,
            },
            Left::Refused(error) => LeftOut {
                id,
                code: error.code(),
                findings: 0,
            },
        });
        Reviewed {
            left: left.collect(),
            done: many.done,
        }
    }
}
