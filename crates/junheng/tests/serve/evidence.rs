//! Papers over HTTP: brought, shown, taken away, and everything that strangers try with them.

use std::io::{Cursor, Read};
use std::path::Path;

use calamine::{Reader, Xlsx};
use reqwest::Method;
use serde_json::{Value, json};
use testbed::client::{Answer, Client};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::house::{House, empty_house, empty_houses, junheng};

const PDF: &[u8] = b"%PDF-1.4\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

/// A house with a round, and its administrator.
async fn with_round(house: &mut House) -> (Client, String) {
    let admin = house.admin().await;
    house.settle(&admin).await;
    let round = house.round(&admin).await;
    (admin, round)
}

fn path(round: &str, org: &str, name: &str) -> String {
    format!("/api/rounds/{round}/evidence?org={org}&name={name}&items=G3,G9")
}

async fn send(client: &Client, path: &str, file: &[u8]) -> Answer {
    let request = client.writing(Method::POST, path, &Value::Null);
    let request = request.header("content-type", "application/octet-stream");
    client.send(request.body(file.to_vec())).await
}

async fn papers(client: &Client, round: &str) -> Vec<Value> {
    let all = client
        .get(&format!("/api/rounds/{round}/evidence"))
        .await
        .good();
    all["papers"].as_array().unwrap().clone()
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    let below = |entry: std::fs::DirEntry| match entry.path().is_dir() {
        true => files(&entry.path()),
        false => vec![entry.path()],
    };
    entries.flat_map(below).collect()
}

/// Where the files of a house on SQLite lie.
fn folder(house: &House) -> std::path::PathBuf {
    Path::new(&house.address).with_extension("files")
}

#[tokio::test]
async fn a_paper_is_brought_described_shown_and_taken_back() {
    for mut house in empty_houses().await {
        let (admin, round) = with_round(&mut house).await;
        let (_, clerk) = house
            .person(&admin, "zhao", "school_clerk", "河湾小学")
            .await;
        let school = house.orgs["河湾小学"].clone();
        let name = "%E5%B9%B3%E9%9D%A2%E5%9B%BE.png";
        let sent = send(&clerk, &path(&round, &school, name), PNG).await;
        assert_eq!(sent.status, 201, "{sent:?}");
        let id = sent.json()["id"].as_str().unwrap().to_owned();
        let again = send(&clerk, &path(&round, &school, name), PNG).await;
        assert_eq!((again.status, &again.json()["id"]), (200, &json!(id)));

        let own = papers(&clerk, &round).await;
        assert_eq!((own.len(), &own[0]["media"]), (1, &json!("image/png")));
        assert_eq!(own[0]["items"], json!(["G3", "G9"]));
        let said = json!({ "title": "校舍平面图", "issuer": "学校", "issued_day": "2026-09-01",
            "valid_until": null, "items": ["G3"] });
        let at = format!("/api/evidence/{id}");
        let said = clerk.at(1, Method::PATCH, &at, said).await;
        assert_eq!((said.status, said.header("etag")), (200, "\"2\""));

        let file = format!("{at}/file");
        let shown = clerk.get(&format!("{file}?show=true")).await;
        assert_eq!(shown.header("content-type"), "image/png");
        assert_eq!(shown.header("x-content-type-options"), "nosniff");
        assert!(shown.header("content-disposition").starts_with("inline"));
        let policy = shown.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("sandbox"),
            "{policy}"
        );
        let saved = clerk.get(&file).await;
        let expected = "attachment; filename*=UTF-8''%E5%B9%B3%E9%9D%A2%E5%9B%BE%2Epng";
        assert_eq!(saved.header("content-disposition"), expected);
        let known = clerk.request(Method::GET, &file);
        let known = known.header("if-none-match", saved.header("etag"));
        assert_eq!(clerk.send(known).await.status, 304);

        assert_eq!(
            clerk.write(Method::DELETE, &at, &Value::Null).await.status,
            204
        );
        assert_eq!(clerk.get(&file).await.status, 404);
        assert!(papers(&clerk, &round).await.is_empty());
    }
}

