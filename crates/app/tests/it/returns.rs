use std::collections::BTreeMap;

use app::permission::{Role, Verb};
use app::returns::{Left, Review, Stamp, Step};
use app::rounds::NewRound;
use app::{AppError, Caller};
use jiff::civil::date;
use store::audit::Chain;
use store::returns::Cell;

use crate::house::{House, houses};

fn typed(value: &str) -> Option<Cell> {
    Some(Cell {
        value: Some(value.to_owned()),
        missing: None,
        origin: None,
        note: None,
    })
}

pub(crate) fn cells(cells: &[(&str, &str)]) -> BTreeMap<String, Option<Cell>> {
    cells
        .iter()
        .map(|(field, value)| ((*field).to_owned(), typed(value)))
        .collect()
}

pub(crate) async fn open(house: &House, year: i16) -> String {
    let new = NewRound {
        org: house.orgs["青禾市"].clone(),
        title: format!("{year}年填报"),
        year,
        day: date(year, 10, 1),
        due_day: date(year, 10, 20),
        standard: "quality-balance-2017".to_owned(),
        overlays: Vec::new(),
        profile: BTreeMap::new(),
    };
    house.app.open_round(&house.admin, &new).await.unwrap()
}

pub(crate) async fn return_of(house: &House, round: &str, org: &str) -> String {
    let progress = house.app.read_progress(&house.admin, round).await.unwrap();
    let own = progress
        .returns
        .iter()
        .find(|own| own.org == house.orgs[org])
        .unwrap();
    own.id.clone()
}

fn figures() -> BTreeMap<String, Option<Cell>> {
    cells(&[
        ("kind", "primary_school"),
        ("pupils.primary", "６１２"),
        ("teaching_area", "3,000.5"),
    ])
}

#[tokio::test]
async fn a_return_goes_from_its_clerk_to_the_lock_and_back() {
    for house in houses().await {
        let round = open(&house, 2025).await;
        let id = return_of(&house, &round, "河湾小学").await;
        let clerk = house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        let other = house
            .person("zhou", Role::SchoolClerk, "青杨中学", &[])
            .await;
        let reviewer = house
            .person("qian", Role::TownshipReviewer, "河湾镇", &[])
            .await;
        let app = &house.app;

        let page = app.read_return(&clerk, &id).await.unwrap();
        assert_eq!(page.verbs, [Verb::FillSchoolReturn, Verb::SubmitReturn]);
        assert!(matches!(
            app.read_return(&other, &id).await,
            Err(AppError::NotPermitted { .. })
        ));
        let early = app.submit_return(&clerk, &id, 0).await.unwrap_err();
        assert_eq!(early.code(), "nothing-filled-in");

        let mut given = figures();
        given.insert("classes.primary".to_owned(), typed("十几个"));
        let saved = app.fill(&clerk, &id, 0, given).await.unwrap();
        assert_eq!(saved.version, 1);
        assert_eq!(
            saved.refused.keys().collect::<Vec<_>>(),
            ["classes.primary"]
        );
        let late = app.fill(&clerk, &id, 0, figures()).await;
        assert!(
            matches!(late, Err(AppError::Changed { seen: 0, now: 1 })),
            "{late:?}"
        );
        let peeping = app.fill(&other, &id, 1, BTreeMap::new()).await;
        assert!(
            matches!(peeping, Err(AppError::NotPermitted { .. })),
            "{peeping:?}"
        );
        let foreign = app.fill(&other, &id, 1, figures()).await;
        assert!(
            matches!(foreign, Err(AppError::NotPermitted { .. })),
            "{foreign:?}"
        );

        let version = app.submit_return(&clerk, &id, 1).await.unwrap();
        let after = app.fill(&clerk, &id, version, figures()).await;
        assert!(
            matches!(after, Err(AppError::WrongState { .. })),
            "{after:?}"
        );
        let back = Review::SendBack {
            reason: "学生数与学籍系统不符".to_owned(),
            field: Some("pupils.primary".to_owned()),
        };
        let version = app
            .review_return(&reviewer, &id, version, &back)
            .await
            .unwrap();
        let mended = cells(&[("pupils.primary", "610")]);
        let version = app
            .fill(&clerk, &id, version, mended)
            .await
            .unwrap()
            .version;
        let version = app.submit_return(&clerk, &id, version).await.unwrap();
        let version = app
            .review_return(&reviewer, &id, version, &Review::Check)
            .await
            .unwrap();
        let version = approve_all(&house, &id, version).await;

        let page = app.read_return(&clerk, &id).await.unwrap();
        assert_eq!(
            (&*page.own.state, page.verbs),
            ("locked", vec![Verb::AskUnlock])
        );
        let steps: Vec<&str> = page.events.iter().map(|event| &*event.event).collect();
        assert_eq!(
            steps[..4],
            ["submitted", "returned", "submitted", "checked"]
        );
        assert_eq!(page.events[1].field.as_deref(), Some("pupils.primary"));

        let version = app
            .ask_unlock(&clerk, &id, version, "漏填校区")
            .await
            .unwrap();
        let asking = async |round: &str| -> Vec<String> {
            let progress = app.read_progress(&house.admin, round).await.unwrap();
            let asking = progress.returns.into_iter().filter(|own| own.unlock_asked);
            asking.map(|own| own.id).collect()
        };
        assert_eq!(asking(&round).await, [&*id]);
        assert!(matches!(
            app.unlock(&clerk, &id, version, "我自己来").await,
            Err(AppError::NotPermitted { .. })
        ));
        app.unlock(&house.admin, &id, version, "同意")
            .await
            .unwrap();
        let page = app.read_return(&clerk, &id).await.unwrap();
        assert_eq!((&*page.own.state, page.approved), ("returned", Vec::new()));
        assert!(asking(&round).await.is_empty());

        let mut read = app.store().read().await.unwrap();
        let chain = store::audit::verify(&mut read).await.unwrap();
        assert!(matches!(chain, Chain::Whole { .. }), "{chain:?}");
    }
}

