//! Bytes to sheets of cells: workbooks and text files, told apart by their content.
//!
//! - A file is measured before it is unpacked; whatever is too large, locked, cut off or of another
//!   kind is named in a finding, in bounded memory.
//! - Text files are read line by line; workbooks are held in memory under a budget of cells.

mod biff;
mod cell;
mod compound;
mod encoding;
mod format;
mod kind;
mod limits;
mod ods;
mod package;
mod sheet;
mod text;
mod words;
mod xls;
mod xlsx;

use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};

use kernel::{Document, Finding};

pub use cell::{Cell, CellRef, Fields, RowRef};
pub(crate) use cell::{is_space, number_text};
pub use limits::Limits;
pub use sheet::{Region, Sheet};
pub(crate) use text::{Next, TextReader};
pub(crate) use words::Words;

use crate::codes;
use compound::Compound;
use kind::Kind;

/// A stream that can be read again from the beginning.
pub trait ReadSeek: Read + Seek {}

impl<T: Read + Seek + ?Sized> ReadSeek for T {}

/// A file to read: its name and its bytes.
pub struct Input<'a> {
    /// The file's name as the user gave it.
    pub name: String,
    source: Box<dyn ReadSeek + 'a>,
}

impl<'a> Input<'a> {
    /// A file whose bytes come from a stream.
    pub fn new(name: impl Into<String>, source: impl Read + Seek + 'a) -> Input<'a> {
        Input {
            name: name.into(),
            source: Box::new(BufReader::with_capacity(64 << 10, source)),
        }
    }

    /// A file whose bytes are in memory.
    pub fn bytes(name: impl Into<String>, bytes: impl AsRef<[u8]> + 'a) -> Input<'a> {
        Input {
            name: name.into(),
            source: Box::new(Cursor::new(bytes)),
        }
    }

    /// A fingerprint of what is in the file: the same for the same file given twice. None when it
    /// is empty, too large or cannot be read.
    pub(crate) fn content(&mut self, limits: &Limits) -> Option<blake3::Hash> {
        let size = self.source.seek(SeekFrom::End(0)).ok()?;
        if size == 0 || size > limits.max_text_bytes.max(limits.max_workbook_bytes) {
            return None;
        }
        self.source.seek(SeekFrom::Start(0)).ok()?;
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(&mut self.source).ok()?;
        Some(hasher.finalize())
    }
}

impl std::fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Input")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// A file that has been opened.
pub(crate) struct Book<'a> {
    pub(crate) name: String,
    pub(crate) content: Content<'a>,
}

/// What stands right of a mark in the first column of any sheet of a workbook: what a program left there for
/// itself. Nothing when there is no such mark, or no workbook.
pub fn beside_mark(input: Input<'_>, limits: &Limits, mark: &str) -> Option<String> {
    let book = open(input, limits, &mut Vec::new())?;
    let Content::Sheets(sheets) = book.content else {
        return None;
    };
    let rows = sheets.iter().flat_map(|sheet| {
        let rows = 0..sheet.height();
        rows.map(move |row| sheet.row(row))
    });
    let marked = rows.into_iter().find(|row| row.cell(0).shown() == mark)?;
    Some(marked.cell(1).shown())
}

/// What a file holds.
pub(crate) enum Content<'a> {
    /// Sheets in memory.
    Sheets(Vec<Sheet>),
    /// One sheet, read line by line.
    Text(Box<TextReader<'a>>),
}

/// Opens a file; findings about it are added, and nothing comes back if none of it can be read.
pub(crate) fn open<'a>(
    input: Input<'a>,
    limits: &Limits,
    findings: &mut Vec<Finding>,
) -> Option<Book<'a>> {
    let document = Document {
        file: input.name.clone(),
        sheet: String::new(),
    };
    let mut heard = Vec::new();
    let content = match content(input.source, &input.name, limits, &mut heard) {
        Ok(content) => Some(content),
        Err(finding) => {
            heard.push(finding);
            None
        }
    };
    findings.extend(
        heard
            .into_iter()
            .map(|finding| in_sheet(finding, &document)),
    );
    content.map(|content| Book {
        name: input.name,
        content,
    })
}

/// A reader says the sheet's name as a value; here it becomes the finding's place.
fn in_sheet(mut finding: Finding, document: &Document) -> Finding {
    let sheet = finding.args.iter().position(|(name, _)| name == "sheet");
    let sheet = sheet.map(|index| finding.args.remove(index).1);
    let sheet = sheet.unwrap_or_default();
    finding.in_document(&Document {
        file: document.file.clone(),
        sheet,
    })
}

