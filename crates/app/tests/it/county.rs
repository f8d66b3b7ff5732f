use std::collections::BTreeMap;

use app::AppError;
use app::county::Basis;
use app::permission::Role;
use indicators::{Outcome, Standing};
use store::returns::Cell;

use crate::house::houses;
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
        let r4 = tried.snapshot.standard.pack.indicator("R4").unwrap();
        assert_eq!(
            tried.snapshot.assess().sections[0].figures[r4].standing,
            Standing::Met
        );
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
        assert_eq!(
            app.what_ifs(&leader, &round).await.unwrap()[0].name,
            "加建二"
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
