//! What does a finding say, for a list in which its kind is told once?

use kernel::{Finding, Grade};

use crate::report::findings;
use crate::words::{Words, tell};

/// A finding in words.
#[derive(Debug, Clone)]
pub(crate) struct ToldFinding {
    /// Its name for style sheets.
    pub(crate) class: &'static str,
    /// The school or county.
    pub(crate) subject: String,
    /// For a pack's check its title; else everything that is wrong.
    pub(crate) what: String,
    /// For a pack's check: the figures it looked at.
    pub(crate) values: String,
    /// The rest of it.
    pub(crate) told: findings::Told,
}

/// Tells a finding.
pub(crate) fn told(finding: &Finding, words: &Words) -> ToldFinding {
    let told = findings::told(words, finding);
    let title = finding
        .title
        .as_ref()
        .map(|title| words.text(title).to_owned());
    ToldFinding {
        class: match finding.grade {
            Grade::MustFix => "failed",
            Grade::Explain => "floor",
            Grade::Notice => "plain",
        },
        subject: finding.subject.clone().unwrap_or_default(),
        values: if title.is_some() {
            values(finding, words)
        } else {
            String::new()
        },
        what: title.unwrap_or_else(|| told.what.clone()),
        told,
    }
}

/// The figures a check looked at; of many the zeros are only counted.
fn values(finding: &Finding, words: &Words) -> String {
    let is_zero = |value: &str| value.split(' ').next() == Some("0");
    let figures = findings::figures(words, finding);
    let many = figures.len() > MANY;
    let told = figures
        .iter()
        .filter(|(_, value)| !(many && is_zero(value)));
    let mut told: Vec<String> = told
        .map(|(title, value)| format!("{title} {value}"))
        .collect();
    let zeros = figures.len() - told.len();
    if zeros > 0 {
        told.push(tell!(words, "report-and-zeros", count = zeros));
    }
    told.join(&tell!(words, "report-semicolon"))
}

const MANY: usize = 5;
