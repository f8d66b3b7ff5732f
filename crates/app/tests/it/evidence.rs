use app::AppError;
use app::Caller;
use app::evidence::{Added, NewPaper, OrgNeeds, Proof};
use app::permission::Role;
use jiff::civil::date;
use store::audit::Which;
use store::evidence::Owner;

use crate::house::{House, houses};
use crate::returns::open;

const PDF: &[u8] = b"%PDF-1.4\n%%EOF\n";

fn paper(house: &House, org: &str, name: &str, items: &[&str]) -> NewPaper {
    NewPaper {
        org: house.orgs[org].clone(),
        name: name.to_owned(),
        issuer: "县委编办".to_owned(),
        issued_day: Some(date(2025, 3, 1)),
        items: items.iter().map(|item| (*item).to_owned()).collect(),
        ..NewPaper::default()
    }
}

async fn bring(
    house: &House,
    caller: &Caller,
    round: &str,
    file: &[u8],
    new: NewPaper,
) -> Result<Added, AppError> {
    let mut draft = house.app.begin_evidence(caller, round, &new.org).await?;
    for piece in file.chunks(5) {
        draft.take(piece).await?;
    }
    house.app.add_evidence(caller, round, draft, new).await
}

/// Every file that is kept, those that nobody finished included.
fn kept(house: &House) -> usize {
    fn count(folder: &std::path::Path) -> usize {
        let entries = std::fs::read_dir(folder).unwrap().flatten();
        let one = |entry: std::fs::DirEntry| match entry.path().is_dir() {
            true => count(&entry.path()),
            false => 1,
        };
        entries.map(one).sum()
    }
    count(std::path::Path::new(&house.files))
}

fn proof(all: &[OrgNeeds], house: &House, org: &str, item: &str) -> Proof {
    let own = all.iter().find(|own| own.org == house.orgs[org]).unwrap();
    let need = own.needs.iter().find(|need| need.item == item);
    need.unwrap_or_else(|| panic!("{item} is not asked of {org}"))
        .proof
}

async fn lines(house: &House, verb: &str) -> usize {
    let mut read = house.app.store().read().await.unwrap();
    let all = Which {
        before: i64::MAX,
        account: String::new(),
        verb: verb.to_owned(),
        subject: String::new(),
        from: 0,
        until: i64::MAX,
        limit: 1_000,
    };
    let all = store::audit::page(&mut read, &all).await;
    all.unwrap().len()
}

#[tokio::test]
async fn what_does_not_apply_to_a_school_is_not_asked_of_it() {
    for house in houses().await {
        let round = open(&house, 2025).await;
        let clerk = house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        let id = crate::returns::return_of(&house, &round, "河湾小学").await;
        let kind = crate::returns::cells(&[("kind", "special"), ("special_pupils", "12")]);
        house.app.fill(&clerk, &id, 0, kind).await.unwrap();
        let asked = house.app.needs(&clerk, &round).await.unwrap();
        let items: Vec<&str> = asked[0].needs.iter().map(|need| &*need.item).collect();
        assert!(!items.contains(&"G3") && items.contains(&"G7"), "{items:?}");

        bring(
            &house,
            &clerk,
            &round,
            PDF,
            paper(&house, "河湾小学", "a.pdf", &["G3"]),
        )
        .await
        .unwrap();
        let asked = house.app.needs(&clerk, &round).await.unwrap();
        assert_eq!(proof(&asked, &house, "河湾小学", "G3"), Proof::There);
    }
}

#[tokio::test]
async fn a_paper_proves_items_until_its_last_day() {
    for house in houses().await {
        let round = open(&house, 2025).await;
        let clerk = house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        let asked = house.app.needs(&clerk, &round).await.unwrap();
        assert_eq!(asked.len(), 1, "a clerk sees the own school");
        assert_eq!(proof(&asked, &house, "河湾小学", "G3"), Proof::Missing);

        let old = NewPaper {
            valid_until: Some(date(2025, 10, 7)),
            ..paper(&house, "河湾小学", "平面图.PDF", &["G3"])
        };
        let added = bring(&house, &clerk, &round, PDF, old).await.unwrap();
        let papers = house.app.papers(&clerk, &round).await.unwrap();
        assert_eq!((papers.len(), papers[0].expired), (1, true));
        assert_eq!(papers[0].evidence.title, "平面图");
        let asked = house.app.needs(&clerk, &round).await.unwrap();
        assert_eq!(proof(&asked, &house, "河湾小学", "G3"), Proof::Expired);

        let said = NewPaper {
            title: "校舍平面图".to_owned(),
            valid_until: Some(date(2025, 10, 8)),
            ..paper(&house, "河湾小学", "", &["G3", "Q4"])
        };
        let described = house.app.describe_evidence(&clerk, &added.id, 1, &said);
        assert_eq!(described.await.unwrap(), 2);
        let late = house
            .app
            .describe_evidence(&clerk, &added.id, 1, &said)
            .await;
        assert!(
            matches!(late, Err(AppError::Changed { seen: 1, now: 2 })),
            "{late:?}"
        );
        let asked = house.app.needs(&clerk, &round).await.unwrap();
        for item in ["G3", "Q4"] {
            assert_eq!(proof(&asked, &house, "河湾小学", item), Proof::There);
        }

        house
            .app
            .withdraw_evidence(&clerk, &added.id)
            .await
            .unwrap();
        assert!(house.app.papers(&clerk, &round).await.unwrap().is_empty());
        let opened = house.app.open_evidence(&clerk, &added.id).await;
        assert_eq!(opened.err().map(|error| error.code()), Some("not-found"));
        assert_eq!(kept(&house), 1, "what was shown once stays");
    }
}

