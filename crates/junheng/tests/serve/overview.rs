use std::process::Command;

use serde_json::{Value, json};
use testbed::Program;
use testbed::client::Client;

use crate::house::{JUNHENG, PASSWORD};

/// A province of two counties with a school each: its server, its administrator, its id.
async fn province(address: &str) -> (Program, Client, String) {
    let mut command = Command::new(JUNHENG);
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--lang", "en"])
        .args(["--kind", "province", "--name", "东省", "--data", address]);
    let program = Program::run(command).unwrap();
    let mut admin = program.client();
    let first = program.first.clone().unwrap();
    admin.come_in("admin", &first, PASSWORD).await;
    let session = admin.get("/api/session").await.good();
    assert_eq!(session["overlooked"][0]["name"], "东省");
    let own = session["overlooked"][0]["org"].as_str().unwrap().to_owned();
    let counties = found(&admin, "county", ["甲县", "乙县"], [&own, &own]).await;
    found(
        &admin,
        "school",
        ["甲小学", "乙小学"],
        [&counties[0], &counties[1]],
    )
    .await;
    (program, admin, own)
}

async fn found(admin: &Client, kind: &str, names: [&str; 2], parents: [&str; 2]) -> Vec<String> {
    let new = names.iter().zip(parents).map(|(name, parent)| {
        json!({ "kind": kind, "name": name, "parent": parent, "from_day": "2015-09-01" })
    });
    let made = admin.post("/api/orgs", new.collect()).await.good();
    let ids = made["ids"].as_array().unwrap().iter();
    ids.map(|id| id.as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_province_opens_a_round_for_all_and_reads_them_all() {
    for fresh in testbed::each().await {
        let (_program, admin, own) = province(&fresh.address).await;
        let round = json!({ "title": "2026年填报", "year": 2026, "day": "2026-10-01",
            "standard": "quality-balance-2017" });
        let opened = admin.post(&format!("/api/orgs/{own}/rounds"), round).await;
        assert_eq!(opened.status, 201, "{opened:?}");
        assert_eq!(opened.json()["ids"].as_array().unwrap().len(), 2);

        let seen = admin.get(&format!("/api/orgs/{own}/overview")).await.good();
        assert_eq!(seen["years"], json!([2022, 2023, 2024, 2025, 2026]));
        assert_eq!(seen["behind"], 0);
        let county = &seen["counties"][0];
        let row = &county["rounds"][0];
        assert_eq!(row["filed"], json!({ "draft": 2 }));
        assert_eq!(row["summary"]["verdict"], "cannot_decide");
        assert_eq!(row["summary"]["holds"], Value::Bool(true));
        let result = format!("/api/rounds/{}/result", row["id"].as_str().unwrap());
        assert_eq!(admin.get(&result).await.status, 200);
        let odd = admin
            .get(&format!("/api/orgs/{own}/overview?basis=odd"))
            .await;
        assert_eq!((odd.status, odd.code()), (422, "basis".to_owned()));
    }
}
