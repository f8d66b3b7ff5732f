//! Why did an item come out as it did? Every test, worked out or school by school.

use formula::{Explanation, Formula, Step, Value};
use indicators::{Answer, ItemOutcome, Outcome, Section, SpreadResult, TestProof, Working};
use standards::{Item, ItemKind, Test};

use super::{Block, Proof, Prover};
use crate::report::names;
use crate::report::telling::{in_words, lines, plain, told_answer, value};
use crate::words::tell;

impl Prover<'_> {
    /// Why an item came out as it did: every test, worked out for the county or listed by school.
    pub(super) fn of_item(&self, index: usize) -> Proof {
        let words = self.words;
        let item = &self.standard().pack.items[index];
        let result = &self.found.items[index];
        let group = &self.standard().pack.groups[item.group];
        let said = names::item(words, group, result.outcome);
        let mut blocks = vec![self.source(&item.citation)];
        blocks.extend(self.note(item.note.as_ref()));
        if let Some(evidence) = &item.evidence {
            blocks.push(self.line(tell!(words, "label-evidence"), words.text(evidence)));
        }
        for (at, (test, found)) in item.tests().iter().zip(&result.tests).enumerate() {
            match found.answers.as_slice() {
                [answer] if answer.school.is_none() => {
                    if answer.outcome != ItemOutcome::NotJudged {
                        blocks.extend(self.test_blocks(index, at, test, answer));
                    }
                }
                answers => blocks.extend(self.answers(item, test, answers)),
            }
        }
        blocks.extend(self.built(item));
        Proof {
            title: names::with_id(&item.id, words.text(&item.title)),
            outcome: said.plain(),
            tone: said.sign.tone(),
            blocks,
        }
    }

    /// Items made of the indicators: the rows or coefficients behind them.
    fn built(&self, item: &Item) -> Vec<Block> {
        match &item.kind {
            ItemKind::Schools(_) => vec![self.sections()],
            ItemKind::Spread => vec![self.coefficients()],
            _ => Vec::new(),
        }
    }

    fn sections(&self) -> Block {
        let words = self.words;
        let row = |section: &Section| {
            vec![
                names::school(self.county, section.school),
                names::stage(words, self.standard(), section.stage).to_owned(),
                names::outcome(words, section.outcome).plain(),
            ]
        };
        let mut sections: Vec<&Section> = self.found.sections.iter().collect();
        sections.sort_by_key(|section| match section.outcome {
            Outcome::Fail => 0,
            Outcome::CannotDecide => 1,
            Outcome::Pass | Outcome::NotJudged => 2,
        });
        Block::Table {
            title: tell!(words, "column-rows"),
            head: vec![
                tell!(words, "column-school"),
                tell!(words, "column-stage"),
                tell!(words, "column-result"),
            ],
            rows: sections.into_iter().map(row).collect(),
            text: vec![0, 1, 2],
            names: Vec::new(),
        }
    }

    fn coefficients(&self) -> Block {
        let words = self.words;
        let row = |spread: &SpreadResult| {
            let indicator = &self.standard().pack.indicators[spread.indicator];
            vec![
                names::stage(words, self.standard(), spread.stage).to_owned(),
                names::name_of(words, indicator),
                spread.cv.map_or("—".to_owned(), |cv| format!("{cv:.6}")),
                spread.limit.as_ref().map_or("—".to_owned(), plain),
                names::spread(words, spread.standing, spread.lamp).plain(),
            ]
        };
        Block::Table {
            title: tell!(words, "column-cv"),
            head: vec![
                tell!(words, "column-stage"),
                tell!(words, "column-indicator"),
                tell!(words, "column-cv"),
                tell!(words, "column-limit"),
                tell!(words, "column-result"),
            ],
            rows: self.found.spreads.iter().map(row).collect(),
            text: vec![0, 1, 4],
            names: Vec::new(),
        }
    }

    /// Every school's answer to a test; what is not met comes first, then what is open.
    fn answers(&self, item: &Item, test: &Test, answers: &[Answer]) -> Option<Block> {
        let words = self.words;
        let group = &self.standard().pack.groups[item.group];
        let asked = answers
            .iter()
            .filter(|answer| answer.outcome != ItemOutcome::NotJudged);
        let mut asked: Vec<&Answer> = asked.collect();
        asked.sort_by_key(|answer| match answer.outcome {
            ItemOutcome::NotMet => 0,
            ItemOutcome::Met | ItemOutcome::NotJudged => 2,
            ItemOutcome::CannotDecide | ItemOutcome::NeedsEvidence => 1,
        });
        let row = |answer: &Answer| {
            let school = answer.school.unwrap_or_default();
            let sides = told_answer(group, test, answer, words);
            vec![
                names::section(words, self.county, school, answer.stage),
                sides.have,
                sides.need,
                names::item(words, group, answer.outcome).plain(),
            ]
        };
        let rows: Vec<Vec<String>> = asked.into_iter().map(row).collect();
        if rows.is_empty() {
            return None;
        }
        let rule = test.rules.first().map_or(String::new(), |rule| {
            in_words(&self.standard().pack, item.level, &rule.require, words)
        });
        Some(Block::Table {
            title: words.labelled(words.text(&test.title), &rule),
            head: vec![
                tell!(words, "column-school"),
                tell!(words, "column-have"),
                tell!(words, "column-need"),
                tell!(words, "column-result"),
            ],
            rows,
            text: vec![0, 3],
            names: Vec::new(),
        })
    }

    /// Why one test came out as it did for one subject.
    pub(super) fn of_test(
        &self,
        item: usize,
        test: usize,
        school: Option<usize>,
        stage: Option<usize>,
    ) -> Option<Proof> {
        let words = self.words;
        let about = &self.standard().pack.items[item];
        let asked = about.tests().get(test)?;
        let answers = &self.found.items[item].tests[test].answers;
        let own = |answer: &&Answer| {
            answer.school == school && (stage.is_none() || answer.stage == stage)
        };
        let answer = answers.iter().find(own)?;
        let group = &self.standard().pack.groups[about.group];
        let said = names::item(words, group, answer.outcome);
        let mut blocks = vec![self.source(&about.citation)];
        blocks.extend(self.test_blocks(item, test, asked, answer));
        let who = school.map(|school| names::section(words, self.county, school, answer.stage));
        let title = format!(
            "{} {} {}",
            about.id,
            words.text(&asked.title),
            who.unwrap_or_default()
        );
        Some(Proof {
            title: title.trim_end().to_owned(),
            outcome: said.plain(),
            tone: said.sign.tone(),
            blocks,
        })
    }

    fn test_blocks(&self, item: usize, test: usize, asked: &Test, answer: &Answer) -> Vec<Block> {
        let words = self.words;
        let Some(proof) = self.county.explain_test(item, test, answer) else {
            return Vec::new();
        };
        let item = &self.standard().pack.items[item];
        let group = &self.standard().pack.groups[item.group];
        let said = names::item(words, group, answer.outcome).plain();
        let mut blocks = vec![self.line(words.text(&asked.title).to_owned(), said)];
        blocks.extend(self.note(asked.note.as_ref()));
        blocks.extend(self.conditions(item, &proof));
        let workings: Vec<&Working<'_>> = proof.applies.iter().chain([&proof.require]).collect();
        blocks.push(self.inputs(&workings));
        blocks.extend(self.members(&proof.require));
        let label = tell!(words, "report-line-value");
        blocks.extend(self.told(lines(&self.standard().pack, &proof.require, label, words)));
        if answer.rounding_decides {
            blocks.push(self.line(
                tell!(words, "label-rounding"),
                tell!(words, "rounding-decides"),
            ));
        }
        blocks
    }

    fn conditions(&self, item: &Item, proof: &TestProof<'_>) -> Vec<Block> {
        let (words, rule) = (self.words, proof.rule);
        let told = |formula: &Formula| in_words(&self.standard().pack, item.level, formula, words);
        let require = told(&rule.require);
        let label = tell!(words, "label-condition");
        let mut blocks = vec![self.formula(label, require, rule.require.text())];
        if let (Some(applies), Some(worked)) = (&rule.applies, &proof.applies) {
            let held = value(words, &worked.explanation.value, &worked.explanation.unit);
            let text = words.bracketed(&told(applies), &held);
            blocks.push(self.formula(tell!(words, "label-applies"), text, applies.text()));
        }
        blocks
    }

    /// Whose part of a sum is how much.
    fn members(&self, worked: &Working<'_>) -> Option<Block> {
        let members = members(&worked.explanation);
        if members.is_empty() {
            return None;
        }
        let row = |(label, member): &(String, Value)| {
            vec![
                label.clone(),
                value(self.words, member, &worked.explanation.unit),
            ]
        };
        Some(Block::Table {
            title: tell!(self.words, "title-members"),
            head: vec![
                tell!(self.words, "column-school"),
                tell!(self.words, "column-value"),
            ],
            rows: members.iter().map(row).collect(),
            text: vec![0],
            names: Vec::new(),
        })
    }
}

