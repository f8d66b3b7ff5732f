//! A house whose papers lie in a bucket of S3-compatible storage.

use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use testbed::client::Client;
use testbed::{Program, Storage};

use crate::house::{House, JUNHENG, PASSWORD, junheng_with, start_on};

/// Larger than what is sent to a storage at once.
fn paper() -> Vec<u8> {
    let mut paper = b"%PDF-1.4\n".to_vec();
    paper.extend((0..9_000_000_u32).map(|at| (at.wrapping_mul(at) >> 7) as u8));
    paper
}

/// Brings a paper for the county, and gives its round and its id.
async fn bring(house: &mut House, admin: &Client, paper: &[u8]) -> (String, String) {
    house.settle(admin).await;
    let round = house.round(admin).await;
    let county = &house.orgs["青禾市"];
    let path = format!("/api/rounds/{round}/evidence?org={county}&name=approval.pdf&items=G3");
    let sent = admin.upload(&path, paper).await;
    assert_eq!(sent.status, 201, "{sent:?}");
    let id = sent.json()["id"].as_str().unwrap().to_owned();
    (round, id)
}

async fn read(client: &Client, path: &str) -> Vec<u8> {
    let answer = client.request(reqwest::Method::GET, path).send().await;
    let answer = answer.unwrap();
    assert_eq!(answer.status().as_u16(), 200, "{path}");
    answer.bytes().await.unwrap().to_vec()
}

#[tokio::test]
async fn a_paper_lives_in_a_bucket_and_moves_to_a_folder_and_back() {
    let paper = paper();
    for fresh in testbed::each().await {
        let storage = Storage::start();
        let mut house = start_on(fresh, &storage);
        let admin = house.admin().await;
        let (round, id) = bring(&mut house, &admin, &paper).await;
        assert_eq!(admin.get("/readyz").await.text, "ok\n");
        let file = format!("/api/evidence/{id}/file");
        assert!(read(&admin, &file).await == paper);
        let bundle = read(&admin, &format!("/api/rounds/{round}/evidence.zip")).await;
        assert!(bundle.len() > paper.len(), "{}", bundle.len());
        moved(&house, &storage, &file, &paper).await;
        let told = storage.settings();
        let secret = &told.last().unwrap().1;
        assert!(!house.log.lock().unwrap().contains(secret.as_str()));
    }
}

/// A backup, restored into a folder, moved into another bucket: the paper is what it was.
async fn moved(house: &House, storage: &Storage, file: &str, paper: &[u8]) {
    let temp = tempfile::tempdir().unwrap();
    let at = |name: &str| temp.path().join(name).to_string_lossy().into_owned();
    let command = |args: &[&str], storage: &Storage| {
        let (code, said) = junheng_with(args, storage.settings());
        assert_eq!(code, Some(0), "{said}");
    };
    let (place, copy) = (storage.place(), at("b.db"));
    let backup = ["backup", &copy, "--data", &house.address, "--files", &place];
    command(&backup, storage);
    command(&["restore", &copy, "--data", &at("again")], storage);
    assert!(Path::new(&at("again/junheng.files")).is_dir());
    let mut again = Program::start(JUNHENG, &at("again")).unwrap();
    let mut client = again.client();
    client.sign_in("admin", PASSWORD).await.good();
    assert!(read(&client, file).await == paper);
    again.stop();
    let other = Storage::start();
    let place = other.place();
    let third = at("third.db");
    let migrate = [
        "migrate",
        "--from",
        &at("again"),
        "--to",
        &third,
        "--to-files",
        &place,
    ];
    command(&migrate, &other);
    let mut command = Program::command(JUNHENG, &third);
    command.args(["--files", &place]).envs(other.settings());
    let third = Program::run(command).unwrap();
    let mut client = third.client();
    client.sign_in("admin", PASSWORD).await.good();
    assert!(read(&client, file).await == paper);
}

#[tokio::test]
async fn a_storage_that_goes_away_is_told() {
    let storage = Storage::start();
    let mut house = start_on(testbed::sqlite().await, &storage);
    let admin = house.admin().await;
    let (round, id) = bring(&mut house, &admin, b"%PDF-1.4\n%%EOF\n").await;
    drop(storage);
    let county = &house.orgs["青禾市"];
    let bring = format!("/api/rounds/{round}/evidence?org={county}&name=b.pdf");
    let told = [
        admin.get("/readyz").await,
        admin.get(&format!("/api/evidence/{id}/file")).await,
        admin.upload(&bring, &b"%PDF-1.4 b"[..]).await,
    ];
    for told in told {
        assert_eq!(
            (told.status, &*told.code()),
            (503, "files-away"),
            "{told:?}"
        );
        assert_eq!(told.header("retry-after"), "5");
    }
    let papers = admin.get(&format!("/api/rounds/{round}/evidence")).await;
    let papers = papers.good();
    assert_eq!(papers["papers"].as_array().map(Vec::len), Some(1));
    assert_ne!(papers["papers"][0]["id"], Value::Null);
}

#[tokio::test]
async fn a_bucket_that_will_not_do_is_told_before_anybody_comes() {
    let storage = Storage::start();
    let place = storage.place();
    let lacks = |name| (&*place, name, "");
    let cases = [
        (("s3://photos", "AWS_REGION", "cn"), "no-bucket"),
        (("ftp://host/a", "AWS_REGION", "cn"), "unknown"),
        ((&place, "AWS_SECRET_ACCESS_KEY", "x-guess"), "refused"),
        ((&place, "AWS_ENDPOINT_URL", "http://127.0.0.1:1"), "away"),
        ((&place, "AWS_REGION", "cn 1"), "setting"),
        (lacks("AWS_ALLOW_HTTP"), "plain-http"),
        (lacks("AWS_ENDPOINT_URL"), "no-endpoint"),
        (lacks("AWS_ACCESS_KEY_ID"), "no-keys"),
    ];
    for ((place, name, value), code) in cases {
        let (exit, said) = served(&storage, place, name, value).await;
        assert_eq!(exit, Some(1), "{said}");
        let told = said.contains(&format!("failure-files-{code}"));
        assert!(told && !said.contains("x-guess"), "{said}");
    }
}

/// What is said, soon, where files lie at a place and another setting holds.
async fn served(storage: &Storage, place: &str, name: &str, value: &str) -> (Option<i32>, String) {
    let mut settings = storage.settings();
    settings.push((name.to_owned(), value.to_owned()));
    let place = place.to_owned();
    let serve = move || {
        let temp = tempfile::tempdir().unwrap();
        let data = temp.path().to_string_lossy();
        let serve = ["serve", "--listen", "127.0.0.1:0", "--data", &data];
        junheng_with(&[&serve[..], &["--files", &place]].concat(), settings)
    };
    let told = tokio::task::spawn_blocking(serve);
    let told = tokio::time::timeout(Duration::from_secs(15), told).await;
    told.unwrap().unwrap()
}
