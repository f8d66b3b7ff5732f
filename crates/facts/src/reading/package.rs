//! Looks into a zip package before anybody unpacks it: what is it, is it whole, is it a bomb?

use std::io::{self, Read};

use kernel::Finding;
use memchr::{memchr, memmem};
use zip::ZipArchive;
use zip::read::Config;
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;

use super::kind::Kind;
use super::{Limits, ReadSeek};
use crate::codes;

/// Entries of a package; more are not looked at.
const MAX_ENTRIES: usize = 50_000;
const CHUNK: usize = 64 << 10;
/// A sheet of a hundred thousand equal rows shrinks to a hundredth; a bomb to a thousandth.
const MOST_TIMES: u64 = 250;
/// A part of this size harms nobody, however small it was packed.
const HARMLESS: u64 = 32 << 20;

/// What was found in a package.
pub(crate) struct Package {
    /// What it is.
    pub(crate) kind: Kind,
    /// Some sheet has formulas.
    pub(crate) formulas: bool,
}

/// Tells what the package is; says why, if it is not to be read.
pub(crate) fn inspect(source: &mut dyn ReadSeek, limits: &Limits) -> Result<Package, Finding> {
    let mut archive = opened(source)?;
    let kind = kind_of(&mut archive)?;
    let mut package = Package {
        kind,
        formulas: false,
    };
    if matches!(kind, Kind::Xlsx | Kind::Ods) {
        package.formulas = measure(&mut archive, limits)?;
    }
    Ok(package)
}

/// The list of parts is as long as the file says: it is asked how long before it is read.
fn opened(source: &mut dyn ReadSeek) -> Result<ZipArchive<&mut dyn ReadSeek>, Finding> {
    let found = |error: ZipError| zip_finding(&error);
    let counted = ZipIterable::try_new(&mut *source, Config::default()).map_err(found)?;
    if counted.len() > MAX_ENTRIES {
        return Err(codes::FILE_DAMAGED.found().with("said", "too many parts"));
    }
    ZipArchive::new(source).map_err(found)
}

fn kind_of(archive: &mut ZipArchive<&mut dyn ReadSeek>) -> Result<Kind, Finding> {
    let names: Vec<String> = archive
        .file_names()
        .flatten()
        .map(|name| name.into_owned())
        .collect();
    let has = |ending: &str| names.iter().any(|name| name.ends_with(ending));
    let starts = |start: &str| names.iter().any(|name| name.starts_with(start));
    if has("xl/workbook.xml") || (has("workbook.xml") && has("[Content_Types].xml")) {
        return Ok(Kind::Xlsx);
    }
    if has("xl/workbook.bin") {
        return Ok(Kind::Other("xlsb"));
    }
    if starts("word/") {
        return Ok(Kind::Other("docx"));
    }
    if starts("ppt/") {
        return Ok(Kind::Other("pptx"));
    }
    let mut mime = String::new();
    if let Ok(entry) = archive.by_name("mimetype") {
        let _ = entry.take(200).read_to_string(&mut mime);
    }
    match mime.trim() {
        "application/vnd.oasis.opendocument.spreadsheet"
        | "application/vnd.oasis.opendocument.spreadsheet-template" => match is_locked(archive) {
            true => Err(codes::FILE_ENCRYPTED.found()),
            false => Ok(Kind::Ods),
        },
        "application/vnd.oasis.opendocument.text" => Ok(Kind::Other("odt")),
        _ => Ok(Kind::Other("zip")),
    }
}

/// True when the list of an OpenDocument's parts says that they are encrypted.
fn is_locked(archive: &mut ZipArchive<&mut dyn ReadSeek>) -> bool {
    let mut manifest = Vec::new();
    if let Ok(entry) = archive.by_name("META-INF/manifest.xml") {
        let _ = entry.take(1 << 20).read_to_end(&mut manifest);
    }
    memmem::find(&manifest, b"encryption-data").is_some()
}