/// The sums of a formula: whose part is how much.
fn members(node: &Explanation) -> Vec<(String, Value)> {
    if let Step::Member { label } = &node.step {
        return vec![(label.clone(), node.value.clone())];
    }
    node.parts.iter().flat_map(members).collect()
}

#[cfg(test)]
mod tests {
    use indicators::Target;
    use kernel::Lang;

    use super::*;
    use crate::report::telling::example::quality;
    use crate::words::Words;

    /// The results of every table of schools in the proof of an item.
    fn results(prover: &Prover<'_>, item: usize) -> Vec<Vec<String>> {
        let school = tell!(prover.words, "column-school");
        let blocks = prover.prove(Target::Item(item)).unwrap().blocks;
        let tables = blocks.into_iter().filter_map(|block| match block {
            Block::Table { head, rows, .. } if head[0] == school && head.len() > 2 => Some(rows),
            _ => None,
        });
        let result = |row: Vec<String>| row.last().unwrap().clone();
        tables
            .map(|rows| rows.into_iter().map(result).collect())
            .collect()
    }

    #[test]
    fn schools_that_meet_a_test_come_last() {
        quality().with(Lang::Zh, |paper| {
            let words = Words::new(Lang::Zh);
            let (county, found) = &paper.judged[0];
            let prover = Prover {
                words: &words,
                county,
                found,
            };
            let tables = (0..found.items.len()).flat_map(|item| results(&prover, item));
            let mixed = tables.filter(|told| {
                let met = |result: &String| result.starts_with('√');
                assert!(told.is_sorted_by_key(met), "{told:?}");
                told.iter().any(met) && !told.iter().all(met)
            });
            assert!(mixed.count() > 2);
        });
    }
}
