//! Where is the house kept, and how is it opened from the command line?
//!
//! Only these commands wait for a database, so only they have a runtime; all others stay synchronous.

use std::path::{Path, PathBuf};

use store::{Files, Store};
use tokio::runtime::{Builder, Runtime};

use crate::cli::DEFAULT_DATA;
use crate::failure::Failure;
use crate::words::shown;

/// The name of the database in a folder.
const FILE: &str = "junheng.db";
/// Checking passwords and judging counties: more at once only takes memory.
const BESIDE: usize = 8;

/// A runtime for one command.
pub(crate) fn runtime() -> Result<Runtime, Failure> {
    let runtime = Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(BESIDE)
        .build();
    runtime.map_err(Failure::Screen)
}

/// Opens a house, and makes one where there is none.
pub(crate) async fn open_or_make(data: &str) -> Result<Store, Failure> {
    if let Some(file) = file(data) {
        let folder = file.parent().unwrap_or(Path::new("."));
        make_private(folder)?;
        make_file_private(&file).map_err(|error| unwritable(&file, error))?;
    }
    Ok(Store::open(&address(data)).await?)
}

/// Opens a house that is there.
pub(crate) async fn open(data: &str) -> Result<Store, Failure> {
    if file(data).is_some_and(|file| !file.is_file()) {
        return Err(Failure::NoHouse(named(data)));
    }
    Ok(Store::open(&address(data)).await?)
}

/// Opens the place of a house's files: the one named, or the one beside the database; for a database on a
/// server, the one beside the usual one. It must answer: better said now than when a paper arrives.
pub(crate) async fn files(data: &str, named: Option<&str>) -> Result<Files, Failure> {
    let beside = file(data).unwrap_or_else(|| Path::new(DEFAULT_DATA).join(FILE));
    let place = named.map_or_else(|| shown(&files_of(&beside)), str::to_owned);
    let files = Files::open(&place, environment())?;
    files.ping().await?;
    Ok(files)
}

/// What the environment tells, as far as it is text.
fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| name.into_string().ok().zip(value.into_string().ok()))
}

/// Opens the folder of the files that belong to the database in a file.
pub(crate) fn files_beside(database: &Path) -> Result<Files, Failure> {
    Ok(Files::open(&shown(&files_of(database)), [])?)
}

/// Where files lie that belong to the database in a file.
fn files_of(database: &Path) -> PathBuf {
    database.with_extension("files")
}

/// What a place is called in messages: a password in an address is never told.
pub(crate) fn named(data: &str) -> String {
    match (file(data), data.rsplit_once('@')) {
        (Some(file), _) => shown(&file),
        (None, Some((_, host))) => format!("postgres://…@{host}"),
        (None, None) => data.to_owned(),
    }
}

fn address(data: &str) -> String {
    file(data).map_or_else(|| data.to_owned(), |file| shown(&file))
}

/// The database's file: the one named, or the one in a folder; none on a server.
fn file(data: &str) -> Option<PathBuf> {
    if data.starts_with("postgres://") || data.starts_with("postgresql://") {
        return None;
    }
    let path = PathBuf::from(data);
    let is_file = path.is_file() || path.extension().is_some_and(|ending| ending == "db");
    Some(if is_file { path } else { path.join(FILE) })
}

/// A folder that nobody else may look into.
fn make_private(folder: &Path) -> Result<(), Failure> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    let made = builder.create(folder);
    made.map_err(|error| unwritable(folder, error))
}

/// Nothing can be kept where nothing may be written.
fn unwritable(path: &Path, error: std::io::Error) -> Failure {
    match Failure::writing(path, error) {
        Failure::MayNotWrite(path) => Failure::DataReadOnly(path),
        other => other,
    }
}

/// A file that nobody else may read, made when it is not there: it holds people's names and the hashes of
/// their passwords. SQLite gives the files beside it the same rights.
pub(crate) fn make_file_private(file: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        let file = options.mode(0o600).open(file)?;
        file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
    }
    #[cfg(not(unix))]
    options.open(file)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_holds_a_file_and_a_server_none() {
        assert_eq!(address("a/b"), format!("a/b/{FILE}"));
        assert_eq!(address("a/b.db"), "a/b.db");
        assert_eq!(address("postgres://u:p@h/n"), "postgres://u:p@h/n");
        assert_eq!(named("postgres://u:p@h/n"), "postgres://…@h/n");
    }
}
