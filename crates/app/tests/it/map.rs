use std::collections::BTreeMap;

use app::permission::Role;
use app::{App, AppError, Caller};
use facts::Limits;
use facts::places::{self, Places};
use jiff::civil::date;

use store::audit::Which;

use crate::house::{House, houses};

const FILE: &str = r#"{"type":"FeatureCollection","features":[
  {"type":"Feature","properties":{"name":"河湾镇","owner":"不留"},"geometry":{"type":"Polygon","coordinates":[[[123,41],[123.5,41],[123.5,41.5],[123,41.5],[123,41]]]}},
  {"type":"Feature","properties":{"name":"无此镇"},"geometry":{"type":"Polygon","coordinates":[[[123.5,41],[124,41],[124,41.5],[123.5,41.5],[123.5,41]]]}},
  {"type":"Feature","properties":{"学校标识码":"2121000101"},"geometry":{"type":"Point","coordinates":[123.2,41.2]}},
  {"type":"Feature","properties":{"name":"青杨中学"},"geometry":{"type":"Point","coordinates":[125,41.2]}},
  {"type":"Feature","properties":{"name":"无此校"},"geometry":{"type":"Point","coordinates":[123.2,41.2]}}]}"#;

fn read(name: &str, text: &str) -> Places {
    places::read(name, text.as_bytes(), &Limits::default())
}

fn county(house: &House) -> &str {
    &house.orgs["青禾市"]
}

async fn places_of(app: &App, caller: &Caller, org: &str) -> Vec<(String, Option<i64>)> {
    let map = app.read_map(caller, org, date(2025, 10, 1)).await.unwrap();
    let own = map.schools.into_iter();
    own.map(|own| (own.name, own.place.map(|place| place.longitude)))
        .collect()
}

#[tokio::test]
async fn shapes_and_places_are_looked_at_then_taken_and_the_rest_is_named() {
    for house in houses().await {
        let (app, county) = (&house.app, county(&house));
        let bring = |is_trial| {
            let read = read("青禾市.geojson", FILE);
            app.bring_map(&house.admin, county, "青禾市.geojson", read, is_trial)
        };
        let tried = bring(true).await.unwrap();
        assert!(
            app.read_shapes(&house.admin, county)
                .await
                .unwrap()
                .is_none()
        );
        let brought = bring(false).await.unwrap();
        assert_eq!(tried.findings, brought.findings);
        let mut codes: Vec<&str> = brought
            .findings
            .iter()
            .map(|own| own.code.as_str())
            .collect();
        codes.sort_unstable();
        let expected = [
            "place-outside",
            "place-unknown",
            "places-offset",
            "shapes-without-township",
        ];
        assert_eq!(codes, expected);
        assert_eq!(
            (brought.shapes, brought.townships),
            (2, vec!["河湾镇".to_owned()])
        );
        let known = places_of(app, &house.admin, county).await;
        let named = |name: &str| known.iter().find(|own| own.0 == name).unwrap().1;
        assert_eq!(named("河湾小学"), Some(123_200_000));
        assert_eq!(named("青杨中学"), Some(125_000_000));
        assert_eq!(named("实验小学"), None);
        // Of a person's file only names, codes and corners are kept.
        let shapes = app
            .read_shapes(&house.admin, county)
            .await
            .unwrap()
            .unwrap();
        assert!(shapes.content.contains(&house.orgs["河湾镇"]) && !shapes.content.contains("不留"));

        // A table moves one school; another is typed, and forgotten again.
        let table = read("位置.csv", "学校名称,经度,纬度\n河湾小学,123.3,41.3\n");
        let moved = app.bring_map(&house.admin, county, "位置.csv", table, false);
        assert_eq!(moved.await.unwrap().placed, ["河湾小学"]);
        let typed = |at| BTreeMap::from([(house.orgs["实验小学"].clone(), at)]);
        app.place_schools(&house.admin, county, &typed(Some((123.4, 41.4))))
            .await
            .unwrap();
        let known = places_of(app, &house.admin, county).await;
        assert!(known.contains(&("河湾小学".to_owned(), Some(123_300_000))));
        assert!(known.contains(&("实验小学".to_owned(), Some(123_400_000))));
        let swapped = typed(Some((41.4, 123.4)));
        let swapped = app.place_schools(&house.admin, county, &swapped).await;
        assert_eq!(swapped.unwrap_err().code(), "no-such-place");
        app.place_schools(&house.admin, county, &typed(None))
            .await
            .unwrap();
        let known = places_of(app, &house.admin, county).await;
        assert!(known.contains(&("实验小学".to_owned(), None)));
        app.drop_shapes(&house.admin, county).await.unwrap();
        assert!(
            app.read_shapes(&house.admin, county)
                .await
                .unwrap()
                .is_none()
        );
        let about = Which {
            before: i64::MAX,
            account: String::new(),
            verb: String::new(),
            subject: county.to_owned(),
            from: 0,
            until: i64::MAX,
            limit: 50,
        };
        let lines = app.read_audit(&house.admin, &about).await.unwrap().entries;
        for verb in ["bring_map", "place_schools", "drop_shapes"] {
            assert!(lines.iter().any(|line| line.verb == verb), "{verb}");
        }
    }
}

#[tokio::test]
async fn a_township_sees_its_own_schools_on_the_county_and_changes_nothing() {
    for house in houses().await {
        let (app, county) = (&house.app, county(&house));
        let file = read("青禾市.geojson", FILE);
        app.bring_map(&house.admin, county, "青禾市.geojson", file, false)
            .await
            .unwrap();
        let reviewer = house
            .person("qian", Role::TownshipReviewer, "河湾镇", &[])
            .await;
        let town = &house.orgs["河湾镇"];
        let seen = places_of(app, &reviewer, town).await;
        assert_eq!(seen, [("河湾小学".to_owned(), Some(123_200_000))]);
        assert!(app.read_shapes(&reviewer, town).await.unwrap().is_some());
        let map = app.read_map(&reviewer, county, date(2025, 10, 1)).await;
        assert!(matches!(map, Err(AppError::NotPermitted { .. })), "{map:?}");
        let own = read("青禾市.geojson", FILE);
        let brought = app.bring_map(&reviewer, town, "x", own, false).await;
        assert!(
            matches!(brought, Err(AppError::NotPermitted { .. })),
            "{brought:?}"
        );
        let dropped = app.drop_shapes(&reviewer, town).await;
        assert!(
            matches!(dropped, Err(AppError::NotPermitted { .. })),
            "{dropped:?}"
        );
        // Nobody places a school that is not below the organisation he names.
        let other = BTreeMap::from([(house.orgs["青杨中学"].clone(), Some((123.1, 41.1)))]);
        let placed = app.place_schools(&house.admin, town, &other).await;
        assert!(
            matches!(placed, Err(AppError::NotFound { .. })),
            "{placed:?}"
        );
    }
}
