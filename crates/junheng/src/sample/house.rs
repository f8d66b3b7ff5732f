//! The invented county as a house that people work in: organisations, accounts, three rounds.
//!
//! Nothing is written past the verbs: what stands here, a bureau could have done by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use app::county::{Basis, Changes};
use app::people::{NewAccount, NewGrant, NewOrg};
use app::permission::{PERMISSIONS, Role};
use app::returns::{Page, Review};
use app::rounds::NewRound;
use app::{App, AppError, Caller, Held};
use facts::catalogue::Form;
use facts::table::{Datum, Subject, Table};
use facts::{Input, Limits, Options};
use jiff::ToSpan;
use jiff::civil::date;
use kernel::{Exact, Grade};
use store::returns::Cell;

use super::ground;
use super::proving;
use crate::failure::Failure;

/// Somebody who can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) role: Role,
    pub(crate) place: String,
    pub(crate) login: String,
    pub(crate) password: String,
}

/// What stands where once the organisations are there.
struct Places {
    county: String,
    /// By name.
    townships: BTreeMap<String, String>,
    /// By code.
    schools: BTreeMap<String, String>,
    first_school: Subject,
}

impl Places {
    /// Whether it is the school whose clerk has an account.
    fn is_clerks(&self, org: &str) -> bool {
        self.schools
            .get(&*self.first_school.code)
            .is_some_and(|own| own == org)
    }
}

/// Fills an empty house; `say` is told what is being done. Nobody but the caller learns the passwords.
pub(crate) async fn fill(
    app: &App,
    standard: &str,
    forms: &[Arc<Form>],
    files: &[PathBuf],
    say: &dyn Fn(i16),
) -> Result<Vec<Person>, Failure> {
    let years = by_year(forms, files)?;
    let subjects = years.values().flatten().flat_map(|table| &table.subjects);
    let name = subjects
        .map(|own| own.county.clone())
        .next_back()
        .unwrap_or_default();
    let (admin, mut people) = administrator(app, &name).await?;
    let places = found(app, &admin, &years).await?;
    draw(app, &admin, &places, &years).await?;
    people.extend(hire(app, &admin, &places).await?);
    for (at, (year, tables)) in years.iter().enumerate() {
        say(*year);
        let is_newest = at + 1 == years.len();
        let round = collect(app, &admin, &places, (*year, tables, standard), is_newest).await?;
        if is_newest {
            try_out(app, &admin, &round).await?;
        }
    }
    Ok(people)
}

/// The tables of each year, read from the workbooks as anybody's would be.
fn by_year(forms: &[Arc<Form>], files: &[PathBuf]) -> Result<BTreeMap<i16, Vec<Table>>, Failure> {
    let mut years: BTreeMap<i16, Vec<Table>> = BTreeMap::new();
    for path in files {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let bytes = std::fs::read(path).map_err(|error| Failure::reading(path, error))?;
        let input = Input::bytes(&name, &bytes);
        let mut go_on = |_: facts::Progress<'_>| ControlFlow::Continue(());
        let read = facts::import(vec![input], forms, &[], &Options::default(), &mut go_on);
        for table in read.tables.into_iter().filter(|table| !table.is_empty()) {
            years.entry(table.subjects[0].year).or_default().push(table);
        }
    }
    Ok(years)
}

async fn administrator(app: &App, county: &str) -> Result<(Caller, Vec<Person>), Failure> {
    let first = app.first_administrator("county", "", county).await?;
    let first = first.ok_or_else(|| Failure::NotEmpty(county.to_owned()))?;
    let signed = app.sign_in(&first.login, first.password.clone()).await?;
    let caller = app.who_is_it(&signed.token).await?;
    let password = app.one_time_password();
    app.change_password(&caller, first.password, password.clone())
        .await?;
    let caller = app.who_is_it(&signed.token).await?;
    let person = Person {
        role: Role::CountyAdmin,
        place: county.to_owned(),
        login: first.login,
        password,
    };
    Ok((caller, vec![person]))
}

