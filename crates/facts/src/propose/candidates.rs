//! Which question of the form could a head mean?

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::layout::Layout;
use crate::catalogue::{FieldKind, Form, Stage};
use crate::heads::{plain, unit_for};
use crate::import::heads::SheetHead;
use crate::mapping::{FieldStage, Meaning, OwnHeads, stage_names};
use crate::number::{self, Said};
use crate::reading::Cell;

/// A head and what it could mean.
#[derive(Debug, Clone)]
pub(super) struct Match {
    pub(super) head: SheetHead,
    /// Likeliest first.
    pub(super) candidates: Vec<Candidate>,
    /// The unit to write, when the head names one that is not the field's own.
    pub(super) unit: Option<String>,
    /// Why the likeliest candidate is not taken although its name is the same.
    pub(super) doubt: Option<Doubt>,
}

/// What speaks against a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// The head's unit cannot be read as the field's.
    Unit,
    /// Most cells are no numbers.
    Words,
    /// The stage is not named.
    Stage,
    /// Another head means the same.
    Taken,
}

/// A meaning and how alike the names are, in per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) meaning: Meaning,
    pub(super) alike: u8,
}

/// Names alike up to this are the same but for filler words.
const CERTAIN: u8 = 95;
/// Names less alike are not worth naming.
const LIKELY: u8 = 55;
/// A head whose parts name the stage and the question.
const BY_PARTS: u8 = 90;
const MOST: usize = 3;

impl Match {
    /// True when the head is mapped without asking.
    pub(super) fn is_certain(&self) -> bool {
        self.doubt.is_none()
            && self
                .candidates
                .first()
                .is_some_and(|best| best.alike >= CERTAIN)
    }
}

/// A form and the names of its questions, without filler words.
struct Names<'a> {
    form: &'a Form,
    own: &'a OwnHeads,
    bare: Vec<(String, Meaning)>,
}

impl<'a> Names<'a> {
    fn new(form: &'a Form, own: &'a OwnHeads) -> Names<'a> {
        let bare = own.all().map(|(name, meaning)| (bare(name), meaning));
        Names {
            form,
            own,
            bare: bare.collect(),
        }
    }
}

/// What every head of a sheet could mean; no question is answered twice.
pub(super) fn match_heads(layout: &Layout, form: &Form, own: &OwnHeads) -> Vec<Match> {
    let names = Names::new(form, own);
    let heads = layout.heads.iter().zip(&layout.samples);
    let mut matches: Vec<Match> = heads
        .map(|(head, sample)| match_head(head, sample, &names))
        .collect();
    let staged = matches.iter().any(|found| {
        found.is_certain()
            && found
                .candidates
                .first()
                .is_some_and(|c| c.meaning == Meaning::Stage)
    });
    let mut taken: Vec<Meaning> = Vec::new();
    for found in &mut matches {
        let Some(best) = found.candidates.first().copied() else {
            continue;
        };
        if let Meaning::Figure(_, FieldStage::OfRow) = best.meaning
            && !staged
        {
            found.doubt = found.doubt.or(Some(Doubt::Stage));
        }
        if found.is_certain() && taken.contains(&best.meaning) {
            found.doubt = Some(Doubt::Taken);
        }
        if found.is_certain() {
            taken.push(best.meaning);
        }
    }
    matches
}

fn match_head(head: &SheetHead, sample: &[Cell], names: &Names<'_>) -> Match {
    let form = names.form;
    let mut candidates = candidates(&head.head.key, names);
    let certain = candidates.first().is_some_and(|best| best.alike >= CERTAIN);
    if !certain && are_stages(form, sample) {
        candidates.insert(
            0,
            Candidate {
                meaning: Meaning::Stage,
                alike: CERTAIN,
            },
        );
    }
    let mut found = Match {
        head: head.clone(),
        candidates,
        unit: None,
        doubt: None,
    };
    if let Some(Candidate {
        meaning: Meaning::Figure(field, _),
        ..
    }) = found.candidates.first()
    {
        let field = &form.fields[*field];
        if field.kind != FieldKind::Choice {
            found.doubt = mostly_words(sample).then_some(Doubt::Words);
        }
        if let Some(word) = head
            .head
            .unit
            .as_deref()
            .filter(|_| field.kind != FieldKind::Choice)
        {
            match unit_for(word, field.unit.dimension()) {
                Some(unit) if unit != field.unit => found.unit = Some(unit.symbol().to_owned()),
                Some(_) => {}
                None => found.doubt = Some(Doubt::Unit),
            }
        }
    }
    found
}

