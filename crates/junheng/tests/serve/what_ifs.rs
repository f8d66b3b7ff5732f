use reqwest::Method;
use serde_json::{Value, json};

use crate::house::{empty_house, typed};

#[tokio::test]
async fn figures_are_tried_out_on_a_copy_and_kept() {
    let mut house = empty_house().await;
    let admin = house.admin().await;
    house.settle(&admin).await;
    let round = house.round(&admin).await;
    let changes = json!({ "2121000101": {
        "kind": typed("primary_school"), "pupils.primary": typed("100"),
        "teaching_area": typed("450"), "indoor_sports_area": typed("0"),
        "classes.primary": typed("很多"), "sports_ground_area": typed("600"),
        "urban_rural": typed("rural"),
    }});
    let trial = json!({ "basis": "all", "changes": changes, "about": "2121000101" });
    let tried = admin
        .post(&format!("/api/rounds/{round}/try"), trial)
        .await
        .good();
    let refused = &tried["refused"]["2121000101"]["classes.primary"];
    assert_eq!(refused["grade"], "must_fix");
    let figures = tried["result"]["counties"][0]["sections"][0]["figures"].as_array();
    let r4 = figures
        .unwrap()
        .iter()
        .find(|figure| figure["indicator"] == "R4");
    assert_eq!(r4.unwrap()["standing"], "met");
    let before = &tried["before"]["2121000101"];
    assert_eq!(before["teaching_area"], Value::Null);
    // 750 m² are asked for 100 pupils (R5): either area may grow by the rest.
    let gaps = tried["gaps"].as_array().unwrap();
    let r5 = gaps.iter().find(|gap| gap["item"] == "R5").unwrap();
    assert_eq!(
        (&r5["stage"], &r5["to_limit"]),
        (&json!("primary"), &json!("150"))
    );
    let grows = |field: &str| json!({ "field": field, "add": "150" });
    let both = [grows("indoor_sports_area"), grows("sports_ground_area")];
    assert_eq!(r5["remedies"], json!(both));
    // The returns never know.
    let result = admin
        .get(&format!("/api/rounds/{round}/result"))
        .await
        .good();
    assert!(
        result["counties"][0]["sections"]
            .as_array()
            .unwrap()
            .is_empty()
    );

    let path = format!("/api/rounds/{round}/what-ifs");
    let kept = admin
        .post(&path, json!({ "name": "加建", "changes": changes }))
        .await
        .good();
    let all = admin.get(&path).await.good();
    assert_eq!(
        (&all[0]["id"], &all[0]["name"]),
        (&kept["id"], &json!("加建"))
    );
    assert_eq!(
        (&all[0]["stale"], &all[0]["moved"]),
        (&json!(false), &json!([]))
    );
    let nameless = admin
        .post(&path, json!({ "name": "", "changes": {} }))
        .await;
    assert_eq!(
        (nameless.status, nameless.code().as_str()),
        (422, "what-if-name")
    );
    let own = format!("/api/what-ifs/{}", kept["id"].as_str().unwrap());
    let gone = admin.write(Method::DELETE, &own, &Value::Null).await;
    assert_eq!(gone.status, 204);
    assert_eq!(admin.get(&path).await.good(), json!([]));
}
