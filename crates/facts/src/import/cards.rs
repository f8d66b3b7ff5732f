//! Sheets about one school: labels, and the value of each to its right.

use std::collections::{BTreeMap, HashSet};

use kernel::{Document, Place};

use super::columns::{Said, spec_under};
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

/// A text of the sheet that may be a label.
#[derive(Debug)]
struct Label {
    row: usize,
    column: usize,
    text: String,
    head: Head,
    /// What stands behind a colon in the same cell.
    inline: Option<Cell>,
}

/// The labels of a sheet that a map knows, and the other texts.
pub(crate) struct Card<'a> {
    sheet: &'a Sheet,
    labels: Vec<Label>,
    known: HashSet<&'a str>,
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
                {
                    labels.push(label(text, row, column, &known));
                }
            }
        }
        Card {
            sheet,
            labels,
            known,
        }
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
        let row = self.sheet.row(label.row);
        let mut right = (label.column + 1..row.width()).map(|column| (column, row.cell(column)));
        let filled = right.find(|(_, cell)| !cell.is_empty());
        match filled {
            Some((column, cell)) if !self.is_label(cell) => (cell.to_cell(), label.row, column),
            _ => (Cell::Empty, label.row, label.column + 1),
        }
    }

    fn below(&self, label: &Label) -> Placed {
        let rows = label.row + 1..self.sheet.height();
        let filled = rows
            .into_iter()
            .find(|row| !self.sheet.cell(*row, label.column).look().is_empty());
        match filled {
            Some(row) if !self.is_label(self.sheet.cell(row, label.column).look()) => (
                self.sheet.cell(row, label.column).clone(),
                row,
                label.column,
            ),
            _ => (Cell::Empty, label.row + 1, label.column),
        }
    }

    fn is_label(&self, cell: CellRef<'_>) -> bool {
        matches!(cell, CellRef::Text(text) if text.len() <= LONGEST && self.known.contains(head(text).key.as_str()))
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

fn label(text: &str, row: usize, column: usize, known: &HashSet<&str>) -> Label {
    let whole = head(text);
    if !known.contains(whole.key.as_str())
        && let Some((before, behind)) = text.split_once([':', '：'])
        && known.contains(head(before).key.as_str())
    {
        let inline = Some(Cell::Text(behind.trim().into()));
        return Label {
            row,
            column,
            text: before.to_owned(),
            head: head(before),
            inline,
        };
    }
    Label {
        row,
        column,
        text: text.to_owned(),
        head: whole,
        inline: None,
    }
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
    let (_, before) = gather.known(form, &who, None);
    if let Some(before) = before {
        gather
            .log
            .at(document, who.subject.place, codes::CARD_AGAIN, |finding| {
                let first = gather_place(before, number);
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
    tell_strangers(card, document, number, gather);
    tell_absent(card, mapping, document, gather);
    Ok(())
}

fn gather_place(place: Place, number: u16) -> String {
    if place.document == number {
        place.address()
    } else {
        format!("#{} {}", place.document + 1, place.address())
    }
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
            let cells: Vec<String> = labels.iter().map(at).collect();
            let here = place(single.number, label.row, label.column);
            return gather
                .log
                .at(single.document, here, codes::LABEL_TWICE, |finding| {
                    finding
                        .with("label", &label.text)
                        .with("cells", cells.join(", "))
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
    for label in card
        .labels
        .iter()
        .filter(|label| card.known.contains(label.head.key.as_str()))
    {
        let (_, row, column) = card.value(label);
        taken.extend([(label.row, label.column), (row, column)]);
    }
    let mut strangers: Vec<(&Label, usize)> = Vec::new();
    for label in card
        .labels
        .iter()
        .filter(|label| !taken.contains(&(label.row, label.column)))
    {
        let (cell, row, column) = card.value(label);
        let beside = cell != Cell::Empty && !taken.contains(&(row, column));
        let follows = strangers
            .last()
            .is_some_and(|(last, value)| last.row == label.row && *value == label.column);
        if beside && !follows {
            strangers.push((label, column));
        }
    }
    let Some((first, _)) = strangers.first() else {
        return;
    };
    let named = strangers.iter().map(|(label, _)| {
        format!(
            "{} ({})",
            label.text,
            place(number, label.row, label.column).address()
        )
    });
    let heads = named.collect::<Vec<_>>().join("、");
    gather.log.at(
        document,
        place(number, first.row, first.column),
        codes::HEADS_NOT_MAPPED,
        |finding| finding.with("heads", heads),
    );
}

fn tell_absent(card: &Card<'_>, mapping: &Mapping, document: &Document, gather: &mut Gather) {
    let absent = mapping
        .wanted()
        .filter(|named| card.find(named).next().is_none());
    let absent: Vec<&str> = absent.map(|named| named.text.as_str()).collect();
    if !absent.is_empty() {
        let finding = codes::HEADS_ABSENT.found().with("heads", absent.join("、"));
        gather.log.about(document, finding);
    }
}
