use crate::{mistakes, overlay, pack};

#[test]
fn a_good_pack_has_none() {
    assert!(mistakes(&pack("pack.toml", "mini", "mini"), &[]).is_empty());
}

fn told(file: &str, from: &str, to: &str, expected: &str) {
    assert_eq!(
        mistakes(&pack(file, from, to), &[]),
        [expected],
        "{from} -> {to}"
    );
}

#[test]
fn units_that_do_not_agree() {
    told(
        "standards/items/size.toml",
        "pupils.primary <= 2000 [pupil]",
        "area + pupils.primary <= 2000 [pupil]",
        "mini/standards/items/size.toml:11:12 area + pupils.primary | `+` wants equal units: left is m2, right is pupil",
    );
    told(
        "standards/indicators/area.toml",
        "amount = \"area\"",
        "amount = \"area * area\"",
        "mini/standards/indicators/area.toml:8:10 \"area * area\" | amount / per is in m2*m2/pupil, the indicator in m2/pupil",
    );
    told(
        "standards/parameters/area.toml",
        "unit = \"m2/pupil\"",
        "unit = \"room/pupil\"",
        "mini/standards/indicators/area.toml:11:9 \"area_minimum\" | parameter `area_minimum` is in room/pupil, wanted here is m2/pupil",
    );
}

#[test]
fn names_that_are_not_known() {
    told(
        "standards/items/size.toml",
        "pupils.primary <=",
        "pupil.primary <=",
        "mini/standards/items/size.toml:11:12 pupil.primary | there is nothing called `pupil.primary` here",
    );
    told(
        "forms/school.toml",
        "require = \"area > 0\"",
        "require = '''\n area >\n 0 [m3]'''",
        "mini/forms/school.toml:22:4 [m3] | `m3` is not a unit; known are pupil, teacher, person, m2, yuan, wan_yuan, currency, room, class, book, device, hour, year, form, school, place, %, 1",
    );
    told(
        "standards/items/size.toml",
        "group = \"all\"",
        "group = \"none\"",
        "mini/standards/items/size.toml:3:9 \"none\" | verdict.toml has no group `none`",
    );
    told(
        "standards/indicators/area.toml",
        "document = \"law\"",
        "document = \"lore\"",
        "mini/standards/indicators/area.toml:12:12 \"lore\" | pack.toml has no document `lore`",
    );
    told(
        "standards/indicators/area.toml",
        "order = 1",
        "order = 1\nordre = 2",
        "mini/standards/indicators/area.toml:4:1 ordre | unknown field `ordre`, expected one of `id`, `order`, `title`, `short`, `unit`, `digits`, `sense`, `amount`, `shared`, `per`, `limit`, `floor`, `missing`, `document`, `clause`, `note`, `spread`, `gap`",
    );
}

#[test]
fn values_that_do_not_hold_together() {
    told(
        "standards/parameters/area.toml",
        "until = 2019-12-31\n",
        "",
        "mini/standards/parameters/area.toml:14:1 [[value]] | two values of `area_minimum` apply on one day; the other is in mini/standards/parameters/area.toml",
    );
    told(
        "standards/profile.toml",
        "default = \"strict\"",
        "default = \"none\"",
        "mini/standards/profile.toml:6:11 \"none\" | the default `none` is not an option",
    );
}

const STRICTER: &str = r#"
replaces = "area_minimum"
because = "stricter"
[[value]]
from = 2021-01-01
primary = "5.5"
junior = "6.5"
document = "law"
clause = "1"
checked = 2026-11-22
basis = "ours"
"#;

#[test]
fn overlays_that_clash_or_only_claim_to_be_stricter() {
    let base = pack("pack.toml", "mini", "mini");
    assert!(mistakes(&base, &[overlay("north", STRICTER)]).is_empty());
    let looser = STRICTER.replace("5.5", "4.9");
    assert_eq!(
        mistakes(&base, &[overlay("north", &looser)]),
        [
            "north/standards/parameters/area.toml | `area_minimum` says it is stricter but is looser than in mini/standards/parameters/area.toml"
        ],
    );
    assert_eq!(
        mistakes(
            &base,
            &[overlay("north", STRICTER), overlay("south", STRICTER)]
        ),
        [
            "south/standards/parameters/area.toml:4:1 [[value]] | two values of `area_minimum` apply on one day; the other is in north/standards/parameters/area.toml"
        ],
    );
    let for_every_stage = STRICTER
        .replace("primary = \"5.5\"", "value = \"5.5\"")
        .replace("junior = \"6.5\"\n", "");
    assert_eq!(
        mistakes(&base, &[overlay("north", &for_every_stage)]),
        [
            "north/standards/parameters/area.toml | `area_minimum` says it is stricter but is looser than in mini/standards/parameters/area.toml"
        ],
        "6 was asked of junior schools",
    );
    let nameless = STRICTER.replace("area_minimum", "room_minimum");
    assert_eq!(
        mistakes(&base, &[overlay("north", &nameless)]),
        [
            "north/standards/parameters/area.toml:2:12 \"room_minimum\" | there is no parameter `room_minimum` to replace"
        ],
    );
}

#[test]
fn rules_that_nobody_would_obey() {
    told(
        "standards/items/size.toml",
        "level = \"school\"",
        "level = \"section\"\n[test_]",
        "mini/standards/items/size.toml:8:2 test_ | unknown field `test_`, expected one of `id`, `group`, `order`, `title`, `document`, `clause`, `level`, `kind`, `limit`, `note`, `rule`, `test`, `evidence`",
    );
    told(
        "standards/items/size.toml",
        "require = \"pupils.primary <= 2000 [pupil]\"",
        "require = { primary = \"area > 0\" }",
        "mini/standards/items/size.toml:11:11 { primary = \"area > 0\" } | only items of level `section` may have a condition a stage",
    );
    told(
        "standards/indicators/area.toml",
        "amount = \"area\"",
        "amount = { primry = \"area\" }",
        "mini/standards/indicators/area.toml:8:21 \"area\" | there is no stage `primry`",
    );
    told(
        "standards/indicators/area.toml",
        "digits = 2",
        "digits = 3000000000",
        "mini/standards/indicators/area.toml:6:10 3000000000 | too many decimals",
    );
    told(
        "standards/parameters/area.toml",
        "document = \"law\"",
        "document = \"lore\"",
        "mini/standards/parameters/area.toml | `area_minimum`: pack.toml has no document `lore`",
    );
    let mut overlay = overlay("north", STRICTER);
    overlay.files[1].path = "north/standards/indicators/area.toml".into();
    assert_eq!(
        mistakes(&pack("pack.toml", "mini", "mini"), &[overlay]),
        [
            "north/standards/indicators/area.toml | an overlay cannot have this file: it replaces values, adds items, sets usual switches"
        ],
    );
}

#[test]
fn a_value_of_a_stage_that_is_not_there() {
    let files = pack("standards/parameters/area.toml", "junior = 6", "senior = 6");
    assert_eq!(
        mistakes(&files, &[])[0],
        "mini/standards/parameters/area.toml:18:10 6 | `senior` is neither a stage nor `value`",
    );
}

#[test]
fn every_mistake_is_told_not_only_the_first() {
    let mut files = pack("standards/items/size.toml", "pupils.primary", "pupil");
    let other = pack("standards/indicators/area.toml", "\"area\"", "\"aera\"");
    files.files[5] = other.files[5].clone();
    assert_eq!(mistakes(&files, &[]).len(), 2);
}
