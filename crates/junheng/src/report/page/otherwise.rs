//! What other readings of the rules would change.

use indicators::{Lamp, Outcome};

use super::Page;
use crate::judging::Otherwise;
use crate::report::names;
use crate::words::tell;

impl Page<'_> {
    /// What other readings of the rules would change.
    pub(super) fn otherwise(&self, others: &[Otherwise]) -> String {
        if others.is_empty() {
            return String::new();
        }
        let mut text = self.title(&tell!(self.words, "title-otherwise"));
        let mut same = Vec::new();
        for other in others {
            let switch = &self.standard.pack.switches()[other.switch];
            let option = &switch.options[other.option];
            let name = self.words.labelled(
                self.words.text(&switch.title),
                self.words.text(&option.title),
            );
            if other.is_same(self.found) && other.moved_spreads == 0 {
                same.push(name);
                continue;
            }
            let id = format!("{}={}", switch.id, option.id);
            let line = self
                .words
                .labelled(&format!("{id} {name}"), &self.change(other));
            text.push_str(&format!("{}\n", self.look.item("-", &line, 2)));
        }
        if !same.is_empty() {
            let line = tell!(self.words, "otherwise-same", list = self.words.list(same));
            text.push_str(&format!("{}\n", self.look.item("-", &line, 2)));
        }
        text
    }

    fn change(&self, other: &Otherwise) -> String {
        let words = self.words;
        let mut parts = Vec::new();
        if other.verdict != self.found.verdict {
            let verdict = names::outcome(words, other.verdict).word;
            parts.push(tell!(words, "otherwise-verdict", verdict = verdict));
        }
        for (item, _, there) in &other.items {
            let id = &self.standard.pack.items[*item];
            let name = names::called(&id.id, words.text(&id.title));
            let group = &self.standard.pack.groups[id.group];
            parts.push(format!("{name} {}", names::item(words, group, *there).word));
        }
        for (stage, indicator, _, there) in &other.spreads {
            let stage = names::stage(words, self.standard, *stage);
            let indicator = words.text(&self.standard.pack.indicators[*indicator].short);
            let word = names::spread(words, *there, Lamp::Grey).word;
            parts.push(format!("{stage} {indicator} CV {word}"));
        }
        if !other.sections.is_empty() {
            let one =
                |(school, stage, _, there): &(usize, usize, Option<Outcome>, Option<Outcome>)| {
                    let name = names::section(words, self.county, *school, Some(*stage));
                    let word = there.map_or_else(
                        || tell!(words, "otherwise-no-row"),
                        |there| names::outcome(words, there).word,
                    );
                    format!("{name} {word}")
                };
            let list = self.some(&other.sections.iter().map(one).collect::<Vec<_>>());
            parts.push(tell!(
                words,
                "otherwise-sections",
                count = other.sections.len(),
                list = list
            ));
        }
        if parts.is_empty() {
            return tell!(words, "otherwise-values-only", count = other.moved_spreads);
        }
        words.list(parts)
    }
}
