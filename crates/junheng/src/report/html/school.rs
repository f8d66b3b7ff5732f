//! The proof page of a school: each figure with clause, formula, split, inputs and cells.

use facts::table::Datum;
use indicators::{FigureProof, ItemOutcome, LeftOut, Outcome, Section};
use serde::Serialize;

use crate::report::html::county::Look;
use crate::report::html::figure_proof::figure_proof;
use crate::report::html::proof::{Legend, Proof, inputs};
use crate::report::html::sections::{asked, met, pupils, rule};
use crate::report::html::table::{Entry, Mark};
use crate::report::names::{self, Sign};
use crate::report::telling::{citation, lines, told_answer};
use crate::words::tell;

/// A school's page.
#[derive(Debug, Serialize)]
pub(super) struct SchoolProof {
    pub(super) anchor: String,
    pub(super) name: String,
    pub(super) facts: Vec<Entry>,
    pub(super) sections: Vec<SectionProof>,
    pub(super) left_out: Vec<Entry>,
    pub(super) tests: Vec<Proof>,
    pub(super) documents: Vec<String>,
}

/// A stage of the school.
#[derive(Debug, Serialize)]
pub(super) struct SectionProof {
    pub(super) stage: String,
    pub(super) pupils: String,
    pub(super) mark: Mark,
    pub(super) rule: String,
    pub(super) figures: Vec<Proof>,
}
/// The pages of all schools.
pub(super) fn school_proofs(look: &Look<'_>) -> Vec<SchoolProof> {
    (0..look.county.schools.len())
        .map(|school| school_proof(look, school))
        .collect()
}

fn school_proof(look: &Look<'_>, school: usize) -> SchoolProof {
    let subject = look.county.subject(&look.county.schools[school]);
    let mut legend = Legend::default();
    let sections = look
        .found
        .sections
        .iter()
        .filter(|section| section.school == school);
    let sections = sections
        .map(|section| section_proof(look, section, &mut legend))
        .collect();
    let left_out = look
        .found
        .left_out
        .iter()
        .filter(|left| left.school == school);
    SchoolProof {
        anchor: look.links.school(school).unwrap_or_default(),
        name: subject.name.to_string(),
        facts: facts(look, school),
        sections,
        left_out: left_out.map(|left| left_out_entry(look, left)).collect(),
        tests: tests(look, school, &mut legend),
        documents: legend.told(),
    }
}

/// Code, township and every choice the school was asked for.
fn facts(look: &Look<'_>, school: usize) -> Vec<Entry> {
    let (words, table) = (look.words(), look.paper.facts.schools);
    let row = look.county.schools[school].row;
    let subject = &table.subjects[row];
    let entry = |label: String, text: &str| Entry {
        label,
        text: text.to_owned(),
    };
    let mut facts = vec![entry(tell!(words, "report-school-code"), &subject.code)];
    facts.extend(
        subject
            .township
            .as_ref()
            .map(|town| entry(tell!(words, "report-township"), town)),
    );
    for (id, column) in table
        .form
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.stage.is_none())
    {
        let field = &table.form.fields[column.field];
        if let Datum::Choice(option) = table.get(row, facts::catalogue::ColumnId(id as u32)).datum
            && let Some(option) = field.options.get(usize::from(option))
        {
            facts.push(entry(
                words.text(&field.title).to_owned(),
                words.text(&option.title),
            ));
        }
    }
    facts
}

fn left_out_entry(look: &Look<'_>, left: &LeftOut) -> Entry {
    let reason = &look.paper.standard.pack.sections.leave_out[left.reason];
    Entry {
        label: names::stage(look.words(), look.county.standard, left.stage).to_owned(),
        text: look.words().text(&reason.reason).to_owned(),
    }
}

fn section_proof(look: &Look<'_>, section: &Section, legend: &mut Legend) -> SectionProof {
    let asked = asked(look, section.stage);
    let figure = |index: &usize| {
        look.county
            .explain_figure(section.school, section.stage, *index)
    };
    let proofs: Vec<FigureProof<'_>> = asked.iter().filter_map(figure).collect();
    SectionProof {
        stage: names::stage(look.words(), look.county.standard, section.stage).to_owned(),
        pupils: pupils(look, section),
        mark: Mark::new(names::outcome(look.words(), section.outcome)),
        rule: rule_text(look, section),
        figures: proofs
            .iter()
            .map(|proof| figure_proof(look, proof, legend))
            .collect(),
    }
}

fn rule_text(look: &Look<'_>, section: &Section) -> String {
    if section.outcome == Outcome::NotJudged {
        return String::new();
    }
    let standing = |wanted: Sign| {
        let own = rule(look)
            .iter()
            .filter(|index| Sign::of_figure(&section.figures[**index]) == wanted);
        own.count()
    };
    tell!(
        look.words(),
        "report-rule",
        of = rule(look).len(),
        met = met(look, section),
        floor = standing(Sign::Floor),
        below = standing(Sign::Failed),
        open = standing(Sign::Open)
    )
}

/// The tests of items that are asked of this school.
fn tests(look: &Look<'_>, school: usize, legend: &mut Legend) -> Vec<Proof> {
    let pack = &look.paper.standard.pack;
    let mut proofs = Vec::new();
    for result in &look.found.items {
        let item = &pack.items[result.item];
        for (at, (test, found)) in item.tests().iter().zip(&result.tests).enumerate() {
            let own = found
                .answers
                .iter()
                .filter(|answer| answer.school == Some(school));
            for answer in own.filter(|answer| answer.outcome != ItemOutcome::NotJudged) {
                let Some(proof) = look.county.explain_test(result.item, at, answer) else {
                    continue;
                };
                let sides = told_answer(look.group(item), test, answer, look.words());
                proofs.push(Proof {
                    anchor: None,
                    id: names::official(&item.id).to_owned(),
                    title: look.words().text(&test.title).to_owned(),
                    clause: citation(look.paper.standard, &item.citation, look.words()),
                    lines: lines(pack, &proof.require, String::new(), look.words()),
                    inputs: inputs(look, &proof.require, legend),
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
    }
    proofs
}
