//! Sheets about one school: labels, and the value of each to its right.

use std::collections::{BTreeMap, HashSet};

use kernel::{Document, Place};

use super::columns::{Said, spec_under};
use super::figure::some;
use super::gather::Gather;
use super::refusal::Refusal;
use super::single::{Single, Source};
use super::who::{Given, IdentityCells, who};
use crate::codes;
use crate::heads::{Head, head};
use crate::identity::Identity;
use crate::mapping::{IdentityRule, Mapping, Named};
use crate::reading::{Cell, CellRef, Sheet};

/// A longer text is neither a label nor a label with its value.
const LONGEST: usize = 600;
/// No card has more labels.
const MOST_LABELS: usize = 100_000;

/// A label that the map knows.
#[derive(Debug)]
struct Label {
    row: usize,
    column: usize,
    text: String,
    head: Head,
    /// What stands behind a colon in the same cell.
    inline: Option<Cell>,
}

/// The labels of a sheet that a map knows.
pub(crate) struct Card<'a> {
    sheet: &'a Sheet,
    labels: Vec<Label>,
}

/// A value and where it stands.
type Placed = (Cell, usize, usize);

impl<'a> Card<'a> {
    /// A sheet looked at with the labels of a map.
    pub(crate) fn new(sheet: &'a Sheet, mapping: &'a Mapping) -> Card<'a> {
        let known: HashSet<&str> = mapping.heads().map(Named::key).collect();
        let mut labels = Vec::new();
        for row in 0..sheet.height() {
            for (column, cell) in sheet.row(row).cells().enumerate() {
                if let CellRef::Text(text) = cell
                    && text.len() <= LONGEST
                    && labels.len() < MOST_LABELS
                {
                    labels.extend(label(text, row, column, &known));
                }
            }
        }
        Card { sheet, labels }
    }

    /// How many of the map's labels there are.
    pub(crate) fn score(&self, mapping: &Mapping) -> usize {
        mapping
            .wanted()
            .filter(|named| self.find(named).next().is_some())
            .count()
    }

    /// True when the sheet has all of these labels.
    pub(crate) fn has_all(&self, labels: &[Named]) -> bool {
        labels.iter().all(|named| self.find(named).next().is_some())
    }

    fn find<'s>(&'s self, named: &'s Named) -> impl Iterator<Item = &'s Label> {
        self.labels
            .iter()
            .filter(move |label| label.head.key == named.key())
    }

    /// The value of a label: behind its colon, or the next filled cell to its right unless that is
    /// another label.
    fn value(&self, label: &Label) -> Placed {
        if let Some(inline) = &label.inline {
            return (inline.clone(), label.row, label.column);
        }
        match self.filled_right(label.row, label.column) {
            Some(column) if !self.is_label(label.row, column) => {
                let cell = self.sheet.cell(label.row, column).clone();
                (cell, label.row, column)
            }
            _ => (Cell::Empty, label.row, label.column + 1),
        }
    }

    /// The next filled cell to the right.
    fn filled_right(&self, row: usize, column: usize) -> Option<usize> {
        let cells = self.sheet.row(row);
        (column + 1..cells.width()).find(|column| !cells.cell(*column).is_empty())
    }

    fn below(&self, label: &Label) -> Placed {
        let rows = label.row + 1..self.sheet.height();
        let filled = rows
            .into_iter()
            .find(|row| !self.sheet.cell(*row, label.column).look().is_empty());
        match filled {
            Some(row) if !self.is_label(row, label.column) => (
                self.sheet.cell(row, label.column).clone(),
                row,
                label.column,
            ),
            _ => (Cell::Empty, label.row + 1, label.column),
        }
    }

    /// True for a cell that is nothing but a label; what holds a value too may be one itself.
    fn is_label(&self, row: usize, column: usize) -> bool {
        let place = |label: &Label| (label.row, label.column);
        let found = self.labels.binary_search_by_key(&(row, column), place);
        found.is_ok_and(|index| self.labels[index].inline.is_none())
    }

    /// The value of an identity column.
    fn identity(&self, rule: &IdentityRule) -> Option<Placed> {
        match rule {
            IdentityRule::Head(named) => self.find(named).next().map(|label| self.value(label)),
            IdentityRule::Below(named) => self.find(named).next().map(|label| self.below(label)),
            IdentityRule::SheetName => Some((Cell::Text(self.sheet.name.as_str().into()), 0, 0)),
            IdentityRule::Heading | IdentityRule::Cell { .. } => None,
        }
    }
}

fn label(text: &str, row: usize, column: usize, known: &HashSet<&str>) -> Option<Label> {
    let of = |text: &str, inline| {
        let head = head(text);
        known.contains(head.key.as_str()).then(|| Label {
            row,
            column,
            text: text.to_owned(),
            head,
            inline,
        })
    };
    of(text, None).or_else(|| {
        let (before, behind) = text.split_once([':', '：'])?;
        of(before, Some(Cell::Text(behind.trim().into())))
    })
}

/// Identity values of a sheet, found beforehand.
pub(crate) struct Found {
    cells: BTreeMap<Identity, Placed>,
    number: u16,
}

impl Found {
    pub(crate) fn new(cells: BTreeMap<Identity, Placed>, number: u16) -> Found {
        Found { cells, number }
    }
}

