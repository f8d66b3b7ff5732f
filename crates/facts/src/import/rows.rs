//! Sheets with one row a school, or one row a stage of a school.

use std::collections::BTreeMap;

use kernel::{Document, Finding, Missing, Place};
use rust_decimal::Decimal;

use super::columns::{Laid, LaidColumn, Part, SheetHead};
use super::figure::{Figure, Remark};
use super::gather::{Gather, Who};
use super::log::cells_text;
use super::merged::Merged;
use super::refusal::Refusal;
use super::totals::Totals;
use super::who::{Given, IdentityCells, who};
use crate::codes::{self, Code};
use crate::heads::plain;
use crate::identity::Identity;
use crate::mapping::Mapping;
use crate::reading::{CellRef, Region, RowRef};
use crate::table::{Datum, Entry, Tally};

/// A sheet being read row by row.
pub(crate) struct Rows<'a> {
    mapping: &'a Mapping,
    form: usize,
    laid: Laid,
    heads: Vec<SheetHead>,
    given: Given,
    document: Document,
    number: u16,
    merged: Merged,
    totals: Totals,
    tally: Tally,
    remarks: BTreeMap<(usize, usize, Remarked), Vec<u32>>,
    joined: BTreeMap<String, usize>,
}

/// What is told once a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Remarked {
    Figure(Remark),
    Merged,
    NotAsked,
}

/// What a row has become.
enum Fate {
    Loaded,
    Refused,
    Totals,
    Blank,
}

