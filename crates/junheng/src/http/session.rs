//! Coming in and going out.

use std::net::IpAddr;

use app::permission::{PERMISSIONS, Role};
use app::{AppError, Caller};
use axum::Json;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::dto::Bilingual;
use super::extract::Said;
use super::guard::{Peer, Who, cookie, no_cookie};
use super::problem::Problem;
use super::rim::{Rim, Shared};
use crate::clock;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(sign_in, read_session, sign_out))
        .routes(routes!(change_password))
}

/// Who is in, and what he may do.
#[derive(Debug, Serialize, ToSchema)]
struct Session {
    /// What is typed to sign in.
    login: String,
    /// The person's name.
    name: String,
    /// The password must be changed before anything else.
    must_change: bool,
    /// What every write carries in `X-CSRF-Token`.
    csrf: String,
    /// The day where the house is.
    #[schema(value_type = String, format = Date)]
    today: Date,
    /// What is granted today.
    roles: Vec<Held>,
    /// What may be done somewhere.
    verbs: Vec<&'static str>,
    /// Provinces and cities whose counties may be looked over.
    overlooked: Vec<Place>,
}

/// A province or a city.
#[derive(Debug, Serialize, ToSchema)]
struct Place {
    /// Its id.
    org: String,
    /// Its name.
    name: String,
}

/// A role at an organisation.
#[derive(Debug, Serialize, ToSchema)]
struct Held {
    /// The role.
    role: &'static str,
    /// What people call it.
    title: Bilingual,
    /// Where.
    org: String,
    /// The name of the place.
    org_name: String,
    /// Topics it is bound to; empty for all.
    topics: Vec<String>,
}

/// A name and a password.
#[derive(Deserialize, ToSchema)]
struct Credentials {
    /// What is typed to sign in.
    login: String,
    /// The password.
    password: String,
}

/// The old password and the new one.
#[derive(Deserialize, ToSchema)]
struct Passwords {
    /// The one that holds.
    old: String,
    /// The one that shall hold.
    new: String,
}

/// Longer than any password that was ever taken.
const LONGEST: usize = 1_024;

/// Sign in.
#[utoipa::path(post, path = "/api/session", tag = "session", request_body = Credentials,
    responses((status = 200, description = "Signed in; the cookie is set", body = Session)))]
async fn sign_in(
    State(rim): State<Shared>,
    Peer(address): Peer,
    headers: HeaderMap,
    Said(who): Said<Credentials>,
) -> Result<impl IntoResponse, Problem> {
    if let Some(seconds) = rim.tries.wait(address, clock::now()) {
        let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-tries");
        return Err(problem.after(seconds));
    }
    let signed = let_in(&rim, address, who).await?;
    let caller = rim.app.who_is_it(&signed.token).await?;
    let set = [(SET_COOKIE, cookie(&signed.token, &headers))];
    Ok((set, Json(session(&rim, &caller).await?)))
}

async fn let_in(
    rim: &Rim,
    address: IpAddr,
    who: Credentials,
) -> Result<app::people::SignedIn, Problem> {
    let turn = rim.hashing.acquire().await;
    let signed = match who.password.len() {
        0..LONGEST => rim.app.sign_in(&who.login, who.password).await,
        _ => Err(AppError::WrongPassword),
    };
    drop(turn);
    if matches!(signed, Err(AppError::WrongPassword)) {
        rim.tries.count(address, clock::now());
    }
    Ok(signed?)
}

async fn session(rim: &Rim, caller: &Caller) -> Result<Session, Problem> {
    let held = caller.held.iter().map(|held| held.org.as_str());
    let names = rim.app.org_names(held).await?;
    let overlooked = rim.app.places_overlooked(caller).await?;
    let overlooked = overlooked.into_iter().map(|org| Place {
        org: org.id,
        name: org.name,
    });
    let roles = caller.held.iter().map(|held| Held {
        role: held.role.id(),
        title: title(held.role.id()),
        org: held.org.clone(),
        org_name: names.get(&held.org).cloned().unwrap_or_default(),
        topics: held.topics.clone(),
    });
    Ok(Session {
        login: caller.login.clone(),
        name: caller.name.clone(),
        must_change: caller.must_change,
        csrf: caller.csrf.clone(),
        today: caller.today,
        roles: roles.collect(),
        verbs: caller.verbs().into_iter().map(|verb| verb.id()).collect(),
        overlooked: overlooked.collect(),
    })
}

/// What people call a role.
pub(crate) fn title(role: &str) -> Bilingual {
    let row = Role::of(role).and_then(|role| PERMISSIONS.role(role));
    row.map_or_else(
        || (&kernel::Text::same(role)).into(),
        |row| (&row.title).into(),
    )
}

/// Who is in.
#[utoipa::path(get, path = "/api/session", tag = "session",
    responses((status = 200, description = "Who is in", body = Session)))]
async fn read_session(State(rim): State<Shared>, who: Who) -> Result<Json<Session>, Problem> {
    Ok(Json(session(&rim, &who.caller).await?))
}

/// Sign out.
#[utoipa::path(delete, path = "/api/session", tag = "session",
    responses((status = 204, description = "Signed out")))]
async fn sign_out(
    State(rim): State<Shared>,
    headers: HeaderMap,
    who: Who,
) -> Result<impl IntoResponse, Problem> {
    rim.app.sign_out(&who.caller).await?;
    let gone = [(SET_COOKIE, no_cookie(&headers))];
    Ok((StatusCode::NO_CONTENT, gone))
}

/// Change the own password; every other session of the account ends.
#[utoipa::path(post, path = "/api/session/password", tag = "session", request_body = Passwords,
    responses((status = 204, description = "Changed")))]
async fn change_password(
    State(rim): State<Shared>,
    Peer(address): Peer,
    who: Who,
    Said(passwords): Said<Passwords>,
) -> Result<StatusCode, Problem> {
    if let Some(seconds) = rim.tries.wait(address, clock::now()) {
        let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-tries");
        return Err(problem.after(seconds));
    }
    let turn = rim.hashing.acquire().await;
    let Passwords { old, new } = passwords;
    let changed = rim.app.change_password(&who.caller, old, new).await;
    drop(turn);
    if matches!(changed, Err(AppError::WrongPassword)) {
        rim.tries.count(address, clock::now());
    }
    changed?;
    Ok(StatusCode::NO_CONTENT)
}
