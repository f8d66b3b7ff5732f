//! Why was a request not done? problem+json (RFC 9457) in the reader's language.
//!
//! A handler gives a [`Problem`]; it travels beside an empty answer until [`layers`](super::layers)
//! knows the reader's language and writes it out.

use std::collections::BTreeMap;

use app::AppError;
use app::permission::PERMISSIONS;
use axum::body::Body;
use axum::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER, VARY};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use kernel::Lang;
use serde::Serialize;
use store::StoreError;
use utoipa::ToSchema;
use utoipa::openapi::{ContentBuilder, OpenApi, Ref, RefOr, ResponseBuilder};

use super::dto::Change;
use super::language::with_words;
use crate::words::{Args, Words};

/// The largest body, in MiB; uploads state their own.
pub(crate) const LARGEST: usize = 2;

/// Why a request was not done.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub(crate) status: StatusCode,
    code: &'static str,
    args: BTreeMap<&'static str, String>,
    /// Told already, in the reader's language: title and what to do.
    said: Option<(String, String)>,
    version: Option<i64>,
    changes: Option<Vec<Change>>,
    retry_after: Option<i64>,
}

/// What went wrong, as `application/problem+json`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemBody {
    /// `urn:junheng:problem:CODE`
    #[serde(rename = "type")]
    kind: String,
    /// What went wrong, in a few words.
    title: String,
    /// The status of the answer.
    status: u16,
    /// A stable code.
    code: &'static str,
    /// More about this case.
    detail: String,
    /// What to do.
    todo: String,
    /// The values the words were made with.
    args: BTreeMap<&'static str, String>,
    /// After `changed-meanwhile`: the version that holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i64>,
    /// After `changed-meanwhile`: what was changed since.
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<Vec<Change>>,
}

impl Problem {
    /// A problem with a code.
    pub(crate) fn new(status: StatusCode, code: &'static str) -> Problem {
        Problem {
            status,
            code,
            args: BTreeMap::new(),
            said: None,
            version: None,
            changes: None,
            retry_after: None,
        }
    }

    /// There is no such thing.
    pub(crate) fn not_found(what: &'static str) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, "not-found").with("what", what)
    }

    /// More was sent than so many MiB.
    pub(crate) fn too_large(limit: usize) -> Problem {
        let problem = Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body-too-large");
        problem.with("limit", format!("{limit} MiB"))
    }

    /// With a value for its words.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Problem {
        self.args.insert(name, value.into());
        self
    }

    /// In words that were found already.
    pub(crate) fn saying(mut self, title: String, todo: String) -> Problem {
        self.said = Some((title, todo));
        self
    }

    /// To be tried again after so many seconds.
    pub(crate) fn after(mut self, seconds: i64) -> Problem {
        self.retry_after = Some(seconds);
        self.with("seconds", seconds.to_string())
    }

    /// With what was changed meanwhile.
    pub(crate) fn changed(mut self, changes: Vec<Change>) -> Problem {
        self.changes = Some(changes);
        self
    }

    /// The version the caller knew, when somebody else was faster.
    pub(crate) fn is_late(&self) -> bool {
        self.version.is_some()
    }

    fn body(&self, words: &Words) -> ProblemBody {
        let id = format!("problem-{}", self.code);
        let mut args = Args::new();
        for (name, value) in &self.args {
            args.set(*name, readable(words, name, value));
        }
        let part = |part| words.attribute(&id, part, &args).unwrap_or_default();
        let (title, todo) = match &self.said {
            Some(said) => said.clone(),
            None => (words.named(&id, &args), part("todo")),
        };
        ProblemBody {
            kind: format!("urn:junheng:problem:{}", self.code),
            title,
            status: self.status.as_u16(),
            code: self.code,
            detail: part("detail"),
            todo,
            args: self.args.clone(),
            version: self.version,
            changes: self.changes.clone(),
        }
    }

    /// The whole answer.
    pub(crate) fn answer(&self, lang: Lang) -> Response {
        let body = with_words(lang, |words| serde_json::to_vec(&self.body(words)));
        let mut response = Response::new(Body::from(body.unwrap_or_default()));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        let json = HeaderValue::from_static("application/problem+json");
        headers.insert(CONTENT_TYPE, json);
        let spoken = match lang {
            Lang::Zh => "zh",
            Lang::En => "en",
        };
        headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(spoken));
        headers.insert(VARY, HeaderValue::from_static("accept-language"));
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// Verbs and roles are told by their titles.
fn readable(words: &Words, name: &str, value: &str) -> String {
    let table = &*PERMISSIONS;
    let verb = table.verbs.iter().find(|row| row.id.id() == value);
    let role = table.roles.iter().find(|row| row.id.id() == value);
    let title = match name {
        "verb" => verb.map(|row| &row.title),
        "role" => role.map(|row| &row.title),
        _ => None,
    };
    title.map_or_else(|| value.to_owned(), |title| words.text(title).to_owned())
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Problem {
        let problem = Problem::new(status(&error), error.code());
        match error {
            AppError::WeakPassword(why) => problem.with("why", why),
            AppError::NotPermitted { verb } => problem.with("verb", verb),
            AppError::NotFound { what, .. } => problem.with("what", what),
            AppError::Locked { seconds } => problem.after(seconds),
            AppError::WrongState { verb, state } => problem.with("verb", verb).with("state", state),
            AppError::Invalid { args, .. } => Problem { args, ..problem },
            AppError::Changed { seen, now } => {
                let problem = problem.with("seen", seen.to_string());
                Problem {
                    version: Some(now),
                    ..problem.with("now", now.to_string())
                }
            }
            AppError::Store(error) => {
                tracing::error!(%error, "the store failed");
                match error.is_worth_retrying() {
                    true => problem.after(5),
                    false => problem,
                }
            }
            _ => problem,
        }
    }
}