/// A figure of the row at hand, on its way into the table.
struct Reading {
    entry: Entry,
    more: Vec<Place>,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(
        mapping: &'a Mapping,
        form: usize,
        laid: Laid,
        heads: Vec<SheetHead>,
        given: Given,
        document: (u16, Document),
        merged: &[Region],
    ) -> Rows<'a> {
        let parts = laid.figures.iter().map(|figure| figure.parts.len()).sum();
        let merged = Merged::below(laid.head_row, merged);
        Rows {
            mapping,
            form,
            laid,
            heads,
            given,
            number: document.0,
            document: document.1,
            merged,
            totals: Totals::new(parts),
            tally: Tally::default(),
            remarks: BTreeMap::new(),
            joined: BTreeMap::new(),
        }
    }

    /// Row of the lowest head; the rows below it are read.
    pub(crate) fn head_row(&self) -> usize {
        self.laid.head_row
    }

    /// Reads one row.
    pub(crate) fn row(&mut self, row: u32, cells: RowRef<'_>, gather: &mut Gather) {
        self.tally.read += 1;
        self.merged.hold(row, cells);
        match self.fate(row, cells, gather) {
            Fate::Loaded => self.tally.loaded += 1,
            Fate::Refused => self.tally.refused += 1,
            Fate::Totals => self.tally.totals += 1,
            Fate::Blank => self.tally.blank += 1,
        }
    }

    /// Lines that are no row: told and refused.
    pub(crate) fn broken(&mut self, row: u32, finding: Finding, gather: &mut Gather) {
        gather
            .log
            .about(&self.document, finding.at(self.place(row, 0)));
        self.tally.read += 1;
        self.tally.refused += 1;
    }

    fn fate(&mut self, row: u32, cells: RowRef<'_>, gather: &mut Gather) -> Fate {
        if cells.is_blank() {
            return Fate::Blank;
        }
        if self.is_totals(cells) {
            self.state_totals(row, cells);
            return Fate::Totals;
        }
        match self.load(row, cells, gather) {
            Ok(()) => Fate::Loaded,
            Err(refusal) => {
                let place = refusal
                    .place
                    .unwrap_or_else(|| self.place(row, first_filled(cells)));
                gather
                    .log
                    .at(&self.document, place, refusal.code, |finding| {
                        refusal.fill(finding)
                    });
                Fate::Refused
            }
        }
    }

    fn load(&mut self, row: u32, cells: RowRef<'_>, gather: &mut Gather) -> Result<(), Refusal> {
        let who = self.who(row, cells, gather)?;
        let stage = self.stage(row, cells)?;
        let (known, before) = gather.known(self.form, &who, stage);
        if let Some(before) = before {
            self.may_join(&who, stage, known, before, gather)?;
        }
        let name = who.subject.name.clone();
        let at = gather.row(self.form, who, stage);
        for figure in 0..self.laid.figures.len() {
            let Some(reading) = self.figure(figure, row, cells, stage, gather) else {
                continue;
            };
            self.keep(figure, at, stage, reading, &name, gather);
        }
        for (field, option) in &self.mapping.fixed.choices {
            if let Some(column) = self
                .mapping
                .form
                .column(&self.mapping.form.fields[*field].id)
            {
                let entry = Entry {
                    datum: Datum::Choice(*option),
                    place: Place::NOWHERE,
                };
                let _ = gather.set(self.form, at, column, entry, Vec::new());
            }
        }
        Ok(())
    }

    fn who(&self, row: u32, cells: RowRef<'_>, gather: &mut Gather) -> Result<Who, Refusal> {
        let identity = RowIdentity {
            rows: self,
            row,
            cells,
        };
        let has_figures = || self.has_figures(cells);
        match who(&identity, &self.given, &self.document, gather) {
            Ok(who) if who.has_code => Ok(who),
            Ok(who) if has_figures() && !self.signs(&who.subject.name, cells) => Ok(who),
            Ok(who) => Err(self.no_school(&who.subject.name, row, cells)),
            Err(nobody) if has_figures() => Err(Refusal::from(nobody)),
            Err(_) if self.repeats_heads(cells) => Err(Refusal::of(codes::ROW_REPEATS_HEADS)),
            Err(_) => Err(note(cells)),
        }
    }

    /// A row with a name and nothing else: a note below the table, or a school that reports nothing.
    fn no_school(&self, name: &str, row: u32, cells: RowRef<'_>) -> Refusal {
        if self.repeats_heads(cells) {
            return Refusal::of(codes::ROW_REPEATS_HEADS);
        }
        let filled = cells.cells().filter(|cell| !cell.is_empty()).count();
        if filled == 1 || is_note(name) {
            return note(cells);
        }
        let column = self
            .laid
            .identity
            .get(&Identity::Name)
            .copied()
            .unwrap_or(0);
        Refusal::of(codes::ROW_WITHOUT_FIGURES)
            .with("name", name)
            .at(self.place(row, column))
    }

    /// A line of signatures below the table: words where figures would stand.
    fn signs(&self, name: &str, cells: RowRef<'_>) -> bool {
        let mut parts = self.laid.figures.iter().flat_map(|figure| &figure.parts);
        is_note(name)
            && !parts.any(|part| {
                !matches!(
                    part.spec.read(cells.cell(part.column)).datum,
                    Datum::Missing(_)
                )
            })
    }

    fn has_figures(&self, cells: RowRef<'_>) -> bool {
        let columns = self.laid.figures.iter().flat_map(|figure| &figure.parts);
        columns
            .map(|part| part.column)
            .any(|column| !cells.cell(column).is_empty())
    }

    /// True when the heads stand there again, as at the top of each printed page.
    fn repeats_heads(&self, cells: RowRef<'_>) -> bool {
        let mut same = 0;
        for head in &self.heads {
            match cells.cell(head.column) {
                CellRef::Empty => {}
                CellRef::Text(text)
                    if head.text.ends_with(text) || plain(text) == head.head.key =>
                {
                    same += 1;
                }
                _ => return false,
            }
        }
        same > 1
    }

    fn stage(&self, row: u32, cells: RowRef<'_>) -> Result<Option<usize>, Refusal> {
        let (Some(rule), Some(column)) = (&self.mapping.stage, self.laid.stage) else {
            return Ok(None);
        };
        let cell = self.merged.cell(row, column, cells);
        let said = cell.shown();
        match rule.values.get(&plain(&said)) {
            Some(stage) => Ok(Some(*stage)),
            None => {
                let known: Vec<&str> = rule.values.keys().map(String::as_str).collect();
                Err(Refusal::of(codes::ROW_WITHOUT_STAGE)
                    .with("head", &rule.head.text)
                    .with("value", super::figure::short(&said))
                    .with("expected", known.join("、"))
                    .at(self.place(row, column)))
            }
        }
    }

    /// A second row of the same school and stage is refused, unless it comes from another sheet and
    /// says other things.
    fn may_join(
        &mut self,
        who: &Who,
        stage: Option<usize>,
        known: Option<usize>,
        before: Place,
        gather: &Gather,
    ) -> Result<(), Refusal> {
        let table = &gather.tables[self.form];
        let said = |figure: &LaidColumn| {
            let column = figure.target.column(stage);
            known
                .zip(column)
                .is_some_and(|(row, column)| table.get(row, column).place.is_cell())
        };
        if before.document != self.number && !self.laid.figures.iter().any(said) {
            let document = &gather.documents[usize::from(before.document)];
            let with = [document.file.as_str(), document.sheet.as_str()].join(" ");
            *self.joined.entry(with.trim().to_owned()).or_default() += 1;
            return Ok(());
        }
        let subject = &who.subject;
        let stage = stage.map_or("", |stage| {
            self.mapping.form.stages[stage].title.zh.as_str()
        });
        Err(Refusal::of(codes::ROW_TWICE)
            .with("name", &subject.name)
            .with("code", &subject.code)
            .with("year", subject.year)
            .with("stage", stage)
            .with("first", gather.place_text(before, self.number))
            .at(subject.place)
            .about(&subject.name))
    }

    /// The figure of a column and a row: its cells, added up when there are several.
    fn figure(
        &mut self,
        figure: usize,
        row: u32,
        cells: RowRef<'_>,
        stage: Option<usize>,
        gather: &mut Gather,
    ) -> Option<Reading> {
        let asked = self.laid.figures[figure].target.column(stage).is_some();
        let mut sum: Option<Reading> = None;
        for part in 0..self.laid.figures[figure].parts.len() {
            let column = self.laid.figures[figure].parts[part].column;
            let cell = cells.cell(column);
            if !asked {
                if !cell.is_empty() {
                    self.remark(figure, part, Remarked::NotAsked, row);
                }
                continue;
            }
            let place = self.place(row, column);
            let datum = self.read_part(figure, part, row, cell, place, gather);
            sum = Some(match sum {
                None => Reading {
                    entry: Entry { datum, place },
                    more: Vec::new(),
                },
                Some(so_far) => added(so_far, datum, place),
            });
        }
        sum
    }

    fn read_part(
        &mut self,
        figure: usize,
        part: usize,
        row: u32,
        cell: CellRef<'_>,
        place: Place,
        gather: &mut Gather,
    ) -> Datum {
        let known: &Part = &self.laid.figures[figure].parts[part];
        let read: Figure = known.spec.read(cell);
        if let Some(code) = read.wrong {
            gather.log.at(&self.document, place, code, |finding| {
                known.spec.tell(finding, &known.title, cell)
            });
        }
        if let Some(remark) = read.remark {
            self.remark(figure, part, Remarked::Figure(remark), row);
        }
        if cell.is_empty() && self.merged.covers(row, place.column) {
            self.remark(figure, part, Remarked::Merged, row);
        }
        if let Some(written) = read.written {
            self.totals
                .add(self.laid.figures[figure].parts[part].number, written);
        }
        read.datum
    }

    fn remark(&mut self, figure: usize, part: usize, remark: Remarked, row: u32) {
        self.remarks
            .entry((figure, part, remark))
            .or_default()
            .push(row);
    }

    fn keep(
        &self,
        figure: usize,
        at: usize,
        stage: Option<usize>,
        reading: Reading,
        name: &str,
        gather: &mut Gather,
    ) {
        let Some(column) = self.laid.figures[figure].target.column(stage) else {
            return;
        };
        let entry = reading.entry;
        let Err(before) = gather.set(self.form, at, column, entry, reading.more) else {
            return;
        };
        let first = gather.place_text(before.place, self.number);
        let title = &self.laid.figures[figure].parts[0].title;
        gather.log.at(
            &self.document,
            entry.place,
            codes::ROWS_DISAGREE,
            |finding| {
                finding
                    .about(name)
                    .with("name", name)
                    .with("column", title)
                    .with("kept", shown(before.datum))
                    .with("value", shown(entry.datum))
                    .with("first", first)
            },
        );
    }

    /// A totals row says so where the name or the code stands, or in its first filled cell.
    fn is_totals(&self, cells: RowRef<'_>) -> bool {
        let names = [
            Identity::Name,
            Identity::Code,
            Identity::County,
            Identity::Township,
        ];
        let identity = names
            .iter()
            .filter_map(|identity| self.laid.identity.get(identity).copied());
        let mut columns = identity.chain([first_filled(cells)]);
        columns.any(|column| match cells.cell(column) {
            CellRef::Text(text) if text.chars().count() <= 12 => self.is_totals_word(text),
            _ => false,
        })
    }

    fn is_totals_word(&self, text: &str) -> bool {
        let text = plain(text);
        let text = text.trim_end_matches([':', '：', '数']);
        self.mapping
            .file
            .totals
            .iter()
            .any(|word| text.ends_with(word.as_str()))
    }

    fn state_totals(&mut self, row: u32, cells: RowRef<'_>) {
        let parts = self.laid.figures.iter().flat_map(|figure| &figure.parts);
        let says = parts.map(|part| {
            let read = part.spec.read(cells.cell(part.column));
            read.written.filter(|_| part.spec.adds_up())
        });
        let says = says.collect();
        self.totals.state(row, says);
    }

    fn place(&self, row: u32, column: usize) -> Place {
        Place {
            document: self.number,
            column: column as u16,
            row,
        }
    }

    /// The sheet is at its end: tells what is told once, and gives the tally and the sums.
    pub(crate) fn finish(self, gather: &mut Gather) -> (Tally, Vec<(String, Decimal)>) {
        self.tell_remarks(gather);
        self.tell_totals(gather);
        for (with, count) in &self.joined {
            let finding = codes::ROWS_JOINED
                .found()
                .with("count", count)
                .with("with", with);
            gather.log.about(&self.document, finding);
        }
        let parts = self.laid.figures.iter().flat_map(|figure| &figure.parts);
        let summed = parts
            .zip(self.totals.sums())
            .filter(|(part, _)| part.spec.adds_up());
        let sums = summed.filter_map(|(part, sum)| Some((part.title.clone(), (*sum)?)));
        (self.tally, sums.collect())
    }

    fn tell_remarks(&self, gather: &mut Gather) {
        for ((figure, part, remark), rows) in &self.remarks {
            let part = &self.laid.figures[*figure].parts[*part];
            let place = self.place(rows.first().copied().unwrap_or(0), part.column);
            gather
                .log
                .at(&self.document, place, remark.code(), |finding: Finding| {
                    finding
                        .with("column", &part.title)
                        .with("count", rows.len())
                        .with("cells", cells_text(part.column as u16, rows))
                });
        }
    }

    fn tell_totals(&self, gather: &mut Gather) {
        let (agreeing, differences) = self.totals.compare();
        if agreeing > 0 {
            let finding = codes::TOTALS_AGREE.found().with("count", agreeing);
            gather.log.about(&self.document, finding);
        }
        let parts: Vec<&Part> = self
            .laid
            .figures
            .iter()
            .flat_map(|figure| &figure.parts)
            .collect();
        for difference in differences {
            let part = parts[difference.column];
            let place = self.place(difference.row, part.column);
            gather
                .log
                .at(&self.document, place, codes::TOTALS_DIFFER, |finding| {
                    finding
                        .with("column", &part.title)
                        .with("stated", difference.stated.normalize())
                        .with("loaded", difference.loaded)
                });
        }
    }
}

