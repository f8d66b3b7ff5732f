//! What strangers try.

use std::io::{Cursor, Read};

use reqwest::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::house::empty_house;

/// Sends bytes as they are; browsers and libraries tidy paths up before they send them.
async fn raw(base: &str, text: &str) -> String {
    let address = base.strip_prefix("http://").unwrap();
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn every_answer_has_its_headers() {
    let house = empty_house().await;
    let client = house.client();
    for path in [
        "/",
        "/rounds/1",
        "/api/session",
        "/healthz",
        "/no.such.file",
    ] {
        let answer = client.get(path).await;
        assert_eq!(answer.header("x-request-id").len(), 16, "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
    }
    let page = client.get("/somewhere/deep").await;
    assert_eq!(
        (page.status, page.header("content-type")),
        (200, "text/html; charset=utf-8")
    );
    assert!(
        page.header("content-security-policy")
            .contains("default-src 'self'")
    );
}

#[tokio::test]
async fn paths_lead_nowhere_but_to_pages() {
    let house = empty_house().await;
    for path in [
        "/../../Cargo.toml",
        "/assets/../../../etc/passwd",
        "/..%2f..%2fCargo.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/assets/%00.js",
        "/index.html/../../x.db",
    ] {
        let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        let answer = raw(&house.base, &request).await;
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
    }
}

#[tokio::test]
async fn odd_requests_get_a_problem_and_no_more() {
    let house = empty_house().await;
    let admin = house.admin().await;
    let cases = [
        (Method::GET, "/api/nothing", 404, "no-such-route"),
        (Method::GET, "/api/returns/none", 404, "not-found"),
        (Method::GET, "/api/returns/%00", 404, "not-found"),
        (Method::GET, "/api/returns/%ff", 404, "not-found"),
        (Method::PUT, "/api/orgs", 405, "wrong-method"),
        (Method::POST, "/somewhere", 405, "wrong-method"),
        (Method::GET, "/api/orgs?day=monday", 422, "query-unreadable"),
        (
            Method::GET,
            "/api/audit?limit=many",
            422,
            "query-unreadable",
        ),
        (
            Method::GET,
            "/api/audit?subject=%00",
            422,
            "query-unreadable",
        ),
    ];
    for (method, path, status, code) in cases {
        let answer = admin.write(method, path, &serde_json::Value::Null).await;
        assert_eq!((answer.status, &*answer.code()), (status, code), "{path}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
}

#[tokio::test]
async fn bodies_are_bounded_and_read_carefully() {
    let house = empty_house().await;
    let admin = house.admin().await;
    let long = json!([{ "name": "长".repeat(1_000_000) }]);
    let answer = admin.post("/api/orgs", long).await;
    assert_eq!((answer.status, &*answer.code()), (413, "body-too-large"));
    let request = admin.request(Method::POST, "/api/orgs").body("[]");
    let request = request.header("x-csrf-token", &admin.csrf);
    let answer = admin.send(request).await;
    assert_eq!((answer.status, &*answer.code()), (415, "wrong-media-type"));
    let unreadable = [
        json!({ "not": "a list" }),
        json!([{ "kind": "school", "name": "a\u{0}b", "parent": "x", "from_day": "2015-09-01" }]),
        json!([{ "kind": "school", "name": "a", "parent": "x", "from_day": "1 May" }]),
    ];
    for body in unreadable {
        let answer = admin.post("/api/orgs", body).await;
        assert_eq!((answer.status, &*answer.code()), (422, "body-unreadable"));
    }
    let text = "{\"login\": \"admin\", ";
    let request = admin.request(Method::POST, "/api/session").body(text);
    let answer = admin
        .send(request.header("content-type", "application/json"))
        .await;
    assert_eq!((answer.status, &*answer.code()), (422, "body-unreadable"));
}

#[tokio::test]
async fn the_log_names_requests_and_nobody() {
    let mut house = empty_house().await;
    let admin = house.admin().await;
    house.settle(&admin).await;
    let (_, clerk) = house
        .person(&admin, "zhao", "school_clerk", "河湾小学")
        .await;
    let answer = clerk.get("/api/orgs?day=2026-01-01").await;
    let id = answer.header("x-request-id").to_owned();
    let lines = |log: &str| -> Vec<serde_json::Value> {
        let lines = log.lines();
        lines
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect()
    };
    let named = |line: &serde_json::Value| line["fields"]["id"] == id.as_str();
    let mut log = String::new();
    for _ in 0..50 {
        log = house.log.lock().unwrap().clone();
        if lines(&log).iter().any(named) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let line = lines(&log).into_iter().find(named).unwrap();
    assert_eq!(
        (&line["fields"]["route"], &line["fields"]["status"]),
        (&json!("/api/orgs"), &json!(200))
    );
    let token = clerk.cookie.split('=').nth(1).unwrap();
    for secret in [
        token,
        &clerk.csrf,
        crate::house::PASSWORD,
        "zhao",
        "2026-01-01",
    ] {
        assert!(!log.contains(secret), "{secret} stands in the log");
    }
    let first = house.first.as_deref().unwrap();
    let known = lines(&log)
        .iter()
        .any(|line| line.to_string().contains(first));
    assert!(!known, "the first password stands in the log");
}

/// A sender that never comes to an end does not keep others from being served.
#[tokio::test]
async fn slow_senders_hold_nobody_up() {
    let house = empty_house().await;
    let address = house.base.strip_prefix("http://").unwrap();
    let mut slow = Vec::new();
    for i in 0..200 {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        let head = "POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
        let text = match i % 2 {
            0 => head.to_owned(),
            _ => format!("{head}Content-Length: 100\r\n\r\n{{"),
        };
        stream.write_all(text.as_bytes()).await.unwrap();
        slow.push(stream);
    }
    let mut client = house.client();
    let first = house.first.clone().unwrap();
    assert_eq!(client.sign_in("admin", &first).await.status, 200);
    // Whoever does not even finish his head is sent away.
    let mut answer = Vec::new();
    let waited = std::time::Duration::from_secs(30);
    let gone = tokio::time::timeout(waited, slow[0].read_to_end(&mut answer)).await;
    gone.expect("a head that never ends is not waited for")
        .unwrap();
}

#[tokio::test]
async fn the_machine_can_be_watched() {
    let house = empty_house().await;
    let client = house.client();
    assert_eq!(client.get("/healthz").await.text, "ok\n");
    assert_eq!(client.get("/readyz").await.text, "ok\n");
    let metrics = client.get("/metrics").await.text;
    let line = "junheng_requests_total{method=\"GET\",route=\"/healthz\",status=\"200\"} 1";
    assert!(metrics.contains(line), "{metrics}");
    assert!(metrics.contains("junheng_request_seconds_bucket"));
}

#[tokio::test]
async fn bodies_cannot_be_made_to_swell() {
    let house = empty_house().await;
    let admin = house.admin().await;
    let json = |body: Vec<u8>| {
        let request = admin.request(Method::POST, "/api/orgs").body(body);
        let request = request.header("x-csrf-token", &admin.csrf);
        request.header("content-type", "application/json")
    };
    // A thousand lists in each other, and ten thousand of them.
    for depth in [1_000, 100_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let deep = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let answer = admin.send(json(deep.into_bytes())).await;
            assert_eq!((answer.status, &*answer.code()), (422, "body-unreadable"));
        }
    }
    // Nothing that arrives is unpacked: a packed body is as unreadable as any other bytes.
    let packed = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x8b\x8e\x05\x00\x29\xbb\x4c\x0d";
    let request = json(packed.to_vec()).header("content-encoding", "gzip");
    let answer = admin.send(request).await;
    assert_eq!((answer.status, &*answer.code()), (422, "body-unreadable"));
}

#[tokio::test]
async fn heads_are_bounded() {
    let house = empty_house().await;
    let long = "x".repeat(200_000);
    let many: String = (0..500).map(|i| format!("X-{i}: 1\r\n")).collect();
    let heads = [
        format!("GET /{long} HTTP/1.1\r\nHost: x\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: x\r\nX-Long: {long}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: x\r\n{many}\r\n"),
    ];
    for head in heads {
        let address = house.base.strip_prefix("http://").unwrap();
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        // It may hang up before all of it was sent.
        drop(stream.write_all(head.as_bytes()).await);
        let mut answer = Vec::new();
        drop(stream.read_to_end(&mut answer).await);
        let answer = String::from_utf8_lossy(&answer);
        let refused = answer.starts_with("HTTP/1.1 431") || answer.starts_with("HTTP/1.1 414");
        assert!(refused || answer.is_empty(), "{answer}");
    }
    assert_eq!(house.client().get("/healthz").await.status, 200);
}

/// Who asks and asks and never takes an answer is let go.
#[tokio::test]
async fn a_reader_who_takes_nothing_is_let_go() {
    const ASKED: usize = 2_000;
    let house = empty_house().await;
    let address = house.base.strip_prefix("http://").unwrap();
    let (mut reading, mut writing) = tokio::net::TcpStream::connect(address)
        .await
        .unwrap()
        .into_split();
    let requests = "GET /api/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n".repeat(ASKED);
    let asking = tokio::spawn(async move { writing.write_all(requests.as_bytes()).await });
    tokio::time::sleep(std::time::Duration::from_secs(25)).await;
    let mut answers = Vec::new();
    let waited = std::time::Duration::from_secs(20);
    let told = tokio::time::timeout(waited, reading.read_to_end(&mut answers)).await;
    // Whether the end is orderly is up to the system.
    drop(told.expect("the connection was let go"));
    let answers = String::from_utf8_lossy(&answers);
    assert!(answers.matches("HTTP/1.1 200").count() < ASKED);
    drop(asking.await);
}

/// What people write is told as it is, and as JSON: it is for the page to show it as text.
#[tokio::test]
async fn markup_in_a_name_stays_a_name() {
    let mut house = empty_house().await;
    let admin = house.admin().await;
    house.settle(&admin).await;
    let name = "<img src=x onerror=alert(1)>'\"=HYPERLINK(\"http://x\")";
    let town = json!([{ "kind": "township", "name": name, "parent": house.orgs["青禾市"],
        "from_day": "2015-09-01" }]);
    assert_eq!(admin.post("/api/orgs", town).await.status, 201);
    let answer = admin.get("/api/orgs").await;
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    let policy = answer.header("content-security-policy").to_owned();
    assert!(policy.contains("default-src 'none'"), "{policy}");
    let orgs = answer.good();
    assert!(
        orgs.as_array()
            .unwrap()
            .iter()
            .any(|org| org["name"] == name)
    );
    // Nor does a problem give back what was sent as anything but text.
    let odd = admin.get("/api/orgs?day=<script>alert(1)</script>").await;
    assert_eq!(odd.header("content-type"), "application/problem+json");
    assert_eq!(odd.header("x-content-type-options"), "nosniff");
}

/// The parts of a workbook or of another zip, by name.
fn parts(bytes: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = zip.len();
    let part = |at| {
        let mut part = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        (part.name().unwrap().into_owned(), bytes)
    };
    (0..count).map(part).collect()
}

/// In every workbook that the program writes.
#[tokio::test]
async fn formulas_in_names_stay_names() {
    let mut house = empty_house().await;
    let admin = house.admin().await;
    house.settle(&admin).await;
    let name = "=HYPERLINK(\"http://x\")";
    let school = json!([{ "kind": "school", "code": "2121000103", "name": name,
        "parent": house.orgs["河湾镇"], "from_day": "2015-09-01" }]);
    let made = admin.post("/api/orgs", school).await;
    let id = made.json()["ids"][0].as_str().unwrap().to_owned();
    house.orgs.insert(name.to_owned(), id);
    let round = house.round(&admin).await;
    let own = house.return_of(&admin, &round, name).await;
    let file = async |path: String| {
        let answer = admin.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        parts(answer.bytes().await.unwrap().to_vec())
    };
    let kit = file(format!("/api/returns/{own}/kit.xlsx")).await;
    let mut papers = file(format!("/api/rounds/{round}/evidence.zip")).await;
    let (index, list) = papers.pop().unwrap();
    assert!(index.ends_with(".xlsx"), "{index}");
    for workbook in [kit, parts(list)] {
        let texts = workbook.into_iter();
        let texts = texts.map(|(_, text)| String::from_utf8_lossy(&text).into_owned());
        let (mut told, mut reckoned) = (0, 0);
        for text in texts {
            told += text.matches("HYPERLINK").count();
            let formulas = text.split("<f").skip(1);
            reckoned += formulas
                .filter(|own| own.split("</f>").next().unwrap().contains("HYPERLINK"))
                .count();
        }
        assert!(told > 0 && reckoned == 0, "{told} {reckoned}");
    }
}
