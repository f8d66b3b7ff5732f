use std::collections::BTreeMap;

use app::county::Basis;
use app::overview::{Overview, RoundRow};
use app::permission::Role;
use app::rounds::NewRound;
use app::{AppError, Caller};
use indicators::Outcome;
use jiff::civil::date;

use crate::house::{House, province};
use crate::returns::cells;

/// More than are judged for one reader.
const COUNTIES: [&str; 14] = [
    "甲县", "乙县", "丙县", "丁县", "戊县", "己县", "庚县", "辛县", "壬县", "癸县", "子县", "丑县",
    "寅县", "卯县",
];

fn new_round(org: &str, year: i16) -> NewRound {
    NewRound {
        org: org.to_owned(),
        title: format!("{year}年填报"),
        year,
        day: date(year, 10, 1),
        due_day: date(year, 10, 20),
        standard: "quality-balance-2017".to_owned(),
        overlays: Vec::new(),
        profile: BTreeMap::new(),
    }
}

async fn overview(house: &House, caller: &Caller, place: &str) -> Overview {
    let found = house
        .app
        .read_overview(caller, &house.orgs[place], Basis::All);
    found.await.unwrap()
}

fn rows(overview: &Overview) -> Vec<&RoundRow> {
    let counties = overview.counties.iter();
    counties.flat_map(|county| &county.rounds).collect()
}

#[tokio::test]
async fn a_round_is_opened_for_every_county_or_for_none() {
    for fresh in testbed::each().await {
        let house = province(fresh, &["甲县", "乙县", "丙县"]).await;
        let app = &house.app;
        let all = new_round(&house.orgs["东省"], 2025);
        let leader = house.person("wu", Role::Leader, "东省", &[]).await;
        let refused = app.open_rounds_below(&leader, &all).await;
        assert!(
            matches!(refused, Err(AppError::NotPermitted { .. })),
            "{refused:?}"
        );
        let of_a_school = new_round(&house.orgs["甲县"], 2025);
        let one = app.open_rounds_below(&house.admin, &of_a_school).await;
        assert_eq!(one.unwrap().len(), 1);
        let opened = app.open_rounds_below(&house.admin, &all).await.unwrap();
        assert_eq!(opened.len(), 3);
        let progress = app.read_progress(&house.admin, &opened[0]).await.unwrap();
        assert_eq!(progress.returns.len(), 2);

        // A county without schools stands in the way of all.
        let mut orgs = BTreeMap::new();
        let empty = [("无校县", "county", "")];
        crate::house::add(app, &house.admin, &mut orgs, &empty, &all.org).await;
        let before = app.read_rounds(&house.admin).await.unwrap().len();
        let refused = app.open_rounds_below(&house.admin, &all).await;
        assert_eq!(refused.unwrap_err().code(), "no-schools");
        assert_eq!(app.read_rounds(&house.admin).await.unwrap().len(), before);
    }
}

