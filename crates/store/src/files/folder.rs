//! Files in a folder. One arrives there under a name that says so, and is kept by getting its own.

use std::fs::{DirBuilder, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::draft::{ARRIVING, Arrived, Draft, PIECE, beside, pieces};
use super::{Pieces, name};
use crate::{Result, StoreError};

/// No file takes longer to arrive: an older one belongs to a program that was killed.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

#[derive(Debug, Clone)]
pub(super) struct Folder {
    path: Arc<Path>,
}

impl Folder {
    /// Opens a folder. It is made with its first file, for our account alone: files may hold what is about
    /// people.
    pub(super) fn open(path: &str) -> Result<Folder> {
        let path = Path::new(path);
        if path.is_dir() {
            sweep(path)?;
        }
        Ok(Folder { path: path.into() })
    }

    /// Whether it can be read, if it is there.
    pub(super) async fn ping(&self) -> Result<()> {
        let path = self.path.clone();
        beside(move || found(path.read_dir()).map(drop)).await
    }

    pub(super) fn draft(&self) -> Result<Draft> {
        make(&self.path)?;
        Draft::within(&self.path)
    }

    pub(super) async fn keep(&self, arrived: Arrived) -> Result<()> {
        let place = self.place(arrived.sha256());
        beside(move || {
            let folder = place.parent().unwrap_or(Path::new("."));
            make(folder)?;
            arrived.rename(&place)?;
            sync(folder)
        })
        .await
    }

    pub(super) async fn size(&self, sha256: &str) -> Result<Option<u64>> {
        let place = self.place(sha256);
        beside(move || Ok(found(place.metadata())?.map(|file| file.len()))).await
    }

    pub(super) async fn read(&self, sha256: &str) -> Result<Pieces> {
        let place = self.place(sha256);
        let file = beside(move || found(File::open(&place))).await?;
        let file = file.ok_or_else(|| StoreError::NotFound(sha256.to_owned()))?;
        Ok(Box::pin(pieces(file, PIECE)))
    }

    fn place(&self, sha256: &str) -> PathBuf {
        self.path.join(name(sha256))
    }
}

/// What is not there is none, not an error.
fn found<T>(asked: io::Result<T>) -> io::Result<Option<T>> {
    match asked {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        asked => asked.map(Some),
    }
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
fn sync(folder: &Path) -> io::Result<()> {
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
