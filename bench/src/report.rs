//! The tables that a run prints, as they stand in `bench/README.md`.

use bench::compare::{Comparison, TOLERANCE};
use bench::measure::Measured;

use crate::Told;

/// One thing that was measured.
pub(crate) struct Line<'a> {
    name: &'a str,
    measured: &'a Measured,
    target: Option<f64>,
    shows_memory: bool,
    most_bytes: Option<u64>,
    parts: &'a [(String, f64)],
}

impl<'a> Line<'a> {
    /// A measurement with its target in seconds.
    pub(crate) fn new(name: &'a str, measured: &'a Measured, target: Option<f64>) -> Line<'a> {
        Line {
            name,
            measured,
            target,
            shows_memory: false,
            most_bytes: None,
            parts: &[],
        }
    }

    /// Shows the peak of memory, with a target if there is one.
    pub(crate) fn memory(self, most_bytes: Option<u64>) -> Line<'a> {
        Line {
            shows_memory: true,
            most_bytes,
            ..self
        }
    }

    /// Names the parts of the work with their medians.
    pub(crate) fn parts(self, parts: &'a [(String, f64)]) -> Line<'a> {
        Line { parts, ..self }
    }

    fn verdict(&self) -> &'static str {
        let slow = self
            .target
            .is_some_and(|target| self.measured.median() > target);
        let large = self
            .most_bytes
            .is_some_and(|most| self.measured.peak_bytes > most);
        match (self.target, slow || large) {
            (None, _) => "",
            (_, true) => "missed",
            (_, false) => "met",
        }
    }

    fn print(&self) {
        let measured = self.measured;
        let memory = if self.shows_memory {
            mebibytes(measured.peak_bytes)
        } else {
            "–".to_owned()
        };
        let most = self
            .most_bytes
            .map_or(String::new(), |most| format!(", {}", mebibytes(most)));
        let target = self
            .target
            .map_or("–".to_owned(), |target| [seconds(target), most].concat());
        println!(
            "| {} | {} | {} – {} | {} | {memory} | {target} | {} |",
            self.name,
            seconds(measured.median()),
            seconds(measured.least()),
            seconds(measured.most()),
            measured.runs.len(),
            self.verdict()
        );
    }
}

/// On what was measured.
pub(crate) fn machine(lines: &[(&str, String)]) {
    println!("| machine | |\n|---|---|");
    lines
        .iter()
        .for_each(|(name, value)| println!("| {name} | {value} |"));
}

/// The medians and their spread.
pub(crate) fn results(lines: &[Line<'_>]) {
    println!(
        "\n| what | median | spread | runs | peak memory | target | |\n|---|---|---|---|---|---|---|"
    );
    lines.iter().for_each(Line::print);
    println!();
    for line in lines.iter().filter(|line| !line.parts.is_empty()) {
        let parts = line
            .parts
            .iter()
            .map(|(name, median)| format!("{name} {}", seconds(*median)));
        println!("{}: {}", line.name, parts.collect::<Vec<_>>().join(" · "));
    }
}

/// What was judged, so that nobody has to take the word "country" on trust.
pub(crate) fn told(runs: &[(&str, &Told)], peer: &str) {
    println!(
        "\n| judged | counties | pass · fail · open | rows | rows that pass | CVs | CVs met | input |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for (name, told) in runs {
        let c = told.counts;
        println!(
            "| {name} | {} | {} · {} · {} | {} | {} | {} | {} | {} |",
            c.counties,
            c.pass,
            c.fail,
            c.open,
            c.sections,
            c.sections_pass,
            c.spreads,
            c.spreads_met,
            told.input
        );
    }
    println!("\npeer: {peer}\n");
}

/// Where the peer says something else.
pub(crate) fn comparison(file: &str, comparison: &Comparison) {
    let Comparison {
        both,
        alone,
        verdicts,
        coefficients,
        furthest,
    } = comparison;
    print!(
        "{file}: {both} lines in both, {alone} in one only; {} verdicts differ",
        verdicts.len()
    );
    if file == "spreads.csv" {
        print!(
            "; {coefficients} coefficients differ by more than {TOLERANCE:e}, the furthest by {furthest:.1e}"
        );
    }
    println!();
    for (name, ours, theirs) in verdicts.iter().take(5) {
        println!("  {name}: we say {ours}, pandas says {theirs}");
    }
}

fn mebibytes(bytes: u64) -> String {
    format!("{} MiB", bytes >> 20)
}

fn seconds(seconds: f64) -> String {
    if seconds < 0.1 {
        format!("{:.2} ms", seconds * 1e3)
    } else {
        format!("{seconds:.2} s")
    }
}