#[tokio::test]
async fn whoever_reads_a_province_reads_its_counties_year_by_year() {
    for fresh in testbed::each().await {
        let house = province(fresh, &["甲县", "乙县", "丙县"]).await;
        for year in [2019, 2024, 2025] {
            let new = new_round(&house.orgs["东省"], year);
            let opened = house.app.open_rounds_below(&house.admin, &new).await;
            assert_eq!(opened.unwrap().len(), 3);
        }
        house.toy.wait(60_000);
        let again = new_round(&house.orgs["甲县"], 2025);
        let again = house.app.open_round(&house.admin, &again).await.unwrap();

        let found = overview(&house, &house.admin, "东省").await;
        assert_eq!(found.years, [2021, 2022, 2023, 2024, 2025]);
        assert_eq!((found.counties.len(), found.behind), (3, 0));
        let county = |name: &str| {
            let mut all = found.counties.iter();
            all.find(|county| county.org.name == name).unwrap()
        };
        assert_eq!(county("甲县").city, "青禾市");
        assert_eq!(county("乙县").city, "");
        let years = |name: &str| {
            let rounds = county(name).rounds.iter();
            rounds.map(|row| row.round.year).collect::<Vec<_>>()
        };
        assert_eq!(years("乙县"), [2024, 2025]);
        // Of two rounds of a year the one opened last stands for it.
        assert_eq!(county("甲县").rounds[1].round.id, again);
        let newest = &county("丙县").rounds[1];
        assert_eq!(newest.filed, BTreeMap::from([("draft".to_owned(), 2)]));
        let known = newest.known.as_ref().unwrap();
        assert_eq!(known.summary.verdict, Outcome::CannotDecide);
        assert!(known.holds && known.summary.items.of > 20);

        // A city shows its own counties, a county none.
        let city = house.person("qian", Role::Leader, "青禾市", &[]).await;
        let found = overview(&house, &city, "青禾市").await;
        assert_eq!(found.counties.len(), 2);
        let places = house.app.places_overlooked(&city).await.unwrap();
        assert_eq!(places[0].name, "青禾市");
        let upwards = house
            .app
            .read_overview(&city, &house.orgs["东省"], Basis::All)
            .await;
        assert!(
            matches!(upwards, Err(AppError::NotPermitted { .. })),
            "{upwards:?}"
        );
        let county = house.person("sun", Role::Leader, "甲县", &[]).await;
        let places = house.app.places_overlooked(&county).await.unwrap();
        assert!(places.is_empty());
    }
}

#[tokio::test]
async fn a_summary_is_never_shown_for_what_it_was_not_made_of() {
    for fresh in testbed::each().await {
        let house = province(fresh, &COUNTIES).await;
        let (app, admin) = (&house.app, &house.admin);
        let new = new_round(&house.orgs["东省"], 2025);
        let opened = app.open_rounds_below(admin, &new).await.unwrap();

        let first = overview(&house, admin, "东省").await;
        assert_eq!(first.behind, 2);
        let judged = rows(&first)
            .iter()
            .filter(|row| row.known.is_some())
            .count();
        assert_eq!(judged, 12);
        let second = overview(&house, admin, "东省").await;
        assert_eq!(second.behind, 0);
        assert!(rows(&second).iter().all(|row| row.known.is_some()));

        // A figure in every county: all are behind; who is not judged again yet says so.
        house.toy.wait(1_000);
        for round in &opened {
            let returns = app.read_progress(admin, round).await.unwrap().returns;
            let own = returns.iter().find(|own| own.name != "中心小学");
            let id = &own.unwrap().id;
            let given = cells(&[("teacher_pay", "100000")]);
            let saved = app.fill(admin, id, 0, given).await.unwrap();
            assert_eq!(saved.version, 1);
        }
        let third = overview(&house, admin, "东省").await;
        assert_eq!(third.behind, 2);
        let holds = |row: &&&RoundRow| row.known.as_ref().unwrap().holds;
        assert_eq!(rows(&third).iter().filter(holds).count(), 12);
        let fourth = overview(&house, admin, "东省").await;
        assert_eq!(fourth.behind, 0);

        // So it is after a school has moved; what others count is kept apart.
        let submitted = app.read_overview(admin, &new.org, Basis::Submitted).await;
        assert_eq!(submitted.unwrap().behind, 2);
        let school = app.read_progress(admin, &opened[0]).await.unwrap().returns;
        let school = school.iter().find(|own| own.name == "中心小学").unwrap();
        let moved = store::orgs::State {
            from_day: "2025-09-01".to_owned(),
            name: "中心学校".to_owned(),
            parent: Some(house.orgs["乙县"].clone()),
            status: "open".to_owned(),
            into_org: None,
        };
        app.change_org(admin, &school.org, &moved).await.unwrap();
        house.toy.wait(1_000);
        let fifth = overview(&house, admin, "东省").await;
        let newest = rows(&fifth).into_iter().filter(|row| {
            let known = row.known.as_ref().unwrap();
            known.at == 1_759_900_000_000 + 2_000
        });
        assert_eq!((newest.count(), fifth.behind), (1, 0));
    }
}
