//! Why did a school, or the county, come out as it did? The rows and groups behind it.

use indicators::{Figure, ItemOutcome, Outcome, Section};
use standards::{Group, Indicator, ItemKind};

use super::{Block, Proof, Prover};
use crate::report::names;
use crate::report::telling::plain;
use crate::words::tell;

impl Prover<'_> {
    pub(super) fn of_county(&self) -> Proof {
        let words = self.words;
        let said = names::outcome(words, self.found.verdict);
        let pack = &self.standard().pack;
        let row = |(index, group): (usize, &Group)| {
            let own = self
                .found
                .items
                .iter()
                .filter(|item| pack.items[item.item].group == index);
            let open: Vec<String> = own
                .filter(|item| !matches!(item.outcome, ItemOutcome::Met | ItemOutcome::NotJudged))
                .map(|item| {
                    let about = &pack.items[item.item];
                    let name = names::called(&about.id, words.text(&about.title));
                    format!("{name} {}", names::item(words, group, item.outcome).word)
                })
                .collect();
            vec![
                words.text(&group.title).to_owned(),
                names::item(words, group, self.found.groups[index]).plain(),
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
                names: Vec::new(),
            },
        ];
        Proof {
            title: names::county(words, self.county),
            outcome: said.plain(),
            tone: said.sign.tone(),
            blocks,
        }
    }

    /// A school's rows: every indicator against its line, and the rule that decides.
    pub(super) fn of_school(&self, school: usize, stage: Option<usize>) -> Proof {
        let words = self.words;
        let mut blocks = Vec::new();
        let mut worst = Outcome::NotJudged;
        let own = |section: &&Section| {
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
            tone: said.sign.tone(),
            blocks,
        }
    }

    fn doubt(&self, section: &Section) -> Option<Block> {
        let reason = &self.standard().pack.sections.leave_out[section.doubt?];
        let text = tell!(
            self.words,
            "section-doubt",
            reason = self.words.text(&reason.reason).to_owned()
        );
        Some(self.line(tell!(self.words, "label-note"), text))
    }

    fn section(&self, section: &Section) -> Block {
        let words = self.words;
        let indicators = self.standard().pack.indicators.iter().zip(&section.figures);
        let asked = indicators.filter(|(indicator, _)| indicator.amount[section.stage].is_some());
        let row = |(indicator, figure): (&Indicator, &Figure)| {
            let limit = indicator
                .limit
                .and_then(|limit| self.standard().parameter(limit, Some(section.stage)));
            vec![
                names::name_of(words, indicator),
                names::figure(words, &figure.value, &indicator.unit, indicator.digits),
                limit.map_or("—".to_owned(), |limit| {
                    plain(&indicator.unit.show(limit.value))
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
            names: Vec::new(),
        }
    }
}
