//! Which map reads a sheet? The user's, else the one known map that fits, else the form's own titles.

use std::collections::HashSet;
use std::sync::Arc;

use kernel::{Document, Finding};

use super::Options;
use super::cards::Card;
use super::find_heads::{self, Found, Top};
use crate::catalogue::Form;
use crate::codes;
use crate::mapping::{Mapping, OwnHeads, Shape};
use crate::reading::Sheet;

/// So many heads that a sheet was read by are named.
const HEADS: usize = 12;

/// What a sheet is looked at with.
pub(super) struct Chooser<'a> {
    maps: &'a [Mapping],
    options: &'a Options,
    own: Vec<OwnHeads>,
}

/// A map that fits a sheet.
pub(super) struct Fit {
    pub(super) mapping: Mapping,
    /// The heads, for rows.
    pub(super) found: Option<Found>,
    /// False when the form's own titles were used.
    pub(super) known: bool,
    score: usize,
}

/// What was decided about a sheet.
pub(super) enum Choice {
    /// It is read with this map.
    Fit(Box<Fit>),
    /// It is not read, and the reason has been told.
    Told,
    /// Nothing fits.
    Nothing,
}

/// A sheet to choose a map for: its first rows, and all of it when it is in memory.
pub(super) struct Look<'a> {
    pub(super) top: &'a Top,
    pub(super) sheet: Option<&'a Sheet>,
    pub(super) document: &'a Document,
}

impl<'a> Chooser<'a> {
    pub(super) fn new(
        forms: &[Arc<Form>],
        maps: &'a [Mapping],
        options: &'a Options,
    ) -> Chooser<'a> {
        Chooser {
            maps,
            options,
            own: forms.iter().map(OwnHeads::new).collect(),
        }
    }

    /// Maps that may read statistics tables: the user's first.
    pub(super) fn table_maps(&self) -> impl Iterator<Item = (&'a Mapping, bool)> {
        let given = self.options.maps.iter().map(|map| (map, true));
        let known = self.maps.iter().map(|map| (map, false));
        given
            .chain(known)
            .filter(|(map, _)| map.shape == Shape::Tables)
    }

    /// The map for a sheet, and what is to be said about the choice.
    pub(super) fn choose(&self, look: &Look<'_>) -> (Choice, Vec<Finding>) {
        let reads = |map: &&Mapping| map.reads_sheet(&look.document.sheet);
        let given = self
            .options
            .maps
            .iter()
            .filter(reads)
            .filter_map(|map| fit(map, look));
        if let Some(fit) = given.max_by_key(|fit| fit.score) {
            let mut said = vec![used(&fit.mapping)];
            said.extend(elsewhere(&fit));
            return (Choice::Fit(Box::new(fit)), said);
        }
        let known = self
            .maps
            .iter()
            .filter(reads)
            .filter_map(|map| recognised(map, look));
        let mut known: Vec<Fit> = known.collect();
        if known.len() > 1 {
            let ids: Vec<&str> = known.iter().map(|fit| fit.mapping.id.as_str()).collect();
            return (
                Choice::Told,
                vec![codes::MAP_AMBIGUOUS.found().with("maps", ids.join("、"))],
            );
        }
        match known.pop() {
            Some(fit) => {
                let mut said = vec![used(&fit.mapping)];
                said.extend(elsewhere(&fit));
                (Choice::Fit(Box::new(fit)), said)
            }
            None => self.own_titles(look),
        }
    }

    /// A sheet with the form's own titles as heads or labels.
    fn own_titles(&self, look: &Look<'_>) -> (Choice, Vec<Finding>) {
        let rows = self.own.iter().filter_map(|own| own_rows(own, look));
        let best = rows.max_by_key(|fit| fit.score);
        let best = best.or_else(|| {
            let cards = self.own.iter().filter_map(|own| own_card(own, look));
            cards.max_by_key(|fit| fit.score)
        });
        let said = best.iter().map(|fit| {
            let mut heads: Vec<&str> = fit
                .mapping
                .wanted()
                .map(|named| named.text.as_str())
                .collect();
            let count = heads.len();
            if count > HEADS {
                heads.truncate(HEADS);
                heads.push("……");
            }
            codes::READ_BY_TITLES
                .found()
                .with("form", &fit.mapping.form.title.zh)
                .with("form_en", &fit.mapping.form.title.en)
                .with("heads", heads.join("、"))
                .with("count", count)
        });
        let said = said.collect();
        let choice = best.map_or(Choice::Nothing, |fit| Choice::Fit(Box::new(fit)));
        (choice, said)
    }
}

