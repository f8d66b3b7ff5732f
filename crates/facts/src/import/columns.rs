//! Which columns of a sheet feed which figures: a map laid over the heads of one sheet.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use kernel::{Document, Lang, Place};

use super::figure::{Spec, some, unit_label};
use super::log::Log;
use crate::catalogue::{ColumnId, FieldKind};
use crate::codes;
use crate::heads::{Head, unit_for};
use crate::identity::Identity;
use crate::mapping::{ColumnRule, FieldStage, Mapping, Named, Rule};

/// A head of a sheet: its text and its column.
#[derive(Debug, Clone)]
pub(crate) struct SheetHead {
    pub(crate) text: String,
    pub(crate) head: Head,
    pub(crate) column: usize,
}

/// A map laid over a sheet.
#[derive(Debug)]
pub(crate) struct Laid {
    /// Row of the lowest head, from 0.
    pub(crate) head_row: usize,
    pub(crate) identity: HashMap<Identity, usize>,
    pub(crate) stage: Option<usize>,
    pub(crate) figures: Vec<LaidColumn>,
}

/// Columns whose cells make one figure.
#[derive(Debug)]
pub(crate) struct LaidColumn {
    pub(crate) parts: Vec<Part>,
    pub(crate) target: Target,
}

/// One column of a sheet and how it is read.
#[derive(Debug)]
pub(crate) struct Part {
    /// Its number among all that feed figures.
    pub(crate) number: usize,
    pub(crate) column: usize,
    pub(crate) title: String,
    pub(crate) spec: Spec,
}

/// Where a figure goes.
#[derive(Debug, Clone)]
pub(crate) enum Target {
    /// One column of the form.
    One(ColumnId),
    /// By the stage of the row; nothing where the form does not ask.
    ByStage(Vec<Option<ColumnId>>),
}

impl Target {
    /// Where a rule's figures go.
    pub(crate) fn of(mapping: &Mapping, rule: &Rule) -> Option<Target> {
        let form = &mapping.form;
        let id = &form.fields[rule.field].id;
        let staged = |stage: usize| form.column(&format!("{id}.{}", form.stages[stage].id));
        match rule.stage {
            FieldStage::Whole => form.column(id).map(Target::One),
            FieldStage::Fixed(stage) => staged(stage).map(Target::One),
            FieldStage::OfRow => Some(Target::ByStage(
                (0..form.stages.len()).map(staged).collect(),
            )),
        }
    }

    /// The column for a row of a stage.
    pub(crate) fn column(&self, stage: Option<usize>) -> Option<ColumnId> {
        match self {
            Target::One(column) => Some(*column),
            Target::ByStage(columns) => columns.get(stage?).copied().flatten(),
        }
    }
}

/// The sheet a map is laid over.
pub(crate) struct Under<'a> {
    pub(crate) heads: &'a [SheetHead],
    pub(crate) head_row: usize,
    pub(crate) document: &'a Document,
    pub(crate) number: u16,
    /// Heads that several columns have and that have been told.
    pub(crate) told: RefCell<HashSet<String>>,
}

impl Under<'_> {
    fn place(&self, column: usize) -> Place {
        Place {
            document: self.number,
            column: column as u16,
            row: self.head_row as u32,
        }
    }

    /// The column of a head; when several have it, they are told once and none is taken.
    fn find(&self, named: &Named, log: &mut Log) -> Option<&SheetHead> {
        let mut found = self
            .heads
            .iter()
            .filter(|head| head.head.key == named.key());
        let (first, second) = (found.next()?, found.next());
        let Some(second) = second else {
            return Some(first);
        };
        if self.told.borrow_mut().insert(named.key().to_owned()) {
            let several: Vec<&SheetHead> = [first, second].into_iter().chain(found).collect();
            self.tell_several(&several, log);
        }
        None
    }

    fn tell_several(&self, several: &[&SheetHead], log: &mut Log) {
        let letters = |head: &&SheetHead| kernel::column_letters(head.column as u16);
        let columns = |between| some(between, several.iter().map(letters));
        let first = several[0];
        log.at(
            self.document,
            self.place(first.column),
            codes::HEAD_TWICE,
            |finding| {
                finding
                    .with("head", &first.text)
                    .with("columns", columns("、"))
                    .with("columns_en", columns(", "))
            },
        );
    }
}

