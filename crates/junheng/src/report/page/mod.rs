//! One county in full, for a screen.

mod items;
mod otherwise;
mod rows;
mod spreads;
mod undecided;

use indicators::{County, CountyAssessment, Outcome};
use standards::Standard;

use super::names::{self, Said};
use super::summary;
use crate::judging::Run;
use crate::terminal::{Look, Tone};
use crate::words::{Words, tell};

/// How many names stand in a list before the rest is counted.
const NAMED: usize = 6;

/// The page of one county (index).
pub(crate) fn text(words: &Words, look: Look, run: &Run<'_>, index: usize) -> String {
    let (county, found) = &run.judged[index];
    let page = Page {
        words,
        look,
        run,
        standard: run.standard,
        county,
        found,
    };
    let parts = [
        page.head(),
        page.groups(),
        page.failing_sections(),
        page.spreads(),
        page.undecided(),
        page.left_out(),
        page.rounding(),
        page.otherwise(run.otherwise(index)),
        summary::input(words, look, run),
    ];
    parts
        .iter()
        .filter(|part| !part.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join("\n")
}

struct Page<'a> {
    words: &'a Words,
    look: Look,
    run: &'a Run<'a>,
    standard: &'a Standard,
    county: &'a County<'a>,
    found: &'a CountyAssessment,
}

impl Page<'_> {
    fn title(&self, text: &str) -> String {
        format!("{}\n", self.look.paint(Tone::Strong, text))
    }

    fn head(&self) -> String {
        let words = self.words;
        let county = names::county(words, self.county);
        let verdict = names::outcome(words, self.found.verdict);
        let standard = words.text(&self.standard.pack.title);
        let mut text = self.title(&words.labelled(&county, standard));
        text.push_str(&format!(
            "{}\n",
            self.look.paint(
                verdict.sign.tone(),
                &self
                    .look
                    .item(verdict.sign.mark(), &self.verdict_told(&verdict), 0)
            )
        ));
        text.push_str(&summary::triple(words, self.look, self.run));
        text
    }

    /// The verdict in a sentence: what it came to, and how many rows stand behind it.
    fn verdict_told(&self, verdict: &Said) -> String {
        let count = |outcome| {
            self.found
                .sections
                .iter()
                .filter(|s| s.outcome == outcome)
                .count()
        };
        if self.found.verdict == Outcome::NotJudged {
            return tell!(
                self.words,
                "verdict-not-judged",
                rows = self.found.sections.len()
            );
        }
        tell!(
            self.words,
            "verdict-told",
            verdict = verdict.word.clone(),
            rows = self.found.sections.len(),
            pass = count(Outcome::Pass),
            fail = count(Outcome::Fail),
            open = count(Outcome::CannotDecide)
        )
    }

    /// The first few, and how many more.
    fn some(&self, all: &[String]) -> String {
        let first = self.words.list(all.iter().take(NAMED));
        match all.len().saturating_sub(NAMED) {
            0 => first,
            more => tell!(self.words, "list-and-more", list = first, more = more),
        }
    }
}
