use app::people::{NewAccount, NewGrant, NewOrg, OrgList, read_account_list, read_org_list};
use app::permission::{Role, Verb};
use app::{AppError, Caller};
use facts::Input;
use jiff::civil::date;
use kernel::Finding;
use store::audit::Which;
use store::orgs::State;

use crate::house::{House, houses};

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|own| own.code.as_str()).collect()
}

fn csv(text: &str) -> Input<'_> {
    Input::bytes("名单.csv", text.as_bytes())
}

fn grant(house: &House, role: Role, org: &str) -> NewGrant {
    NewGrant {
        role,
        org: house.orgs[org].clone(),
        topics: Vec::new(),
        until_day: None,
    }
}

async fn again(house: &House, caller: &Caller) -> Caller {
    let password = crate::house::PASSWORD.to_owned();
    let signed = house.app.sign_in(&caller.login, password).await.unwrap();
    house.app.who_is_it(&signed.token).await.unwrap()
}

/// The grants of an account as the administrator sees them: role, and whether it was taken back.
async fn grants(house: &House, account: &str) -> Vec<(String, bool, String)> {
    let people = house.app.read_accounts(&house.admin).await.unwrap();
    let own = people.into_iter().find(|own| own.account.id == account);
    let grants = own.unwrap().grants.into_iter();
    grants
        .map(|(grant, _)| (grant.role, grant.ended_at.is_some(), grant.id))
        .collect()
}

#[tokio::test]
async fn a_role_that_is_taken_back_ends_at_once_and_stays_in_the_history() {
    for house in houses().await {
        let clerk = house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        let new = grant(&house, Role::HeadTeacher, "河湾小学");
        house
            .app
            .grant_role(&house.admin, &clerk.account, &new)
            .await
            .unwrap();
        let password = crate::house::PASSWORD.to_owned();
        let signed = house.app.sign_in("zhao", password).await.unwrap();
        for (role, _, id) in grants(&house, &clerk.account).await {
            let who = house.app.who_is_it(&signed.token).await.unwrap();
            assert!(who.held.iter().any(|held| held.role.id() == role));
            house.app.end_role(&house.admin, &id).await.unwrap();
            let who = house.app.who_is_it(&signed.token).await.unwrap();
            assert!(who.held.iter().all(|held| held.role.id() != role));
        }
        // He is signed in and can do nothing; he is still in the table, and can be given a role again.
        let who = house.app.who_is_it(&signed.token).await.unwrap();
        assert_eq!(who.verbs(), []);
        let ended = grants(&house, &clerk.account).await;
        assert!(ended.iter().all(|(_, ended, _)| *ended), "{ended:?}");
        house
            .app
            .grant_role(&house.admin, &clerk.account, &new)
            .await
            .unwrap();
        assert_eq!(again(&house, &clerk).await.held.len(), 1);
    }
}

#[tokio::test]
async fn nobody_ends_his_own_role_and_one_administrator_may_end_another() {
    for house in houses().await {
        let other = house.person("sun", Role::CountyAdmin, "青禾市", &[]).await;
        let own = grants(&house, &house.admin.account).await.remove(0).2;
        let told = house.app.end_role(&house.admin, &own).await;
        assert!(matches!(told, Err(AppError::NotPermitted { .. })));
        let clerk = house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        let told = house.app.end_role(&clerk, &own).await;
        assert!(matches!(told, Err(AppError::NotPermitted { .. })));
        // Whoever resets a password could come in with it.
        let reset = house.app.reset_password(&house.admin, &other.account).await;
        assert!(matches!(reset, Err(AppError::NotPermitted { .. })));
        let others = grants(&house, &other.account).await.remove(0).2;
        house.app.end_role(&house.admin, &others).await.unwrap();
        let told = house.app.end_role(&house.admin, "0").await;
        assert_eq!(told.unwrap_err().code(), "not-found");
    }
}

fn state(house: &House, org: &str, status: &str, into: Option<&str>) -> State {
    let parent = match org {
        "河湾小学" => "河湾镇",
        _ => "青禾市",
    };
    State {
        from_day: "2025-09-01".to_owned(),
        name: org.to_owned(),
        parent: Some(house.orgs[parent].clone()),
        status: status.to_owned(),
        into_org: into.map(|into| house.orgs[into].clone()),
    }
}

