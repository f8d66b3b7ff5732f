//! Who may do what over HTTP: every route crossed with one person a role.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use crate::house::{empty_house, typed};
use testbed::client::{Answer, Client};

/// A request that changes nothing that another one asks for: where somebody may, he is told that this
/// cannot be done, or it is done without a trace that matters here.
struct Ask {
    method: Method,
    /// As in the description of the interface.
    route: &'static str,
    path: String,
    body: Value,
}

fn ask(method: Method, route: &'static str, id: &str, body: Value) -> Ask {
    Ask {
        method,
        route,
        path: route.replace("{id}", id),
        body,
    }
}

fn with_query(mut ask: Ask, query: &str) -> Ask {
    ask.path.push_str(query);
    ask
}

/// A text that is sent as a file.
fn file(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn proof(round: &str) -> Ask {
    let route = "/api/rounds/{id}/proof";
    with_query(ask(Method::GET, route, round, Value::Null), "?of=county")
}

async fn answer(person: &Client, ask: &Ask) -> Answer {
    match &ask.body {
        Value::String(text) => person.upload(&ask.path, text.clone()).await,
        body => {
            let method = ask.method.clone();
            person.at(999, method, &ask.path, body.clone()).await
        }
    }
}

fn means(round: &str) -> Ask {
    let route = "/api/rounds/{id}/means";
    let mut means = ask(Method::GET, route, round, Value::Null);
    means.path.push_str("?of=R4");
    means
}

fn comparison(round: &str) -> Ask {
    let mut comparison = ask(Method::GET, "/api/comparison", "", Value::Null);
    comparison.path = format!("/api/comparison?before={round}&after={round}");
    comparison
}

fn of_school(route: &'static str, ids: &Ids) -> Ask {
    let mut ask = ask(Method::GET, route, ids.round, Value::Null);
    ask.path = ask.path.replace("{school}", ids.school);
    if route.ends_with("proof") {
        ask.path.push_str("?of=2121000101");
    }
    ask
}

struct Ids<'a> {
    county: &'a str,
    school: &'a str,
    victim: &'a str,
    round: &'a str,
    own: &'a str,
    paper: &'a str,
}

/// Without a file: whoever may bring one is told that this is none.
fn brought(ids: &Ids) -> Ask {
    let route = "/api/rounds/{id}/evidence";
    let mut ask = ask(Method::POST, route, ids.round, Value::Null);
    ask.path
        .push_str(&format!("?name=a.pdf&org={}", ids.school));
    ask
}

