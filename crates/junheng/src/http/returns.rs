//! Returns: read with all that stands around them, and filled in.

use std::collections::{BTreeMap, HashMap};

use app::returns::Page;
use axum::Json;
use axum::extract::State;
use axum::http::header::ETAG;
use axum::response::IntoResponse;
use facts::catalogue::Form;
use kernel::{Finding, Lang};
use serde::{Deserialize, Serialize};
use store::returns;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::dto::{Cell, Change, Found};
use super::extract::{Asked, Id, Looked, Said};
use super::guard::Who;
use super::language::with_words;
use super::orgs::Org;
use super::problem::Problem;
use super::rim::{Rim, Shared};
use super::rounds::Round;

mod form;

use form::FormLine;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(read_return, fill))
        .routes(routes!(read_changes))
}

/// A return and everything around it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Return)]
struct ReturnPage {
    /// Its id.
    id: String,
    /// Its round.
    round: Round,
    /// Who fills it in.
    org: Org,
    /// Its form.
    form: FormLine,
    /// draft, submitted, checked, returned, locked
    state: String,
    /// Counts its changes; also the `ETag`.
    version: i64,
    /// What stands in it.
    cells: BTreeMap<String, Cell>,
    /// What stood in last year's.
    last_year: BTreeMap<String, Cell>,
    /// What the checks say.
    findings: Vec<Found>,
    /// The steps so far.
    events: Vec<Step>,
    /// Groups approved since it was last submitted.
    approved: Vec<String>,
    /// What the caller may do with it now.
    verbs: Vec<&'static str>,
}

/// A step of sign-off.
#[derive(Debug, Serialize, ToSchema)]
struct Step {
    /// Its number within the return.
    seq: i64,
    /// submitted, checked, approved, returned, unlock_asked, unlocked
    event: String,
    /// The group it is about.
    topic: Option<String>,
    /// The field it points at.
    field: Option<String>,
    /// Why.
    reason: String,
    /// By whom.
    account: String,
    /// His name.
    account_name: String,
    /// When.
    at: i64,
}

/// Cells to be written; null empties one.
#[derive(Debug, Deserialize, ToSchema)]
struct Filling {
    /// By field.
    #[schema(value_type = BTreeMap<String, Cell>)]
    cells: BTreeMap<String, Option<Cell>>,
}

/// What came of filling in.
#[derive(Debug, Serialize, ToSchema)]
struct Filled {
    /// The version that holds now.
    version: i64,
    /// Cells that could not be read, by field: they are not kept.
    refused: BTreeMap<String, Found>,
    /// What the checks say of the whole return now.
    findings: Vec<Found>,
}

/// After which version?
#[derive(Debug, Deserialize)]
struct After {
    #[serde(default)]
    after: i64,
}

/// The version of a return as a tag.
pub(crate) fn tag(version: i64) -> [(axum::http::HeaderName, String); 1] {
    [(ETAG, format!("\"{version}\""))]
}

fn told(lang: Lang, form: &Form, findings: &[Finding]) -> Vec<Found> {
    with_words(lang, |words| {
        let findings = findings.iter();
        findings
            .map(|finding| Found::told(words, form, finding, None))
            .collect()
    })
}

fn cells(content: returns::Content) -> BTreeMap<String, Cell> {
    content
        .into_iter()
        .map(|(field, cell)| (field, cell.into()))
        .collect()
}

/// A return with all that its clerk and its reviewers want to see beside it.
#[utoipa::path(get, path = "/api/returns/{id}", tag = "returns", params(("id" = String, Path)),
    responses((status = 200, description = "The return; `ETag` is its version", body = ReturnPage)))]
async fn read_return(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
) -> Result<impl IntoResponse, Problem> {
    let page = rim.app.read_return(&who.caller, &id).await?;
    let people = page.events.iter().map(|event| event.account.as_str());
    let people = rim.app.names(people).await?;
    let places = rim.app.org_names([page.round.org.as_str()]).await?;
    let version = page.own.version;
    let name = places.get(&page.round.org).cloned().unwrap_or_default();
    Ok((tag(version), Json(shown(page, name, &people, who.lang))))
}

