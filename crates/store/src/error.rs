//! What can go wrong with a disk, a server, or two people at once?

use sqlx::error::ErrorKind;
use thiserror::Error;

use crate::files::Trouble;

/// Why something could not be kept or found.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The address names no engine we know.
    #[error("unknown address {0:?}: expected a file, sqlite:FILE or postgres://…")]
    Address(String),
    /// The database cannot be reached, or the connection broke.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// No space is left.
    #[error("no space is left for the database")]
    Full,
    /// It may only be read.
    #[error("the database may only be read")]
    ReadOnly,
    /// Another writer took too long.
    #[error("the database is busy")]
    Busy,
    /// Somebody else changed it first; what is there now has this version.
    #[error("changed by somebody else: version {now} is stored, {asked} was expected")]
    Changed {
        /// The version the caller knew.
        asked: i64,
        /// The version that is stored.
        now: i64,
    },
    /// Another one of the same name exists.
    #[error("exists already: {0}")]
    Exists(String),
    /// The same request was done already, or is being done.
    #[error("the key of the request is taken")]
    Taken,
    /// It names something that does not exist.
    #[error("not found: {0}")]
    NotFound(String),
    /// It was written by a newer program.
    #[error("the database was written by a newer program: {0}")]
    Newer(String),
    /// What is stored cannot be understood.
    #[error("damaged: {0}")]
    Damaged(String),
    /// A place of files does not do what it is asked.
    #[error("the files in {place}: {trouble}")]
    Files {
        /// Which place, without keys.
        place: String,
        /// Why.
        trouble: Trouble,
    },
    /// Anything else that the engine says.
    #[error("the database says: {0}")]
    Engine(String),
}

impl StoreError {
    /// Whether asking again may help, with nothing changed.
    pub fn is_worth_retrying(&self) -> bool {
        match self {
            StoreError::Busy | StoreError::Unreachable(_) => true,
            StoreError::Files { trouble, .. } => matches!(trouble, Trouble::Away(_)),
            _ => false,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        use sqlx::Error::{
            BeginFailed, ColumnDecode, Database, Io, PoolClosed, PoolTimedOut, Protocol,
            RowNotFound, Tls, WorkerCrashed,
        };
        match error {
            Database(told) => of_engine(told.kind(), told.code().as_deref(), told.message()),
            RowNotFound => StoreError::NotFound("row".to_owned()),
            PoolTimedOut => StoreError::Busy,
            Io(why) => StoreError::Unreachable(why.to_string()),
            Tls(why) => StoreError::Unreachable(why.to_string()),
            Protocol(why) => StoreError::Unreachable(why),
            PoolClosed | WorkerCrashed | BeginFailed => {
                StoreError::Unreachable("the connection is closed".to_owned())
            }
            ColumnDecode { index, source } => StoreError::Damaged(format!("{index}: {source}")),
            other => StoreError::Engine(other.to_string()),
        }
    }
}

/// SQLite tells its result code (extended codes keep the primary one in the low byte), PostgreSQL
/// its SQLSTATE.
fn of_engine(kind: ErrorKind, code: Option<&str>, message: &str) -> StoreError {
    let primary = code
        .and_then(|code| code.parse::<u32>().ok())
        .map(|code| code & 0xff);
    match (kind, primary, code) {
        (ErrorKind::UniqueViolation, ..) => StoreError::Exists(message.to_owned()),
        (ErrorKind::ForeignKeyViolation, ..) => StoreError::NotFound(message.to_owned()),
        (_, Some(5 | 6), _) | (_, _, Some("40001" | "40P01" | "55P03")) => StoreError::Busy,
        (_, Some(8), _) | (_, _, Some("25006")) => StoreError::ReadOnly,
        (_, Some(13), _) | (_, _, Some("53100")) => StoreError::Full,
        (_, Some(11 | 26), _) => StoreError::Damaged(message.to_owned()),
        (_, Some(10 | 14), _) => StoreError::Unreachable(message.to_owned()),
        (_, _, Some(state)) if state.starts_with("57P") || state.starts_with("08") => {
            StoreError::Unreachable(message.to_owned())
        }
        _ => StoreError::Engine(message.to_owned()),
    }
}
