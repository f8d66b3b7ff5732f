//! What was judged: standard, day, facts, switches, texts.

use serde::Serialize;

use crate::report::html::table::Entry;
use crate::report::summary;
use crate::report::telling::Paper;
use crate::words::tell;

/// The head of the page.
#[derive(Debug, Serialize)]
pub(super) struct Head {
    pub(super) title: String,
    pub(super) heading: String,
    pub(super) about: String,
    pub(super) standard: String,
    pub(super) version: String,
    pub(super) standard_hash: String,
    pub(super) facts_hash: String,
    pub(super) day: String,
    pub(super) schools: usize,
    pub(super) judges: bool,
    pub(super) documents: Vec<Entry>,
    /// The switches that do not stand at their default; or that all do.
    pub(super) profile: String,
    /// What a reader must know before he relies on the result.
    pub(super) notices: Vec<String>,
    pub(super) switches: Vec<SwitchLine>,
    pub(super) texts: Vec<Entry>,
    pub(super) documents_more: usize,
}

/// A switch and how it stands.
#[derive(Debug, Serialize)]
pub(super) struct SwitchLine {
    pub(super) title: String,
    pub(super) position: String,
    pub(super) is_default: bool,
    pub(super) why: String,
}

const DOCUMENTS: usize = 40;

/// The head of a paper.
pub(super) fn head(paper: &Paper<'_>) -> Head {
    let (pack, words) = (&paper.standard.pack, paper.words);
    let heading = words.text(&pack.title).to_owned();
    let overlays: Vec<&str> = pack
        .overlays
        .iter()
        .map(|(_, title)| words.text(title))
        .collect();
    let names: Vec<String> = paper
        .judged
        .iter()
        .take(2)
        .map(|(_, found)| found.name.to_string())
        .collect();
    let title = if paper.judged.len() == 1 {
        format!("{} · {heading}", names[0])
    } else {
        heading.clone()
    };
    Head {
        title,
        heading: words.bracketed(&heading, &words.list(overlays)),
        about: words.text(&pack.about).to_owned(),
        standard: pack.id.clone(),
        version: pack.version.clone(),
        standard_hash: paper.standard.hash(),
        facts_hash: paper.facts_hash.to_owned(),
        day: paper.standard.day.to_string(),
        schools: paper.facts.schools.len(),
        judges: !pack.groups.is_empty(),
        documents: documents(paper),
        documents_more: paper.documents().len().saturating_sub(DOCUMENTS),
        profile: summary::profile(words, paper.standard),
        notices: summary::notices(words, paper.standard, paper.loaded),
        switches: switches(paper),
        texts: texts(paper),
    }
}

fn documents(paper: &Paper<'_>) -> Vec<Entry> {
    let documents = paper.documents().into_iter().take(DOCUMENTS);
    documents
        .map(|d| Entry {
            label: d.file.clone(),
            text: d.sheet.clone(),
        })
        .collect()
}

fn switches(paper: &Paper<'_>) -> Vec<SwitchLine> {
    let switches = paper
        .standard
        .pack
        .switches()
        .iter()
        .zip(&paper.standard.positions);
    let line = |(switch, at): (&standards::Switch, &usize)| SwitchLine {
        title: paper.words.text(&switch.title).to_owned(),
        position: paper.words.text(&switch.options[*at].title).to_owned(),
        is_default: switch.options[*at].id == switch.default,
        why: paper.words.text(&switch.why).to_owned(),
    };
    switches.map(line).collect()
}

fn texts(paper: &Paper<'_>) -> Vec<Entry> {
    let words = paper.words;
    let text = |document: &standards::DocumentRef| {
        let issued = document
            .issued
            .map(|day| tell!(words, "report-issued", day = day.to_string()));
        let note = document
            .note
            .as_ref()
            .map(|note| words.text(note).to_owned());
        let parts: Vec<String> = document
            .number
            .clone()
            .into_iter()
            .chain(issued)
            .chain(note)
            .collect();
        Entry {
            label: words.text(&document.title).to_owned(),
            text: parts.join(" · "),
        }
    };
    paper.standard.pack.documents.iter().map(text).collect()
}
