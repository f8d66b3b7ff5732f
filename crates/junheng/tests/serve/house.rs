//! A house with a county in it, served by the program itself.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use testbed::Fresh;

use crate::client::Client;

pub(crate) const JUNHENG: &str = env!("CARGO_BIN_EXE_junheng");
pub(crate) const PASSWORD: &str = "qingshan-liushui-7";

/// The program, serving.
pub(crate) struct House {
    child: Child,
    pub(crate) base: String,
    /// The administrator's one-time password, when there was none before.
    pub(crate) first: Option<String>,
    pub(crate) address: String,
    /// What it has written to its log.
    pub(crate) log: Arc<Mutex<String>>,
    /// Ids of organisations by name.
    pub(crate) orgs: BTreeMap<String, String>,
    _fresh: Fresh,
}

/// One empty house an engine.
pub(crate) async fn empty_houses() -> Vec<House> {
    let fresh = testbed::each().await;
    fresh.into_iter().map(start).collect()
}

/// One on SQLite.
pub(crate) async fn empty_house() -> House {
    start(testbed::sqlite().await)
}

pub(crate) fn start(fresh: Fresh) -> House {
    let mut child = Command::new(JUNHENG)
        .args(["serve", "--listen", "127.0.0.1:0", "--lang", "en"])
        .args(["--log", "json"])
        .args([
            "--name",
            "青禾市",
            "--code",
            "219900",
            "--data",
            &fresh.address,
        ])
        .env_remove("JUNHENG_LOG")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let (mut first, mut said) = (None, String::new());
    let base = loop {
        let Some(Ok(line)) = lines.next() else {
            panic!("it did not start: {said}");
        };
        if let Some(password) = line.trim().strip_prefix("password ") {
            first = Some(password.to_owned());
        }
        if let Some((_, address)) = line.split_once("The platform is up: ") {
            break address.to_owned();
        }
        said.push_str(&line);
    };
    let log = Arc::new(Mutex::new(said));
    let kept = log.clone();
    // A log that nobody reads would fill its pipe.
    std::thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            kept.lock().unwrap().push_str(&format!("{line}\n"));
        }
    });
    House {
        child,
        base,
        first,
        log,
        address: fresh.address.clone(),
        orgs: BTreeMap::new(),
        _fresh: fresh,
    }
}

impl House {
    pub(crate) fn client(&self) -> Client {
        Client::new(&self.base)
    }

    /// The administrator, with a password of his own.
    pub(crate) async fn admin(&self) -> Client {
        self.come_in("admin", self.first.as_deref().unwrap()).await
    }

    /// Signs in with a one-time password and changes it.
    pub(crate) async fn come_in(&self, login: &str, one_time: &str) -> Client {
        let mut client = self.client();
        assert_eq!(client.sign_in(login, one_time).await.status, 200);
        let body = json!({ "old": one_time, "new": PASSWORD });
        let changed = client.post("/api/session/password", body).await;
        assert_eq!(changed.status, 204, "{changed:?}");
        client
    }

    /// A township with a school, and a school of the county.
    pub(crate) async fn settle(&mut self, admin: &Client) {
        let session = admin.get("/api/session").await.good();
        let county = session["roles"][0]["org"].as_str().unwrap().to_owned();
        self.orgs.insert("青禾市".to_owned(), county.clone());
        self.found(admin, "township", "河湾镇", "", &county).await;
        let town = self.orgs["河湾镇"].clone();
        self.found(admin, "school", "河湾小学", "2121000101", &town)
            .await;
        self.found(admin, "school", "青杨小学", "2121000102", &county)
            .await;
    }

    async fn found(&mut self, admin: &Client, kind: &str, name: &str, code: &str, parent: &str) {
        let org = json!([{ "kind": kind, "code": code, "name": name, "parent": parent,
            "from_day": "2015-09-01" }]);
        let made = admin.post("/api/orgs", org).await;
        assert_eq!(made.status, 201, "{made:?}");
        let id = made.json()["ids"][0].as_str().unwrap().to_owned();
        self.orgs.insert(name.to_owned(), id);
    }

    /// Somebody with a role at an organisation: his id and his browser.
    pub(crate) async fn person(
        &self,
        admin: &Client,
        login: &str,
        role: &str,
        org: &str,
    ) -> (String, Client) {
        let until = (role == "inspector").then_some("2099-12-31");
        let new = json!([{ "login": login, "name": format!("{login}老师"), "role": role,
            "org": self.orgs[org], "topics": [], "until_day": until }]);
        let made = admin.post("/api/accounts", new).await;
        assert_eq!(made.status, 201, "{made:?}");
        let made = &made.json()[0];
        let one_time = made["password"].as_str().unwrap();
        let id = made["id"].as_str().unwrap().to_owned();
        (id, self.come_in(login, one_time).await)
    }

    /// Opens a round for the county.
    pub(crate) async fn round(&self, admin: &Client) -> String {
        let round = json!({ "org": self.orgs["青禾市"], "title": "2026年填报", "year": 2026,
            "day": "2026-10-01", "due_day": "2026-10-20", "standard": "quality-balance-2017",
            "overlays": [], "profile": {} });
        let opened = admin.post("/api/rounds", round).await;
        assert_eq!(opened.status, 201, "{opened:?}");
        opened.json()["id"].as_str().unwrap().to_owned()
    }

    /// The return of an organisation in a round.
    pub(crate) async fn return_of(&self, admin: &Client, round: &str, org: &str) -> String {
        let progress = admin.get(&format!("/api/rounds/{round}/progress")).await;
        let progress = progress.good();
        let all = progress["returns"].as_array().unwrap();
        let own = all.iter().find(|own| own["org"] == self.orgs[org].as_str());
        own.unwrap()["id"].as_str().unwrap().to_owned()
    }

    /// Asks it to stop, and waits.
    #[cfg(unix)]
    pub(crate) fn stop(&mut self) -> ExitStatus {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &pid]).status().unwrap();
        assert!(sent.success());
        self.child.wait().unwrap()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Runs a command of the program: exit code and what it printed.
pub(crate) fn junheng(args: &[&str]) -> (Option<i32>, String) {
    let mut child = Command::new(JUNHENG)
        .args(args)
        .args(["--lang", "en"])
        .env("COLUMNS", "120")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut text = String::new();
    let mut out = child.stdout.take().unwrap();
    out.read_to_string(&mut text).unwrap();
    let mut errors = child.stderr.take().unwrap();
    errors.read_to_string(&mut text).unwrap();
    (child.wait().unwrap().code(), text)
}

/// A cell that somebody typed.
pub(crate) fn typed(value: &str) -> Value {
    json!({ "value": value })
}
