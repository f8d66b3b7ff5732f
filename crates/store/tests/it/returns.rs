use std::collections::BTreeMap;

use store::StoreError;
use store::returns::{self, Cell, Step};

use crate::engines::{each, line, small_county};

fn figure(value: &str) -> Option<Cell> {
    Some(Cell {
        value: Some(value.to_owned()),
        missing: None,
        origin: None,
        note: None,
    })
}

fn cells(cells: &[(&str, Option<Cell>)]) -> BTreeMap<String, Option<Cell>> {
    cells
        .iter()
        .map(|(field, cell)| ((*field).to_owned(), cell.clone()))
        .collect()
}

#[tokio::test]
async fn two_people_never_lose_each_others_work() {
    for fresh in each().await {
        let mut write = fresh.store.write(1).await.unwrap();
        small_county(&mut write).await;
        let first = cells(&[("pupils.primary", figure("612")), ("area", figure("100.5"))]);
        assert_eq!(
            returns::save(&mut write, "f", 0, "a", &first)
                .await
                .unwrap(),
            1
        );
        write.commit(line("save")).await.unwrap();

        // The other one still looks at version 0.
        let mut write = fresh.store.write(2).await.unwrap();
        let late = returns::save(&mut write, "f", 0, "a", &cells(&[("area", figure("7"))])).await;
        assert!(
            matches!(late, Err(StoreError::Changed { asked: 0, now: 1 })),
            "{late:?}"
        );
        let since = returns::changes(&mut write, "f", 0).await.unwrap();
        let since: Vec<_> = since.iter().map(|change| &*change.field).collect();
        assert_eq!(since, ["area", "pupils.primary"]);
        drop(write);

        let mut write = fresh.store.write(3).await.unwrap();
        returns::save(&mut write, "f", 1, "a", &cells(&[("area", None)]))
            .await
            .unwrap();
        write.commit(line("save")).await.unwrap();
        let mut read = fresh.store.read().await.unwrap();
        let own = returns::get(&mut read, "f").await.unwrap();
        assert_eq!(own.version, 2);
        assert_eq!(own.content.keys().collect::<Vec<_>>(), ["pupils.primary"]);
        let emptied = returns::changes(&mut read, "f", 1).await.unwrap();
        assert_eq!((emptied.len(), emptied[0].cell.clone()), (1, None));
    }
}

#[tokio::test]
async fn steps_are_told_and_move_the_state() {
    for fresh in each().await {
        let mut write = fresh.store.write(1).await.unwrap();
        small_county(&mut write).await;
        let submit = Step {
            event: "submitted",
            topic: None,
            field: None,
            reason: "",
        };
        let version = returns::step(&mut write, "f", 0, "submitted", "a", &submit)
            .await
            .unwrap();
        let back = Step {
            event: "returned",
            topic: Some("teachers"),
            field: Some("teachers.primary"),
            reason: "比去年少20人，请核对",
        };
        returns::step(&mut write, "f", version, "returned", "a", &back)
            .await
            .unwrap();
        let late = returns::step(&mut write, "f", 0, "locked", "a", &submit).await;
        assert!(matches!(late, Err(StoreError::Changed { .. })));
        write.commit(line("steps")).await.unwrap();
        let mut read = fresh.store.read().await.unwrap();
        let own = returns::of_round(&mut read, "r").await.unwrap();
        assert_eq!(
            (own.len(), &*own[0].state, own[0].version),
            (1, "returned", 2)
        );
        let events = returns::events(&mut read, "f").await.unwrap();
        let told: Vec<_> = events
            .iter()
            .map(|event| (event.seq, &*event.event))
            .collect();
        assert_eq!(told, [(1, "submitted"), (2, "returned")]);
        assert_eq!(events[1].field.as_deref(), Some("teachers.primary"));
    }
}
