use std::collections::BTreeMap;

use app::AppError;
use app::county::{Basis, Changes};
use app::people::NewOrg;
use app::permission::Role;
use indicators::{Outcome, Standing};
use jiff::civil::date;
use store::returns::Cell;

use crate::house::{House, houses};
use crate::returns::{cells, open, return_of};

/// Twelve rooms of 500 m², and 100 pupils: 5 m² each, where 4.5 are asked (R4).
#[tokio::test]
async fn figures_typed_by_a_clerk_are_judged_by_the_engine() {
    for house in houses().await {
        let round = open(&house, 2025).await;
        let id = return_of(&house, &round, "河湾小学").await;
        let clerk = house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        let given = cells(&[
            ("kind", "primary_school"),
            ("pupils.primary", "100"),
            ("teaching_area", "500"),
            ("indoor_sports_area", "0"),
        ]);
        let saved = house.app.fill(&clerk, &id, 0, given).await.unwrap();
        assert!(saved.refused.is_empty(), "{:?}", saved.refused);

        let none = house.app.read_county(&clerk, &round, Basis::All).await;
        assert!(
            matches!(none, Err(AppError::NotPermitted { .. })),
            "{none:?}"
        );
        let snapshot = house
            .app
            .read_county(&house.admin, &round, Basis::All)
            .await
            .unwrap();
        let found = snapshot.assess();
        assert_eq!((&*found.name, found.year), ("青禾市", 2025));
        assert_eq!(found.verdict, Outcome::CannotDecide);
        assert_eq!(found.sections.len(), 1);
        let r4 = snapshot.standard.pack.indicator("R4").unwrap();
        let figure = &found.sections[0].figures[r4];
        assert_eq!(figure.standing, Standing::Met);
        assert_eq!(figure.value.as_ref().unwrap().to_plain(), "5");
        let submitted = house
            .app
            .read_county(&house.admin, &round, Basis::Submitted)
            .await
            .unwrap();
        assert_eq!(submitted.assess().sections.len(), 0);

        // The same snapshot again, until a figure changes.
        let again = house
            .app
            .read_county(&house.admin, &round, Basis::All)
            .await
            .unwrap();
        assert!(std::sync::Arc::ptr_eq(&snapshot, &again));
        let less = cells(&[("teaching_area", "440")]);
        house.app.fill(&clerk, &id, 1, less).await.unwrap();
        let after = house
            .app
            .read_county(&house.admin, &round, Basis::All)
            .await
            .unwrap();
        assert_eq!(
            after.assess().sections[0].figures[r4].standing,
            Standing::Floor
        );
    }
}

#[tokio::test]
async fn a_what_if_is_judged_on_a_copy_and_kept_for_its_owner() {
    for house in houses().await {
        let round = open(&house, 2025).await;
        let id = return_of(&house, &round, "河湾小学").await;
        let clerk = house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        let leader = house.person("wu", Role::Leader, "青禾市", &[]).await;
        let given = cells(&[
            ("kind", "primary_school"),
            ("pupils.primary", "100"),
            ("teaching_area", "400"),
            ("indoor_sports_area", "0"),
        ]);
        house.app.fill(&clerk, &id, 0, given).await.unwrap();
        let cell = |value: &str| {
            Some(Cell {
                value: Some(value.to_owned()),
                missing: None,
                origin: None,
                note: None,
            })
        };
        let school = BTreeMap::from([
            ("teaching_area".to_owned(), cell("450")),
            ("pupils.primary".to_owned(), cell("很多")),
        ]);
        let changes = BTreeMap::from([("2121000101".to_owned(), school)]);
        let tried = house
            .app
            .try_out(&leader, &round, Basis::All, &changes)
            .await
            .unwrap();
        assert_eq!(tried.refused.len(), 1);
        let was = tried.before["2121000101"]["teaching_area"].as_ref();
        assert_eq!(was.unwrap().value.as_deref(), Some("400"));
        let outside = house.app.try_out(&leader, &round, Basis::Locked, &changes);
        let outside = outside.await.unwrap();
        let codes = outside
            .refused
            .values()
            .map(|finding| finding.code.as_str());
        assert!(codes.clone().any(|code| code == "return-not-counted"));
        let r4 = tried.snapshot.standard.pack.indicator("R4").unwrap();
        assert_eq!(
            tried.snapshot.assess().sections[0].figures[r4].standing,
            Standing::Met
        );
        let (version, cells_now) = standing(&house, &id).await;
        assert_eq!((version, cells_now["teaching_area"].as_str()), (1, "400"));
        let still = house
            .app
            .read_county(&leader, &round, Basis::All)
            .await
            .unwrap();
        assert_eq!(
            still.assess().sections[0].figures[r4].standing,
            Standing::Floor
        );

        let app = &house.app;
        let kept = app
            .keep_what_if(&leader, &round, None, "加建", &changes)
            .await
            .unwrap();
        let again = app
            .keep_what_if(&leader, &round, Some(&kept), "加建二", &changes)
            .await;
        assert_eq!(again.unwrap(), kept);
        let own = app.what_ifs(&leader, &round).await.unwrap().remove(0);
        assert_eq!((own.own.name.as_str(), own.is_stale), ("加建二", false));
        assert!(own.moved.is_empty());
        let nameless = app.keep_what_if(&leader, &round, None, " ", &changes).await;
        assert_eq!(nameless.unwrap_err().code(), "what-if-name");
        // The returns go on; whoever opens the trial again is told what has moved.
        let more = cells(&[("teaching_area", "430"), ("indoor_sports_area", "1")]);
        app.fill(&clerk, &id, 1, more).await.unwrap();
        let own = app.what_ifs(&leader, &round).await.unwrap().remove(0);
        let moved = ("2121000101".to_owned(), "teaching_area".to_owned());
        assert_eq!((own.is_stale, own.moved), (true, vec![moved]));
        let was = own.before["2121000101"]["teaching_area"].as_ref();
        assert_eq!(was.unwrap().value.as_deref(), Some("400"));
        app.rename_what_if(&leader, &kept, " 加建三 ")
            .await
            .unwrap();
        let own = app.what_ifs(&leader, &round).await.unwrap().remove(0);
        assert_eq!((own.own.name.as_str(), own.is_stale), ("加建三", true));
        let foreign = app.rename_what_if(&house.admin, &kept, "x").await;
        assert!(
            matches!(foreign, Err(AppError::NotFound { .. })),
            "{foreign:?}"
        );
        assert!(app.what_ifs(&house.admin, &round).await.unwrap().is_empty());
        let foreign = app.discard_what_if(&house.admin, &kept).await;
        assert!(
            matches!(foreign, Err(AppError::NotFound { .. })),
            "{foreign:?}"
        );
        app.discard_what_if(&leader, &kept).await.unwrap();
        assert!(app.what_ifs(&leader, &round).await.unwrap().is_empty());
    }
}

