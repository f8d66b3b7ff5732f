//! Groups and items: what came of each, and who does not meet it.

use indicators::{Answer, CompositeResult, ItemOutcome, ItemResult, Outcome, Standing};
use kernel::{Exact, Missing, Unit};
use standards::{Item, ItemKind, Test};

use super::Page;
use crate::report::names::{self, Said, short};
use crate::terminal::Tone;
use crate::words::tell;

impl Page<'_> {
    pub(super) fn groups(&self) -> String {
        let pack = &self.standard.pack;
        let mut text = String::new();
        for (index, group) in pack.groups.iter().enumerate() {
            let said = names::item(self.words, group, self.found.groups[index]);
            let title = self.look.paint(Tone::Strong, self.words.text(&group.title));
            text.push_str(&format!("{title}  {}\n", said.painted(self.look)));
            let own = |result: &&ItemResult| pack.items[result.item].group == index;
            for result in self.found.items.iter().filter(own) {
                text.push_str(&self.item(result));
            }
        }
        text
    }

    fn item(&self, result: &ItemResult) -> String {
        let item = &self.standard.pack.items[result.item];
        let group = &self.standard.pack.groups[item.group];
        let said = names::item(self.words, group, result.outcome);
        let title = names::with_id(&item.id, self.words.text(&item.title));
        let line = self
            .words
            .bracketed(&title, &self.item_remark(item, result, &said));
        let mut text = format!("{}\n", self.look.item(&said.mark(self.look), &line, 2));
        for (test, found) in item.tests().iter().zip(&result.tests) {
            text.push_str(&self.test(item, test, &found.answers));
        }
        text.push_str(&self.evidence(item, result));
        text
    }

    /// The outcome's word; for items made of the indicators, how many meet it.
    fn item_remark(&self, item: &Item, result: &ItemResult, said: &Said) -> String {
        let words = self.words;
        match &item.kind {
            ItemKind::Schools(_) => {
                let pass = self
                    .found
                    .sections
                    .iter()
                    .filter(|s| s.outcome == Outcome::Pass)
                    .count();
                tell!(
                    words,
                    "schools-met",
                    word = said.word.clone(),
                    met = pass,
                    all = self.found.sections.len()
                )
            }
            ItemKind::Spread => {
                let met = self
                    .found
                    .spreads
                    .iter()
                    .filter(|s| s.standing == Standing::Met)
                    .count();
                tell!(
                    words,
                    "spreads-met",
                    word = said.word.clone(),
                    met = met,
                    all = self.found.spreads.len()
                )
            }
            ItemKind::Composite { .. } => self.composites(),
            ItemKind::Tests(_) if result.outcome == ItemOutcome::Met => {
                self.met_by(item, result, said)
            }
            ItemKind::Tests(_) => said.word.clone(),
        }
    }

    fn composites(&self) -> String {
        let one = |composite: &CompositeResult| {
            let stage = names::stage(self.words, self.standard, composite.stage);
            let value = composite
                .value
                .map_or("—".to_owned(), |value| format!("{value:.3}"));
            match &composite.limit {
                Some(limit) => format!("{stage} {value} ≤ {limit}"),
                None => format!("{stage} {value}"),
            }
        };
        self.words.list(self.found.composites.iter().map(one))
    }

    /// A met item with one comparison shows it: 达标，12.3% ≥ 10%.
    fn met_by(&self, item: &Item, result: &ItemResult, said: &Said) -> String {
        let word = said.word.clone();
        let own = |answer: &&Answer| answer.school.is_none();
        let sides: Vec<String> = item
            .tests()
            .iter()
            .zip(&result.tests)
            .flat_map(|(test, found)| {
                found
                    .answers
                    .iter()
                    .filter(own)
                    .filter_map(|a| self.sides(test, a))
            })
            .collect();
        // More than a pair of comparisons says less than the word alone.
        if sides.is_empty() || sides.len() > 2 {
            word
        } else {
            tell!(
                self.words,
                "met-by",
                word = word,
                sides = self.words.list(sides)
            )
        }
    }

    /// `9.8% < 10%`: what there is against what there should be; `not reported (should be ≥ 10%)`.
    fn sides(&self, test: &Test, answer: &Answer) -> Option<String> {
        let sign = test
            .rules
            .iter()
            .find(|rule| rule.stage == answer.stage)?
            .sides
            .as_ref()?
            .1;
        let (have, need) = (answer.have.as_ref()?, answer.need.as_ref()?);
        let (has, needs) = (self.side(test, have), self.side(test, need));
        Some(match (have, need) {
            (Ok(_), Ok(_)) => format!("{has} {} {needs}", shown_sign(sign, answer.outcome)),
            (Err(_), Ok(_)) => {
                let sign = shown_sign(sign, ItemOutcome::Met).to_owned();
                tell!(
                    self.words,
                    "side-missing",
                    has = has,
                    sign = sign,
                    needs = needs
                )
            }
            _ => has,
        })
    }

    fn side(&self, test: &Test, side: &Result<Exact, Missing>) -> String {
        let unit = test.unit.clone().unwrap_or_else(Unit::none);
        match side {
            Err(missing) => names::missing(self.words, *missing),
            Ok(value) => {
                let shown = unit.show(value);
                let text = test
                    .digits
                    .map_or_else(|| short(&shown), |digits| shown.to_fixed(digits));
                names::with_unit(self.words, &text, &unit)
            }
        }
    }

    /// Who does not meet a test, and who cannot be decided.
    fn test(&self, item: &Item, test: &Test, answers: &[Answer]) -> String {
        let asked = answers
            .iter()
            .filter(|answer| answer.outcome != ItemOutcome::NotJudged)
            .count();
        let mut text = String::new();
        for outcome in [ItemOutcome::NotMet, ItemOutcome::CannotDecide] {
            let own: Vec<&Answer> = answers
                .iter()
                .filter(|answer| answer.outcome == outcome)
                .collect();
            if !own.is_empty() {
                let line = self.words.labelled(
                    self.words.text(&test.title),
                    &self.test_told((item, test), outcome, &own, asked),
                );
                text.push_str(&format!("{}\n", self.look.item("-", &line, 6)));
            }
        }
        text
    }

    fn test_told(
        &self,
        (item, test): (&Item, &Test),
        outcome: ItemOutcome,
        own: &[&Answer],
        asked: usize,
    ) -> String {
        let words = self.words;
        let group = &self.standard.pack.groups[item.group];
        let word = names::item(words, group, outcome).word;
        if let [answer] = own
            && answer.school.is_none()
        {
            return self.sides(test, answer).unwrap_or(word);
        }
        if outcome == ItemOutcome::CannotDecide && own.len() == asked {
            return tell!(words, "test-no-school", word = word, count = asked);
        }
        let told: Vec<String> = own
            .iter()
            .map(|answer| self.school_answer(test, answer))
            .collect();
        let list = self.some(&told);
        tell!(
            words,
            "test-schools",
            word = word,
            count = own.len(),
            asked = asked,
            list = list
        )
    }

    /// What an inspector has to see: the tests that wait for it, and the papers.
    fn evidence(&self, item: &Item, result: &ItemResult) -> String {
        let tests = item.tests().iter().zip(&result.tests);
        let waiting: Vec<&str> = tests
            .filter(|(_, found)| found.count(ItemOutcome::NeedsEvidence) > 0)
            .map(|(test, _)| self.words.text(&test.title))
            .collect();
        if waiting.is_empty() {
            return String::new();
        }
        let papers = item
            .evidence
            .as_ref()
            .map_or("", |papers| self.words.text(papers));
        let line = match item.tests().len() {
            1 => self
                .words
                .labelled(&tell!(self.words, "label-evidence"), papers),
            _ => tell!(
                self.words,
                "evidence-for",
                tests = self.words.list(waiting),
                papers = papers.to_owned()
            ),
        };
        format!("{}\n", self.look.item("-", &line, 6))
    }

    fn school_answer(&self, test: &Test, answer: &Answer) -> String {
        let name = answer
            .school
            .map(|school| names::section(self.words, self.county, school, answer.stage))
            .unwrap_or_default();
        match self
            .sides(test, answer)
            .filter(|_| answer.outcome == ItemOutcome::NotMet)
        {
            Some(sides) => format!("{name} {sides}"),
            None => name,
        }
    }
}

/// The sign that is true of the two sides.
fn shown_sign(sign: &str, outcome: ItemOutcome) -> &str {
    match (sign, outcome) {
        (">=", ItemOutcome::NotMet) => "<",
        (">", ItemOutcome::NotMet) => "≤",
        ("<=", ItemOutcome::NotMet) => ">",
        ("<", ItemOutcome::NotMet) => "≥",
        ("=", ItemOutcome::NotMet) => "≠",
        (">=", _) => "≥",
        ("<=", _) => "≤",
        (sign, _) => sign,
    }
}
