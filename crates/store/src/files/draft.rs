//! A file that is arriving on this machine.

use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use bytes::Bytes;
use futures_util::{Stream, stream};
use sha2::{Digest, Sha256};
use tempfile::TempPath;
use tokio::task::spawn_blocking;

use crate::{Result, StoreError};

/// What is read or written at once.
pub(super) const PIECE: usize = 1024 * 1024;
/// How the name of a file begins that is arriving.
pub(super) const ARRIVING: &str = ".arriving-";

/// A file that is arriving; dropped, it is gone.
#[derive(Debug)]
pub struct Draft {
    file: File,
    name: Option<TempPath>,
    hash: Sha256,
    size: u64,
    held: Vec<u8>,
}

/// A file that has arrived and is not kept yet; dropped, it is gone.
#[derive(Debug)]
pub struct Arrived {
    file: File,
    name: Option<TempPath>,
    sha256: String,
    size: u64,
}

impl Draft {
    /// In the folder where the file will be kept.
    pub(super) fn within(folder: &Path) -> Result<Draft> {
        let mut name = tempfile::Builder::new();
        let named = name.prefix(ARRIVING).tempfile_in(folder)?;
        let (file, name) = named.into_parts();
        Ok(Draft::new(file, Some(name)))
    }

    /// On the disk for what does not last; it goes with the program, however that ends.
    pub(super) fn without_a_name() -> Result<Draft> {
        Ok(Draft::new(tempfile::tempfile()?, None))
    }

    fn new(file: File, name: Option<TempPath>) -> Draft {
        Draft {
            file,
            name,
            hash: Sha256::new(),
            size: 0,
            held: Vec::new(),
        }
    }

    /// Takes the next piece.
    pub async fn take(&mut self, piece: &[u8]) -> Result<()> {
        self.hash.update(piece);
        self.size += piece.len() as u64;
        self.held.extend_from_slice(piece);
        match self.held.len() {
            0..PIECE => Ok(()),
            _ => self.write().await,
        }
    }

    /// Everything has come.
    pub async fn done(mut self) -> Result<Arrived> {
        self.write().await?;
        let hash = self.hash.finalize();
        Ok(Arrived {
            file: self.file,
            name: self.name,
            sha256: hash.iter().map(|byte| format!("{byte:02x}")).collect(),
            size: self.size,
        })
    }

    async fn write(&mut self) -> Result<()> {
        let held = std::mem::take(&mut self.held);
        let mut file = self.file.try_clone()?;
        beside(move || file.write_all(&held)).await
    }
}

impl Arrived {
    /// The SHA-256 of its content.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Its size in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Its content from the beginning, for one reader at a time.
    pub fn reader(&self) -> Result<File> {
        let mut file = self.file.try_clone()?;
        file.rewind()?;
        Ok(file)
    }

    /// Gives it its name for good, in the folder where it has arrived.
    pub(super) fn rename(self, place: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        match self.name {
            Some(name) => name.persist(place).map_err(|error| error.error),
            None => Err(io::Error::other("it has arrived for another place")),
        }
    }
}

/// A file in pieces of one size; the last may be smaller.
pub(super) fn pieces(file: File, size: usize) -> impl Stream<Item = Result<Bytes>> {
    stream::try_unfold(file, move |file| piece(file, size))
}

async fn piece(file: File, size: usize) -> Result<Option<(Bytes, File)>> {
    beside(move || {
        let mut piece = Vec::new();
        (&file).take(size as u64).read_to_end(&mut piece)?;
        let more = !piece.is_empty();
        Ok(more.then(|| (piece.into(), file)))
    })
    .await
}

/// Disks are waited for beside the requests, not among them.
pub(super) async fn beside<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T> {
    let done = spawn_blocking(work).await;
    Ok(done.map_err(io::Error::other)??)
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> StoreError {
        use io::ErrorKind;
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::Full,
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => StoreError::ReadOnly,
            _ => StoreError::Unreachable(error.to_string()),
        }
    }
}
