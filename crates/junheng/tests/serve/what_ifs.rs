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
        "classes.primary": typed("很多"),
    }});
    let trial = json!({ "basis": "all", "changes": changes });
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
    let own = format!("/api/what-ifs/{}", kept["id"].as_str().unwrap());
    let gone = admin.write(Method::DELETE, &own, &Value::Null).await;
    assert_eq!(gone.status, 204);
    assert_eq!(admin.get(&path).await.good(), json!([]));
}
