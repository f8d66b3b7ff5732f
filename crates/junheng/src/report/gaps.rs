//! What is lacking, in units that people buy: school by school, and in all.

use std::collections::BTreeMap;

use indicators::{County, CountyAssessment, Gaps, Input, Origin};
use kernel::{Exact, Gap};
use serde::Serialize;

use super::names::{self, name_of};
use super::telling::plain;
use super::{csv, json};
use crate::failure::Failure;
use crate::judging::Run;
use crate::terminal::{Look, Tone, cell, number, shown};
use crate::words::{Words, tell};

/// The gaps of every county, as text.
pub(crate) fn text(words: &Words, look: Look, run: &Run<'_>) -> String {
    let mut pages: Vec<String> = Vec::new();
    for (county, found) in &run.judged {
        let page = Page {
            words,
            look,
            county,
            found,
            gaps: county.gaps(found),
        };
        pages.push(page.text());
    }
    pages.push(super::summary::triple(words, look, run));
    pages.join("\n")
}

struct Page<'a> {
    words: &'a Words,
    look: Look,
    county: &'a County<'a>,
    found: &'a CountyAssessment,
    gaps: Gaps<'a>,
}

impl Page<'_> {
    fn text(&self) -> String {
        let title = tell!(
            self.words,
            "gaps-title",
            county = names::county(self.words, self.county)
        );
        let mut text = format!("{}\n", self.look.paint(Tone::Strong, &title));
        let parts = [
            self.sections(),
            self.items(),
            self.totals(),
            self.questions(),
        ];
        let told = parts.iter().filter(|part| !part.is_empty());
        let told: Vec<String> = told.cloned().collect();
        if told.is_empty() {
            text.push_str(&format!("  {}\n", tell!(self.words, "gaps-none")));
        }
        text.push_str(&told.join("\n"));
        text
    }

    fn sections(&self) -> String {
        if self.gaps.sections.is_empty() {
            return String::new();
        }
        let words = self.words;
        let mut table = self.look.table([
            tell!(words, "column-school"),
            tell!(words, "column-stage"),
            tell!(words, "column-indicator"),
            tell!(words, "column-lacks"),
            tell!(words, "column-to-floor"),
        ]);
        let mut floors = 0;
        for own in &self.gaps.sections {
            floors = floors.max(own.may_stay_at_floor);
            let section = &self.found.sections[own.section];
            for (i, gap) in own.gaps.iter().enumerate() {
                let first = |text: String| if i == 0 { text } else { String::new() };
                let stage = names::stage(words, self.county.standard, section.stage).to_owned();
                table.add_row([
                    cell(
                        first(names::school(self.county, section.school)),
                        Tone::Plain,
                    ),
                    cell(first(stage), Tone::Plain),
                    cell(self.item_name(&gap.item), Tone::Plain),
                    number(self.amount(gap, &gap.to_limit)),
                    number(
                        gap.to_floor
                            .as_ref()
                            .map_or("—".to_owned(), |floor| self.amount(gap, floor)),
                    ),
                ]);
            }
        }
        let legend = tell!(words, "gaps-floor", count = floors);
        let legend = self
            .look
            .paint(Tone::Faint, &self.look.paragraph(&legend, 2));
        let legend = if floors > 0 {
            format!("{legend}\n")
        } else {
            String::new()
        };
        format!(
            "{}\n{}\n{legend}",
            tell!(words, "gaps-sections"),
            shown(&mut table, 2)
        )
    }

    fn item_name(&self, id: &str) -> String {
        let pack = &self.county.standard.pack;
        match pack.indicator(id) {
            Some(indicator) => name_of(self.words, &pack.indicators[indicator]),
            None => {
                let item = pack.items.iter().find(|item| item.id == id);
                let title = item.map_or("", |item| self.words.text(&item.title));
                format!("{id} {title}")
            }
        }
    }

    /// `+12.30 m² 教学用房`, with the sign of the change that is needed.
    fn amount(&self, gap: &Gap, amount: &Exact) -> String {
        let sign = if gap.more { "+" } else { "−" };
        format!(
            "{sign}{} {}",
            plain(amount),
            gap.unit.label(self.words.lang)
        )
    }

    fn items(&self) -> String {
        if self.gaps.items.is_empty() {
            return String::new();
        }
        let words = self.words;
        let mut table = self.look.table([
            tell!(words, "column-item"),
            tell!(words, "column-whose"),
            tell!(words, "column-buy"),
            tell!(words, "column-lacks"),
        ]);
        for gap in &self.gaps.items {
            table.add_row([
                cell(&gap.item, Tone::Plain),
                cell(self.whose(gap), Tone::Plain),
                cell(words.text(&gap.buy), Tone::Plain),
                number(self.amount(gap, &gap.to_limit)),
            ]);
        }
        format!("{}\n{}\n", tell!(words, "gaps-items"), shown(&mut table, 2))
    }

    /// A subject's code as a name, with its stage.
    fn whose(&self, gap: &Gap) -> String {
        let Some((code, rest)) = gap.subject.split_first() else {
            return String::new();
        };
        let school = self
            .county
            .schools
            .iter()
            .map(|school| self.county.subject(school));
        let name = school.clone().find(|subject| *subject.code == **code);
        let name = name.map_or(code.as_str(), |subject| &subject.name);
        let pack = &self.county.standard.pack;
        let stage = rest.first().and_then(|id| pack.stage(id));
        let stage = stage.map_or("", |stage| {
            names::stage(self.words, self.county.standard, stage)
        });
        self.words.bracketed(name, stage)
    }

    /// What the county has to buy in all, each gap brought to its limit.
    fn totals(&self) -> String {
        let mut totals: BTreeMap<(bool, String, String), (Exact, usize)> = BTreeMap::new();
        for gap in self.gaps.to_buy() {
            let buy = self.words.text(&gap.buy).to_owned();
            let key = (!gap.more, buy, gap.unit.label(self.words.lang));
            let entry = totals.entry(key).or_insert((Exact::ZERO, 0));
            entry.0 = entry.0.clone() + gap.to_limit.clone();
            entry.1 += 1;
        }
        if totals.is_empty() {
            return String::new();
        }
        let mut text = format!("{}\n", tell!(self.words, "gaps-totals"));
        for ((less, buy, unit), (amount, count)) in totals {
            let sign = if less { "−" } else { "+" };
            let amount = format!("{sign}{} {unit}", plain(&amount));
            let line = tell!(
                self.words,
                "gaps-total",
                buy = buy,
                amount = amount,
                count = count
            );
            text.push_str(&format!("{}\n", self.look.item("-", &line, 2)));
        }
        text
    }

    /// What has to be asked first: the county, then each school, each figure once.
    fn questions(&self) -> String {
        let mut asked: BTreeMap<Option<usize>, Vec<Asking>> = BTreeMap::new();
        for question in &self.gaps.questions {
            let own = asked.entry(question.school).or_default();
            question
                .inputs
                .iter()
                .for_each(|input| self.ask(own, &question.item, input));
        }
        if asked.is_empty() {
            return String::new();
        }
        let mut text = format!("{}\n", tell!(self.words, "gaps-questions"));
        for (school, own) in &asked {
            let who = match school {
                Some(school) => names::school(self.county, *school),
                None => self.county.name.to_string(),
            };
            let own = own.iter().map(|asking| asking.told(self.words));
            let line = self.words.labelled(&who, &self.words.list(own));
            text.push_str(&format!("{}\n", self.look.item("?", &line, 2)));
        }
        text
    }

    fn ask(&self, own: &mut Vec<Asking>, item: &str, input: &Input<'_>) {
        if let Some(known) = own.iter_mut().find(|known| known.name == input.name) {
            if !known.items.iter().any(|known| known == item) {
                known.items.push(item.to_owned());
            }
            return;
        }
        let cells = match &input.origin {
            Origin::Cells(cells) => cells.iter().map(super::proof::cell_told).collect(),
            _ => Vec::new(),
        };
        own.push(Asking {
            name: input.name.clone(),
            title: self.words.text(&input.title).to_owned(),
            cells,
            items: vec![item.to_owned()],
        });
    }
}

