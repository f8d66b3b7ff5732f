//! Accounts, and what is granted to them.

use app::people::{self, NewAccount, NewGrant};
use app::permission::Role;
use app::trust::Person;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::dto::{Bilingual, Found};
use super::extract::{Id, Said};
use super::guard::Who;
use super::problem::Problem;
use super::rim::Shared;
use super::session::title;
use super::upload::{LIST, Upload, read_list};

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(read_accounts, create_accounts))
        .routes(routes!(disable_account))
        .routes(routes!(enable_account))
        .routes(routes!(try_list))
        .routes(routes!(end_role))
        .routes(routes!(reset_password))
        .routes(routes!(grant_role))
}

/// An account and what is granted to it.
#[derive(Debug, Serialize, ToSchema)]
struct Account {
    /// Its id.
    id: String,
    /// What is typed to sign in.
    login: String,
    /// The person's name.
    name: String,
    /// The password must be changed before anything else.
    must_change: bool,
    /// No sign-in before this moment.
    locked_until: Option<i64>,
    /// Not any more.
    disabled: bool,
    /// Since when.
    created_at: i64,
    /// What is granted, and what was.
    roles: Vec<Granted>,
}

/// A role that was granted.
#[derive(Debug, Serialize, ToSchema)]
struct Granted {
    /// The grant's id.
    id: String,
    /// The role.
    role: String,
    /// What people call it.
    title: Bilingual,
    /// Where.
    org: String,
    /// The name of the place.
    org_name: String,
    /// Topics it is bound to; empty for all.
    topics: Vec<String>,
    /// The first day.
    from_day: String,
    /// The last day.
    until_day: Option<String>,
    /// When it was taken back.
    ended_at: Option<i64>,
}

/// What a list of accounts comes to.
#[derive(Debug, Serialize, ToSchema)]
struct AccountList {
    /// Rows that will do, from the top.
    accounts: Vec<ListedAccount>,
    /// What is wrong with the list.
    findings: Vec<Found>,
}

/// An account that may be made: all that making it asks for, and the name of the place.
#[derive(Debug, Serialize, ToSchema)]
struct ListedAccount {
    /// What is typed to sign in.
    login: String,
    /// The person's name.
    name: String,
    /// The role.
    role: &'static str,
    /// Where.
    org: String,
    /// The name of the place.
    org_name: String,
    /// Topics it is bound to; empty for all.
    topics: Vec<String>,
    /// The last day.
    until_day: Option<String>,
}

impl From<people::ListedAccount> for ListedAccount {
    fn from(listed: people::ListedAccount) -> ListedAccount {
        let NewAccount { login, name, grant } = listed.new;
        ListedAccount {
            login,
            name,
            role: grant.role.id(),
            org: grant.org,
            org_name: listed.org_name,
            topics: grant.topics,
            until_day: grant.until_day.map(|day| day.to_string()),
        }
    }
}

/// Somebody to be let in.
#[derive(Debug, Deserialize, ToSchema)]
struct NewAccountBody {
    /// What is typed to sign in.
    login: String,
    /// The person's name.
    name: String,
    /// What he may do.
    #[serde(flatten)]
    grant: Grant,
}

/// A role to be granted.
#[derive(Debug, Deserialize, ToSchema)]
struct Grant {
    /// The role, as in the permission table.
    #[schema(value_type = String)]
    role: Role,
    /// Where.
    org: String,
    /// Topics it is bound to; empty for all.
    #[serde(default)]
    topics: Vec<String>,
    /// The last day; none for no end.
    #[schema(value_type = Option<String>, format = Date)]
    until_day: Option<Date>,
}

/// A new account and its one-time password, told once.
#[derive(Serialize, ToSchema)]
struct Made {
    /// Its id.
    id: String,
    /// What is typed to sign in.
    login: String,
    /// Good for one sign-in.
    password: String,
}

/// A one-time password, told once.
#[derive(Serialize, ToSchema)]
struct OneTime {
    /// Good for one sign-in.
    password: String,
}

impl From<Grant> for NewGrant {
    fn from(grant: Grant) -> NewGrant {
        NewGrant {
            role: grant.role,
            org: grant.org,
            topics: grant.topics,
            until_day: grant.until_day,
        }
    }
}