#[tokio::test]
async fn a_file_is_stored_once_and_a_paper_counted_once() {
    for house in houses().await {
        let round = open(&house, 2025).await;
        let admin = &house.admin;
        let bring = |org, items: &'static [&'static str]| {
            let new = paper(&house, org, "汇编.pdf", items);
            bring(&house, admin, &round, PDF, new)
        };
        let first = bring("河湾小学", &["G3"]).await.unwrap();
        let again = bring("河湾小学", &["G3", "G9"]).await.unwrap();
        assert_eq!((again.known, &again.id), (true, &first.id));
        let other = bring("青杨中学", &["G3"]).await.unwrap();
        assert!(!other.known);
        let papers = house.app.papers(admin, &round).await.unwrap();
        assert_eq!((papers.len(), kept(&house)), (2, 1));
        assert_eq!(papers[0].items, ["G3", "G9"]);
    }
}

#[tokio::test]
async fn a_paper_of_the_county_covers_its_schools() {
    for house in houses().await {
        let round = open(&house, 2025).await;
        let new = paper(&house, "青禾市", "拨付文件.pdf", &["G1", "G6"]);
        bring(&house, &house.admin, &round, PDF, new).await.unwrap();
        let asked = house.app.needs(&house.admin, &round).await.unwrap();
        assert_eq!(asked.len(), 4);
        assert_eq!(proof(&asked, &house, "青禾市", "G1"), Proof::There);
        assert_eq!(proof(&asked, &house, "河湾小学", "G6"), Proof::OfCounty);
        // A clerk is told that it is there; he may not open it.
        let clerk = house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        let asked = house.app.needs(&clerk, &round).await.unwrap();
        assert_eq!(proof(&asked, &house, "河湾小学", "G6"), Proof::OfCounty);
        assert!(house.app.papers(&clerk, &round).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn what_cannot_be_evidence_leaves_nothing_behind() {
    for house in houses().await {
        let round = open(&house, 2025).await;
        let attempts: [(&[u8], &str, &str, &str); 6] = [
            (b"", "a.pdf", "G3", "paper-empty"),
            (
                b"<html><script>alert(1)</script>",
                "a.pdf",
                "G3",
                "paper-unknown",
            ),
            (
                b"<svg xmlns='http://www.w3.org/2000/svg'/>",
                "a.png",
                "G3",
                "paper-unknown",
            ),
            (PDF, "a.png", "G3", "paper-misnamed"),
            (PDF, "a", "G3", "paper-misnamed"),
            (b"PK\x03\x04 no package", "a.docx", "G3", "paper-unknown"),
        ];
        for (file, name, item, code) in attempts {
            let new = paper(&house, "河湾小学", name, &[item]);
            let told = bring(&house, &house.admin, &round, file, new).await;
            assert_eq!(told.unwrap_err().code(), code, "{name}");
        }
        let new = paper(&house, "河湾小学", "a.pdf", &["X9"]);
        let draft = house
            .app
            .begin_evidence(&house.admin, &round, &new.org)
            .await;
        let mut draft = draft.unwrap();
        draft.take(PDF).await.unwrap();
        drop(draft);
        assert_eq!(kept(&house), 0);
        assert!(
            house
                .app
                .papers(&house.admin, &round)
                .await
                .unwrap()
                .is_empty()
        );
        let told = bring(&house, &house.admin, &round, PDF, new).await;
        assert_eq!(told.unwrap_err().code(), "item-unknown");
    }
}

#[tokio::test]
async fn papers_are_brought_and_read_where_roles_reach() {
    for house in houses().await {
        let round = open(&house, 2025).await;
        let clerk = house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        let other = house
            .person("qian", Role::SchoolClerk, "青杨中学", &[])
            .await;
        let reviewer = house
            .person("sun", Role::TownshipReviewer, "河湾镇", &[])
            .await;
        let auditor = house.person("li", Role::Auditor, "青禾市", &[]).await;
        let bring = |caller, org| {
            let new = paper(&house, org, "a.pdf", &["G3"]);
            bring(&house, caller, &round, PDF, new)
        };
        for (caller, org) in [
            (&clerk, "青杨中学"),
            (&clerk, "青禾市"),
            (&reviewer, "河湾小学"),
        ] {
            let told = bring(caller, org).await;
            assert!(
                matches!(told, Err(AppError::NotPermitted { .. })),
                "{told:?}"
            );
        }
        // A township brings nothing of its own.
        assert_eq!(
            bring(&house.admin, "河湾镇").await.unwrap_err().code(),
            "not-found"
        );
        let id = bring(&clerk, "河湾小学").await.unwrap().id;

        let before = lines(&house, "read_evidence").await;
        for reader in [&clerk, &reviewer, &house.admin] {
            let mut opened = house.app.open_evidence(reader, &id).await.unwrap();
            let mut read = Vec::new();
            while let Some(piece) = futures_util::StreamExt::next(&mut opened.pieces).await {
                read.extend_from_slice(&piece.unwrap());
            }
            assert_eq!(read, PDF);
        }
        assert_eq!(lines(&house, "read_evidence").await, before + 3);
        for stranger in [&other, &auditor] {
            let told = house.app.open_evidence(stranger, &id).await.err().unwrap();
            assert_eq!(told.code(), "not-permitted");
            let told = house.app.withdraw_evidence(stranger, &id).await;
            assert_eq!(told.unwrap_err().code(), "not-permitted");
        }
        assert!(house.app.papers(&other, &round).await.unwrap().is_empty());
        assert_eq!(
            house.app.papers(&auditor, &round).await.unwrap_err().code(),
            "not-permitted"
        );

        house
            .app
            .set_round_open(&house.admin, &round, false)
            .await
            .unwrap();
        assert_eq!(
            bring(&clerk, "河湾小学").await.unwrap_err().code(),
            "wrong-state"
        );
        assert_eq!(
            house
                .app
                .withdraw_evidence(&clerk, &id)
                .await
                .unwrap_err()
                .code(),
            "wrong-state"
        );
    }
}

#[tokio::test]
async fn papers_are_bound_in_the_order_of_the_standard() {
    for house in houses().await {
        let round = open(&house, 2025).await;
        let admin = &house.admin;
        for (org, items) in [
            ("青杨中学", &["Q4", "G3"][..]),
            ("河湾小学", &["G3"]),
            ("青禾市", &[]),
        ] {
            let new = paper(&house, org, "a.pdf", items);
            bring(&house, admin, &round, PDF, new).await.unwrap();
        }
        let binder = house.app.bind_evidence(admin, &round).await.unwrap();
        let leaves = binder.leaves.iter();
        let leaves: Vec<(Option<&str>, &str)> = leaves
            .map(|leaf| (leaf.item.as_deref(), &*leaf.org))
            .collect();
        let expected = [
            (Some("G3"), "河湾小学"),
            (Some("G3"), "青杨中学"),
            (Some("Q4"), "青杨中学"),
            (None, "青禾市"),
        ];
        assert_eq!(leaves, expected);
    }
}

#[tokio::test]
async fn items_have_owners_and_are_talked_about() {
    for house in houses().await {
        let round = open(&house, 2025).await;
        let clerk = house
            .person("zhao", Role::SchoolClerk, "河湾小学", &[])
            .await;
        let inspector = house.person("wu", Role::Inspector, "青禾市", &[]).await;
        let app = &house.app;
        let school = Some(house.orgs["河湾小学"].as_str());
        app.comment(&inspector, &round, "G3", None, " 缺盖章页 ")
            .await
            .unwrap();
        app.comment(&inspector, &round, "G3", school, "面积未标")
            .await
            .unwrap();
        let told = app.comment(&clerk, &round, "G3", school, "好").await;
        assert_eq!(told.unwrap_err().code(), "not-permitted");
        for (item, text, code) in [("X", "a", "item-unknown"), ("G3", " ", "nothing-said")] {
            let told = app.comment(&inspector, &round, item, None, text).await;
            assert_eq!(told.unwrap_err().code(), code);
        }
        let long = "长".repeat(1_001);
        let told = app.comment(&inspector, &round, "G3", None, &long).await;
        assert_eq!(told.unwrap_err().code(), "text-too-long");
        let said = |all: Vec<store::evidence::Comment>| -> Vec<String> {
            all.into_iter().map(|own| own.text).collect()
        };
        let all = said(app.comments(&inspector, &round).await.unwrap());
        assert_eq!(all, ["缺盖章页", "面积未标"]);
        // A school reads what is about itself.
        assert_eq!(
            said(app.comments(&clerk, &round).await.unwrap()),
            ["面积未标"]
        );

        let owner = |person: &str| Owner {
            round: round.clone(),
            item: "G3".to_owned(),
            department: "计财科".to_owned(),
            person: person.to_owned(),
        };
        app.name_owner(&house.admin, &owner("李")).await.unwrap();
        app.name_owner(&house.admin, &owner("王")).await.unwrap();
        assert_eq!(app.owners(&clerk, &round).await.unwrap(), [owner("王")]);
        let told = app.name_owner(&inspector, &owner("我")).await;
        assert_eq!(told.unwrap_err().code(), "not-permitted");
    }
}