#[tokio::test]
async fn what_is_below_follows_a_merger_and_stands_in_the_way_of_a_closure() {
    for house in houses().await {
        let (town, school) = (&house.orgs["河湾镇"], &house.orgs["河湾小学"]);
        let change = |org: &'static str, status: &'static str, into: Option<&'static str>| {
            let state = state(&house, org, status, into);
            let (app, admin, id) = (&house.app, &house.admin, &house.orgs[org]);
            async move { app.change_org(admin, id, &state).await }
        };
        let closed = change("河湾镇", "closed", None).await;
        assert_eq!(closed.unwrap_err().code(), "org-not-empty");
        for into in [None, Some("河湾镇"), Some("实验小学")] {
            let merged = change("河湾镇", "merged", into).await;
            assert_eq!(merged.unwrap_err().code(), "merged-into-what");
        }
        change("河湾镇", "merged", Some("青杨镇")).await.unwrap();
        let orgs = |day| house.app.read_orgs(&house.admin, day);
        let parent = |orgs: Vec<store::orgs::Org>| {
            let own = orgs.into_iter().find(|own| own.id == *school);
            own.unwrap().parent.unwrap()
        };
        assert_eq!(parent(orgs(date(2025, 8, 31)).await.unwrap()), *town);
        assert_eq!(
            parent(orgs(date(2025, 9, 1)).await.unwrap()),
            house.orgs["青杨镇"]
        );
        // Nobody is merged into what is not there any more; it may be opened again.
        let into = change("青杨镇", "merged", Some("河湾镇")).await;
        assert_eq!(into.unwrap_err().code(), "merged-into-what");
        change("河湾镇", "open", None).await.unwrap();
        change("青杨镇", "merged", Some("河湾镇")).await.unwrap();
    }
}

#[tokio::test]
async fn a_code_belongs_to_one_organisation() {
    for house in houses().await {
        let new = |code: &str| NewOrg {
            kind: "school".to_owned(),
            code: code.to_owned(),
            name: "新学校".to_owned(),
            parent: house.orgs["河湾镇"].clone(),
            from_day: date(2025, 9, 1),
        };
        let taken = house.app.add_orgs(&house.admin, &[new("2121000101")]).await;
        assert_eq!(taken.unwrap_err().code(), "org-code-taken");
        let twice = [new("2121000199"), new("2121000199")];
        let twice = house.app.add_orgs(&house.admin, &twice).await;
        assert_eq!(twice.unwrap_err().code(), "org-code-taken");
        let without = [new(""), new("")];
        house.app.add_orgs(&house.admin, &without).await.unwrap();
    }
}

#[tokio::test]
async fn a_list_of_organisations_is_added_whole_or_not_at_all() {
    for house in houses().await {
        let asked = |text: &str| OrgList {
            county: &house.orgs["青禾市"],
            from_day: date(2000, 1, 1),
            list: read_org_list(csv(text)),
        };
        let head = "乡镇,学校标识码,学校名称,上级（主校）\n";
        let spoiled = [
            ("新镇,2121000199,,\n", "list-org-needs-name"),
            ("新镇,2.12E+09,甲小学,\n", "list-org-code-unread"),
            ("新镇,2121000101,甲小学,\n", "list-org-code-taken"),
            ("新镇,,甲小学,\n新镇,,甲小学,\n", "list-org-twice"),
            (",,甲校区,乙学校\n", "list-org-main-unknown"),
            (
                "新镇,,甲校区,河湾小学\n新镇,,乙校区,甲校区\n",
                "list-org-main-is-campus",
            ),
        ];
        for (rows, code) in spoiled {
            let text = format!("{head}新镇,2121000188,好学校,\n{rows}");
            let told = house.app.add_org_list(&house.admin, asked(&text)).await;
            let told = told.unwrap();
            assert!(
                !told.done && codes(&told.findings).contains(&code),
                "{told:?}"
            );
        }
        let before = house.app.read_orgs(&house.admin, date(2025, 10, 8)).await;
        assert_eq!(before.unwrap().len(), 6);
        let good = format!(
            "{head}新镇,2121000188,好学校,\n河湾镇,2121000101,河湾小学,\n,,好学校东校区,2121000188\n\
             空镇,,,\n,12345,直属中学,\n"
        );
        let tried = house.app.try_org_list(&house.admin, asked(&good)).await;
        let tried = tried.unwrap();
        let done = house.app.add_org_list(&house.admin, asked(&good)).await;
        let done = done.unwrap();
        assert!(done.done && !tried.done);
        assert_eq!(done.added, tried.added);
        let added: Vec<(&str, &str, &str)> = done
            .added
            .iter()
            .map(|own| (own.kind, &*own.name, &*own.parent))
            .collect();
        assert_eq!(
            added,
            [
                ("township", "新镇", "青禾市"),
                ("school", "好学校", "新镇"),
                ("township", "空镇", "青禾市"),
                ("school", "直属中学", "青禾市"),
                ("school", "好学校东校区", "好学校"),
            ]
        );
        assert_eq!(
            codes(&done.findings),
            [
                "list-org-known",
                "list-org-code-odd",
                "list-org-without-code"
            ]
        );
        let reviewer = house
            .person("qian", Role::TownshipReviewer, "河湾镇", &[])
            .await;
        let told = house.app.add_org_list(&reviewer, asked(&good)).await;
        assert!(matches!(told, Err(AppError::NotPermitted { .. })));
    }
}

