use std::sync::Arc;

use kernel::Day;
use standards::{Pack, PackFiles, Profile};

use crate::{overlay, pack};

fn minimum(pack: &Arc<Pack>, day: &str, stage: usize) -> Option<String> {
    let day: Day = day.parse().unwrap();
    let standard = pack.on(day, &Profile::new()).unwrap();
    standard
        .parameter(0, Some(stage))
        .map(|held| held.value.to_string())
}

fn loaded(overlays: &[PackFiles]) -> Arc<Pack> {
    Arc::new(Pack::load(&pack("pack.toml", "mini", "mini"), overlays).unwrap())
}

#[test]
fn a_value_holds_from_its_first_day_to_its_last() {
    let pack = loaded(&[]);
    let on = |day: &str| minimum(&pack, day, 0);
    assert_eq!(on("2016-12-31"), None);
    assert_eq!(on("2017-01-01").as_deref(), Some("4.5"));
    assert_eq!(on("2019-12-31").as_deref(), Some("4.5"));
    assert_eq!(on("2020-01-01").as_deref(), Some("5"));
    assert_eq!(minimum(&pack, "2020-01-01", 1).as_deref(), Some("6"));
}

#[test]
fn an_overlay_replaces_from_its_day_on() {
    let text = "replaces = \"area_minimum\"\nbecause = \"later\"\n[[value]]\nfrom = 2022-01-01\nprimary = \"3\"\n\
                document = \"law\"\nclause = \"1\"\nchecked = 2026-11-22\nbasis = \"ours\"\n";
    let pack = loaded(&[overlay("north", text)]);
    assert_eq!(minimum(&pack, "2021-12-31", 0).as_deref(), Some("5"));
    assert_eq!(minimum(&pack, "2022-01-01", 0).as_deref(), Some("3"));
    assert_eq!(
        minimum(&pack, "2022-01-01", 1).as_deref(),
        Some("6"),
        "it says nothing of junior schools"
    );
}

#[test]
fn hashes_follow_the_rules_and_the_profile_only() {
    let day: Day = "2025-01-01".parse().unwrap();
    let hash = |pack: &Arc<Pack>, profile: &Profile| pack.on(day, profile).unwrap().hash();
    let strict = Profile::new();
    let wide: Profile = [("mode".to_owned(), "wide".to_owned())].into();
    let plain = loaded(&[]);
    assert_eq!(hash(&plain, &strict), hash(&loaded(&[]), &strict));
    assert_ne!(hash(&plain, &strict), hash(&plain, &wide));
    let changed =
        Arc::new(Pack::load(&pack("standards/parameters/area.toml", "4.5", "4.6"), &[]).unwrap());
    assert_ne!(hash(&plain, &strict), hash(&changed, &strict));
}

#[test]
fn a_switch_that_is_not_there_is_named_with_those_that_are() {
    let wrong: Profile = [("mode".to_owned(), "loose".to_owned())].into();
    let error = loaded(&[])
        .on("2025-01-01".parse().unwrap(), &wrong)
        .unwrap_err();
    assert_eq!(
        (error.written.as_str(), error.known),
        (
            "mode=loose",
            vec!["mode=strict".to_owned(), "mode=wide".to_owned()]
        )
    );
}
