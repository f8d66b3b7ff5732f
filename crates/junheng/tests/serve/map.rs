use reqwest::Method;
use serde_json::{Value, json};

use crate::house::empty_house;
use testbed::client::{Answer, Client};

async fn bring(who: &Client, path: &str, body: &str) -> Answer {
    let request = who.request(Method::POST, path);
    let request = request.header("content-type", "application/octet-stream");
    let request = request.header("x-csrf-token", &who.csrf);
    who.send(request.body(body.to_owned())).await
}

#[tokio::test]
async fn shapes_and_places_are_brought_and_read_with_tags() {
    let mut house = empty_house().await;
    let admin = house.admin().await;
    house.settle(&admin).await;
    let county = house.orgs["青禾市"].clone();
    let (map, shapes) = (
        format!("/api/orgs/{county}/map"),
        format!("/api/orgs/{county}/shapes"),
    );
    assert_eq!(admin.get(&shapes).await.status, 404);
    let file = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"name":"河湾镇"},"geometry":{"type":"Polygon","coordinates":[[[123,41],[124,41],[124,42],[123,42],[123,41]]]}},
        {"type":"Feature","properties":{"code":"2121000101"},"geometry":{"type":"Point","coordinates":[123.2,41.2]}},
        {"type":"Feature","properties":{"code":"2121000102"},"geometry":{"type":"Point","coordinates":[41.2,123.2]}}]}"#;
    let path = format!("{map}?name=%E5%9C%B0%E5%9B%BE.geojson");
    let tried = bring(&admin, &format!("{path}&dry_run=true"), file)
        .await
        .good();
    assert_eq!(
        (&tried["shapes"], &tried["placed"]),
        (&json!(1), &json!(["河湾小学"]))
    );
    let swapped = &tried["findings"][0];
    assert_eq!(
        (&swapped["code"], &swapped["grade"]),
        (&json!("places-swapped"), &json!("must_fix"))
    );
    assert!(swapped["what"].as_str().unwrap().contains("41.2"));
    assert_eq!(admin.get(&shapes).await.status, 404);
    bring(&admin, &path, file).await.good();

    let read = admin.get(&shapes).await;
    let tag = read.header("etag").to_owned();
    let again = admin
        .request(Method::GET, &shapes)
        .header("if-none-match", &tag);
    assert_eq!(admin.send(again).await.status, 304);
    let town = &read.good()["features"][0]["properties"]["township"];
    assert_eq!(town, &json!(house.orgs["河湾镇"]));
    let body = json!({ "places": { house.orgs["青杨小学"].clone(): { "longitude": 123.5, "latitude": 41.5 } } });
    let typed = admin
        .write(Method::PATCH, &format!("/api/orgs/{county}/places"), &body)
        .await;
    assert_eq!(typed.status, 204, "{typed:?}");
    let read = admin.get(&map).await.good();
    assert_eq!(read["shapes"]["file"], "地图.geojson");
    let at = |name: &str| {
        let schools = read["schools"].as_array().unwrap();
        schools.iter().find(|own| own["name"] == name).unwrap()["at"].clone()
    };
    assert_eq!(
        at("河湾小学"),
        json!({ "longitude": 123.2, "latitude": 41.2 })
    );
    assert_eq!(
        at("青杨小学"),
        json!({ "longitude": 123.5, "latitude": 41.5 })
    );
    let gone = admin.write(Method::DELETE, &shapes, &Value::Null).await;
    assert_eq!(gone.status, 204);
    assert_eq!(admin.get(&map).await.good()["shapes"], Value::Null);

    // Anything may arrive: it is told what it is, and nothing breaks.
    for odd in [
        "",
        "{",
        "PK\u{3}\u{4}",
        "a,b\n1,2\n",
        "[[[[[[",
        "\u{feff}{}",
    ] {
        let told = bring(&admin, &path, odd).await;
        assert_eq!(told.status, 200, "{odd:?} {told:?}");
        assert!(
            !told.json()["findings"].as_array().unwrap().is_empty(),
            "{odd:?}"
        );
    }
    let large = bring(&admin, &path, &" ".repeat(8 * 1024 * 1024 + 1)).await;
    assert_eq!(large.status, 413);
}
