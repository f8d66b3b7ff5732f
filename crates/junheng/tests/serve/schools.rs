use reqwest::Method;
use serde_json::{Value, json};
use store::Store;
use store::orgs::{self, State};

use crate::house::{House, empty_house, typed};
use testbed::client::Client;

/// A primary school of 100 pupils with so many m² to teach in: R4 asks for 450.
async fn report(house: &House, admin: &Client, round: &str, school: &str, area: &str) {
    let login = format!("clerk-{}", house.orgs[school]);
    let (_, clerk) = house.person(admin, &login, "school_clerk", school).await;
    let own = house.return_of(&clerk, round, school).await;
    let cells = json!({ "kind": typed("primary_school"), "pupils.primary": typed("100"),
        "teaching_area": typed(area), "indoor_sports_area": typed("0") });
    let path = format!("/api/returns/{own}");
    let filled = clerk
        .at(0, Method::PATCH, &path, json!({ "cells": cells }))
        .await;
    assert_eq!(filled.status, 200, "{filled:?}");
}

async fn two_schools() -> (House, Client, String) {
    let mut house = empty_house().await;
    let admin = house.admin().await;
    house.settle(&admin).await;
    let round = house.round(&admin).await;
    report(&house, &admin, &round, "河湾小学", "440").await;
    report(&house, &admin, &round, "青杨小学", "500").await;
    (house, admin, round)
}

fn figure<'a>(section: &'a Value, indicator: &str) -> &'a Value {
    let figures = section["figures"].as_array().unwrap();
    let own = figures.iter().find(|own| own["indicator"] == indicator);
    own.unwrap()
}

#[tokio::test]
async fn a_school_and_its_township_see_their_part_of_the_result_and_nothing_else() {
    let (house, admin, round) = two_schools().await;
    let whole = admin.get(&format!("/api/rounds/{round}/result")).await;
    let whole = whole.good()["counties"][0]["sections"].clone();
    let own = whole.as_array().unwrap().iter();
    let own: Vec<&Value> = own.filter(|own| own["code"] == "2121000101").collect();
    let people = [
        ("head", "head_teacher", "河湾小学"),
        ("clerk", "school_clerk", "河湾小学"),
        ("review", "township_reviewer", "河湾镇"),
        ("leader", "leader", "河湾镇"),
    ];
    for (login, role, org) in people {
        let (_, person) = house.person(&admin, login, role, org).await;
        let schools = person.get(&format!("/api/rounds/{round}/schools")).await;
        assert!(!schools.text.contains("青杨小学"), "{schools:?}");
        let schools = schools.good();
        assert_eq!(schools["whole"], false);
        assert_eq!(schools["sections"], json!(own), "judged as in the county");

        let path = format!("/api/rounds/{round}/schools/2121000101");
        let school = person.get(&path).await;
        assert!(!school.text.contains("青杨"), "{school:?}");
        let school = school.good();
        assert_eq!(school["org"]["id"], json!(house.orgs["河湾小学"]));
        assert_eq!(school["township"], "河湾镇");
        assert_eq!(school["ranks"], json!([]), "a place tells of the others");
        let other = format!("/api/rounds/{round}/schools/2121000102");
        assert_eq!(person.get(&other).await.status, 404);
        let other = format!("/api/rounds/{round}/schools/{}", house.orgs["青杨小学"]);
        assert_eq!(person.get(&other).await.status, 404);
        let county = format!("/api/rounds/{round}/result");
        assert_eq!(person.get(&county).await.status, 403);
    }
    let (_, auditor) = house.person(&admin, "auditor", "auditor", "青禾市").await;
    let schools = auditor.get(&format!("/api/rounds/{round}/schools")).await;
    assert_eq!(
        (schools.status, schools.code().as_str()),
        (403, "not-permitted")
    );
}

