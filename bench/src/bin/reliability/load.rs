//! People who write without a pause, and remember what they were told was done.

use std::time::Duration;

use bench::house::{Answer, Client};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

/// The field that the clerks fill in, over and over.
pub(crate) const FIELD: &str = "teaching_area";

/// A write, and what must be there once it was acknowledged.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    method: Method,
    path: String,
    body: Value,
    seen: Option<i64>,
    key: Option<String>,
    /// What it leaves behind.
    pub(crate) trace: Trace,
}

/// What a write leaves behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trace {
    /// A value in a return, from a version on.
    Cell {
        /// The return.
        of: String,
        /// The version.
        version: i64,
        /// The value.
        value: String,
    },
    /// A step of a return, which made a version.
    Step {
        /// The return.
        of: String,
        /// The version.
        version: i64,
        /// The event.
        event: &'static str,
    },
    /// A township of this name, once.
    Town(String),
    /// A what-if of this name, once.
    WhatIf(String),
}

/// What somebody does all day.
#[derive(Debug, Clone)]
pub(crate) enum Work {
    /// Saves figures into a return.
    Save { of: String },
    /// Hands a return in, checks it, sends it back.
    Sign { of: String },
    /// Adds townships to a county.
    Found { county: String },
    /// Keeps what-ifs in a round.
    Keep { round: String },
}

/// Somebody at work.
#[derive(Debug, Clone)]
pub(crate) struct Writer {
    /// His browser.
    pub(crate) client: Client,
    name: String,
    work: Work,
    /// Whether nobody else writes where he does.
    alone: bool,
    count: u64,
    stands: Option<(i64, String)>,
    /// What was acknowledged since it was last looked at.
    pub(crate) done: Vec<Trace>,
    /// What was asked and never answered, or with a promise that another try may help.
    pub(crate) unsure: Option<Act>,
    /// Answers that should not be.
    pub(crate) odd: Vec<String>,
    /// Answers that said: the database is away, try again.
    pub(crate) away: usize,
}

impl Writer {
    pub(crate) fn new(name: &str, client: Client, work: Work) -> Writer {
        Writer {
            client,
            name: name.to_owned(),
            work,
            alone: true,
            count: 0,
            stands: None,
            done: Vec::new(),
            unsure: None,
            odd: Vec::new(),
            away: 0,
        }
    }

    /// Others write into the same return.
    pub(crate) fn among_others(self) -> Writer {
        Writer {
            alone: false,
            ..self
        }
    }

    /// Writes until the server is gone.
    pub(crate) async fn until_gone(mut self) -> Writer {
        while self.once().await.is_ok() {}
        self
    }

