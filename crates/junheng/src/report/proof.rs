//! Why is a figure what it is? Clause, formula, split, inputs, cells: so that a person with a
//! calculator gets the same.
//!
//! A [`Proof`] is made once, of labelled lines and tables, and shown on the screen, in JSON and in
//! pages alike.

use indicators::{
    Answer, Cell, County, CountyAssessment, FigureProof, Input, ItemOutcome, Origin, Outcome,
    SpreadProof, Target, TestProof, Working,
};
use kernel::{Exact, Missing, Text, Unit};
use serde::Serialize;
use standards::{Citation, DatedValue, Indicator, Item, ItemKind, Sense, Standard, Test};
use textwrap::core::display_width;

use super::names;
use super::working;
use crate::terminal::{self, Look, Tone};
use crate::words::{Words, tell};

/// An answer to "why?".
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Proof {
    /// What it is about.
    pub(crate) title: String,
    /// What it came to: sign and word.
    pub(crate) outcome: String,
    /// Why.
    pub(crate) blocks: Vec<Block>,
    #[serde(skip)]
    tone: Tone,
}

/// A part of a proof.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub(crate) enum Block {
    /// A labelled line.
    Line {
        /// 出处
        label: String,
        /// What is said.
        text: String,
    },
    /// A table; the first column is text, the others are numbers unless `text` says otherwise.
    Table {
        /// 原始数据
        title: String,
        /// Heads.
        head: Vec<String>,
        /// Rows.
        rows: Vec<Vec<String>>,
        /// Columns that are text.
        text: Vec<usize>,
    },
}

/// Makes proofs of one county.
pub(crate) struct Prover<'a> {
    /// The language.
    pub(crate) words: &'a Words,
    /// The county.
    pub(crate) county: &'a County<'a>,
    /// What was found.
    pub(crate) found: &'a CountyAssessment,
}