impl Remarked {
    fn code(self) -> Code {
        match self {
            Remarked::Figure(Remark::HasUnit) => codes::CELL_HAS_UNIT,
            Remarked::Figure(Remark::SmallPerCent) => codes::CELL_SMALL_PER_CENT,
            Remarked::Figure(Remark::SaidNotReported) => codes::SAID_NOT_REPORTED,
            Remarked::Merged => codes::CELL_IN_MERGED,
            Remarked::NotAsked => codes::FIGURE_NOT_ASKED,
        }
    }
}

/// Several cells make one figure: their sum, or missing as soon as one is.
pub(crate) fn added_datum(a: Datum, b: Datum) -> Datum {
    match (a, b) {
        (Datum::Number(a), Datum::Number(b)) => {
            crate::number::add(a, b).map_or(Datum::Missing(Missing::Unreadable), Datum::Number)
        }
        (Datum::Missing(Missing::NotApplicable), other)
        | (other, Datum::Missing(Missing::NotApplicable)) => other,
        (Datum::Missing(Missing::Unreadable), _) | (_, Datum::Missing(Missing::Unreadable)) => {
            Datum::Missing(Missing::Unreadable)
        }
        (Datum::Missing(missing), _) | (_, Datum::Missing(missing)) => Datum::Missing(missing),
        _ => Datum::Missing(Missing::Unreadable),
    }
}