#[tokio::test]
async fn what_a_school_lacks_and_its_place_come_from_the_engine() {
    let (house, admin, round) = two_schools().await;
    let path = format!("/api/rounds/{round}/schools/{}", house.orgs["河湾小学"]);
    let school = admin.get(&path).await.good();
    assert_eq!(figure(&school["sections"][0], "R4")["standing"], "floor");
    let gaps = school["gaps"].as_array().unwrap();
    let r4 = gaps.iter().find(|gap| gap["item"] == "R4").unwrap();
    assert_eq!(
        (&r4["to_limit"], &r4["to_floor"]),
        (&json!("10"), &json!("0"))
    );
    let ranks = school["ranks"].as_array().unwrap();
    let rank = json!({ "stage": "primary", "indicator": "R4", "place": 2, "of": 2 });
    assert!(ranks.contains(&rank), "{ranks:?}");
    let questions = school["questions"].as_array().unwrap();
    assert!(
        questions.iter().any(|own| own["item"] == "R1"),
        "{questions:?}"
    );
}

#[tokio::test]
async fn a_proof_for_a_school_tells_of_no_other() {
    let (house, admin, round) = two_schools().await;
    let (_, head) = house
        .person(&admin, "head", "head_teacher", "河湾小学")
        .await;
    let proof = async |of: &str| {
        let of = of.replace(' ', "%20");
        let path = format!("/api/rounds/{round}/schools/2121000101/proof?of={of}");
        head.get(&path).await
    };
    let own = proof("2121000101 primary R4").await;
    assert!(
        own.text.contains("440") && !own.text.contains("青杨"),
        "{own:?}"
    );
    for of in [
        "county",
        "primary R4 CV",
        "primary CV",
        "G1",
        "2121000102 primary R4",
        "青杨小学 primary R4",
        "青杨",
    ] {
        let refused = proof(of).await;
        assert_eq!(
            (refused.status, refused.code().as_str()),
            (422, "question"),
            "{of}"
        );
        assert!(!refused.text.contains("500"), "{refused:?}");
        // It repeats what was asked, and knows no more.
        let words = of.split(' ');
        let told = words.fold(refused.text.clone(), |told, word| told.replace(word, ""));
        assert!(
            !told.contains("青杨") && !told.contains("2121000102"),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn a_row_that_two_schools_might_own_is_shown_to_neither() {
    let (house, admin, round) = two_schools().await;
    // No verb gives a code twice: somebody has written past them.
    let store = Store::open(&house.address).await.unwrap();
    let mut write = store.write(1).await.unwrap();
    let twin = State {
        from_day: "2015-09-01".to_owned(),
        name: "青杨分校".to_owned(),
        parent: Some(house.orgs["青禾市"].clone()),
        status: "open".to_owned(),
        into_org: None,
    };
    orgs::add(&mut write, "twin", "school", "2121000101", &twin)
        .await
        .unwrap();
    write.commit_quietly().await.unwrap();
    let (_, head) = house
        .person(&admin, "head", "head_teacher", "河湾小学")
        .await;
    let schools = head
        .get(&format!("/api/rounds/{round}/schools"))
        .await
        .good();
    assert_eq!(schools["sections"], json!([]));
}

#[tokio::test]
async fn a_school_that_has_closed_keeps_its_years() {
    let (house, admin, round) = two_schools().await;
    let school = &house.orgs["河湾小学"];
    let merged = json!({ "from_day": "2026-10-20", "name": "河湾小学", "parent": house.orgs["河湾镇"],
        "status": "merged", "into_org": house.orgs["青杨小学"] });
    let changed = admin
        .post(&format!("/api/orgs/{school}/states"), merged)
        .await;
    assert_eq!(changed.status, 204, "{changed:?}");
    let history = admin
        .get(&format!("/api/orgs/{school}/results"))
        .await
        .good();
    assert_eq!(history["org"]["status"], "merged");
    assert_eq!(history["rounds"][0]["round"]["id"], json!(round));
    assert_eq!(
        figure(&history["rounds"][0]["sections"][0], "R4")["shown"],
        "4.40"
    );
    let path = format!("/api/rounds/{round}/schools/{school}");
    assert_eq!(admin.get(&path).await.status, 200);
    let heir = format!("/api/orgs/{}/results", house.orgs["青杨小学"]);
    let heir = admin.get(&heir).await.good();
    assert_eq!(heir["merged"][0]["name"], "河湾小学");
    let (_, clerk) = house
        .person(&admin, "clerk", "school_clerk", "青杨小学")
        .await;
    assert_eq!(
        clerk
            .get(&format!("/api/orgs/{school}/results"))
            .await
            .status,
        403
    );
}
