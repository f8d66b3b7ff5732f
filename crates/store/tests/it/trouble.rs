use store::audit::Line;
use store::{Store, StoreError};

use crate::engines::{each, line, sqlite};

#[tokio::test]
async fn an_address_of_no_engine_is_named() {
    for address in ["mysql://x/y", ""] {
        let told = Store::open(address).await;
        assert!(matches!(told, Err(StoreError::Address(_))), "{told:?}");
    }
    let nobody = Store::open("postgres://nobody@127.0.0.1:1/none").await;
    assert!(
        matches!(nobody, Err(StoreError::Unreachable(_) | StoreError::Busy)),
        "{nobody:?}"
    );
}

#[tokio::test]
async fn a_file_that_is_no_database_is_called_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.db");
    std::fs::write(&file, "这不是数据库".repeat(1000)).unwrap();
    let told = Store::open(&file.to_string_lossy()).await;
    assert!(matches!(told, Err(StoreError::Damaged(_))), "{told:?}");
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_alone() {
    for fresh in each().await {
        let mut connection = fresh.store.connection().await.unwrap();
        sqlx::query(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             SELECT 9999, 'later', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1",
        )
        .execute(&mut *connection)
        .await
        .unwrap();
        drop(connection);
        let told = Store::open(&fresh.address).await;
        assert!(matches!(told, Err(StoreError::Newer(_))), "{told:?}");
    }
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_opening_again() {
    for fresh in each().await {
        fresh
            .store
            .write(1)
            .await
            .unwrap()
            .commit(line("kept"))
            .await
            .unwrap();
        fresh.store.close().await;
        let again = Store::open(&fresh.address).await.unwrap();
        let mut read = again.read().await.unwrap();
        assert_eq!(
            store::audit::last(&mut read).await.unwrap().unwrap().verb,
            "kept"
        );
    }
}

/// SQLite forgets a whole transaction when there is no room; the next writer must not find its rest.
#[tokio::test]
async fn a_disk_that_was_full_is_written_again() {
    let fresh = sqlite().await;
    for at in 0..10 {
        let mut write = fresh.store.write(at).await.unwrap();
        sqlx::raw_sql("PRAGMA max_page_count = 1")
            .execute(&mut *write)
            .await
            .unwrap();
        let long = Line {
            detail: "长".repeat(1 << 20),
            ..line("long")
        };
        let full = write.commit(long).await;
        assert!(matches!(full, Err(StoreError::Full)), "{full:?}");
        let write = fresh.store.write(at).await.unwrap();
        write.commit(line("short")).await.unwrap();
    }
}
