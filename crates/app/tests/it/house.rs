//! A small county with one person a role, a clock that is set, and chance that repeats.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use app::people::{NewAccount, NewGrant, NewOrg};
use app::permission::Role;
use app::{App, Caller, Outside};
use jiff::civil::{Date, date};
use standards::{Pack, PackFiles, SourceFile};
use store::Files;
use testbed::Fresh;

/// A clock that stands still until it is moved, and chance that counts.
#[derive(Debug)]
pub(crate) struct Toy {
    now: AtomicI64,
    count: AtomicU64,
}

impl Toy {
    pub(crate) fn wait(&self, milliseconds: i64) {
        self.now.fetch_add(milliseconds, Ordering::Relaxed);
    }
}

impl Outside for Toy {
    fn now(&self) -> i64 {
        self.now.load(Ordering::Relaxed)
    }

    fn today(&self) -> Date {
        date(2025, 10, 8)
    }

    fn chance(&self) -> [u8; 32] {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        let mut bytes = [0; 32];
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte = (count.rotate_left(i as u32 * 5) as u8).wrapping_mul(i as u8 | 1);
        }
        bytes[..8].copy_from_slice(&count.to_be_bytes());
        bytes
    }
}

/// A county: two townships, a school in each, and one in none.
pub(crate) struct House {
    pub(crate) app: App,
    pub(crate) toy: Arc<Toy>,
    pub(crate) admin: Caller,
    /// Ids of organisations by name.
    pub(crate) orgs: BTreeMap<&'static str, String>,
    /// Where its files lie.
    pub(crate) files: String,
    _fresh: Fresh,
}

pub(crate) const PASSWORD: &str = "qingshan-liushui-7";

pub(crate) async fn houses() -> Vec<House> {
    let mut houses = Vec::new();
    for fresh in testbed::each().await {
        houses.push(house(fresh).await);
    }
    houses
}

pub(crate) async fn house(fresh: Fresh) -> House {
    let toy = Arc::new(Toy {
        now: AtomicI64::new(1_759_900_000_000),
        count: AtomicU64::new(1),
    });
    let files = Files::open(&fresh.files, []).unwrap();
    let app = App::new(fresh.store.clone(), files, packs(), toy.clone());
    let first = app
        .first_administrator("county", "219900", "青禾市")
        .await
        .unwrap()
        .unwrap();
    let admin = come_in(&app, &first.login, first.password).await;
    let county = admin.held[0].org.clone();
    let mut orgs = BTreeMap::from([("青禾市", county.clone())]);
    let towns = [("河湾镇", "township", ""), ("青杨镇", "township", "")];
    add(&app, &admin, &mut orgs, &towns, &county).await;
    let (river, poplar) = (orgs["河湾镇"].clone(), orgs["青杨镇"].clone());
    add(
        &app,
        &admin,
        &mut orgs,
        &[("河湾小学", "school", "2121000101")],
        &river,
    )
    .await;
    add(
        &app,
        &admin,
        &mut orgs,
        &[("青杨中学", "school", "3121000102")],
        &poplar,
    )
    .await;
    add(
        &app,
        &admin,
        &mut orgs,
        &[("实验小学", "school", "2121000103")],
        &county,
    )
    .await;
    House {
        app,
        toy,
        admin,
        orgs,
        files: fresh.files.clone(),
        _fresh: fresh,
    }
}

/// A province: a city, so many counties of which every other belongs to the city, a school in each.
pub(crate) async fn province(fresh: Fresh, counties: &[&'static str]) -> House {
    let toy = Arc::new(Toy {
        now: AtomicI64::new(1_759_900_000_000),
        count: AtomicU64::new(1),
    });
    let files = Files::open(&fresh.files, []).unwrap();
    let app = App::new(fresh.store.clone(), files, packs(), toy.clone());
    let first = app.first_administrator("province", "210000", "东省").await;
    let first = first.unwrap().unwrap();
    let admin = come_in(&app, &first.login, first.password).await;
    let own = admin.held[0].org.clone();
    let mut orgs = BTreeMap::from([("东省", own.clone())]);
    let city = [("青禾市", "city", "210100")];
    add(&app, &admin, &mut orgs, &city, &own).await;
    for (at, name) in counties.iter().enumerate() {
        let above = if at % 2 == 0 { "青禾市" } else { "东省" };
        let above = orgs[above].clone();
        add(&app, &admin, &mut orgs, &[(name, "county", "")], &above).await;
        let (mut schools, county) = (BTreeMap::new(), orgs[name].clone());
        let school = [("中心小学", "school", "")];
        add(&app, &admin, &mut schools, &school, &county).await;
    }
    House {
        app,
        toy,
        admin,
        orgs,
        files: fresh.files.clone(),
        _fresh: fresh,
    }
}

pub(crate) async fn add(
    app: &App,
    admin: &Caller,
    orgs: &mut BTreeMap<&'static str, String>,
    new: &[(&'static str, &str, &str)],
    parent: &str,
) {
    let one = |(name, kind, code): &(&str, &str, &str)| NewOrg {
        kind: (*kind).to_owned(),
        code: (*code).to_owned(),
        name: (*name).to_owned(),
        parent: parent.to_owned(),
        from_day: date(2015, 9, 1),
    };
    let made = app
        .add_orgs(admin, &new.iter().map(one).collect::<Vec<_>>())
        .await
        .unwrap();
    orgs.extend(new.iter().map(|(name, ..)| *name).zip(made));
}

/// Signs in with a one-time password and changes it.
pub(crate) async fn come_in(app: &App, login: &str, password: String) -> Caller {
    let signed = app.sign_in(login, password.clone()).await.unwrap();
    assert!(signed.must_change);
    let caller = app.who_is_it(&signed.token).await.unwrap();
    app.change_password(&caller, password, PASSWORD.to_owned())
        .await
        .unwrap();
    app.who_is_it(&signed.token).await.unwrap()
}

impl House {
    /// What the clock says.
    pub(crate) fn app_now(&self) -> i64 {
        self.toy.now()
    }

    /// Somebody with a role at an organisation, signed in.
    pub(crate) async fn person(
        &self,
        login: &str,
        role: Role,
        org: &str,
        topics: &[&str],
    ) -> Caller {
        let new = NewAccount {
            login: login.to_owned(),
            name: format!("{login}老师"),
            grant: NewGrant {
                role,
                org: self.orgs[org].clone(),
                topics: topics.iter().map(|topic| (*topic).to_owned()).collect(),
                until_day: (role == Role::Inspector).then(|| date(2025, 12, 31)),
            },
        };
        let made = self.app.create_accounts(&self.admin, &[new]).await.unwrap();
        come_in(&self.app, login, made[0].1.clone()).await
    }
}

fn packs() -> BTreeMap<String, Arc<Pack>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let ids = ["quality-balance-2017", "basic-balance-2012"];
    let pack = |id: &str| {
        let mut files = Vec::new();
        collect(&folder.join(id), &format!("{id}/"), &mut files);
        Arc::new(
            Pack::load(
                &PackFiles {
                    id: id.to_owned(),
                    files,
                },
                &[],
            )
            .unwrap(),
        )
    };
    ids.iter().map(|id| ((*id).to_owned(), pack(id))).collect()
}

fn collect(folder: &Path, before: &str, files: &mut Vec<SourceFile>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().flatten().collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files);
        } else if path.ends_with(".toml") {
            files.push(SourceFile {
                path,
                text: std::fs::read_to_string(entry.path()).unwrap(),
            });
        }
    }
}
