//! What can go wrong with a place of files?

use std::error::Error as _;

use object_store::Error;
use thiserror::Error as Told;

use crate::StoreError;

/// What every storage calls it.
pub(super) const NO_BUCKET: &str = "NoSuchBucket";
/// No more is told of what a storage says.
const LONGEST: usize = 120;

/// Why a place of files does not do what it is asked. No secret is ever part of it.
#[derive(Debug, Clone, PartialEq, Eq, Told)]
pub enum Trouble {
    /// It is neither a folder nor a bucket.
    #[error("expected a folder or s3://BUCKET/PREFIX")]
    Unknown,
    /// Nothing says where the storage is.
    #[error("AWS_ENDPOINT_URL is not set")]
    NoEndpoint,
    /// Nothing says who asks.
    #[error("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set")]
    NoKeys,
    /// It would be asked without encryption, which nobody has allowed.
    #[error("AWS_ENDPOINT_URL is not https, and AWS_ALLOW_HTTP is not true")]
    PlainHttp,
    /// A setting will not do: which, or why.
    #[error("a setting will not do: {0}")]
    Setting(String),
    /// The storage has no such bucket.
    #[error("there is no such bucket")]
    NoBucket,
    /// The storage does not know us, or does not let us do it: in its words.
    #[error("refused: {0}")]
    Refused(String),
    /// The storage does not answer as it should, or not now: why.
    #[error("no proper answer: {0}")]
    Away(String),
}

impl Trouble {
    /// The trouble of a place.
    pub(super) fn at(self, place: &str) -> StoreError {
        StoreError::Files {
            place: place.to_owned(),
            trouble: self,
        }
    }

    /// What an error of the storage means.
    pub(super) fn of(error: &Error) -> Trouble {
        match (status(error), said(error)) {
            (_, said) if said == NO_BUCKET => Trouble::NoBucket,
            (Some(404 | 408 | 429), said) => Trouble::Away(said),
            (Some(400..500), said) => Trouble::Refused(said),
            (_, said) => Trouble::Away(said),
        }
    }
}

/// The status of the storage's answer, if there was one: it is told, but not given apart.
fn status(error: &Error) -> Option<u16> {
    let whole = error.to_string();
    let (_, after) = whole.split_once("status code: ")?;
    after.get(..3)?.parse().ok()
}

/// What the storage calls the error (`AccessDenied`); if it does not say, the innermost reason.
///
/// Only that: what else it says may repeat what it was asked with.
pub(super) fn said(error: &Error) -> String {
    let whole = error.to_string();
    let code = whole.split_once("<Code>").map(|(_, after)| after);
    let told = code.map_or_else(|| innermost(error), str::to_owned);
    let told = told.split(['<', '\n']).next().unwrap_or_default();
    told.chars().take(LONGEST).collect()
}

fn innermost(error: &Error) -> String {
    let mut told = error.to_string();
    let mut cause = error.source();
    while let Some(deeper) = cause {
        told = deeper.to_string();
        cause = deeper.source();
    }
    told
}
