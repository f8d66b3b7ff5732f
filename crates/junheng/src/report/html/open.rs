//! What cannot be decided yet: figures to ask for, and evidence to look at.

use indicators::{Gaps, ItemOutcome, Question};
use serde::Serialize;
use standards::TestBasis;

use crate::report::html::bounds::most;
use crate::report::html::county::Look;
use crate::report::names;
use crate::words::tell;

/// What is open.
#[derive(Debug, Serialize)]
pub(super) struct OpenPage {
    pub(super) questions: Vec<QuestionLine>,
    pub(super) more: usize,
    pub(super) evidence: Vec<EvidenceLine>,
    pub(super) doubts: Vec<String>,
}

/// Somebody to be asked, and for what.
#[derive(Debug, Serialize)]
pub(super) struct QuestionLine {
    pub(super) who: String,
    pub(super) link: Option<String>,
    pub(super) inputs: Vec<String>,
    pub(super) items: Vec<String>,
}

/// An item that evidence decides.
#[derive(Debug, Serialize)]
pub(super) struct EvidenceLine {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) tests: Vec<String>,
    pub(super) needed: String,
    pub(super) link: String,
}

/// What is open in a county.
pub(super) fn open_page(look: &Look<'_>, gaps: &Gaps<'_>) -> OpenPage {
    let mut questions = questions(look, gaps);
    let most = most(look.detail);
    let more = questions.len().saturating_sub(most);
    questions.truncate(most);
    OpenPage {
        questions,
        more,
        evidence: evidence(look),
        doubts: doubts(look),
    }
}

/// One line a school: everything it is to be asked for, and what waits for it.
fn questions(look: &Look<'_>, gaps: &Gaps<'_>) -> Vec<QuestionLine> {
    let mut lines: Vec<(Option<usize>, QuestionLine)> = Vec::new();
    for question in &gaps.questions {
        let at = lines
            .iter()
            .position(|(school, _)| *school == question.school);
        let at = at.unwrap_or_else(|| {
            lines.push((question.school, empty_line(look, question)));
            lines.len() - 1
        });
        add(look, &mut lines[at].1, question);
    }
    // The county's own figures first: they are asked of whoever reads this.
    lines.sort_by_key(|(school, _)| *school);
    lines.into_iter().map(|(_, line)| line).collect()
}

fn empty_line(look: &Look<'_>, question: &Question<'_>) -> QuestionLine {
    let who = match question.school {
        Some(school) => names::school(look.county, school),
        None => tell!(look.words(), "report-county-itself"),
    };
    let link = question.school.and_then(|school| look.links.school(school));
    QuestionLine {
        who,
        link,
        inputs: Vec::new(),
        items: Vec::new(),
    }
}

fn add(look: &Look<'_>, line: &mut QuestionLine, question: &Question<'_>) {
    let words = look.words();
    for input in &question.inputs {
        let title = words.text(&input.title).to_owned();
        if !line.inputs.contains(&title) {
            line.inputs.push(title);
        }
    }
    let item = match question.stage {
        Some(stage) => words.bracketed(
            &called(look, &question.item),
            names::stage(words, look.county.standard, stage),
        ),
        None => called(look, &question.item),
    };
    if !line.items.contains(&item) {
        line.items.push(item);
    }
}

/// An indicator or item by the id people know, else by its title.
fn called(look: &Look<'_>, id: &str) -> String {
    let pack = &look.paper.standard.pack;
    let indicator = pack
        .indicators
        .iter()
        .find(|one| one.id == id)
        .map(|one| &one.short);
    let title = indicator.or_else(|| {
        pack.items
            .iter()
            .find(|one| one.id == id)
            .map(|one| &one.title)
    });
    names::called(id, title.map_or(id, |title| look.words().text(title))).to_owned()
}

fn evidence(look: &Look<'_>) -> Vec<EvidenceLine> {
    let pack = &look.paper.standard.pack;
    let mut lines = Vec::new();
    for result in &look.found.items {
        let item = &pack.items[result.item];
        let open = item
            .tests()
            .iter()
            .zip(&result.tests)
            .filter(|(test, found)| {
                test.basis == TestBasis::Evidence && found.outcome == ItemOutcome::NeedsEvidence
            });
        let tests: Vec<String> = open
            .map(|(test, _)| look.words().text(&test.title).to_owned())
            .collect();
        if !tests.is_empty() {
            lines.push(EvidenceLine {
                id: names::official(&item.id).to_owned(),
                title: look.words().text(&item.title).to_owned(),
                tests,
                needed: item
                    .evidence
                    .as_ref()
                    .map_or_else(String::new, |e| look.words().text(e).to_owned()),
                link: look.links.item(&item.id),
            });
        }
    }
    lines
}

/// Rows of which it is open whether they are rows at all.
fn doubts(look: &Look<'_>) -> Vec<String> {
    let doubted = look
        .found
        .sections
        .iter()
        .filter_map(|section| Some((section, section.doubt?)));
    let line = |(section, doubt): (&indicators::Section, usize)| {
        let reason = &look.paper.standard.pack.sections.leave_out[doubt].reason;
        tell!(
            look.words(),
            "report-doubt",
            name = names::school(look.county, section.school),
            stage = names::stage(look.words(), look.county.standard, section.stage).to_owned(),
            reason = look.words().text(reason).to_owned()
        )
    };
    doubted.map(line).take(most(look.detail)).collect()
}