/// Says which map is used.
pub(super) fn used(mapping: &Mapping) -> Finding {
    codes::MAP_USED
        .found()
        .with("map", &mapping.id)
        .with("title", &mapping.title.zh)
        .with("title_en", &mapping.title.en)
        .with("form", &mapping.form.title.zh)
        .with("form_en", &mapping.form.title.en)
}

/// Says that the heads do not stand in the rows the map names.
fn elsewhere(fit: &Fit) -> Option<Finding> {
    let stated = &fit.mapping.file.header_rows;
    let found = fit.found.as_ref().filter(|_| !stated.is_empty())?;
    let last = found.head_row as u32 + 1;
    let rows = |rows: &mut dyn Iterator<Item = u32>| {
        rows.map(|row| row.to_string())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let finding = codes::HEADS_ELSEWHERE
        .found()
        .with("stated", rows(&mut stated.iter().copied()))
        .with("found", rows(&mut (last + 1 - found.depth as u32..=last)));
    (stated.iter().max() != Some(&last) || stated.len() != found.depth).then_some(finding)
}

fn own_rows(own: &OwnHeads, look: &Look<'_>) -> Option<Fit> {
    let score = |keys: &[String]| own.score(keys.iter().map(String::as_str));
    let found = find_heads::search(look.top, &score)?;
    let texts = found.heads.iter().map(|head| head.text.as_str());
    let mapping = own.mapping(Shape::Rows, texts);
    Some(Fit {
        mapping,
        score: found.score,
        found: Some(found),
        known: false,
    })
}

/// A card needs more than a chance word: somebody's name or code, and two figures.
fn own_card(own: &OwnHeads, look: &Look<'_>) -> Option<Fit> {
    let sheet = look.sheet?;
    let texts: Vec<String> = look
        .top
        .iter()
        .flatten()
        .map(|cell| match cell.text.split_once([':', '：']) {
            Some((before, behind)) if !behind.trim().is_empty() => before.to_owned(),
            _ => cell.text.clone(),
        })
        .collect();
    let mapping = own.mapping(Shape::Cards, texts.iter().map(String::as_str));
    let score = own.score(mapping.wanted().map(|named| named.key()));
    let enough = score >= 5 && Card::new(sheet, &mapping).score(&mapping) >= 3;
    enough.then_some(Fit {
        mapping,
        found: None,
        known: false,
        score,
    })
}

/// A map over a sheet, if any of its heads or labels are there.
fn fit(map: &Mapping, look: &Look<'_>) -> Option<Fit> {
    let (score, found) = match map.shape {
        Shape::Rows => {
            let found = find_rows(map, look.top)?;
            (found.score, Some(found))
        }
        Shape::Cards => (Card::new(look.sheet?, map).score(map), None),
        Shape::Tables => (0, None),
    };
    (score > 0).then(|| Fit {
        mapping: map.clone(),
        found,
        known: true,
        score,
    })
}

fn find_rows(map: &Mapping, top: &Top) -> Option<Found> {
    let wanted: HashSet<&str> = map.wanted().map(|named| named.key()).collect();
    let score = |keys: &[String]| {
        let found: HashSet<&str> = keys
            .iter()
            .map(String::as_str)
            .filter(|key| wanted.contains(key))
            .collect();
        found.len()
    };
    let rows = map.file.header_rows.as_slice();
    if rows.is_empty() {
        return find_heads::search(top, &score);
    }
    let named = find_heads::named(top, rows, &score);
    if named
        .as_ref()
        .is_some_and(|found| found.score == wanted.len())
    {
        return named;
    }
    // Somebody put a line above the heads, or took one away.
    let searched = find_heads::search(top, &score);
    let better =
        searched.filter(|found| found.score > named.as_ref().map_or(0, |named| named.score));
    better.or(named)
}

/// A map over a sheet that has all the heads or labels it is recognised by.
fn recognised(map: &Mapping, look: &Look<'_>) -> Option<Fit> {
    let recognise = &map.file.recognise;
    if recognise.is_empty() {
        return None;
    }
    let fit = fit(map, look)?;
    let all = match &fit.found {
        Some(found) => recognise
            .iter()
            .all(|named| found.heads.iter().any(|head| head.head.key == named.key())),
        None => Card::new(look.sheet?, map).has_all(recognise),
    };
    all.then_some(fit)
}
