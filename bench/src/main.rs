//! `bench/run` in one process a measurement, so that each has a peak of memory of its own.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool"
)]

mod all;
mod report;
mod serve;

use std::error::Error;
use std::fs::File;
use std::ops::ControlFlow;
use std::path::Path;

use bench::country::Country;
use bench::measure::Measured;
use bench::{packs, tables, verdicts};
use facts::{Input, Options, import};
use indicators::{Facts, prepare};
use serde::{Deserialize, Serialize};
use standards::Standard;

const SEED: u64 = 2017;
const SCHOOLS: usize = 200_000;
const COUNTIES: usize = 2_900;

/// What a measurement tells the process that started it.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Told {
    /// Times and memory.
    measured: Measured,
    /// Seconds of the fastest run's parts, by name.
    parts: Vec<(String, f64)>,
    /// How the counties came out.
    counts: verdicts::Counts,
    /// What was put in, in words.
    input: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["country", runs] => tell(&country(&invented(), runs.parse()?)?),
        ["country", runs, schools, counties] => {
            let small = Country::invent(SEED, schools.parse()?, counties.parse()?);
            tell(&country(&small, runs.parse()?)?)
        }
        ["file", runs, folder] => tell(&file(runs.parse()?, Path::new(folder))?),
        ["write", path] => {
            tables::write_file(&packs::standard()?.pack, &invented(), Path::new(path))
        }
        ["all", folder, python, runs] => {
            all::run(Path::new(folder), Path::new(python), runs.parse()?)
        }
        ["serve", what @ ..] => serve::run(what),
        _ => Err("usage: bench/run [runs], bench/serve [what]".into()),
    }
}

fn tell(told: &Told) -> Result<(), Box<dyn Error>> {
    println!("{}", serde_json::to_string(told)?);
    Ok(())
}

fn invented() -> Country {
    Country::invent(SEED, SCHOOLS, COUNTIES)
}

/// A whole country from columns in memory: sections, figures, coefficients, items, verdicts.
fn country(country: &Country, runs: usize) -> Result<Told, Box<dyn Error>> {
    let standard = packs::standard()?;
    let (schools, county) = country_tables(&standard, country)?;
    let facts = Facts {
        schools: &schools,
        county: Some(&county),
    };
    let (measured, verdicts) = Measured::of(runs, || verdicts::judge(&standard, facts));
    let columns = |table: &facts::table::Table| {
        (0..table.form.columns.len())
            .filter(|id| table.has(facts::catalogue::ColumnId(*id as u32)))
            .count()
    };
    Ok(Told {
        measured,
        parts: Vec::new(),
        counts: verdicts::count(&verdicts),
        input: format!("{} + {} columns", columns(&schools), columns(&county)),
    })
}

fn country_tables(
    standard: &Standard,
    country: &Country,
) -> Result<(facts::table::Table, facts::table::Table), Box<dyn Error>> {
    let form = standard
        .pack
        .county_form()
        .ok_or("the pack has no county form")?;
    let county = tables::county_table(form, country, SEED);
    let (schools, _) = prepare(
        &standard.pack,
        tables::school_table(&standard.pack, country),
    );
    Ok((schools, county))
}

/// From the file to all verdicts.
fn file(runs: usize, folder: &Path) -> Result<Told, Box<dyn Error>> {
    let standard = packs::standard()?;
    let path = folder.join("schools.csv");
    let mut parts = Vec::new();
    let mut counts = None;
    let mut failure = None;
    let last = folder.join("ours");
    std::fs::create_dir_all(&last)?;
    let (measured, ()) = Measured::of(runs, || match read_and_judge(&standard, &path) {
        Ok((judged, times)) => {
            counts = Some(verdicts::count(&judged.1));
            parts.push(times);
            failure = None;
            drop(judged);
        }
        Err(error) => failure = Some(error),
    });
    if let Some(error) = failure {
        return Err(error);
    }
    let ((schools, verdicts), _) = read_and_judge(&standard, &path)?;
    let facts = Facts {
        schools: &schools,
        county: None,
    };
    verdicts::write(&standard, facts, &verdicts, &last)?;
    let megabytes = std::fs::metadata(&path)?.len() as f64 / 1e6;
    Ok(Told {
        measured,
        parts: medians(&parts),
        counts: counts.ok_or("no run")?,
        input: format!("{megabytes:.1} MB"),
    })
}

type Parts = Vec<(&'static str, f64)>;
type Judged = (facts::table::Table, Vec<verdicts::Verdict>);

fn read_and_judge(standard: &Standard, path: &Path) -> Result<(Judged, Parts), Box<dyn Error>> {
    let mut clock = Clock::start();
    let inputs = vec![Input::new("schools.csv", File::open(path)?)];
    let forms = standard.pack.forms();
    let mut imported = import(inputs, &forms, &[], &Options::default(), &mut |_| {
        ControlFlow::Continue(())
    });
    let tally = imported.tally();
    if tally.loaded != SCHOOLS {
        return Err(format!(
            "{} of {SCHOOLS} rows were loaded: {:?}",
            tally.loaded,
            imported.findings.first()
        )
        .into());
    }
    clock.lap("import");
    let (schools, _) = prepare(&standard.pack, imported.tables.swap_remove(0));
    clock.lap("prepare");
    let facts = Facts {
        schools: &schools,
        county: None,
    };
    let verdicts = verdicts::judge(standard, facts);
    clock.lap("judge");
    Ok(((schools, verdicts), clock.laps))
}

struct Clock {
    since: std::time::Instant,
    laps: Parts,
}

impl Clock {
    #[allow(clippy::disallowed_methods, reason = "a benchmark asks the clock")]
    fn start() -> Clock {
        Clock {
            since: std::time::Instant::now(),
            laps: Vec::new(),
        }
    }

    fn lap(&mut self, name: &'static str) {
        let next = Clock::start().since;
        self.laps.push((name, (next - self.since).as_secs_f64()));
        self.since = next;
    }
}

/// The median of each part over the runs.
fn medians(runs: &[Parts]) -> Vec<(String, f64)> {
    let Some(first) = runs.first() else {
        return Vec::new();
    };
    let of = |(i, (name, _)): (usize, &(&str, f64))| {
        let times = runs.iter().map(|parts| parts[i].1).collect();
        (
            (*name).to_owned(),
            Measured {
                runs: times,
                peak_bytes: 0,
            }
            .median(),
        )
    };
    first.iter().enumerate().map(of).collect()
}
