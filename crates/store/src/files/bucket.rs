//! Files in a bucket of S3-compatible storage. They arrive on this machine, and are kept by sending them.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{Stream, TryStreamExt};
use object_store::aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey as Key};
use object_store::list::{PaginatedListOptions, PaginatedListStore};
use object_store::path::Path;
use object_store::{
    BackoffConfig, ClientConfigKey as Client, Error, MultipartUpload, ObjectStoreExt, RetryConfig,
};
use reqwest::Url;
use tokio::time::timeout;

use super::draft::{Arrived, pieces};
use super::trouble::{NO_BUCKET, Trouble, said};
use super::{Pieces, name};
use crate::{Result, StoreError};

/// The smallest part that every storage takes.
const PART: usize = 5 * 1024 * 1024;
/// How long is waited for a connection, for a sign of life (or for a part to be sent and taken), and for
/// the end of a file that is read.
const PATIENCE: [(Client, &str); 3] = [
    (Client::ConnectTimeout, "3s"),
    (Client::ReadTimeout, "45s"),
    (Client::Timeout, "1h"),
];
/// Whether it can be reached is known within this time.
const SOON: Duration = Duration::from_secs(10);
/// How often, and within which time, something is asked again.
const AGAIN: (usize, Duration) = (3, Duration::from_secs(10));
/// The longest pause before something is asked again.
const PAUSE: Duration = Duration::from_secs(1);
/// Any of these says who asks.
const KEYS: [Key; 5] = [
    Key::AccessKeyId,
    Key::WebIdentityTokenFile,
    Key::ContainerCredentialsRelativeUri,
    Key::ContainerCredentialsFullUri,
    Key::MetadataEndpoint,
];

/// What is given while settings are read.
type Settled<T> = std::result::Result<T, Trouble>;

#[derive(Clone)]
pub(super) struct Bucket {
    storage: AmazonS3,
    /// As the storage knows it.
    prefix: Path,
    /// As people know it: with the address of the storage, without keys.
    called: Arc<str>,
}

impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Bucket").field(&self.called).finish()
    }
}