/// A figure to be asked for, where it belongs, and what waits for it.
struct Asking {
    name: String,
    title: String,
    cells: Vec<String>,
    items: Vec<String>,
}

impl Asking {
    fn told(&self, words: &Words) -> String {
        let items = words.list(&self.items);
        let remark: Vec<&str> = self
            .cells
            .iter()
            .map(String::as_str)
            .chain([items.as_str()])
            .collect();
        words.bracketed(&self.title, &remark.join("; "))
    }
}

#[derive(Serialize)]
struct Line {
    county: String,
    year: i16,
    code: String,
    name: String,
    stage: String,
    item: String,
    buy: String,
    unit: String,
    to_limit: String,
    to_floor: String,
    direction: &'static str,
}

#[derive(Serialize)]
struct Document {
    format: &'static str,
    gaps: Vec<Line>,
    questions: Vec<Asked>,
}

#[derive(Serialize)]
struct Asked {
    county: String,
    code: String,
    name: String,
    stage: String,
    item: String,
    missing: Vec<String>,
}

/// The gaps as CSV.
pub(crate) fn csv_bytes(words: &Words, run: &Run<'_>) -> Result<Vec<u8>, Failure> {
    csv::written(lines(words, run))
}

/// The gaps and the questions as JSON.
pub(crate) fn json_bytes(words: &Words, run: &Run<'_>) -> Result<Vec<u8>, Failure> {
    json::written(&Document {
        format: "junheng.gaps/1",
        gaps: lines(words, run),
        questions: questions(run),
    })
}

