//! Where is everything kept, and does every engine behave the same?
//!
//! One plain-SQL text serves both engines: SQLite in a file beside the program, PostgreSQL by
//! address. Reading functions take a connection, so they work inside a write as well; writing
//! functions take a [`Write`], and a write can only be committed together with a line of the audit
//! log:
//!
//! ```text
//! Store::open(address) ── read()  → a connection that sees one moment
//!                      └─ write() → Write: one writer at a time, on either engine
//!                                   … changes … commit(Line) → audit line + data, or neither
//! ```
//!
//! Nothing here knows who may do what, or asks the clock: moments and ids come from the caller.

pub mod accounts;
pub mod answers;
pub mod audit;
pub mod copy;
mod engine;
mod error;
pub mod evidence;
pub mod files;
mod many;
pub mod orgs;
pub mod places;
pub mod returns;
pub mod rounds;
pub mod summaries;
pub mod targets;
pub mod tries;
pub mod what_ifs;
mod write;

pub use engine::{Engine, Store};
pub use error::StoreError;
pub use files::Files;
pub use write::Write;

/// A connection to either engine.
pub type Connection = sqlx::AnyConnection;

/// What a function of this room gives.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Milliseconds since 1970 UTC.
pub type Millis = i64;
