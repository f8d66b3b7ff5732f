//! Where does a result go? To the screen, or into a file that is whole or not there at all.

use std::fs::{File, Metadata};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Writes data to the standard output, or to a file through a temporary one beside it.
pub(crate) fn deliver(out: Option<&Path>, data: &[u8]) -> Result<(), Failure> {
    match out {
        None => to_screen(data),
        Some(path) => write_whole(path, data),
    }
}

fn to_screen(data: &[u8]) -> Result<(), Failure> {
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

/// The file appears under its name only when it is complete. A pipe or a device is written into as it
/// is, and a link stays one: the file it leads to is the one that is replaced.
pub(crate) fn write_whole(path: &Path, data: &[u8]) -> Result<(), Failure> {
    let fail = |error: std::io::Error| Failure::writing(path, error);
    let before = std::fs::metadata(path).ok();
    if before.as_ref().is_some_and(Metadata::is_dir) {
        return Err(Failure::IsFolder(path.to_owned()));
    }
    if before.as_ref().is_some_and(|before| !before.is_file()) {
        let stream = File::options().write(true).open(path);
        return stream
            .and_then(|mut stream| stream.write_all(data))
            .map_err(fail);
    }
    let target = behind_links(path);
    let folder = target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut draft = new_file(folder.unwrap_or(Path::new("."))).map_err(fail)?;
    draft
        .write_all(data)
        .and_then(|()| draft.as_file().sync_all())
        .map_err(fail)?;
    if let Some(before) = before {
        // A result that only its owner can read is still a result.
        drop(draft.as_file().set_permissions(before.permissions()));
    }
    draft.persist(&target).map_err(|error| fail(error.error))?;
    Ok(())
}

/// A temporary file with the rights that other new files of this user have.
fn new_file(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".junheng-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Links followed further than this lead in a circle.
const LINKS: usize = 40;

/// Where a link leads, whether or not a file is there yet.
fn behind_links(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        let Ok(target) = std::fs::read_link(&path) else {
            break;
        };
        path = path.parent().unwrap_or(Path::new("")).join(target);
    }
    path
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

    #[cfg(unix)]
    #[test]
    fn a_link_stays_one_and_a_pipe_is_written_into() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::os::unix::fs::symlink("file", at("link")).unwrap();
        write_whole(&at("link"), b"one").unwrap();
        write_whole(&at("link"), b"two").unwrap();
        assert!(at("link").is_symlink());
        assert_eq!(std::fs::read(at("file")).unwrap(), b"two");
        write_whole(Path::new("/dev/null"), b"x").unwrap();
        let made = std::process::Command::new("mkfifo")
            .arg(at("pipe"))
            .status();
        assert!(made.unwrap().success());
        let reader = std::thread::spawn({
            let pipe = at("pipe");
            move || std::fs::read(pipe).unwrap()
        });
        write_whole(&at("pipe"), b"three").unwrap();
        assert_eq!(reader.join().unwrap(), b"three");
        assert!(!std::fs::metadata(at("pipe")).unwrap().is_file());
    }

    #[cfg(unix)]
    #[test]
    fn results_have_the_rights_of_other_new_files() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let rights = |name: &str| {
            let about = std::fs::metadata(folder.path().join(name)).unwrap();
            about.permissions().mode() & 0o777
        };
        std::fs::write(folder.path().join("other"), b"x").unwrap();
        let own = folder.path().join("own");
        write_whole(&own, b"x").unwrap();
        assert_eq!(rights("own"), rights("other"));
        std::fs::set_permissions(&own, std::fs::Permissions::from_mode(0o600)).unwrap();
        write_whole(&own, b"y").unwrap();
        assert_eq!(rights("own"), 0o600);
    }
}
