use reqwest::Method;
use serde_json::{Value, json};
use testbed::client::Client;

use crate::house::{House, empty_house, typed};

/// A second round, a year earlier.
async fn earlier(house: &House, admin: &Client) -> String {
    let round = json!({ "org": house.orgs["青禾市"], "title": "2025年填报", "year": 2025,
        "day": "2025-10-01", "due_day": "2025-10-20", "standard": "quality-balance-2017" });
    let opened = admin.post("/api/rounds", round).await.good();
    opened["id"].as_str().unwrap().to_owned()
}

/// A primary school of 100 pupils with so many m² to teach in: R4 asks for 450.
async fn report(house: &House, admin: &Client, round: &str, school: &str, area: &str) {
    let login = format!("clerk{}", uniquely(round, school));
    let (_, clerk) = house.person(admin, &login, "school_clerk", school).await;
    let own = house.return_of(&clerk, round, school).await;
    let cells = json!({ "kind": typed("primary_school"), "pupils.primary": typed("100"),
        "teaching_area": typed(area), "indoor_sports_area": typed("0"),
        "urban_rural": typed(if school == "河湾小学" { "rural" } else { "town" }) });
    let path = format!("/api/returns/{own}");
    let filled = clerk
        .at(0, Method::PATCH, &path, json!({ "cells": cells }))
        .await;
    assert_eq!(filled.status, 200, "{filled:?}");
}

fn uniquely(round: &str, school: &str) -> String {
    format!(
        "{}-{}",
        &round[..8],
        if school == "河湾小学" { 1 } else { 2 }
    )
}

/// Two rounds: 河湾小学 grew from 440 m² to 500, 青杨小学 is there in the later one alone.
async fn two_years() -> (House, Client, String, String) {
    let mut house = empty_house().await;
    let admin = house.admin().await;
    house.settle(&admin).await;
    let before = earlier(&house, &admin).await;
    let after = house.round(&admin).await;
    report(&house, &admin, &before, "河湾小学", "440").await;
    report(&house, &admin, &after, "河湾小学", "500").await;
    report(&house, &admin, &after, "青杨小学", "440").await;
    (house, admin, before, after)
}

fn of<'a>(rows: &'a Value, wanted: &[(&str, &str)]) -> &'a Value {
    let mut rows = rows.as_array().unwrap().iter();
    let fits = |row: &&Value| wanted.iter().all(|(name, value)| row[*name] == *value);
    rows.find(fits)
        .unwrap_or_else(|| panic!("no row {wanted:?}"))
}

#[tokio::test]
async fn a_county_over_its_rounds_with_the_day_it_aims_at() {
    let (house, admin, before, after) = two_years().await;
    let county = &house.orgs["青禾市"];
    let path = format!("/api/orgs/{county}/trend");
    let trend = admin.get(&path).await.good();
    assert_eq!(trend["target_day"], Value::Null);
    let rounds = trend["rounds"].as_array().unwrap();
    let ids: Vec<&Value> = rounds.iter().map(|own| &own["round"]["id"]).collect();
    assert_eq!(
        ids,
        [&json!(before), &json!(after)],
        "from the first to the last"
    );
    let primary = of(&rounds[1]["stages"], &[("stage", "primary")]);
    assert_eq!(
        (&primary["sections"], &primary["open"]),
        (&json!(2), &json!(2))
    );
    let r4 = [("stage", "primary"), ("indicator", "R4")];
    assert_eq!(of(&rounds[0]["spreads"], &r4)["cv"], json!(0.0));
    let moved = of(&rounds[1]["spreads"], &r4)["cv"].as_f64().unwrap();
    assert!((moved - 30.0 / 470.0).abs() < 1e-12, "{moved}");

    let target = format!("/api/orgs/{county}/target");
    let set = admin
        .write(Method::PUT, &target, &json!({ "day": "2028-12-31" }))
        .await;
    assert_eq!(set.status, 204, "{set:?}");
    assert_eq!(admin.get(&path).await.good()["target_day"], "2028-12-31");
    let (_, leader) = house.person(&admin, "leader", "leader", "青禾市").await;
    let refused = leader
        .write(Method::PUT, &target, &json!({ "day": "2030-12-31" }))
        .await;
    assert_eq!(refused.status, 403);
    let school = format!("/api/orgs/{}/target", house.orgs["河湾小学"]);
    let refused = admin
        .write(Method::PUT, &school, &json!({ "day": "2030-12-31" }))
        .await;
    assert_eq!(refused.code(), "not-a-county");
    let away = admin
        .write(Method::PUT, &target, &json!({ "day": null }))
        .await;
    assert_eq!(away.status, 204);
    assert_eq!(leader.get(&path).await.good()["target_day"], Value::Null);
}

