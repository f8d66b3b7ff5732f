//! Why could the program not do what it was asked, and what can be done about it?
//!
//! Bad *data* is never a failure: it makes findings. A failure is a file that is not there, a pack
//! that contradicts itself, a disk that is full.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use app::AppError;
use kernel::PackError;
use store::StoreError;
use store::files::Trouble;

use crate::packs::SourceText;
use crate::words::{Args, Words, shown};

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
    NothingLoaded(Nothing),
    #[error("{} is to be read, and cannot be written to", .0.display())]
    OverInput(PathBuf),
    #[error("{} is there already", .0.display())]
    AlreadyThere(PathBuf),
    #[error("no format has the ending .{written}")]
    UnknownEnding {
        written: String,
        known: &'static [&'static str],
    },
    #[error("this command does not write {written}")]
    NotThisFormat {
        written: &'static str,
        known: &'static [&'static str],
    },
    #[error("no county `{written}`")]
    UnknownCounty { written: String, known: Vec<String> },
    #[error("no returns of {written}")]
    UnknownYear { written: i16, known: Vec<String> },
    #[error("not a result of assess: {}", .0.display())]
    NotARecord(PathBuf),
    #[error("{} has the format {format}", path.display())]
    OtherRecord { path: PathBuf, format: String },
    #[error("nothing is called `{written}`")]
    UnknownSubject { written: String },
    #[error("no {kind} is called `{written}`")]
    UnknownWord {
        written: String,
        kind: Word,
        known: Vec<String>,
    },
    #[error("{school} has no {stage}")]
    NoSuchStage {
        school: String,
        stage: String,
        has: Vec<String>,
    },
    #[error("`{written}` names no stage")]
    StageMissing { written: String, example: String },
    #[error("there is no figure for `{0}`")]
    NoFigure(String),
    #[error("cannot make the {format} report: {said}")]
    NotMade { format: &'static str, said: String },
    #[error("cannot listen at {at}: {said}")]
    CannotListen { at: String, said: io::Error },
    #[error("nothing is kept in {0}")]
    NoHouse(String),
    #[error("{} may only be read", .0.display())]
    DataReadOnly(PathBuf),
    #[error("there is something already in {0}")]
    NotEmpty(String),
    #[error("the file {name} is lost")]
    FileLost { name: String, sha256: String },
    #[error("the files in {place}: {trouble}")]
    Files { place: String, trouble: Trouble },
    #[error("{0}")]
    Refused(AppError),
    #[error("{0}")]
    Store(StoreError),
    #[error("stopped")]
    Interrupted,
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Failure {
        match error {
            AppError::Store(error) => error.into(),
            other => Failure::Refused(other),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        match error {
            StoreError::Files { place, trouble } => Failure::Files { place, trouble },
            other => Failure::Store(other),
        }
    }
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
            Failure::NothingLoaded(_) => "failure-nothing-loaded",
            Failure::OverInput(_) => "failure-over-input",
            Failure::AlreadyThere(_) => "failure-already-there",
            Failure::UnknownEnding { .. } => "failure-unknown-ending",
            Failure::NotThisFormat { .. } => "failure-not-this-format",
            Failure::UnknownCounty { .. } => "failure-unknown-county",
            Failure::UnknownYear { .. } => "failure-unknown-year",
            Failure::NotARecord(_) => "failure-not-a-record",
            Failure::OtherRecord { .. } => "failure-other-record",
            Failure::UnknownSubject { .. } => "failure-unknown-subject",
            Failure::UnknownWord { kind, .. } => kind.code(),
            Failure::NoSuchStage { .. } => "failure-no-such-stage",
            Failure::StageMissing { .. } => "failure-stage-missing",
            Failure::NoFigure(_) => "failure-no-figure",
            Failure::NotMade { .. } => "failure-not-made",
            Failure::CannotListen { .. } => "failure-cannot-listen",
            Failure::NoHouse(_) => "failure-no-house",
            Failure::DataReadOnly(_) => "failure-data-read-only",
            Failure::NotEmpty(_) => "failure-not-empty",
            Failure::FileLost { .. } => "failure-file-lost",
            Failure::Files { trouble, .. } => of_files(trouble),
            Failure::Refused(_) => "failure-refused",
            Failure::Store(_) => "failure-database",
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
            | Failure::DataReadOnly(path)
            | Failure::DiskFull(path)
            | Failure::NoFolder(path)
            | Failure::NothingToMap(path)
            | Failure::OverInput(path)
            | Failure::AlreadyThere(path)
            | Failure::NotARecord(path)
            | Failure::NoPacks(path) => args.set("path", shown(path)),
            Failure::CannotRead { path, said } | Failure::CannotWrite { path, said } => {
                args.set("path", shown(path));
                args.set("said", said.to_string());
            }
            Failure::OtherRecord { path, format } => {
                args.set("path", shown(path));
                args.set("format", format.clone());
            }
            Failure::UnknownEnding { written, known } => {
                args.set("written", format!(".{written}"));
                let known = known.iter().map(|ending| format!(".{ending}"));
                args.set("known", words.list(known));
            }
            Failure::NotThisFormat { written, known } => {
                args.set("written", *written);
                args.set("known", words.list(known.iter()));
            }
            Failure::Screen(said) => args.set("said", said.to_string()),
            Failure::NotForTerminal(format) => args.set("format", *format),
            Failure::UnknownStandard { written, known }
            | Failure::UnknownPosition { written, known }
            | Failure::UnknownMap { written, known }
            | Failure::UnknownWord { written, known, .. }
            | Failure::UnknownCounty { written, known } => {
                args.set("written", written.clone());
                args.set("any", if known.is_empty() { "none" } else { "some" });
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
            Failure::UnknownSubject { written } | Failure::NoFigure(written) => {
                args.set("written", written.clone());
            }
            Failure::StageMissing { written, example } => {
                args.set("written", written.clone());
                args.set("example", example.clone());
            }
            Failure::NoSuchStage { school, stage, has } => {
                args.set("known", some_of(words, has));
                args.set("school", school.clone());
                args.set("stage", stage.clone());
            }
            Failure::NothingLoaded(nothing) => {
                let yes = |told: bool| if told { "yes" } else { "no" };
                args.set("out", yes(nothing.out));
                args.set("kept", yes(nothing.kept.is_some()));
                args.set("typed", yes(nothing.check.is_some()));
                let kept = nothing.kept.as_deref();
                args.set("path", kept.map(shown).unwrap_or_default());
            }
            Failure::CannotListen { at, said } => {
                args.set("at", at.clone());
                args.set("said", said.to_string());
            }
            Failure::NoHouse(data) | Failure::NotEmpty(data) => args.set("data", data.clone()),
            Failure::FileLost { name, sha256 } => {
                args.set("name", name.clone());
                args.set("sha256", sha256.clone());
            }
            Failure::Files { place, trouble } => {
                args.set("place", place.clone());
                if let Trouble::Setting(said) | Trouble::Refused(said) | Trouble::Away(said) =
                    trouble
                {
                    args.set("said", said.clone());
                }
            }
            Failure::Refused(said) => args.set("said", said.to_string()),
            Failure::Store(said) => args.set("said", said.to_string()),
            Failure::Interrupted => {}
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

    /// The command that helps, to stand on a line of its own below what to do.
    pub(crate) fn command(&self) -> Option<&str> {
        match self {
            Failure::NothingLoaded(nothing) => nothing.check.as_deref(),
            _ => None,
        }
    }
}

/// Files without a single return.
#[derive(Debug)]
pub(crate) struct Nothing {
    /// Whether a file was to be written.
    pub(crate) out: bool,
    /// The file of that name, if one was there before and still is.
    pub(crate) kept: Option<PathBuf>,
    /// The command that tells everything that is wrong with the files.
    pub(crate) check: Option<String>,
}

/// What a word of a question should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// A school, by code or name.
    School,
    /// A stage.
    Stage,
    /// An indicator.
    Indicator,
    /// A test of an item.
    Test,
}

impl Word {
    fn code(self) -> &'static str {
        match self {
            Word::School => "failure-unknown-school",
            Word::Stage => "failure-unknown-stage",
            Word::Indicator => "failure-unknown-indicator",
            Word::Test => "failure-unknown-test",
        }
    }
}

impl std::fmt::Display for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Word::School => "school",
            Word::Stage => "stage",
            Word::Indicator => "indicator",
            Word::Test => "test",
        })
    }
}

/// What is wrong with a place of files.
fn of_files(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Unknown => "failure-files-unknown",
        Trouble::NoEndpoint => "failure-files-no-endpoint",
        Trouble::NoKeys => "failure-files-no-keys",
        Trouble::PlainHttp => "failure-files-plain-http",
        Trouble::Setting(_) => "failure-files-setting",
        Trouble::NoBucket => "failure-files-no-bucket",
        Trouble::Refused(_) => "failure-files-refused",
        Trouble::Away(_) => "failure-files-away",
    }
}

const KNOWN_SHOWN: usize = 12;

/// The first few of what there is to choose from.
fn some_of(words: &Words, known: &[String]) -> String {
    words.first_of(known, KNOWN_SHOWN)
}
