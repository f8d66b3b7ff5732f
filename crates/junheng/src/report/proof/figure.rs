//! Why is an indicator of a section what it is? Formula, inputs, split, line.

use indicators::{FigureProof, Origin, Working};
use kernel::Exact;
use standards::DatedValue;

use super::{Block, Proof, Prover, cell_told};
use crate::report::names;
use crate::report::telling::{Line, Source, reckoning, share_in_words, source, sources_of_split};
use crate::words::tell;

impl Prover<'_> {
    /// Why an indicator of one stage of a school is what it is.
    pub(crate) fn of_figure(&self, proof: &FigureProof<'_>) -> Proof {
        let words = self.words;
        let indicator = proof.indicator;
        let who = names::section(words, self.county, proof.school, Some(proof.stage));
        let said = names::standing(words, proof.figure.standing, proof.figure.lamp);
        let mut blocks = vec![self.source(&indicator.citation)];
        blocks.extend(self.share(proof));
        let mut inputs = self.inputs(&[&proof.amount, &proof.per]);
        if let Block::Table { rows, names, .. } = &mut inputs {
            let shared = sources_of_split(self.county, proof, words).into_iter();
            let pupils = &self.standard().pack.sections.pupils;
            let row = |source: Source| {
                let from = source.told();
                vec![source.title, source.value, from]
            };
            let known = |row: &Vec<String>| rows.iter().all(|known| known[0] != row[0]);
            let shared: Vec<Vec<String>> = shared.map(row).filter(known).collect();
            names.resize(rows.len() + shared.len(), pupils.clone());
            rows.extend(shared);
        }
        blocks.push(inputs);
        blocks.extend(self.note(indicator.note.as_ref()));
        blocks.extend(self.told(reckoning(self.standard(), proof, words)));
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

    /// The indicator's formula for the stage.
    fn share(&self, proof: &FigureProof<'_>) -> Option<Block> {
        let sides = [
            proof.indicator.amount[proof.stage].as_ref()?,
            proof.indicator.per[proof.stage].as_ref()?,
        ];
        let written = format!("({}) ÷ ({})", sides[0].text(), sides[1].text());
        let told = share_in_words(&self.standard().pack, sides, self.words);
        Some(self.formula(tell!(self.words, "label-formula"), told, &written))
    }

    /// Every figure and value a formula used, with where it came from.
    pub(super) fn inputs(&self, workings: &[&Working<'_>]) -> Block {
        let words = self.words;
        let (mut rows, mut names): (Vec<Vec<String>>, Vec<String>) = Default::default();
        for input in workings.iter().flat_map(|working| &working.inputs) {
            let row = vec![
                self.words.text(&input.title).to_owned(),
                source(self.standard(), input, words).value,
                self.origin(&input.origin),
            ];
            if !rows.contains(&row) {
                rows.push(row);
                names.push(input.name.clone());
            }
        }
        Block::Table {
            title: tell!(words, "title-inputs"),
            head: vec![
                tell!(words, "column-name"),
                tell!(words, "column-value"),
                tell!(words, "column-origin"),
            ],
            rows,
            text: vec![0, 2],
            names,
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

    /// The lines of a reckoning; not those that only name a single figure.
    pub(super) fn told(&self, lines: Vec<Line>) -> impl Iterator<Item = Block> {
        let reckoned = lines.into_iter().filter(|line| !line.figures.is_empty());
        reckoned.map(|line| self.line(line.label.clone(), line.whole(self.words)))
    }

    fn limit(&self, proof: &FigureProof<'_>) -> Vec<Block> {
        let words = self.words;
        let unit = &proof.indicator.unit;
        let line = |label: String, value: &Exact, entry: &DatedValue| {
            let limit = names::with_unit(words, &names::limit(proof.indicator, value), unit);
            self.line(label, words.bracketed(&limit, &self.entry(entry)))
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
