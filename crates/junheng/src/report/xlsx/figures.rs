//! What is a figure of a table, as a number or in words?

use formula::{Explanation, Step, Value};
use indicators::{County, CountyAssessment};
use kernel::{Exact, Missing};

use crate::report::names::{self, Sign};
use crate::report::telling::{Paper, grouped};
use crate::report::xlsx::layout::{Figure, Figures, Source, placeholders};
use crate::report::xlsx::sheet::Cell;
use crate::words::tell;

/// What a table of one county is made from.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    pub(super) paper: &'a Paper<'a>,
    pub(super) county: &'a County<'a>,
    pub(super) found: &'a CountyAssessment,
}

/// What a figure came to.
pub(super) enum Told {
    /// A number in the figure's unit.
    Number(Exact),
    /// Words, and the sign that goes with them.
    Words(String, Sign),
}

impl Look<'_> {
    /// A figure; `item` is the row's item, whose answers are counted.
    pub(super) fn figure(&self, figure: &Figure, item: Option<usize>) -> Told {
        let words = self.paper.words;
        match self.applies(figure) {
            Value::Truth(true) => {}
            Value::Truth(false) => {
                return Told::Words(tell!(words, "report-does-not-apply"), Sign::Plain);
            }
            _ => return Told::Words(names::missing(words, Missing::NotReported), Sign::Open),
        }
        match &figure.source {
            Source::ByHand => Told::Words(tell!(words, "report-by-hand"), Sign::Open),
            Source::Rows { stage, kinds } => {
                Told::Number(Exact::from(self.rows(*stage, kinds) as u64))
            }
            Source::Answers { test, outcome } => {
                let result = item
                    .and_then(|item| self.found.items.iter().find(|result| result.item == item));
                let count = result
                    .and_then(|result| result.tests.get(*test))
                    .map_or(0, |test| test.count(*outcome));
                Told::Number(Exact::from(count as u64))
            }
            Source::Formula(formula) => match formula.value(&self.county.county_view()) {
                Value::Number(number) => Told::Number(figure.unit.show(&number)),
                Value::Missing(missing) => {
                    let explanation = formula.explain(&self.county.county_view());
                    Told::Words(self.missing(&explanation, missing), Sign::Open)
                }
                _ => Told::Words(names::missing(words, Missing::Undefined), Sign::Open),
            },
        }
    }

    /// Rows of a stage whose school is of one of these kinds; of any, when none is named.
    fn rows(&self, stage: usize, kinds: &[usize]) -> usize {
        let table = self.paper.facts.schools;
        let kind = self
            .paper
            .standard
            .pack
            .sections
            .kind
            .as_deref()
            .and_then(|kind| table.form.column(kind));
        let own = |school: usize| {
            let row = self.county.schools[school].row;
            let kind = kind.map(|kind| table.get(row, kind).datum);
            matches!(kind, Some(facts::table::Datum::Choice(kind)) if kinds.contains(&usize::from(kind)))
        };
        let rows = self
            .found
            .sections
            .iter()
            .filter(|section| section.stage == stage);
        rows.filter(|section| kinds.is_empty() || own(section.school))
            .count()
    }

    /// Why there is no number; of a sum over schools how many are silent.
    fn missing(&self, explanation: &Explanation, missing: Missing) -> String {
        match silent(explanation) {
            0 => names::missing(self.paper.words, missing),
            count => tell!(self.paper.words, "report-silent-schools", count = count),
        }
    }

    /// A figure in a cell of its own.
    pub(super) fn cell(&self, figure: &Figure) -> (Cell, Sign) {
        match self.figure(figure, None) {
            Told::Number(number) => (Cell::Number(number.to_f64(), figure.digits), Sign::Plain),
            Told::Words(words, sign) => (Cell::Centre(words), sign),
        }
    }

    /// A text with its figures put in; of a part in square brackets whose figures do not apply only
    /// that they do not.
    pub(super) fn fill(&self, text: &str, figures: &Figures, item: Option<usize>) -> String {
        let Some((before, rest)) = text.split_once('[') else {
            return self.put_in(text, figures, item);
        };
        let (part, behind) = rest.split_once(']').unwrap_or((rest, ""));
        let applies = |name: &str| {
            figures
                .get(name)
                .is_none_or(|figure| self.applies(figure) != Value::Truth(false))
        };
        let part = match placeholders(part).all(applies) {
            true => self.put_in(part, figures, item),
            false => tell!(self.paper.words, "report-does-not-apply"),
        };
        self.put_in(before, figures, item) + &part + &self.fill(behind, figures, item)
    }

    /// Whether a figure is asked for at all.
    fn applies(&self, figure: &Figure) -> Value {
        let applies = figure.applies.as_ref();
        applies.map_or(Value::Truth(true), |applies| {
            applies.value(&self.county.county_view())
        })
    }

    fn put_in(&self, text: &str, figures: &Figures, item: Option<usize>) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('{') {
            let (name, behind) = behind.split_once('}').unwrap_or((behind, ""));
            filled.push_str(before);
            if let Some(figure) = figures.get(name) {
                filled.push_str(&self.in_text(figure, item));
            }
            rest = behind;
        }
        filled + rest
    }

    fn in_text(&self, figure: &Figure, item: Option<usize>) -> String {
        match self.figure(figure, item) {
            Told::Number(number) => {
                let digits = number.to_fixed(figure.digits);
                let written = figure.words.get(&digits).cloned();
                written.unwrap_or_else(|| grouped(&digits))
            }
            Told::Words(words, _) => tell!(self.paper.words, "report-in-brackets", words = words),
        }
    }
}

/// Members of the sums of a formula without a value.
fn silent(node: &Explanation) -> usize {
    match (&node.step, &node.value) {
        (Step::Member { .. }, Value::Missing(_)) => 1,
        (Step::Member { .. }, _) => 0,
        // A quotient of two sums over the same schools would count each twice.
        _ => node.parts.iter().map(silent).fold(0, |all, one| {
            if matches!(node.step, Step::Apply { sign: "sum" }) {
                all + one
            } else {
                all.max(one)
            }
        }),
    }
}
