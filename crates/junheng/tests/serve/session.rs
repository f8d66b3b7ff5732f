use reqwest::Method;
use serde_json::{Value, json};

use crate::house::{PASSWORD, empty_house, empty_houses};

#[tokio::test]
async fn a_one_time_password_is_changed_before_anything_else() {
    for house in empty_houses().await {
        let mut client = house.client();
        let first = house.first.clone().unwrap();
        let wrong = client.sign_in("admin", "wrong").await;
        assert_eq!((wrong.status, &*wrong.code()), (401, "wrong-password"));
        assert_eq!(wrong.header("content-type"), "application/problem+json");
        let nobody = client.sign_in("nobody", "wrong").await;
        assert_eq!(nobody.text, wrong.text);

        let session = client.sign_in("admin", &first).await.good();
        assert_eq!(session["must_change"], true);
        assert_eq!(session["roles"][0]["org_name"], "青禾市");
        let early = client.get("/api/orgs").await;
        assert_eq!(
            (early.status, &*early.code()),
            (403, "must-change-password")
        );
        let weak = json!({ "old": first, "new": "short" });
        let weak = client.post("/api/session/password", weak).await;
        assert_eq!((weak.status, &*weak.code()), (422, "weak-password"));
        let better = json!({ "old": first, "new": PASSWORD });
        let changed = client.post("/api/session/password", better).await;
        assert_eq!(changed.status, 204);
        assert_eq!(client.get("/api/orgs").await.status, 200);

        let gone = client
            .write(Method::DELETE, "/api/session", &Value::Null)
            .await;
        assert_eq!(gone.status, 204);
        let after = client.get("/api/session").await;
        assert_eq!((after.status, &*after.code()), (401, "signed-out"));
    }
}

#[tokio::test]
async fn the_cookie_is_for_this_house_alone() {
    let house = empty_house().await;
    let client = house.client();
    let body = json!({ "login": "admin", "password": house.first.clone().unwrap() });
    let told = client.post("/api/session", body.clone()).await;
    let cookie = told.header("set-cookie").to_owned();
    for part in ["junheng=", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Secure"));
    let request = client.request(Method::POST, "/api/session").json(&body);
    let told = client
        .send(request.header("x-forwarded-proto", "https"))
        .await;
    assert!(told.header("set-cookie").ends_with("; Secure"));
}

#[tokio::test]
async fn a_write_that_does_not_come_from_our_pages_is_refused() {
    let house = empty_house().await;
    let admin = house.admin().await;
    for csrf in ["", "0000"] {
        let mut stranger = admin.clone();
        stranger.csrf = csrf.to_owned();
        let refused = stranger.post("/api/orgs", json!([])).await;
        assert_eq!((refused.status, &*refused.code()), (403, "csrf"));
        // Reading needs none.
        assert_eq!(stranger.get("/api/orgs").await.status, 200);
    }
}

#[tokio::test]
async fn an_address_that_is_always_wrong_has_to_wait() {
    let house = empty_house().await;
    let mut client = house.client();
    let mut last = client.sign_in("nobody-0", "wrong").await;
    for i in 1..60 {
        if last.status != 401 {
            break;
        }
        last = client.sign_in(&format!("nobody-{i}"), "wrong").await;
    }
    assert_eq!((last.status, &*last.code()), (429, "too-many-tries"));
    assert!(last.header("retry-after").parse::<u32>().unwrap() > 0);
}

#[tokio::test]
async fn an_account_is_locked_after_five_wrong_passwords() {
    let house = empty_house().await;
    let mut client = house.client();
    for _ in 0..5 {
        assert_eq!(client.sign_in("admin", "wrong").await.status, 401);
        assert_eq!(client.sign_in("nobody", "wrong").await.status, 401);
    }
    let locked = client.sign_in("admin", "wrong").await;
    assert_eq!((locked.status, &*locked.code()), (429, "locked"));
    assert!(!locked.header("retry-after").is_empty());
    let nobody = client.sign_in("nobody", "wrong").await;
    assert_eq!((nobody.status, &*nobody.code()), (429, "locked"));
}