impl Prover<'_> {
    /// Why the thing a person asked about is what it is.
    pub(crate) fn prove(&self, target: Target) -> Option<Proof> {
        match target {
            Target::County => Some(self.of_county()),
            Target::School(school) => Some(self.of_school(school, None)),
            Target::Section(school, stage) => Some(self.of_school(school, Some(stage))),
            Target::Figure(school, stage, indicator) => self
                .county
                .explain_figure(school, stage, indicator)
                .map(|proof| self.of_figure(&proof)),
            Target::Spread(stage, indicator) => self
                .county
                .explain_spread(self.found, stage, indicator)
                .map(|proof| self.of_spread(&proof)),
            Target::Composite(stage) => Some(self.of_composite(stage)),
            Target::Item(item) => Some(self.of_item(item)),
            Target::Test(item, test, school, stage) => self.of_test(item, test, school, stage),
        }
    }

    fn standard(&self) -> &Standard {
        self.county.standard
    }

    fn line(&self, label: String, text: impl Into<String>) -> Block {
        Block::Line {
            label,
            text: text.into(),
        }
    }

    /// Why an indicator of one stage of a school is what it is.
    pub(crate) fn of_figure(&self, proof: &FigureProof<'_>) -> Proof {
        let words = self.words;
        let indicator = proof.indicator;
        let who = names::section(words, self.county, proof.school, Some(proof.stage));
        let said = names::standing(words, proof.figure.standing, proof.figure.lamp);
        let mut blocks = vec![
            self.source(&indicator.citation),
            self.line(
                tell!(words, "label-formula"),
                format!(
                    "({}) ÷ ({})",
                    one_line(&proof.amount.formula),
                    one_line(&proof.per.formula)
                ),
            ),
        ];
        blocks.push(self.inputs(&[&proof.amount, &proof.per]));
        blocks.extend(self.note(indicator.note.as_ref()));
        blocks.extend(self.steps(tell!(words, "label-amount"), &proof.amount));
        if let Some(split) = &proof.split {
            blocks.extend(self.split(split, proof));
        }
        blocks.push(self.quotient(proof));
        blocks.extend(self.limit(proof));
        if proof.figure.rounding_decides {
            blocks.push(self.line(
                tell!(words, "label-rounding"),
                tell!(words, "rounding-decides"),
            ));
        }
        let name = format!(
            "{} {}",
            names::name_of(words, indicator),
            words.text(&indicator.title)
        );
        Proof {
            title: format!("{who} {name}"),
            outcome: said.plain(),
            tone: said.tone,
            blocks,
        }
    }

    fn source(&self, citation: &Citation) -> Block {
        self.line(tell!(self.words, "label-source"), self.citation(citation))
    }

    fn citation(&self, citation: &Citation) -> String {
        let document = self.standard().pack.document(&citation.document);
        let called = document.map_or(citation.document.clone(), |document| {
            let title = self.words.text(&document.title);
            match &document.number {
                Some(number) => self.words.bracketed(title, number),
                None => title.to_owned(),
            }
        });
        format!("{called} {}", citation.clause).trim().to_owned()
    }

    fn note(&self, note: Option<&Text>) -> Option<Block> {
        note.map(|note| self.line(tell!(self.words, "label-note"), self.words.text(note)))
    }

    /// Every figure and value a formula used, with where it came from.
    fn inputs(&self, workings: &[&Working<'_>]) -> Block {
        let words = self.words;
        let mut rows: Vec<Vec<String>> = Vec::new();
        for input in workings.iter().flat_map(|working| &working.inputs) {
            let row = vec![
                input.name.clone(),
                self.words.text(&input.title).to_owned(),
                self.input_value(input),
                self.origin(&input.origin),
            ];
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
        Block::Table {
            title: tell!(words, "title-inputs"),
            head: vec![
                tell!(words, "column-name"),
                tell!(words, "column-meaning"),
                tell!(words, "column-value"),
                tell!(words, "column-origin"),
            ],
            rows,
            text: vec![0, 1, 3],
        }
    }

    /// A value in the unit of its form or file, and in base units when these differ.
    fn input_value(&self, input: &Input<'_>) -> String {
        if let Some(option) = &input.option {
            return self.words.text(option).to_owned();
        }
        let formula::Value::Number(number) = &input.value else {
            return working::value(self.words, &input.value);
        };
        let shown = input.unit.show(number);
        let text = names::with_unit(self.words, &working::plain(&shown), &input.unit);
        if *input.unit.scale() == Exact::ONE {
            text
        } else {
            format!("{text} = {}", working::plain(number))
        }
    }

    fn origin(&self, origin: &Origin<'_>) -> String {
        let words = self.words;
        match origin {
            Origin::Cells(cells) => words.list(cells.iter().map(cell_told)),
            Origin::AbsentStage => tell!(words, "origin-absent-stage"),
            Origin::Nowhere => tell!(words, "origin-nowhere"),
            Origin::Parameter(entry) => self.entry(entry),
            Origin::Switch => tell!(words, "origin-switch"),
            Origin::NotInForce => tell!(words, "parameter-not-in-force"),
        }
    }

    /// A dated value's source: document, clause, since when, how known, when checked.
    fn entry(&self, entry: &DatedValue) -> String {
        let basis = self.words.named(
            &format!("basis-{}", entry.basis.code()),
            &Default::default(),
        );
        tell!(
            self.words,
            "entry-source",
            source = self.citation(&entry.citation),
            from = entry.from.to_string(),
            basis = basis,
            checked = entry.checked.to_string()
        )
    }

    /// The formula with its figures put in; nothing when it is a single figure.
    fn steps(&self, label: String, worked: &Working<'_>) -> Vec<Block> {
        let steps = working::steps(self.words, &worked.explanation);
        let told = steps.iter().filter(|step| step.contains('='));
        told.map(|step| self.line(label.clone(), step.clone()))
            .collect()
    }

    fn split(&self, split: &indicators::SplitProof<'_>, proof: &FigureProof<'_>) -> Vec<Block> {
        let words = self.words;
        let stages = &self.standard().pack.stages();
        let part = |(stage, weight, pupils, product): &(usize, Exact, Exact, Exact)| {
            vec![
                words.text(&stages[*stage].title).to_owned(),
                working::plain(weight),
                working::plain(pupils),
                working::plain(product),
            ]
        };
        let own = split.parts.iter().find(|part| part.0 == proof.stage);
        let own = own.map_or(Exact::ZERO, |part| part.3.clone());
        let all: Exact = split.parts.iter().map(|part| part.3.clone()).sum();
        let unit = base_unit(proof.amount.explanation.unit.clone());
        let amount = proof
            .figure
            .amount
            .as_ref()
            .map_or_else(|m| names::missing(words, *m), working::plain);
        vec![
            Block::Table {
                title: words.labelled(
                    &tell!(words, "label-shared"),
                    &words.bracketed(
                        words.text(&split.split.title),
                        &self.citation(&split.split.citation),
                    ),
                ),
                head: vec![
                    tell!(words, "column-stage"),
                    tell!(words, "column-weight"),
                    tell!(words, "column-pupils"),
                    tell!(words, "column-product"),
                ],
                rows: split.parts.iter().map(part).collect(),
                text: vec![0],
            },
            self.line(
                tell!(words, "label-share"),
                format!(
                    "{} × {} ÷ {} = {}",
                    working::plain(&split.total),
                    working::plain(&own),
                    working::plain(&all),
                    names::with_unit(words, &amount, &unit)
                ),
            ),
        ]
    }

    fn quotient(&self, proof: &FigureProof<'_>) -> Block {
        let words = self.words;
        let indicator = proof.indicator;
        let label = tell!(words, "label-value");
        let side = |side: &Result<Exact, Missing>| {
            side.as_ref()
                .map_or_else(|m| names::missing(words, *m), working::plain)
        };
        let sum = format!(
            "{} ÷ {}",
            side(&proof.figure.amount),
            side(&proof.figure.per)
        );
        match &proof.figure.value {
            Err(missing) => self.line(label, format!("{sum}: {}", names::missing(words, *missing))),
            Ok(value) => {
                let shown = indicator.unit.show(value);
                let scale = indicator.unit.scale().clone();
                let times = if scale == Exact::ONE {
                    String::new()
                } else {
                    format!(" × {}", working::plain(&(Exact::ONE / scale)))
                };
                let exact = working::plain(&shown);
                let fixed = shown.to_fixed(indicator.digits);
                let fixed = if exact == fixed {
                    String::new()
                } else {
                    format!(" ≈ {fixed}")
                };
                let told = format!("{sum}{times} = {exact}{fixed}");
                self.line(label, names::with_unit(words, &told, &indicator.unit))
            }
        }
    }

    fn limit(&self, proof: &FigureProof<'_>) -> Vec<Block> {
        let words = self.words;
        let unit = &proof.indicator.unit;
        let sign = if proof.indicator.sense == Sense::AtLeast {
            "≥"
        } else {
            "≤"
        };
        let shown =
            |value: &Exact| names::with_unit(words, &working::plain(&unit.show(value)), unit);
        let line = |label: String, value: &Exact, entry: &DatedValue| {
            let text = words.bracketed(&format!("{sign} {}", shown(value)), &self.entry(entry));
            self.line(label, text)
        };
        let limit = proof
            .limit
            .as_ref()
            .map(|(value, entry)| line(tell!(words, "label-limit"), value, entry));
        let floor = proof
            .floor
            .as_ref()
            .map(|(value, entry)| line(tell!(words, "label-floor-line"), value, entry));
        limit.into_iter().chain(floor).collect()
    }

    /// Why a coefficient of variation is what it is: every school's term.
    pub(crate) fn of_spread(&self, proof: &SpreadProof<'_>) -> Proof {
        let words = self.words;
        let result = proof.result;
        let indicator = &self.standard().pack.indicators[result.indicator];
        let said = names::spread(words, result.standing, result.lamp);
        let stage = names::stage(words, self.standard(), result.stage);
        let name = format!(
            "{stage} {} {}",
            names::name_of(words, indicator),
            words.text(&indicator.title)
        );
        let mut blocks: Vec<Block> = self.spread_source();
        blocks.push(self.line(tell!(words, "label-formula"), self.spread_formula()));
        blocks.extend(self.spread_sums(proof));
        if let (Some(limit), Some(entry)) = (&result.limit, proof.limit) {
            let text = words.bracketed(&format!("≤ {}", working::plain(limit)), &self.entry(entry));
            blocks.push(self.line(tell!(words, "label-limit"), text));
        }
        if result.rounding_decides {
            blocks.push(self.line(
                tell!(words, "label-rounding"),
                tell!(words, "rounding-decides"),
            ));
        }
        blocks.extend(self.spread_missing(proof));
        blocks.push(self.spread_rows(proof));
        Proof {
            title: tell!(words, "spread-title", name = name),
            outcome: said.plain(),
            tone: said.tone,
            blocks,
        }
    }

    fn spread_source(&self) -> Vec<Block> {
        let items = self.standard().pack.items.iter();
        let spread = items.filter(|item| matches!(item.kind, ItemKind::Spread));
        spread.map(|item| self.source(&item.citation)).collect()
    }

    fn spread_formula(&self) -> String {
        match self.standard().weighting() {
            standards::Weighting::Pupils => tell!(self.words, "cv-formula-pupils"),
            standards::Weighting::None => tell!(self.words, "cv-formula-none"),
            standards::Weighting::Sample => tell!(self.words, "cv-formula-sample"),
        }
    }

    fn spread_sums(&self, proof: &SpreadProof<'_>) -> Vec<Block> {
        let words = self.words;
        let result = proof.result;
        let known = |number: &Option<Exact>| number.as_ref().map_or("—".to_owned(), working::plain);
        let terms: f64 = proof.rows.iter().map(|row| row.term).sum();
        let mean = tell!(
            words,
            "cv-mean",
            n = result.rows.len(),
            sum = known(&result.sum),
            weight = known(&result.weight),
            mean = known(&result.mean)
        );
        let sd = result.sd.unwrap_or_default();
        let cv = result.cv.map_or("—".to_owned(), |cv| format!("{cv:.9}"));
        vec![
            self.line(tell!(words, "column-mean"), mean),
            self.line(
                tell!(words, "column-sd"),
                format!("√{} = {}", float(terms), float(sd)),
            ),
            self.line(
                tell!(words, "column-cv"),
                format!("{} ÷ {} = {cv}", float(sd), known(&result.mean)),
            ),
        ]
    }

    fn spread_missing(&self, proof: &SpreadProof<'_>) -> Option<Block> {
        if proof.result.missing.is_empty() {
            return None;
        }
        let name =
            |section: &usize| names::school(self.county, self.found.sections[*section].school);
        let list = self.words.list(proof.result.missing.iter().map(name));
        Some(self.line(tell!(self.words, "label-lacking"), list))
    }

    fn spread_rows(&self, proof: &SpreadProof<'_>) -> Block {
        let words = self.words;
        let total: f64 = proof.rows.iter().map(|row| row.term).sum();
        let mut rows: Vec<_> = proof.rows.iter().collect();
        rows.sort_by(|a, b| b.term.total_cmp(&a.term));
        let row = |row: &&indicators::SpreadRow| {
            let share = if total > 0.0 {
                row.term / total * 100.0
            } else {
                0.0
            };
            vec![
                names::school(self.county, self.found.sections[row.section].school),
                working::plain(&row.amount),
                working::plain(&row.per),
                working::plain(&row.value),
                float(row.square),
                float(row.term),
                format!("{share:.1}%"),
            ]
        };
        Block::Table {
            title: tell!(words, "title-terms"),
            head: vec![
                tell!(words, "column-school"),
                "x".to_owned(),
                "P".to_owned(),
                "X".to_owned(),
                tell!(words, "column-square"),
                tell!(words, "column-term"),
                tell!(words, "column-share"),
            ],
            rows: rows.iter().map(row).collect(),
            text: vec![0],
        }
    }

    fn of_composite(&self, stage: usize) -> Proof {
        let words = self.words;
        let own = self
            .found
            .spreads
            .iter()
            .filter(|spread| spread.stage == stage);
        let row = |spread: &indicators::SpreadResult| {
            let indicator = &self.standard().pack.indicators[spread.indicator];
            let cv = spread.cv.map_or("—".to_owned(), |cv| format!("{cv:.9}"));
            vec![names::name_of(words, indicator), cv]
        };
        let rows: Vec<Vec<String>> = own.map(row).collect();
        let composite = self
            .found
            .composites
            .iter()
            .find(|composite| composite.stage == stage);
        let (standing, value) = composite.map_or((indicators::Standing::NoLimit, None), |c| {
            (c.standing, c.value)
        });
        let said = names::spread(words, standing, indicators::Lamp::Grey);
        let mean = value.map_or("—".to_owned(), |value| format!("{value:.9}"));
        let mut blocks: Vec<Block> = Vec::new();
        let items = &self.standard().pack.items;
        if let Some(item) = items
            .iter()
            .find(|item| matches!(item.kind, ItemKind::Composite { .. }))
        {
            blocks.push(self.source(&item.citation));
            blocks.extend(self.note(item.note.as_ref()));
        }
        let count = rows.len();
        blocks.push(Block::Table {
            title: tell!(words, "column-cv"),
            head: vec![tell!(words, "column-indicator"), tell!(words, "column-cv")],
            rows,
            text: vec![0],
        });
        blocks.push(self.line(tell!(words, "label-mean-of", count = count), mean));
        if let Some(limit) = composite.and_then(|composite| composite.limit.as_ref()) {
            blocks.push(self.line(
                tell!(words, "label-limit"),
                format!("≤ {}", working::plain(limit)),
            ));
        }
        let stage = names::stage(words, self.standard(), stage).to_owned();
        Proof {
            title: tell!(words, "composite-title", stage = stage),
            outcome: said.plain(),
            tone: said.tone,
            blocks,
        }
    }

    /// Why an item came out as it did: every test, worked out for the county or listed by school.
    fn of_item(&self, index: usize) -> Proof {
        let words = self.words;
        let item = &self.standard().pack.items[index];
        let result = &self.found.items[index];
        let said = names::item(words, result.outcome);
        let mut blocks = vec![self.source(&item.citation)];
        blocks.extend(self.note(item.note.as_ref()));
        if let Some(evidence) = &item.evidence {
            blocks.push(self.line(tell!(words, "label-evidence"), words.text(evidence)));
        }
        for (at, (test, found)) in item.tests().iter().zip(&result.tests).enumerate() {
            match found.answers.as_slice() {
                [answer] if answer.school.is_none() => {
                    if answer.outcome != ItemOutcome::NotJudged {
                        blocks.extend(self.test_blocks(index, at, test, answer));
                    }
                }
                answers => blocks.extend(self.answers(test, answers)),
            }
        }
        blocks.extend(self.built(item));
        Proof {
            title: format!("{} {}", item.id, words.text(&item.title)),
            outcome: said.plain(),
            tone: said.tone,
            blocks,
        }
    }

    /// Items made of the indicators: the rows or coefficients behind them.
    fn built(&self, item: &Item) -> Vec<Block> {
        match &item.kind {
            ItemKind::Schools(_) => vec![self.sections()],
            ItemKind::Spread => vec![self.coefficients()],
            _ => Vec::new(),
        }
    }

    fn sections(&self) -> Block {
        let words = self.words;
        let row = |section: &indicators::Section| {
            vec![
                names::school(self.county, section.school),
                names::stage(words, self.standard(), section.stage).to_owned(),
                names::outcome(words, section.outcome).plain(),
            ]
        };
        Block::Table {
            title: tell!(words, "column-rows"),
            head: vec![
                tell!(words, "column-school"),
                tell!(words, "column-stage"),
                tell!(words, "column-result"),
            ],
            rows: self.found.sections.iter().map(row).collect(),
            text: vec![0, 1, 2],
        }
    }

    fn coefficients(&self) -> Block {
        let words = self.words;
        let row = |spread: &indicators::SpreadResult| {
            let indicator = &self.standard().pack.indicators[spread.indicator];
            vec![
                names::stage(words, self.standard(), spread.stage).to_owned(),
                names::name_of(words, indicator),
                spread.cv.map_or("—".to_owned(), |cv| format!("{cv:.6}")),
                spread.limit.as_ref().map_or("—".to_owned(), working::plain),
                names::spread(words, spread.standing, spread.lamp).plain(),
            ]
        };
        Block::Table {
            title: tell!(words, "column-cv"),
            head: vec![
                tell!(words, "column-stage"),
                tell!(words, "column-indicator"),
                tell!(words, "column-cv"),
                tell!(words, "column-limit"),
                tell!(words, "column-result"),
            ],
            rows: self.found.spreads.iter().map(row).collect(),
            text: vec![0, 1, 4],
        }
    }

    /// Every school's answer to a test.
    fn answers(&self, test: &Test, answers: &[Answer]) -> Option<Block> {
        let words = self.words;
        let side = |side: &Option<Result<Exact, Missing>>| side_told(words, test, side);
        let asked = answers
            .iter()
            .filter(|answer| answer.outcome != ItemOutcome::NotJudged);
        let row = |answer: &Answer| {
            let school = answer.school.unwrap_or_default();
            vec![
                names::section(words, self.county, school, answer.stage),
                side(&answer.have),
                side(&answer.need),
                names::item(words, answer.outcome).plain(),
            ]
        };
        let rows: Vec<Vec<String>> = asked.map(row).collect();
        if rows.is_empty() {
            return None;
        }
        let rule = test
            .rules
            .first()
            .map_or(String::new(), |rule| one_line(rule.require.text()));
        Some(Block::Table {
            title: words.labelled(words.text(&test.title), &rule),
            head: vec![
                tell!(words, "column-school"),
                tell!(words, "column-have"),
                tell!(words, "column-need"),
                tell!(words, "column-result"),
            ],
            rows,
            text: vec![0, 3],
        })
    }

    /// Why one test came out as it did for one subject.
    fn of_test(
        &self,
        item: usize,
        test: usize,
        school: Option<usize>,
        stage: Option<usize>,
    ) -> Option<Proof> {
        let words = self.words;
        let about = &self.standard().pack.items[item];
        let asked = about.tests().get(test)?;
        let answers = &self.found.items[item].tests[test].answers;
        let own = |answer: &&Answer| {
            answer.school == school && (stage.is_none() || answer.stage == stage)
        };
        let answer = answers.iter().find(own)?;
        let said = names::item(words, answer.outcome);
        let mut blocks = vec![self.source(&about.citation)];
        blocks.extend(self.test_blocks(item, test, asked, answer));
        let who = school.map(|school| names::section(words, self.county, school, answer.stage));
        let title = format!(
            "{} {} {}",
            about.id,
            words.text(&asked.title),
            who.unwrap_or_default()
        );
        Some(Proof {
            title: title.trim_end().to_owned(),
            outcome: said.plain(),
            tone: said.tone,
            blocks,
        })
    }

    fn test_blocks(&self, item: usize, test: usize, asked: &Test, answer: &Answer) -> Vec<Block> {
        let words = self.words;
        let Some(proof) = self.county.explain_test(item, test, answer) else {
            return Vec::new();
        };
        let said = names::item(words, answer.outcome).plain();
        let mut blocks = vec![self.line(words.text(&asked.title).to_owned(), said)];
        blocks.extend(self.note(asked.note.as_ref()));
        blocks.extend(self.conditions(&proof));
        let workings: Vec<&Working<'_>> = proof.applies.iter().chain([&proof.require]).collect();
        blocks.push(self.inputs(&workings));
        blocks.extend(self.members(&proof.require));
        blocks.extend(self.steps(tell!(words, "label-value"), &proof.require));
        if answer.rounding_decides {
            blocks.push(self.line(
                tell!(words, "label-rounding"),
                tell!(words, "rounding-decides"),
            ));
        }
        blocks
    }

    fn conditions(&self, proof: &TestProof<'_>) -> Vec<Block> {
        let words = self.words;
        let require = one_line(&proof.require.formula);
        let mut blocks = vec![self.line(tell!(words, "label-condition"), require)];
        if let Some(applies) = &proof.applies {
            let held = working::value(words, &applies.explanation.value);
            let text = words.bracketed(&one_line(&applies.formula), &held);
            blocks.push(self.line(tell!(words, "label-applies"), text));
        }
        blocks
    }

    /// Whose part of a sum is how much.
    fn members(&self, worked: &Working<'_>) -> Option<Block> {
        let members = working::members(&worked.explanation);
        if members.is_empty() {
            return None;
        }
        let row = |(label, value): &(String, formula::Value)| {
            vec![label.clone(), working::value(self.words, value)]
        };
        Some(Block::Table {
            title: tell!(self.words, "title-members"),
            head: vec![
                tell!(self.words, "column-school"),
                tell!(self.words, "column-value"),
            ],
            rows: members.iter().map(row).collect(),
            text: vec![0],
        })
    }

    fn of_county(&self) -> Proof {
        let words = self.words;
        let said = names::outcome(words, self.found.verdict);
        let pack = &self.standard().pack;
        let row = |(index, group): (usize, &standards::Group)| {
            let own = self
                .found
                .items
                .iter()
                .filter(|item| pack.items[item.item].group == index);
            let open: Vec<String> = own
                .filter(|item| !matches!(item.outcome, ItemOutcome::Met | ItemOutcome::NotJudged))
                .map(|item| {
                    format!(
                        "{} {}",
                        pack.items[item.item].id,
                        names::item(words, item.outcome).word
                    )
                })
                .collect();
            vec![
                words.text(&group.title).to_owned(),
                names::item(words, self.found.groups[index]).plain(),
                words.list(open),
            ]
        };
        let blocks = vec![
            self.line(tell!(words, "label-rule"), tell!(words, "rule-county")),
            Block::Table {
                title: tell!(words, "title-groups"),
                head: vec![
                    tell!(words, "column-group"),
                    tell!(words, "column-result"),
                    tell!(words, "column-items-open"),
                ],
                rows: pack.groups.iter().enumerate().map(row).collect(),
                text: vec![0, 1, 2],
            },
        ];
        Proof {
            title: names::county(words, self.county),
            outcome: said.plain(),
            tone: said.tone,
            blocks,
        }
    }

    /// A school's rows: every indicator against its line, and the rule that decides.
    fn of_school(&self, school: usize, stage: Option<usize>) -> Proof {
        let words = self.words;
        let mut blocks = Vec::new();
        let mut worst = Outcome::NotJudged;
        let own = |section: &&indicators::Section| {
            section.school == school && stage.is_none_or(|stage| section.stage == stage)
        };
        for section in self.found.sections.iter().filter(own) {
            worst = section.outcome;
            blocks.push(self.section(section));
            blocks.extend(self.doubt(section));
        }
        let left = self.found.left_out.iter();
        for left in
            left.filter(|l| l.school == school && stage.is_none_or(|stage| l.stage == stage))
        {
            let reason = &self.standard().pack.sections.leave_out[left.reason];
            let stage = names::stage(words, self.standard(), left.stage).to_owned();
            let text =
                words.bracketed(words.text(&reason.reason), &self.citation(&reason.citation));
            blocks.push(self.line(tell!(words, "no-row", stage = stage), text));
        }
        let rule = self
            .standard()
            .pack
            .items
            .iter()
            .find_map(|item| match &item.kind {
                ItemKind::Schools(rule) => Some((item, rule)),
                _ => None,
            });
        if let Some((item, rule)) = rule {
            let told = tell!(
                words,
                "rule-schools",
                all = rule.indicators.len(),
                least = rule.at_least
            );
            let text = words.bracketed(&told, &self.citation(&item.citation));
            blocks.push(self.line(tell!(words, "label-rule"), text));
        }
        let subject = self.county.subject(&self.county.schools[school]);
        let said = names::outcome(words, worst);
        let single = blocks
            .iter()
            .filter(|block| matches!(block, Block::Table { .. }))
            .count()
            == 1;
        Proof {
            title: words.bracketed(&subject.name, &subject.code),
            outcome: if single { said.plain() } else { String::new() },
            tone: said.tone,
            blocks,
        }
    }

    fn doubt(&self, section: &indicators::Section) -> Option<Block> {
        let reason = &self.standard().pack.sections.leave_out[section.doubt?];
        let text = tell!(
            self.words,
            "section-doubt",
            reason = self.words.text(&reason.reason).to_owned()
        );
        Some(self.line(tell!(self.words, "label-note"), text))
    }

    fn section(&self, section: &indicators::Section) -> Block {
        let words = self.words;
        let indicators = self.standard().pack.indicators.iter().zip(&section.figures);
        let asked = indicators.filter(|(indicator, _)| indicator.amount[section.stage].is_some());
        let row = |(indicator, figure): (&Indicator, &indicators::Figure)| {
            let limit = indicator
                .limit
                .and_then(|limit| self.standard().parameter(limit, Some(section.stage)));
            vec![
                names::name_of(words, indicator),
                names::figure(words, &figure.value, &indicator.unit, indicator.digits),
                limit.map_or("—".to_owned(), |limit| {
                    working::plain(&indicator.unit.show(limit.value))
                }),
                indicator.unit.label(words.lang),
                names::standing(words, figure.standing, figure.lamp).plain(),
            ]
        };
        let stage = names::stage(words, self.standard(), section.stage);
        let outcome = names::outcome(words, section.outcome).plain();
        Block::Table {
            title: words.labelled(stage, &outcome),
            head: vec![
                tell!(words, "column-indicator"),
                tell!(words, "column-value"),
                tell!(words, "label-limit"),
                tell!(words, "column-unit"),
                tell!(words, "column-result"),
            ],
            rows: asked.map(row).collect(),
            text: vec![0, 3, 4],
        }
    }
}

/// A cell in words: 学校.xlsx 小学 C14
pub(crate) fn cell_told(cell: &Cell) -> String {
    let sheet = if cell.document.sheet.is_empty() {
        String::new()
    } else {
        format!(" {}", cell.document.sheet)
    };
    format!("{}{sheet} {}", cell.document.file, cell.place.address())
}

fn side_told(words: &Words, test: &Test, side: &Option<Result<Exact, Missing>>) -> String {
    let unit = test.unit.clone().unwrap_or_else(Unit::none);
    match side {
        None => "—".to_owned(),
        Some(Err(missing)) => names::missing(words, *missing),
        Some(Ok(value)) => names::with_unit(words, &working::plain(&unit.show(value)), &unit),
    }
}

fn base_unit(unit: Unit) -> Unit {
    Unit::of(unit.dimension())
}

/// A formula written over several lines, on one.
fn one_line(formula: &str) -> String {
    formula.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A binary number with as many digits as are worth reading.
fn float(number: f64) -> String {
    if number == 0.0 || number.abs() >= 1e-4 {
        format!("{number:.8}")
    } else {
        format!("{number:.4e}")
    }
}

/// A proof as text.
pub(crate) fn text(words: &Words, look: Look, proof: &Proof) -> String {
    let mut page = format!(
        "{}\n",
        look.paint(Tone::Strong, &look.paragraph(&proof.title, 0))
    );
    if !proof.outcome.is_empty() {
        page.push_str(&format!("{}\n", look.paint(proof.tone, &proof.outcome)));
    }
    for block in &proof.blocks {
        match block {
            Block::Line { label, text } => {
                page.push_str(&format!(
                    "{}\n",
                    look.paragraph(&words.labelled(label, text), 2)
                ));
            }
            Block::Table {
                title,
                head,
                rows,
                text,
            } => {
                page.push_str(&format!(
                    "{}\n{}\n",
                    look.paragraph(title, 2),
                    table(look, head, rows, text)
                ));
            }
        }
    }
    page
}

/// A table; a list where its columns would not fit side by side.
fn table(look: Look, head: &[String], rows: &[Vec<String>], text: &[usize]) -> String {
    if natural_width(head, rows) + INDENT > look.width {
        return rows
            .iter()
            .map(|row| listed(look, head, row, text))
            .collect::<Vec<_>>()
            .join("\n");
    }
    let mut table = look.table(head.iter().cloned());
    for row in rows {
        let cells = row.iter().enumerate().map(|(i, words)| {
            if text.contains(&i) {
                terminal::cell(words, Tone::Plain)
            } else {
                terminal::number(words)
            }
        });
        table.add_row(cells.collect::<Vec<_>>());
    }
    terminal::shown(&mut table, INDENT)
}

const INDENT: usize = 4;

/// A row on a line of its own: text as it stands, numbers behind their heads.
fn listed(look: Look, head: &[String], row: &[String], text: &[usize]) -> String {
    let cells = row.iter().zip(head).enumerate().map(|(i, (cell, head))| {
        if text.contains(&i) {
            cell.clone()
        } else {
            format!("{head} {cell}")
        }
    });
    look.item("-", &cells.collect::<Vec<_>>().join("  "), INDENT)
}

/// The width of a table whose cells need not wrap, with two blanks between columns.
fn natural_width(head: &[String], rows: &[Vec<String>]) -> usize {
    let widest = |column: usize| {
        let cells = std::iter::once(head).chain(rows.iter().map(Vec::as_slice));
        cells
            .filter_map(|row| row.get(column))
            .map(|cell| display_width(cell))
            .max()
            .unwrap_or(0)
    };
    (0..head.len()).map(|column| widest(column) + 2).sum()
}
