//! A whole round: opened, filled in, two people at once, handed in, checked, approved, judged.

use reqwest::Method;
use serde_json::{Value, json};

use crate::house::{House, empty_houses, typed};
use testbed::client::Client;

fn figures() -> Value {
    json!({ "cells": {
        "kind": typed("primary_school"),
        "pupils.primary": typed("６１２"),
        "teaching_area": typed("3,000.5"),
    }})
}

#[tokio::test]
async fn a_round_from_the_first_figure_to_the_lock() {
    for mut house in empty_houses().await {
        let admin = house.admin().await;
        house.settle(&admin).await;
        let round = house.round(&admin).await;
        let (_, clerk) = house
            .person(&admin, "zhao", "school_clerk", "河湾小学")
            .await;
        let (_, reviewer) = house
            .person(&admin, "qian", "township_reviewer", "河湾镇")
            .await;
        let id = house.return_of(&admin, &round, "河湾小学").await;
        let path = format!("/api/returns/{id}");

        // A clerk finds his own return, and nobody else's.
        let progress = clerk.get(&format!("/api/rounds/{round}/progress")).await;
        let seen = progress.good();
        assert_eq!(seen["returns"].as_array().unwrap().len(), 1);
        assert_eq!(seen["returns"][0]["id"], id.as_str());
        filled(&clerk, &path).await;
        raced(&clerk, &path).await;
        let version = signed_off(&house, &clerk, &reviewer, &admin, &path).await;
        unlocked(&clerk, &admin, &path, version).await;
        judged(&admin, &round).await;
        told(&admin, &round).await;
        let lines = admin.get("/api/audit?limit=5").await.good();
        assert_eq!(lines.as_array().unwrap().len(), 5);
        let whole = admin.get("/api/audit/verify").await.good();
        assert_eq!(whole["whole"], true);
        assert!(whole["lines"].as_i64().unwrap() > 20);
    }
}

/// Two people save at the same moment: one is told that the other was faster, and nothing is lost.
#[tokio::test]
async fn of_two_at_once_one_is_told() {
    for mut house in empty_houses().await {
        let admin = house.admin().await;
        house.settle(&admin).await;
        let round = house.round(&admin).await;
        let (_, one) = house
            .person(&admin, "zhao", "school_clerk", "河湾小学")
            .await;
        let (_, two) = house
            .person(&admin, "qian", "school_clerk", "河湾小学")
            .await;
        let id = house.return_of(&admin, &round, "河湾小学").await;
        let path = format!("/api/returns/{id}");
        for version in 0..10 {
            let cell =
                |value: i64| json!({ "cells": { "teaching_area": typed(&value.to_string()) } });
            let (first, second) = tokio::join!(
                one.at(version, Method::PATCH, &path, cell(1_000 + version)),
                two.at(version, Method::PATCH, &path, cell(2_000 + version)),
            );
            let mut statuses = [first.status, second.status];
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 412]);
        }
        let changes = admin.get(&format!("{path}/changes")).await.good();
        assert_eq!(changes.as_array().unwrap().len(), 10);
    }
}

async fn filled(clerk: &Client, path: &str) {
    let read = clerk.get(path).await;
    assert_eq!(read.header("etag"), "\"0\"");
    let page = read.good();
    assert_eq!(
        page["verbs"],
        json!(["fill_school_return", "submit_return"])
    );
    assert_eq!(page["org"]["name"], "河湾小学");
    let fields = page["form"]["fields"].as_array().unwrap();
    let pupils = fields
        .iter()
        .find(|field| field["name"] == "pupils.primary");
    assert_eq!(pupils.unwrap()["stage"], "primary");

    let blind = clerk.write(Method::PATCH, path, &figures()).await;
    assert_eq!((blind.status, &*blind.code()), (428, "if-match-needed"));
    let mut given = figures();
    given["cells"]["classes.primary"] = typed("十几个");
    let saved = clerk.at(0, Method::PATCH, path, given).await;
    assert_eq!(saved.header("etag"), "\"1\"");
    let saved = saved.good();
    let refused = &saved["refused"]["classes.primary"];
    assert_eq!(
        (&refused["grade"], &refused["field"]),
        (&json!("must_fix"), &json!("classes.primary"))
    );
    assert!(!refused["what"].as_str().unwrap().is_empty());
}

