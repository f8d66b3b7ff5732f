//! Looks into a zip package before anybody unpacks it: what is it, is it whole, is it a bomb?

use std::io::{self, Read};

use kernel::Finding;
use zip::ZipArchive;
use zip::result::ZipError;

use super::kind::Kind;
use super::{Limits, ReadSeek};
use crate::codes;

/// Entries of a package; more are not looked at.
const MAX_ENTRIES: usize = 50_000;
const CHUNK: usize = 64 << 10;

/// Tells what the package is; says why, if it is not to be read.
pub(crate) fn inspect(source: &mut dyn ReadSeek, limits: &Limits) -> Result<Kind, Finding> {
    let mut archive = ZipArchive::new(source).map_err(|error| zip_finding(&error))?;
    let kind = kind_of(&mut archive)?;
    if matches!(kind, Kind::Xlsx | Kind::Ods) {
        measure(&mut archive, limits)?;
    }
    Ok(kind)
}

fn kind_of(archive: &mut ZipArchive<&mut dyn ReadSeek>) -> Result<Kind, Finding> {
    if archive.len() > MAX_ENTRIES {
        return Err(codes::FILE_DAMAGED.found().with("said", "too many parts"));
    }
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
        | "application/vnd.oasis.opendocument.spreadsheet-template" => Ok(Kind::Ods),
        "application/vnd.oasis.opendocument.text" => Ok(Kind::Other("odt")),
        _ => Ok(Kind::Other("zip")),
    }
}

/// Unpacks every part that is read later into nothing, counting.
fn measure(archive: &mut ZipArchive<&mut dyn ReadSeek>, limits: &Limits) -> Result<(), Finding> {
    let mut left = limits.max_unpacked_bytes;
    for index in 0..archive.len() {
        let entry = archive
            .by_index_raw(index)
            .map_err(|error| zip_finding(&error))?;
        let name = entry
            .name()
            .map_err(|error| zip_finding(&error))?
            .to_ascii_lowercase();
        let encrypted = entry.encrypted();
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
        let entry = archive
            .by_index(index)
            .map_err(|error| zip_finding(&error))?;
        let mut promises = Promises::default();
        let size = count(entry, most, &mut promises)
            .map_err(|error| codes::FILE_DAMAGED.found().with("said", error))?;
        if size > most {
            let limit = mebibytes(limits.max_unpacked_bytes);
            return Err(codes::FILE_UNPACKS_TOO_LARGE.found().with("limit", limit));
        }
        if promises.most > size / 4 + 1_000 {
            return Err(codes::FILE_DAMAGED.found().with("said", "uniqueCount"));
        }
        left -= size;
    }
    Ok(())
}

/// Bytes of a stream, at most one more than `most`.
fn count(mut stream: impl Read, most: u64, promises: &mut Promises) -> io::Result<u64> {
    let mut chunk = vec![0; CHUNK];
    let mut total = 0;
    loop {
        let length = stream.read(&mut chunk)?;
        if length == 0 {
            return Ok(total);
        }
        promises.hear(&chunk[..length]);
        total += length as u64;
        if total > most {
            return Ok(total);
        }
    }
}

/// The largest `uniqueCount` met: memory is set aside by it, so it must not promise more texts than
/// there are bytes.
#[derive(Default)]
struct Promises {
    tail: Vec<u8>,
    most: u64,
}

impl Promises {
    const WORD: &[u8] = b"uniqueCount";
    /// A number with the signs before it.
    const REACH: usize = 64;

    fn hear(&mut self, chunk: &[u8]) {
        self.tail.extend(chunk.iter().filter(|byte| **byte != 0));
        let mut at = 0;
        while let Some(found) = find(&self.tail[at..], Self::WORD) {
            at += found + Self::WORD.len();
            self.most = self.most.max(number_after(&self.tail[at..]));
        }
        let keep = self
            .tail
            .len()
            .saturating_sub(Self::WORD.len() + Self::REACH);
        self.tail.drain(..keep);
    }
}

fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(next) = text.get(at..)?.iter().position(|byte| *byte == word[0]) {
        at += next;
        if text[at..].starts_with(word) {
            return Some(at);
        }
        at += 1;
    }
    None
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
        let mut promises = Promises::default();
        promises.hear(b"<sst count=\"1\" uniqueC");
        promises.hear(b"ount = '99");
        promises.hear(b"99'>");
        assert_eq!(promises.most, 9_999);
    }
}