fn asks(ids: &Ids) -> Vec<Ask> {
    let (get, post, patch, delete) = (Method::GET, Method::POST, Method::PATCH, Method::DELETE);
    let misplaced = json!({ "login": "x", "name": "x", "role": "school_clerk", "org": ids.county });
    let none = Value::Null;
    let why = json!({ "reason": "x" });
    let described = json!({ "title": "x", "items": [] });
    vec![
        ask(get.clone(), "/healthz", "", none.clone()),
        ask(get.clone(), "/readyz", "", none.clone()),
        ask(get.clone(), "/metrics", "", none.clone()),
        ask(get.clone(), "/api/openapi.json", "", none.clone()),
        ask(get.clone(), "/api/session", "", none.clone()),
        ask(
            post.clone(),
            "/api/session",
            "",
            // A name that is wrong too often has to wait: without one nothing is counted.
            json!({}),
        ),
        ask(
            post.clone(),
            "/api/session/password",
            "",
            json!({ "old": "", "new": "" }),
        ),
        ask(get.clone(), "/api/orgs", "", none.clone()),
        ask(
            post.clone(),
            "/api/orgs",
            "",
            json!([{ "kind": "county", "name": "x",
            "parent": ids.county, "from_day": "2015-09-01" }]),
        ),
        ask(
            get.clone(),
            "/api/orgs/{id}/history",
            ids.school,
            none.clone(),
        ),
        ask(
            post.clone(),
            "/api/orgs/{id}/states",
            ids.school,
            json!({ "name": "x",
            "from_day": "2027-01-01", "status": "merged" }),
        ),
        ask(
            get.clone(),
            "/api/orgs/{id}/overview",
            ids.county,
            none.clone(),
        ),
        ask(
            post.clone(),
            "/api/orgs/{id}/rounds",
            ids.school,
            json!({ "title": "x", "year": 2026, "day": "2026-10-01",
            "standard": "quality-balance-2017" }),
        ),
        ask(get.clone(), "/api/accounts", "", none.clone()),
        ask(post.clone(), "/api/accounts", "", json!([misplaced])),
        ask(
            post.clone(),
            "/api/accounts/{id}/password",
            ids.victim,
            none.clone(),
        ),
        ask(
            post.clone(),
            "/api/accounts/{id}/roles",
            ids.victim,
            misplaced,
        ),
        ask(
            delete.clone(),
            "/api/accounts/{id}",
            ids.victim,
            none.clone(),
        ),
        ask(
            post.clone(),
            "/api/accounts/{id}/enable",
            ids.victim,
            none.clone(),
        ),
        with_query(
            ask(post.clone(), "/api/accounts/list", "", file("姓名")),
            "?name=x.csv",
        ),
        ask(delete.clone(), "/api/grants/{id}", "0", none.clone()),
        with_query(
            ask(post.clone(), "/api/orgs/list", "", file("学校名称")),
            &format!("?name=x.csv&from_day=2015-09-01&county={}", ids.county),
        ),
        with_query(
            ask(
                get.clone(),
                "/api/orgs/{id}/schools",
                ids.county,
                none.clone(),
            ),
            "?day=2026-10-01",
        ),
        ask(get.clone(), "/api/permissions", "", none.clone()),
        ask(get.clone(), "/api/permissions.xlsx", "", none.clone()),
        ask(get.clone(), "/api/standards", "", none.clone()),
        ask(get.clone(), "/api/rounds", "", none.clone()),
        ask(
            post.clone(),
            "/api/rounds",
            "",
            json!({ "org": ids.school, "title": "x", "year": 2026,
            "day": "2026-10-01", "standard": "quality-balance-2017" }),
        ),
        ask(
            patch.clone(),
            "/api/rounds/{id}",
            ids.round,
            json!({ "state": "open" }),
        ),
        ask(
            get.clone(),
            "/api/rounds/{id}/progress",
            ids.round,
            none.clone(),
        ),
        ask(
            get.clone(),
            "/api/rounds/{id}/standard",
            ids.round,
            none.clone(),
        ),
        ask(
            get.clone(),
            "/api/rounds/{id}/result",
            ids.round,
            none.clone(),
        ),
        proof(ids.round),
        ask(
            get.clone(),
            "/api/rounds/{id}/schools",
            ids.round,
            none.clone(),
        ),
        of_school("/api/rounds/{id}/schools/{school}", ids),
        of_school("/api/rounds/{id}/schools/{school}/proof", ids),
        ask(
            get.clone(),
            "/api/orgs/{id}/trend",
            ids.county,
            none.clone(),
        ),
        ask(
            Method::PUT,
            "/api/orgs/{id}/target",
            ids.county,
            json!({ "day": null }),
        ),
        means(ids.round),
        comparison(ids.round),
        ask(
            get.clone(),
            "/api/orgs/{id}/results",
            ids.school,
            none.clone(),
        ),
        ask(
            post.clone(),
            "/api/rounds/{id}/try",
            ids.round,
            json!({ "changes": {} }),
        ),
        ask(
            get.clone(),
            "/api/rounds/{id}/what-ifs",
            ids.round,
            none.clone(),
        ),
        ask(
            post.clone(),
            "/api/rounds/{id}/what-ifs",
            ids.round,
            json!({ "name": "x", "changes": {} }),
        ),
        ask(
            patch.clone(),
            "/api/what-ifs/{id}",
            "0",
            json!({ "name": "x" }),
        ),
        ask(delete.clone(), "/api/what-ifs/{id}", "0", none.clone()),
        ask(get.clone(), "/api/returns/{id}", ids.own, none.clone()),
        ask(
            patch.clone(),
            "/api/returns/{id}",
            ids.own,
            json!({ "cells": { "kind": typed("primary_school") } }),
        ),
        ask(
            get.clone(),
            "/api/returns/{id}/changes",
            ids.own,
            none.clone(),
        ),
        ask(
            post.clone(),
            "/api/returns/{id}/submit",
            ids.own,
            none.clone(),
        ),
        ask(
            post.clone(),
            "/api/returns/{id}/check",
            ids.own,
            none.clone(),
        ),
        ask(
            post.clone(),
            "/api/returns/{id}/approve",
            ids.own,
            json!({ "group": "x" }),
        ),
        ask(
            post.clone(),
            "/api/returns/{id}/send_back",
            ids.own,
            why.clone(),
        ),
        ask(
            post.clone(),
            "/api/returns/{id}/ask_unlock",
            ids.own,
            why.clone(),
        ),
        ask(post.clone(), "/api/returns/{id}/unlock", ids.own, why),
        ask(get.clone(), "/api/audit", "", none.clone()),
        ask(get.clone(), "/api/audit/verify", "", none.clone()),
        ask(get.clone(), "/api/orgs/{id}/map", ids.county, none.clone()),
        ask(post.clone(), "/api/orgs/{id}/map", ids.county, none.clone()),
        ask(
            get.clone(),
            "/api/orgs/{id}/shapes",
            ids.county,
            none.clone(),
        ),
        ask(
            delete.clone(),
            "/api/orgs/{id}/shapes",
            ids.county,
            none.clone(),
        ),
        ask(
            patch.clone(),
            "/api/orgs/{id}/places",
            ids.county,
            json!({ "places": {} }),
        ),
        ask(
            Method::GET,
            "/api/returns/{id}/kit.xlsx",
            ids.own,
            Value::Null,
        ),
        ask(
            Method::GET,
            "/api/rounds/{id}/kits.zip",
            ids.round,
            Value::Null,
        ),
        // Files come as raw bodies: who may send which is told beside the verb.
        ask(
            Method::POST,
            "/api/rounds/{id}/imports",
            ids.round,
            json!({}),
        ),
        ask(
            Method::POST,
            "/api/rounds/{id}/reviews",
            ids.round,
            json!({ "step": "check", "returns": [] }),
        ),
        ask(
            get.clone(),
            "/api/rounds/{id}/evidence",
            ids.round,
            none.clone(),
        ),
        brought(ids),
        ask(
            get.clone(),
            "/api/rounds/{id}/evidence.zip",
            ids.round,
            none.clone(),
        ),
        ask(patch.clone(), "/api/evidence/{id}", ids.paper, described),
        ask(
            get.clone(),
            "/api/evidence/{id}/file",
            ids.paper,
            none.clone(),
        ),
        ask(
            get.clone(),
            "/api/rounds/{id}/comments",
            ids.round,
            none.clone(),
        ),
        ask(
            post.clone(),
            "/api/rounds/{id}/comments",
            ids.round,
            json!({ "item": "X", "org": ids.school, "text": "x" }),
        ),
        ask(
            get.clone(),
            "/api/rounds/{id}/owners",
            ids.round,
            none.clone(),
        ),
        ask(
            patch.clone(),
            "/api/rounds/{id}/owners",
            ids.round,
            json!({ "item": "X", "department": "", "person": "" }),
        ),
        ask(delete.clone(), "/api/evidence/{id}", "0", none.clone()),
        // Whoever signs out asks no more: this one comes last.
        ask(delete, "/api/session", "", none),
    ]
}

