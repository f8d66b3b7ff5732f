//! Every assessed item: what came of it, and by which figures.

use indicators::{Answer, ItemOutcome, ItemResult, Outcome, TestResult};
use serde::Serialize;
use standards::{Item, ItemKind, Test};

use crate::report::html::bounds::most;
use crate::report::html::county::Look;
use crate::report::html::table::{Mark, Named, Names};
use crate::report::names;
use crate::report::telling::{citation, told_answer};
use crate::words::tell;

/// A group of items.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    pub(super) title: String,
    pub(super) mark: Mark,
    pub(super) items: Vec<ItemLine>,
}

/// An item.
#[derive(Debug, Serialize)]
pub(super) struct ItemLine {
    pub(super) anchor: String,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) clause: String,
    pub(super) mark: Mark,
    pub(super) lines: Vec<TestLine>,
    pub(super) evidence: Option<String>,
    pub(super) proof: Option<String>,
}

/// A test of an item, or a line of an item that the indicators decide.
#[derive(Debug, Serialize)]
pub(super) struct TestLine {
    pub(super) title: String,
    pub(super) have: String,
    pub(super) need: String,
    pub(super) mark: Mark,
    pub(super) rounding: bool,
    pub(super) who: Names,
}

/// How many items came out how.
#[derive(Debug, Default, Serialize)]
pub(super) struct Counts {
    pub(super) all: usize,
    pub(super) met: usize,
    pub(super) failed: usize,
    pub(super) open: usize,
    pub(super) evidence: usize,
}

/// Counts the judged items.
pub(super) fn counts(look: &Look<'_>) -> Counts {
    let mut counts = Counts::default();
    for result in &look.found.items {
        let place = match result.outcome {
            ItemOutcome::NotJudged => continue,
            ItemOutcome::Met => &mut counts.met,
            ItemOutcome::NotMet => &mut counts.failed,
            ItemOutcome::CannotDecide => &mut counts.open,
            ItemOutcome::NeedsEvidence => &mut counts.evidence,
        };
        *place += 1;
        counts.all += 1;
    }
    counts
}

/// The items, by group.
pub(super) fn checklist(look: &Look<'_>) -> Vec<Group> {
    let pack = &look.paper.standard.pack;
    let group = |(index, group): (usize, &standards::Group)| {
        let own = look
            .found
            .items
            .iter()
            .filter(|result| pack.items[result.item].group == index);
        Group {
            title: look.words().text(&group.title).to_owned(),
            mark: Mark::new(names::item(look.words(), group, look.found.groups[index])),
            items: own.map(|result| item_line(look, result)).collect(),
        }
    };
    pack.groups.iter().enumerate().map(group).collect()
}

fn item_line(look: &Look<'_>, result: &ItemResult) -> ItemLine {
    let (item, words) = (&look.paper.standard.pack.items[result.item], look.words());
    let asked = result.outcome != ItemOutcome::NotJudged;
    ItemLine {
        anchor: look.links.item(&item.id),
        id: names::official(&item.id).to_owned(),
        title: words.text(&item.title).to_owned(),
        clause: citation(look.paper.standard, &item.citation, words),
        mark: Mark::new(names::item(words, look.group(item), result.outcome)),
        lines: lines(look, item, result),
        evidence: item
            .evidence
            .as_ref()
            .filter(|_| asked)
            .map(|needed| words.text(needed).to_owned()),
        proof: look
            .links
            .test(&item.id)
            .filter(|_| asked && !item.tests().is_empty()),
    }
}

/// The lines of an item: its tests, or the indicators behind it.
pub(super) fn lines(look: &Look<'_>, item: &Item, result: &ItemResult) -> Vec<TestLine> {
    match &item.kind {
        ItemKind::Tests(tests) => {
            let tests = tests
                .iter()
                .zip(&result.tests)
                .enumerate()
                .filter(|(_, (_, found))| asked(found));
            tests
                .map(|(at, (test, found))| test_line(look, (item, result.item, at), test, found))
                .collect()
        }
        ItemKind::Schools(_) => school_lines(look),
        ItemKind::Spread => worth_telling(look, spread_lines(look)),
        ItemKind::Composite { .. } => composite_lines(look),
    }
}