async fn approve_all(house: &House, id: &str, mut version: i64) -> i64 {
    let page = house.app.read_return(&house.admin, id).await.unwrap();
    // One by one, then the rest at once.
    let groups: Vec<String> = page
        .form
        .groups
        .iter()
        .map(|group| group.id.clone())
        .collect();
    for groups in [groups[..1].to_vec(), groups[1..].to_vec()] {
        let approve = Review::Approve { groups };
        version = house
            .app
            .review_return(&house.admin, id, version, &approve)
            .await
            .unwrap();
    }
    version
}

#[tokio::test]
async fn last_year_stands_beside_and_a_closed_round_is_still() {
    for house in houses().await {
        let clerk: Caller = house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        let before = open(&house, 2024).await;
        let old = return_of(&house, &before, "河湾小学").await;
        house
            .app
            .fill(&clerk, &old, 0, cells(&[("pupils.primary", "600")]))
            .await
            .unwrap();
        house
            .app
            .set_round_open(&house.admin, &before, false)
            .await
            .unwrap();
        let closed = house.app.fill(&clerk, &old, 1, figures()).await;
        assert!(
            matches!(closed, Err(AppError::WrongState { .. })),
            "{closed:?}"
        );

        let round = open(&house, 2025).await;
        let id = return_of(&house, &round, "河湾小学").await;
        let page = house.app.read_return(&clerk, &id).await.unwrap();
        assert_eq!(
            page.last_year["pupils.primary"].value.as_deref(),
            Some("600")
        );
        let rounds = house.app.read_rounds(&clerk).await.unwrap();
        let told: Vec<_> = rounds
            .iter()
            .map(|round| (round.year, &*round.state))
            .collect();
        assert_eq!(told, [(2025, "open"), (2024, "closed")]);
    }
}

