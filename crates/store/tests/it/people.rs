use store::StoreError;
use store::accounts::{self, Grant, Session};
use store::answers::{self, Answer};

use crate::engines::{account, each, line, small_county};

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
        assert_eq!(accounts::grants_of(&mut write, "a").await.unwrap(), []);
        write.commit(line("people")).await.unwrap();
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

#[tokio::test]
async fn an_answer_is_kept_with_its_write() {
    for fresh in each().await {
        let answer = Answer {
            request: "h".to_owned(),
            status: 201,
            body: "{\"id\":\"x\"}".to_owned(),
        };
        let mut write = fresh.store.write(10).await.unwrap();
        answers::keep(&mut write, "a", "k", &answer).await.unwrap();
        write.commit(line("write")).await.unwrap();
        let mut read = fresh.store.read().await.unwrap();
        assert_eq!(
            answers::get(&mut read, "a", "k").await.unwrap(),
            Some(answer)
        );
        assert_eq!(answers::get(&mut read, "b", "k").await.unwrap(), None);
        drop(read);
        let mut write = fresh.store.write(20).await.unwrap();
        answers::forget(&mut write, 15).await.unwrap();
        assert_eq!(answers::get(&mut write, "a", "k").await.unwrap(), None);
    }
}
