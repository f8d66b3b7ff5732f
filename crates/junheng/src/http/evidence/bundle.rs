//! All papers in one file, to be taken away: a folder for each item, and in it one for each school.
//!
//! The zip is written while it is sent: neither a paper nor the whole is ever in memory.

use std::collections::HashSet;
use std::io::{self, Write};

use app::App;
use app::evidence::{Binder, Leaf, OrgNeeds, Proof};
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use futures_util::StreamExt;
use kernel::Lang;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use sanitize_filename::{Options, sanitize_with_options};
use standards::Standard;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

use super::disposition;
use crate::http::extract::Id;
use crate::http::guard::Who;
use crate::http::language::with_words;
use crate::http::problem::Problem;
use crate::http::rim::Shared;
use crate::words::{Words, tell};

/// Pieces that may wait for a slow reader.
const WAITING: usize = 8;
/// How much is sent at once.
const PIECE: usize = 256 * 1024;

/// The papers of a round that the caller may look at, as a zip: folders `item/school/file`, and an index that
/// tells what is there and what is missing. That they were taken stands in the log.
#[utoipa::path(get, path = "/api/rounds/{id}/evidence.zip", tag = "evidence",
    params(("id" = String, Path)),
    responses((status = 200, description = "The papers", body = Vec<u8>, content_type = "application/zip")))]
pub(super) async fn take_bundle(
    State(rim): State<Shared>,
    who: Who,
    Id(round): Id,
) -> Result<impl IntoResponse, Problem> {
    let binder = rim.app.bind_evidence(&who.caller, &round).await?;
    let asked = rim.app.needs(&who.caller, &round).await?;
    let standard = rim.app.read_standard(&who.caller, &round).await?;
    let name = with_words(who.lang, |words| {
        tell!(words, "bundle-name", year = binder.year.to_string())
    });
    let (sender, pieces) = mpsc::channel(WAITING);
    let bundle = Bundle {
        app: rim.app.clone(),
        binder,
        asked,
        standard,
        lang: who.lang,
    };
    tokio::task::spawn_blocking(move || {
        let mut pipe = Pipe::new(sender.clone());
        if let Err(error) = bundle.write(&mut pipe) {
            tracing::warn!(%error, "a bundle was not finished");
            // Whoever reads it learns that it is not whole.
            drop(sender.blocking_send(Err(error)));
        }
    });
    let stream = futures_util::stream::unfold(pieces, |mut pieces| async move {
        let piece: io::Result<Bytes> = pieces.recv().await?;
        Some((piece, pieces))
    });
    let headers = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (
            CONTENT_DISPOSITION,
            disposition(false, &format!("{name}.zip")),
        ),
    ];
    Ok((headers, Body::from_stream(stream)))
}

/// Hands what is written over to whoever sends it.
struct Pipe {
    sender: mpsc::Sender<io::Result<Bytes>>,
    held: Vec<u8>,
}

impl Pipe {
    fn new(sender: mpsc::Sender<io::Result<Bytes>>) -> Pipe {
        Pipe {
            sender,
            held: Vec::with_capacity(PIECE),
        }
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if self.held.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let piece = Bytes::from(std::mem::take(&mut self.held));
        let sent = self.sender.blocking_send(Ok(piece));
        sent.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

struct Bundle {
    app: App,
    binder: Binder,
    asked: Vec<OrgNeeds>,
    standard: Standard,
    lang: Lang,
}

/// A paper as it lies in the bundle.
struct Filed<'b> {
    leaf: &'b Leaf,
    /// Where; none if its file is lost.
    path: Option<String>,
}

impl Bundle {
    fn write(&self, pipe: &mut Pipe) -> io::Result<()> {
        let mut zip = ZipWriter::new_stream(&mut *pipe);
        let mut taken = HashSet::new();
        let mut filed = Vec::new();
        for leaf in &self.binder.leaves {
            let path = unused(&mut taken, self.folder(leaf), &leaf.paper.evidence.name);
            let found = self.file(&mut zip, leaf, &path)?;
            filed.push(Filed {
                leaf,
                path: found.then_some(path),
            });
        }
        let index = self.index(&filed).map_err(io::Error::other)?;
        let name = with_words(self.lang, |words| tell!(words, "bundle-index"));
        zip.start_file(format!("{name}.xlsx"), options())?;
        zip.write_all(&index)?;
        zip.finish()?;
        pipe.flush()
    }

    /// Writes one file, unless it is lost.
    fn file(
        &self,
        zip: &mut ZipWriter<StreamWriter<&mut Pipe>>,
        leaf: &Leaf,
        path: &str,
    ) -> io::Result<bool> {
        let runtime = Handle::current();
        let Ok(mut pieces) = runtime.block_on(self.app.read_leaf(leaf)) else {
            tracing::error!(name = path, "a paper is lost");
            return Ok(false);
        };
        zip.start_file(path, options())?;
        while let Some(piece) = runtime.block_on(pieces.next()) {
            zip.write_all(&piece.map_err(io::Error::other)?)?;
        }
        Ok(true)
    }

