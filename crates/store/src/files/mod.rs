//! Where do files lie? Each under the SHA-256 of its content, in a folder or in a bucket.
//!
//! A file arrives in a draft on this machine. Complete and looked at, it is kept in one step, whole or not
//! at all; a known one is not kept again. What is not kept goes with whoever wrote it.

use std::pin::Pin;

use bytes::Bytes;
use futures_util::{Stream, TryStreamExt};

use crate::{Result, StoreError};

mod bucket;
mod draft;
mod folder;
mod trouble;

use bucket::Bucket;
use folder::Folder;

pub use draft::{Arrived, Draft};
pub use trouble::Trouble;

/// A place for files.
#[derive(Debug, Clone)]
pub struct Files {
    place: Place,
}

#[derive(Debug, Clone)]
enum Place {
    Folder(Folder),
    Bucket(Bucket),
}

/// The content of a kept file, piece by piece.
pub type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes>> + Send>>;

impl Files {
    /// Opens a place: a folder, or `s3://BUCKET/PREFIX`. Where the storage of a bucket is and who asks it
    /// say settings under the names that all its programs know (`AWS_ENDPOINT_URL`, …); others are passed
    /// over. Nothing is asked of a network yet.
    pub fn open(
        place: &str,
        settings: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Files> {
        let place = match place.split_once("://") {
            None => Place::Folder(Folder::open(place)?),
            Some(("s3", within)) => Place::Bucket(Bucket::open(within, settings)?),
            Some(_) => return Err(Trouble::Unknown.at(place)),
        };
        Ok(Files { place })
    }

    /// Whether the place can be reached. A folder that is not there yet is made with its first file.
    pub async fn ping(&self) -> Result<()> {
        match &self.place {
            Place::Folder(folder) => folder.ping().await,
            Place::Bucket(bucket) => bucket.ping().await,
        }
    }

    /// Begins a file.
    pub fn draft(&self) -> Result<Draft> {
        match &self.place {
            Place::Folder(folder) => folder.draft(),
            Place::Bucket(_) => Draft::without_a_name(),
        }
    }

    /// Keeps a file under its hash, unless it is there already. It is on the disk, or the storage has said
    /// that it has it, when this ends.
    pub async fn keep(&self, arrived: Arrived) -> Result<()> {
        if self.size(arrived.sha256()).await? == Some(arrived.size()) {
            return Ok(());
        }
        match &self.place {
            Place::Folder(folder) => folder.keep(arrived).await,
            Place::Bucket(bucket) => bucket.keep(arrived).await,
        }
    }

    /// How large a kept file is; none if it is not there.
    pub async fn size(&self, sha256: &str) -> Result<Option<u64>> {
        match &self.place {
            Place::Folder(folder) => folder.size(sha256).await,
            Place::Bucket(bucket) => bucket.size(sha256).await,
        }
    }

    /// Reads a kept file.
    pub async fn read(&self, sha256: &str) -> Result<Pieces> {
        match &self.place {
            Place::Folder(folder) => folder.read(sha256).await,
            Place::Bucket(bucket) => bucket.read(sha256).await,
        }
    }

    /// Copies a file of another place here, and makes sure that it is the one its name promises.
    pub async fn carry(&self, from: &Files, sha256: &str) -> Result<()> {
        let mut draft = self.draft()?;
        let mut pieces = from.read(sha256).await?;
        while let Some(piece) = pieces.try_next().await? {
            draft.take(&piece).await?;
        }
        let arrived = draft.done().await?;
        if arrived.sha256() != sha256 {
            return Err(StoreError::Damaged(format!("file {sha256}")));
        }
        self.keep(arrived).await
    }
}

/// `ab/cdef…`: no folder holds more than a disk likes.
fn name(sha256: &str) -> String {
    let (head, rest) = sha256.split_at_checked(2).unwrap_or(("_", sha256));
    format!("{head}/{rest}")
}
