//! Two servers on one database behave as one: nothing that matters is known to one of them alone.

use reqwest::Method;
use serde_json::{Value, json};
use testbed::Program;
use testbed::client::Client;

use crate::house::{House, JUNHENG, PASSWORD, start, typed};

/// A settled county on PostgreSQL, a second server on it, and the administrator at the first.
async fn two() -> (House, Program, Client) {
    let mut house = start(testbed::postgres().await);
    let admin = house.admin().await;
    house.settle(&admin).await;
    let other = Program::start(JUNHENG, &house.address).unwrap();
    assert_eq!(other.first, None);
    (house, other, admin)
}

#[tokio::test]
async fn who_is_signed_in_at_one_is_signed_in_at_both() {
    let (house, other, admin) = two().await;
    let (_, clerk) = house
        .person(&admin, "zhao", "school_clerk", "河湾小学")
        .await;
    let there = clerk.at_base(&other.base);
    assert_eq!(there.get("/api/session").await.good()["login"], "zhao");
    let out = there
        .write(Method::DELETE, "/api/session", &Value::Null)
        .await;
    assert_eq!(out.status, 204);
    let after = clerk.get("/api/session").await;
    assert_eq!((after.status, &*after.code()), (401, "signed-out"));
}

#[tokio::test]
async fn wrong_passwords_are_counted_together() {
    let (house, other, admin) = two().await;
    house
        .person(&admin, "zhao", "school_clerk", "河湾小学")
        .await;
    for base in [
        &house.base,
        &other.base,
        &house.base,
        &other.base,
        &house.base,
    ] {
        let wrong = Client::new(base).sign_in("zhao", "wrong").await;
        assert_eq!(wrong.status, 401);
    }
    for base in [&house.base, &other.base] {
        let locked = Client::new(base).sign_in("zhao", PASSWORD).await;
        assert_eq!((locked.status, &*locked.code()), (429, "locked"));
    }
}

#[tokio::test]
async fn a_figure_written_at_one_is_seen_and_judged_at_the_other() {
    let (house, other, admin) = two().await;
    let round = house.round(&admin).await;
    let (_, clerk) = house
        .person(&admin, "zhao", "school_clerk", "河湾小学")
        .await;
    let (here, there) = (clerk.clone(), clerk.at_base(&other.base));
    let (boss, boss_there) = (admin.clone(), admin.at_base(&other.base));
    let id = house.return_of(&admin, &round, "河湾小学").await;
    let path = format!("/api/returns/{id}");
    let result = format!("/api/rounds/{round}/result");
    let mut tags = Vec::new();
    for (seen, pupils) in ["612", "613", "614"].into_iter().enumerate() {
        let figures = json!({ "cells": { "kind": typed("primary_school"),
            "pupils.primary": typed(pupils), "teaching_area": typed("3000") } });
        // In turns, and both look at the result each time: nothing that was judged before is shown.
        let writer = if seen % 2 == 0 { &here } else { &there };
        let saved = writer.at(seen as i64, Method::PATCH, &path, figures).await;
        assert_eq!(saved.status, 200, "{saved:?}");
        let (one, two) = (boss.get(&result).await, boss_there.get(&result).await);
        assert_eq!(one.header("etag"), two.header("etag"));
        let (one, two) = (one.good(), two.good());
        assert_eq!(one["facts"], two["facts"]);
        tags.push(one["facts"]["hash"].clone());
    }
    tags.dedup();
    assert_eq!(tags.len(), 3, "{tags:?}");
    let late = here
        .at(
            1,
            Method::PATCH,
            &path,
            json!({ "cells": { "teaching_area": typed("1") } }),
        )
        .await;
    assert_eq!((late.status, &*late.code()), (412, "changed-meanwhile"));
    assert_eq!(late.json()["changes"][0]["version"], 2);
}

#[tokio::test]
async fn a_key_taken_at_one_is_taken_at_both() {
    let (house, other, admin) = two().await;
    let there = admin.at_base(&other.base);
    let town = |name: &str| {
        json!([{ "kind": "township", "name": name, "parent": house.orgs["青禾市"],
            "from_day": "2015-09-01" }])
    };
    let first = admin.keyed("k", "/api/orgs", &town("柳河镇")).await;
    let second = there.keyed("k", "/api/orgs", &town("柳河镇")).await;
    assert_eq!((first.status, &first.text), (201, &second.text));
    let reused = there.keyed("k", "/api/orgs", &town("杨树镇")).await;
    assert_eq!(
        (reused.status, &*reused.code()),
        (422, "idempotency-reused")
    );
    // At the same moment at both: one of them does it, the other tells so.
    for i in 0..20 {
        let (key, town) = (format!("at-once-{i}"), town(&format!("第{i}镇")));
        let (one, two) = tokio::join!(
            admin.keyed(&key, "/api/orgs", &town),
            there.keyed(&key, "/api/orgs", &town)
        );
        for answer in [one, two] {
            let pending = answer.status == 409 && answer.code() == "answer-pending";
            assert!(answer.status == 201 || pending, "{answer:?}");
        }
    }
    let orgs = admin.get("/api/orgs").await.good();
    for i in 0..20 {
        let name = format!("第{i}镇");
        let named = orgs.as_array().unwrap().iter();
        let count = named.filter(|org| org["name"] == name.as_str()).count();
        assert_eq!(count, 1, "{name}");
    }
}

#[tokio::test]
async fn who_is_sent_away_at_one_is_sent_away_at_both() {
    let (house, other, admin) = two().await;
    let (id, clerk) = house
        .person(&admin, "zhao", "school_clerk", "河湾小学")
        .await;
    let there = clerk.at_base(&other.base);
    assert_eq!(there.get("/api/session").await.status, 200);
    let path = format!("/api/accounts/{id}");
    let gone = admin.write(Method::DELETE, &path, &Value::Null).await;
    assert_eq!(gone.status, 204, "{gone:?}");
    assert_eq!(there.get("/api/session").await.status, 401);
}

/// A server that dies in the middle of a write does not keep the turn.
#[tokio::test]
async fn one_goes_on_when_the_other_is_killed() {
    let (house, mut other, admin) = two().await;
    let there = admin.at_base(&other.base);
    let body = json!([{ "kind": "township", "name": "镇", "parent": house.orgs["青禾市"],
        "from_day": "2015-09-01" }]);
    let busy: Vec<_> = (0..20)
        .map(|_| {
            let request = there.writing(Method::POST, "/api/orgs", &body);
            let there = there.clone();
            tokio::spawn(async move { drop(there.try_send(request).await) })
        })
        .collect();
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    other.kill();
    let made = admin.post("/api/orgs", body).await;
    assert_eq!(made.status, 201, "{made:?}");
    for one in busy {
        one.await.unwrap();
    }
}
