use store::StoreError;
use store::accounts::{self, Grant, Session};
use store::answers::{self, Request};
use store::audit::Line;
use store::orgs;
use store::tries::{self, Tries};
use testbed::Fresh;

use crate::engines::{account, each, line, open, small_county};

#[tokio::test]
async fn accounts_grants_and_sessions_live_and_end() {
    for fresh in each().await {
        let mut write = fresh.store.write(100).await.unwrap();
        small_county(&mut write).await;
        let grant = Grant {
            id: "g".to_owned(),
            account: "a".to_owned(),
            role: "school_clerk".to_owned(),
            org: "s".to_owned(),
            topics: String::new(),
            from_day: "2025-09-01".to_owned(),
            until_day: None,
            ended_at: None,
        };
        accounts::grant(&mut write, &grant).await.unwrap();
        let session = Session {
            token: "t".to_owned(),
            account: "a".to_owned(),
            csrf: "x".to_owned(),
            created_at: 100,
            seen_at: 100,
        };
        accounts::add_session(&mut write, &session).await.unwrap();
        write.commit(line("people")).await.unwrap();

        let mut read = fresh.store.read().await.unwrap();
        let found = accounts::by_login(&mut read, "wang")
            .await
            .unwrap()
            .unwrap();
        assert_eq!(found, account("a", "wang"));
        assert_eq!(accounts::by_login(&mut read, "Wang").await.unwrap(), None);
        assert_eq!(accounts::grants_of(&mut read, "a").await.unwrap(), [grant]);
        assert_eq!(
            accounts::session(&mut read, "t").await.unwrap(),
            Some(session)
        );
        drop(read);

        let mut write = fresh.store.write(200).await.unwrap();
        accounts::touch_session(&mut write, "t").await.unwrap();
        accounts::end_grant(&mut write, "g").await.unwrap();
        accounts::forget_sessions(&mut write, 50, 150)
            .await
            .unwrap();
        assert!(accounts::session(&mut write, "t").await.unwrap().is_some());
        accounts::end_sessions(&mut write, "a", "").await.unwrap();
        assert_eq!(accounts::session(&mut write, "t").await.unwrap(), None);
        let ended = accounts::grants_of(&mut write, "a").await.unwrap();
        assert_eq!((ended.len(), ended[0].ended_at), (1, Some(200)));
        assert_eq!(
            accounts::get_grant(&mut write, "g").await.unwrap(),
            ended[0]
        );
        write.commit(line("people")).await.unwrap();
    }
}

#[tokio::test]
async fn what_is_held_against_a_name_is_kept_forgiven_and_forgotten() {
    for fresh in each().await {
        let mut write = fresh.store.write(1_000).await.unwrap();
        let held = |failures| Tries {
            failures,
            locked_until: failures * 1_000,
        };
        for failures in [1, 2] {
            tries::keep(&mut write, "one", held(failures))
                .await
                .unwrap();
            tries::keep(&mut write, "other", held(9)).await.unwrap();
        }
        assert_eq!(tries::get(&mut write, "one").await.unwrap(), held(2));
        assert_eq!(tries::get(&mut write, "nobody").await.unwrap(), held(0));
        let waiting = tries::waiting(&mut write, 2_000).await.unwrap();
        assert_eq!(waiting, [("other".to_owned(), 9_000)]);
        tries::forgive(&mut write, "one").await.unwrap();
        assert_eq!(tries::get(&mut write, "one").await.unwrap(), held(0));
        tries::forget(&mut write, 1_000).await.unwrap();
        assert_eq!(tries::get(&mut write, "other").await.unwrap(), held(9));
        tries::forget(&mut write, 1_001).await.unwrap();
        assert_eq!(tries::get(&mut write, "other").await.unwrap(), held(0));
    }
}

#[tokio::test]
async fn a_name_is_taken_once() {
    for fresh in each().await {
        let mut write = fresh.store.write(1).await.unwrap();
        accounts::add(&mut write, &account("a", "wang"))
            .await
            .unwrap();
        let again = accounts::add(&mut write, &account("b", "wang")).await;
        assert!(matches!(again, Err(StoreError::Exists(_))), "{again:?}");
    }
}

/// A township that a keyed request asks for.
async fn found(fresh: &Fresh, now: i64, request: &Request, id: &str) -> store::Result<()> {
    let mut write = fresh.store.write(now).await?;
    let town = open("2020-09-01", "柳河镇", None);
    orgs::add(&mut write, id, "township", "", &town).await?;
    let line = Line {
        account: "a".to_owned(),
        request: Some(request.clone()),
        ..line("add_orgs")
    };
    write.commit(line).await.map(drop)
}

#[tokio::test]
async fn a_key_is_taken_with_its_write() {
    for fresh in each().await {
        let request = |mark: &str| Request {
            key: "k".to_owned(),
            asked: "h".to_owned(),
            mark: mark.to_owned(),
        };
        found(&fresh, 10, &request("first"), "x").await.unwrap();
        let again = found(&fresh, 11, &request("second"), "y").await;
        assert!(matches!(again, Err(StoreError::Taken)), "{again:?}");
        let mut write = fresh.store.write(12).await.unwrap();
        let towns = orgs::on_day(&mut write, "2025-01-01").await.unwrap();
        assert_eq!(towns.len(), 1);
        // Only who took it settles it.
        for (mark, status) in [("second", 500), ("first", 201)] {
            answers::settle(&mut write, "a", &request(mark), status, "{}")
                .await
                .unwrap();
        }
        write.commit_quietly().await.unwrap();
        let mut read = fresh.store.read().await.unwrap();
        let known = answers::get(&mut read, "a", "k", 20).await.unwrap();
        assert_eq!(known.map(|known| known.status), Some(201));
        assert_eq!(answers::get(&mut read, "b", "k", 20).await.unwrap(), None);
        let next_day = 25 * 3_600_000;
        let old = answers::get(&mut read, "a", "k", next_day).await.unwrap();
        assert_eq!(old, None);
        drop(read);
        found(&fresh, next_day, &request("third"), "z")
            .await
            .unwrap();
    }
}
