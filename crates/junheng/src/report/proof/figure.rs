//! Why is an indicator of a section what it is? Formula, inputs, split, line.

use indicators::{FigureProof, Input, Origin, SplitProof, Working};
use kernel::{Exact, Missing, Unit};
use standards::{DatedValue, Sense};

use super::{Block, Proof, Prover, cell_told, one_line};
use crate::report::{names, working};
use crate::words::tell;

impl Prover<'_> {
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
            tone: said.sign.tone(),
            blocks,
        }
    }

    /// Every figure and value a formula used, with where it came from.
    pub(super) fn inputs(&self, workings: &[&Working<'_>]) -> Block {
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
    pub(super) fn entry(&self, entry: &DatedValue) -> String {
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
    pub(super) fn steps(&self, label: String, worked: &Working<'_>) -> Vec<Block> {
        let steps = working::steps(self.words, &worked.explanation);
        let told = steps.iter().filter(|step| step.contains('='));
        told.map(|step| self.line(label.clone(), step.clone()))
            .collect()
    }

    fn split(&self, split: &SplitProof<'_>, proof: &FigureProof<'_>) -> Vec<Block> {
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
}

fn base_unit(unit: Unit) -> Unit {
    Unit::of(unit.dimension())
}