#[tokio::test]
async fn two_years_side_by_side_tell_what_moved_and_why() {
    let (house, admin, before, after) = two_years().await;
    let path = format!("/api/comparison?before={before}&after={after}");
    let found = admin.get(&path).await.good();
    let own = [("name", "河湾小学"), ("indicator", "R4")];
    let r4 = of(&found["figures"], &own);
    assert_eq!(
        (&r4["before"], &r4["after"]),
        (&json!("4.40"), &json!("5.00"))
    );
    assert_eq!(r4["standing"], json!(["floor", "met"]));
    assert_eq!(r4["amount"], json!(["440", "500"]));
    assert_eq!(r4["per"], json!(["100", "100"]));
    assert_eq!(r4["org"], json!(house.orgs["河湾小学"]));
    assert!(r4["why"].as_str().unwrap().contains("440 → 500"), "{r4}");
    let came = of(&found["schools"], &[("name", "青杨小学")]);
    assert_eq!(came["became"], "counts", "it was there, and had not filed");
    let section = of(&found["sections"], &[("name", "青杨小学")]);
    assert_eq!(section["outcome"], json!([null, "cannot_decide"]));

    // The same round with a trial that was kept: only what it changes moves.
    let trial = json!({ "name": "加建", "changes": { "2121000102":
        { "teaching_area": typed("460") } } });
    let kept = admin
        .post(&format!("/api/rounds/{after}/what-ifs"), trial)
        .await
        .good();
    let kept = kept["id"].as_str().unwrap();
    let path = format!("/api/comparison?before={after}&after={after}&what_if={kept}");
    let found = admin.get(&path).await.good();
    let figures = found["figures"].as_array().unwrap();
    assert_eq!(figures.len(), 1, "{figures:?}");
    assert_eq!(figures[0]["standing"], json!(["floor", "met"]));
    let (_, officer) = house
        .person(&admin, "officer", "county_officer", "青禾市")
        .await;
    assert_eq!(
        officer.get(&path).await.status,
        404,
        "it is somebody else's"
    );
    let (_, head) = house
        .person(&admin, "head", "head_teacher", "河湾小学")
        .await;
    assert_eq!(head.get(&path).await.status, 403);
}

#[tokio::test]
async fn a_school_that_takes_over_the_code_of_another_is_another() {
    let (house, admin, before, after) = two_years().await;
    let (school, town) = (&house.orgs["河湾小学"], &house.orgs["河湾镇"]);
    let merged = json!({ "from_day": "2026-03-01", "name": "河湾小学", "parent": town,
        "status": "merged", "into_org": house.orgs["青杨小学"] });
    let states = format!("/api/orgs/{school}/states");
    assert_eq!(admin.post(&states, merged).await.status, 204);
    let path = format!("/api/comparison?before={before}&after={after}&after_basis=locked");
    let found = admin.get(&path).await.good();
    let went = of(&found["schools"], &[("name", "河湾小学")]);
    assert_eq!(
        (&went["became"], &went["other"]),
        (&json!("merged"), &json!("青杨小学"))
    );
}

#[tokio::test]
async fn means_and_parts_of_an_indicator_come_from_the_engine() {
    let (_house, admin, _, after) = two_years().await;
    let path = format!("/api/rounds/{after}/means?of=R4");
    let means = admin.get(&path).await.good();
    let by = of(&means["ways"], &[("by", "urban_rural")]);
    let groups = by["groups"].as_array().unwrap();
    let rural = groups
        .iter()
        .find(|own| own["group"]["en"] == "Rural")
        .unwrap();
    assert_eq!(
        (&rural["mean"], &rural["standing"]),
        (&json!("5.00"), &json!("met"))
    );
    let towns = of(&means["ways"], &[("by", "township")]);
    let none = towns["groups"].as_array().unwrap();
    let none = none.iter().find(|own| own["group"].is_null()).unwrap();
    assert_eq!(
        (&none["mean"], &none["standing"]),
        (&json!("4.40"), &json!("floor"))
    );
    let shares = means["parts"].as_array().unwrap();
    let shares: Vec<f64> = shares
        .iter()
        .map(|own| own["share"].as_f64().unwrap())
        .collect();
    assert_eq!(shares, [0.5, 0.5]);
    let unknown = format!("/api/rounds/{after}/means?of=R99");
    assert_eq!(admin.get(&unknown).await.status, 404);
}
