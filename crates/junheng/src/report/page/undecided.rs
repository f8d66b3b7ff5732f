//! What cannot be decided: which figures are missing, where they are filled in, whose they are.

use std::collections::{BTreeMap, BTreeSet};

use indicators::{Gaps, Input};

use super::Page;
use crate::report::names;
use crate::terminal::Tone;
use crate::words::tell;

/// Figures that the same schools (or the county) have not reported.
struct Lack {
    /// The schools; none for the county's own return.
    schools: BTreeSet<usize>,
    /// What is missing, in the order of the questions.
    titles: Vec<String>,
    /// Indicators and items that wait for it, by their place in the pack.
    items: BTreeMap<usize, String>,
}

impl Page<'_> {
    pub(super) fn undecided(&self) -> String {
        let lacks = self.lacks(&self.county.gaps(self.found));
        if lacks.is_empty() {
            return String::new();
        }
        let mut text = self.title(&tell!(self.words, "title-undecided"));
        for lack in &lacks {
            text.push_str(&format!("{}\n", self.look.item("?", &self.lack(lack), 2)));
        }
        let hint = self.look.paragraph(&tell!(self.words, "undecided-hint"), 2);
        text.push_str(&format!("{}\n", self.look.paint(Tone::Faint, &hint)));
        text
    }

    /// Missing figures, drawn together where the same schools lack them.
    fn lacks(&self, gaps: &Gaps<'_>) -> Vec<Lack> {
        let mut figures: Vec<(String, Lack)> = Vec::new();
        for question in &gaps.questions {
            for input in &question.inputs {
                let at = match figures.iter().position(|(name, _)| *name == input.name) {
                    Some(at) => at,
                    None => {
                        figures.push((input.name.clone(), self.new_lack(input)));
                        figures.len() - 1
                    }
                };
                figures[at].1.schools.extend(question.school);
                figures[at]
                    .1
                    .items
                    .insert(self.order(&question.item), question.item.clone());
            }
        }
        let mut lacks: Vec<Lack> = Vec::new();
        for (_, lack) in figures {
            match lacks.iter_mut().find(|known| known.schools == lack.schools) {
                Some(known) => {
                    known.titles.extend(lack.titles);
                    known.items.extend(lack.items);
                }
                None => lacks.push(lack),
            }
        }
        // What the county itself owes comes first: it holds up the most.
        lacks.sort_by_key(|lack| !lack.schools.is_empty());
        lacks
    }

    /// The place of an indicator or item in the order of judgment.
    fn order(&self, id: &str) -> usize {
        let pack = &self.standard.pack;
        let item = pack.items.iter().position(|item| item.id == id);
        pack.indicator(id)
            .or(item.map(|item| item + pack.indicators.len()))
            .unwrap_or(usize::MAX)
    }

    fn new_lack(&self, input: &Input<'_>) -> Lack {
        let title = self.words.text(&input.title).to_owned();
        Lack {
            schools: BTreeSet::new(),
            titles: vec![title],
            items: BTreeMap::new(),
        }
    }

    fn lack(&self, lack: &Lack) -> String {
        let words = self.words;
        let items = words.list(lack.items.values());
        if lack.schools.is_empty() {
            return self.county_lack(lack, items);
        }
        let schools: Vec<String> = lack
            .schools
            .iter()
            .map(|school| names::school(self.county, *school))
            .collect();
        tell!(
            words,
            "lack-schools",
            form = self.form(true),
            what = words.list(&lack.titles),
            items = items,
            count = schools.len(),
            list = self.some(&schools)
        )
    }

    fn county_lack(&self, lack: &Lack, items: String) -> String {
        let form = self.form(false);
        if self.county.county_row.is_none() {
            return tell!(self.words, "lack-return", form = form, items = items);
        }
        tell!(
            self.words,
            "lack-county",
            form = form,
            what = self.words.list(&lack.titles),
            items = items
        )
    }

    /// The form that is filled in by a school, or by the county.
    fn form(&self, school: bool) -> String {
        let pack = &self.standard.pack;
        let form = match (school, pack.county_form()) {
            (false, Some(form)) => form,
            _ => pack.school_form(),
        };
        self.words.text(&form.title).to_owned()
    }
}
