use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use testbed::client::Client;

use crate::house::{JUNHENG, empty_house, junheng, start};

#[cfg(unix)]
#[tokio::test]
async fn it_stops_when_it_is_told_and_says_its_password_once() {
    let mut house = empty_house().await;
    let admin = house.admin().await;
    assert_eq!(house.stop().code(), Some(0));
    drop(admin);
    let said = junheng(&["audit", "verify", "--data", &house.address]);
    assert_eq!(said.0, Some(0), "{}", said.1);
    assert!(said.1.contains("is whole"), "{}", said.1);
}

#[tokio::test]
async fn a_backup_comes_back_on_either_engine() {
    let mut house = empty_house().await;
    let admin = house.admin().await;
    house.settle(&admin).await;
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let file = at("备份.db");
    let (code, said) = junheng(&["backup", &file, "--data", &house.address]);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = junheng(&["backup", &file, "--data", &house.address]);
    assert_eq!(code, Some(1), "written over: {said}");

    let (code, said) = junheng(&["restore", &file, "--data", &at("again")]);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = junheng(&["restore", &file, "--data", &at("again")]);
    assert_eq!(code, Some(1), "written over: {said}");
    assert!(said.contains("failure-not-empty"), "{said}");

    let server = testbed::postgres().await;
    let to = server.address.clone();
    let (code, said) = junheng(&["migrate", "--from", &at("again"), "--to", &to]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("org_state"), "{said}");
    // Whoever could come in there can come in here.
    let moved = start(server);
    assert_eq!(moved.first, None);
    let mut client = moved.client();
    let session = client.sign_in("admin", crate::house::PASSWORD).await.good();
    assert_eq!(session["must_change"], false);
}

#[test]
fn a_house_that_is_not_there_is_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("none").to_string_lossy().into_owned();
    let (code, said) = junheng(&["audit", "verify", "--data", &data]);
    assert_eq!(code, Some(1));
    assert!(said.contains("failure-no-house"), "{said}");
}

/// A backup may lie on a medium that can only be read; it is the same afterwards.
#[cfg(unix)]
#[test]
fn a_backup_is_only_read_and_nobody_else_reads_what_is_kept() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let mode = |name: &str| std::fs::metadata(at(name)).unwrap().permissions().mode() & 0o777;
    let house = testbed::Program::start(JUNHENG, &at("data")).unwrap();
    let file = at("备份.db");
    let (code, said) = junheng(&["backup", &file, "--data", &at("data")]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!((mode("data"), mode("备份.db")), (0o700, 0o600));
    for beside in ["", "-wal", "-shm"] {
        let name = format!("data/junheng.db{beside}");
        assert_eq!(mode(&name), 0o600, "{name}");
    }
    drop(house);
    let before = std::fs::read(&file).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o400)).unwrap();
    let (code, said) = junheng(&["restore", &file, "--data", &at("again")]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(std::fs::read(&file).unwrap(), before);
    assert_eq!((mode("again"), mode("again/junheng.db")), (0o700, 0o600));
    let beside = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(beside, 3, "something was left beside the backup");
}

/// Whoever started it may close the terminal.
#[tokio::test]
async fn it_goes_on_when_nobody_takes_its_log() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(JUNHENG)
        .args(["serve", "--listen", "127.0.0.1:0", "--log", "json"])
        .args(["--lang", "en", "--data"])
        .arg(folder.path())
        .env_remove("JUNHENG_LOG")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let base = BufReader::new(child.stderr.take().unwrap())
        .lines()
        .map_while(Result::ok)
        .find_map(|line| Some(line.split_once("is up: ")?.1.to_owned()))
        .unwrap();
    // The reader is gone, and each answer is worth a line.
    for _ in 0..3 {
        let answer = Client::new(&base).get("/api/session").await;
        assert_eq!(answer.status, 401);
    }
    child.kill().unwrap();
    child.wait().unwrap();
}