    /// Writes for a while, whatever is away.
    pub(crate) async fn for_a_while(mut self, time: Duration) -> Writer {
        let end = tokio::time::Instant::now() + time;
        while tokio::time::Instant::now() < end {
            let went = match self.unsure.take() {
                Some(act) => self.again(act).await,
                None => self.once().await,
            };
            if went.is_err() {
                self.odd.push("the server does not answer".to_owned());
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
        self
    }

    /// Asks once more what was never answered.
    pub(crate) async fn ask_again(&mut self) -> reqwest::Result<()> {
        match self.unsure.take() {
            Some(act) => self.again(act).await,
            None => Ok(()),
        }
    }

    async fn once(&mut self) -> reqwest::Result<()> {
        let Some(act) = self.next().await? else {
            return Ok(());
        };
        match self.client.try_send(act.request(&self.client)).await {
            Ok(answer) => self.hear(act, &answer),
            Err(error) => {
                self.unsure = Some(act);
                return Err(error);
            }
        }
        Ok(())
    }

    /// Asked again, it was done once: now or the first time.
    async fn again(&mut self, act: Act) -> reqwest::Result<()> {
        let sent = self.client.try_send(act.request(&self.client)).await;
        let answer = match sent {
            Ok(answer) => answer,
            Err(error) => {
                self.unsure = Some(act);
                return Err(error);
            }
        };
        let was_done = match answer.status {
            409 => answer.code() == "answer-pending",
            412 => {
                self.alone
                    && act
                        .seen
                        .is_some_and(|seen| answer.json()["version"] == seen + 1)
            }
            _ => false,
        };
        if was_done {
            self.stands = None;
            self.done.push(act.trace);
        } else if answer.status == 412 && !self.alone {
            self.stands = None;
        } else {
            self.hear(act, &answer);
        }
        Ok(())
    }

    fn hear(&mut self, act: Act, answer: &Answer) {
        match answer.status {
            200..300 => {
                self.stands = match &act.trace {
                    Trace::Cell { version, .. } => Some((*version, "draft".to_owned())),
                    Trace::Step { version, .. } => {
                        let state = answer.json()["state"]
                            .as_str()
                            .unwrap_or_default()
                            .to_owned();
                        Some((*version, state))
                    }
                    _ => None,
                };
                self.done.push(act.trace);
            }
            412 if !self.alone => self.stands = None,
            503 if answer.code() == "database-away" && !answer.header("retry-after").is_empty() => {
                self.away += 1;
                self.unsure = Some(act);
            }
            _ => {
                self.stands = None;
                self.odd
                    .push(format!("{act:?}: {} {}", answer.status, answer.text));
            }
        }
    }

    /// Where his return stands: its version and its state.
    async fn stands(&mut self, of: &str) -> reqwest::Result<Option<(i64, String)>> {
        if self.stands.is_none() {
            let request = self
                .client
                .request(Method::GET, &format!("/api/returns/{of}"));
            let answer = self.client.try_send(request).await?;
            if answer.status == 503 {
                self.away += 1;
                return Ok(None);
            }
            if !answer.is_good() {
                self.odd.push(format!("{} {}", answer.status, answer.text));
                return Ok(None);
            }
            let own = answer.json();
            let state = own["state"].as_str().unwrap_or_default().to_owned();
            self.stands = own["version"].as_i64().map(|version| (version, state));
        }
        Ok(self.stands.clone())
    }

    async fn next(&mut self) -> reqwest::Result<Option<Act>> {
        self.count += 1;
        let name = format!("{}-{}", self.name, self.count);
        let work = self.work.clone();
        Ok(match work {
            Work::Save { of } => {
                let stands = self.stands(&of).await?;
                stands.map(|(seen, _)| save(&of, seen, self.count))
            }
            Work::Sign { of } => {
                let stands = self.stands(&of).await?;
                stands.map(|(seen, state)| step(&of, seen, &state, name))
            }
            Work::Found { county } => {
                let body = json!([{ "kind": "township", "code": "", "name": name, "parent": county,
                    "from_day": "2015-09-01" }]);
                Some(make(
                    "/api/orgs".to_owned(),
                    body,
                    &name,
                    Trace::Town(name.clone()),
                ))
            }
            Work::Keep { round } => {
                let path = format!("/api/rounds/{round}/what-ifs");
                let body = json!({ "id": null, "name": name, "changes": {} });
                Some(make(path, body, &name, Trace::WhatIf(name.clone())))
            }
        })
    }
}

impl Act {
    fn request(&self, client: &Client) -> RequestBuilder {
        let request = client.writing(self.method.clone(), &self.path, &self.body);
        let request = match self.seen {
            Some(seen) => request.header("if-match", format!("\"{seen}\"")),
            None => request,
        };
        match &self.key {
            Some(key) => request.header("idempotency-key", key),
            None => request,
        }
    }
}

fn save(of: &str, seen: i64, count: u64) -> Act {
    let value = (1_000 + count).to_string();
    Act {
        method: Method::PATCH,
        path: format!("/api/returns/{of}"),
        body: json!({ "cells": { FIELD: { "value": value } } }),
        seen: Some(seen),
        key: None,
        trace: Trace::Cell {
            of: of.to_owned(),
            version: seen + 1,
            value,
        },
    }
}

fn step(of: &str, seen: i64, state: &str, name: String) -> Act {
    let (verb, event, body) = match state {
        "submitted" => ("check", "checked", Value::Null),
        "checked" => ("send_back", "returned", json!({ "reason": name })),
        _ => ("submit", "submitted", Value::Null),
    };
    Act {
        method: Method::POST,
        path: format!("/api/returns/{of}/{verb}"),
        body,
        seen: Some(seen),
        key: Some(name),
        trace: Trace::Step {
            of: of.to_owned(),
            version: seen + 1,
            event,
        },
    }
}

fn make(path: String, body: Value, key: &str, trace: Trace) -> Act {
    Act {
        method: Method::POST,
        path,
        body,
        seen: None,
        key: Some(key.to_owned()),
        trace,
    }
}
