//! Why is a coefficient of variation what it is? Every school's term.

use indicators::{Lamp, SpreadProof, SpreadResult, SpreadRow, Standing};
use kernel::Exact;
use standards::ItemKind;

use super::{Block, Proof, Prover};
use crate::report::names;
use crate::report::telling::{Line, cut, method, plain};
use crate::words::tell;

impl Prover<'_> {
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
        blocks.push(self.line(
            tell!(words, "label-formula"),
            method(self.standard(), words),
        ));
        blocks.extend(self.spread_sums(proof));
        if let (Some(limit), Some(entry)) = (&result.limit, proof.limit) {
            let text = words.bracketed(&format!("≤ {}", plain(limit)), &self.entry(entry));
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
            tone: said.sign.tone(),
            blocks,
        }
    }

    fn spread_source(&self) -> Vec<Block> {
        let items = self.standard().pack.items.iter();
        let spread = items.filter(|item| matches!(item.kind, ItemKind::Spread));
        spread.map(|item| self.source(&item.citation)).collect()
    }

    fn spread_sums(&self, proof: &SpreadProof<'_>) -> Vec<Block> {
        let words = self.words;
        let result = proof.result;
        let known = |number: &Option<Exact>| number.as_ref().map_or("—".to_owned(), cut);
        let terms: f64 = proof.rows.iter().map(|row| row.term).sum();
        let mean = Line {
            words: "Σx ÷ ΣP".to_owned(),
            figures: format!("{} ÷ {}", known(&result.sum), known(&result.weight)),
            result: words.bracketed(
                &result.mean.as_ref().map_or("—".to_owned(), plain),
                &format!("n = {}", result.rows.len()),
            ),
            ..Line::default()
        };
        let sd = result.sd.unwrap_or_default();
        let cv = result.cv.map_or("—".to_owned(), |cv| format!("{cv:.9}"));
        vec![
            self.line(tell!(words, "column-mean"), mean.whole(words)),
            self.line(
                tell!(words, "column-sd"),
                format!("√{} ≈ {}", float(terms), float(sd)),
            ),
            self.line(
                tell!(words, "column-cv"),
                format!("{} ÷ {} ≈ {cv}", float(sd), known(&result.mean)),
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
        let row = |row: &&SpreadRow| {
            let share = if total > 0.0 {
                row.term / total * 100.0
            } else {
                0.0
            };
            vec![
                names::school(self.county, self.found.sections[row.section].school),
                cut(&row.amount),
                cut(&row.per),
                cut(&row.value),
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
            names: Vec::new(),
        }
    }

    pub(super) fn of_composite(&self, stage: usize) -> Proof {
        let words = self.words;
        let own = self
            .found
            .spreads
            .iter()
            .filter(|spread| spread.stage == stage);
        let row = |spread: &SpreadResult| {
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
        let (standing, value) =
            composite.map_or((Standing::NoLimit, None), |c| (c.standing, c.value));
        let said = names::spread(words, standing, Lamp::Grey);
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
            names: Vec::new(),
        });
        blocks.push(self.line(tell!(words, "label-mean-of", count = count), mean));
        if let Some(limit) = composite.and_then(|composite| composite.limit.as_ref()) {
            blocks.push(self.line(tell!(words, "label-limit"), format!("≤ {}", plain(limit))));
        }
        let stage = names::stage(words, self.standard(), stage).to_owned();
        Proof {
            title: tell!(words, "composite-title", stage = stage),
            outcome: said.plain(),
            tone: said.sign.tone(),
            blocks,
        }
    }
}

/// A binary number with as many digits as are worth reading.
fn float(number: f64) -> String {
    if number == 0.0 || number.abs() >= 1e-4 {
        format!("{number:.8}")
    } else {
        format!("{number:.4e}")
    }
}
