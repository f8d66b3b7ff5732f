//! Workbooks and CSV files that fill in returns: first what would change, then the same file for good.

use std::ops::ControlFlow;
use std::sync::Arc;

use app::returns::{Import, Reading, Spoken, Stamp};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use facts::catalogue::{ColumnId, FieldKind, Form};
use facts::table::{Table, Tally};
use facts::{Input, Limits, Options};
use indicators::prepare;
use kernel::{Finding, Missing};
use serde::{Deserialize, Serialize};
use store::returns::{Cell, Content};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::dto::Found;
use super::extract::{Asked, Id};
use super::guard::Who;
use super::language::with_words;
use super::problem::Problem;
use super::rim::Shared;
use super::upload::Upload;
use crate::kit;
use crate::loading::read_maps;
use crate::report::names;
use crate::words::Words;
use crate::years::{Other, of_year, others};

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new().routes(routes!(import_returns))
}

/// Shall it be written, or only be shown?
#[derive(Debug, Deserialize)]
struct Wanted {
    #[serde(default)]
    apply: bool,
}

/// What a file says of the returns of a round.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Import)]
struct ImportPage {
    /// True when it was written; false when this is what would change.
    applied: bool,
    /// Returns the file speaks of.
    returns: Vec<SpokenLine>,
    /// Schools of the file that no return within reach belongs to.
    unknown: Vec<String>,
    /// What is to be said of the file, gravest first, each with sheet, row and column.
    findings: Vec<Found>,
    /// What became of the rows of the file.
    rows: Rows,
}

/// What became of the rows of a file.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
struct Rows {
    /// Rows under a head, or cards.
    read: usize,
    /// Taken as a school or a county.
    loaded: usize,
    /// Not taken; each is told in a finding.
    refused: usize,
}

/// A return a file speaks of.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Spoken)]
struct SpokenLine {
    /// The return.
    id: String,
    /// The form.
    form: String,
    /// Whose it is.
    name: String,
    /// 学校标识码
    code: String,
    /// The township, by name; empty if it belongs to none.
    township: String,
    /// draft, submitted, checked, returned, locked
    state: String,
    /// False when it cannot be written into, because it is handed in, locked, or its round is closed.
    open: bool,
    /// The cells that change.
    cells: Vec<Differing>,
}

/// A cell that changes.
#[derive(Debug, Serialize, ToSchema)]
struct Differing {
    /// The field.
    field: String,
    /// Its title, with the stage.
    title: String,
    /// What stands there, as people read it; empty for nothing.
    before: String,
    /// What the file says.
    after: String,
    /// Where it stands in the file.
    place: String,
}

/// Fill in returns from a workbook or a CSV file. Without `apply` nothing is written and all that would
/// change is told; the same file sent again with `apply` is written. Rows in order are taken, the others
/// are told.
#[utoipa::path(post, path = "/api/rounds/{id}/imports", tag = "returns",
    params(("id" = String, Path),
        ("name" = String, Query, description = "The file's name"),
        ("apply" = Option<bool>, Query, description = "Write it; otherwise only tell")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream",
        description = "A workbook or a CSV file of up to 20 MiB"),
    responses((status = 200, description = "What it changes", body = ImportPage)))]
async fn import_returns(
    State(rim): State<Shared>,
    who: Who,
    Id(round): Id,
    Asked(wanted): Asked<Wanted>,
    upload: Upload<20>,
) -> Result<Json<ImportPage>, Problem> {
    let rules = rim.app.import_rules(&who.caller, &round).await?;
    let read = tokio::task::spawn_blocking(move || read(&rules, &upload.name, &upload.bytes)).await;
    let read = read.map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal"))?;
    let (tables, stamp) = (&read.tables, read.stamp.as_ref());
    let import = if wanted.apply {
        rim.app
            .import_returns(&who.caller, &round, tables, stamp)
            .await?
    } else {
        rim.app
            .try_import(&who.caller, &round, tables, stamp)
            .await?
    };
    let page = with_words(who.lang, |words| told(words, &read, import, wanted.apply));
    Ok(Json(page))
}

/// What was in a file.
struct Read {
    tables: Vec<Table>,
    findings: Vec<Finding>,
    rows: Rows,
    stamp: Option<Stamp>,
    forms: Vec<Arc<Form>>,
}

