//! One county in full, for a screen.

use std::collections::BTreeMap;

use indicators::{
    Answer, County, CountyAssessment, ItemOutcome, ItemResult, Outcome, Question, Section,
    SpreadResult, Standing,
};
use kernel::{Exact, Missing, Unit};
use standards::{Indicator, Item, Sense, Standard, Test};

use super::names::{self, Said};
use super::summary;
use crate::judging::{Otherwise, Run};
use crate::terminal::{Look, Tone, cell, number, shown, toned_number};
use crate::words::{Words, tell};

/// How many names stand in a list before the rest is counted.
const NAMED: usize = 6;

/// How many schools are named as making the differences of an indicator.
const CONTRIBUTORS: usize = 3;

/// The page of one county (index).
pub(crate) fn text(words: &Words, look: Look, run: &Run<'_>, index: usize) -> String {
    let (county, found) = &run.judged[index];
    let page = Page {
        words,
        look,
        run,
        standard: run.standard,
        county,
        found,
    };
    let parts = [
        page.head(),
        page.groups(),
        page.failing_sections(),
        page.spreads(),
        page.undecided(),
        page.left_out(),
        page.rounding(),
        page.otherwise(run.otherwise(index)),
        summary::input(words, look, run),
    ];
    parts
        .iter()
        .filter(|part| !part.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join("\n")
}

pub(super) struct Page<'a> {
    words: &'a Words,
    look: Look,
    run: &'a Run<'a>,
    standard: &'a Standard,
    county: &'a County<'a>,
    found: &'a CountyAssessment,
}

