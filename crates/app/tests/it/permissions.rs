use app::AppError;
use app::people::{NewAccount, NewGrant};
use app::permission::{PERMISSIONS, Role, Verb};

use crate::house::{house, houses};

#[test]
fn every_verb_and_role_stands_in_the_table_once() {
    let table = &*PERMISSIONS;
    for row in &table.verbs {
        assert_eq!(
            table
                .verbs
                .iter()
                .filter(|other| other.id == row.id)
                .count(),
            1,
            "{row:?}"
        );
        assert!(!row.roles.is_empty(), "{row:?}");
        let name = serde_json::to_value(row.id).unwrap();
        assert_eq!(name, row.id.id());
    }
    for row in &table.roles {
        assert_eq!(Role::of(row.id.id()), Some(row.id));
        assert!(
            table.verbs.iter().any(|verb| verb.roles.contains(&row.id)),
            "{row:?}"
        );
    }
}

/// Who may do what, and where: the whole table crossed with one person a role, as auditors ask for it.
#[tokio::test]
async fn the_crossing_of_verbs_roles_and_places() {
    let house = house(testbed::sqlite().await).await;
    let people = [
        (Role::CountyAdmin, "青禾市"),
        (Role::CountyOfficer, "青禾市"),
        (Role::TownshipReviewer, "河湾镇"),
        (Role::SchoolClerk, "河湾小学"),
        (Role::HeadTeacher, "河湾小学"),
        (Role::Inspector, "青禾市"),
        (Role::Leader, "河湾镇"),
        (Role::Auditor, "青禾市"),
    ];
    let places = ["青禾市", "河湾镇", "河湾小学", "青杨中学"];
    let mut lines = vec![format!("{:22} {:20} {}", "", "", places.join(" "))];
    for (role, org) in people {
        let caller = house.person(role.id(), role, org, &[]).await;
        for row in &PERMISSIONS.verbs {
            let mut marks = Vec::new();
            for place in places {
                let id = &house.orgs[place];
                let may = house.app.may(&caller, row.id, id, None).await;
                marks.push(match may {
                    Ok(()) => "+",
                    Err(AppError::NotPermitted { .. }) => ".",
                    Err(other) => panic!("{other:?}"),
                });
            }
            lines.push(format!(
                "{:22} {:20} {}",
                role.id(),
                row.id.id(),
                marks.join("  ")
            ));
        }
    }
    insta::assert_snapshot!(lines.join("\n"));
}

#[tokio::test]
async fn topics_bind_an_officer() {
    for house in houses().await {
        let officer = house
            .person("li", Role::CountyOfficer, "青禾市", &["teachers", "pupils"])
            .await;
        let school = &house.orgs["河湾小学"];
        let may = |topic| {
            house
                .app
                .may(&officer, Verb::ApproveReturn, school, Some(topic))
        };
        assert!(may("teachers").await.is_ok());
        assert!(matches!(
            may("buildings").await,
            Err(AppError::NotPermitted { .. })
        ));
    }
}

#[tokio::test]
async fn nobody_reaches_above_himself() {
    for house in houses().await {
        let clerk = house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        let reviewer = house
            .person("qian", Role::TownshipReviewer, "河湾镇", &[])
            .await;
        let grant = NewGrant {
            role: Role::CountyAdmin,
            org: house.orgs["青禾市"].clone(),
            topics: Vec::new(),
            until_day: None,
        };
        let new = NewAccount {
            login: "x".to_owned(),
            name: "x".to_owned(),
            grant: grant.clone(),
        };
        let made = house.app.create_accounts(&clerk, &[new]).await;
        assert!(
            matches!(made, Err(AppError::NotPermitted { .. })),
            "{made:?}"
        );
        let own = house.app.grant_role(&clerk, &clerk.account, &grant).await;
        assert!(matches!(own, Err(AppError::NotPermitted { .. })), "{own:?}");
        // The level above resets a password; never the level below, nor oneself.
        assert!(
            house
                .app
                .reset_password(&reviewer, &clerk.account)
                .await
                .is_ok()
        );
        for (who, whose) in [
            (&clerk, &reviewer),
            (&reviewer, &house.admin),
            (&reviewer, &reviewer),
        ] {
            let reset = house.app.reset_password(who, &whose.account).await;
            assert!(
                matches!(reset, Err(AppError::NotPermitted { .. })),
                "{reset:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_role_is_granted_only_where_it_belongs() {
    for house in houses().await {
        let odd = |role, org: &str, until_day| NewGrant {
            role,
            org: house.orgs[org].clone(),
            topics: Vec::new(),
            until_day,
        };
        let account = house
            .person("sun", Role::Leader, "青禾市", &[])
            .await
            .account;
        let attempts = [
            (odd(Role::SchoolClerk, "青禾市", None), "role-not-here"),
            (odd(Role::CountyAdmin, "河湾小学", None), "role-not-here"),
            (odd(Role::Inspector, "青禾市", None), "role-must-end"),
        ];
        for (grant, code) in attempts {
            let told = house.app.grant_role(&house.admin, &account, &grant).await;
            assert_eq!(told.unwrap_err().code(), code);
        }
    }
}

#[tokio::test]
async fn a_grant_is_bound_to_groups_that_exist() {
    for house in houses().await {
        let account = house
            .person("sun", Role::Leader, "青禾市", &[])
            .await
            .account;
        for topic in ["", "nonsense", "teachers,pupils"] {
            let grant = NewGrant {
                role: Role::CountyOfficer,
                org: house.orgs["青禾市"].clone(),
                topics: vec![topic.to_owned()],
                until_day: None,
            };
            let told = house.app.grant_role(&house.admin, &account, &grant).await;
            assert_eq!(told.unwrap_err().code(), "group-unknown");
        }
    }
}

#[tokio::test]
async fn nobody_takes_an_organisation_out_of_the_tree() {
    for house in houses().await {
        let (town, school) = (&house.orgs["河湾镇"], &house.orgs["河湾小学"]);
        let state = |name: &str, parent: Option<&String>| store::orgs::State {
            from_day: "2025-09-01".to_owned(),
            name: name.to_owned(),
            parent: parent.cloned(),
            status: "open".to_owned(),
            into_org: None,
        };
        let attempts = [
            (school, state("河湾小学", None), "org-needs-parent"),
            (school, state(" ", Some(town)), "org-not-there"),
            (
                town,
                state("河湾镇", Some(&house.orgs["实验小学"])),
                "org-not-there",
            ),
            (school, state("河湾小学", Some(school)), "org-below-itself"),
        ];
        for (org, state, code) in attempts {
            let told = house.app.change_org(&house.admin, org, &state).await;
            assert_eq!(told.unwrap_err().code(), code);
        }
        let moved = state("河湾中心小学", Some(&house.orgs["青杨镇"]));
        house
            .app
            .change_org(&house.admin, school, &moved)
            .await
            .unwrap();
    }
}
