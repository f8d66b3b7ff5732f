//! The rows that fail, those that are left out, and those where rounding would decide.

use indicators::{Outcome, Section, Standing};
use kernel::Exact;
use standards::{Indicator, Sense};

use super::Page;
use crate::report::names::{self, name_of, short};
use crate::terminal::{Tone, cell, number, shown};
use crate::words::tell;

impl Page<'_> {
    pub(super) fn failing_sections(&self) -> String {
        let failing: Vec<&Section> = self
            .found
            .sections
            .iter()
            .filter(|s| s.outcome == Outcome::Fail)
            .collect();
        if failing.is_empty() {
            return String::new();
        }
        let words = self.words;
        let mut table = self.look.table([
            tell!(words, "column-school"),
            tell!(words, "column-stage"),
            tell!(words, "column-pupils"),
            tell!(words, "column-met"),
            tell!(words, "column-not-met"),
        ]);
        for section in &failing {
            table.add_row([
                cell(names::school(self.county, section.school), Tone::Plain),
                cell(
                    names::stage(words, self.standard, section.stage),
                    Tone::Plain,
                ),
                number(self.pupils(section)),
                number(self.met(section)),
                cell(self.failures(section).join("\n"), Tone::Plain),
            ]);
        }
        let title = tell!(
            words,
            "title-failing",
            count = failing.len(),
            all = self.found.sections.len()
        );
        let legend = tell!(words, "legend-failing");
        format!(
            "{}{}\n{}\n",
            self.title(&title),
            shown(&mut table, 2),
            self.look
                .paint(Tone::Faint, &self.look.paragraph(&legend, 2))
        )
    }

    fn pupils(&self, section: &Section) -> String {
        section
            .pupils
            .as_ref()
            .map_or_else(|m| names::missing(self.words, *m), short)
    }

    /// `5/7`: how many of the indicators that have a line are met.
    fn met(&self, section: &Section) -> String {
        let judged = section
            .figures
            .iter()
            .filter(|f| f.standing != Standing::NoLimit);
        let met = judged
            .clone()
            .filter(|f| f.standing == Standing::Met)
            .count();
        format!("{met}/{}", judged.count())
    }

    /// Every indicator that is not met or not known, against its line.
    fn failures(&self, section: &Section) -> Vec<String> {
        let indicators = self.standard.pack.indicators.iter().zip(&section.figures);
        let one = |(indicator, figure): (&Indicator, &indicators::Figure)| {
            let said = names::standing(self.words, figure.standing, figure.lamp);
            let value = names::figure(self.words, &figure.value, &indicator.unit, indicator.digits);
            let name = format!("{} {}", said.sign.mark(), name_of(self.words, indicator));
            match figure.standing {
                Standing::Met | Standing::NoLimit => None,
                Standing::Unknown => Some(format!("{name} {value}")),
                _ => Some(format!(
                    "{name} {value} {}",
                    self.against(indicator, section.stage)
                )),
            }
        };
        indicators.filter_map(one).collect()
    }

    /// `< 4.50`
    fn against(&self, indicator: &Indicator, stage: usize) -> String {
        let sign = if indicator.sense == Sense::AtLeast {
            "<"
        } else {
            ">"
        };
        format!("{sign} {}", self.limit(indicator, stage))
    }

    fn limit(&self, indicator: &Indicator, stage: usize) -> String {
        let limit = indicator
            .limit
            .and_then(|limit| self.standard.parameter(limit, Some(stage)));
        limit.map_or(String::new(), |limit| {
            indicator.unit.show(limit.value).to_plain()
        })
    }

    pub(super) fn left_out(&self) -> String {
        let reasons = &self.standard.pack.sections.leave_out;
        let mut text = String::new();
        for (index, reason) in reasons.iter().enumerate() {
            let own = self
                .found
                .left_out
                .iter()
                .filter(|left| left.reason == index);
            let sections: Vec<String> = own
                .map(|left| names::section(self.words, self.county, left.school, Some(left.stage)))
                .collect();
            if sections.is_empty() {
                continue;
            }
            let count = tell!(self.words, "left-out-count", count = sections.len());
            let title = self
                .words
                .bracketed(self.words.text(&reason.reason), &count);
            let line = self.words.labelled(&title, &self.some(&sections));
            text.push_str(&format!("{}\n", self.look.item("-", &line, 2)));
        }
        if text.is_empty() {
            return text;
        }
        format!("{}{text}", self.title(&tell!(self.words, "title-left-out")))
    }

    /// Where showing a figure rounded would turn its verdict.
    pub(super) fn rounding(&self) -> String {
        let mut lines = Vec::new();
        let indicators = &self.standard.pack.indicators;
        for section in &self.found.sections {
            for (indicator, figure) in indicators.iter().zip(&section.figures) {
                if let (true, Ok(value)) = (figure.rounding_decides, &figure.value) {
                    let who = names::section(
                        self.words,
                        self.county,
                        section.school,
                        Some(section.stage),
                    );
                    let exact = more_digits(&indicator.unit.show(value), indicator.digits);
                    lines.push(format!(
                        "{who} {} {exact} {}",
                        name_of(self.words, indicator),
                        names::standing(self.words, figure.standing, figure.lamp).plain()
                    ));
                }
            }
        }
        for spread in self
            .found
            .spreads
            .iter()
            .filter(|spread| spread.rounding_decides)
        {
            let indicator = &indicators[spread.indicator];
            let stage = names::stage(self.words, self.standard, spread.stage);
            let cv = spread.cv.unwrap_or_default();
            let said = names::spread(self.words, spread.standing, spread.lamp).plain();
            lines.push(format!(
                "{stage} {} CV {cv:.9} {said}",
                name_of(self.words, indicator)
            ));
        }
        for result in &self.found.items {
            let item = &self.standard.pack.items[result.item];
            let group = &self.standard.pack.groups[item.group];
            for (test, found) in item.tests().iter().zip(&result.tests) {
                for answer in found
                    .answers
                    .iter()
                    .filter(|answer| answer.rounding_decides)
                {
                    let said = names::item(self.words, group, answer.outcome).plain();
                    let who = answer
                        .school
                        .map(|school| names::school(self.county, school));
                    let who = who.unwrap_or_default();
                    lines.push(format!(
                        "{} {} {who} {said}",
                        item.id,
                        self.words.text(&test.title)
                    ));
                }
            }
        }
        if lines.is_empty() {
            return String::new();
        }
        let lines: String = lines
            .iter()
            .map(|line| format!("{}\n", self.look.item("!", line, 2)))
            .collect();
        format!(
            "{}{lines}",
            self.title(&tell!(self.words, "title-rounding"))
        )
    }
}

/// A value with three decimals more than are usually shown.
fn more_digits(value: &Exact, digits: u32) -> String {
    value.to_fixed(digits + 3)
}
