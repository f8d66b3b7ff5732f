use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Answer, Client};
use crate::house::empty_houses;

async fn post(client: &Client, key: &str, path: &str, body: &Value) -> Answer {
    let request = client.request(Method::POST, path).json(body);
    let request = request.header("x-csrf-token", &client.csrf);
    client.send(request.header("idempotency-key", key)).await
}

#[tokio::test]
async fn a_request_that_comes_twice_is_done_once() {
    for mut house in empty_houses().await {
        let admin = house.admin().await;
        house.settle(&admin).await;
        let org = |name: &str| {
            json!([{ "kind": "township", "name": name, "parent": house.orgs["青禾市"],
                "from_day": "2015-09-01" }])
        };
        let first = post(&admin, "k1", "/api/orgs", &org("柳河镇")).await;
        let second = post(&admin, "k1", "/api/orgs", &org("柳河镇")).await;
        assert_eq!((first.status, second.status), (201, 201));
        assert_eq!(first.text, second.text);
        assert_eq!(second.header("content-type"), "application/json");
        let other = post(&admin, "k1", "/api/orgs", &org("杨树镇")).await;
        assert_eq!((other.status, &*other.code()), (422, "idempotency-reused"));
        let orgs = admin.get("/api/orgs").await.good();
        let named = orgs.as_array().unwrap().iter();
        assert_eq!(named.filter(|org| org["name"] == "柳河镇").count(), 1);
        let odd = post(&admin, "一", "/api/orgs", &org("杨树镇")).await;
        assert_eq!((odd.status, &*odd.code()), (422, "idempotency-key"));
        // What was refused may come again.
        for _ in 0..2 {
            let refused = post(&admin, "k2", "/api/orgs", &org(" ")).await;
            assert_eq!((refused.status, &*refused.code()), (422, "org-not-there"));
        }
        // A one-time password is told once, and kept nowhere.
        let person = json!([{ "login": "li", "name": "李老师", "role": "leader",
            "org": house.orgs["青禾市"], "until_day": null }]);
        let made = post(&admin, "k3", "/api/accounts", &person).await;
        assert_eq!(made.status, 201);
        let again = post(&admin, "k3", "/api/accounts", &person).await;
        assert_eq!((again.status, &*again.code()), (409, "told-once"));
    }
}
