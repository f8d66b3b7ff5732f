//! Offline kits: a workbook of one return, or a folder of them.

use std::io::{self, Write};

use app::returns::Kit;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderName, StatusCode};
use axum::response::IntoResponse;
use futures_util::{StreamExt, stream};
use kernel::Lang;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::extract::Id;
use super::guard::Who;
use super::language::with_words;
use super::problem::Problem;
use super::rim::Shared;
use crate::kit;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(one_kit))
        .routes(routes!(all_kits))
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The offline workbook of a return, to be filled in away from the program and imported.
#[utoipa::path(get, path = "/api/returns/{id}/kit.xlsx", tag = "returns", params(("id" = String, Path)),
    responses((status = 200, description = "The workbook", body = Vec<u8>, content_type = XLSX)))]
async fn one_kit(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
) -> Result<impl IntoResponse, Problem> {
    let own = rim.app.kit(&who.caller, &id).await?;
    let name = kit::file_name(&own);
    let made = tokio::task::spawn_blocking(move || workbook(who.lang, &own)).await;
    let bytes = made.ok().and_then(Result::ok).ok_or_else(internal)?;
    Ok((headers(XLSX, &name), bytes))
}

/// The offline workbooks of a round, as far as the caller may import them, in a folder a township.
#[utoipa::path(get, path = "/api/rounds/{id}/kits.zip", tag = "returns", params(("id" = String, Path)),
    responses((status = 200, description = "The workbooks", body = Vec<u8>,
        content_type = "application/zip")))]
async fn all_kits(
    State(rim): State<Shared>,
    who: Who,
    Id(round): Id,
) -> Result<impl IntoResponse, Problem> {
    let kits = rim.app.kits(&who.caller, &round).await?;
    let title = kits
        .first()
        .map(|own| own.round.title.clone())
        .unwrap_or_default();
    let (sender, receiver) = channel(4);
    tokio::task::spawn_blocking(move || {
        if let Err(error) = zipped(who.lang, &kits, Pieces(sender)) {
            tracing::warn!(%error, "the kits were not sent to their end");
        }
    });
    let name = format!("{}.zip", sanitize_filename::sanitize(title));
    Ok((
        headers("application/zip", &name),
        Body::from_stream(arriving(receiver)),
    ))
}

fn internal() -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal")
}

fn workbook(lang: Lang, own: &Kit) -> io::Result<Vec<u8>> {
    with_words(lang, |words| kit::workbook(words, own)).map_err(io::Error::other)
}

fn headers(kind: &'static str, name: &str) -> [(HeaderName, String); 2] {
    let encoded = percent(name);
    let disposition = format!("attachment; filename*=UTF-8''{encoded}");
    [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ]
}

/// A name as a header carries it.
fn percent(name: &str) -> String {
    let sign = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
            char::from(byte).to_string()
        }
        byte => format!("%{byte:02X}"),
    };
    name.bytes().map(sign).collect()
}

/// Writes one workbook after another: never more than one is in memory.
fn zipped(lang: Lang, kits: &[Kit], out: Pieces) -> io::Result<()> {
    let mut zip = ZipWriter::new_stream(out);
    for own in kits {
        let folder = match own.township.as_str() {
            "" => &own.county,
            township => township,
        };
        let folder = sanitize_filename::sanitize(folder);
        let name = format!("{folder}/{}", kit::file_name(own));
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(&workbook(lang, own)?)?;
    }
    zip.finish()?;
    Ok(())
}

/// What is written, handed over piece by piece; whoever reads too slowly holds up the writing.
struct Pieces(Sender<io::Result<Bytes>>);

impl Write for Pieces {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        let sent = self.0.blocking_send(Ok(Bytes::copy_from_slice(piece)));
        sent.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn arriving(
    receiver: Receiver<io::Result<Bytes>>,
) -> impl stream::Stream<Item = io::Result<Bytes>> {
    let pieces = stream::unfold(receiver, |mut receiver| async move {
        let piece = receiver.recv().await?;
        Some((piece, receiver))
    });
    pieces.fuse()
}
