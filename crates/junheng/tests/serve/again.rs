use std::time::Duration;

use serde_json::json;
use tokio::io::AsyncWriteExt;

use crate::house::{empty_house, empty_houses};

#[tokio::test]
async fn a_request_that_comes_twice_is_done_once() {
    for mut house in empty_houses().await {
        let admin = house.admin().await;
        house.settle(&admin).await;
        let org = |name: &str| {
            json!([{ "kind": "township", "name": name, "parent": house.orgs["青禾市"],
                "from_day": "2015-09-01" }])
        };
        let first = admin.keyed("k1", "/api/orgs", &org("柳河镇")).await;
        let second = admin.keyed("k1", "/api/orgs", &org("柳河镇")).await;
        assert_eq!((first.status, second.status), (201, 201));
        assert_eq!(first.text, second.text);
        assert_eq!(second.header("content-type"), "application/json");
        let other = admin.keyed("k1", "/api/orgs", &org("杨树镇")).await;
        assert_eq!((other.status, &*other.code()), (422, "idempotency-reused"));
        let orgs = admin.get("/api/orgs").await.good();
        let named = orgs.as_array().unwrap().iter();
        assert_eq!(named.filter(|org| org["name"] == "柳河镇").count(), 1);
        let odd = admin.keyed("一", "/api/orgs", &org("杨树镇")).await;
        assert_eq!((odd.status, &*odd.code()), (422, "idempotency-key"));
        // What was refused may come again.
        for _ in 0..2 {
            let refused = admin.keyed("k2", "/api/orgs", &org(" ")).await;
            assert_eq!((refused.status, &*refused.code()), (422, "org-not-there"));
        }
        // A one-time password is told once, and kept nowhere.
        let person = json!([{ "login": "li", "name": "李老师", "role": "leader",
            "org": house.orgs["青禾市"], "until_day": null }]);
        let made = admin.keyed("k3", "/api/accounts", &person).await;
        assert_eq!(made.status, 201);
        let again = admin.keyed("k3", "/api/accounts", &person).await;
        assert_eq!((again.status, &*again.code()), (409, "told-once"));
    }
}

/// A network that breaks while a request is on its way: asked again, it was done once.
#[tokio::test]
async fn a_sender_who_went_away_finds_it_done_once() {
    let mut house = empty_house().await;
    let admin = house.admin().await;
    house.settle(&admin).await;
    let address = house.base.strip_prefix("http://").unwrap();
    for i in 0..10 {
        let name = format!("第{i}镇");
        let org = json!([{ "kind": "township", "name": name, "parent": house.orgs["青禾市"],
            "from_day": "2015-09-01" }]);
        let body = org.to_string();
        let head = format!(
            "POST /api/orgs HTTP/1.1\r\nHost: x\r\nCookie: {}\r\nX-CSRF-Token: {}\r\n\
             Idempotency-Key: gone-{i}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            admin.cookie,
            admin.csrf,
            body.len()
        );
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(i)).await;
        drop(stream);
        let mut answer = admin.keyed(&format!("gone-{i}"), "/api/orgs", &org).await;
        for _ in 0..100 {
            if answer.status != 409 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
            answer = admin.keyed(&format!("gone-{i}"), "/api/orgs", &org).await;
        }
        assert_eq!(answer.status, 201, "{answer:?}");
        let orgs = admin.get("/api/orgs").await.good();
        let named = orgs.as_array().unwrap().iter();
        assert_eq!(named.filter(|org| org["name"] == name.as_str()).count(), 1);
    }
}
