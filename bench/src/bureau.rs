//! A bureau on a busy day: fifty people at one county's round, each of whom opens a page or saves a cell
//! about once a second.
//!
//! Twenty clerks type, ten reviewers check returns and send them back, twenty officers and leaders read
//! pages. Nobody touches what another one writes to, so nothing may be refused.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::chance::Chance;
use crate::house::House;
use crate::load::{Person, Times};

const CLERKS: usize = 20;
const REVIEWERS: usize = 10;
const READERS: usize = 20;

/// People in all.
pub const PEOPLE: usize = CLERKS + REVIEWERS + READERS;

/// How long somebody looks at a page before he asks again, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// At least.
    pub least: f64,
    /// At most.
    pub most: f64,
}

/// About once a second.
pub const USUAL: Pace = Pace {
    least: 500.0,
    most: 1_500.0,
};

/// A round with people at it.
#[derive(Debug)]
pub struct Bureau {
    round: String,
    people: Vec<(Person, Work)>,
}

/// What somebody does all day.
#[derive(Debug)]
enum Work {
    /// Types into the own return.
    Type(String),
    /// Reviews a pile of returns.
    Review(Vec<String>),
    /// Reads pages.
    Read,
}

impl Bureau {
    /// Fifty people in a house.
    pub async fn gather(house: &House) -> Bureau {
        let admin = house.come_in("admin").await;
        let round = text(&house.round(&admin).await["id"]);
        let all = house.returns(&admin, &round).await;
        let session = admin.get("/api/session").await.good();
        let county = text(&session["roles"][0]["org"]);
        let is_open = |own: &&Value| own["state"] == "draft" || own["state"] == "returned";
        let schools = || all.iter().filter(|own| text(&own["org"]) != county);
        let typed: Vec<&Value> = schools().filter(is_open).take(CLERKS).collect();
        let orgs: Vec<String> = typed.iter().map(|own| text(&own["org"])).collect();
        let mut piles = vec![Vec::new(); REVIEWERS];
        let others = schools().filter(|own| !typed.iter().any(|typed| typed["id"] == own["id"]));
        for (at, own) in others.enumerate() {
            piles[at % REVIEWERS].push(text(&own["id"]));
        }
        let clerks = house.hire(&admin, "clerk-", "school_clerk", &orgs).await;
        let desks = vec![county.clone(); READERS];
        let reviewers = &desks[..REVIEWERS];
        let reviewers = house.hire(&admin, "review-", "county_admin", reviewers);
        let reviewers = reviewers.await;
        let readers = house.hire(&admin, "read-", "leader", &desks).await;
        let typing = typed.iter().map(|own| Work::Type(text(&own["id"])));
        let reading = std::iter::repeat_with(|| Work::Read);
        let work = typing
            .chain(piles.into_iter().map(Work::Review))
            .chain(reading);
        let clients = clerks.into_iter().chain(reviewers).chain(readers);
        let people = clients.zip(work).zip(0..).map(|((client, work), at)| {
            let person = Person::new(client, Chance::of(7, at));
            (person, work)
        });
        Bureau {
            people: people.collect(),
            round,
        }
    }

    /// Lets them work for some time, and tells what they have waited for.
    pub async fn work(&mut self, time: Duration, pace: Pace) -> Times {
        let end = Instant::now() + time;
        let mut at_work = tokio::task::JoinSet::new();
        for (mut person, work) in self.people.drain(..) {
            let round = self.round.clone();
            at_work.spawn(async move {
                person.think(0.0, pace.most).await;
                match &work {
                    Work::Type(id) => typing(&mut person, id, pace, end).await,
                    Work::Review(pile) => reviewing(&mut person, &round, pile, pace, end).await,
                    Work::Read => reading(&mut person, &round, pace, end).await,
                }
                (person, work)
            });
        }
        self.people = at_work.join_all().await;
        let mut times = Times::default();
        for (person, _) in &mut self.people {
            times.merge(std::mem::take(&mut person.times));
        }
        times
    }
}

/// A clerk opens the own return and types: every pause saves a cell.
async fn typing(person: &mut Person, id: &str, pace: Pace, end: Instant) {
    let page = person
        .json("GET return", &format!("/api/returns/{id}"))
        .await;
    let (mut version, numbers) = (page["version"].as_i64().unwrap_or(0), numbers(&page));
    let mut turn = 0;
    while Instant::now() < end && !numbers.is_empty() {
        let (field, number) = &numbers[turn % numbers.len()];
        let value = number + (turn / numbers.len()) as i64 % 2;
        let cells = json!({ field: { "value": value.to_string() } });
        version = person.save(id, version, &cells).await.unwrap_or(version);
        turn += 1;
        person.think(pace.least, pace.most).await;
    }
}

/// The whole numbers of a return, by field.
fn numbers(page: &Value) -> Vec<(String, i64)> {
    let cells = page["cells"].as_object().into_iter().flatten();
    let number = |(field, cell): (&String, &Value)| {
        let number = cell["value"].as_str()?.parse().ok()?;
        Some((field.clone(), number))
    };
    cells.filter_map(number).collect()
}

/// A reviewer looks at who has filed, opens a return, and does what comes next with it.
async fn reviewing(person: &mut Person, round: &str, pile: &[String], pace: Pace, end: Instant) {
    let mut turn = 0;
    while Instant::now() < end && !pile.is_empty() {
        if turn % 5 == 0 {
            let path = format!("/api/rounds/{round}/progress");
            person.read("GET progress", &path).await;
        }
        let id = &pile[turn % pile.len()];
        let page = person
            .json("GET return", &format!("/api/returns/{id}"))
            .await;
        person.think(pace.least, pace.most).await;
        review(person, &page).await;
        turn += 1;
        person.think(pace.least, pace.most).await;
    }
}

/// What was handed in is checked, what was checked is sent back.
async fn review(person: &mut Person, page: &Value) {
    let (id, version) = (text(&page["id"]), page["version"].as_i64().unwrap_or(0));
    let (route, step, body) = match page["state"].as_str() {
        Some("submitted") => ("POST check", "check", Value::Null),
        Some("checked") => {
            let why = json!({ "reason": "与学籍系统不一致，请核对" });
            ("POST send_back", "send_back", why)
        }
        _ => return,
    };
    let path = format!("/api/returns/{id}/{step}");
    person
        .write(route, (Method::POST, &path), version, &body)
        .await;
}

/// Somebody who wants to know how the county stands walks through its pages.
async fn reading(person: &mut Person, round: &str, pace: Pace, end: Instant) {
    while Instant::now() < end {
        let of = |part: &str| format!("/api/rounds/{round}/{part}");
        match person.chance.whole(0, 9) {
            0..=3 => {
                // Overview, schools, 32 items: the same two answers, and who has filed.
                person.read("GET standard", &of("standard")).await;
                person.read("GET result", &of("result")).await;
                person.read("GET progress", &of("progress")).await;
            }
            4..=5 => {
                person
                    .read("GET result", &of("result?basis=submitted"))
                    .await;
            }
            6..=7 => {
                person.read("GET proof", &of("proof?of=county")).await;
            }
            8 => drop(person.read("GET rounds", "/api/rounds").await),
            _ => drop(person.read("GET orgs", "/api/orgs").await),
        }
        person.think(pace.least, pace.most).await;
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
