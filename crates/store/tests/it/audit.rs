use sqlx::Executor;
use store::audit::{self, Chain};

use crate::engines::{each, line};

#[tokio::test]
async fn a_write_without_its_line_never_happened() {
    for fresh in each().await {
        let mut write = fresh.store.write(1).await.unwrap();
        crate::engines::small_county(&mut write).await;
        drop(write);
        let mut read = fresh.store.read().await.unwrap();
        assert_eq!(
            store::orgs::on_day(&mut read, "2025-01-01").await.unwrap(),
            []
        );
        assert_eq!(audit::last(&mut read).await.unwrap(), None);
    }
}

#[tokio::test]
async fn the_chain_shows_the_first_line_that_was_touched() {
    for fresh in each().await {
        for i in 1..=5 {
            let write = fresh.store.write(i).await.unwrap();
            let entry = write.commit(line("try")).await.unwrap();
            assert_eq!(entry.seq, i);
        }
        let mut read = fresh.store.read().await.unwrap();
        let whole = audit::verify(&mut read).await.unwrap();
        assert!(matches!(whole, Chain::Whole { lines: 5, .. }), "{whole:?}");
        drop(read);

        // Somebody with the file or the server's password takes the guard away and changes a line.
        let mut connection = fresh.store.connection().await.unwrap();
        let guard = match fresh.store.engine() {
            store::Engine::Sqlite => "DROP TRIGGER audit_kept_u",
            store::Engine::Postgres => "DROP TRIGGER audit_kept ON audit",
        };
        connection.execute(guard).await.unwrap();
        connection
            .execute("UPDATE audit SET detail = '{\"x\":1}' WHERE seq = 3")
            .await
            .unwrap();
        let broken = audit::verify(&mut connection).await.unwrap();
        assert_eq!(broken, Chain::Broken { seq: 3 });
    }
}

#[tokio::test]
async fn what_is_only_appended_cannot_be_changed() {
    for fresh in each().await {
        let mut write = fresh.store.write(1).await.unwrap();
        crate::engines::small_county(&mut write).await;
        write.commit(line("begin")).await.unwrap();
        let attempts = [
            "UPDATE audit SET verb = 'other'",
            "DELETE FROM audit",
            "DELETE FROM org_state",
            "UPDATE org_state SET name = 'x'",
        ];
        for attempt in attempts {
            let mut connection = fresh.store.connection().await.unwrap();
            let told = connection.execute(attempt).await.unwrap_err().to_string();
            assert!(told.contains("append-only"), "{attempt}: {told}");
        }
    }
}

#[tokio::test]
async fn writers_take_turns_and_no_number_is_lost() {
    for fresh in each().await {
        let mut tasks = Vec::new();
        for i in 0..40 {
            let store = fresh.store.clone();
            tasks.push(tokio::spawn(async move {
                store
                    .write(i)
                    .await
                    .unwrap()
                    .commit(line("at once"))
                    .await
                    .unwrap()
            }));
        }
        for task in tasks {
            task.await.unwrap();
        }
        let mut read = fresh.store.read().await.unwrap();
        let whole = audit::verify(&mut read).await.unwrap();
        assert!(matches!(whole, Chain::Whole { lines: 40, .. }), "{whole:?}");
    }
}