fn content<'a>(
    mut source: Box<dyn ReadSeek + 'a>,
    name: &str,
    limits: &Limits,
    findings: &mut Vec<Finding>,
) -> Result<Content<'a>, Finding> {
    let size = source.seek(SeekFrom::End(0)).map_err(unreadable)?;
    let mut kind = kind::kind_of(&start(&mut source).map_err(unreadable)?);
    let most = match kind {
        Kind::Text | Kind::Html => limits.max_text_bytes,
        _ => limits.max_workbook_bytes,
    };
    let readable = !matches!(kind, Kind::Empty | Kind::Other(_));
    if readable && size > most {
        let sizes = (package::mebibytes(size), package::mebibytes(most));
        return Err(codes::FILE_TOO_LARGE
            .found()
            .with("size", sizes.0)
            .with("limit", sizes.1));
    }
    let mut formulas = false;
    match kind {
        Kind::Package => {
            let package = package::inspect(&mut *source, limits)?;
            (kind, formulas) = (package.kind, package.formulas);
        }
        Kind::Compound => kind = compound_kind(&mut *source)?,
        _ => {}
    }
    name_misleads(name, kind, findings);
    source.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    let sheets = match kind {
        Kind::Empty => return Err(codes::FILE_EMPTY.found()),
        Kind::Other(word) => return Err(codes::FILE_KIND.found().with("kind", word)),
        Kind::Text => return text(source, limits, findings).map_err(unreadable),
        Kind::Html => return Err(codes::FILE_KIND.found().with("kind", "html")),
        Kind::Xlsx => xlsx::read(&mut *source, limits, formulas, findings)?,
        Kind::Xls => xls::read(&mut *source, limits, findings)?,
        Kind::Ods => ods::read(&mut *source, limits, findings)?,
        _ => return Err(codes::FILE_KIND.found().with("kind", "binary")),
    };
    if sheets.is_empty() {
        return Err(codes::FILE_WITHOUT_SHEETS.found());
    }
    Ok(Content::Sheets(sheets))
}

/// What a compound file is: an old workbook, a locked new one, or a document of another kind.
fn compound_kind(source: &mut dyn ReadSeek) -> Result<Kind, Finding> {
    let file = Compound::open(source).map_err(xls::told)?;
    if file.has("EncryptedPackage") {
        return Err(codes::FILE_ENCRYPTED.found());
    }
    Ok(match () {
        () if file.has("Workbook") || file.has("Book") => Kind::Xls,
        () if file.has("WordDocument") => Kind::Other("doc"),
        () if file.has("PowerPoint Document") => Kind::Other("ppt"),
        () => Kind::Other("binary"),
    })
}

fn start(source: &mut dyn ReadSeek) -> io::Result<Vec<u8>> {
    source.seek(SeekFrom::Start(0))?;
    let mut start = Vec::new();
    source.take(4096).read_to_end(&mut start)?;
    Ok(start)
}

fn unreadable(error: io::Error) -> Finding {
    codes::FILE_UNREADABLE.found().with("said", error)
}

fn text<'a>(
    mut source: Box<dyn ReadSeek + 'a>,
    limits: &Limits,
    findings: &mut Vec<Finding>,
) -> io::Result<Content<'a>> {
    let encoding = encoding::detect(&mut source)?;
    if encoding != encoding_rs::UTF_8 && encoding != encoding_rs::GB18030 {
        findings.push(
            codes::TEXT_ENCODING
                .found()
                .with("encoding", encoding.name()),
        );
    }
    Ok(Content::Text(Box::new(TextReader::new(
        source, encoding, limits,
    )?)))
}

/// Says when a name promises another kind than the content is.
fn name_misleads(name: &str, kind: Kind, findings: &mut Vec<Finding>) {
    let (word, fitting): (&str, &[&str]) = match kind {
        Kind::Xlsx => ("xlsx", &["xlsx"]),
        Kind::Xls => ("xls", &["xls"]),
        Kind::Ods => ("ods", &["ods"]),
        Kind::Text => ("text", &["csv", "tsv", "txt"]),
        _ => return,
    };
    if kind::promised(name).is_some_and(|promised| !fitting.contains(&promised)) {
        findings.push(codes::FILE_NAME_MISLEADS.found().with("kind", word));
    }
}
