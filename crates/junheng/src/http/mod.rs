//! How do browsers and programs reach the house? The HTTP interface of `junheng serve`.
//!
//! ```text
//! listen ─→ layers (id, log, metrics, headers, patience) ─→ idempotency ─→ guard (who, may he write)
//!        ─→ one file a noun (session, orgs, rounds, returns …) ─→ a verb of `app` ─→ JSON | problem+json
//! ```
//!
//! Nothing is decided here: handlers read what was asked, call one verb, and tell what came of it.

mod accounts;
mod audit;
#[cfg(test)]
mod codes;
mod compare;
mod county;
mod dto;
mod evidence;
mod extract;
mod guard;
mod idempotency;
mod imports;
mod judged;
mod kits;
mod language;
mod layers;
mod limit;
mod listen;
mod map;
mod means;
mod metering;
mod orgs;
mod overview;
mod pages;
mod permissions;
mod problem;
mod returns;
mod reviews;
mod rim;
mod rounds;
mod schools;
mod session;
mod standard;
mod system;
mod trend;
mod upload;
mod what_ifs;
mod world;

use axum::Router;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

#[cfg(test)]
pub(crate) use codes::CODES;
pub(crate) use listen::listen;
pub(crate) use rim::{Rim, Shared};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "junheng",
        description = "Everything the pages of `junheng serve` do. Moments are milliseconds since 1970 UTC.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(problem::ProblemBody))
)]
struct Described;

fn described() -> OpenApiRouter<Shared> {
    OpenApiRouter::with_openapi(Described::openapi())
        .merge(session::routes())
        .merge(orgs::routes())
        .merge(accounts::routes())
        .merge(permissions::routes())
        .merge(rounds::routes())
        .merge(standard::routes())
        .merge(county::routes())
        .merge(what_ifs::routes())
        .merge(returns::routes())
        .merge(reviews::routes())
        .merge(audit::routes())
        .merge(system::routes())
        .merge(schools::routes())
        .merge(overview::routes())
        .merge(trend::routes())
        .merge(compare::routes())
        .merge(means::routes())
        .merge(imports::routes())
        .merge(kits::routes())
        .merge(map::routes())
        .merge(evidence::routes())
}

/// Every route, with everything that stands around it.
pub(crate) fn router(rim: Shared) -> Router {
    let (routes, _) = described().split_for_parts();
    let routes = routes
        .fallback(pages::page)
        .method_not_allowed_fallback(layers::wrong_method);
    layers::around(routes, &rim).with_state(rim)
}

/// The OpenAPI document.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    let (_, mut document) = described().split_for_parts();
    problem::describe(&mut document);
    document
}