fn status(error: &AppError) -> StatusCode {
    match error {
        AppError::SignedOut | AppError::WrongPassword => StatusCode::UNAUTHORIZED,
        AppError::Locked { .. } => StatusCode::TOO_MANY_REQUESTS,
        AppError::MustChange | AppError::NotPermitted { .. } => StatusCode::FORBIDDEN,
        AppError::NotFound { .. } => StatusCode::NOT_FOUND,
        AppError::Changed { .. } => StatusCode::PRECONDITION_FAILED,
        AppError::WrongState { .. } => StatusCode::CONFLICT,
        AppError::Invalid { .. } | AppError::WeakPassword(_) => StatusCode::UNPROCESSABLE_ENTITY,
        AppError::Store(error) => of_store(error),
    }
}

fn of_store(error: &StoreError) -> StatusCode {
    match error {
        StoreError::Full
        | StoreError::ReadOnly
        | StoreError::Busy
        | StoreError::Unreachable(_)
        | StoreError::Files { .. } => StatusCode::SERVICE_UNAVAILABLE,
        StoreError::Taken => StatusCode::CONFLICT,
        StoreError::NotFound(_) => StatusCode::NOT_FOUND,
        StoreError::Exists(_) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Every operation may end in a problem.
pub(crate) fn describe(document: &mut OpenApi) {
    let schema = Ref::from_schema_name("Problem");
    let content = ContentBuilder::new()
        .schema(Some(RefOr::Ref(schema)))
        .build();
    let problem = ResponseBuilder::new()
        .description("It was not done; why, in the reader's language")
        .content("application/problem+json", content)
        .build();
    for item in document.paths.paths.values_mut() {
        let operations = [
            &mut item.get,
            &mut item.post,
            &mut item.put,
            &mut item.patch,
            &mut item.delete,
        ];
        for operation in operations.into_iter().flatten() {
            let responses = &mut operation.responses.responses;
            responses.insert("default".to_owned(), problem.clone().into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::CODES;

    #[test]
    fn a_problem_is_told_in_both_languages() {
        let problem = Problem::from(AppError::NotPermitted { verb: "read_audit" });
        let told = |lang| with_words(lang, |words| problem.body(words));
        assert!(told(Lang::Zh).detail.contains("查看操作日志"));
        assert!(told(Lang::En).detail.contains("Read the audit log"));
        assert_eq!(told(Lang::En).status, 403);
    }

    #[test]
    fn every_code_has_words() {
        for code in CODES {
            for lang in [Lang::Zh, Lang::En] {
                let problem = Problem::new(StatusCode::CONFLICT, code);
                let told = with_words(lang, |words| problem.body(words));
                assert!(!told.title.starts_with("problem-"), "{code}");
            }
        }
    }
}
