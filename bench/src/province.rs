//! A province: a hundred counties, 12,000 schools, five years of returns, put into the store by its own
//! functions.

use std::error::Error;
use std::time::{Duration, Instant};

use standards::Standard;
use store::orgs::State;
use store::returns::{self, Cell, Content, New, Step};
use store::rounds::{self, Round};
use store::{Engine, Store, Write, audit, orgs};
use testbed::client::Client;
use testbed::{Fresh, Program};

use crate::country::{Country, Place, code, county_return, name};
use crate::house::{PASSWORD, binary};
use crate::packs;
use crate::school::Answer;

/// The size of a province.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Counties.
    pub counties: usize,
    /// Schools in all of them.
    pub schools: usize,
    /// Years, up to 2025.
    pub years: i16,
}

/// A large province of China.
pub const LARGE: Size = Size {
    counties: 100,
    schools: 12_000,
    years: 5,
};

const LAST_YEAR: i16 = 2025;
const SEED: u64 = 2017;

/// A province that is served.
#[derive(Debug)]
pub struct Province {
    /// The server.
    pub program: Program,
    /// Its administrator.
    pub admin: Client,
    /// The id of the province.
    pub org: String,
    /// How long it took to fill.
    pub filling: Duration,
    fresh: Fresh,
}

impl Province {
    /// A province on an engine.
    pub async fn found(engine: Engine, size: Size) -> Result<Province, Box<dyn Error>> {
        let fresh = match engine {
            Engine::Sqlite => testbed::sqlite().await,
            Engine::Postgres => testbed::postgres().await,
        };
        let program = start(&fresh.address)?;
        let mut admin = program.client();
        let first = program.first.clone().ok_or("the house is not new")?;
        admin.come_in("admin", &first, PASSWORD).await;
        let session = admin.get("/api/session").await.good();
        let field = |name: &str| session["roles"][0][name].as_str().map(str::to_owned);
        let org = field("org").ok_or("the administrator has no role")?;
        let start = Instant::now();
        fill(&fresh.store, &org, size).await?;
        Ok(Province {
            program,
            admin,
            org,
            filling: start.elapsed(),
            fresh,
        })
    }

    /// Stops the server and starts it again: what it remembered is gone, what it kept is not.
    pub fn start_again(&mut self) -> Result<(), Box<dyn Error>> {
        self.program.stop();
        self.program = start(&self.fresh.address)?;
        self.admin = self.admin.at_base(&self.program.base);
        Ok(())
    }

    /// Changes a figure of so many counties in their newest round, as somebody else would.
    pub async fn touch(&self, counties: usize) -> Result<(), Box<dyn Error>> {
        let mut write = self.fresh.store.write(2).await?;
        let account = somebody(&mut write).await?;
        let newest = rounds::all(&mut write).await?.into_iter();
        for round in newest.take(counties) {
            let own = returns::of_round(&mut write, &round.id)
                .await?
                .swap_remove(0);
            let cell = own.content.iter().next();
            let cells = cell.map(|(field, cell)| (field.clone(), Some(cell.clone())));
            let cells = cells.into_iter().collect();
            returns::save(&mut write, &own.id, own.version, &account, &cells).await?;
        }
        write.commit(told("touched")).await?;
        Ok(())
    }
}

fn start(address: &str) -> Result<Program, Box<dyn Error>> {
    let mut command = std::process::Command::new(binary());
    command
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--lang",
            "en",
            "--log",
            "json",
        ])
        .args(["--kind", "province", "--name", "东省", "--code", "210000"])
        .args(["--data", address])
        .env("JUNHENG_LOG", "warn");
    Ok(Program::run(command)?)
}