#[tokio::test]
async fn a_file_comes_back_as_it_was_and_a_page_is_never_shown() {
    let mut house = empty_house().await;
    let (admin, round) = with_round(&mut house).await;
    let county = house.orgs["青禾市"].clone();
    // Larger than any piece it travels in.
    let mut large = PDF.to_vec();
    large.extend((0..9_000_000_u32).map(|at| (at.wrapping_mul(at) >> 7) as u8));
    let sent = send(&admin, &path(&round, &county, "large.pdf"), &large).await;
    assert_eq!(sent.status, 201, "{sent:?}");
    let id = sent.json()["id"].as_str().unwrap().to_owned();
    let request = admin.request(Method::GET, &format!("/api/evidence/{id}/file"));
    let came = request.send().await.unwrap().bytes().await.unwrap();
    assert!(came == large, "{} of {} bytes", came.len(), large.len());
    let mode = std::os::unix::fs::PermissionsExt::mode;
    for file in files(&folder(&house)) {
        assert_eq!(
            mode(&std::fs::metadata(file).unwrap().permissions()) & 0o077,
            0
        );
    }
    assert_eq!(
        mode(&std::fs::metadata(folder(&house)).unwrap().permissions()) & 0o077,
        0
    );

    for (name, file) in [
        ("a.pdf", &b"<html><script>alert(1)</script>"[..]),
        (
            "a.png",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        ),
        ("a.html", b"<html></html>"),
        ("a.docx", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
    ] {
        let told = send(&admin, &path(&round, &county, name), file).await;
        assert_eq!(
            (told.status, &*told.code()),
            (422, "paper-unknown"),
            "{name}"
        );
    }
    assert_eq!(
        files(&folder(&house)).len(),
        1,
        "what was refused leaves nothing"
    );
}

#[tokio::test]
async fn names_lead_nowhere() {
    let mut house = empty_house().await;
    let (admin, round) = with_round(&mut house).await;
    let county = house.orgs["青禾市"].clone();
    for (written, name) in [
        ("..%2F..%2F..%2Fetc%2Fpasswd.pdf", "passwd.pdf"),
        ("C:%5CWindows%5Ca.pdf", "a.pdf"),
        ("%3Cimg%20src=x%3E.pdf", "_img src=x_.pdf"),
    ] {
        let mut file = PDF.to_vec();
        file.extend(name.as_bytes());
        let sent = send(&admin, &path(&round, &county, written), &file).await;
        assert_eq!(sent.status, 201, "{sent:?}");
        let own = papers(&admin, &round).await;
        assert_eq!(own.last().unwrap()["name"], name);
    }
    let unnamed = send(&admin, &path(&round, &county, ".."), PDF).await;
    assert_eq!(unnamed.code(), "upload-name");
}

#[tokio::test]
async fn what_is_too_large_or_breaks_off_is_not_kept() {
    let mut house = empty_house().await;
    let (admin, round) = with_round(&mut house).await;
    let county = house.orgs["青禾市"].clone();
    let path = path(&round, &county, "a.pdf");
    let head = |length: usize| {
        format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: {}\r\nX-CSRF-Token: {}\r\n\
             Accept-Language: en\r\nContent-Type: application/octet-stream\r\nContent-Length: {length}\r\n\r\n",
            admin.cookie, admin.csrf
        )
    };
    let address = house.base.strip_prefix("http://").unwrap().to_owned();
    let connect = || tokio::net::TcpStream::connect(address.clone());

    let mut large = connect().await.unwrap();
    let said = head(100 * 1024 * 1024 + 1);
    large.write_all(said.as_bytes()).await.unwrap();
    large.shutdown().await.unwrap();
    let mut answer = String::new();
    large.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("At most 100 MiB"), "{answer}");

    let mut broken = connect().await.unwrap();
    broken.write_all(head(1_000_000).as_bytes()).await.unwrap();
    broken.write_all(PDF).await.unwrap();
    drop(broken);
    let slow = async {
        let mut slow = connect().await.unwrap();
        slow.write_all(head(1_000).as_bytes()).await.unwrap();
        slow.write_all(PDF).await.unwrap();
        slow
    };
    // A slow sender keeps nobody from bringing papers.
    let slow = slow.await;
    let sent = send(&admin, &path, PDF).await;
    assert_eq!(sent.status, 201, "{sent:?}");
    assert_eq!(papers(&admin, &round).await.len(), 1);
    drop(slow);
    let mut left = files(&folder(&house));
    for _ in 0..100 {
        if left.len() == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        left = files(&folder(&house));
    }
    assert_eq!(
        left.len(),
        1,
        "who goes away takes along what he had sent: {left:?}"
    );
}

