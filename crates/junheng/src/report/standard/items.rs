//! Items: their tests, and the papers an inspector looks for.

use standards::{Item, ItemKind, Rule};

use super::Page;
use crate::report::telling::in_words;
use crate::terminal::Tone;
use crate::words::tell;

impl Page<'_> {
    pub(super) fn items(&self) -> String {
        let pack = &self.standard.pack;
        let group = |(i, group): (usize, &standards::Group)| {
            let items = pack.items.iter().filter(|item| item.group == i);
            self.title(self.words.text(&group.title))
                + &items.map(|item| self.item(item)).collect::<String>()
        };
        pack.groups
            .iter()
            .enumerate()
            .map(group)
            .collect::<Vec<_>>()
            .join("\n")
    }

    fn item(&self, item: &Item) -> String {
        let words = self.words;
        let head = format!("{} {}", item.id, words.text(&item.title));
        let head = words.bracketed(&head, item.overlay.as_deref().unwrap_or_default());
        let mut text = format!(
            "{}\n",
            self.look
                .paint(Tone::Strong, &self.look.paragraph(&head, 0))
        );
        let mut lines = vec![(tell!(words, "label-source"), self.citation(&item.citation))];
        if let ItemKind::Schools(rule) = &item.kind {
            let told = tell!(
                words,
                "rule-schools",
                all = rule.indicators.len(),
                least = rule.at_least
            );
            lines.push((tell!(words, "label-rule"), told));
        }
        for test in item.tests() {
            let mut asked: Vec<String> = test
                .rules
                .iter()
                .map(|rule| self.rule(item, rule))
                .collect();
            asked.dedup();
            lines.push((words.text(&test.title).to_owned(), asked.join("; ")));
        }
        if let Some(evidence) = &item.evidence {
            lines.push((
                tell!(words, "label-evidence"),
                words.text(evidence).to_owned(),
            ));
        }
        for (label, said) in lines {
            let line = words.labelled(&label, &said);
            text.push_str(&format!("{}\n", self.look.paragraph(&line, 2)));
        }
        text + &self.note(item.note.as_ref(), 2)
    }

    fn rule(&self, item: &Item, rule: &Rule) -> String {
        let told = |formula| in_words(&self.standard.pack, item.level, formula, self.words);
        let require = told(&rule.require);
        match &rule.applies {
            Some(applies) => {
                tell!(
                    self.words,
                    "rule-applies",
                    require = require,
                    applies = told(applies)
                )
            }
            None => require,
        }
    }
}