impl Page<'_> {
    fn title(&self, text: &str) -> String {
        format!("{}\n", self.look.paint(Tone::Strong, text))
    }

    fn head(&self) -> String {
        let words = self.words;
        let county = names::county(words, self.county);
        let verdict = names::outcome(words, self.found.verdict);
        let standard = words.text(&self.standard.pack.title);
        let mut text = self.title(&words.labelled(&county, standard));
        text.push_str(&format!(
            "{}\n",
            self.look.paint(
                verdict.tone,
                &self
                    .look
                    .item(verdict.sign, &self.verdict_told(&verdict), 0)
            )
        ));
        text.push_str(&summary::triple(words, self.look, self.run));
        text
    }

    /// The verdict in a sentence: what it came to, and how many rows stand behind it.
    fn verdict_told(&self, verdict: &Said) -> String {
        let count = |outcome| {
            self.found
                .sections
                .iter()
                .filter(|s| s.outcome == outcome)
                .count()
        };
        if self.found.verdict == Outcome::NotJudged {
            return tell!(
                self.words,
                "verdict-not-judged",
                rows = self.found.sections.len()
            );
        }
        tell!(
            self.words,
            "verdict-told",
            verdict = verdict.word.clone(),
            rows = self.found.sections.len(),
            pass = count(Outcome::Pass),
            fail = count(Outcome::Fail),
            open = count(Outcome::CannotDecide)
        )
    }

    fn groups(&self) -> String {
        let pack = &self.standard.pack;
        let mut text = String::new();
        for (index, group) in pack.groups.iter().enumerate() {
            let said = names::item(self.words, self.found.groups[index]);
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
        let said = names::item(self.words, result.outcome);
        let title = match item.tests() {
            [] => self.words.text(&item.title).to_owned(),
            _ => format!("{} {}", item.id, self.words.text(&item.title)),
        };
        let line = self
            .words
            .bracketed(&title, &self.item_remark(item, result, &said));
        let mut text = format!("{}\n", self.look.item(&said.mark(self.look), &line, 2));
        for (test, found) in item.tests().iter().zip(&result.tests) {
            text.push_str(&self.test(item, test, &found.answers));
        }
        text
    }

    /// The outcome's word; for items made of the indicators, how many meet it.
    fn item_remark(&self, item: &Item, result: &ItemResult, said: &Said) -> String {
        let words = self.words;
        match &item.kind {
            standards::ItemKind::Schools(_) => {
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
            standards::ItemKind::Spread => {
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
            standards::ItemKind::Composite { .. } => self.composites(),
            standards::ItemKind::Tests(_) if result.outcome == ItemOutcome::Met => {
                self.met_by(item, result)
            }
            standards::ItemKind::Tests(_) => said.word.clone(),
        }
    }

    fn composites(&self) -> String {
        let one = |composite: &indicators::CompositeResult| {
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
    fn met_by(&self, item: &Item, result: &ItemResult) -> String {
        let word = names::item(self.words, result.outcome).word;
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
        if sides.is_empty() {
            word
        } else {
            format!("{word} {}", self.words.list(sides))
        }
    }

    /// `9.8% < 10%`: what there is against what there should be.
    fn sides(&self, test: &Test, answer: &Answer) -> Option<String> {
        let sign = test
            .rules
            .iter()
            .find(|rule| rule.stage == answer.stage)?
            .sides
            .as_ref()?
            .1;
        let have = self.side(test, answer.have.as_ref()?);
        let need = self.side(test, answer.need.as_ref()?);
        Some(format!(
            "{have} {} {need}",
            shown_sign(sign, answer.outcome)
        ))
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
        let mut text = String::new();
        let asked = answers
            .iter()
            .filter(|a| a.outcome != ItemOutcome::NotJudged)
            .count();
        for outcome in [
            ItemOutcome::NotMet,
            ItemOutcome::CannotDecide,
            ItemOutcome::NeedsEvidence,
        ] {
            let own: Vec<&Answer> = answers.iter().filter(|a| a.outcome == outcome).collect();
            if own.is_empty() {
                continue;
            }
            let line = self.test_line(item, test, outcome, &own, asked);
            text.push_str(&format!("{}\n", self.look.item("-", &line, 6)));
        }
        text
    }

    fn test_line(
        &self,
        item: &Item,
        test: &Test,
        outcome: ItemOutcome,
        own: &[&Answer],
        asked: usize,
    ) -> String {
        let words = self.words;
        let title = words.text(&test.title);
        if let [answer] = own
            && answer.school.is_none()
        {
            return words.labelled(title, &self.county_answer(item, test, answer));
        }
        let word = names::item(words, outcome).word;
        let told: Vec<String> = own
            .iter()
            .map(|answer| self.school_answer(test, answer))
            .collect();
        let list = self.some(&told);
        words.labelled(
            title,
            &tell!(
                words,
                "test-schools",
                word = word,
                count = own.len(),
                asked = asked,
                list = list
            ),
        )
    }

    fn county_answer(&self, item: &Item, test: &Test, answer: &Answer) -> String {
        match answer.outcome {
            ItemOutcome::NeedsEvidence => match &item.evidence {
                Some(evidence) => self.words.bracketed(
                    &names::item(self.words, answer.outcome).word,
                    self.words.text(evidence),
                ),
                None => names::item(self.words, answer.outcome).word,
            },
            _ => self
                .sides(test, answer)
                .unwrap_or_else(|| names::item(self.words, answer.outcome).word),
        }
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

    /// The first few, and how many more.
    fn some(&self, all: &[String]) -> String {
        let first = self.words.list(all.iter().take(NAMED));
        match all.len().saturating_sub(NAMED) {
            0 => first,
            more => tell!(self.words, "list-and-more", list = first, more = more),
        }
    }

    fn failing_sections(&self) -> String {
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
            let name = format!(
                "{} {}",
                said.mark(self.look),
                name_of(self.words, indicator)
            );
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

    fn spreads(&self) -> String {
        let mut text = String::new();
        for stage in 0..self.standard.pack.stages().len() {
            let own: Vec<&SpreadResult> = self
                .found
                .spreads
                .iter()
                .filter(|spread| spread.stage == stage && !spread.rows.is_empty())
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
        let judged = spreads.iter().any(|spread| spread.limit.is_some());
        let mut head = vec![
            tell!(words, "column-indicator"),
            tell!(words, "column-n"),
            tell!(words, "column-lacking"),
            tell!(words, "column-mean"),
            tell!(words, "column-sd"),
            tell!(words, "column-cv"),
        ];
        if judged {
            head.extend([tell!(words, "column-limit"), tell!(words, "column-result")]);
        }
        let mut table = self.look.table(head);
        for spread in spreads {
            table.add_row(self.spread_row(spread, judged));
        }
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
            "{}{}\n{}",
            self.title(&title),
            shown(&mut table, 2),
            self.contributions(spreads)
        )
    }

    fn spread_row(&self, spread: &SpreadResult, judged: bool) -> Vec<comfy_table::Cell> {
        let indicator = &self.standard.pack.indicators[spread.indicator];
        let scale = indicator.unit.scale().to_f64();
        let digits = indicator.digits as usize;
        let cv_digits = indicator.spread.as_ref().map_or(3, |rule| rule.digits) as usize;
        let unit = indicator.unit.label(self.words.lang);
        let mean = spread
            .mean
            .as_ref()
            .map(|mean| indicator.unit.show(mean).to_fixed(indicator.digits));
        let said = names::spread(self.words, spread.standing, spread.lamp);
        let nothing = || "—".to_owned();
        let mut row = vec![
            cell(
                format!("{} {unit}", name_of(self.words, indicator)),
                Tone::Plain,
            ),
            number(spread.rows.len().to_string()),
            number(
                Some(spread.missing.len())
                    .filter(|n| *n > 0)
                    .map_or_else(String::new, |n| n.to_string()),
            ),
            number(mean.unwrap_or_else(nothing)),
            number(
                spread
                    .sd
                    .map_or_else(nothing, |sd| format!("{:.digits$}", sd / scale)),
            ),
            toned_number(
                spread
                    .cv
                    .map_or_else(nothing, |cv| format!("{cv:.cv_digits$}")),
                said.tone,
            ),
        ];
        if judged {
            row.push(number(
                spread
                    .limit
                    .as_ref()
                    .map_or_else(nothing, |limit| limit.to_fixed(2)),
            ));
            row.push(cell(said.plain(), said.tone));
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
            let great = spread
                .greatest
                .iter()
                .take(CONTRIBUTORS)
                .filter(|(_, share)| *share >= 0.005);
            let list = self.words.list(great.map(one));
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

    /// What cannot be decided: which figures are missing, where they are filled in, whose they are.
    fn undecided(&self) -> String {
        let gaps = self.county.gaps(self.found);
        let mut lacking: BTreeMap<String, Vec<&Question<'_>>> = BTreeMap::new();
        for question in &gaps.questions {
            for input in &question.inputs {
                let form = self.form_of(input.school.is_some());
                let what = self.words.bracketed(self.words.text(&input.title), &form);
                lacking.entry(what).or_default().push(question);
            }
        }
        if lacking.is_empty() {
            return String::new();
        }
        let mut text = self.title(&tell!(self.words, "title-undecided"));
        for (what, questions) in &lacking {
            text.push_str(&format!(
                "{}\n",
                self.look.item("?", &self.lack(what, questions), 2)
            ));
        }
        let hint = tell!(self.words, "undecided-hint");
        text.push_str(&format!(
            "{}\n",
            self.look.paint(Tone::Faint, &self.look.paragraph(&hint, 2))
        ));
        text
    }

    fn lack(&self, what: &str, questions: &[&Question<'_>]) -> String {
        let mut items: Vec<&str> = questions
            .iter()
            .map(|question| question.item.as_str())
            .collect();
        items.sort_unstable();
        items.dedup();
        let mut schools: Vec<usize> = questions
            .iter()
            .filter_map(|question| question.school)
            .collect();
        schools.sort_unstable();
        schools.dedup();
        let items = self.words.list(items);
        if schools.is_empty() {
            return tell!(
                self.words,
                "lack-county",
                what = what.to_owned(),
                items = items
            );
        }
        let count = schools.len();
        let schools: Vec<String> = schools
            .into_iter()
            .map(|school| names::school(self.county, school))
            .collect();
        let list = self.some(&schools);
        tell!(
            self.words,
            "lack-schools",
            what = what.to_owned(),
            items = items,
            count = count,
            list = list
        )
    }

    fn form_of(&self, school: bool) -> String {
        let pack = &self.standard.pack;
        let form = match (school, pack.county_form()) {
            (false, Some(form)) => form,
            _ => pack.school_form(),
        };
        self.words.text(&form.title).to_owned()
    }

    fn left_out(&self) -> String {
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
    fn rounding(&self) -> String {
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
            for (test, found) in item.tests().iter().zip(&result.tests) {
                for answer in found
                    .answers
                    .iter()
                    .filter(|answer| answer.rounding_decides)
                {
                    let said = names::item(self.words, answer.outcome).plain();
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

    /// What other readings of the rules would change.
    fn otherwise(&self, others: &[Otherwise]) -> String {
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
            let name = if id.tests().is_empty() {
                words.text(&id.title)
            } else {
                &id.id
            };
            parts.push(format!("{name} {}", names::item(words, *there).word));
        }
        for (stage, indicator, _, there) in &other.spreads {
            let stage = names::stage(words, self.standard, *stage);
            let indicator = words.text(&self.standard.pack.indicators[*indicator].short);
            let word = names::spread(words, *there, indicators::Lamp::Grey).word;
            parts.push(format!("{stage}{indicator} CV {word}"));
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

/// `R4 教学用房`; packs whose ids are long names are called by their short titles alone.
pub(super) fn name_of(words: &Words, indicator: &Indicator) -> String {
    let short = words.text(&indicator.short);
    if indicator.id.len() <= 4 {
        format!("{} {short}", indicator.id)
    } else {
        short.to_owned()
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

/// A number without decimals it does not need, with two at most.
pub(super) fn short(value: &Exact) -> String {
    let plain = value.to_plain();
    let long = plain.contains('/')
        || plain
            .split_once('.')
            .is_some_and(|(_, part)| part.len() > 2);
    if long { value.to_fixed(2) } else { plain }
}

/// A value with three decimals more than are usually shown.
fn more_digits(value: &Exact, digits: u32) -> String {
    value.to_fixed(digits + 3)
}
