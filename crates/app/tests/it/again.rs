use app::permission::Role;
use app::{AppError, Claim};

use crate::house::houses;

#[tokio::test]
async fn a_key_is_good_for_one_request() {
    for house in houses().await {
        let leader = house.person("wu", Role::Leader, "青禾市", &[]).await;
        let app = &house.app;
        let claim = |who, key, request| app.claim(who, key, request);
        assert_eq!(claim(&leader, "k", "a").await.unwrap(), Claim::Fresh);
        assert_eq!(claim(&leader, "k", "a").await.unwrap(), Claim::Pending);
        assert_eq!(claim(&leader, "k", "b").await.unwrap(), Claim::Reused);
        // Somebody else's key is another one.
        assert_eq!(claim(&house.admin, "k", "b").await.unwrap(), Claim::Fresh);
        app.settle(&leader, "k", 201, "{}").await.unwrap();
        let done = Claim::Done(201, "{}".to_owned());
        assert_eq!(claim(&leader, "k", "a").await.unwrap(), done);
        app.release(&leader, "k").await.unwrap();
        assert_eq!(claim(&leader, "k", "b").await.unwrap(), Claim::Fresh);
        house.toy.wait(25 * 3_600_000);
        assert_eq!(claim(&leader, "k", "c").await.unwrap(), Claim::Fresh);
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
