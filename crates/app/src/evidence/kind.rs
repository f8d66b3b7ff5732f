//! What is a file that somebody uploads? Told by its content; its name must agree.

use std::io::{self, Read, Seek, SeekFrom};

use zip::read::Config;
use zip::result::{ZipError, ZipResult};
use zip::unstable::read::ZipIterable;

/// How much of a file's beginning is looked at.
const HEAD: u64 = 8 * 1024;
/// Parts of a package; more are not looked at.
const MOST_PARTS: usize = 20_000;

/// A kind of file that may be evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "their names say it")]
pub enum Kind {
    Pdf,
    Png,
    Jpeg,
    Gif,
    Bmp,
    Webp,
    Docx,
    Xlsx,
    Pptx,
    Doc,
    Xls,
    Ppt,
}

/// Why a file cannot be evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// It holds nothing.
    Empty,
    /// It is of no kind that may be evidence, or damaged.
    Unknown,
    /// It is one, but holds a program.
    Macros,
    /// Its name says that it is something else.
    Misnamed(Kind),
}

impl Unfit {
    /// A stable code.
    pub fn code(self) -> &'static str {
        match self {
            Unfit::Empty => "paper-empty",
            Unfit::Unknown => "paper-unknown",
            Unfit::Macros => "paper-macros",
            Unfit::Misnamed(_) => "paper-misnamed",
        }
    }
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 12] = [
        Kind::Pdf,
        Kind::Png,
        Kind::Jpeg,
        Kind::Gif,
        Kind::Bmp,
        Kind::Webp,
        Kind::Docx,
        Kind::Xlsx,
        Kind::Pptx,
        Kind::Doc,
        Kind::Xls,
        Kind::Ppt,
    ];

    /// Its media type.
    pub fn media(self) -> &'static str {
        match self {
            Kind::Pdf => "application/pdf",
            Kind::Png => "image/png",
            Kind::Jpeg => "image/jpeg",
            Kind::Gif => "image/gif",
            Kind::Bmp => "image/bmp",
            Kind::Webp => "image/webp",
            Kind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Kind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Kind::Pptx => {
                "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            }
            Kind::Doc => "application/msword",
            Kind::Xls => "application/vnd.ms-excel",
            Kind::Ppt => "application/vnd.ms-powerpoint",
        }
    }

    /// The endings a name of this kind may have, the usual one first. WPS writes the old formats of Office
    /// under names of its own.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Kind::Pdf => &["pdf"],
            Kind::Png => &["png"],
            Kind::Jpeg => &["jpg", "jpeg"],
            Kind::Gif => &["gif"],
            Kind::Bmp => &["bmp"],
            Kind::Webp => &["webp"],
            Kind::Docx => &["docx"],
            Kind::Xlsx => &["xlsx"],
            Kind::Pptx => &["pptx"],
            Kind::Doc => &["doc", "wps"],
            Kind::Xls => &["xls", "et"],
            Kind::Ppt => &["ppt", "dps"],
        }
    }

    /// Whether a browser may show it in place: it holds nothing that is run.
    pub fn is_shown(media: &str) -> bool {
        media == Kind::Pdf.media() || media.starts_with("image/")
    }
}

/// The kind of a file of some name; the outer error is the disk's.
pub fn look<F: Read + Seek>(file: &mut F, name: &str) -> io::Result<Result<Kind, Unfit>> {
    file.rewind()?;
    let mut head = Vec::new();
    file.take(HEAD).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(0))?;
    if head.is_empty() {
        return Ok(Err(Unfit::Empty));
    }
    Ok(kind_of(&head, file).and_then(|kind| named(kind, name)))
}

fn named(kind: Kind, name: &str) -> Result<Kind, Unfit> {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let mut endings = kind.endings().iter();
    match endings.any(|own| own.eq_ignore_ascii_case(ending)) {
        true => Ok(kind),
        false => Err(Unfit::Misnamed(kind)),
    }
}

/// Whether bytes begin as files of a kind do.
type Magic = fn(&[u8]) -> bool;

fn kind_of<F: Read + Seek>(head: &[u8], file: &mut F) -> Result<Kind, Unfit> {
    use infer::{archive, image};
    let magics: [(Magic, Kind); 6] = [
        (archive::is_pdf, Kind::Pdf),
        (image::is_png, Kind::Png),
        (image::is_jpeg, Kind::Jpeg),
        (image::is_gif, Kind::Gif),
        (image::is_bmp, Kind::Bmp),
        (image::is_webp, Kind::Webp),
    ];
    if let Some((_, kind)) = magics.iter().find(|(fits, _)| fits(head)) {
        return Ok(*kind);
    }
    if archive::is_zip(head) {
        return in_package(file);
    }
    in_compound(file)
}

/// A zip is evidence only when it is a document of Office, and one without programs.
fn in_package<F: Read + Seek>(file: &mut F) -> Result<Kind, Unfit> {
    let names = names_in(file).map_err(|_| Unfit::Unknown)?;
    let has = |part: &str| names.iter().any(|name| name == part);
    if names.iter().any(|name| name.ends_with("vbaproject.bin")) {
        return Err(Unfit::Macros);
    }
    let main = [
        ("word/document.xml", Kind::Docx),
        ("xl/workbook.xml", Kind::Xlsx),
        ("ppt/presentation.xml", Kind::Pptx),
    ];
    let found = main.iter().find(|(part, _)| has(part));
    let found = found.filter(|_| has("[content_types].xml"));
    found.map(|(_, kind)| *kind).ok_or(Unfit::Unknown)
}

/// Names of the parts, in small letters. Their number is asked before they are read: a file of 100 MiB may
/// hold millions.
fn names_in<F: Read + Seek>(file: &mut F) -> ZipResult<Vec<String>> {
    let mut package = ZipIterable::try_new(file, Config::default())?;
    if package.len() > MOST_PARTS {
        return Err(ZipError::InvalidArchive("too many parts".into()));
    }
    let parts = package.files()?;
    parts
        .map(|part| Ok(part?.name()?.to_ascii_lowercase()))
        .collect()
}

/// Office up to 2003 keeps everything in a compound file; what stands in it says whose it is.
fn in_compound<F: Read + Seek>(file: &mut F) -> Result<Kind, Unfit> {
    let compound = cfb::CompoundFile::open(file).map_err(|_| Unfit::Unknown)?;
    let has = |stream: &str| compound.is_stream(stream);
    let holds = |storage: &str| compound.is_storage(storage);
    if holds("/Macros") || holds("/_VBA_PROJECT_CUR") {
        return Err(Unfit::Macros);
    }
    let main = [
        ("/WordDocument", Kind::Doc),
        ("/Workbook", Kind::Xls),
        ("/Book", Kind::Xls),
        ("/PowerPoint Document", Kind::Ppt),
    ];
    let found = main.iter().find(|(stream, _)| has(stream));
    found.map(|(_, kind)| *kind).ok_or(Unfit::Unknown)
}