/// The meanings whose names are most like a head.
fn candidates(key: &str, names: &Names<'_>) -> Vec<Candidate> {
    if let Some(meaning) = names.own.meaning(key) {
        return vec![Candidate {
            meaning,
            alike: 100,
        }];
    }
    let mut best: BTreeMap<Meaning, Candidate> = BTreeMap::new();
    if let Some(meaning) = by_parts(key, names) {
        best.insert(
            meaning,
            Candidate {
                meaning,
                alike: BY_PARTS,
            },
        );
    }
    let key = bare(key);
    for (name, meaning) in &names.bare {
        let (alike, meaning) = (alike(&key, name), *meaning);
        let known = best.entry(meaning).or_insert(Candidate { meaning, alike });
        known.alike = known.alike.max(alike);
    }
    let mut best: Vec<Candidate> = best
        .into_values()
        .filter(|found| found.alike >= LIKELY)
        .collect();
    best.sort_by_key(|found| (Reverse(found.alike), found.meaning));
    let tied = best
        .get(1)
        .is_some_and(|second| second.alike == best[0].alike);
    if tied {
        best.iter_mut()
            .for_each(|found| found.alike = found.alike.min(CERTAIN - 1));
    }
    best.truncate(MOST);
    best
}

/// A head whose lowest part is a question of the form, with the name of one stage above it.
fn by_parts(key: &str, names: &Names<'_>) -> Option<Meaning> {
    let (form, own) = (names.form, names.own);
    let (above, lowest) = key.rsplit_once('/')?;
    let Meaning::Figure(field, FieldStage::OfRow) = own.meaning(lowest)? else {
        return None;
    };
    let named =
        |stage: &Stage| above.contains(&plain(&stage.title.zh)) || above.contains(&stage.id);
    let mut stages = form
        .stages
        .iter()
        .enumerate()
        .filter(|(_, stage)| named(stage));
    let (index, stage) = stages.next()?;
    let asked = form.fields[field].stages.contains(&stage.id) && stages.next().is_none();
    asked.then_some(Meaning::Figure(field, FieldStage::Fixed(index)))
}

/// How alike two bare names are, in per cent; the same is 95, for filler words may differ.
fn alike(a: &str, b: &str) -> u8 {
    if a.is_empty() || b.is_empty() {
        return 0;
    }
    if a == b {
        return CERTAIN;
    }
    let edit = strsim::normalized_damerau_levenshtein(a, b);
    let pairs = strsim::sorensen_dice(a, b);
    let (long, short) = if a.len() > b.len() { (a, b) } else { (b, a) };
    let within = if long.contains(short) && short.chars().count() > 1 {
        0.5 + 0.45 * short.chars().count() as f64 / long.chars().count() as f64
    } else {
        0.0
    };
    (edit.max(pairs).max(within) * 94.0) as u8
}

/// A name without the words that add nothing.
fn bare(name: &str) -> String {
    const FILLERS: &[&str] = &[
        "总人数",
        "人数",
        "总数",
        "数量",
        "情况",
        "合计",
        "总计",
        "数",
        "总",
        "的",
        "学校",
        "本校",
        "_",
        "/",
    ];
    let mut name = plain(name);
    for filler in FILLERS {
        let without = name.replace(filler, "");
        if !without.is_empty() {
            name = without;
        }
    }
    name
}

/// The stage that a cell names.
pub(super) fn stage_of<'f>(form: &'f Form, value: &str) -> Option<&'f str> {
    let value = plain(value);
    let mut stages = form.stages.iter();
    let found = stages.find(|stage| stage_names(stage).contains(&value));
    found.map(|stage| stage.id.as_str())
}

/// Different texts of some cells, in order.
pub(super) fn distinct(sample: &[Cell], most: usize) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for text in sample.iter().map(|cell| cell.look().shown()) {
        if seen.len() < most && !seen.contains(&text) {
            seen.push(text);
        }
    }
    seen
}

/// True when every cell names a stage: the column tells which stage a row is about.
fn are_stages(form: &Form, sample: &[Cell]) -> bool {
    let values = distinct(sample, 12);
    !values.is_empty()
        && values.len() < 12
        && values.iter().all(|value| stage_of(form, value).is_some())
}

fn mostly_words(sample: &[Cell]) -> bool {
    let filled = sample.iter().take(50);
    let is_word = |cell: &&Cell| matches!(number::read(cell.look()), Said::Refused(_));
    let words = filled.clone().filter(is_word).count();
    words * 2 > filled.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filler_words_do_not_matter_and_other_words_do() {
        let alike = |a, b| alike(&bare(a), &bare(b));
        assert_eq!(alike("专任教师人数", "专任教师数"), CERTAIN);
        assert!(alike("运动场面积", "运动场地面积") > LIKELY);
        assert!(alike("运动场面积", "运动场地面积") < CERTAIN);
        assert!(alike("校长姓名", "网络多媒体教室间数") < LIKELY);
    }
}