async fn raced(clerk: &Client, path: &str) {
    let late = clerk.at(0, Method::PATCH, path, figures()).await;
    assert_eq!((late.status, &*late.code()), (412, "changed-meanwhile"));
    let late = late.json();
    assert_eq!(late["version"], 1);
    let changed: Vec<&str> = late["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| change["field"].as_str().unwrap())
        .collect();
    assert_eq!(changed, ["kind", "pupils.primary", "teaching_area"]);
    assert_eq!(late["changes"][0]["account_name"], "zhao老师");
    let changes = clerk.get(&format!("{path}/changes?after=0")).await.good();
    assert_eq!(changes, late["changes"]);
}

async fn signed_off(
    _: &House,
    clerk: &Client,
    reviewer: &Client,
    admin: &Client,
    path: &str,
) -> i64 {
    let submit = format!("{path}/submit");
    let given = clerk.at(1, Method::POST, &submit, Value::Null).await.good();
    assert_eq!(given, json!({ "version": 2, "state": "submitted" }));
    let again = clerk.at(2, Method::POST, &submit, Value::Null).await;
    assert_eq!((again.status, &*again.code()), (409, "wrong-state"));
    let no_reason = json!({ "reason": " ", "field": null });
    let back = format!("{path}/send_back");
    let refused = reviewer.at(2, Method::POST, &back, no_reason).await;
    assert_eq!((refused.status, &*refused.code()), (422, "reason-needed"));
    let check = format!("{path}/check");
    let checked = reviewer.at(2, Method::POST, &check, json!({})).await.good();
    assert_eq!(checked["state"], "checked");
    let page = admin.get(path).await.good();
    let mut version = 3;
    for group in page["form"]["groups"].as_array().unwrap() {
        let approve = format!("{path}/approve");
        let body = json!({ "group": group["id"] });
        let approved = admin.at(version, Method::POST, &approve, body).await.good();
        version = approved["version"].as_i64().unwrap();
    }
    let page = clerk.get(path).await.good();
    assert_eq!(
        (&page["state"], &page["verbs"]),
        (&json!("locked"), &json!(["ask_unlock"]))
    );
    assert_eq!(page["events"][0]["account_name"], "zhao老师");
    version
}

async fn unlocked(clerk: &Client, admin: &Client, path: &str, version: i64) {
    let why = json!({ "reason": "人数有误" });
    let ask = format!("{path}/ask_unlock");
    let asked = clerk
        .at(version, Method::POST, &ask, why.clone())
        .await
        .good();
    assert_eq!(asked["state"], "locked");
    let version = asked["version"].as_i64().unwrap();
    let unlock = format!("{path}/unlock");
    let opened = admin.at(version, Method::POST, &unlock, why).await.good();
    assert_eq!(opened["state"], "returned");
}

async fn judged(admin: &Client, round: &str) {
    let path = format!("/api/rounds/{round}/result");
    let result = admin.get(&path).await;
    let tag = result.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    let run = result.good();
    assert_eq!(run["format"], "junheng.run/1");
    assert_eq!(run["counties"][0]["name"], "青禾市");
    let request = admin
        .request(Method::GET, &path)
        .header("if-none-match", &tag);
    let same = admin.send(request).await;
    assert_eq!((same.status, &*same.text), (304, ""));
    let packed = admin
        .request(Method::GET, &path)
        .header("accept-encoding", "gzip");
    assert_eq!(admin.send(packed).await.header("content-encoding"), "gzip");
    let odd = admin.get(&format!("{path}?basis=some")).await;
    assert_eq!((odd.status, &*odd.code()), (422, "basis"));
    let locked = admin.get(&format!("{path}?basis=locked")).await.good();
    assert_eq!(locked["facts"]["schools"], 0);
}

async fn told(admin: &Client, round: &str) {
    let path = format!("/api/rounds/{round}/proof?of=");
    let proof = admin.get(&format!("{path}河湾小学 小学 R4")).await.good();
    assert!(proof["title"].as_str().unwrap().contains("R4"), "{proof}");
    assert!(!proof["blocks"].as_array().unwrap().is_empty());
    let unknown = admin.get(&format!("{path}河湾小学 小学 R44")).await;
    assert_eq!((unknown.status, &*unknown.code()), (422, "question"));
    assert!(!unknown.json()["title"].as_str().unwrap().is_empty());
    let rules = admin
        .get(&format!("/api/rounds/{round}/standard"))
        .await
        .good();
    let indicators = rules["indicators"].as_array().unwrap();
    assert_eq!(indicators.len(), 7);
    assert_eq!(indicators[3]["limits"]["primary"], "4.5");
}
