//! Where do tests get a fresh, empty database of each engine, storage for files, a server on it, and a browser?
//!
//! SQLite's lies in a temporary folder under a name that is hard on file names; PostgreSQL's is made
//! on the server that `JUNHENG_TEST_POSTGRES` names. Without a server tests fail: no engine is skipped.
//! S3-compatible storage for files is part of this crate: a test starts its own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "only tests use it"
)]

pub mod client;
mod program;
mod storage;

use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::{Connection as _, Executor};
use store::Store;

pub use program::Program;
pub use storage::Storage;

/// A database of its own, for one test.
#[derive(Debug)]
pub struct Fresh {
    /// Opened.
    pub store: Store,
    /// To open it again.
    pub address: String,
    /// A folder for files, not made yet.
    pub files: String,
    _folder: tempfile::TempDir,
}

static NUMBER: AtomicU64 = AtomicU64::new(0);

/// One fresh database an engine. Without a server the suite fails: an engine is never skipped.
pub async fn each() -> Vec<Fresh> {
    vec![sqlite().await, postgres().await]
}

/// A fresh SQLite database.
pub async fn sqlite() -> Fresh {
    let folder = tempfile::tempdir().unwrap();
    let address = folder
        .path()
        .join("县 #1?.db")
        .to_string_lossy()
        .into_owned();
    let store = Store::open(&address).await.unwrap();
    Fresh {
        store,
        address,
        files: files_in(&folder),
        _folder: folder,
    }
}

fn files_in(folder: &tempfile::TempDir) -> String {
    folder.path().join("文件").to_string_lossy().into_owned()
}

/// A fresh PostgreSQL database.
pub async fn postgres() -> Fresh {
    let server = std::env::var("JUNHENG_TEST_POSTGRES").expect(
        "the tests need a PostgreSQL server: run them by `make test`, or by \
         `cargo run -p xtask -- with-postgres cargo nextest run`",
    );
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("t_{}_{number}", std::process::id());
    sqlx::any::install_default_drivers();
    let mut server_connection = sqlx::AnyConnection::connect(&format!("{server}/postgres"))
        .await
        .unwrap();
    let create = format!("CREATE DATABASE {name}");
    server_connection
        .execute(sqlx::AssertSqlSafe(create))
        .await
        .unwrap();
    let address = format!("{server}/{name}");
    let store = Store::open(&address).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    Fresh {
        store,
        address,
        files: files_in(&folder),
        _folder: folder,
    }
}
