use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use futures_util::TryStreamExt;
use store::files::{Arrived, Trouble};
use store::{Files, StoreError};
use testbed::Storage;

/// A place of each kind.
struct Place {
    files: Files,
    /// Where its files can be looked at.
    folder: PathBuf,
    /// Goes with the test.
    _temp: Option<tempfile::TempDir>,
    storage: Option<Storage>,
}

fn open(folder: &Path) -> Files {
    Files::open(&folder.to_string_lossy(), []).unwrap()
}

fn folder() -> Place {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("文件");
    Place {
        files: open(&folder),
        folder,
        _temp: Some(temp),
        storage: None,
    }
}

fn bucket() -> Place {
    let storage = Storage::start();
    Place {
        files: Files::open(&storage.place(), storage.settings()).unwrap(),
        folder: storage.folder(),
        _temp: None,
        storage: Some(storage),
    }
}

fn places() -> [Place; 2] {
    [folder(), bucket()]
}

async fn arrived(files: &Files, content: &[u8]) -> Arrived {
    let mut draft = files.draft().unwrap();
    for piece in content.chunks(1_000_000) {
        draft.take(piece).await.unwrap();
    }
    draft.done().await.unwrap()
}

/// Keeps a file, and gives its name.
async fn kept(files: &Files, content: &[u8]) -> String {
    let own = arrived(files, content).await;
    let sha256 = own.sha256().to_owned();
    files.keep(own).await.unwrap();
    sha256
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
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let one = |entry: std::fs::DirEntry| match entry.path().is_dir() {
        true => below(&entry.path()),
        false => vec![entry.path()],
    };
    entries.flat_map(one).collect()
}

fn large() -> Vec<u8> {
    (0..20_000_000_u32).map(|at| (at >> 3) as u8).collect()
}

const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

#[tokio::test]
async fn a_file_lies_under_its_hash_once() {
    for place in places() {
        let files = &place.files;
        files.ping().await.unwrap();
        let one = arrived(files, b"abc").await;
        assert_eq!((one.sha256(), one.size()), (ABC, 3));
        assert_eq!(files.size(ABC).await.unwrap(), None);
        files.keep(one).await.unwrap();
        assert_eq!(files.size(ABC).await.unwrap(), Some(3));
        let lies = place.folder.join("ba").join(&ABC[2..]);
        let since = || std::fs::metadata(&lies).unwrap().modified().unwrap();
        let before = since();
        assert_eq!(kept(files, b"abc").await, ABC);
        assert_eq!(since(), before, "a known file was kept again");
        drop(arrived(files, b"never kept").await);
        assert_eq!(content(files, ABC).await, b"abc");
        assert_eq!(below(&place.folder), [lies]);
        let none = files.read(&"0".repeat(64)).await;
        assert!(matches!(none.err(), Some(StoreError::NotFound(_))));
        files.ping().await.unwrap();
    }
}

#[tokio::test]
async fn a_folder_and_its_files_are_for_us_alone() {
    let place = folder();
    kept(&place.files, b"abc").await;
    let file = place.folder.join("ba").join(&ABC[2..]);
    for path in [&place.folder, &file] {
        let mode = std::fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{path:?}");
    }
}

#[tokio::test]
async fn a_large_file_goes_in_pieces() {
    let large = large();
    for place in places() {
        let sha256 = kept(&place.files, &large).await;
        assert!(content(&place.files, &sha256).await == large);
        let empty = kept(&place.files, b"").await;
        assert_eq!(content(&place.files, &empty).await, b"");
    }
}

#[tokio::test]
async fn a_file_is_carried_only_if_it_is_what_its_name_promises() {
    for (from, to) in [(folder(), bucket()), (bucket(), folder())] {
        kept(&from.files, b"abc").await;
        to.files.carry(&from.files, ABC).await.unwrap();
        assert_eq!(content(&to.files, ABC).await, b"abc");
        std::fs::write(&below(&from.folder)[0], b"abd").unwrap();
        let changed = to.files.carry(&from.files, ABC).await;
        assert!(
            matches!(changed, Err(StoreError::Damaged(_))),
            "{changed:?}"
        );
        std::fs::remove_file(&below(&from.folder)[0]).unwrap();
        let lost = to.files.carry(&from.files, ABC).await;
        assert!(matches!(lost, Err(StoreError::NotFound(_))), "{lost:?}");
    }
}

#[tokio::test]
async fn a_file_that_breaks_off_leaves_nothing_in_a_bucket() {
    let place = bucket();
    let storage = place.storage.as_ref().unwrap();
    storage.break_off();
    let before = below(storage.whole());
    let own = arrived(&place.files, &large()).await;
    let sha256 = own.sha256().to_owned();
    let told = place.files.keep(own).await;
    let expected = Trouble::Refused("AccessDenied".to_owned());
    assert_eq!(trouble(told), Some(expected));
    assert_eq!(place.files.size(&sha256).await.unwrap(), None);
    assert_eq!(below(storage.whole()), before, "parts are left");
}

/// What a place has against it.
fn trouble<T>(told: store::Result<T>) -> Option<Trouble> {
    match told {
        Err(StoreError::Files { trouble, .. }) => Some(trouble),
        _ => None,
    }
}

/// What a place says at once, with another setting.
async fn asked(storage: &Storage, place: &str, name: &str, value: &str) -> store::Result<()> {
    let mut settings = storage.settings();
    settings.push((name.to_owned(), value.to_owned()));
    let files = Files::open(place, settings).unwrap();
    let told = tokio::time::timeout(Duration::from_secs(10), files.ping());
    told.await.unwrap()
}

#[tokio::test]
async fn what_is_wrong_with_a_bucket_is_told_soon() {
    let storage = Storage::start();
    let other = asked(&storage, "s3://photos", "AWS_REGION", "cn-test-1").await;
    assert_eq!(trouble(other), Some(Trouble::NoBucket));
    // Something answers there, but it is no storage.
    let nowhere = format!("{}/nowhere", storage.endpoint);
    let told = asked(&storage, &storage.place(), "AWS_ENDPOINT_URL", &nowhere).await;
    assert!(matches!(trouble(told), Some(Trouble::Away(_))));
    let key = asked(&storage, &storage.place(), "AWS_ACCESS_KEY_ID", "stranger").await;
    assert!(matches!(trouble(key), Some(Trouble::Refused(_))));
    let secret = "AWS_SECRET_ACCESS_KEY";
    let told = asked(&storage, &storage.place(), secret, "guessed-by-someone").await;
    let words = told.as_ref().unwrap_err().to_string();
    assert!(!words.contains("guessed-by-someone"), "{words}");
    let refused = Trouble::Refused("SignatureDoesNotMatch".to_owned());
    assert_eq!(trouble(told), Some(refused));
    // A port where nobody listens.
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", nobody.local_addr().unwrap());
    drop(nobody);
    let told = asked(&storage, &storage.place(), "AWS_ENDPOINT_URL", &address).await;
    let error = told.as_ref().unwrap_err();
    assert!(error.is_worth_retrying() && error.to_string().contains(&address));
    assert!(matches!(trouble(told), Some(Trouble::Away(_))));
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
    let told = Files::open("ftp://host/files", []);
    assert_eq!(trouble(told), Some(Trouble::Unknown));
}
