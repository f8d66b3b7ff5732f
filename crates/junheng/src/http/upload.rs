//! Files that are sent: the body as it is (`application/octet-stream`), the file's name in `?name=`.
//!
//! A handler states in its signature how much it takes: `Upload<20>` holds a file of up to 20 MiB,
//! `Arriving<100>` hands one of up to 100 MiB over piece by piece, so that it is never in memory whole.
//! What is sent twice comes to the same: uploads need no idempotency key, and none is kept for them.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use facts::Input;
use facts::list::List;
use http_body_util::BodyExt;
use sanitize_filename::{Options, sanitize_with_options};
use serde::Deserialize;

use super::extract::Asked;
use super::problem::Problem;

/// What every upload calls itself.
const RAW: &[u8] = b"application/octet-stream";
/// How long a sender may pause.
const PAUSE: Duration = Duration::from_secs(30);
/// How long an upload may take altogether.
pub(crate) const PATIENCE: Duration = Duration::from_secs(15 * 60);
/// Bytes in a MiB.
const MIB: usize = 1024 * 1024;
/// The longest name of a file, in signs: disks take 255 bytes.
const LONGEST_NAME: usize = 80;

/// A file of up to `LIMIT` MiB that arrived whole.
#[derive(Debug)]
pub(crate) struct Upload<const LIMIT: usize> {
    /// Its name: no path, no sign that a disk or a page could misread.
    pub(crate) name: String,
    /// What it holds.
    pub(crate) bytes: Bytes,
}

impl<const LIMIT: usize, S: Send + Sync> FromRequest<S> for Upload<LIMIT> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let mut arriving = Arriving::<LIMIT>::from_request(request, state).await?;
        let mut bytes = Vec::new();
        while let Some(piece) = arriving.next().await? {
            bytes.extend_from_slice(&piece);
        }
        Ok(Upload {
            name: arriving.name,
            bytes: bytes.into(),
        })
    }
}

/// A file of up to `LIMIT` MiB that is arriving.
#[derive(Debug)]
pub(crate) struct Arriving<const LIMIT: usize> {
    /// Its name: no path, no sign that a disk or a page could misread.
    pub(crate) name: String,
    body: Body,
    room: usize,
}

impl<const LIMIT: usize, S: Send + Sync> FromRequest<S> for Arriving<LIMIT> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        if !is_raw(&parts.headers) {
            let problem = Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "upload-not-raw");
            return Err(problem);
        }
        let Asked(named) = Asked::<Named>::from_request_parts(&mut parts, state).await?;
        let name = clean(&named.name);
        if name.is_empty() {
            return Err(Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "upload-name",
            ));
        }
        let room = LIMIT * MIB;
        if length(&parts.headers).is_some_and(|length| length > room) {
            return Err(Problem::too_large(LIMIT));
        }
        Ok(Arriving { name, body, room })
    }
}

impl<const LIMIT: usize> Arriving<LIMIT> {
    /// The next piece; none when the file has arrived whole.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, Problem> {
        loop {
            let frame = tokio::time::timeout(PAUSE, self.body.frame()).await;
            let frame = frame.map_err(|_| too_slow())?;
            let Some(frame) = frame else {
                return Ok(None);
            };
            let frame =
                frame.map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "upload-broken"))?;
            let Ok(piece) = frame.into_data() else {
                continue;
            };
            let room = self.room.checked_sub(piece.len());
            self.room = room.ok_or_else(|| Problem::too_large(LIMIT))?;
            return Ok(Some(piece));
        }
    }
}

/// MiB of a list of organisations or accounts.
pub(crate) const LIST: usize = 8;

/// Reads a list beside all other work.
pub(crate) async fn read_list<const LIMIT: usize>(
    file: Upload<LIMIT>,
    read: fn(Input<'_>) -> List,
) -> Result<List, Problem> {
    let read = tokio::task::spawn_blocking(move || read(Input::bytes(file.name, file.bytes)));
    read.await
        .map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal"))
}

#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    name: String,
}

/// Whether a request brings a file.
pub(crate) fn is_raw(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().eq_ignore_ascii_case(RAW))
}

/// How much a request says that it brings.
fn length(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn too_slow() -> Problem {
    Problem::new(StatusCode::REQUEST_TIMEOUT, "too-slow")
}

/// The name of a file without the folders before it and without signs that mislead: those that no disk
/// takes, those that cannot be seen, those that turn the reading direction around.
fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let misleads = |sign: &char| {
        let invisible = matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
        sign.is_control() || invisible
    };
    let seen: String = last.chars().filter(|sign| !misleads(sign)).collect();
    let bare = seen.trim_matches(|sign: char| sign.is_whitespace() || sign == '.');
    let options = Options {
        windows: true,
        truncate: true,
        replacement: "_",
    };
    sanitize_with_options(shortened(bare), options)
}

/// A name of bounded length that keeps its ending.
fn shortened(name: &str) -> String {
    let long = name.chars().count();
    if long <= LONGEST_NAME {
        return name.to_owned();
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let ending: String = ending.chars().take(8).collect();
    let stem: String = name.chars().take(LONGEST_NAME - 9).collect();
    format!("{stem}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(name: &str, body: Body) -> Request {
        let request = Request::post(format!("/?name={name}"));
        let request = request.header(CONTENT_TYPE, "application/octet-stream");
        request.body(body).unwrap()
    }

    #[test]
    fn names_lead_nowhere_and_mislead_nobody() {
        let cases = [
            ("批复.pdf", "批复.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\王\\教室.xlsx", "教室.xlsx"),
            ("..", ""),
            (".", ""),
            ("...hidden.pdf", "hidden.pdf"),
            ("a\u{202e}fdp.exe", "afdp.exe"),
            ("line\r\nbreak.pdf", "linebreak.pdf"),
            ("a<b>:c|d?.pdf", "a_b__c_d_.pdf"),
            ("con.pdf", "_"),
            ("  ", ""),
        ];
        for (written, name) in cases {
            assert_eq!(clean(written), name, "{written:?}");
        }
        let long = clean(&format!("{}.xlsx", "长".repeat(500)));
        assert!(
            long.ends_with(".xlsx") && long.chars().count() <= LONGEST_NAME,
            "{long}"
        );
    }

    #[tokio::test]
    async fn a_file_arrives_with_its_name() {
        let request = sent("%E8%A1%A8.csv", Body::from("a,b"));
        let upload = Upload::<1>::from_request(request, &()).await.unwrap();
        assert_eq!((&*upload.name, &*upload.bytes), ("表.csv", &b"a,b"[..]));
    }

    #[tokio::test]
    async fn what_is_too_large_unnamed_or_not_raw_is_refused() {
        let stream = |pieces: usize| {
            let pieces = (0..pieces).map(|_| Ok::<_, std::io::Error>(vec![0_u8; MIB / 2]));
            Body::from_stream(futures_util::stream::iter(pieces))
        };
        let codes = [
            (sent("a.csv", stream(2)), None),
            (
                sent("a.csv", stream(3)),
                Some(StatusCode::PAYLOAD_TOO_LARGE),
            ),
            (
                sent("", Body::from("a")),
                Some(StatusCode::UNPROCESSABLE_ENTITY),
            ),
            (
                Request::new(Body::from("a")),
                Some(StatusCode::UNSUPPORTED_MEDIA_TYPE),
            ),
        ];
        for (request, status) in codes {
            let upload = Upload::<1>::from_request(request, &()).await;
            assert_eq!(upload.err().map(|problem| problem.status), status);
        }
    }
}