fn asked(found: &TestResult) -> bool {
    found
        .answers
        .iter()
        .any(|answer| answer.outcome != ItemOutcome::NotJudged)
}

fn test_line(
    look: &Look<'_>,
    (item, index, at): (&Item, usize, usize),
    test: &Test,
    found: &TestResult,
) -> TestLine {
    let words = look.words();
    let mark = Mark::new(names::item(words, look.group(item), found.outcome));
    let title = words.text(&test.title).to_owned();
    match found.answers.as_slice() {
        [only] if only.school.is_none() => {
            let sides = told_answer(look.group(item), test, only, words);
            let rounding = only.rounding_decides;
            let have = chosen(look, (index, at), only).unwrap_or(sides.have);
            TestLine {
                title,
                have,
                need: sides.need,
                mark,
                rounding,
                who: Names::default(),
            }
        }
        answers => TestLine {
            title,
            have: tally(look, found),
            need: String::new(),
            mark,
            rounding: answers.iter().any(|answer| answer.rounding_decides),
            who: who(look, item, test, answers),
        },
    }
}

/// What was chosen, where a test rests on a choice.
fn chosen(look: &Look<'_>, (item, test): (usize, usize), answer: &Answer) -> Option<String> {
    if answer.have.is_some() {
        return None;
    }
    let proof = look.county.explain_test(item, test, answer)?;
    let options = proof
        .require
        .inputs
        .iter()
        .filter_map(|input| input.option.as_ref());
    let options: Vec<&str> = options.map(|option| look.words().text(option)).collect();
    match options.as_slice() {
        [only] => Some(tell!(
            look.words(),
            "report-chosen",
            option = (*only).to_owned()
        )),
        _ => None,
    }
}

/// How many of those asked meet a test.
fn tally(look: &Look<'_>, found: &TestResult) -> String {
    let asked = found.answers.len() - found.count(ItemOutcome::NotJudged);
    let (met, failed) = (
        found.count(ItemOutcome::Met),
        found.count(ItemOutcome::NotMet),
    );
    let head = match met == asked {
        true => tell!(look.words(), "report-tally-all", asked = asked),
        false => tell!(look.words(), "report-tally", asked = asked, met = met),
    };
    with_rest(look, head, failed, asked - met - failed)
}

/// A tally with those that fail and those that are open, where there are any.
fn with_rest(look: &Look<'_>, head: String, failed: usize, open: usize) -> String {
    let mut parts = vec![head];
    if failed > 0 {
        parts.push(tell!(look.words(), "report-tally-failed", count = failed));
    }
    if open > 0 {
        parts.push(tell!(look.words(), "report-tally-open", count = open));
    }
    parts.join(&tell!(look.words(), "report-pause"))
}

/// Those who do not meet a test, or whose figures are missing.
fn who(look: &Look<'_>, item: &Item, test: &Test, answers: &[Answer]) -> Names {
    let told = |outcome: ItemOutcome| {
        answers
            .iter()
            .filter(move |answer| answer.outcome == outcome)
            .map(|answer| one(look, item, test, answer))
    };
    let named = told(ItemOutcome::NotMet)
        .chain(told(ItemOutcome::CannotDecide))
        .chain(told(ItemOutcome::NeedsEvidence));
    Names::first(named, most(look.detail))
}

fn one(look: &Look<'_>, item: &Item, test: &Test, answer: &Answer) -> Named {
    let words = look.words();
    let sides = told_answer(look.group(item), test, answer, words);
    let remark = match answer.outcome {
        ItemOutcome::NotMet if !sides.need.is_empty() => {
            tell!(
                words,
                "report-have-need",
                have = sides.have,
                need = sides.need
            )
        }
        _ => names::item(words, look.group(item), answer.outcome).word,
    };
    let school = answer.school.unwrap_or_default();
    Named {
        text: words.bracketed(&names::school(look.county, school), &remark),
        link: look.links.school(school),
    }
}

fn school_lines(look: &Look<'_>) -> Vec<TestLine> {
    let stages = look.paper.standard.pack.stages();
    let judged =
        (0..stages.len()).filter(|stage| look.found.sections.iter().any(|s| s.stage == *stage));
    judged.map(|stage| stage_line(look, stage)).collect()
}