/// Unpacks every part that is read later into nothing, counting; tells whether sheets have formulas.
fn measure(archive: &mut ZipArchive<&mut dyn ReadSeek>, limits: &Limits) -> Result<bool, Finding> {
    let mut left = limits.max_unpacked_bytes;
    let mut formulas = false;
    for index in 0..archive.len() {
        let entry = archive
            .by_index_raw(index)
            .map_err(|error| zip_finding(&error))?;
        let name = entry
            .name()
            .map_err(|error| zip_finding(&error))?
            .to_ascii_lowercase();
        let encrypted = entry.encrypted();
        let packed = entry.compressed_size();
        drop(entry);
        if !(name.ends_with(".xml") || name.ends_with(".rels")) {
            continue;
        }
        if encrypted {
            return Err(codes::FILE_ENCRYPTED.found());
        }
        let streamed = name.contains("worksheets/") || name == "content.xml";
        let most = if streamed {
            left
        } else {
            left.min(limits.max_part_bytes)
        };
        let most = most.min(packed.saturating_mul(MOST_TIMES).max(HARMLESS));
        let entry = archive
            .by_index(index)
            .map_err(|error| zip_finding(&error))?;
        let mut heard = Heard::default();
        let size = count(entry, most, &mut heard)
            .map_err(|error| codes::FILE_DAMAGED.found().with("said", error))?;
        if heard.entities {
            return Err(codes::FILE_HAS_ENTITIES.found());
        }
        formulas |= streamed && heard.formulas;
        if size > most {
            let limit = mebibytes(most);
            return Err(codes::FILE_UNPACKS_TOO_LARGE.found().with("limit", limit));
        }
        if heard.promised > size / 4 + 1_000 {
            return Err(codes::FILE_DAMAGED.found().with("said", "uniqueCount"));
        }
        left -= size;
    }
    Ok(formulas)
}

/// Bytes of a stream, at most one more than `most`.
fn count(mut stream: impl Read, most: u64, heard: &mut Heard) -> io::Result<u64> {
    let mut chunk = vec![0; CHUNK];
    let mut total = 0;
    loop {
        let length = stream.read(&mut chunk)?;
        if length == 0 {
            return Ok(total);
        }
        heard.hear(&chunk[..length]);
        total += length as u64;
        if total > most {
            return Ok(total);
        }
    }
}

/// What must be known of a part before a parser sees it.
#[derive(Default)]
struct Heard {
    tail: Vec<u8>,
    /// The largest `uniqueCount` met: memory is set aside by it, so it must not promise more texts
    /// than there are bytes.
    promised: u64,
    /// Entities are declared: no spreadsheet program does, and they can grow without end.
    entities: bool,
    /// There are formulas.
    formulas: bool,
}

impl Heard {
    const WORD: &[u8] = b"uniqueCount";
    /// A number with the signs before it.
    const REACH: usize = 64;

    fn hear(&mut self, chunk: &[u8]) {
        match memchr(0, chunk) {
            None => self.tail.extend_from_slice(chunk),
            // Parts in a wide encoding: the letters looked for stand between zeros.
            Some(_) => self.tail.extend(chunk.iter().filter(|byte| **byte != 0)),
        }
        for at in memmem::find_iter(&self.tail, Self::WORD) {
            let stated = number_after(&self.tail[at + Self::WORD.len()..]);
            self.promised = self.promised.max(stated);
        }
        let has = |word: &[u8]| memmem::find(&self.tail, word).is_some();
        self.entities = self.entities || has(b"<!ENTITY") || has(b"<!DOCTYPE");
        self.formulas = self.formulas || has(b"<f>") || has(b"<f ");
        let keep = self
            .tail
            .len()
            .saturating_sub(Self::WORD.len() + Self::REACH);
        self.tail.drain(..keep);
    }
}

fn number_after(text: &[u8]) -> u64 {
    let signs =
        |byte: &&u8| matches!(byte, b'=' | b'"' | b'\'' | b'+') || byte.is_ascii_whitespace();
    let skipped = text.iter().take_while(signs).count();
    let digits = text[skipped..]
        .iter()
        .take_while(|byte| byte.is_ascii_digit());
    digits.fold(0u64, |number, digit| {
        number
            .saturating_mul(10)
            .saturating_add(u64::from(digit - b'0'))
    })
}

pub(crate) fn mebibytes(bytes: u64) -> String {
    match bytes >> 20 {
        0 => format!("{} KB", (bytes >> 10).max(1)),
        size => format!("{size} MB"),
    }
}

/// What a broken zip is told as: one without its directory at the end was cut off.
fn zip_finding(error: &ZipError) -> Finding {
    match error {
        ZipError::InvalidPassword | ZipError::UnsupportedArchive(_) => {
            codes::FILE_ENCRYPTED.found()
        }
        ZipError::InvalidArchive(_) => codes::FILE_TRUNCATED.found(),
        other => codes::FILE_DAMAGED.found().with("said", other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hears_a_promise_across_pieces() {
        let mut heard = Heard::default();
        heard.hear(b"<sst count=\"1\" uniqueC");
        heard.hear(b"ount = '99");
        heard.hear(b"99'><!ENT");
        heard.hear(b"ITY a>");
        assert_eq!(
            (heard.promised, heard.entities, heard.formulas),
            (9_999, true, false)
        );
    }
}
