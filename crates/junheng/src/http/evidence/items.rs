//! What people say about items, and who sees to them.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use store::evidence;
use utoipa::ToSchema;

use crate::http::extract::{Id, Said};
use crate::http::guard::Who;
use crate::http::problem::Problem;
use crate::http::rim::Shared;
use crate::http::rounds::MadeId;

/// What somebody said about an item.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Comment)]
pub(super) struct CommentLine {
    /// Its id.
    id: String,
    /// The item.
    item: String,
    /// The school it is about; null for the county as a whole.
    org: Option<String>,
    /// What was said.
    text: String,
    /// By whom, by name.
    account_name: String,
    /// When.
    at: i64,
}

/// Something to be said about an item.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct NewComment {
    /// The item.
    item: String,
    /// The school it is about; the county as a whole, if left out.
    org: Option<String>,
    /// What is said.
    text: String,
}

/// Who sees to an item.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = Owner)]
pub(super) struct OwnerLine {
    /// The item.
    item: String,
    /// The section of the bureau.
    department: String,
    /// The person.
    person: String,
}

/// What was said about the items of a round, oldest first.
#[utoipa::path(get, path = "/api/rounds/{id}/comments", tag = "evidence",
    params(("id" = String, Path)),
    responses((status = 200, description = "What was said", body = Vec<CommentLine>)))]
pub(super) async fn read_comments(
    State(rim): State<Shared>,
    who: Who,
    Id(round): Id,
) -> Result<Json<Vec<CommentLine>>, Problem> {
    let comments = rim.app.comments(&who.caller, &round).await?;
    let authors = comments.iter().map(|own| own.account.as_str());
    let people = rim.app.names(authors).await?;
    let line = |own: evidence::Comment| CommentLine {
        id: own.id,
        item: own.item,
        org: own.org,
        text: own.text,
        account_name: people.get(&own.account).cloned().unwrap_or_default(),
        at: own.at,
    };
    Ok(Json(comments.into_iter().map(line).collect()))
}

/// Say something about an item.
#[utoipa::path(post, path = "/api/rounds/{id}/comments", tag = "evidence",
    params(("id" = String, Path)), request_body = NewComment,
    responses((status = 201, description = "Said", body = MadeId)))]
pub(super) async fn comment(
    State(rim): State<Shared>,
    who: Who,
    Id(round): Id,
    Said(new): Said<NewComment>,
) -> Result<(StatusCode, Json<MadeId>), Problem> {
    let org = new.org.as_deref();
    let said = rim
        .app
        .comment(&who.caller, &round, &new.item, org, &new.text);
    Ok((StatusCode::CREATED, Json(MadeId { id: said.await? })))
}

/// Who sees to the items of a round.
#[utoipa::path(get, path = "/api/rounds/{id}/owners", tag = "evidence",
    params(("id" = String, Path)),
    responses((status = 200, description = "Who sees to what", body = Vec<OwnerLine>)))]
pub(super) async fn read_owners(
    State(rim): State<Shared>,
    who: Who,
    Id(round): Id,
) -> Result<Json<Vec<OwnerLine>>, Problem> {
    let owners = rim.app.owners(&who.caller, &round).await?;
    let line = |own: evidence::Owner| OwnerLine {
        item: own.item,
        department: own.department,
        person: own.person,
    };
    Ok(Json(owners.into_iter().map(line).collect()))
}

/// Name who sees to an item from now on.
#[utoipa::path(patch, path = "/api/rounds/{id}/owners", tag = "evidence",
    params(("id" = String, Path)), request_body = OwnerLine,
    responses((status = 204, description = "Named")))]
pub(super) async fn name_owner(
    State(rim): State<Shared>,
    who: Who,
    Id(round): Id,
    Said(named): Said<OwnerLine>,
) -> Result<StatusCode, Problem> {
    let owner = evidence::Owner {
        round,
        item: named.item,
        department: named.department,
        person: named.person,
    };
    rim.app.name_owner(&who.caller, &owner).await?;
    Ok(StatusCode::NO_CONTENT)
}