    /// `G3 专用教室/河湾小学`
    fn folder(&self, leaf: &Leaf) -> String {
        let item = match &leaf.item {
            Some(item) => self.item(item),
            None => with_words(self.lang, |words| tell!(words, "bundle-unmarked")),
        };
        format!("{}/{}", safe(&item), safe(&leaf.org))
    }

    /// What people call an item: `G3 专用教室`.
    fn item(&self, id: &str) -> String {
        let mut items = self.standard.pack.items.iter();
        let own = items.find(|item| item.id == id);
        let title = own.map_or("", |item| item.title.get(self.lang));
        match id.starts_with(|sign: char| sign.is_ascii_uppercase()) {
            true => format!("{id} {title}"),
            false => title.to_owned(),
        }
    }

    /// What is there, and what is missing.
    fn index(&self, filed: &[Filed]) -> Result<Vec<u8>, XlsxError> {
        with_words(self.lang, |words| {
            let mut book = Workbook::new();
            let there = filed.iter().map(|own| self.there(words, own));
            table(
                &mut book,
                &tell!(words, "bundle-there"),
                &heads(words),
                there,
            )?;
            let missing = self.asked.iter().flat_map(|own| self.missing(words, own));
            let title = tell!(words, "bundle-missing");
            table(&mut book, &title, &missing_heads(words), missing)?;
            book.save_to_buffer()
        })
    }

    fn there(&self, words: &Words, filed: &Filed) -> Vec<String> {
        let (leaf, own) = (filed.leaf, &filed.leaf.paper.evidence);
        let state = match (&filed.path, leaf.paper.expired) {
            (None, _) => tell!(words, "bundle-lost"),
            (_, true) => tell!(words, "bundle-expired"),
            (_, false) => String::new(),
        };
        let day = |day: &Option<String>| day.clone().unwrap_or_default();
        vec![
            leaf.item
                .as_ref()
                .map_or(String::new(), |item| self.item(item)),
            leaf.org.clone(),
            own.title.clone(),
            own.issuer.clone(),
            day(&own.issued_day),
            day(&own.valid_until),
            state,
            filed.path.clone().unwrap_or_default(),
            own.file.clone(),
        ]
    }

    fn missing<'b>(
        &'b self,
        words: &'b Words,
        own: &'b OrgNeeds,
    ) -> impl Iterator<Item = Vec<String>> + 'b {
        let told = |proof: Proof| match proof {
            Proof::Expired => Some(tell!(words, "bundle-expired")),
            Proof::Missing => Some(tell!(words, "bundle-none")),
            Proof::There | Proof::OfCounty => None,
        };
        own.needs.iter().filter_map(move |need| {
            let items = &self.standard.pack.items;
            let item = items.iter().find(|item| item.id == need.item)?;
            let asked = item.evidence.as_ref()?.get(self.lang);
            Some(vec![
                self.item(&need.item),
                own.township.clone(),
                own.name.clone(),
                asked.to_owned(),
                told(need.proof)?,
            ])
        })
    }
}

fn heads(words: &Words) -> Vec<String> {
    vec![
        tell!(words, "bundle-item"),
        tell!(words, "bundle-org"),
        tell!(words, "bundle-title"),
        tell!(words, "bundle-issuer"),
        tell!(words, "bundle-issued"),
        tell!(words, "bundle-until"),
        tell!(words, "bundle-state"),
        tell!(words, "bundle-file"),
        "SHA-256".to_owned(),
    ]
}

fn missing_heads(words: &Words) -> Vec<String> {
    vec![
        tell!(words, "bundle-item"),
        tell!(words, "bundle-township"),
        tell!(words, "bundle-org"),
        tell!(words, "bundle-asked"),
        tell!(words, "bundle-state"),
    ]
}

/// A sheet of texts below a head; a text is never a formula.
fn table(
    book: &mut Workbook,
    title: &str,
    heads: &[String],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    let bold = Format::new().set_bold();
    sheet.set_name(title)?.set_freeze_panes(1, 0)?;
    for (column, head) in (0..).zip(heads) {
        sheet.write_string_with_format(0, column, head, &bold)?;
        sheet.set_column_width(column, 24)?;
    }
    for (line, row) in (1..).zip(rows) {
        for (column, text) in (0..).zip(row) {
            sheet.write_string(line, column, text)?;
        }
    }
    Ok(())
}

/// Papers are packed already, and none is large enough for the wide sizes that some programs do not read.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Stored)
}

/// A name that every disk takes.
fn safe(name: &str) -> String {
    let options = Options {
        windows: true,
        truncate: true,
        replacement: "_",
    };
    sanitize_with_options(name, options)
}

/// A path that no other file of the bundle has.
fn unused(taken: &mut HashSet<String>, folder: String, name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let numbered = (2..).map(|count| format!("{folder}/{stem} ({count}).{ending}"));
    let mut paths = std::iter::once(format!("{folder}/{name}")).chain(numbered);
    let free = paths.find(|path| taken.insert(path.to_lowercase()));
    free.unwrap_or_default()
}
