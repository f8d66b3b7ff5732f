//! What the tests put into a database.

use store::Write;
use store::audit::Line;
use store::orgs::State;
pub(crate) use testbed::{each, postgres, sqlite};

/// A line that says little.
pub(crate) fn line(verb: &str) -> Line {
    Line {
        account: "-".to_owned(),
        verb: verb.to_owned(),
        subject: "test".to_owned(),
        detail: "{}".to_owned(),
        request: None,
    }
}

/// What an open organisation is called from a day on.
pub(crate) fn open(from_day: &str, name: &str, parent: Option<&str>) -> State {
    State {
        from_day: from_day.to_owned(),
        name: name.to_owned(),
        parent: parent.map(str::to_owned),
        status: "open".to_owned(),
        into_org: None,
    }
}

/// A county with one school, an account and a round with one return, in one write.
pub(crate) async fn small_county(write: &mut Write) {
    store::orgs::add(
        write,
        "c",
        "county",
        "219900",
        &open("2020-09-01", "青禾市", None),
    )
    .await
    .unwrap();
    store::orgs::add(
        write,
        "s",
        "school",
        "2199000101",
        &open("2020-09-01", "文星小学", Some("c")),
    )
    .await
    .unwrap();
    store::accounts::add(write, &account("a", "wang"))
        .await
        .unwrap();
    store::rounds::add(write, &round("r", "c")).await.unwrap();
    let draft = store::returns::New {
        id: "f".to_owned(),
        org: "s".to_owned(),
        form: "school".to_owned(),
    };
    store::returns::add(write, "r", &[draft]).await.unwrap();
}

pub(crate) fn account(id: &str, login: &str) -> store::accounts::Account {
    store::accounts::Account {
        id: id.to_owned(),
        login: login.to_owned(),
        name: "王老师".to_owned(),
        password: "$argon2id$…".to_owned(),
        must_change: 1,
        disabled: 0,
        created_at: 1,
    }
}

pub(crate) fn round(id: &str, org: &str) -> store::rounds::Round {
    store::rounds::Round {
        id: id.to_owned(),
        org: org.to_owned(),
        title: "2025年填报".to_owned(),
        year: 2025,
        day: "2025-10-01".to_owned(),
        due_day: "2025-10-20".to_owned(),
        standard: "quality-balance-2017".to_owned(),
        overlays: String::new(),
        profile: "{}".to_owned(),
        rules_hash: "ba99".to_owned(),
        state: "open".to_owned(),
        created_at: 5,
    }
}
