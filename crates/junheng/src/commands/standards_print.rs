//! `standards print`: a standard as text that a lawyer can proofread.

use kernel::{Exact, Unit};
use standards::{Citation, Indicator, Item, ItemKind, Parameter, Standard, Switch};

use crate::asking;
use crate::cli::PrintArgs;
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::output::deliver;
use crate::terminal::{Look, Tone, cell, number, shown};
use crate::words::{Words, tell};

pub(crate) fn run(desk: &Desk, args: &PrintArgs) -> Result<Exit, Failure> {
    let shelf = desk.shelf()?;
    let pack = shelf.load(&args.standard, &args.overlay)?;
    let standard = asking::on(&pack, args.day, &args.profile)?;
    let look = if args.out.is_some() {
        desk.look.plain()
    } else {
        desk.look
    };
    let page = Page {
        words: &desk.words,
        look,
        standard: &standard,
    };
    deliver(args.out.as_deref(), page.text().as_bytes())?;
    Ok(Exit::Done)
}

struct Page<'a> {
    words: &'a Words,
    look: Look,
    standard: &'a Standard,
}

impl Page<'_> {
    fn text(&self) -> String {
        let parts = [
            self.head(),
            self.documents(),
            self.switches(),
            self.parameters(),
            self.sections(),
            self.indicators(),
            self.items(),
        ];
        parts.join("\n")
    }

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
            text.push_str(&format!(
                "{}\n",
                self.words
                    .labelled(&tell!(self.words, "label-overlay"), &line)
            ));
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

    fn note(&self, note: Option<&kernel::Text>, indent: usize) -> String {
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
        let mut text = format!("{}\n", self.look.item("-", &line, 0));
        let others = words.labelled(&tell!(words, "label-other-positions"), &words.list(others));
        text.push_str(&format!("{}\n", self.look.paragraph(&others, 2)));
        text.push_str(&format!(
            "{}\n",
            self.look.paragraph(words.text(&switch.why), 2)
        ));
        text
    }

    fn parameters(&self) -> String {
        let words = self.words;
        let mut table = self.look.table([
            tell!(words, "column-parameter"),
            tell!(words, "column-stage"),
            tell!(words, "column-value"),
            tell!(words, "column-since"),
            tell!(words, "column-source"),
            tell!(words, "column-checked"),
            tell!(words, "column-basis"),
        ]);
        for (index, parameter) in self.standard.pack.parameters().iter().enumerate() {
            for row in self.parameter(index, parameter) {
                table.add_row(row);
            }
        }
        let title = tell!(
            words,
            "title-parameters",
            day = self.standard.day.to_string()
        );
        format!("{}{}\n", self.title(&title), shown(&mut table, 0))
    }

    fn parameter(&self, index: usize, parameter: &Parameter) -> Vec<Vec<comfy_table::Cell>> {
        let words = self.words;
        let title = format!("{}\n{}", words.text(&parameter.title), parameter.id);
        let mut rows = Vec::new();
        for (stage, entry_value) in self.values(index) {
            let Some(held) = entry_value else { continue };
            let entry = held.entry;
            let overlay = entry
                .overlay
                .as_ref()
                .map(|(id, _)| id.clone())
                .unwrap_or_default();
            let basis = words.named(
                &format!("basis-{}", entry.basis.code()),
                &Default::default(),
            );
            rows.push(vec![
                cell(
                    if rows.is_empty() {
                        title.clone()
                    } else {
                        String::new()
                    },
                    Tone::Plain,
                ),
                cell(stage, Tone::Plain),
                number(value_with_unit(held.value, &parameter.unit, words)),
                cell(entry.from.to_string(), Tone::Plain),
                cell(
                    words.bracketed(&self.citation(&entry.citation), &overlay),
                    Tone::Plain,
                ),
                cell(entry.checked.to_string(), Tone::Plain),
                cell(basis, Tone::Plain),
            ]);
        }
        if rows.is_empty() {
            let nothing = tell!(words, "parameter-not-in-force");
            rows.push(vec![
                cell(title, Tone::Plain),
                cell("", Tone::Plain),
                cell(nothing, Tone::Faint),
            ]);
        }
        rows
    }

    /// The value for every stage: one line when all stages share it.
    fn values(&self, index: usize) -> Vec<(String, Option<standards::ParameterValue<'_>>)> {
        let whole = self.standard.parameter(index, None);
        if whole.is_some() {
            return vec![(String::new(), whole)];
        }
        let stages = self.standard.pack.stages().iter().enumerate();
        stages
            .map(|(i, stage)| {
                (
                    self.words.text(&stage.title).to_owned(),
                    self.standard.parameter(index, Some(i)),
                )
            })
            .collect()
    }

    fn citation(&self, citation: &Citation) -> String {
        let document = self.standard.pack.document(&citation.document);
        let called = document.map_or(citation.document.as_str(), |document| {
            document
                .number
                .as_deref()
                .unwrap_or(self.words.text(&document.title))
        });
        format!("{called} {}", citation.clause).trim().to_owned()
    }

    fn sections(&self) -> String {
        let words = self.words;
        let sections = &self.standard.pack.sections;
        let mut text = self.title(&tell!(words, "title-sections"));
        for rule in &sections.leave_out {
            let when = rule
                .when
                .iter()
                .flatten()
                .next()
                .map_or("", |when| when.text());
            let line = format!("{}: {} ({})", rule.id, words.text(&rule.reason), when);
            text.push_str(&format!("{}\n", self.look.item("-", &line, 0)));
        }
        for split in &sections.splits {
            let line = words.bracketed(words.text(&split.title), &self.citation(&split.citation));
            text.push_str(&format!("{}\n", self.look.item("-", &line, 0)));
        }
        text
    }

    fn indicators(&self) -> String {
        let mut text = self.title(&tell!(self.words, "title-indicators"));
        for indicator in &self.standard.pack.indicators {
            text.push_str(&self.indicator(indicator));
        }
        text
    }

    fn indicator(&self, indicator: &Indicator) -> String {
        let words = self.words;
        let title = words.bracketed(
            words.text(&indicator.title),
            &indicator.unit.label(words.lang),
        );
        let mut text = format!(
            "{}\n",
            self.look
                .paint(Tone::Strong, &format!("{} {title}", indicator.id))
        );
        let mut line = |label: String, said: String| {
            text.push_str(&format!(
                "{}\n",
                self.look.paragraph(&words.labelled(&label, &said), 2)
            ));
        };
        line(
            tell!(words, "label-source"),
            self.citation(&indicator.citation),
        );
        for (stage, formula) in self.formulas(indicator) {
            line(
                words.bracketed(&tell!(words, "label-formula"), &stage),
                formula,
            );
        }
        for (label, said) in self.lines(indicator) {
            line(label, said);
        }
        text.push_str(&self.note(indicator.note.as_ref(), 2));
        text
    }

    /// The formula of each stage; once when all stages share it.
    fn formulas(&self, indicator: &Indicator) -> Vec<(String, String)> {
        let mut formulas: Vec<(String, String)> = Vec::new();
        for (i, stage) in self.standard.pack.stages().iter().enumerate() {
            let (Some(amount), Some(per)) = (&indicator.amount[i], &indicator.per[i]) else {
                continue;
            };
            let formula = format!("({}) ÷ ({})", amount.text(), per.text());
            formulas.push((self.words.text(&stage.title).to_owned(), formula));
        }
        if formulas.windows(2).all(|pair| pair[0].1 == pair[1].1) {
            formulas.truncate(1);
            formulas.iter_mut().for_each(|(stage, _)| stage.clear());
        }
        formulas
    }

    /// Limit, floor and spread, stage by stage.
    fn lines(&self, indicator: &Indicator) -> Vec<(String, String)> {
        let words = self.words;
        let mut lines = Vec::new();
        if indicator.shared {
            lines.push((
                tell!(words, "label-shared"),
                tell!(words, "indicator-shared"),
            ));
        }
        let stages = self.standard.pack.stages();
        for (i, stage) in stages
            .iter()
            .enumerate()
            .filter(|(i, _)| indicator.amount[*i].is_some())
        {
            let value = |index: Option<usize>| {
                Some(self.standard.parameter(index?, Some(i))?.value.clone())
            };
            let Some(limit) = value(indicator.limit) else {
                continue;
            };
            let shown = |value: &Exact| indicator.unit.show(value).to_plain();
            let mut said = format!("{}{}", sign(indicator), shown(&limit));
            if let Some(share) = value(indicator.floor) {
                let floor = shown(&(limit.clone() * share));
                said =
                    words.bracketed(&said, &words.labelled(&tell!(words, "label-floor"), &floor));
            }
            let label = words.bracketed(&tell!(words, "label-limit"), words.text(&stage.title));
            lines.push((label, said));
        }
        lines
    }

    fn items(&self) -> String {
        let pack = &self.standard.pack;
        let mut text = String::new();
        for (i, group) in pack.groups.iter().enumerate() {
            text.push_str(&self.title(self.words.text(&group.title)));
            for item in pack.items.iter().filter(|item| item.group == i) {
                text.push_str(&self.item(item));
            }
        }
        text
    }

    fn item(&self, item: &Item) -> String {
        let words = self.words;
        let head = format!("{} {}", item.id, words.text(&item.title));
        let overlay = item.overlay.clone().unwrap_or_default();
        let mut text = format!(
            "{}\n",
            self.look
                .paint(Tone::Strong, &words.bracketed(&head, &overlay))
        );
        let mut line = |label: String, said: &str| {
            text.push_str(&format!(
                "{}\n",
                self.look.paragraph(&words.labelled(&label, said), 2)
            ));
        };
        line(tell!(words, "label-source"), &self.citation(&item.citation));
        if let ItemKind::Schools(rule) = &item.kind {
            let (all, least) = (rule.indicators.len(), rule.at_least);
            line(
                tell!(words, "label-rule"),
                &tell!(words, "rule-schools", all = all, least = least),
            );
        }
        for test in item.tests() {
            let mut asked: Vec<String> = test.rules.iter().map(|rule| self.rule(rule)).collect();
            asked.dedup();
            line(words.text(&test.title).to_owned(), &asked.join("; "));
        }
        if let Some(evidence) = &item.evidence {
            line(tell!(words, "label-evidence"), words.text(evidence));
        }
        text.push_str(&self.note(item.note.as_ref(), 2));
        text
    }

    fn rule(&self, rule: &standards::Rule) -> String {
        match &rule.applies {
            Some(applies) => tell!(
                self.words,
                "rule-applies",
                require = rule.require.text().to_owned(),
                applies = applies.text().to_owned()
            ),
            None => rule.require.text().to_owned(),
        }
    }
}

fn sign(indicator: &Indicator) -> &'static str {
    match indicator.sense {
        standards::Sense::AtLeast => "≥ ",
        standards::Sense::AtMost => "≤ ",
    }
}

/// A value in its unit, with the unit's name: 4.2 师/百生.
fn value_with_unit(value: &Exact, unit: &Unit, words: &Words) -> String {
    format!("{} {}", unit.show(value).to_plain(), unit.label(words.lang))
        .trim()
        .to_owned()
}
