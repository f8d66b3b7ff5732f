//! Every measurement, one after the other, each in a process of its own; then the comparison.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use bench::compare::compare;
use bench::machine;
use bench::measure::Measured;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::Told;
use crate::report::{self, Line};

/// What the peer tells.
#[derive(Debug, Deserialize)]
pub(crate) struct Peer {
    measured: Measured,
    parts: Vec<(String, f64)>,
    versions: String,
}

/// How often criterion ran a piece of work, and how long that took in all (nanoseconds).
#[derive(Debug, Deserialize)]
struct Sample {
    iters: Vec<f64>,
    times: Vec<f64>,
}

const MILLIS: f64 = 1e-3;

/// Measures everything and prints what came of it.
pub(crate) fn run(folder: &Path, python: &Path, runs: usize) -> Result<(), Box<dyn Error>> {
    report::machine(&machine::describe());
    eprintln!("inventing the country …");
    let file = folder.join("schools.csv");
    let own = std::env::current_exe()?;
    started(Command::new(&own).arg("write").arg(&file))?;
    let runs = runs.to_string();
    eprintln!("a country in memory, {runs} runs …");
    let country: Told = heard(Command::new(&own).args(["country", &runs]))?;
    eprintln!("a country from a file, {runs} runs …");
    let read: Told = heard(Command::new(&own).args(["file", &runs]).arg(folder))?;
    eprintln!("the same in pandas, {runs} runs …");
    let script = bench::packs::project().join("bench/peers/seven_indicators.py");
    let theirs = folder.join("theirs");
    fs::create_dir_all(&theirs)?;
    let peer: Peer = heard(
        Command::new(python)
            .arg(script)
            .args([&file, &theirs])
            .arg(&runs),
    )?;
    let what_if = what_if(folder)?;
    report::results(&[
        Line::new("country in memory", &country.measured, Some(2.0))
            .memory(Some(1 << 30))
            .parts(&country.parts),
        Line::new("country from CSV", &read.measured, Some(6.0))
            .memory(None)
            .parts(&read.parts),
        Line::new("what-if, 300 schools", &what_if, Some(2.0 * MILLIS)),
        Line::new("pandas from CSV", &peer.measured, None)
            .memory(None)
            .parts(&peer.parts),
    ]);
    report::told(
        &[("in memory", &country), ("from CSV", &read)],
        &peer.versions,
    );
    for name in ["sections.csv", "spreads.csv", "counties.csv"] {
        report::comparison(name, &compare(&folder.join("ours"), &theirs, name)?);
    }
    Ok(())
}

/// The runs that criterion has just made.
fn what_if(folder: &Path) -> Result<Measured, Box<dyn Error>> {
    let text = fs::read_to_string(folder.join("criterion/what_if/new/sample.json"))?;
    let sample: Sample = serde_json::from_str(&text)?;
    let runs = sample
        .times
        .iter()
        .zip(&sample.iters)
        .map(|(time, runs)| time / runs * 1e-9);
    Ok(Measured {
        runs: runs.collect(),
        peak_bytes: 0,
    })
}

fn started(command: &mut Command) -> Result<(), Box<dyn Error>> {
    let status = command.status()?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{command:?}: {status}").into())
    }
}

/// Runs a measurement and reads what it prints.
fn heard<T: DeserializeOwned>(command: &mut Command) -> Result<T, Box<dyn Error>> {
    let output = command.stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(format!("{command:?}: {}", output.status).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
