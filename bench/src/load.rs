//! People at work: what each of them asks, how long every answer took, and what went wrong.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};

use reqwest::header::{ACCEPT_ENCODING, ETAG, IF_NONE_MATCH};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use testbed::client::Client;

use crate::chance::Chance;

/// How long answers took, by route, and what was refused.
#[derive(Debug, Default)]
pub struct Times {
    /// Milliseconds.
    by_route: BTreeMap<&'static str, Vec<f64>>,
    /// What was not done: the route and what came instead.
    pub failures: Vec<String>,
}

impl Times {
    /// One more answer.
    pub fn add(&mut self, route: &'static str, took: Duration) {
        let times = self.by_route.entry(route).or_default();
        times.push(took.as_secs_f64() * 1e3);
    }

    /// All of them together.
    pub fn merge(&mut self, other: Times) {
        for (route, times) in other.by_route {
            self.by_route.entry(route).or_default().extend(times);
        }
        self.failures.extend(other.failures);
    }

    /// Routes with their times in ascending order.
    pub fn sorted(mut self) -> Vec<(&'static str, Vec<f64>)> {
        let sort = |times: &mut Vec<f64>| times.sort_by(f64::total_cmp);
        self.by_route.values_mut().for_each(sort);
        self.by_route.into_iter().collect()
    }
}

/// The time that so many hundredths of sorted times do not exceed.
pub fn percentile(sorted: &[f64], hundredths: usize) -> f64 {
    let at = (sorted.len() * hundredths).div_ceil(100).max(1);
    sorted.get(at - 1).copied().unwrap_or(f64::NAN)
}

/// Somebody at a browser: he takes compressed answers and asks again only for what has changed.
#[derive(Debug)]
pub struct Person {
    /// His session.
    pub client: Client,
    /// His chance.
    pub chance: Chance,
    /// What he has waited for.
    pub times: Times,
    tags: HashMap<String, String>,
}

impl Person {
    /// Somebody signed in.
    pub fn new(client: Client, chance: Chance) -> Person {
        Person {
            client,
            chance,
            times: Times::default(),
            tags: HashMap::new(),
        }
    }

    /// Signs in.
    pub async fn sign_in(&mut self, login: &str, password: &str) {
        let start = Instant::now();
        let answer = self.client.sign_in(login, password).await;
        self.times.add("POST session", start.elapsed());
        if !answer.is_good() {
            let failure = format!("POST session: {} {}", answer.status, answer.text);
            self.times.failures.push(failure);
        }
    }

    /// Reads a page's data; the body, unless it is what he has already.
    pub async fn read(&mut self, route: &'static str, path: &str) -> Option<Vec<u8>> {
        let request = self.client.request(Method::GET, path);
        let request = match self.tags.get(path) {
            Some(tag) => request.header(IF_NONE_MATCH, tag),
            None => request,
        };
        let (body, tag) = self.timed(route, request, "gzip, deflate").await?;
        if let Some(tag) = tag.filter(|tag| tag.starts_with("W/")) {
            self.tags.insert(path.to_owned(), tag);
        }
        Some(body)
    }

    /// Reads JSON.
    pub async fn json(&mut self, route: &'static str, path: &str) -> Value {
        let request = self.client.request(Method::GET, path);
        let answer = self.timed(route, request, "identity").await;
        answer.map_or(Value::Null, |(body, _)| parsed(&body))
    }

    /// Writes to a return of which a version was looked at; the answer if it was done.
    pub async fn write(
        &mut self,
        route: &'static str,
        (method, path): (Method, &str),
        seen: i64,
        body: &Value,
    ) -> Option<Value> {
        let request = self.client.writing(method, path, body);
        let request = request.header("if-match", format!("\"{seen}\""));
        let answer = self.timed(route, request, "identity").await;
        answer.map(|(body, _)| parsed(&body))
    }

    /// Saves cells as the form does while somebody types; the version that holds then.
    pub async fn save(&mut self, id: &str, seen: i64, cells: &Value) -> Option<i64> {
        let path = format!("/api/returns/{id}");
        let body = json!({ "cells": cells });
        let saved = self.write("PATCH return", (Method::PATCH, &path), seen, &body);
        saved.await?["version"].as_i64()
    }

    async fn timed(
        &mut self,
        route: &'static str,
        request: RequestBuilder,
        encoding: &str,
    ) -> Option<(Vec<u8>, Option<String>)> {
        let request = request.header(ACCEPT_ENCODING, encoding);
        let start = Instant::now();
        let answer = request.send().await;
        let (status, tag, body) = match answer {
            Ok(answer) => {
                let tag = answer.headers().get(ETAG);
                let tag = tag.and_then(|tag| tag.to_str().ok()).map(str::to_owned);
                (answer.status(), tag, answer.bytes().await)
            }
            Err(why) => {
                self.times.failures.push(format!("{route}: {why}"));
                return None;
            }
        };
        self.times.add(route, start.elapsed());
        match body {
            Ok(body) if status.is_success() || status.as_u16() == 304 => Some((body.into(), tag)),
            Ok(body) => {
                let said = String::from_utf8_lossy(&body);
                self.times
                    .failures
                    .push(format!("{route}: {status} {said}"));
                None
            }
            Err(why) => {
                self.times.failures.push(format!("{route}: {why}"));
                None
            }
        }
    }

    /// Looks at what came, for some time between two bounds in milliseconds.
    pub async fn think(&mut self, least: f64, most: f64) {
        let pause = self.chance.between(least, most);
        tokio::time::sleep(Duration::from_secs_f64(pause / 1e3)).await;
    }
}

fn parsed(body: &[u8]) -> Value {
    serde_json::from_slice(body).unwrap_or(Value::Null)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hundredths_are_counted_from_the_smallest() {
        let times: Vec<f64> = (1..=200).map(f64::from).collect();
        assert_eq!(percentile(&times, 50), 100.0);
        assert_eq!(percentile(&times, 99), 198.0);
        assert_eq!(percentile(&times[..1], 99), 1.0);
        assert!(percentile(&[], 50).is_nan());
    }
}