fn shown(page: Page, county: String, people: &HashMap<String, String>, lang: Lang) -> ReturnPage {
    let step = |event: returns::Event| Step {
        seq: event.seq,
        event: event.event,
        topic: event.topic,
        field: event.field,
        reason: event.reason,
        account_name: people.get(&event.account).cloned().unwrap_or_default(),
        account: event.account,
        at: event.at,
    };
    ReturnPage {
        form: FormLine::new(&page.form),
        findings: told(lang, &page.form, &page.findings),
        round: Round::new(page.round, county),
        org: page.org.into(),
        id: page.own.id,
        state: page.own.state,
        version: page.own.version,
        cells: cells(page.own.content),
        last_year: cells(page.last_year),
        events: page.events.into_iter().map(step).collect(),
        approved: page.approved,
        verbs: page.verbs.into_iter().map(|verb| verb.id()).collect(),
    }
}

/// Write cells into a return of which a version was looked at.
#[utoipa::path(patch, path = "/api/returns/{id}", tag = "returns",
    params(("id" = String, Path),
        ("If-Match" = String, Header, pattern = r#"^"[0-9]{1,9}"$"#,
            description = "The version that was looked at")),
    request_body = Filling,
    responses((status = 200, description = "Written; `ETag` is the new version", body = Filled)))]
async fn fill(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Looked(seen): Looked,
    Said(filling): Said<Filling>,
) -> Result<impl IntoResponse, Problem> {
    let cells = filling.cells.into_iter();
    let cells = cells.map(|(field, cell)| (field, cell.map(Into::into)));
    let saved = rim.app.fill(&who.caller, &id, seen, cells.collect()).await;
    let saved = match saved {
        Ok(saved) => saved,
        Err(error) => return Err(late(&rim, &who, &id, seen, error.into()).await),
    };
    let refused = saved.refused.iter();
    let refused = with_words(who.lang, |words| {
        refused
            .map(|(field, finding)| {
                let found = Found::told(words, &saved.form, finding, Some(field));
                (field.clone(), found)
            })
            .collect()
    });
    let filled = Filled {
        version: saved.version,
        refused,
        findings: told(who.lang, &saved.form, &saved.findings),
    };
    Ok((tag(saved.version), Json(filled)))
}

/// Whoever lost a race is told what was changed since he looked.
pub(crate) async fn late(rim: &Rim, who: &Who, id: &str, seen: i64, problem: Problem) -> Problem {
    if !problem.is_late() {
        return problem;
    }
    match changes(rim, who, id, seen).await {
        Ok(changes) => problem.changed(changes),
        Err(_) => problem,
    }
}

async fn changes(rim: &Rim, who: &Who, id: &str, after: i64) -> Result<Vec<Change>, Problem> {
    let changes = rim.app.changes(&who.caller, id, after).await?;
    let people = changes.iter().map(|change| change.account.as_str());
    let people = rim.app.names(people).await?;
    let one = |change: returns::Change| Change {
        version: change.version,
        field: change.field,
        cell: change.cell.map(Into::into),
        account_name: people.get(&change.account).cloned().unwrap_or_default(),
        account: change.account,
        at: change.at,
    };
    Ok(changes.into_iter().map(one).collect())
}

/// What was changed in a return after a version.
#[utoipa::path(get, path = "/api/returns/{id}/changes", tag = "returns",
    params(("id" = String, Path), ("after" = Option<i64>, Query, description = "A version")),
    responses((status = 200, description = "Changes, oldest first", body = Vec<Change>)))]
async fn read_changes(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Asked(asked): Asked<After>,
) -> Result<Json<Vec<Change>>, Problem> {
    Ok(Json(changes(&rim, &who, &id, asked.after).await?))
}
