//! A house to be measured and shaken: the built program on a database of its own, with an invented
//! county in it and people who sign in.
//!
//! ```text
//! House::sample(Engine::Postgres, 300) ─→ come_in("admin") ─→ hire(…) ─→ clients that ask
//! ```
//!
//! The program is the one that was built beside this one: `target/release/junheng` for a release
//! build. PostgreSQL is the server of `xtask with-postgres`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what cannot be set up cannot be measured"
)]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use reqwest::Method;
use serde_json::{Value, json};
pub use store::Engine;
use testbed::Fresh;
pub use testbed::Program;
pub use testbed::client::{Answer, Client};

/// The password of everybody who has come in.
pub const PASSWORD: &str = "qingshan-liushui-7";

/// A county at work.
#[derive(Debug)]
pub struct House {
    /// The server.
    pub program: Program,
    /// The database.
    pub address: String,
    /// Passwords by login, as they were made.
    passwords: BTreeMap<String, String>,
    _fresh: Option<Fresh>,
}

impl House {
    /// A county of so many schools with three rounds and one account a role: admin, officer,
    /// reviewer, clerk, head, inspector, leader, auditor.
    pub async fn sample(engine: Engine, schools: u32) -> House {
        let fresh = match engine {
            Engine::Sqlite => testbed::sqlite().await,
            Engine::Postgres => testbed::postgres().await,
        };
        // Nobody but the server holds the database.
        fresh.store.close().await;
        let house = House::sample_at(&fresh.address, schools);
        House {
            _fresh: Some(fresh),
            ..house
        }
    }

    /// The same in an empty database of one's own.
    pub fn sample_at(address: &str, schools: u32) -> House {
        let books = tempfile::tempdir().unwrap();
        let made = Command::new(binary())
            .arg("sample")
            .arg(books.path().join("books"))
            .args(["--schools", &schools.to_string(), "--data", address])
            .args(["--lang", "en", "--color", "never"])
            .env("COLUMNS", "200")
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&made.stderr);
        assert!(made.status.success(), "{told}");
        House {
            program: Program::start(binary(), address).unwrap(),
            address: address.to_owned(),
            passwords: told.lines().filter_map(told_password).collect(),
            _fresh: None,
        }
    }

    /// Starts the server again after its end; whoever was signed in, still is.
    pub fn start_again(&mut self) {
        self.program = Program::start(binary(), &self.address).unwrap();
    }

    /// One of the accounts that the house was made with, signed in with [`PASSWORD`]; once for each.
    pub async fn come_in(&self, login: &str) -> Client {
        let mut client = self.program.client();
        client
            .come_in(login, &self.passwords[login], PASSWORD)
            .await;
        client
    }

    /// New accounts of a role, one for each organisation (id), signed in. Login and name are made of
    /// `login` and a number.
    pub async fn hire(
        &self,
        admin: &Client,
        login: &str,
        role: &str,
        orgs: &[String],
    ) -> Vec<Client> {
        let person = |(at, org): (usize, &String)| {
            let login = format!("{login}{at}");
            json!({ "login": login, "name": login, "role": role, "org": org,
                "topics": [], "until_day": null })
        };
        let new: Vec<Value> = orgs.iter().enumerate().map(person).collect();
        let made = admin.post("/api/accounts", json!(new)).await.good();
        let mut people = Vec::new();
        for (at, made) in made.as_array().unwrap().iter().enumerate() {
            let mut client = self.program.client();
            let one_time = made["password"].as_str().unwrap();
            client
                .come_in(&format!("{login}{at}"), one_time, PASSWORD)
                .await;
            people.push(client);
        }
        people
    }

    /// The round that is under way.
    pub async fn round(&self, client: &Client) -> Value {
        let rounds = client.get("/api/rounds").await.good();
        let mut open = rounds.as_array().unwrap().iter();
        open.find(|round| round["state"] == "open").unwrap().clone()
    }

    /// The returns of a round, as the progress board tells them.
    pub async fn returns(&self, client: &Client, round: &str) -> Vec<Value> {
        let progress = client.get(&format!("/api/rounds/{round}/progress")).await;
        progress.good()["returns"].as_array().unwrap().clone()
    }
}

/// Writes cells into a return of which a version was looked at; gives what came of it.
pub async fn fill(client: &Client, id: &str, seen: i64, cells: &Value) -> reqwest::Result<Answer> {
    let body = json!({ "cells": cells });
    let request = client.writing(Method::PATCH, &format!("/api/returns/{id}"), &body);
    let request = request.header("if-match", format!("\"{seen}\""));
    client.try_send(request).await
}

/// The program that was built beside this one.
pub fn binary() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let built = own.with_file_name("junheng");
    assert!(
        built.exists(),
        "{} is missing: cargo build -p junheng, with the same profile",
        built.display()
    );
    built
}

/// Login and password, when a line of the table of accounts ends in them.
fn told_password(line: &str) -> Option<(String, String)> {
    let mut words = line.split_whitespace().rev();
    let (password, login) = (words.next()?, words.next()?);
    let is_password = password.len() == 23 && password.split('-').all(|part| part.len() == 5);
    is_password.then(|| (login.to_owned(), password.to_owned()))
}
