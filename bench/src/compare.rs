//! Do we and the peer say the same of the same file?

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

/// How far apart two coefficients may lie and still be called equal.
pub const TOLERANCE: f64 = 1e-9;

/// What became of comparing one file of ours with one of the peer's.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// Lines that both have.
    pub both: usize,
    /// Lines that only one has.
    pub alone: usize,
    /// Lines with another verdict: what it is about, what we say, what the peer says.
    pub verdicts: Vec<(String, String, String)>,
    /// Coefficients further apart than the tolerance.
    pub coefficients: usize,
    /// The largest difference of two coefficients.
    pub furthest: f64,
}

/// Compares files of the same name in two folders. The last column is the verdict, `cv` a number,
/// all before are the name of the line.
pub fn compare(ours: &Path, theirs: &Path, file: &str) -> Result<Comparison, Box<dyn Error>> {
    let (ours, theirs) = (read(&ours.join(file))?, read(&theirs.join(file))?);
    let mut comparison = Comparison::default();
    for (name, (cv, verdict)) in &ours {
        let Some((other_cv, other)) = theirs.get(name) else {
            continue;
        };
        comparison.both += 1;
        if verdict != other {
            comparison
                .verdicts
                .push((name.clone(), verdict.clone(), other.clone()));
        }
        let away = match (cv, other_cv) {
            (Some(a), Some(b)) => (a - b).abs(),
            (None, None) => 0.0,
            _ => f64::INFINITY,
        };
        comparison.coefficients += usize::from(away > TOLERANCE);
        comparison.furthest = comparison.furthest.max(away);
    }
    comparison.alone = ours.len() + theirs.len() - 2 * comparison.both;
    Ok(comparison)
}

type Lines = BTreeMap<String, (Option<f64>, String)>;

fn read(path: &Path) -> Result<Lines, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(path)?;
    let heads = reader.headers()?.clone();
    let cv = heads.iter().position(|head| head == "cv");
    let last = heads.len().saturating_sub(1);
    let verdicts = if cv.is_none() && &heads[0] == "county" {
        1
    } else {
        last
    };
    let mut lines = Lines::new();
    for record in reader.records() {
        let record = record?;
        let name = (0..verdicts)
            .filter(|column| Some(*column) != cv)
            .map(|column| &record[column]);
        let name = name.collect::<Vec<_>>().join(" ");
        let verdict = (verdicts..heads.len())
            .map(|column| &record[column])
            .collect::<Vec<_>>();
        let number = cv.and_then(|cv| record[cv].parse().ok());
        lines.insert(name, (number, verdict.join(" / ")));
    }
    Ok(lines)
}