fn stage_line(look: &Look<'_>, stage: usize) -> TestLine {
    let words = look.words();
    let own = || {
        look.found
            .sections
            .iter()
            .filter(move |section| section.stage == stage)
    };
    let count = |outcome: Outcome| own().filter(|section| section.outcome == outcome).count();
    let (passed, failed, open) = (
        count(Outcome::Pass),
        count(Outcome::Fail),
        count(Outcome::CannotDecide),
    );
    let name = |section: &indicators::Section| Named {
        text: words.bracketed(
            &names::school(look.county, section.school),
            &names::outcome(words, section.outcome).word,
        ),
        link: look.links.school(section.school),
    };
    let worst = own().filter(|section| section.outcome == Outcome::Fail);
    let worst = worst.chain(own().filter(|section| section.outcome == Outcome::CannotDecide));
    TestLine {
        title: names::stage(words, look.county.standard, stage).to_owned(),
        have: with_rest(
            look,
            tell!(
                words,
                "report-tally-rows",
                asked = own().count(),
                met = passed
            ),
            failed,
            open,
        ),
        need: tell!(words, "report-all-rows"),
        mark: Mark::new(names::item(words, None, together(failed, open))),
        rounding: false,
        who: Names::first(worst.map(name), most(look.detail)),
    }
}

/// What many come to together.
fn together(failed: usize, open: usize) -> ItemOutcome {
    match (failed, open) {
        (0, 0) => ItemOutcome::Met,
        (0, _) => ItemOutcome::CannotDecide,
        _ => ItemOutcome::NotMet,
    }
}

/// Of many coefficients only those that are not simply met; how many there are in one line before.
fn worth_telling(look: &Look<'_>, lines: Vec<TestLine>) -> Vec<TestLine> {
    let count = |class: &str| lines.iter().filter(|line| line.mark.class == class).count();
    let open = count("open");
    let failed = count("failed");
    let met = lines.len() - open - failed;
    let head = TestLine {
        title: tell!(look.words(), "report-cv"),
        have: with_rest(
            look,
            tell!(
                look.words(),
                "report-tally-spreads",
                asked = lines.len(),
                met = met
            ),
            failed,
            open,
        ),
        need: String::new(),
        mark: Mark::new(names::item(look.words(), None, together(failed, open))),
        rounding: false,
        who: Names::default(),
    };
    let rest = lines
        .into_iter()
        .filter(|line| line.mark.class != "met" || line.rounding);
    std::iter::once(head).chain(rest).collect()
}

pub(super) fn spread_lines(look: &Look<'_>) -> Vec<TestLine> {
    let pack = &look.paper.standard.pack;
    let line = |spread: &indicators::SpreadResult| {
        let indicator = &pack.indicators[spread.indicator];
        let digits = indicator.spread.as_ref().map_or(3, |spread| spread.digits) as usize;
        let words = look.words();
        TestLine {
            title: tell!(
                words,
                "report-spread-of",
                stage = names::stage(words, look.county.standard, spread.stage).to_owned(),
                indicator = names::with_id(&indicator.id, words.text(&indicator.short))
            ),
            have: spread.cv.map_or_else(
                || tell!(words, "standing-unknown"),
                |cv| format!("{cv:.digits$}"),
            ),
            need: spread
                .limit
                .as_ref()
                .map_or_else(String::new, |limit| format!("≤ {limit}")),
            mark: Mark::new(names::spread(words, spread.standing, spread.lamp)),
            rounding: spread.rounding_decides,
            who: Names::default(),
        }
    };
    look.found.spreads.iter().map(line).collect()
}

fn composite_lines(look: &Look<'_>) -> Vec<TestLine> {
    let words = look.words();
    let line = |composite: &indicators::CompositeResult| TestLine {
        title: names::stage(words, look.county.standard, composite.stage).to_owned(),
        have: composite.value.map_or_else(
            || tell!(words, "standing-unknown"),
            |value| format!("{value:.3}"),
        ),
        need: composite
            .limit
            .as_ref()
            .map_or_else(String::new, |limit| format!("≤ {limit}")),
        mark: Mark::new(names::spread(
            words,
            composite.standing,
            indicators::Lamp::Grey,
        )),
        rounding: false,
        who: Names::default(),
    };
    look.found.composites.iter().map(line).collect()
}