impl IdentityCells for Found {
    fn cell(&self, identity: Identity) -> Option<(CellRef<'_>, Place)> {
        let (cell, row, column) = self.cells.get(&identity)?;
        Some((cell.look(), place(self.number, *row, *column)))
    }

    fn first(&self) -> Place {
        place(self.number, 0, 0)
    }
}

fn place(number: u16, row: usize, column: usize) -> Place {
    Place {
        document: number,
        row: row as u32,
        column: column as u16,
    }
}

/// Reads a card; says why when nobody can be told from it.
pub(crate) fn read(
    card: &Card<'_>,
    mapping: &Mapping,
    form: usize,
    given: &Given,
    document: (u16, &Document),
    gather: &mut Gather,
) -> Result<(), Refusal> {
    let (number, document) = document;
    let identity = mapping.identity.iter();
    let cells = identity.filter_map(|(identity, rule)| Some((*identity, card.identity(rule)?)));
    let found = Found::new(cells.collect(), number);
    let who = who(&found, given, document, gather)?;
    who.tell(document, gather);
    let (_, before) = gather.known(form, &who, None);
    if let Some(before) = before {
        let first = gather.place_text(before, number);
        gather
            .log
            .at(document, who.subject.place, codes::CARD_AGAIN, |finding| {
                finding
                    .about(&*who.subject.name)
                    .with("name", &who.subject.name)
                    .with("first", first)
            });
    }
    let name = who.subject.name.clone();
    let row = gather.row(form, who, None);
    let single = Single {
        mapping,
        form,
        row,
        name: &name,
        document,
        number,
        stage: None,
    };
    for rule in &mapping.columns {
        figure(card, rule, &single, gather);
    }
    gather.fix(form, row, &mapping.fixed.figures);
    if !mapping.ignores_others() {
        tell_strangers(card, document, number, gather);
    }
    tell_absent(card, mapping, document, gather);
    Ok(())
}

fn figure(
    card: &Card<'_>,
    rule: &crate::mapping::ColumnRule,
    single: &Single<'_>,
    gather: &mut Gather,
) {
    let mut values: Vec<(&Label, Placed)> = Vec::new();
    for named in &rule.heads {
        let labels: Vec<&Label> = card.find(named).collect();
        let (Some(label), count) = (labels.first().copied(), labels.len()) else {
            return;
        };
        if count > 1 {
            let at = |label: &&Label| place(single.number, label.row, label.column).address();
            let cells = some(", ", labels.iter().map(at));
            let here = place(single.number, label.row, label.column);
            return gather
                .log
                .at(single.document, here, codes::LABEL_TWICE, |finding| {
                    finding.with("label", &label.text).with("cells", cells)
                });
        }
        values.push((label, card.value(label)));
    }
    let sources: Vec<Source<'_>> = values
        .iter()
        .map(|(label, (cell, row, column))| {
            let here = place(single.number, label.row, label.column);
            let said = Said {
                text: &label.text,
                unit: label.head.unit.as_deref(),
                place: here,
            };
            let spec = spec_under(
                single.mapping,
                &rule.rule,
                &said,
                single.document,
                &mut gather.log,
            );
            let place = place(single.number, *row, *column);
            Source {
                spec,
                title: &label.text,
                cell: cell.look(),
                place,
            }
        })
        .collect();
    single.figure(&rule.rule, &sources, gather);
}

/// Names texts with a value beside them that the map neither reads nor ignores.
fn tell_strangers(card: &Card<'_>, document: &Document, number: u16, gather: &mut Gather) {
    let mut taken: HashSet<(usize, usize)> = HashSet::new();
    for label in &card.labels {
        let (_, row, column) = card.value(label);
        taken.extend([(label.row, label.column), (row, column)]);
    }
    let mut strangers: Vec<(usize, usize)> = Vec::new();
    for row in 0..card.sheet.height() {
        let cells = card.sheet.row(row);
        // The value of one text is no text with a value itself.
        let mut value = None;
        for (column, cell) in cells.cells().enumerate() {
            let text = matches!(cell, CellRef::Text(text) if text.len() <= LONGEST);
            if !text || taken.contains(&(row, column)) || value == Some(column) {
                continue;
            }
            let beside = card.filled_right(row, column);
            let beside = beside.filter(|column| !taken.contains(&(row, *column)));
            if beside.is_some() {
                value = beside;
                strangers.push((row, column));
            }
        }
    }
    let Some(&(row, column)) = strangers.first() else {
        return;
    };
    let named = strangers.iter().map(|(row, column)| {
        let text = super::figure::short(&card.sheet.cell(*row, *column).look().shown());
        format!("{text} ({})", place(number, *row, *column).address())
    });
    let heads = some("、", named);
    gather.log.at(
        document,
        place(number, row, column),
        codes::HEADS_NOT_MAPPED,
        |finding| finding.with("heads", heads),
    );
}

fn tell_absent(card: &Card<'_>, mapping: &Mapping, document: &Document, gather: &mut Gather) {
    let absent = mapping
        .wanted()
        .filter(|named| card.find(named).next().is_none());
    let absent: Vec<String> = absent.map(|named| named.text.clone()).collect();
    if !absent.is_empty() {
        let finding = codes::HEADS_ABSENT
            .found()
            .with("heads", some("、", absent));
        gather.log.about(document, finding);
    }
}