#[tokio::test]
async fn the_board_shows_each_reviewer_his_own() {
    for house in houses().await {
        let round = open(&house, 2025).await;
        let reviewer = house
            .person("qian", Role::TownshipReviewer, "河湾镇", &[])
            .await;
        let all = house.app.read_progress(&house.admin, &round).await.unwrap();
        assert_eq!(all.returns.len(), 4);
        let own = house.app.read_progress(&reviewer, &round).await.unwrap();
        let own: Vec<_> = own
            .returns
            .iter()
            .map(|own| (&*own.name, &*own.township))
            .collect();
        assert_eq!(own, [("河湾小学", "河湾镇")]);
    }
}

#[tokio::test]
async fn a_workbook_fills_the_drafts_it_speaks_of_and_nothing_else() {
    for house in houses().await {
        let round = open(&house, 2025).await;
        let reviewer = house
            .person("qian", Role::TownshipReviewer, "河湾镇", &[])
            .await;
        let page = house
            .app
            .read_return(&house.admin, &return_of(&house, &round, "河湾小学").await)
            .await
            .unwrap();
        let text = "学校标识码,学校名称,县区,年度,办学类型,在校生数（小学）\n\
                    2121000101,河湾小学,青禾市,2025,小学,612\n\
                    3121000102,青杨中学,青禾市,2025,初级中学,\n";
        let read = || read(&page.form, text);
        let app = &house.app;
        let taken = app
            .import_returns(&reviewer, &round, &read(), None)
            .await
            .unwrap();
        let first = &taken.returns[0];
        assert_eq!((&first.own.id, first.changes.len()), (&page.own.id, 2));
        assert_eq!(taken.unknown, ["3121000102"]);
        let again = app
            .import_returns(&reviewer, &round, &read(), None)
            .await
            .unwrap();
        assert!(again.returns[0].changes.is_empty() && !again.returns[0].writes());
        let own = app
            .read_return(&house.admin, &page.own.id)
            .await
            .unwrap()
            .own;
        assert_eq!(own.version, 1);
        let pupils = &own.content["pupils.primary"];
        assert_eq!(pupils.value.as_deref(), Some("612"));
        assert!(
            pupils.origin.as_ref().unwrap().contains("学校.csv"),
            "{pupils:?}"
        );

        let version = app.submit_return(&house.admin, &own.id, 1).await.unwrap();
        let late = app
            .import_returns(&house.admin, &round, &read(), None)
            .await
            .unwrap();
        assert!(!late.returns[0].open && late.unknown.is_empty());
        assert_eq!(
            app.read_return(&house.admin, &own.id)
                .await
                .unwrap()
                .own
                .version,
            version
        );
    }
}

#[tokio::test]
async fn nothing_is_written_over_what_was_not_seen() {
    for house in houses().await {
        let round = open(&house, 2025).await;
        let id = return_of(&house, &round, "河湾小学").await;
        let clerk = house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        house.app.fill(&clerk, &id, 0, figures()).await.unwrap();
        // Even when no cell can be kept, the caller learns that he is late.
        for late in [cells(&[]), cells(&[("pupils.primary", "几百个")])] {
            let told = house.app.fill(&clerk, &id, 0, late).await;
            assert!(
                matches!(told, Err(AppError::Changed { seen: 0, now: 1 })),
                "{told:?}"
            );
        }
        // Nobody makes up where a figure came from.
        let mut forged = cells(&[("pupils.primary", "1")]);
        if let Some(Some(cell)) = forged.get_mut("pupils.primary") {
            cell.origin = Some("学籍系统.xlsx A1".to_owned());
        }
        house.app.fill(&clerk, &id, 1, forged).await.unwrap();
        let own = house.app.read_return(&clerk, &id).await.unwrap().own;
        assert_eq!(own.content["pupils.primary"].origin, None);
    }
}