#[tokio::test]
async fn the_crossing_of_routes_and_roles() {
    let mut house = empty_house().await;
    let admin = house.admin().await;
    house.settle(&admin).await;
    let round = house.round(&admin).await;
    let own = house.return_of(&admin, &round, "河湾小学").await;
    let bring = format!(
        "/api/rounds/{round}/evidence?name=a.pdf&org={}",
        house.orgs["河湾小学"]
    );
    let bring = admin
        .writing(Method::POST, &bring, &Value::Null)
        .body("%PDF-1.4");
    let bring = bring.header("content-type", "application/octet-stream");
    let paper = admin.send(bring).await.good()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let (victim, _) = house
        .person(&admin, "victim", "head_teacher", "河湾小学")
        .await;
    let mut people: Vec<(&str, Client)> = vec![("nobody", house.client())];
    for (name, role, org) in [
        ("officer", "county_officer", "青禾市"),
        ("inspect", "inspector", "青禾市"),
        ("leader", "leader", "青禾市"),
        ("auditor", "auditor", "青禾市"),
        ("review", "township_reviewer", "河湾镇"),
        ("head", "head_teacher", "河湾小学"),
        ("clerk", "school_clerk", "河湾小学"),
        ("other", "school_clerk", "青杨小学"),
    ] {
        people.push((name, house.person(&admin, name, role, org).await.1));
    }
    people.push(("admin", admin.clone()));
    let ids = Ids {
        county: &house.orgs["青禾市"],
        school: &house.orgs["河湾小学"],
        victim: &victim,
        round: &round,
        own: &own,
        paper: &paper,
    };
    let asks = asks(&ids);
    every_route_is_asked(&admin, &asks).await;
    let heads: Vec<String> = people
        .iter()
        .map(|(name, _)| format!("{name:>8}"))
        .collect();
    let mut lines = vec![format!("{:42}{}", "", heads.concat())];
    for ask in &asks {
        let mut line = format!("{:42}", format!("{} {}", ask.method, ask.route));
        for (_, person) in &people {
            line.push_str(&format!("{:>8}", answer(person, ask).await.status));
        }
        lines.push(line);
    }
    insta::assert_snapshot!(lines.join("\n"));
}

async fn every_route_is_asked(admin: &Client, asks: &[Ask]) {
    let described = admin.get("/api/openapi.json").await.good();
    let mut routes = BTreeSet::new();
    for (path, item) in described["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            routes.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    let asked = asks
        .iter()
        .map(|ask| format!("{} {}", ask.method, ask.route));
    assert_eq!(asked.collect::<BTreeSet<_>>(), routes);
}
