//! The dated values that hold on the day, and the named formulas.

use kernel::{Exact, Text, Unit};
use standards::{DatedValue, Level, Parameter, ParameterValue};

use super::Page;
use crate::report::names;
use crate::report::telling::in_words;
use crate::terminal::Tone;
use crate::words::tell;

impl Page<'_> {
    pub(super) fn values(&self) -> String {
        let parameters = self.standard.pack.parameters();
        if parameters.is_empty() {
            return String::new();
        }
        let title = tell!(
            self.words,
            "title-parameters",
            day = self.standard.day.to_string()
        );
        let each = parameters
            .iter()
            .enumerate()
            .map(|(index, parameter)| self.value(index, parameter));
        self.title(&title) + &each.collect::<String>()
    }

    fn value(&self, index: usize, parameter: &Parameter) -> String {
        let words = self.words;
        let held = self.held(index);
        let name = format!("{} {}", words.text(&parameter.title), parameter.id);
        if held.is_empty() {
            let nothing = tell!(words, "parameter-not-in-force");
            return format!(
                "{}\n",
                self.look.item("-", &words.labelled(&name, &nothing), 0)
            );
        }
        let values: Vec<String> = held
            .iter()
            .map(|(stage, held)| {
                let value = self.shown(held.value, &parameter.unit);
                format!("{stage} {value}").trim_start().to_owned()
            })
            .collect();
        let line = words.labelled(&name, &words.list(values));
        let mut text = format!("{}\n", self.look.item("-", &line, 0));
        let mut sources: Vec<(String, Option<&Text>)> = held
            .iter()
            .map(|(_, held)| (self.source(held.entry), held.entry.note.as_ref()))
            .collect();
        sources.dedup();
        for (source, note) in sources {
            let source = self.look.paragraph(&source, 2);
            text.push_str(&format!("{}\n", self.look.paint(Tone::Faint, &source)));
            text.push_str(&self.note(note, 2));
        }
        text.push_str(&self.note(parameter.note.as_ref(), 2));
        text
    }

    fn shown(&self, value: &Exact, unit: &Unit) -> String {
        names::with_unit(self.words, &unit.show(value).to_plain(), unit)
    }

    /// The value for all stages, else one for each stage that has its own.
    fn held(&self, index: usize) -> Vec<(String, ParameterValue<'_>)> {
        if let Some(whole) = self.standard.parameter(index, None) {
            return vec![(String::new(), whole)];
        }
        let stages = self.standard.pack.stages().iter().enumerate();
        let own = stages.filter_map(|(i, stage)| {
            let held = self.standard.parameter(index, Some(i))?;
            Some((self.words.text(&stage.title).to_owned(), held))
        });
        own.collect()
    }

    /// Where a value stands, since when it holds, how it is known, and who brought it.
    fn source(&self, entry: &DatedValue) -> String {
        let words = self.words;
        let basis = words.named(
            &format!("basis-{}", entry.basis.code()),
            &Default::default(),
        );
        let told = tell!(
            words,
            "entry-source",
            source = self.citation(&entry.citation),
            from = entry.from.to_string(),
            basis = basis,
            checked = entry.checked.to_string()
        );
        let overlay = entry.overlay.as_ref().map_or("", |(id, _)| id.as_str());
        words.bracketed(&told, overlay)
    }

    /// Formulas that others use by name.
    pub(super) fn measures(&self) -> String {
        let words = self.words;
        let mut text = String::new();
        for measure in self.standard.pack.measures() {
            let formulas = match measure.level {
                Level::Section => &measure.formulas[..],
                _ => &measure.formulas[..measure.formulas.len().min(1)],
            };
            let told = |formula| in_words(&self.standard.pack, measure.level, formula, words);
            let mut formulas: Vec<String> = formulas.iter().map(|formula| told(formula)).collect();
            formulas.dedup();
            let name = format!("{} {}", words.text(&measure.title), measure.id);
            let line = words.labelled(&name, &formulas.join("; "));
            text.push_str(&format!("{}\n", self.look.item("-", &line, 0)));
        }
        if text.is_empty() {
            text
        } else {
            self.title(&tell!(words, "title-measures")) + &text
        }
    }
}