#[tokio::test]
async fn a_campus_hands_in_like_any_school_and_joins_its_main_school() {
    for house in houses().await {
        let campus = app::people::NewOrg {
            kind: "school".to_owned(),
            code: "2121000199".to_owned(),
            name: "河湾小学东校区".to_owned(),
            parent: house.orgs["河湾小学"].clone(),
            from_day: date(2020, 9, 1),
        };
        let campus = house
            .app
            .add_orgs(&house.admin, &[campus])
            .await
            .unwrap()
            .remove(0);
        let round = open(&house, 2025).await;
        let progress = house.app.read_progress(&house.admin, &round).await.unwrap();
        let own = progress
            .returns
            .iter()
            .find(|own| own.org == campus)
            .unwrap();
        let clerk = house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        let main = return_of(&house, &round, "河湾小学").await;
        house.app.fill(&clerk, &main, 0, figures()).await.unwrap();
        let mut part = figures();
        part.insert("counted_as_school".to_owned(), typed("no"));
        part.insert("pupils.primary".to_owned(), typed("100"));
        let saved = house.app.fill(&clerk, &own.id, 0, part).await.unwrap();
        assert!(saved.refused.is_empty(), "{:?}", saved.refused);
        house.app.submit_return(&clerk, &own.id, 1).await.unwrap();
        let county = house
            .app
            .read_county(&house.admin, &round, Default::default())
            .await;
        let sections = county.unwrap().assess().sections;
        let pupils: Vec<String> = sections
            .iter()
            .map(|section| section.pupils.as_ref().unwrap().to_plain())
            .collect();
        assert_eq!(pupils, ["712"]);
    }
}

/// A return of 612 pupils without any teaching area: somebody has to say why.
fn odd() -> BTreeMap<String, Option<Cell>> {
    cells(&[
        ("kind", "primary_school"),
        ("pupils.primary", "612"),
        ("teaching_area", "0"),
    ])
}

#[tokio::test]
async fn what_must_be_explained_needs_a_note_at_its_field() {
    for house in houses().await {
        let round = open(&house, 2025).await;
        let id = return_of(&house, &round, "河湾小学").await;
        let clerk = house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        house.app.fill(&clerk, &id, 0, odd()).await.unwrap();
        let told = house.app.submit_return(&clerk, &id, 1).await;
        let Err(AppError::Invalid { code, args }) = told else {
            panic!("{told:?}");
        };
        assert_eq!(code, "explain-first");
        assert_eq!((&*args["field"], &*args["count"]), ("teaching_area", "1"));

        let note = |text: &str| {
            let mut cell = typed("0").unwrap();
            cell.note = Some(text.to_owned());
            BTreeMap::from([("teaching_area".to_owned(), Some(cell))])
        };
        house.app.fill(&clerk, &id, 1, note("  ")).await.unwrap();
        assert!(house.app.submit_return(&clerk, &id, 2).await.is_err());
        let written = note("校舍在建，借用乡政府院落");
        house.app.fill(&clerk, &id, 2, written).await.unwrap();
        house.app.submit_return(&clerk, &id, 3).await.unwrap();
    }
}

