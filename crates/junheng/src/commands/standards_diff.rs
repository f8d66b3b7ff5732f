//! `standards diff`: what differs between two packs, overlays or days?

use std::collections::BTreeMap;

use standards::{ItemKind, Standard};

use crate::asking;
use crate::cli::{self, DiffArgs};
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::packs::Shelf;
use crate::terminal::{Tone, cell, shown};
use crate::words::{Words, tell};

pub(crate) fn run(desk: &Desk, args: &DiffArgs) -> Result<Exit, Failure> {
    let shelf = desk.shelf()?;
    let before = named(&shelf, &args.before, &args.profile)?;
    let after = named(&shelf, &args.after, &args.profile)?;
    let (old, new) = (rules(&before, &desk.words), rules(&after, &desk.words));
    let mut keys: Vec<&String> = old.keys().chain(new.keys()).collect();
    keys.sort();
    keys.dedup();
    let words = &desk.words;
    let mut table = desk.look.table([
        tell!(words, "column-what"),
        head(&args.before),
        head(&args.after),
    ]);
    for key in &keys {
        let (was, is) = (old.get(*key), new.get(*key));
        if was != is {
            table.add_row([key.as_str(), text(was), text(is)].map(|text| cell(text, Tone::Plain)));
        }
    }
    let differ = table.row_count();
    if differ > 0 {
        desk.print(&format!("{}\n", shown(&mut table, 0)))?;
    }
    let same = keys.len() - differ;
    desk.print(&format!(
        "{}\n",
        tell!(
            words,
            "standards-diff-summary",
            differ = differ,
            same = same
        )
    ))?;
    Ok(Exit::Done)
}

/// A standard's name over a narrow column.
fn head(name: &str) -> String {
    name.replace('@', "\n@")
}

fn text(rule: Option<&String>) -> &str {
    rule.map_or("—", String::as_str)
}

/// `PACK[+OVERLAY…][@DAY]`
fn named(shelf: &Shelf, text: &str, profile: &[(String, String)]) -> Result<Standard, Failure> {
    let (packs, day) = match text.split_once('@') {
        Some((packs, day)) => (packs, Some(day)),
        None => (text, None),
    };
    let day = day
        .map(cli::day)
        .transpose()
        .map_err(|_| Failure::UnknownStandard {
            written: text.to_owned(),
            known: shelf.all().map(|(id, _)| id.to_owned()).collect(),
        })?;
    let mut packs = packs.split('+').map(str::to_owned);
    let base = packs.next().unwrap_or_default();
    let pack = shelf.load(&base, &packs.collect::<Vec<_>>())?;
    asking::on(&pack, day, profile)
}

/// Everything a standard asks, one line each, under names that can be compared.
fn rules(standard: &Standard, words: &Words) -> BTreeMap<String, String> {
    let mut rules = BTreeMap::new();
    parameters(standard, words, &mut rules);
    indicators(standard, words, &mut rules);
    items(standard, &mut rules);
    let sections = &standard.pack.sections;
    for rule in &sections.leave_out {
        let when = rule
            .when
            .iter()
            .flatten()
            .next()
            .map_or("", |when| when.text());
        rules.insert(format!("sections {}", rule.id), when.to_owned());
    }
    for split in &sections.splits {
        let ids: Vec<&str> = split
            .stages
            .iter()
            .map(|stage| standard.pack.stages()[*stage].id.as_str())
            .collect();
        let weights: Vec<String> = split
            .weights
            .iter()
            .map(|weight| weight.to_plain())
            .collect();
        rules.insert(format!("split {}", ids.join("+")), weights.join(" : "));
    }
    for (switch, position) in standard.profile() {
        rules.insert(format!("profile.{switch}"), position);
    }
    rules
}

fn parameters(standard: &Standard, words: &Words, rules: &mut BTreeMap<String, String>) {
    let stages = standard.pack.stages();
    for (index, parameter) in standard.pack.parameters().iter().enumerate() {
        for stage in std::iter::once(None).chain((0..stages.len()).map(Some)) {
            let whole = stage.is_some() && standard.parameter(index, None).is_some();
            let Some(held) = standard.parameter(index, stage).filter(|_| !whole) else {
                continue;
            };
            let name = match stage {
                Some(stage) => format!("{}.{}", parameter.id, stages[stage].id),
                None => parameter.id.clone(),
            };
            let value = parameter.unit.show(held.value).to_plain();
            let value = format!("{value} {}", parameter.unit.label(words.lang));
            let source = format!(
                "{} {}",
                held.entry.citation.document, held.entry.citation.clause
            );
            rules.insert(name, words.bracketed(value.trim(), source.trim()));
        }
    }
}

fn indicators(standard: &Standard, words: &Words, rules: &mut BTreeMap<String, String>) {
    for indicator in &standard.pack.indicators {
        for (i, stage) in standard.pack.stages().iter().enumerate() {
            let (Some(amount), Some(per)) = (&indicator.amount[i], &indicator.per[i]) else {
                continue;
            };
            let formula = format!("({}) ÷ ({})", amount.text(), per.text());
            let unit = indicator.unit.label(words.lang);
            rules.insert(
                format!("{} {}", indicator.id, stage.id),
                words.bracketed(&formula, &unit),
            );
        }
    }
    for measure in standard.pack.measures() {
        if let Some(formula) = measure.formulas.first() {
            rules.insert(format!("measure {}", measure.id), formula.text().to_owned());
        }
    }
}

fn items(standard: &Standard, rules: &mut BTreeMap<String, String>) {
    for item in &standard.pack.items {
        for test in item.tests() {
            for rule in &test.rules {
                let stage = rule
                    .stage
                    .map(|stage| standard.pack.stages()[stage].id.clone());
                let name = [Some(item.id.clone()), Some(test.id.clone()), stage];
                let name: Vec<String> = name.into_iter().flatten().collect();
                let applies = rule
                    .applies
                    .as_ref()
                    .map(|applies| format!(" | {}", applies.text()));
                let text = format!("{}{}", rule.require.text(), applies.unwrap_or_default());
                rules.insert(name.join(" "), text);
            }
        }
        if item.tests().is_empty() {
            rules.insert(item.id.clone(), built(standard, &item.kind));
        }
    }
}

/// How the engine builds an item from the indicators.
fn built(standard: &Standard, kind: &ItemKind) -> String {
    let pack = &standard.pack;
    match kind {
        ItemKind::Schools(rule) => {
            let ids: Vec<&str> = rule
                .indicators
                .iter()
                .map(|index| pack.indicators[*index].id.as_str())
                .collect();
            format!("{}/{} {}", rule.at_least, ids.len(), ids.join(" "))
        }
        ItemKind::Spread => "cv".to_owned(),
        ItemKind::Composite { limit } => {
            let limit = limit.map(|limit| pack.parameters()[limit].id.clone());
            format!("mean cv {}", limit.unwrap_or_default())
                .trim_end()
                .to_owned()
        }
        ItemKind::Tests(_) => String::new(),
    }
}
