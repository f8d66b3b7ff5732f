//! The proof of what is asked of the county as a whole.

use indicators::ItemOutcome;
use serde::Serialize;

use crate::report::html::county::Look;
use crate::report::html::proof::{Legend, Proof, input_line};
use crate::report::html::table::Mark;
use crate::report::names;
use crate::report::telling::{citation, deciding, lines, told_answer};

/// An item with the proofs of its tests.
#[derive(Debug, Serialize)]
pub(super) struct ItemProof {
    pub(super) anchor: String,
    pub(super) back: String,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) clause: String,
    pub(super) mark: Mark,
    pub(super) tests: Vec<Proof>,
    pub(super) schools: usize,
}

/// Inputs of one test that are written out: a sum over all schools has hundreds.
const INPUTS: usize = 40;

/// Every item that tests decide, and the documents their figures come from.
pub(super) fn item_proofs(look: &Look<'_>) -> (Vec<ItemProof>, Vec<String>) {
    let pack = &look.paper.standard.pack;
    let judged = look.found.items.iter().filter(|result| {
        result.outcome != ItemOutcome::NotJudged && !pack.items[result.item].tests().is_empty()
    });
    let mut legend = Legend::default();
    let proofs = judged
        .map(|result| item_proof(look, result, &mut legend))
        .collect();
    (proofs, legend.told())
}

fn item_proof(look: &Look<'_>, result: &indicators::ItemResult, legend: &mut Legend) -> ItemProof {
    let item = &look.paper.standard.pack.items[result.item];
    let tests = tests(look, result, legend);
    let answers = result.tests.iter().flat_map(|test| &test.answers);
    let schools = answers
        .filter(|a| a.school.is_some() && a.outcome != ItemOutcome::NotJudged)
        .count();
    ItemProof {
        anchor: look.links.test(&item.id).unwrap_or_default(),
        back: look.links.item(&item.id),
        id: names::official(&item.id).to_owned(),
        title: look.words().text(&item.title).to_owned(),
        clause: citation(look.paper.standard, &item.citation, look.words()),
        mark: Mark::new(names::item(look.words(), look.group(item), result.outcome)),
        tests,
        schools,
    }
}

fn tests(look: &Look<'_>, result: &indicators::ItemResult, legend: &mut Legend) -> Vec<Proof> {
    let item = &look.paper.standard.pack.items[result.item];
    let mut proofs = Vec::new();
    for (at, (test, found)) in item.tests().iter().zip(&result.tests).enumerate() {
        let own = found
            .answers
            .iter()
            .filter(|answer| answer.school.is_none());
        for answer in own.filter(|answer| answer.outcome != ItemOutcome::NotJudged) {
            let Some(proof) = look.county.explain_test(result.item, at, answer) else {
                continue;
            };
            let sides = told_answer(look.group(item), test, answer, look.words());
            let used: Vec<_> = deciding(&proof.require).collect();
            let inputs_more = used.len().saturating_sub(INPUTS);
            let shown = used.into_iter().take(INPUTS);
            proofs.push(Proof {
                title: look.words().text(&test.title).to_owned(),
                lines: lines(
                    &look.paper.standard.pack,
                    &proof.require,
                    String::new(),
                    look.words(),
                ),
                inputs: shown.map(|input| input_line(look, input, legend)).collect(),
                inputs_more,
                value: sides.have,
                limit: sides.need,
                mark: Some(Mark::new(names::item(
                    look.words(),
                    look.group(item),
                    answer.outcome,
                ))),
                rounding: answer.rounding_decides,
                ..Proof::default()
            });
        }
    }
    proofs
}