/// Lays a map over a sheet; heads nobody knows, and heads that are not there, are told.
///
/// A head of codes that is not there is told by whoever cannot do without it.
pub(crate) fn lay(mapping: &Mapping, under: &Under<'_>, needs_code: bool, log: &mut Log) -> Laid {
    let column = |named: &Named, log: &mut Log| under.find(named, log).map(|head| head.column);
    let mut laid = Laid {
        head_row: under.head_row,
        identity: HashMap::new(),
        stage: mapping
            .stage
            .as_ref()
            .and_then(|stage| column(&stage.head, log)),
        figures: Vec::new(),
    };
    for identity in Identity::ALL {
        let named = mapping.identity_head(identity);
        if let Some(column) = named.and_then(|named| column(named, log)) {
            laid.identity.insert(identity, column);
        }
    }
    for rule in &mapping.columns {
        laid.figures.extend(lay_column(mapping, rule, under, log));
    }
    let parts = laid.figures.iter_mut().flat_map(|figure| &mut figure.parts);
    parts
        .enumerate()
        .for_each(|(number, part)| part.number = number);
    tell_strangers(mapping, under, log);
    tell_absent(mapping, under, needs_code, log);
    laid
}

/// A figure's columns; nothing unless all of its heads are there.
fn lay_column(
    mapping: &Mapping,
    rule: &ColumnRule,
    under: &Under<'_>,
    log: &mut Log,
) -> Option<LaidColumn> {
    let target = Target::of(mapping, &rule.rule)?;
    let mut parts = Vec::new();
    for named in &rule.heads {
        let head = under.find(named, log)?;
        parts.push(part(mapping, rule, head, under, log));
    }
    Some(LaidColumn { parts, target })
}

fn part(
    mapping: &Mapping,
    rule: &ColumnRule,
    head: &SheetHead,
    under: &Under<'_>,
    log: &mut Log,
) -> Part {
    let said = Said {
        text: &head.text,
        unit: head.head.unit.as_deref(),
        place: under.place(head.column),
    };
    let spec = spec_under(mapping, &rule.rule, &said, under.document, log);
    Part {
        number: 0,
        column: head.column,
        title: head.text.clone(),
        spec,
    }
}

/// A head or label that may name a unit.
pub(crate) struct Said<'a> {
    pub(crate) text: &'a str,
    pub(crate) unit: Option<&'a str>,
    pub(crate) place: Place,
}

/// How the cells under a head are read; a unit that does not fit is told.
pub(crate) fn spec_under(
    mapping: &Mapping,
    rule: &Rule,
    head: &Said<'_>,
    document: &Document,
    log: &mut Log,
) -> Spec {
    let field = &mapping.form.fields[rule.field];
    let said = head
        .unit
        .and_then(|word| unit_for(word, field.unit.dimension()));
    let mut spec = Spec::new(field, rule, said.as_ref());
    match (head.unit, &said, &rule.unit) {
        (Some(word), None, None) if field.kind != FieldKind::Choice => {
            spec.unreadable = true;
            log.at(document, head.place, codes::HEAD_UNIT_UNKNOWN, |finding| {
                finding
                    .with("head", head.text)
                    .with("unit", word)
                    .with("mu", if word == "亩" { "yes" } else { "no" })
                    .with("expected", unit_label(&field.unit, Lang::Zh))
                    .with("expected_en", unit_label(&field.unit, Lang::En))
            });
        }
        (Some(word), said, Some(unit)) if said.as_ref() != Some(unit) => {
            log.at(document, head.place, codes::HEAD_UNIT_DIFFERS, |finding| {
                finding
                    .with("head", head.text)
                    .with("unit", word)
                    .with("map_unit", unit_label(unit, Lang::Zh))
                    .with("map_unit_en", unit_label(unit, Lang::En))
            });
        }
        _ => {}
    }
    spec
}

/// Names the heads of the sheet that the map neither reads nor ignores.
fn tell_strangers(mapping: &Mapping, under: &Under<'_>, log: &mut Log) {
    let known: HashSet<&str> = mapping.heads().map(Named::key).collect();
    let strange = |head: &&SheetHead| !known.contains(head.head.key.as_str());
    let strangers: Vec<&SheetHead> = under.heads.iter().filter(strange).collect();
    if let Some(first) = strangers.first() {
        let named = strangers.iter().map(|head| {
            format!(
                "{} ({})",
                head.text,
                kernel::column_letters(head.column as u16)
            )
        });
        let heads = some("、", named);
        log.at(
            under.document,
            under.place(first.column),
            codes::HEADS_NOT_MAPPED,
            |finding| finding.with("heads", heads),
        );
    }
}

/// Names the heads of the map that the sheet does not have.
fn tell_absent(mapping: &Mapping, under: &Under<'_>, needs_code: bool, log: &mut Log) {
    let keys: HashSet<&str> = under
        .heads
        .iter()
        .map(|head| head.head.key.as_str())
        .collect();
    let code = mapping
        .identity_head(Identity::Code)
        .filter(|_| needs_code)
        .map(Named::key);
    let there = |named: &&Named| keys.contains(named.key()) || code == Some(named.key());
    let absent: Vec<String> = mapping
        .wanted()
        .filter(|named| !there(named))
        .map(|named| named.text.clone())
        .collect();
    if !absent.is_empty() {
        log.at(
            under.document,
            under.place(0),
            codes::HEADS_ABSENT,
            |finding| finding.with("heads", some("、", absent)),
        );
    }
}