impl Bucket {
    /// Opens `BUCKET/PREFIX`.
    pub(super) fn open(
        within: &str,
        settings: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Bucket> {
        let place = format!("s3://{within}");
        let (bucket, prefix) = within.split_once('/').unwrap_or((within, ""));
        let prefix = Path::parse(prefix).ok().filter(|_| is_bucket(bucket));
        let prefix = prefix.ok_or_else(|| Trouble::Unknown.at(&place))?;
        let (storage, address) = storage(bucket, settings).map_err(|trouble| trouble.at(&place))?;
        Ok(Bucket {
            storage,
            prefix,
            called: format!("{place} ({address})").into(),
        })
    }

    /// Asks for no more than one name below the prefix.
    pub(super) async fn ping(&self) -> Result<()> {
        let one = PaginatedListOptions {
            max_keys: Some(1),
            ..PaginatedListOptions::default()
        };
        let prefix = Some(self.prefix.as_ref()).filter(|prefix| !prefix.is_empty());
        let listed = timeout(SOON, self.storage.list_paginated(prefix, one)).await;
        let late = || Trouble::Away(format!("nothing within {} s", SOON.as_secs()));
        let listed = listed.map_err(|_| late().at(&self.called))?;
        listed.map(drop).map_err(|error| self.failed(&error))
    }

    /// Sends a file. Whoever asked may go away meanwhile: it is sent, or taken back, all the same.
    pub(super) async fn keep(&self, arrived: Arrived) -> Result<()> {
        let bucket = self.clone();
        let sent = tokio::spawn(async move { bucket.send(&arrived).await });
        sent.await.map_err(io::Error::other)?
    }

    pub(super) async fn size(&self, sha256: &str) -> Result<Option<u64>> {
        match self.storage.head(&self.place(sha256)).await {
            Ok(found) => Ok(Some(found.size)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(self.failed(&error)),
        }
    }

    pub(super) async fn read(&self, sha256: &str) -> Result<Pieces> {
        let found = match self.storage.get(&self.place(sha256)).await {
            Err(error @ Error::NotFound { .. }) if said(&error) != NO_BUCKET => {
                Err(StoreError::NotFound(sha256.to_owned()))
            }
            found => found.map_err(|error| self.failed(&error)),
        }?;
        let bucket = self.clone();
        let pieces = found.into_stream();
        Ok(Box::pin(pieces.map_err(move |error| bucket.failed(&error))))
    }

    async fn send(&self, arrived: &Arrived) -> Result<()> {
        let place = self.place(arrived.sha256());
        let mut parts = Box::pin(pieces(arrived.reader()?, PART));
        if arrived.size() > PART as u64 {
            return self.send_parts(&place, parts).await;
        }
        let whole = parts.try_next().await?.unwrap_or_default();
        let sent = self.storage.put(&place, whole.into()).await;
        sent.map(drop).map_err(|error| self.failed(&error))
    }

    /// A file is there when its last part is, or not at all.
    async fn send_parts(
        &self,
        place: &Path,
        parts: impl Stream<Item = Result<Bytes>> + Unpin,
    ) -> Result<()> {
        let begun = self.storage.put_multipart(place).await;
        let mut upload = begun.map_err(|error| self.failed(&error))?;
        let sent = self.send_each(upload.as_mut(), parts).await;
        if sent.is_err() {
            // If not even this is heard, the storage's own rule for unfinished files clears up.
            drop(upload.abort().await);
        }
        sent
    }

    async fn send_each(
        &self,
        upload: &mut dyn MultipartUpload,
        mut parts: impl Stream<Item = Result<Bytes>> + Unpin,
    ) -> Result<()> {
        let failed = |error| self.failed(&error);
        while let Some(part) = parts.try_next().await? {
            upload.put_part(part.into()).await.map_err(failed)?;
        }
        upload.complete().await.map(drop).map_err(failed)
    }

    fn place(&self, sha256: &str) -> Path {
        let name = name(sha256);
        let parts = name.split('/');
        parts.fold(self.prefix.clone(), |place, part| place.join(part))
    }

    fn failed(&self, error: &Error) -> StoreError {
        match said(error).as_str() {
            "QuotaExceeded" | "XMinioStorageFull" => StoreError::Full,
            _ => Trouble::of(error).at(&self.called),
        }
    }
}

/// The storage of a bucket, and its address.
fn storage(
    bucket: &str,
    settings: impl IntoIterator<Item = (String, String)>,
) -> Settled<(AmazonS3, String)> {
    let told = told(settings)?;
    if KEYS.iter().all(|key| told.get_config_value(key).is_none()) {
        return Err(Trouble::NoKeys);
    }
    let address = address(&told, bucket)?;
    let plain = address.scheme() == "http";
    if plain && !is_true(&told, Key::Client(Client::AllowHttp)) {
        return Err(Trouble::PlainHttp);
    }
    // Another part of the program may have chosen already.
    drop(rustls::crypto::ring::default_provider().install_default());
    let storage = patient(told)
        .with_bucket_name(bucket)
        .with_config(Key::S3Endpoint, address.as_str().trim_end_matches('/'))
        // Where nothing is encrypted no certificates are looked for: a small machine may have none.
        .with_config(Key::Client(Client::NoSystemCertificates), plain.to_string())
        .build();
    let storage = storage.map_err(|error| Trouble::Setting(said(&error)))?;
    Ok((storage, address.origin().ascii_serialization()))
}

/// What settings tell. They travel in heads of requests, so they must be fit for that.
fn told(settings: impl IntoIterator<Item = (String, String)>) -> Settled<AmazonS3Builder> {
    let mut told = AmazonS3Builder::new();
    for (name, value) in settings {
        let key = name.to_ascii_lowercase().parse::<Key>();
        let (true, Ok(key)) = (name.starts_with("AWS_") && !value.is_empty(), key) else {
            continue;
        };
        if !value.bytes().all(|sign| sign.is_ascii_graphic()) {
            return Err(Trouble::Setting(name));
        }
        told = told.with_config(key, value);
    }
    Ok(told)
}

/// Where the storage is. A storage that wants it has each bucket at an address of its own.
fn address(told: &AmazonS3Builder, bucket: &str) -> Settled<Url> {
    let own = told.get_config_value(&Key::S3Endpoint);
    let written = own.or_else(|| told.get_config_value(&Key::Endpoint));
    let wrong = || Trouble::Setting("AWS_ENDPOINT_URL".to_owned());
    let mut url = Url::parse(&written.ok_or(Trouble::NoEndpoint)?).map_err(|_| wrong())?;
    if !is_address(&url) {
        return Err(wrong());
    }
    let host = url.host_str().unwrap_or_default().to_owned();
    let beginning = format!("{bucket}.");
    if is_true(told, Key::VirtualHostedStyleRequest) && !host.starts_with(&beginning) {
        let named = url.set_host(Some(&format!("{beginning}{host}")));
        named.map_err(|_| wrong())?;
    }
    Ok(url)
}

/// Whether it is the address of a storage and tells no password.
fn is_address(url: &Url) -> bool {
    let web = matches!(url.scheme(), "http" | "https") && url.has_host();
    let known = url.username().is_empty() && url.password().is_none();
    web && known && url.query().is_none() && url.fragment().is_none()
}

fn is_true(told: &AmazonS3Builder, key: Key) -> bool {
    told.get_config_value(&key).as_deref() == Some("true")
}

/// Nobody waits without end, and nothing is asked for ever.
fn patient(told: AmazonS3Builder) -> AmazonS3Builder {
    let (max_retries, retry_timeout) = AGAIN;
    let retry = RetryConfig {
        max_retries,
        retry_timeout,
        backoff: BackoffConfig {
            max_backoff: PAUSE,
            ..BackoffConfig::default()
        },
    };
    let limits = PATIENCE.into_iter();
    let told = limits.fold(told, |told, (key, limit)| {
        told.with_config(Key::Client(key), limit)
    });
    told.with_retry(retry)
}

/// Whether a bucket may be called so.
fn is_bucket(name: &str) -> bool {
    let fits = |sign: char| sign.is_ascii_alphanumeric() || "-._".contains(sign);
    !name.is_empty() && name.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: (&str, &str) = ("AWS_ACCESS_KEY_ID", "k");
    const SECRET: (&str, &str) = ("AWS_SECRET_ACCESS_KEY", "hidden");
    const OWN: (&str, &str) = ("AWS_ENDPOINT_URL", "https://s3.example.cn:9000/");
    const PLAIN: (&str, &str) = ("AWS_ENDPOINT_URL", "http://10.0.0.7:9000");

    fn opened(within: &str, settings: &[(&str, &str)]) -> std::result::Result<String, Trouble> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        match Bucket::open(within, settings.iter().map(owned)) {
            Ok(bucket) => Ok(bucket.called.to_string()),
            Err(StoreError::Files { trouble, .. }) => Err(trouble),
            Err(other) => Err(Trouble::Setting(other.to_string())),
        }
    }

    #[test]
    fn a_bucket_is_called_by_its_address_and_never_by_its_keys() {
        let called = opened("papers/2026/县", &[KEY, SECRET, OWN]);
        let expected = "s3://papers/2026/县 (https://s3.example.cn:9000)";
        assert_eq!(called.as_deref(), Ok(expected));
        let hosted = ("AWS_VIRTUAL_HOSTED_STYLE_REQUEST", "true");
        let called = opened("papers", &[KEY, SECRET, OWN, hosted]);
        let expected = "s3://papers (https://papers.s3.example.cn:9000)";
        assert_eq!(called.as_deref(), Ok(expected));
        let allowed = ("AWS_ALLOW_HTTP", "true");
        let called = opened("papers", &[KEY, SECRET, PLAIN, allowed]);
        assert_eq!(called.as_deref(), Ok("s3://papers (http://10.0.0.7:9000)"));
    }

    #[test]
    fn what_settings_lack_is_named() {
        let wrong = |name: &str| Err(Trouble::Setting(name.to_owned()));
        let endpoint = |url| ("AWS_ENDPOINT_URL", url);
        let cases = [
            (&[OWN][..], Err(Trouble::NoKeys)),
            (&[KEY, SECRET], Err(Trouble::NoEndpoint)),
            (&[KEY, SECRET, endpoint("")], Err(Trouble::NoEndpoint)),
            (&[KEY, SECRET, PLAIN], Err(Trouble::PlainHttp)),
            (&[KEY, OWN], wrong("Missing SecretAccessKey")),
            (
                &[KEY, ("AWS_SECRET_ACCESS_KEY", "a\n"), OWN],
                wrong("AWS_SECRET_ACCESS_KEY"),
            ),
            (
                &[KEY, SECRET, endpoint("minio:9000")],
                wrong("AWS_ENDPOINT_URL"),
            ),
            (
                &[KEY, SECRET, endpoint("https://u:p@host")],
                wrong("AWS_ENDPOINT_URL"),
            ),
        ];
        for (settings, expected) in cases {
            assert_eq!(opened("papers", settings), expected, "{settings:?}");
        }
        for within in ["", "/a", "a b", "甲", "papers/a//b", "papers/../a"] {
            let told = opened(within, &[KEY, SECRET, OWN]);
            assert_eq!(told, Err(Trouble::Unknown), "{within}");
        }
    }
}