/// The version of a return and what stands in it.
async fn standing(house: &House, id: &str) -> (i64, BTreeMap<String, String>) {
    let page = house.app.read_return(&house.admin, id).await.unwrap();
    let cells = page.own.content.into_iter();
    let cells = cells.filter_map(|(field, cell)| Some((field, cell.value?)));
    (page.own.version, cells.collect())
}

/// A campus that is no school of its own joins its main school, on a copy as in the returns.
#[tokio::test]
async fn a_campus_is_tried_out_with_its_main_school() {
    for house in houses().await {
        let main = house.orgs["河湾小学"].clone();
        let campus = NewOrg {
            kind: "school".to_owned(),
            code: "2121000104".to_owned(),
            name: "河湾小学东校区".to_owned(),
            parent: main,
            from_day: date(2015, 9, 1),
        };
        let made = house.app.add_orgs(&house.admin, &[campus]).await.unwrap();
        let round = open(&house, 2025).await;
        let progress = house.app.read_progress(&house.admin, &round).await.unwrap();
        let own = |org: &str| {
            progress
                .returns
                .iter()
                .find(|own| own.org == org)
                .unwrap()
                .id
                .clone()
        };
        let (main, campus) = (own(&house.orgs["河湾小学"]), own(&made[0]));
        let clerk = house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        let both = [
            (
                main,
                cells(&[
                    ("kind", "primary_school"),
                    ("pupils.primary", "100"),
                    ("teaching_area", "300"),
                    ("indoor_sports_area", "0"),
                ]),
            ),
            (
                campus,
                cells(&[
                    ("counted_as_school", "no"),
                    ("pupils.primary", "20"),
                    ("teaching_area", "100"),
                    ("indoor_sports_area", "0"),
                ]),
            ),
        ];
        for (id, given) in both {
            let saved = house.app.fill(&clerk, &id, 0, given).await.unwrap();
            assert!(saved.refused.is_empty(), "{:?}", saved.refused);
        }
        let area = |code: &str, value: &str| {
            let cell = cells(&[("teaching_area", value)]);
            BTreeMap::from([(code.to_owned(), cell)])
        };
        for (changes, value) in [
            (Changes::new(), "10/3"),
            (area("2121000104", "340"), "16/3"),
            (area("2121000101", "500"), "5"),
        ] {
            let tried = house
                .app
                .try_out(&house.admin, &round, Basis::All, &changes);
            let tried = tried.await.unwrap();
            assert!(tried.refused.is_empty(), "{:?}", tried.refused);
            let found = tried.snapshot.assess();
            assert_eq!(found.sections.len(), 1);
            let r4 = tried.snapshot.standard.pack.indicator("R4").unwrap();
            let figure = found.sections[0].figures[r4].value.as_ref().unwrap();
            assert_eq!(figure.to_string(), value);
        }
    }
}