#[tokio::test]
async fn a_list_of_accounts_names_every_row_that_will_not_do() {
    for house in houses().await {
        let head = "姓名,账号,角色,机构,限定分组,有效至\n";
        let spoiled = [
            ("王芳,,学校填报员,河湾小学,,\n", "list-account-needs"),
            ("王芳,admin,学校填报员,河湾小学,,\n", "list-account-taken"),
            ("王芳,w,校工,河湾小学,,\n", "list-account-role"),
            ("王芳,w,学校填报员,河弯小学,,\n", "list-account-org-unknown"),
            ("王芳,w,学校填报员,河湾镇,,\n", "list-account-role-not-here"),
            ("王芳,w,县级业务人员,青禾市,体育,\n", "list-account-group"),
            ("王芳,w,分管领导,青禾市,,2020-01-01\n", "list-account-day"),
            ("王芳,w,督导人员,青禾市,,\n", "list-account-must-end"),
        ];
        for (row, code) in spoiled {
            let list = read_account_list(csv(&format!("{head}{row}")));
            let told = house.app.try_account_list(&house.admin, list).await;
            let told = told.unwrap();
            assert_eq!(codes(&told.findings), [code]);
            assert!(told.accounts.is_empty());
        }
        let good = format!(
            "{head}王芳,wang,School clerk,2121000101,,\n李军,li,县级业务人员,青禾市,teachers、pupils,2026年12月31日\n\
             赵明,li,校长,河湾小学,,\n"
        );
        let list = read_account_list(csv(&good));
        let told = house.app.try_account_list(&house.admin, list).await;
        let told = told.unwrap();
        assert_eq!(codes(&told.findings), ["list-account-twice"]);
        let new: Vec<NewAccount> = told.accounts.into_iter().map(|own| own.new).collect();
        assert_eq!(new[0].grant, grant(&house, Role::SchoolClerk, "河湾小学"));
        assert_eq!(new[1].grant.topics, ["teachers", "pupils"]);
        assert_eq!(new[1].grant.until_day, Some(date(2026, 12, 31)));
        let made = house.app.create_accounts(&house.admin, &new).await.unwrap();
        assert_eq!(made.len(), 2);
        let many = vec![new[0].clone(); app::people::MOST_ACCOUNTS + 1];
        let many = house.app.create_accounts(&house.admin, &many).await;
        assert_eq!(many.unwrap_err().code(), "too-many-accounts");
    }
}

#[tokio::test]
async fn the_log_is_searched_by_person_verb_subject_and_time() {
    for house in houses().await {
        let clerk = house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        house.toy.wait(1_000);
        let late = house.app.read_orgs(&clerk, clerk.today).await.is_ok();
        assert!(late);
        let all = Which {
            before: i64::MAX,
            account: String::new(),
            verb: String::new(),
            subject: String::new(),
            from: 0,
            until: i64::MAX,
            limit: 100,
        };
        let verbs = async |which: Which| -> Vec<String> {
            let lines = house.app.read_audit(&house.admin, &which).await.unwrap();
            let verbs = lines.entries.into_iter().map(|own| own.verb);
            verbs.collect()
        };
        let by = |account: &str| Which {
            account: account.to_owned(),
            ..all.clone()
        };
        for name in ["zhao", "zhao老师", &clerk.account] {
            let told = verbs(by(name)).await;
            assert_eq!(told, ["change_password", "sign_in"], "{name}");
        }
        let about = Which {
            subject: "zhao老师".to_owned(),
            verb: Verb::CreateAccount.id().to_owned(),
            ..all.clone()
        };
        assert_eq!(verbs(about).await, ["create_account"]);
        let later = Which {
            from: house.app_now(),
            ..all.clone()
        };
        // Only what was read since.
        assert!(verbs(later).await.iter().all(|verb| verb == "read_audit"));
        let lines = house.app.read_audit(&house.admin, &by("zhao")).await;
        assert_eq!(lines.unwrap().names[&clerk.account], "zhao老师");
    }
}

#[tokio::test]
async fn a_round_asks_the_schools_that_are_open_on_its_day() {
    for house in houses().await {
        let new = NewOrg {
            kind: "school".to_owned(),
            code: "2121000104".to_owned(),
            name: "明年才办的小学".to_owned(),
            parent: house.orgs["河湾镇"].clone(),
            from_day: date(2026, 9, 1),
        };
        house.app.add_orgs(&house.admin, &[new]).await.unwrap();
        let closed = state(&house, "实验小学", "closed", None);
        let id = &house.orgs["实验小学"];
        house
            .app
            .change_org(&house.admin, id, &closed)
            .await
            .unwrap();
        let county = &house.orgs["青禾市"];
        let asked = async |day| -> Vec<(String, bool)> {
            let schools = house.app.round_schools(&house.admin, county, day).await;
            let schools = schools.unwrap().into_iter();
            schools.map(|own| (own.org.name, own.asked)).collect()
        };
        let named = |rows: &[(&str, bool)]| -> Vec<(String, bool)> {
            let rows = rows.iter();
            rows.map(|(name, asked)| ((*name).to_owned(), *asked))
                .collect()
        };
        let before = [
            ("河湾小学", true),
            ("实验小学", false),
            ("明年才办的小学", false),
            ("青杨中学", true),
        ];
        assert_eq!(asked(date(2025, 10, 1)).await, named(&before));
        let after = asked(date(2026, 10, 1)).await;
        assert!(after.contains(&("明年才办的小学".to_owned(), true)));
    }
}