impl From<Person> for Account {
    fn from(person: Person) -> Account {
        let granted = |(grant, org_name): (store::accounts::Grant, String)| Granted {
            id: grant.id,
            title: title(&grant.role),
            role: grant.role,
            org: grant.org,
            org_name,
            topics: grant
                .topics
                .split(',')
                .filter(|topic| !topic.is_empty())
                .map(str::to_owned)
                .collect(),
            from_day: grant.from_day,
            until_day: grant.until_day,
            ended_at: grant.ended_at,
        };
        let account = person.account;
        Account {
            id: account.id,
            login: account.login,
            name: account.name,
            must_change: account.must_change != 0,
            locked_until: person.locked_until,
            disabled: account.disabled != 0,
            created_at: account.created_at,
            roles: person.grants.into_iter().map(granted).collect(),
        }
    }
}

/// Accounts below the caller's places.
#[utoipa::path(get, path = "/api/accounts", tag = "accounts",
    responses((status = 200, description = "Accounts", body = Vec<Account>)))]
async fn read_accounts(State(rim): State<Shared>, who: Who) -> Result<Json<Vec<Account>>, Problem> {
    let people = rim.app.read_accounts(&who.caller).await?;
    Ok(Json(people.into_iter().map(Account::from).collect()))
}

/// Make accounts, all or none, at most 500 at once.
#[utoipa::path(post, path = "/api/accounts", tag = "accounts", request_body = Vec<NewAccountBody>,
    responses((status = 201, description = "Made", body = Vec<Made>)))]
async fn create_accounts(
    State(rim): State<Shared>,
    who: Who,
    Said(new): Said<Vec<NewAccountBody>>,
) -> Result<(StatusCode, Json<Vec<Made>>), Problem> {
    let new: Vec<NewAccount> = new
        .into_iter()
        .map(|account| NewAccount {
            login: account.login,
            name: account.name,
            grant: account.grant.into(),
        })
        .collect();
    let made = rim.app.create_accounts(&who.caller, &new).await?;
    let told = made.into_iter().zip(new).map(|((id, password), new)| Made {
        id,
        login: new.login.trim().to_owned(),
        password,
    });
    Ok((StatusCode::CREATED, Json(told.collect())))
}

/// Give an account a one-time password.
#[utoipa::path(post, path = "/api/accounts/{id}/password", tag = "accounts",
    params(("id" = String, Path)),
    responses((status = 200, description = "Reset", body = OneTime)))]
async fn reset_password(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
) -> Result<Json<OneTime>, Problem> {
    let password = rim.app.reset_password(&who.caller, &id).await?;
    Ok(Json(OneTime { password }))
}

/// Grant one more role.
#[utoipa::path(post, path = "/api/accounts/{id}/roles", tag = "accounts",
    params(("id" = String, Path)), request_body = Grant,
    responses((status = 204, description = "Granted")))]
async fn grant_role(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Said(grant): Said<Grant>,
) -> Result<StatusCode, Problem> {
    rim.app.grant_role(&who.caller, &id, &grant.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Disable an account; it stays in every table.
#[utoipa::path(delete, path = "/api/accounts/{id}", tag = "accounts", params(("id" = String, Path)),
    responses((status = 204, description = "Disabled")))]
async fn disable_account(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    rim.app.disable_account(&who.caller, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Let a disabled account in again, with the password it had.
#[utoipa::path(post, path = "/api/accounts/{id}/enable", tag = "accounts",
    params(("id" = String, Path)), responses((status = 204, description = "Enabled")))]
async fn enable_account(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    rim.app.enable_account(&who.caller, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a granted role back; it stays in the history.
#[utoipa::path(delete, path = "/api/grants/{id}", tag = "accounts", params(("id" = String, Path)),
    responses((status = 204, description = "Ended")))]
async fn end_role(State(rim): State<Shared>, who: Who, Id(id): Id) -> Result<StatusCode, Problem> {
    rim.app.end_role(&who.caller, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whom a list (xlsx, xls, ods, csv) would let in; nobody is let in yet.
#[utoipa::path(post, path = "/api/accounts/list", tag = "accounts",
    params(("name" = String, Query, description = "The file's name")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, description = "Accounts that may be made, and findings", body = AccountList)))]
async fn try_list(
    State(rim): State<Shared>,
    who: Who,
    file: Upload<LIST>,
) -> Result<Json<AccountList>, Problem> {
    let list = read_list(file, people::read_account_list).await?;
    let listed = rim.app.try_account_list(&who.caller, list).await?;
    Ok(Json(AccountList {
        accounts: listed
            .accounts
            .into_iter()
            .map(ListedAccount::from)
            .collect(),
        findings: Found::in_order(who.lang, &listed.findings),
    }))
}