#[tokio::test]
async fn many_are_checked_at_once_but_for_those_with_findings() {
    for house in houses().await {
        let round = open(&house, 2025).await;
        let clean = return_of(&house, &round, "河湾小学").await;
        let found = return_of(&house, &round, "青杨中学").await;
        let mut noted = odd();
        let area = noted.get_mut("teaching_area").unwrap().as_mut();
        area.unwrap().note = Some("在建".to_owned());
        for (school, id, given) in [("河湾小学", &clean, figures()), ("青杨中学", &found, noted)]
        {
            let clerk = house.person(school, Role::SchoolClerk, school, &[]).await;
            house.app.fill(&clerk, id, 0, given).await.unwrap();
            house.app.submit_return(&clerk, id, 1).await.unwrap();
        }
        let reviewer = house
            .person("qian", Role::TownshipReviewer, "河湾镇", &[])
            .await;
        let both = [clean.clone(), found.clone()];
        let many = |caller: Caller, step| {
            let (house, round, both) = (&house, &round, &both);
            async move { house.app.review_many(&caller, round, step, both).await }
        };
        // Beyond a township nothing happens; what has findings waits to be read.
        let town = many(reviewer, Step::Check).await.unwrap();
        assert_eq!(town.done, std::slice::from_ref(&clean));
        assert!(matches!(
            &town.left[..],
            [(id, Left::Refused(AppError::NotPermitted { .. }))] if *id == found
        ));
        let county = many(house.admin.clone(), Step::Check).await.unwrap();
        assert!(matches!(
            &county.left[..],
            [(_, Left::Refused(AppError::WrongState { .. })), (id, Left::Findings(1))] if *id == found
        ));
        let approved = many(house.admin.clone(), Step::Approve).await.unwrap();
        assert_eq!(approved.done, std::slice::from_ref(&clean));
        let state = |id: String| async move { house.app.return_state(&id).await.unwrap() };
        assert_eq!(state(clean).await, "locked");
    }
}

#[tokio::test]
async fn a_kit_brings_back_only_what_was_touched_in_it() {
    for house in houses().await {
        let round = open(&house, 2025).await;
        let id = return_of(&house, &round, "河湾小学").await;
        let clerk = house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        let other = house
            .person("zhou", Role::SchoolClerk, "青杨中学", &[])
            .await;
        let auditor = house.person("sun", Role::Auditor, "青禾市", &[]).await;
        let app = &house.app;
        app.fill(&clerk, &id, 0, figures()).await.unwrap();
        let kit = app.kit(&clerk, &id).await.unwrap();
        assert_eq!((kit.own.version, &*kit.township), (1, "河湾镇"));
        assert!(app.kit(&other, &id).await.is_err());
        assert!(app.kits(&auditor, &round).await.is_err());
        assert_eq!(app.kits(&clerk, &round).await.unwrap().len(), 1);

        // Meanwhile somebody changes two cells on the page; one of them is changed in the kit too.
        let meanwhile = cells(&[("teaching_area", "3100"), ("pupils.primary", "600")]);
        app.fill(&clerk, &id, 1, meanwhile).await.unwrap();
        let text = "学校标识码,学校名称,县区,年度,在校生数（小学）,教学及辅助用房面积\n\
                    2121000101,河湾小学,青禾市,2025,598,3000.5\n";
        let tables = read(&kit.form, text);
        let stamp = Stamp {
            id: id.clone(),
            version: 1,
        };
        let shown = app
            .try_import(&clerk, &round, &tables, Some(&stamp))
            .await
            .unwrap();
        let fields: Vec<&String> = shown.returns[0].changes.keys().collect();
        assert_eq!(fields, ["pupils.primary"]);
        app.import_returns(&clerk, &round, &tables, Some(&stamp))
            .await
            .unwrap();
        let own = app.read_return(&clerk, &id).await.unwrap().own;
        let value = |field: &str| own.content[field].value.clone().unwrap();
        assert_eq!(
            (&*value("pupils.primary"), &*value("teaching_area")),
            ("598", "3100")
        );

        let stranger = Stamp {
            id: "0".to_owned(),
            version: 1,
        };
        let told = app
            .try_import(&clerk, &round, &tables, Some(&stranger))
            .await;
        assert_eq!(told.unwrap_err().code(), "kit-of-another-round");
        assert!(
            app.try_import(&auditor, &round, &tables, None)
                .await
                .is_err()
        );
    }
}

fn read(form: &std::sync::Arc<facts::catalogue::Form>, text: &str) -> Vec<facts::table::Table> {
    let input = facts::Input::bytes("学校.csv", text.as_bytes());
    let forms = std::slice::from_ref(form);
    let options = facts::Options::default();
    let go_on = &mut |_: facts::Progress<'_>| std::ops::ControlFlow::Continue(());
    facts::import(vec![input], forms, &[], &options, go_on).tables
}
