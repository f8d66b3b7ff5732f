//! A house with a county in it, served by the program itself.

use std::collections::BTreeMap;
use std::io::Read;
use std::ops::{Deref, DerefMut};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use testbed::client::Client;
use testbed::{Fresh, Program, Storage};

pub(crate) const JUNHENG: &str = env!("CARGO_BIN_EXE_junheng");
pub(crate) const PASSWORD: &str = "qingshan-liushui-7";

/// The program, serving.
pub(crate) struct House {
    program: Program,
    pub(crate) address: String,
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
    let program = Program::start(JUNHENG, &fresh.address).unwrap();
    around(program, fresh)
}

/// One whose files lie in a bucket.
pub(crate) fn start_on(fresh: Fresh, storage: &Storage) -> House {
    let mut command = Program::command(JUNHENG, &fresh.address);
    command.args(["--files", &storage.place()]);
    command.envs(storage.settings());
    around(Program::run(command).unwrap(), fresh)
}

fn around(program: Program, fresh: Fresh) -> House {
    House {
        program,
        address: fresh.address.clone(),
        orgs: BTreeMap::new(),
        _fresh: fresh,
    }
}

impl Deref for House {
    type Target = Program;

    fn deref(&self) -> &Program {
        &self.program
    }
}

impl DerefMut for House {
    fn deref_mut(&mut self) -> &mut Program {
        &mut self.program
    }
}

impl House {
    /// The administrator, with a password of his own.
    pub(crate) async fn admin(&self) -> Client {
        self.come_in("admin", self.first.as_deref().unwrap()).await
    }

    /// Signs in with a one-time password and changes it.
    pub(crate) async fn come_in(&self, login: &str, one_time: &str) -> Client {
        let mut client = self.client();
        client.come_in(login, one_time, PASSWORD).await;
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
}

/// Runs a command of the program: exit code and what it printed.
pub(crate) fn junheng(args: &[&str]) -> (Option<i32>, String) {
    junheng_with(args, Vec::new())
}

/// The same, with more in its environment.
pub(crate) fn junheng_with(args: &[&str], told: Vec<(String, String)>) -> (Option<i32>, String) {
    let mut child = Command::new(JUNHENG)
        .args(args)
        .envs(told)
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
