//! Where does a result go? To the screen, or into a file that is whole or not there at all.

use std::io::{IsTerminal, Write};
use std::path::Path;

use crate::failure::Failure;

/// Writes data to the standard output, or to a file through a temporary one beside it.
pub(crate) fn deliver(out: Option<&Path>, data: &[u8]) -> Result<(), Failure> {
    match out {
        None => print(data),
        Some(path) => write_whole(path, data),
    }
}

/// Writes to the standard output.
pub(crate) fn print(data: &[u8]) -> Result<(), Failure> {
    let mut screen = std::io::stdout().lock();
    screen
        .write_all(data)
        .and_then(|()| screen.flush())
        .map_err(Failure::Screen)
}

/// Refuses to pour a workbook over a terminal.
pub(crate) fn not_for_terminal(out: Option<&Path>, format: &'static str) -> Result<(), Failure> {
    if out.is_none() && std::io::stdout().is_terminal() {
        return Err(Failure::NotForTerminal(format));
    }
    Ok(())
}

/// Refuses to write over a file that is to be read.
pub(crate) fn not_over<'a>(
    out: Option<&Path>,
    inputs: impl IntoIterator<Item = &'a Path>,
) -> Result<(), Failure> {
    let Some((out, there)) = out.and_then(|out| Some((out, out.canonicalize().ok()?))) else {
        return Ok(());
    };
    let same = |input: &Path| input.canonicalize().is_ok_and(|input| input == there);
    if inputs.into_iter().any(same) {
        return Err(Failure::OverInput(out.to_owned()));
    }
    Ok(())
}

/// The file appears under its name only when it is complete.
pub(crate) fn write_whole(path: &Path, data: &[u8]) -> Result<(), Failure> {
    let fail = |error: std::io::Error| Failure::writing(path, error);
    if path.is_dir() {
        return Err(Failure::IsFolder(path.to_owned()));
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut draft = tempfile::Builder::new()
        .prefix(".junheng-")
        .tempfile_in(folder)
        .map_err(fail)?;
    draft
        .write_all(data)
        .and_then(|()| draft.as_file().sync_all())
        .map_err(fail)?;
    make_readable(draft.as_file(), path);
    draft.persist(path).map_err(|error| fail(error.error))?;
    Ok(())
}

/// A temporary file is for its owner alone; a result has the rights that other new files have, or
/// those of the file it replaces.
fn make_readable(draft: &std::fs::File, path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(path).map_or(0o644, |old| old.permissions().mode());
        // A result that only its owner can read is still a result.
        drop(draft.set_permissions(std::fs::Permissions::from_mode(mode)));
    }
    #[cfg(not(unix))]
    let _ = (draft, path);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("结果.json");
        write_whole(&path, b"one").unwrap();
        write_whole(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn an_input_is_never_written_over_by_whatever_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("学校.csv");
        std::fs::write(&path, b"x").unwrap();
        let roundabout = folder.path().join("./学校.csv");
        let failure = not_over(Some(&roundabout), [path.as_path()]).unwrap_err();
        assert!(matches!(failure, Failure::OverInput(_)), "{failure}");
        not_over(Some(&folder.path().join("别的.csv")), [path.as_path()]).unwrap();
    }

    #[test]
    fn a_missing_folder_is_told_as_such() {
        let folder = tempfile::tempdir().unwrap();
        let failure = write_whole(&folder.path().join("no/where.csv"), b"x").unwrap_err();
        assert!(matches!(failure, Failure::NoFolder(_)), "{failure}");
    }
}
