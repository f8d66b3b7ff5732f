use app::people::NewOrg;
use app::permission::Role;
use app::{AppError, Before};
use jiff::civil::date;
use store::StoreError;
use store::answers::Request;

use crate::house::{House, houses};

fn request(key: &str, asked: &str, mark: &str) -> Request {
    Request {
        key: key.to_owned(),
        asked: asked.to_owned(),
        mark: mark.to_owned(),
    }
}

fn town(house: &House, name: &str) -> NewOrg {
    NewOrg {
        kind: "township".to_owned(),
        code: String::new(),
        name: name.to_owned(),
        parent: house.orgs["青禾市"].clone(),
        from_day: date(2015, 9, 1),
    }
}

#[tokio::test]
async fn a_key_is_good_for_one_request() {
    for house in houses().await {
        let (app, admin) = (&house.app, &house.admin);
        let before = |request: Request| async move { app.before(admin, &request).await };
        let asked = request("k", "a", "first");
        assert_eq!(before(asked.clone()).await.unwrap(), Before::Never);
        let mut sending = admin.clone();
        sending.request = Some(asked.clone());
        // What is refused takes no key.
        let refused = app.add_orgs(&sending, &[town(&house, " ")]).await;
        assert!(refused.is_err());
        assert_eq!(before(asked.clone()).await.unwrap(), Before::Never);
        app.add_orgs(&sending, &[town(&house, "柳河镇")])
            .await
            .unwrap();
        let pending = before(request("k", "a", "second")).await.unwrap();
        assert_eq!(pending, Before::Pending);
        let reused = before(request("k", "b", "second")).await.unwrap();
        assert_eq!(reused, Before::Reused);
        // Somebody else's key is another one.
        let leader = house.person("wu", Role::Leader, "青禾市", &[]).await;
        let others = app.before(&leader, &asked).await.unwrap();
        assert_eq!(others, Before::Never);
        app.settle(admin, &asked, 201, "{}").await.unwrap();
        let done = Before::Done(201, "{}".to_owned());
        assert_eq!(before(asked.clone()).await.unwrap(), done);
        house.toy.wait(25 * 3_600_000);
        assert_eq!(before(asked).await.unwrap(), Before::Never);
    }
}

/// Of two sendings of one request at the same moment the second to commit does nothing.
#[tokio::test]
async fn a_second_sending_is_not_done() {
    for house in houses().await {
        let send = |mark: &str, name: &str| {
            let mut sending = house.admin.clone();
            sending.request = Some(request("k", "a", mark));
            let (app, town) = (&house.app, town(&house, name));
            async move { app.add_orgs(&sending, &[town]).await }
        };
        send("first", "柳河镇").await.unwrap();
        let second = send("second", "杨树镇").await;
        let taken = matches!(second, Err(AppError::Store(StoreError::Taken)));
        assert!(taken, "{second:?}");
        let orgs = house.app.read_orgs(&house.admin, date(2025, 10, 8)).await;
        let orgs = orgs.unwrap();
        assert!(orgs.iter().any(|org| org.name == "柳河镇"));
        assert!(!orgs.iter().any(|org| org.name == "杨树镇"));
    }
}

#[tokio::test]
async fn only_who_may_export_reads_the_permission_table() {
    let house = crate::house::house(testbed::sqlite().await).await;
    let clerk = house
        .person("zhao", Role::SchoolClerk, "河湾小学", &[])
        .await;
    assert!(house.app.read_permissions(&house.admin).is_ok());
    let refused = house.app.read_permissions(&clerk);
    assert!(
        matches!(refused, Err(AppError::NotPermitted { .. })),
        "{refused:?}"
    );
}
