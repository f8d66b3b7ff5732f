//! A standard as text: what it asks, the values in force on the day, where they stand.

mod indicators;
mod items;
mod values;

use kernel::Text;
use standards::{Citation, Level, Standard, Switch};

use crate::report::telling::{citation as citation_told, in_words};
use crate::terminal::{Look, Tone};
use crate::words::{Words, tell};

/// The whole standard.
pub(crate) fn text(words: &Words, look: Look, standard: &Standard) -> String {
    let page = Page {
        words,
        look,
        standard,
    };
    let parts = [
        page.head(),
        page.documents(),
        page.switches(),
        page.values(),
        page.measures(),
        page.sections(),
        page.indicators(),
        page.items(),
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
    standard: &'a Standard,
}

impl Page<'_> {
    fn title(&self, text: &str) -> String {
        format!("{}\n", self.look.paint(Tone::Strong, &format!("## {text}")))
    }

    fn head(&self) -> String {
        let pack = &self.standard.pack;
        let title = format!("# {}", self.words.text(&pack.title));
        let said = tell!(
            self.words,
            "standard-head",
            id = pack.id.clone(),
            version = pack.version.clone(),
            day = self.standard.day.to_string(),
            hash = self.standard.hash()
        );
        let mut text = format!("{}\n{said}\n\n", self.look.paint(Tone::Strong, &title));
        text.push_str(&format!(
            "{}\n",
            self.look.paragraph(self.words.text(&pack.about), 0)
        ));
        for (id, title) in &pack.overlays {
            let line = format!("{id} {}", self.words.text(title));
            let line = self
                .words
                .labelled(&tell!(self.words, "label-overlay"), &line);
            text.push_str(&format!("{line}\n"));
        }
        text
    }

    fn documents(&self) -> String {
        let mut text = self.title(&tell!(self.words, "title-documents"));
        for document in &self.standard.pack.documents {
            let mut line = format!("{} {}", document.id, self.words.text(&document.title));
            if let Some(number) = &document.number {
                line.push_str(&format!(" {number}"));
            }
            if let Some(issued) = document.issued {
                line.push_str(&format!(" {issued}"));
            }
            text.push_str(&format!("{}\n", self.look.item("-", &line, 0)));
            text.push_str(&self.note(document.note.as_ref(), 2));
        }
        text
    }

    fn note(&self, note: Option<&Text>, indent: usize) -> String {
        let Some(note) = note else {
            return String::new();
        };
        let line = self
            .words
            .labelled(&tell!(self.words, "label-note"), self.words.text(note));
        format!(
            "{}\n",
            self.look
                .paint(Tone::Faint, &self.look.paragraph(&line, indent))
        )
    }

    fn switches(&self) -> String {
        let switches = self.standard.pack.switches();
        if switches.is_empty() {
            return String::new();
        }
        let mut text = self.title(&tell!(self.words, "title-switches"));
        for (switch, at) in switches.iter().zip(&self.standard.positions) {
            text.push_str(&self.switch(switch, *at));
        }
        text
    }

    fn switch(&self, switch: &Switch, at: usize) -> String {
        let words = self.words;
        let option = |i: usize| {
            let option = &switch.options[i];
            format!("{}={} {}", switch.id, option.id, words.text(&option.title))
        };
        let others = (0..switch.options.len()).filter(|i| *i != at).map(option);
        let line = words.labelled(words.text(&switch.title), &option(at));
        let others = words.labelled(&tell!(words, "label-other-positions"), &words.list(others));
        let mut text = format!("{}\n", self.look.item("-", &line, 0));
        text.push_str(&format!("{}\n", self.look.paragraph(&others, 2)));
        text.push_str(&format!(
            "{}\n",
            self.look.paragraph(words.text(&switch.why), 2)
        ));
        text.push_str(&self.note(switch.note.as_ref(), 2));
        text
    }

    fn sections(&self) -> String {
        let words = self.words;
        let sections = &self.standard.pack.sections;
        let mut lines: Vec<String> = Vec::new();
        for rule in &sections.leave_out {
            let when = rule
                .when
                .iter()
                .flatten()
                .next()
                .map_or(String::new(), |when| {
                    in_words(&self.standard.pack, Level::School, when, words)
                });
            lines.push(words.bracketed(words.text(&rule.reason), &when));
        }
        for split in &sections.splits {
            let source = self.citation(&split.citation);
            lines.push(words.bracketed(words.text(&split.title), &source));
        }
        let lines = lines
            .iter()
            .map(|line| format!("{}\n", self.look.item("-", line, 0)));
        self.title(&tell!(words, "title-sections")) + &lines.collect::<String>()
    }

    fn citation(&self, citation: &Citation) -> String {
        citation_told(self.standard, citation, self.words)
    }
}
