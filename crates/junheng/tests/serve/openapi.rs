//! The description of the interface is committed; pages are made against it.
//!
//! After a change that is meant, `OPENAPI=overwrite cargo test -p junheng --test serve openapi` writes it
//! anew; read the difference before you commit it.

use std::path::Path;

use crate::house::empty_house;

#[tokio::test]
async fn the_committed_description_is_the_one_that_is_served() {
    let house = empty_house().await;
    let served = house.client().get("/api/openapi.json").await.good();
    let served = format!("{}\n", serde_json::to_string_pretty(&served).unwrap());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/openapi.json");
    if std::env::var("OPENAPI").as_deref() == Ok("overwrite") {
        std::fs::write(&path, &served).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == served,
        "docs/reference/openapi.json differs from what is served; see tests/serve/openapi.rs"
    );
}