async fn fill(store: &Store, province: &str, size: Size) -> Result<(), Box<dyn Error>> {
    let country = Country::invent(SEED, size.schools, size.counties);
    let standard = packs::standard()?;
    let mut write = store.write(1).await?;
    let account = somebody(&mut write).await?;
    let mut cities = Vec::new();
    for (at, place) in country.counties.iter().enumerate() {
        // Ten counties a city.
        if at % 10 == 0 {
            let (city, title) = (format!("city{at}"), format!("第{}市", at / 10 + 1));
            add(&mut write, &city, "city", "", &title, province).await?;
            cities.push(city);
        }
        let county = format!("county{at}");
        add(
            &mut write,
            &county,
            "county",
            &format!("21{at:04}"),
            &place.name,
            &cities[at / 10],
        )
        .await?;
        for number in place.schools.clone() {
            let school = format!("school{number}");
            let (code, name) = (code(number), name(place, number));
            add(&mut write, &school, "school", &code, &name, &county).await?;
        }
    }
    write.commit(told("organisations")).await?;
    for year in LAST_YEAR - size.years + 1..=LAST_YEAR {
        for (at, place) in country.counties.iter().enumerate() {
            let mut write = store.write(i64::from(year)).await?;
            collect(&mut write, &standard, &country, place, (at, year), &account).await?;
            write.commit(told("a round")).await?;
        }
    }
    Ok(())
}

async fn add(
    write: &mut Write,
    id: &str,
    kind: &str,
    code: &str,
    name: &str,
    parent: &str,
) -> store::Result<()> {
    let first = State {
        from_day: "2015-09-01".to_owned(),
        name: name.to_owned(),
        parent: Some(parent.to_owned()),
        status: "open".to_owned(),
        into_org: None,
    };
    orgs::add(write, id, kind, code, &first).await
}

/// One county's round of a year: every return filled in and handed in.
async fn collect(
    write: &mut Write,
    standard: &Standard,
    country: &Country,
    place: &Place,
    (at, year): (usize, i16),
    account: &str,
) -> Result<(), Box<dyn Error>> {
    let round = Round {
        id: format!("round{at}y{year}"),
        org: format!("county{at}"),
        title: format!("{year}年优质均衡监测填报"),
        year: year.into(),
        day: format!("{year}-10-01"),
        due_day: format!("{year}-10-31"),
        standard: packs::PACK.to_owned(),
        overlays: String::new(),
        profile: "{}".to_owned(),
        rules_hash: standard.hash(),
        state: "open".to_owned(),
        created_at: 1,
    };
    rounds::add(write, &round).await?;
    let form = standard.pack.school_form();
    let draft = |org: String, form: &str| New {
        id: format!("return{org}y{year}"),
        org,
        form: form.to_owned(),
    };
    let schools = place.schools.clone();
    let mut drafts: Vec<New> = schools
        .map(|number| draft(format!("school{number}"), &form.id))
        .collect();
    let own = standard.pack.county_form().ok_or("no county form")?;
    drafts.push(draft(round.org.clone(), &own.id));
    returns::add(write, &round.id, &drafts).await?;
    // Other figures every year: a school's chance is drawn anew.
    let shift = usize::from(year.unsigned_abs()) * country.len();
    let figures = place
        .schools
        .clone()
        .map(|number| cells(&country.school(place, number + shift).answers))
        .chain([cells(&county_return(
            place,
            SEED + u64::from(year.unsigned_abs()),
        ))]);
    let submitted = Step {
        event: "submitted",
        topic: None,
        field: None,
        reason: "",
    };
    for (new, cells) in drafts.iter().zip(figures) {
        let cells = cells
            .into_iter()
            .map(|(field, cell)| (field, Some(cell)))
            .collect();
        let version = returns::save(write, &new.id, 0, account, &cells).await?;
        returns::step(write, &new.id, version, "submitted", account, &submitted).await?;
    }
    Ok(())
}

fn cells(answers: &[(impl AsRef<str>, Answer)]) -> Content {
    let cell = |value: String| Cell {
        value: Some(value),
        missing: None,
        origin: None,
        note: None,
    };
    let answers = answers.iter().filter_map(|(field, answer)| {
        let value = match answer {
            Answer::Number(number) => number.to_string(),
            Answer::Option(option) => (*option).to_owned(),
            Answer::Nothing => return None,
        };
        Some((field.as_ref().to_owned(), cell(value)))
    });
    answers.collect()
}

async fn somebody(write: &mut Write) -> Result<String, Box<dyn Error>> {
    let all = store::accounts::all(write).await?;
    Ok(all.into_iter().next().ok_or("nobody is there")?.id)
}

fn told(verb: &str) -> audit::Line {
    audit::Line {
        account: "-".to_owned(),
        verb: verb.to_owned(),
        subject: String::new(),
        detail: "{}".to_owned(),
        request: None,
    }
}
