//! The last minute before the deadline: every school of a large county hands its return in.
//!
//! At a moment of his own within the minute each clerk signs in, opens the return, saves a cell and
//! submits.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use testbed::client::Client;

use crate::chance::Chance;
use crate::house::{House, PASSWORD, fill};
use crate::load::{Person, Times};

/// Accounts that are asked for at once.
const AT_ONCE: usize = 40;

/// Clerks who have not handed in yet.
#[derive(Debug)]
pub struct Rush {
    clerks: Vec<(String, String)>,
    house: Client,
}

impl Rush {
    /// So many clerks, each with a return that can be handed in.
    ///
    /// Panics when the house has not so many returns without anything that must be fixed.
    pub async fn gather(house: &House, schools: usize) -> Rush {
        let admin = house.come_in("admin").await;
        let before = house.round(&admin).await;
        let round = json!({ "org": before["org"], "title": "冲刺", "year": 2100,
            "day": before["day"], "standard": before["standard"] });
        let round = admin.post("/api/rounds", round).await.good();
        let round = round["id"].as_str().unwrap_or_default().to_owned();
        let returns = house.returns(&admin, &round).await;
        let of_schools = returns.iter().filter(|own| own["org"] != before["org"]);
        let orgs: Vec<(String, String)> = of_schools
            .map(|own| (text(&own["org"]), text(&own["id"])))
            .collect();
        let mut clerks = Vec::new();
        // Passwords take long to make: a few dozen a request.
        for (part, some) in orgs.chunks(AT_ONCE).enumerate() {
            let whose: Vec<String> = some.iter().map(|(org, _)| org.clone()).collect();
            let login = format!("rush-{part}-");
            let hired = house.hire(&admin, &login, "school_clerk", &whose).await;
            for (at, (client, (_, id))) in hired.iter().zip(some).enumerate() {
                if clerks.len() < schools && prepare(client, id).await {
                    clerks.push((format!("{login}{at}"), id.clone()));
                }
            }
        }
        assert_eq!(clerks.len(), schools, "too few returns can be handed in");
        Rush {
            clerks,
            house: house.program.client(),
        }
    }

    /// Lets all of them come within some time; what they waited for, and how many handed in.
    pub async fn run(&self, within: Duration) -> (Times, usize) {
        let mut rushing = tokio::task::JoinSet::new();
        for (at, (login, id)) in self.clerks.iter().enumerate() {
            let person = Person::new(self.house.clone(), Chance::of(11, at as u64));
            rushing.spawn(hand_in(person, login.clone(), id.clone(), within));
        }
        let (mut times, mut done) = (Times::default(), 0);
        for (person, submitted) in rushing.join_all().await {
            times.merge(person.times);
            done += usize::from(submitted);
        }
        (times, done)
    }
}

/// Fills a return with last year's figures; whether it can be handed in then.
async fn prepare(client: &Client, id: &str) -> bool {
    let page = client.get(&format!("/api/returns/{id}")).await.good();
    let last_year = page["last_year"].as_object().cloned().unwrap_or_default();
    let typed = last_year.into_iter().map(|(field, cell)| {
        (
            field,
            json!({ "value": cell["value"], "missing": cell["missing"] }),
        )
    });
    let cells: Value = Value::Object(typed.collect());
    let saved = fill(client, id, 0, &cells).await;
    let Some(saved) = saved.ok().filter(|answer| answer.is_good()) else {
        return false;
    };
    let saved = saved.json();
    let findings = saved["findings"].as_array().into_iter().flatten();
    let stands = |own: &&Value| own["grade"] == "must_fix" || own["grade"] == "explain";
    findings.filter(stands).count() == 0
}

async fn hand_in(
    mut person: Person,
    login: String,
    id: String,
    within: Duration,
) -> (Person, bool) {
    person.think(0.0, within.as_secs_f64() * 1e3).await;
    person.sign_in(&login, PASSWORD).await;
    let page = person
        .json("GET return", &format!("/api/returns/{id}"))
        .await;
    let mut version = page["version"].as_i64().unwrap_or(0);
    let cells = page["cells"].as_object();
    let first = cells.and_then(|cells| cells.iter().find(|(_, cell)| cell["value"].is_string()));
    if let Some((field, cell)) = first {
        let same = json!({ field: { "value": cell["value"] } });
        version = person.save(&id, version, &same).await.unwrap_or(version);
    }
    let path = format!("/api/returns/{id}/submit");
    let submit = (Method::POST, path.as_str());
    let done = person.write("POST submit", submit, version, &Value::Null);
    let done = done.await.is_some();
    (person, done)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