#[tokio::test]
async fn the_bundle_is_sorted_and_tells_what_is_missing() {
    let mut house = empty_house().await;
    let (admin, round) = with_round(&mut house).await;
    let (school, county) = (house.orgs["河湾小学"].clone(), house.orgs["青禾市"].clone());
    for (org, file) in [
        (&school, &b"%PDF-1.4 a"[..]),
        (&school, b"%PDF-1.4 b"),
        (&county, b"%PDF-1.4 c"),
    ] {
        let sent = send(&admin, &path(&round, org, "a.pdf"), file).await;
        assert_eq!(sent.status, 201, "{sent:?}");
    }
    let request = admin.request(Method::GET, &format!("/api/rounds/{round}/evidence.zip"));
    let answer = request
        .header("accept-language", "zh")
        .send()
        .await
        .unwrap();
    let bytes = answer.bytes().await.unwrap().to_vec();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = zip
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    let in_g3: Vec<&String> = names
        .iter()
        .filter(|name| name.starts_with("G3 "))
        .collect();
    assert_eq!(in_g3.len(), 3, "{names:?}");
    for ending in ["/河湾小学/a.pdf", "/河湾小学/a (2).pdf", "/青禾市/a.pdf"] {
        assert!(in_g3.iter().any(|name| name.ends_with(ending)), "{names:?}");
    }
    let mut index = Vec::new();
    let at = names
        .iter()
        .position(|name| name.ends_with(".xlsx"))
        .unwrap();
    zip.by_index(at).unwrap().read_to_end(&mut index).unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(index)).unwrap();
    let sheets = book.sheet_names();
    assert_eq!(sheets.len(), 2);
    let there = book.worksheet_range(&sheets[0]).unwrap();
    assert_eq!(there.height(), 1 + 6, "three papers, each for two items");
    let missing = book.worksheet_range(&sheets[1]).unwrap();
    let of = |name: &str| missing.rows().filter(|row| row[2] == *name).count();
    assert!(of("青杨小学") > 0 && of("河湾小学") > 0);
}

#[tokio::test]
async fn a_backup_carries_papers_and_a_lost_one_is_named() {
    let mut house = empty_house().await;
    let (admin, round) = with_round(&mut house).await;
    let county = house.orgs["青禾市"].clone();
    let sent = send(&admin, &path(&round, &county, "approval.pdf"), PDF).await;
    let id = sent.good()["id"].as_str().unwrap().to_owned();
    let temp = tempfile::tempdir().unwrap();
    let at = |name: &str| temp.path().join(name).to_string_lossy().into_owned();
    let (code, said) = junheng(&["backup", &at("b.db"), "--data", &house.address]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("files of evidence"), "{said}");
    let (code, said) = junheng(&["restore", &at("b.db"), "--data", &at("again")]);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = junheng(&[
        "migrate",
        "--from",
        &at("again"),
        "--to",
        &at("third.db"),
        "--to-files",
        &at("elsewhere"),
    ]);
    assert_eq!(code, Some(0), "{said}");
    let kept = files(Path::new(&at("elsewhere")));
    assert_eq!(std::fs::read(&kept[0]).unwrap(), PDF);
    let mut again = testbed::Program::start(crate::house::JUNHENG, &at("again")).unwrap();
    let mut client = again.client();
    client.sign_in("admin", crate::house::PASSWORD).await.good();
    let file = client.get(&format!("/api/evidence/{id}/file")).await;
    assert_eq!(file.text.as_bytes(), PDF);
    again.stop();

    let own = files(&folder(&house));
    std::fs::write(&own[0], b"%PDF-1.4\n%%EOX\n").unwrap();
    let (code, said) = junheng(&["backup", &at("c.db"), "--data", &house.address]);
    assert_eq!(code, Some(1), "{said}");
    std::fs::remove_file(&own[0]).unwrap();
    let (code, said) = junheng(&["backup", &at("c.db"), "--data", &house.address]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("approval.pdf") && said.contains("failure-file-lost"),
        "{said}"
    );
    assert!(!Path::new(&at("c.db")).exists());
    let gone = admin.get(&format!("/api/evidence/{id}/file")).await;
    assert_eq!((gone.status, &*gone.code()), (404, "not-found"));
}
