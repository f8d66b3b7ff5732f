use store::orgs::{self, State};

use crate::engines::{each, line, open};

#[tokio::test]
async fn a_closed_school_stays_in_the_years_it_was_open() {
    for fresh in each().await {
        let mut write = fresh.store.write(1).await.unwrap();
        crate::engines::small_county(&mut write).await;
        orgs::add(
            &mut write,
            "t",
            "school",
            "2199000102",
            &open("2020-09-01", "河湾小学", Some("c")),
        )
        .await
        .unwrap();
        let merged = State {
            status: "merged".to_owned(),
            into_org: Some("s".to_owned()),
            ..open("2024-08-01", "河湾小学", Some("c"))
        };
        orgs::change(&mut write, "t", &merged).await.unwrap();
        orgs::change(
            &mut write,
            "s",
            &open("2024-08-01", "文星中心小学", Some("c")),
        )
        .await
        .unwrap();
        write.commit(line("orgs")).await.unwrap();

        let mut read = fresh.store.read().await.unwrap();
        let before = orgs::on_day(&mut read, "2023-10-01").await.unwrap();
        let told: Vec<_> = before
            .iter()
            .map(|org| (&*org.name, &*org.status))
            .collect();
        assert_eq!(
            told,
            [
                ("青禾市", "open"),
                ("文星小学", "open"),
                ("河湾小学", "open")
            ]
        );
        let after = orgs::on_day(&mut read, "2024-10-01").await.unwrap();
        let told: Vec<_> = after.iter().map(|org| (&*org.name, &*org.status)).collect();
        assert_eq!(
            told,
            [
                ("青禾市", "open"),
                ("文星中心小学", "open"),
                ("河湾小学", "merged")
            ]
        );
        let history = orgs::history(&mut read, "t").await.unwrap();
        assert_eq!(history.len(), 2);
        assert_eq!(history[1].into_org.as_deref(), Some("s"));
    }
}
