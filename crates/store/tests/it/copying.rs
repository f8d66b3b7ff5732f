use store::evidence::{self, Comment, Evidence, Owner};
use store::places::{self, Place, Shapes};
use store::returns::{Cell, save};
use store::tries::{self, Tries};
use store::what_ifs::{self, WhatIf};
use store::{Store, StoreError, copy, targets};

use crate::engines::{line, postgres, small_county, sqlite};

async fn fill(store: &Store) {
    let mut write = store.write(1).await.unwrap();
    small_county(&mut write).await;
    let cell = Cell {
        value: None,
        missing: Some("withheld".to_owned()),
        origin: Some("2024年报表".to_owned()),
        note: Some("“引号”\n与换行".to_owned()),
    };
    let cells = [("pupils.primary".to_owned(), Some(cell))].into();
    save(&mut write, "f", 0, "a", &cells).await.unwrap();
    let paper = Evidence {
        id: "e".to_owned(),
        round: "r".to_owned(),
        org: "s".to_owned(),
        file: "ab".repeat(32),
        name: "批复.pdf".to_owned(),
        title: "编制批复".to_owned(),
        issuer: "县委编办".to_owned(),
        issued_day: Some("2025-03-01".to_owned()),
        valid_until: None,
        account: "a".to_owned(),
        at: 1,
        withdrawn_at: None,
        version: 1,
        size: 12,
        media: "application/pdf".to_owned(),
    };
    evidence::add(&mut write, &paper, &["G7".to_owned(), "G8".to_owned()])
        .await
        .unwrap();
    let comment = Comment {
        id: "k".to_owned(),
        round: "r".to_owned(),
        item: "G7".to_owned(),
        org: None,
        text: "缺盖章页".to_owned(),
        account: "a".to_owned(),
        at: 2,
    };
    evidence::comment(&mut write, &comment).await.unwrap();
    let owner = Owner {
        round: "r".to_owned(),
        item: "G7".to_owned(),
        department: "计财科".to_owned(),
        person: "李业务".to_owned(),
    };
    evidence::name_owner(&mut write, &owner).await.unwrap();
    evidence::name_owner(&mut write, &owner).await.unwrap();
    let what_if = WhatIf {
        id: "w".to_owned(),
        round: "r".to_owned(),
        account: "a".to_owned(),
        name: "加两名音乐教师".to_owned(),
        changes: "{}".to_owned(),
        seen: "{}".to_owned(),
        at: 3,
    };
    what_ifs::keep(&mut write, &what_if).await.unwrap();
    let tries = Tries {
        failures: 5,
        locked_until: 30_000,
    };
    tries::keep(&mut write, "ab", tries).await.unwrap();
    let day = Some("2028-12-31");
    targets::set(&mut write, "c", day).await.unwrap();
    let shapes = Shapes {
        org: "s".to_owned(),
        file: "青禾市.geojson".to_owned(),
        content: "{}".to_owned(),
        account: "a".to_owned(),
        at: 4,
    };
    places::keep_shapes(&mut write, &shapes).await.unwrap();
    let place = Place {
        org: "s".to_owned(),
        longitude: 123_250_000,
        latitude: 41_250_000,
        origin: String::new(),
        account: "a".to_owned(),
        at: 5,
    };
    places::keep(&mut write, &place).await.unwrap();
    write.commit(line("fill")).await.unwrap();
}

#[tokio::test]
async fn everything_arrives_on_the_other_engine_and_back() {
    let (small, large, again) = (sqlite().await, postgres().await, sqlite().await);
    fill(&small.store).await;
    let there = copy::copy(&small.store, &large.store).await.unwrap();
    let back = copy::copy(&large.store, &again.store).await.unwrap();
    assert_eq!(there, back);
    assert_eq!(there.iter().map(|held| held.rows).sum::<u64>(), 20);
    let mut read = again.store.read().await.unwrap();
    assert_eq!(
        evidence::of_round(&mut read, "r").await.unwrap()[0].issuer,
        "县委编办"
    );
    assert_eq!(
        evidence::items_of_round(&mut read, "r")
            .await
            .unwrap()
            .len(),
        2
    );
    assert_eq!(
        evidence::comments(&mut read, "r").await.unwrap()[0].text,
        "缺盖章页"
    );
    assert_eq!(
        what_ifs::of_round(&mut read, "r", "a").await.unwrap().len(),
        1
    );
    assert_eq!(
        targets::get(&mut read, "c").await.unwrap().as_deref(),
        Some("2028-12-31")
    );
    assert_eq!(
        places::all(&mut read).await.unwrap()[0].longitude,
        123_250_000
    );
    let full = copy::copy(&small.store, &large.store).await;
    assert!(matches!(full, Err(StoreError::Exists(_))), "{full:?}");
}

#[tokio::test]
async fn a_backup_is_taken_while_others_work_and_holds_the_same() {
    for fresh in crate::engines::each().await {
        fill(&fresh.store).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("备份.db");
        fresh.store.backup(&file).await.unwrap();
        let restored = Store::open(&file.to_string_lossy()).await.unwrap();
        let mut ours = fresh.store.read().await.unwrap();
        let mut theirs = restored.read().await.unwrap();
        let (ours, theirs) = (
            copy::contents(&mut ours).await.unwrap(),
            copy::contents(&mut theirs).await.unwrap(),
        );
        assert_eq!(ours, theirs);
    }
}
