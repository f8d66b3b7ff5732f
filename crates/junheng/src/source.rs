//! Where do a file's bytes come from? From a file that is opened in its turn, or from a pipe that is read
//! at once.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use facts::{Input, Limits};

use crate::failure::Failure;
use crate::words::shown;

/// A file to read.
#[derive(Debug)]
pub(crate) enum Source {
    /// It is opened when its turn comes, so that a thousand files do not need a thousand handles.
    File(PathBuf),
    /// What came out of a pipe, which gives it only once.
    Held(String, Arc<[u8]>),
}

impl Source {
    /// A file of this name; whether it can be read is found out at once.
    pub(crate) fn of(path: &Path) -> Result<Source, Failure> {
        let fail = |error| Failure::reading(path, error);
        let about = std::fs::metadata(path).map_err(fail)?;
        if about.is_dir() {
            return Err(Failure::IsFolder(path.to_owned()));
        }
        let file = File::open(path).map_err(fail)?;
        if about.is_file() {
            return Ok(Source::File(path.to_owned()));
        }
        let limits = Limits::default();
        // One more than may be read tells that it is too large.
        let most = limits.max_text_bytes.max(limits.max_workbook_bytes) + 1;
        let mut bytes = Vec::new();
        file.take(most).read_to_end(&mut bytes).map_err(fail)?;
        Ok(Source::Held(shown(path), bytes.into()))
    }

    /// What is in it, to be read from the beginning.
    pub(crate) fn input(&self) -> Input<'static> {
        match self {
            Source::Held(name, bytes) => Input::bytes(name, bytes.clone()),
            Source::File(path) => Input::new(
                shown(path),
                InTurn {
                    path: path.clone(),
                    file: None,
                },
            ),
        }
    }
}

/// A file that is opened when it is first read.
struct InTurn {
    path: PathBuf,
    file: Option<File>,
}

impl InTurn {
    fn file(&mut self) -> io::Result<&mut File> {
        match &mut self.file {
            Some(file) => Ok(file),
            none => Ok(none.insert(File::open(&self.path)?)),
        }
    }
}

impl Read for InTurn {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file()?.read(buffer)
    }
}

impl Seek for InTurn {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file()?.seek(to)
    }
}
