//! Why could the program not do what it was asked, and what can be done about it?
//!
//! Bad *data* is never a failure: it makes findings. A failure is a file that is not there, a pack
//! that contradicts itself, a disk that is full.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use kernel::PackError;

use crate::packs::SourceText;
use crate::words::{Args, Words, shown, tell};

/// How the program ends; the numbers are documented in `docs/reference/exit-codes.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done, whatever the verdict.
    Done = 0,
    /// It could not be done.
    Failed = 1,
    /// The command line was not understood.
    Usage = 2,
    /// Done, and the answer is no where the user asked to be told by the exit code.
    No = 3,
    /// Done, and there are findings that must be fixed.
    MustFix = 4,
    /// Stopped by Ctrl-C.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// What went wrong in the rim.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("no such file: {}", .0.display())]
    FileNotFound(PathBuf),
    #[error("a folder, not a file: {}", .0.display())]
    IsFolder(PathBuf),
    #[error("no permission to read {}", .0.display())]
    MayNotRead(PathBuf),
    #[error("cannot read {}: {said}", path.display())]
    CannotRead { path: PathBuf, said: io::Error },
    #[error("no permission to write {}", .0.display())]
    MayNotWrite(PathBuf),
    #[error("no room left to write {}", .0.display())]
    DiskFull(PathBuf),
    #[error("the folder of {} does not exist", .0.display())]
    NoFolder(PathBuf),
    #[error("cannot write {}: {said}", path.display())]
    CannotWrite { path: PathBuf, said: io::Error },
    #[error("cannot write to the standard output: {0}")]
    Screen(io::Error),
    #[error("{0} is not for a terminal")]
    NotForTerminal(&'static str),
    #[error("no standard `{written}`")]
    UnknownStandard { written: String, known: Vec<String> },
    #[error("no packs in {}", .0.display())]
    NoPacks(PathBuf),
    #[error("mistakes in a pack")]
    BrokenPack(Vec<(PackError, Option<SourceText>)>),
    #[error("no switch position `{written}`")]
    UnknownPosition { written: String, known: Vec<String> },
    #[error("no map `{written}`")]
    UnknownMap { written: String, known: Vec<String> },
    #[error("no table in {}", .0.display())]
    NothingToMap(PathBuf),
    #[error("no school could be loaded")]
    NothingLoaded,
    #[error("no county `{written}`")]
    UnknownCounty { written: String, known: Vec<String> },
    #[error("no returns of {written}")]
    UnknownYear { written: i16, known: Vec<String> },
    #[error("not a result of junheng: {}: {said}", path.display())]
    NotARecord { path: PathBuf, said: String },
    #[error("nothing is called `{written}`")]
    UnknownSubject { written: String, known: Vec<String> },
    #[error("cannot make the {format} report: {said}")]
    NotMade { format: &'static str, said: String },
    #[error("stopped")]
    Interrupted,
}

impl Failure {
    /// Why a file could not be read.
    pub(crate) fn reading(path: &Path, error: io::Error) -> Failure {
        let path = path.to_owned();
        match error.kind() {
            io::ErrorKind::NotFound => Failure::FileNotFound(path),
            io::ErrorKind::PermissionDenied => Failure::MayNotRead(path),
            io::ErrorKind::IsADirectory => Failure::IsFolder(path),
            _ => Failure::CannotRead { path, said: error },
        }
    }

    /// Why a file could not be written.
    pub(crate) fn writing(path: &Path, error: io::Error) -> Failure {
        let path = path.to_owned();
        match error.kind() {
            io::ErrorKind::NotFound => Failure::NoFolder(path),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Failure::MayNotWrite(path)
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Failure::DiskFull(path),
            io::ErrorKind::IsADirectory => Failure::IsFolder(path),
            _ => Failure::CannotWrite { path, said: error },
        }
    }

    /// How the program ends after it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Failure::Interrupted => Exit::Interrupted,
            // `| head` has read enough: nothing went wrong.
            Failure::Screen(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            _ => Exit::Failed,
        }
    }

    /// Stable code, and the id of its message.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Failure::FileNotFound(_) => "failure-file-not-found",
            Failure::IsFolder(_) => "failure-is-folder",
            Failure::MayNotRead(_) => "failure-may-not-read",
            Failure::CannotRead { .. } => "failure-cannot-read",
            Failure::MayNotWrite(_) => "failure-may-not-write",
            Failure::DiskFull(_) => "failure-disk-full",
            Failure::NoFolder(_) => "failure-no-folder",
            Failure::CannotWrite { .. } => "failure-cannot-write",
            Failure::Screen(_) => "failure-screen",
            Failure::NotForTerminal(_) => "failure-not-for-terminal",
            Failure::UnknownStandard { .. } => "failure-unknown-standard",
            Failure::NoPacks(_) => "failure-no-packs",
            Failure::BrokenPack(_) => "failure-broken-pack",
            Failure::UnknownPosition { .. } => "failure-unknown-position",
            Failure::UnknownMap { .. } => "failure-unknown-map",
            Failure::NothingToMap(_) => "failure-nothing-to-map",
            Failure::NothingLoaded => "failure-nothing-loaded",
            Failure::UnknownCounty { .. } => "failure-unknown-county",
            Failure::UnknownYear { .. } => "failure-unknown-year",
            Failure::NotARecord { .. } => "failure-not-a-record",
            Failure::UnknownSubject { .. } => "failure-unknown-subject",
            Failure::NotMade { .. } => "failure-not-made",
            Failure::Interrupted => "failure-interrupted",
        }
    }

    fn args(&self, words: &Words) -> Args {
        let mut args = Args::new();
        match self {
            Failure::FileNotFound(path)
            | Failure::IsFolder(path)
            | Failure::MayNotRead(path)
            | Failure::MayNotWrite(path)
            | Failure::DiskFull(path)
            | Failure::NoFolder(path)
            | Failure::NothingToMap(path)
            | Failure::NoPacks(path) => args.set("path", shown(path)),
            Failure::CannotRead { path, said } | Failure::CannotWrite { path, said } => {
                args.set("path", shown(path));
                args.set("said", said.to_string());
            }
            Failure::NotARecord { path, said } => {
                args.set("path", shown(path));
                args.set("said", said.clone());
            }
            Failure::Screen(said) => args.set("said", said.to_string()),
            Failure::NotForTerminal(format) => args.set("format", *format),
            Failure::UnknownStandard { written, known }
            | Failure::UnknownPosition { written, known }
            | Failure::UnknownMap { written, known }
            | Failure::UnknownSubject { written, known }
            | Failure::UnknownCounty { written, known } => {
                args.set("written", written.clone());
                args.set("known", some_of(words, known));
            }
            Failure::UnknownYear { written, known } => {
                args.set("written", written.to_string());
                args.set("known", some_of(words, known));
            }
            Failure::NotMade { format, said } => {
                args.set("format", *format);
                args.set("said", said.clone());
            }
            Failure::BrokenPack(errors) => args.set("count", errors.len()),
            Failure::NothingLoaded | Failure::Interrupted => {}
        }
        args
    }

    /// What went wrong, and what to do, for a person.
    pub(crate) fn told(&self, words: &Words) -> (String, Option<String>) {
        let args = self.args(words);
        (
            words.named(self.code(), &args),
            words.attribute(self.code(), "todo", &args),
        )
    }
}

const KNOWN_SHOWN: usize = 12;

/// The first few of what there is to choose from.
fn some_of(words: &Words, known: &[String]) -> String {
    let first = words.list(known.iter().take(KNOWN_SHOWN));
    match known.len().checked_sub(KNOWN_SHOWN) {
        None | Some(0) => first,
        Some(more) => tell!(words, "list-and-more", list = first, more = more),
    }
}
