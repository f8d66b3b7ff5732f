//! Who may do what, for auditors: as JSON and as a workbook.

use app::permission::{PERMISSIONS, Permissions, VerbRow};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use kernel::Lang;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::dto::{Bilingual, Titled};
use super::guard::Who;
use super::language::with_words;
use super::problem::Problem;
use super::rim::Shared;
use crate::words::tell;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(read_permissions))
        .routes(routes!(export_permissions))
}

/// The permission table.
#[derive(Debug, Serialize, ToSchema)]
struct Table {
    /// Roles, in order.
    roles: Vec<RoleLine>,
    /// Verbs, in order.
    verbs: Vec<VerbLine>,
    /// What else leaves a line in the log; the title of a line comes from here before it comes from a verb.
    acts: Vec<Titled>,
}

/// A role.
#[derive(Debug, Serialize, ToSchema)]
struct RoleLine {
    /// Its id.
    id: &'static str,
    /// What people call it.
    title: Bilingual,
    /// Kinds of organisation at which it may be granted.
    at: Vec<String>,
    /// It must be granted to a last day.
    ends: bool,
    /// It may be bound to topics.
    topics: bool,
}

/// Something a person may ask for.
#[derive(Debug, Serialize, ToSchema)]
struct VerbLine {
    /// Its id.
    id: &'static str,
    /// What people call it.
    title: Bilingual,
    /// Who may do it.
    roles: Vec<&'static str>,
    /// Grants bound to topics reach only these.
    topics: bool,
    /// It reads what is about people.
    personal: bool,
}

impl From<&Permissions> for Table {
    fn from(table: &Permissions) -> Table {
        let verb = |row: &VerbRow| VerbLine {
            id: row.id.id(),
            title: (&row.title).into(),
            roles: row.roles.iter().map(|role| role.id()).collect(),
            topics: row.topics,
            personal: row.personal,
        };
        let roles = table.roles.iter().map(|row| RoleLine {
            id: row.id.id(),
            title: (&row.title).into(),
            at: row.at.clone(),
            ends: row.ends,
            topics: row.topics,
        });
        Table {
            roles: roles.collect(),
            verbs: table.verbs.iter().map(verb).collect(),
            acts: table
                .acts
                .iter()
                .map(|row| Titled::new(&row.id, &row.title))
                .collect(),
        }
    }
}

/// Who may do what.
#[utoipa::path(get, path = "/api/permissions", tag = "permissions",
    responses((status = 200, description = "The table", body = Table)))]
async fn read_permissions(State(rim): State<Shared>, who: Who) -> Result<Json<Table>, Problem> {
    Ok(Json(rim.app.read_permissions(&who.caller)?.into()))
}

/// Who may do what, as a workbook.
#[utoipa::path(get, path = "/api/permissions.xlsx", tag = "permissions",
    responses((status = 200, description = "The table", body = Vec<u8>, content_type = XLSX)))]
async fn export_permissions(
    State(rim): State<Shared>,
    who: Who,
) -> Result<impl IntoResponse, Problem> {
    rim.app.read_permissions(&who.caller)?;
    let bytes = workbook(who.lang)
        .map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal"))?;
    let headers = [
        (CONTENT_TYPE, XLSX),
        (
            CONTENT_DISPOSITION,
            "attachment; filename=\"permissions.xlsx\"",
        ),
    ];
    Ok((headers, bytes))
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Verbs down, roles across, a mark where they meet.
fn workbook(lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let (name, first, by_topic) = with_words(lang, |words| {
        (
            tell!(words, "permissions-sheet"),
            tell!(words, "permissions-verb"),
            tell!(words, "permissions-by-topic"),
        )
    });
    let table = &*PERMISSIONS;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let head = Format::new().set_bold().set_text_wrap();
    sheet.set_name(name)?;
    sheet.set_column_width(0, 36)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.write_with_format(0, 0, first, &head)?;
    for (column, role) in (1..).zip(&table.roles) {
        sheet.write_with_format(0, column, role.title.get(lang), &head)?;
    }
    for (line, verb) in (1..).zip(&table.verbs) {
        sheet.write(line, 0, verb.title.get(lang))?;
        let mark = if verb.topics {
            by_topic.as_str()
        } else {
            "√"
        };
        for (column, role) in (1..).zip(&table.roles) {
            if verb.roles.contains(&role.id) {
                sheet.write(line, column, mark)?;
            }
        }
    }
    book.save_to_buffer()
}
