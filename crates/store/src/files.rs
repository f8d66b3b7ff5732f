//! Where do files lie? In a folder, each under the SHA-256 of its content.
//!
//! A file that arrives has a name that says so. Complete and looked at, it is kept in one step, whole or
//! not at all; a known one is not kept again. What is not kept goes with whoever wrote it.

use std::fs::{DirBuilder, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_util::{Stream, TryStreamExt, stream};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use tokio::task::spawn_blocking;

use crate::{Result, StoreError};

/// What is read or written at once.
const PIECE: usize = 1024 * 1024;
/// How the name of a file begins that is arriving.
const ARRIVING: &str = ".arriving-";
/// No file takes longer to arrive: an older one belongs to a program that was killed.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

/// A place for files.
#[derive(Debug, Clone)]
pub struct Files {
    folder: Arc<Path>,
}

/// A file that is arriving; dropped, it is gone.
#[derive(Debug)]
pub struct Draft {
    file: NamedTempFile,
    hash: Sha256,
    size: u64,
    held: Vec<u8>,
}

/// A file that has arrived and is not kept yet; dropped, it is gone.
#[derive(Debug)]
pub struct Arrived {
    file: NamedTempFile,
    sha256: String,
    size: u64,
}

/// The content of a kept file, piece by piece.
pub type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes>> + Send>>;

impl Files {
    /// Opens a folder. It is made with its first file, for our account alone: files may hold what is about
    /// people.
    pub fn open(folder: &str) -> Result<Files> {
        if folder.contains("://") {
            return Err(StoreError::Address(folder.to_owned()));
        }
        let folder = Path::new(folder);
        if folder.is_dir() {
            sweep(folder)?;
        }
        Ok(Files {
            folder: folder.into(),
        })
    }

    /// Begins a file.
    pub fn draft(&self) -> Result<Draft> {
        make(&self.folder)?;
        let mut name = tempfile::Builder::new();
        Ok(Draft {
            file: name.prefix(ARRIVING).tempfile_in(&self.folder)?,
            hash: Sha256::new(),
            size: 0,
            held: Vec::new(),
        })
    }

    /// Keeps a file under its hash, unless it is there already. It is on the disk when this ends.
    pub async fn keep(&self, arrived: Arrived) -> Result<()> {
        if self.size(&arrived.sha256).await? == Some(arrived.size) {
            return Ok(());
        }
        let place = self.place(&arrived.sha256);
        beside(move || {
            arrived.file.as_file().sync_all()?;
            let folder = place.parent().unwrap_or(Path::new("."));
            make(folder)?;
            arrived.file.persist(&place).map_err(|error| error.error)?;
            sync_folder(folder)
        })
        .await
    }

    /// How large a kept file is; none if it is not there.
    pub async fn size(&self, sha256: &str) -> Result<Option<u64>> {
        let place = self.place(sha256);
        beside(move || match place.metadata() {
            Ok(found) => Ok(Some(found.len())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        })
        .await
    }

    /// Reads a kept file.
    pub async fn read(&self, sha256: &str) -> Result<Pieces> {
        let place = self.place(sha256);
        let opened = beside(move || match File::open(&place) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            opened => opened.map(Some),
        });
        let absent = || StoreError::NotFound(sha256.to_owned());
        let file = opened.await?.ok_or_else(absent)?;
        Ok(Box::pin(stream::try_unfold(file, piece)))
    }

    /// Copies a file of another place here, and makes sure that it is the one its name promises.
    pub async fn carry(&self, from: &Files, sha256: &str) -> Result<()> {
        let mut draft = self.draft()?;
        let mut pieces = from.read(sha256).await?;
        while let Some(piece) = pieces.try_next().await? {
            draft.take(&piece).await?;
        }
        let arrived = draft.done().await?;
        if arrived.sha256 != sha256 {
            return Err(StoreError::Damaged(format!("file {sha256}")));
        }
        self.keep(arrived).await
    }

    /// `ab/cdef…`: no folder holds more than a disk likes.
    fn place(&self, sha256: &str) -> PathBuf {
        let (head, rest) = sha256.split_at_checked(2).unwrap_or(("_", sha256));
        self.folder.join(head).join(rest)
    }
}

impl Draft {
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
            sha256: hash.iter().map(|byte| format!("{byte:02x}")).collect(),
            size: self.size,
        })
    }

    async fn write(&mut self) -> Result<()> {
        let held = std::mem::take(&mut self.held);
        let mut file = self.file.as_file().try_clone()?;
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

    /// Its content from the beginning.
    pub fn reader(&self) -> Result<File> {
        Ok(self.file.reopen()?)
    }
}

async fn piece(file: File) -> Result<Option<(Bytes, File)>> {
    beside(move || {
        let mut piece = Vec::new();
        (&file).take(PIECE as u64).read_to_end(&mut piece)?;
        let more = !piece.is_empty();
        Ok(more.then(|| (piece.into(), file)))
    })
    .await
}

/// Disks are waited for beside the requests, not among them.
async fn beside<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T> {
    let done = spawn_blocking(work).await;
    Ok(done.map_err(io::Error::other)??)
}

fn make(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}

/// A new name is on the disk when its folder is.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
        if let Some(above) = folder.parent() {
            File::open(above)?.sync_all()?;
        }
    }
    Ok(())
}

/// Takes away what a killed program has left.
fn sweep(folder: &Path) -> io::Result<()> {
    for entry in folder.read_dir()? {
        let entry = entry?;
        let arriving = entry.file_name().to_string_lossy().starts_with(ARRIVING);
        let since = entry.metadata()?.modified()?;
        #[expect(
            clippy::disallowed_methods,
            reason = "the age of a file is asked of the disk it lies on, not of a day that figures hang on"
        )]
        let age = SystemTime::now().duration_since(since).unwrap_or_default();
        if arriving && age > LONGEST {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> StoreError {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::Full,
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => StoreError::ReadOnly,
            _ => StoreError::Unreachable(error.to_string()),
        }
    }
}
