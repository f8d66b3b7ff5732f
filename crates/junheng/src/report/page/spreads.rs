//! The coefficients of variation of each stage, and who makes the differences.

use comfy_table::Cell;
use indicators::SpreadResult;
use kernel::Exact;
use standards::Indicator;

use super::Page;
use crate::report::names::{self, name_of, short};
use crate::terminal::{Tone, cell, fits, number, shown, toned_number};
use crate::words::tell;

/// How many schools are named as making the differences of an indicator.
const CONTRIBUTORS: usize = 3;

/// A smaller part of a variance is not worth a name.
const WORTH_NAMING: f64 = 0.005;

impl Page<'_> {
    pub(super) fn spreads(&self) -> String {
        let mut text = String::new();
        for stage in 0..self.standard.pack.stages().len() {
            let own: Vec<&SpreadResult> = self
                .found
                .spreads
                .iter()
                .filter(|spread| spread.stage == stage && worth_showing(spread))
                .collect();
            if !own.is_empty() {
                text.push_str(if text.is_empty() { "" } else { "\n" });
                text.push_str(&self.stage_spreads(stage, &own));
            }
        }
        text
    }

    fn stage_spreads(&self, stage: usize, spreads: &[&SpreadResult]) -> String {
        let words = self.words;
        let shape = Shape {
            judged: spreads.iter().any(|spread| spread.limit.is_some()),
            lacking: spreads.iter().any(|spread| !spread.missing.is_empty()),
        };
        let table = self.spread_table(spreads, shape);
        let rows = self
            .found
            .sections
            .iter()
            .filter(|section| section.stage == stage);
        let pupils: Option<Exact> = rows
            .clone()
            .map(|section| section.pupils.as_ref().ok().cloned())
            .sum();
        let title = tell!(
            words,
            "title-spreads",
            stage = names::stage(words, self.standard, stage).to_owned(),
            rows = rows.count(),
            pupils = pupils.as_ref().map_or("?".to_owned(), short)
        );
        format!(
            "{}{table}\n{}",
            self.title(&title),
            self.contributions(spreads)
        )
    }

    /// With the unit beside the name, or under it where the screen is too narrow.
    fn spread_table(&self, spreads: &[&SpreadResult], shape: Shape) -> String {
        let made = |joint| {
            let mut table = self.look.table(self.spread_head(shape));
            for spread in spreads {
                table.add_row(self.spread_row(spread, shape, joint));
            }
            table
        };
        let mut wide = made(" ");
        if fits(&wide, self.look.width.saturating_sub(2)) {
            return shown(&mut wide, 2);
        }
        shown(&mut made("\n"), 2)
    }

    fn spread_head(&self, shape: Shape) -> Vec<String> {
        let words = self.words;
        let mut head = vec![tell!(words, "column-indicator"), tell!(words, "column-n")];
        if shape.lacking {
            head.push(tell!(words, "column-lacking"));
        }
        head.extend([
            tell!(words, "column-mean"),
            tell!(words, "column-sd"),
            tell!(words, "column-cv"),
        ]);
        if shape.judged {
            head.extend([tell!(words, "column-limit"), tell!(words, "column-result")]);
        }
        head
    }

    fn spread_row(&self, spread: &SpreadResult, shape: Shape, joint: &str) -> Vec<Cell> {
        let indicator = &self.standard.pack.indicators[spread.indicator];
        let said = names::spread(self.words, spread.standing, spread.lamp);
        let unit = indicator.unit.label(self.words.lang);
        let name = format!("{}{joint}{unit}", name_of(self.words, indicator));
        let mut row = vec![
            cell(name, Tone::Plain),
            number(spread.rows.len().to_string()),
        ];
        if shape.lacking {
            let lacking = Some(spread.missing.len()).filter(|count| *count > 0);
            row.push(number(
                lacking.map(|count| count.to_string()).unwrap_or_default(),
            ));
        }
        let [mean, sd, cv] = figures(indicator, spread);
        row.extend([number(mean), number(sd), toned_number(cv, said.sign.tone())]);
        if shape.judged {
            let limit = spread
                .limit
                .as_ref()
                .map_or("—".to_owned(), |limit| limit.to_fixed(2));
            row.extend([number(limit), cell(said.plain(), said.sign.tone())]);
        }
        row
    }

    /// Who makes the differences: the schools with the greatest part of each variance.
    fn contributions(&self, spreads: &[&SpreadResult]) -> String {
        let mut text = String::new();
        for spread in spreads
            .iter()
            .filter(|spread| spread.cv.is_some_and(|cv| cv > 0.0))
        {
            let indicator = &self.standard.pack.indicators[spread.indicator];
            let one = |(section, share): &(usize, f64)| {
                let school = self.found.sections[*section].school;
                format!(
                    "{} {:.0}%",
                    names::school(self.county, school),
                    share * 100.0
                )
            };
            let great = spread.greatest.iter().take(CONTRIBUTORS);
            let great: Vec<String> = great
                .filter(|(_, share)| *share >= WORTH_NAMING)
                .map(one)
                .collect();
            if great.is_empty() {
                continue;
            }
            let list = self.words.list(great);
            let line = self
                .words
                .labelled(self.words.text(&indicator.short), &list);
            text.push_str(&format!("{}\n", self.look.item("-", &line, 4)));
        }
        if text.is_empty() {
            return text;
        }
        let title = tell!(self.words, "title-contributions");
        format!("\n{}\n{text}", self.look.paragraph(&title, 2))
    }
}

/// Which columns a table of coefficients needs.
#[derive(Clone, Copy)]
struct Shape {
    judged: bool,
    lacking: bool,
}

/// Mean, deviation and coefficient as printed.
fn figures(indicator: &Indicator, spread: &SpreadResult) -> [String; 3] {
    let nothing = || "—".to_owned();
    let scale = indicator.unit.scale().to_f64();
    let digits = indicator.digits as usize;
    let cv_digits = indicator.spread.as_ref().map_or(3, |rule| rule.digits) as usize;
    let mean = spread
        .mean
        .as_ref()
        .map(|mean| indicator.unit.show(mean).to_fixed(indicator.digits));
    [
        mean.unwrap_or_else(nothing),
        spread
            .sd
            .map_or_else(nothing, |sd| format!("{:.digits$}", sd / scale)),
        spread
            .cv
            .map_or_else(nothing, |cv| format!("{cv:.cv_digits$}")),
    ]
}

/// A coefficient without a single figure matters only where it is judged.
fn worth_showing(spread: &SpreadResult) -> bool {
    !spread.rows.is_empty() || spread.limit.is_some()
}
