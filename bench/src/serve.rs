//! `bench/serve`: the program at work, as a bureau and a province meet it.

#![allow(
    clippy::disallowed_methods,
    reason = "a benchmark asks the clock; that is its work"
)]

use std::error::Error;
use std::time::{Duration, Instant};

use bench::bureau::{self, Bureau, Pace};
use bench::house::{Engine, House};
use bench::load::{Times, percentile};
use bench::machine;
use bench::measure::resident_bytes;
use bench::province::{LARGE, Province, Size};
use bench::rush::Rush;

use crate::report;

/// A county of 300 rows.
const COUNTY: u32 = 210;
/// A county in which 300 schools can hand in.
const LARGE_COUNTY: u32 = 400;
const RUSHING: usize = 300;
const MINUTE: Duration = Duration::from_secs(60);
/// What a figure of the county at work may take, in milliseconds: half of the answers, and 99 of 100.
const COUNTY_TARGET: (f64, f64) = (50.0, 150.0);
/// What the overview of a province may take, in milliseconds.
const OVERVIEW_TARGET: f64 = 500.0;
const STARTS: usize = 10;
const LOOKS: usize = 50;

type Done = Result<(), Box<dyn Error>>;

/// Measures what is asked for: `county`, `minute`, `province`, `memory`; everything without a word.
pub(crate) fn run(what: &[&str]) -> Done {
    let runtime = tokio::runtime::Runtime::new()?;
    report::machine(&machine::describe());
    let wanted = |name: &str| what.is_empty() || what.contains(&name);
    runtime.block_on(async {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            if wanted("county") {
                county(engine).await;
            }
            if wanted("minute") {
                minute(engine).await;
            }
        }
        if wanted("memory") {
            memory().await?;
        }
        if wanted("province") {
            province(Engine::Postgres, LARGE).await?;
        }
        Ok(())
    })
}

/// Fifty people at a county's round for a minute.
async fn county(engine: Engine) {
    eprintln!("a county at work on {engine:?} …");
    let house = House::sample(engine, COUNTY).await;
    let mut bureau = Bureau::gather(&house).await;
    let times = bureau.work(MINUTE, bureau::USUAL).await;
    let title = format!(
        "{} people at a county of {COUNTY} schools for a minute, {engine:?}",
        bureau::PEOPLE
    );
    latencies(&title, times, Some(COUNTY_TARGET));
}

/// Three hundred schools hand in within the same minute.
async fn minute(engine: Engine) {
    eprintln!("the last minute on {engine:?} …");
    let house = House::sample(engine, LARGE_COUNTY).await;
    let rush = Rush::gather(&house, RUSHING).await;
    let (times, done) = rush.run(MINUTE).await;
    let title = format!("{RUSHING} schools within a minute, {engine:?}: {done} handed in");
    latencies(&title, times, None);
}

/// How much memory the program holds, and how soon it answers.
async fn memory() -> Done {
    eprintln!("starting …");
    let mut house = House::sample(Engine::Sqlite, 70).await;
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        house.program.stop();
        let start = Instant::now();
        house.start_again();
        house.program.client().get("/readyz").await;
        starts.push(start.elapsed().as_secs_f64() * 1e3);
    }
    let fresh = resident_bytes(house.program.pid());
    eprintln!("an hour's worth of requests …");
    let mut bureau = Bureau::gather(&house).await;
    let no_pause = Pace {
        least: 0.0,
        most: 0.0,
    };
    let times = bureau.work(MINUTE, no_pause).await;
    let asked: usize = times.sorted().iter().map(|(_, times)| times.len()).sum();
    let after = resident_bytes(house.program.pid());
    starts.sort_by(f64::total_cmp);
    println!("\n| the program | figure | target |\n|---|---|---|");
    println!(
        "| from start to first answer, {STARTS} starts | {:.0} ms ({:.0}–{:.0}) | 1,000 ms |",
        percentile(&starts, 50),
        percentile(&starts, 1),
        percentile(&starts, 100)
    );
    println!("| memory after start | {} MiB | 120 MiB |", fresh >> 20);
    println!(
        "| memory after {asked} requests without a pause | {} MiB | 120 MiB |",
        after >> 20
    );
    Ok(())
}

/// The overview of a province.
async fn province(engine: Engine, size: Size) -> Done {
    eprintln!("filling a province on {engine:?} …");
    let mut province = Province::found(engine, size).await?;
    let path = format!("/api/orgs/{}/overview", province.org);
    println!(
        "\n{} counties, {} schools, {} years, {engine:?}; filled in {:.0} s",
        size.counties,
        size.schools,
        size.years,
        province.filling.as_secs_f64()
    );
    let mut times = Times::default();
    let start = Instant::now();
    look(&province, &path, "first look ever", &mut times).await?;
    let mut behind = 1;
    while behind > 0 {
        behind = look(&province, &path, "while rounds are judged", &mut times).await?;
    }
    let judged = start.elapsed();
    for _ in 0..LOOKS {
        look(&province, &path, "nothing has changed", &mut times).await?;
    }
    for _ in 0..LOOKS {
        province.touch(3).await?;
        look(&province, &path, "three counties have changed", &mut times).await?;
    }
    for _ in 0..3 {
        province.start_again()?;
        look(&province, &path, "first look after a start", &mut times).await?;
    }
    let title = format!(
        "the overview; every round judged after {:.0} s",
        judged.as_secs_f64()
    );
    latencies(&title, times, Some((OVERVIEW_TARGET, OVERVIEW_TARGET)));
    Ok(())
}

async fn look(
    province: &Province,
    path: &str,
    when: &'static str,
    times: &mut Times,
) -> Result<u64, Box<dyn Error>> {
    let start = Instant::now();
    let seen = province.admin.get(path).await;
    times.add(when, start.elapsed());
    Ok(seen.good()["behind"].as_u64().ok_or("no overview came")?)
}

fn latencies(title: &str, times: Times, target: Option<(f64, f64)>) {
    println!(
        "\n{title}\n\n| what | times | median | 90 % | 99 % | most | |\n|---|---|---|---|---|---|---|"
    );
    for failure in times.failures.iter().take(5) {
        println!("<!-- {failure} -->");
    }
    let failed = times.failures.len();
    for (route, times) in times.sorted() {
        let of = |hundredths| percentile(&times, hundredths);
        let verdict = target.map_or("", |(half, most)| {
            if of(50) <= half && of(99) <= most {
                "met"
            } else {
                "missed"
            }
        });
        println!(
            "| {route} | {} | {:.1} ms | {:.1} ms | {:.1} ms | {:.1} ms | {verdict} |",
            times.len(),
            of(50),
            of(90),
            of(99),
            of(100)
        );
    }
    println!("\n{failed} refused");
}