fn added(so_far: Reading, datum: Datum, place: Place) -> Reading {
    let mut more = so_far.more;
    more.push(place);
    let datum = added_datum(so_far.entry.datum, datum);
    Reading {
        entry: Entry {
            datum,
            place: so_far.entry.place,
        },
        more,
    }
}

fn shown(datum: Datum) -> String {
    match datum {
        Datum::Number(number) => number.normalize().to_string(),
        Datum::Choice(option) => format!("#{}", option + 1),
        Datum::Missing(missing) => missing.code().to_owned(),
    }
}

fn first_filled(cells: RowRef<'_>) -> usize {
    cells.cells().position(|cell| !cell.is_empty()).unwrap_or(0)
}

fn note(cells: RowRef<'_>) -> Refusal {
    let shown = cells
        .cells()
        .filter(|cell| !cell.is_empty())
        .map(CellRef::shown);
    let text = shown.collect::<Vec<_>>().join(" ");
    Refusal::of(codes::ROW_IS_A_NOTE).with("text", super::figure::short(&text))
}

/// Words a line below a table begins with.
fn is_note(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "注",
        "备注",
        "说明",
        "填表",
        "制表",
        "审核",
        "填报",
        "负责人",
        "单位负责人",
        "联系",
        "日期",
        "note",
        "source",
    ];
    let text = plain(text);
    STARTS.iter().any(|start| text.starts_with(start)) && (text.contains(':') || text.len() > 60)
}

struct RowIdentity<'a> {
    rows: &'a Rows<'a>,
    row: u32,
    cells: RowRef<'a>,
}

impl IdentityCells for RowIdentity<'_> {
    fn cell(&self, identity: Identity) -> Option<(CellRef<'_>, Place)> {
        let column = *self.rows.laid.identity.get(&identity)?;
        let cell = self.rows.merged.cell(self.row, column, self.cells);
        Some((cell, self.rows.place(self.row, column)))
    }
}