/// Townships and schools, from what the returns say of themselves.
async fn found(
    app: &App,
    admin: &Caller,
    years: &BTreeMap<i16, Vec<Table>>,
) -> Result<Places, Failure> {
    let county = admin
        .held
        .first()
        .map(|held| held.org.clone())
        .unwrap_or_default();
    let mut known: BTreeMap<String, Subject> = BTreeMap::new();
    for subject in years.values().flatten().flat_map(|table| &table.subjects) {
        if subject.code != subject.county && subject.township.is_some() {
            known.insert(subject.code.to_string(), subject.clone());
        }
    }
    let township = |own: &Subject| own.township.as_deref().unwrap_or_default().to_owned();
    let names: Vec<String> = known
        .values()
        .map(township)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let org = |kind: &str, code: &str, name: &str, parent: &str| NewOrg {
        kind: kind.to_owned(),
        code: code.to_owned(),
        name: name.to_owned(),
        parent: parent.to_owned(),
        from_day: date(2015, 9, 1),
    };
    let new: Vec<NewOrg> = names
        .iter()
        .map(|name| org("township", "", name, &county))
        .collect();
    let ids = app.add_orgs(admin, &new).await?;
    let townships: BTreeMap<String, String> = names.into_iter().zip(ids).collect();
    let above = |own: &Subject| townships.get(&township(own)).unwrap_or(&county).clone();
    let (campuses, mains): (Vec<&Subject>, Vec<&Subject>) =
        known.values().partition(|own| own.parent.is_some());
    let school = |own: &Subject, parent: &str| org("school", &own.code, &own.name, parent);
    let new: Vec<NewOrg> = mains.iter().map(|own| school(own, &above(own))).collect();
    let ids = app.add_orgs(admin, &new).await?;
    let codes = mains.iter().map(|own| own.code.to_string());
    let mut schools: BTreeMap<String, String> = codes.zip(ids).collect();
    let main = |own: &Subject| {
        schools
            .get(own.parent.as_deref().unwrap_or_default())
            .cloned()
    };
    let new: Vec<NewOrg> = campuses
        .iter()
        .map(|own| school(own, &main(own).unwrap_or_else(|| above(own))))
        .collect();
    let ids = app.add_orgs(admin, &new).await?;
    schools.extend(campuses.iter().map(|own| own.code.to_string()).zip(ids));
    let none = || AppError::invalid("no-schools", [("org", county.clone())]);
    let first_school = known.values().next().cloned().ok_or_else(none)?;
    Ok(Places {
        county,
        townships,
        schools,
        first_school,
    })
}

/// Borders of the townships, and where the schools lie.
async fn draw(
    app: &App,
    admin: &Caller,
    places: &Places,
    years: &BTreeMap<i16, Vec<Table>>,
) -> Result<(), Failure> {
    let mut towns: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for own in years.values().flatten().flat_map(|table| &table.subjects) {
        if let Some(township) = own.township.as_deref() {
            towns.entry(township).or_default().insert(&own.code);
        }
    }
    let towns = towns.into_iter();
    let towns: Vec<ground::Township<'_>> = towns
        .map(|(town, schools)| (town, schools.into_iter().collect()))
        .collect();
    let text = ground::geojson(&towns);
    let file = format!("{}.geojson", places.first_school.county);
    let read = facts::places::read(&file, text.as_bytes(), &Limits::default());
    app.bring_map(admin, &places.county, &file, read, false)
        .await?;
    Ok(())
}

/// Something that was tried out and kept: the first gaps, closed.
async fn try_out(app: &App, admin: &Caller, round: &str) -> Result<(), Failure> {
    let snapshot = app.read_county(admin, round, Basis::All).await?;
    let (county, found) = (snapshot.county(), snapshot.assess());
    let mut changes = Changes::new();
    for own in county.gaps(&found).sections.iter().take(3) {
        let section = &found.sections[own.section];
        let school = &county.schools[section.school];
        let cells = changes
            .entry(county.subject(school).code.to_string())
            .or_default();
        for gap in &own.gaps {
            let Some(remedy) = county.remedies(section, gap).into_iter().next() else {
                continue;
            };
            let table = &snapshot.schools;
            let Some(column) = table.form.column(&remedy.field) else {
                continue;
            };
            if let Datum::Number(now) = table.get(school.row, column).datum {
                let unit = &table.form.field_of(column).unit;
                let value = unit.show(&Exact::from(now)) + remedy.add;
                let cell = Cell {
                    value: Some(value.to_plain()),
                    missing: None,
                    origin: None,
                    note: None,
                };
                cells.insert(remedy.field, Some(cell));
            }
        }
    }
    app.keep_what_if(admin, round, None, "补足三所学校的缺口", &changes)
        .await?;
    Ok(())
}

/// One person a role.
async fn hire(app: &App, admin: &Caller, places: &Places) -> Result<Vec<Person>, Failure> {
    let school = places
        .schools
        .get(&*places.first_school.code)
        .cloned()
        .unwrap_or_default();
    let township = places.first_school.township.as_deref().unwrap_or_default();
    let reviewed = places.townships.get(township).cloned().unwrap_or_default();
    let county = (
        places.county.clone(),
        places.first_school.county.to_string(),
    );
    let town = (reviewed, township.to_owned());
    let own = (school, places.first_school.name.to_string());
    let posts = [
        (Role::CountyOfficer, "officer", "李业务", &county),
        (Role::TownshipReviewer, "reviewer", "王审核", &town),
        (Role::SchoolClerk, "clerk", "陈填报", &own),
        (Role::HeadTeacher, "head", "赵校长", &own),
        (Role::Inspector, "inspector", "周督学", &county),
        (Role::Leader, "leader", "吴局长", &county),
        (Role::Auditor, "auditor", "郑审计", &county),
    ];
    let ends = |role| PERMISSIONS.role(role).is_some_and(|row| row.ends);
    let new: Vec<NewAccount> = posts
        .iter()
        .map(|(role, login, name, (org, _))| NewAccount {
            login: (*login).to_owned(),
            name: (*name).to_owned(),
            grant: NewGrant {
                role: *role,
                org: org.clone(),
                topics: Vec::new(),
                until_day: ends(*role).then(|| admin.today.saturating_add(90.days())),
            },
        })
        .collect();
    let made = app.create_accounts(admin, &new).await?;
    let people = posts
        .iter()
        .zip(made)
        .map(|((role, login, _, (_, place)), (_, password))| Person {
            role: *role,
            place: place.clone(),
            login: (*login).to_owned(),
            password,
        });
    Ok(people.collect())
}

