use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use futures_util::TryStreamExt;
use store::files::Arrived;
use store::{Files, StoreError};

fn open(folder: &Path) -> Files {
    Files::open(&folder.to_string_lossy()).unwrap()
}

async fn arrived(files: &Files, content: &[u8]) -> Arrived {
    let mut draft = files.draft().unwrap();
    for piece in content.chunks(1_000_000) {
        draft.take(piece).await.unwrap();
    }
    draft.done().await.unwrap()
}

async fn content(files: &Files, sha256: &str) -> Vec<u8> {
    let pieces: Vec<_> = files
        .read(sha256)
        .await
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    pieces.concat()
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    let one = |entry: std::fs::DirEntry| match entry.path().is_dir() {
        true => below(&entry.path()),
        false => vec![entry.path()],
    };
    entries.flat_map(one).collect()
}

#[tokio::test]
async fn a_file_lies_under_its_hash_once_and_for_us_alone() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("文件");
    let files = open(&folder);
    let one = arrived(&files, b"abc").await;
    let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!((one.sha256(), one.size()), (known, 3));
    files.keep(one).await.unwrap();
    files.keep(arrived(&files, b"abc").await).await.unwrap();
    drop(arrived(&files, b"never kept").await);
    assert_eq!(content(&files, known).await, b"abc");
    let kept = below(&folder);
    assert_eq!(kept, [folder.join("ba").join(&known[2..])]);
    for path in [&folder, &kept[0]] {
        let mode = std::fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{path:?}");
    }
    let none = files.read(&"0".repeat(64)).await;
    assert!(matches!(none.err(), Some(StoreError::NotFound(_))));
}

#[tokio::test]
async fn a_large_file_goes_in_pieces() {
    let temp = tempfile::tempdir().unwrap();
    let files = open(temp.path());
    let large: Vec<u8> = (0..20_000_000_u32).map(|at| (at >> 3) as u8).collect();
    let own = arrived(&files, &large).await;
    let sha256 = own.sha256().to_owned();
    files.keep(own).await.unwrap();
    assert!(content(&files, &sha256).await == large);
}

#[tokio::test]
async fn a_file_is_carried_only_if_it_is_what_its_name_promises() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (from, to) = (open(one.path()), open(other.path()));
    let own = arrived(&from, b"abc").await;
    let sha256 = own.sha256().to_owned();
    from.keep(own).await.unwrap();
    to.carry(&from, &sha256).await.unwrap();
    assert_eq!(content(&to, &sha256).await, b"abc");
    std::fs::write(&below(one.path())[0], b"abd").unwrap();
    let changed = to.carry(&from, &sha256).await;
    assert!(
        matches!(changed, Err(StoreError::Damaged(_))),
        "{changed:?}"
    );
    std::fs::remove_file(&below(one.path())[0]).unwrap();
    let lost = to.carry(&from, &sha256).await;
    assert!(matches!(lost, Err(StoreError::NotFound(_))), "{lost:?}");
}

#[test]
fn what_a_killed_program_left_is_swept_away() {
    let temp = tempfile::tempdir().unwrap();
    let (old, new) = (
        temp.path().join(".arriving-1"),
        temp.path().join(".arriving-2"),
    );
    for path in [&old, &new] {
        std::fs::write(path, b"half").unwrap();
    }
    let file = std::fs::File::options().write(true).open(&old).unwrap();
    file.set_modified(std::time::UNIX_EPOCH).unwrap();
    open(temp.path());
    assert_eq!(below(temp.path()), [new]);
}

#[test]
fn a_place_of_another_kind_is_refused() {
    let told = Files::open("ftp://host/files");
    assert!(matches!(told, Err(StoreError::Address(_))), "{told:?}");
}