fn lines(words: &Words, run: &Run<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for (county, found) in &run.judged {
        let gaps = county.gaps(found);
        let sections = gaps.sections.iter().flat_map(|own| &own.gaps);
        lines.extend(
            sections
                .chain(&gaps.items)
                .map(|gap| line(words, county, gap)),
        );
    }
    lines
}

fn line(words: &Words, county: &County<'_>, gap: &Gap) -> Line {
    let code = gap.subject.first().cloned().unwrap_or_default();
    let subject = county
        .schools
        .iter()
        .map(|school| county.subject(school))
        .find(|s| *s.code == *code);
    Line {
        county: csv::safe(&county.name),
        year: county.year,
        name: csv::safe(subject.map_or("", |subject| &subject.name)),
        code: csv::safe(&code),
        stage: gap.subject.get(1).cloned().unwrap_or_default(),
        item: gap.item.clone(),
        buy: words.text(&gap.buy).to_owned(),
        unit: gap.unit.to_string(),
        to_limit: gap.to_limit.to_string(),
        to_floor: gap
            .to_floor
            .as_ref()
            .map(Exact::to_string)
            .unwrap_or_default(),
        direction: if gap.more { "more" } else { "less" },
    }
}

fn questions(run: &Run<'_>) -> Vec<Asked> {
    let mut asked = Vec::new();
    for (county, found) in &run.judged {
        for question in county.gaps(found).questions {
            let subject = question
                .school
                .map(|school| county.subject(&county.schools[school]));
            let stage = question
                .stage
                .map(|stage| run.standard.pack.stages()[stage].id.clone());
            asked.push(Asked {
                county: county.name.to_string(),
                code: subject.map_or(String::new(), |subject| subject.code.to_string()),
                name: subject.map_or(String::new(), |subject| subject.name.to_string()),
                stage: stage.unwrap_or_default(),
                item: question.item.clone(),
                missing: question
                    .inputs
                    .iter()
                    .map(|input| input.name.clone())
                    .collect(),
            });
        }
    }
    asked
}