/// One year's round: older ones are signed off and closed, the newest is under way.
async fn collect(
    app: &App,
    admin: &Caller,
    places: &Places,
    (year, tables, standard): (i16, &[Table], &str),
    is_newest: bool,
) -> Result<String, Failure> {
    let due_day = if is_newest {
        admin.today.saturating_add(14.days())
    } else {
        date(year, 10, 31)
    };
    let new = NewRound {
        org: places.county.clone(),
        title: format!("{year}年优质均衡监测填报"),
        year,
        day: date(year, 10, 1),
        due_day,
        standard: standard.to_owned(),
        overlays: Vec::new(),
        profile: BTreeMap::new(),
    };
    let round = app.open_round(admin, &new).await?;
    app.import_returns(admin, &round, tables, None).await?;
    let progress = app.read_progress(admin, &round).await?;
    for (at, own) in progress.returns.iter().enumerate() {
        let steps = if is_newest {
            under_way(at, places.is_clerks(&own.org))
        } else {
            4
        };
        move_on(app, admin, &own.id, steps).await?;
    }
    if is_newest {
        proving::prove(app, admin, &round, &places.county).await?;
    } else {
        app.set_round_open(admin, &round, false).await?;
    }
    Ok(round)
}

/// Everything there is to see; and the clerk whose password is told has something to do.
fn under_way(at: usize, is_clerks: bool) -> usize {
    if is_clerks { 1 } else { 4 - at % 5 }
}

/// So many steps towards the lock: 0 a draft, 1 sent back, 2 handed in, 3 checked, 4 locked. What must
/// be fixed first stays a draft.
async fn move_on(app: &App, admin: &Caller, id: &str, steps: usize) -> Result<(), Failure> {
    if steps == 0 {
        return Ok(());
    }
    let page = app.read_return(admin, id).await?;
    let seen = explained(app, admin, &page).await?;
    let version = match app.submit_return(admin, id, seen).await {
        Err(AppError::Invalid { .. }) => return Ok(()),
        version => version?,
    };
    if steps == 1 {
        let field = page
            .own
            .content
            .keys()
            .find(|field| field.starts_with("pupils"))
            .cloned();
        let reason = "与学籍系统不一致，请核对后重新提交".to_owned();
        app.review_return(admin, id, version, &Review::SendBack { reason, field })
            .await?;
    }
    if steps >= 3 {
        let version = app
            .review_return(admin, id, version, &Review::Check)
            .await?;
        if steps == 4 {
            let groups = page
                .form
                .groups
                .iter()
                .map(|group| group.id.clone())
                .collect();
            app.review_return(admin, id, version, &Review::Approve { groups })
                .await?;
        }
    }
    Ok(())
}

/// What asks for an explanation gets one, from the school's own clerk; gives the version that holds then.
async fn explained(app: &App, admin: &Caller, page: &Page) -> Result<i64, Failure> {
    let asking = page.findings.iter();
    let asking = asking.filter(|finding| finding.grade == Grade::Explain);
    let noted = asking.filter_map(|finding| {
        let column = finding.place.filter(|place| place.is_cell())?.column;
        let field = &page.form.columns.get(usize::from(column))?.name;
        let note = Some("已与台账核对，属实".to_owned());
        let cell = page.own.content.get(field)?.clone();
        Some((field.clone(), Some(Cell { note, ..cell })))
    });
    let noted: BTreeMap<_, _> = noted.collect();
    if noted.is_empty() || page.own.org == page.round.org {
        return Ok(page.own.version);
    }
    let clerk = Caller {
        held: vec![Held {
            role: Role::SchoolClerk,
            org: page.own.org.clone(),
            topics: Vec::new(),
        }],
        ..admin.clone()
    };
    let saved = app.fill(&clerk, &page.own.id, page.own.version, noted);
    Ok(saved.await?.version)
}

/// What people are told of their role.
pub(crate) fn title(role: Role, lang: kernel::Lang) -> &'static str {
    PERMISSIONS.role(role).map_or("", |row| row.title.get(lang))
}