/// Reads a file as `junheng facts import` does: by the kit's own map, a known one, or the form's titles.
fn read(rules: &Reading, name: &str, bytes: &Bytes) -> Read {
    let stamp = kit::stamp(name, bytes);
    let (maps, _) = read_maps(&rules.pack);
    let forms = rules.pack.forms();
    let options = Options {
        maps: stamp.iter().flat_map(|_| kit::maps(&forms)).collect(),
        default_county: Some(rules.county.clone()),
        default_year: Some(rules.year),
        latest_year: Some(rules.year + 1),
        limits: limits(),
    };
    let input = Input::bytes(name, bytes.clone());
    let go_on = &mut |_: facts::Progress<'_>| ControlFlow::Continue(());
    let imported = facts::import(vec![input], &forms, &maps, &options, go_on);
    let mut findings = imported.findings;
    if stamp.is_some() {
        findings.retain(|finding| !kit::is_beside_the_form(&forms, finding));
    }
    // Which map was taken is for whoever may give another: nobody here. Codes are the county's own; one that
    // is no school's is told as unknown.
    let beside = ["map-used", "code-form"];
    findings.retain(|finding| !beside.contains(&finding.code.as_str()));
    let reports = imported.sheets.iter();
    let reports = reports.filter(|sheet| stamp.is_none() || sheet.form.is_some());
    let sum = |count: fn(&Tally) -> usize| reports.clone().map(|sheet| count(&sheet.tally)).sum();
    let rows = Rows {
        read: sum(|tally| tally.read),
        loaded: sum(|tally| tally.loaded),
        refused: sum(|tally| tally.refused),
    };
    let others = others(&imported.tables, &imported.sheets, rules.year);
    findings.extend(others.iter().map(Other::finding));
    let tables = imported.tables.into_iter();
    let tables: Vec<Table> = tables.map(|table| of_year(table, rules.year)).collect();
    for table in &tables {
        // As the checks of the return will see it; a campus stays a return of its own here.
        let (prepared, _) = prepare(&rules.pack, table.clone());
        findings.extend(facts::checks::run(&prepared));
    }
    findings.sort_by_key(|finding| finding.grade);
    Read {
        tables,
        findings,
        rows,
        stamp,
        forms,
    }
}

/// A file that was sent is measured more tightly than one of the house's own disk.
fn limits() -> Limits {
    Limits {
        max_unpacked_bytes: 128 << 20,
        max_cells: 2_000_000,
        ..Limits::default()
    }
}

/// So many findings are told; a file that has more is wrong as a whole.
const MOST_FINDINGS: usize = 500;

fn told(words: &Words, read: &Read, import: Import, applied: bool) -> ImportPage {
    let findings = read.findings.iter().take(MOST_FINDINGS);
    let findings = findings.map(|finding| match read.stamp {
        Some(_) => Found::in_file(words, &kit::titled(words, &read.forms, finding)),
        None => Found::in_file(words, finding),
    });
    ImportPage {
        applied,
        findings: findings.collect(),
        returns: import
            .returns
            .iter()
            .map(|spoken| line(words, spoken))
            .collect(),
        unknown: import.unknown,
        rows: read.rows,
    }
}

fn line(words: &Words, spoken: &Spoken) -> SpokenLine {
    let cells = spoken.changes.iter();
    let cells =
        cells.map(|(field, cell)| differing(words, &spoken.form, &spoken.own.content, field, cell));
    SpokenLine {
        id: spoken.own.id.clone(),
        form: spoken.own.form.clone(),
        name: spoken.org.name.clone(),
        code: spoken.org.code.clone(),
        township: spoken.township.clone(),
        state: spoken.own.state.clone(),
        open: spoken.open,
        cells: cells.collect(),
    }
}

fn differing(words: &Words, form: &Form, known: &Content, field: &str, cell: &Cell) -> Differing {
    let column = form.column(field);
    let title = column.map(|column| form.column_title(column));
    Differing {
        field: field.to_owned(),
        title: title
            .map(|title| words.text(&title).to_owned())
            .unwrap_or_default(),
        before: shown(words, form, column, known.get(field)),
        after: shown(words, form, column, Some(cell)),
        place: cell.origin.clone().unwrap_or_default(),
    }
}

/// What stands in a cell as people read it: an option by its title, a reason in words.
fn shown(words: &Words, form: &Form, column: Option<ColumnId>, cell: Option<&Cell>) -> String {
    let (Some(column), Some(cell)) = (column, cell) else {
        return String::new();
    };
    let field = form.field_of(column);
    match (&cell.value, &cell.missing) {
        (Some(value), _) if field.kind == FieldKind::Choice => {
            let option = field.options.iter().find(|option| option.id == *value);
            option
                .map_or(value.as_str(), |option| words.text(&option.title))
                .to_owned()
        }
        (Some(value), _) => value.clone(),
        (None, Some(missing)) if missing == Missing::Withheld.code() => {
            names::missing(words, Missing::Withheld)
        }
        (None, Some(_)) => names::missing(words, Missing::NotApplicable),
        (None, None) => String::new(),
    }
}
