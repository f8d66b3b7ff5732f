//! Why was something not done? A stable code, what it is about, and nothing that helps an intruder.

use std::collections::BTreeMap;

use store::StoreError;
use thiserror::Error;

/// What a verb gives.
pub type Result<T> = std::result::Result<T, AppError>;

/// Why a verb did nothing.
#[derive(Debug, Error)]
pub enum AppError {
    /// Nobody is signed in, or the session is over.
    #[error("nobody is signed in")]
    SignedOut,
    /// Name or password are wrong; which, is not told.
    #[error("name or password are wrong")]
    WrongPassword,
    /// Too many wrong passwords; seconds until the next try.
    #[error("locked for {seconds} s")]
    Locked {
        /// Until the next try.
        seconds: i64,
    },
    /// The password must be changed first.
    #[error("the password must be changed first")]
    MustChange,
    /// The new password will not do, and why.
    #[error("the password will not do: {0}")]
    WeakPassword(&'static str),
    /// The caller's roles do not reach so far.
    #[error("not permitted: {verb}")]
    NotPermitted {
        /// What was wanted.
        verb: &'static str,
    },
    /// It does not exist, or the caller may not know of it.
    #[error("not found: {what} {id}")]
    NotFound {
        /// What was looked for.
        what: &'static str,
        /// Its id.
        id: String,
    },
    /// Somebody else was faster.
    #[error("changed meanwhile: version {now}, {seen} was seen")]
    Changed {
        /// The version the caller knew.
        seen: i64,
        /// The version that holds.
        now: i64,
    },
    /// It cannot be done in this state.
    #[error("not while it is {state}: {verb}")]
    WrongState {
        /// What was wanted.
        verb: &'static str,
        /// The state it is in.
        state: String,
    },
    /// What was given will not do.
    #[error("{code}")]
    Invalid {
        /// Stable code, with a message of its own.
        code: &'static str,
        /// Values for the message.
        args: BTreeMap<&'static str, String>,
    },
    /// The database.
    #[error(transparent)]
    Store(StoreError),
}

impl AppError {
    /// What was given will not do.
    pub fn invalid<const N: usize>(code: &'static str, args: [(&'static str, String); N]) -> Self {
        AppError::Invalid {
            code,
            args: args.into(),
        }
    }

    /// A stable code that a manual page explains.
    pub fn code(&self) -> &'static str {
        match self {
            AppError::SignedOut => "signed-out",
            AppError::WrongPassword => "wrong-password",
            AppError::Locked { .. } => "locked",
            AppError::MustChange => "must-change-password",
            AppError::WeakPassword(_) => "weak-password",
            AppError::NotPermitted { .. } => "not-permitted",
            AppError::NotFound { .. } => "not-found",
            AppError::Changed { .. } => "changed-meanwhile",
            AppError::WrongState { .. } => "wrong-state",
            AppError::Invalid { code, .. } => code,
            AppError::Store(StoreError::Full) => "disk-full",
            AppError::Store(StoreError::ReadOnly) => "disk-read-only",
            AppError::Store(StoreError::Busy | StoreError::Unreachable(_)) => "database-away",
            AppError::Store(error @ StoreError::Files { .. }) => match error.is_worth_retrying() {
                true => "files-away",
                false => "files-refused",
            },
            AppError::Store(StoreError::Taken) => "answer-pending",
            AppError::Store(StoreError::NotFound(_)) => "not-found",
            AppError::Store(StoreError::Exists(_)) => "exists",
            AppError::Store(_) => "database",
        }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> AppError {
        match error {
            StoreError::Changed { asked, now } => AppError::Changed { seen: asked, now },
            StoreError::NotFound(id) => AppError::NotFound { what: "row", id },
            other => AppError::Store(other),
        }
    }
}

/// Turns "there is no such row" into "there is no such thing".
pub(crate) fn absent(what: &'static str) -> impl Fn(StoreError) -> AppError {
    move |error| match error {
        StoreError::NotFound(id) => AppError::NotFound { what, id },
        other => other.into(),
    }
}
