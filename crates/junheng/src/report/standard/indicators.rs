//! Indicators: formula, line, floor, coefficient of variation.

use kernel::Exact;
use standards::{Indicator, Sense};

use super::Page;
use crate::report::telling::share_in_words;
use crate::terminal::Tone;
use crate::words::tell;

impl Page<'_> {
    pub(super) fn indicators(&self) -> String {
        let indicators = &self.standard.pack.indicators;
        let each = indicators.iter().map(|indicator| self.indicator(indicator));
        self.title(&tell!(self.words, "title-indicators")) + &each.collect::<String>()
    }

    fn indicator(&self, indicator: &Indicator) -> String {
        let words = self.words;
        let unit = indicator.unit.label(words.lang);
        let title = words.bracketed(words.text(&indicator.title), &unit);
        let title = format!("{} {title}", indicator.id);
        let mut text = format!("{}\n", self.look.paint(Tone::Strong, &title));
        let mut lines = vec![(
            tell!(words, "label-source"),
            self.citation(&indicator.citation),
        )];
        lines.extend(self.formulas(indicator));
        if indicator.shared {
            lines.push((
                tell!(words, "label-shared"),
                tell!(words, "indicator-shared"),
            ));
        }
        lines.extend(self.limits(indicator));
        for (label, said) in lines {
            let line = words.labelled(&label, &said);
            text.push_str(&format!("{}\n", self.look.paragraph(&line, 2)));
        }
        text + &self.note(indicator.note.as_ref(), 2)
    }

    /// The formula of each stage; once when all stages share it.
    fn formulas(&self, indicator: &Indicator) -> Vec<(String, String)> {
        let words = self.words;
        let label = tell!(words, "label-formula");
        let mut formulas: Vec<(String, String)> = Vec::new();
        for (i, stage) in self.standard.pack.stages().iter().enumerate() {
            let (Some(amount), Some(per)) = (&indicator.amount[i], &indicator.per[i]) else {
                continue;
            };
            let formula = share_in_words(&self.standard.pack, [amount, per], words);
            formulas.push((words.bracketed(&label, words.text(&stage.title)), formula));
        }
        if formulas.windows(2).all(|pair| pair[0].1 == pair[1].1) {
            formulas.truncate(1);
            formulas
                .iter_mut()
                .for_each(|(own, _)| own.clone_from(&label));
        }
        formulas
    }

    /// Limit, floor and limit of the coefficient of variation, stage by stage.
    fn limits(&self, indicator: &Indicator) -> Vec<(String, String)> {
        let stages = 0..self.standard.pack.stages().len();
        let asked = stages.filter(|stage| indicator.amount[*stage].is_some());
        asked
            .flat_map(|stage| self.stage_limits(indicator, stage))
            .collect()
    }

    fn stage_limits(&self, indicator: &Indicator, stage: usize) -> Vec<(String, String)> {
        let words = self.words;
        let value = |index: Option<usize>| {
            Some(self.standard.parameter(index?, Some(stage))?.value.clone())
        };
        let of_stage = |label: String| {
            words.bracketed(
                &label,
                words.text(&self.standard.pack.stages()[stage].title),
            )
        };
        let shown = |value: &Exact| indicator.unit.show(value).to_plain();
        let mut lines = Vec::new();
        if let Some(limit) = value(indicator.limit) {
            let sign = if indicator.sense == Sense::AtLeast {
                "≥"
            } else {
                "≤"
            };
            let floor = value(indicator.floor).map_or(String::new(), |share| {
                words.labelled(
                    &tell!(words, "label-floor"),
                    &shown(&(limit.clone() * share)),
                )
            });
            let said = words.bracketed(&format!("{sign} {}", shown(&limit)), &floor);
            lines.push((of_stage(tell!(words, "label-limit")), said));
        }
        let spread = indicator.spread.as_ref().and_then(|spread| spread.limit);
        if let Some(limit) = value(spread) {
            lines.push((
                of_stage(tell!(words, "column-cv")),
                format!("≤ {}", limit.to_plain()),
            ));
        }
        lines
    }
}
