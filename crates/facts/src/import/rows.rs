//! Sheets with one row a school, or one row a stage of a school.

use std::collections::BTreeMap;

use kernel::{Document, Missing, Place, Text};

use super::columns::{Laid, LaidColumn, Part, SheetHead};
use super::figure::{Figure, Remark, some};
use super::gather::{Gather, Who};
use super::merged::Merged;
use super::refusal::Refusal;
use super::totals::Totals;
use super::who::{Given, IdentityCells, who};
use crate::codes::{self, Code};
use crate::heads::plain;
use crate::identity::Identity;
use crate::mapping::Mapping;
use crate::reading::{CellRef, Region, RowRef};
use crate::table::{Datum, Entry, Table, Tally};

/// A sheet being read row by row.
pub(crate) struct Rows<'a> {
    pub(super) mapping: &'a Mapping,
    pub(super) form: usize,
    pub(super) laid: Laid,
    pub(super) heads: Vec<SheetHead>,
    /// By column: has it a head?
    headed: Vec<bool>,
    pub(super) given: Given,
    pub(super) document: Document,
    pub(super) number: u16,
    merged: Merged,
    pub(super) totals: Totals,
    pub(super) tally: Tally,
    pub(super) remarks: BTreeMap<(usize, usize, Remarked), Vec<u32>>,
    pub(super) joined: BTreeMap<String, usize>,
}

/// What is told once a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Remarked {
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
        let width = heads.iter().map(|head| head.column + 1).max().unwrap_or(0);
        let mut headed = vec![false; width];
        heads.iter().for_each(|head| headed[head.column] = true);
        Rows {
            mapping,
            form,
            laid,
            heads,
            headed,
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
    pub(crate) fn broken(&mut self, row: u32, code: Code, lines: u32, gather: &mut Gather) {
        let place = self.place(row, 0);
        gather.log.at(&self.document, place, code, |finding| {
            finding.with("lines", lines)
        });
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
            Ok(()) => {
                self.tell_shape(row, cells, gather);
                Fate::Loaded
            }
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
        who.tell(&self.document, gather);
        let stage = self.stage(row, cells)?;
        let (known, before) = gather.known(self.form, &who, stage);
        if let (Some(known), Some(before)) = (known, before) {
            self.may_join(cells, &who, stage, (known, before), gather)?;
        }
        let name = who.subject.name.clone();
        let at = gather.row(self.form, who, stage);
        for figure in 0..self.laid.figures.len() {
            let Some(reading) = self.figure(figure, row, cells, stage, gather) else {
                continue;
            };
            self.keep(figure, at, stage, reading, &name, gather);
        }
        gather.fix(self.form, at, &self.mapping.fixed.figures);
        Ok(())
    }

    fn who(&self, row: u32, cells: RowRef<'_>, gather: &mut Gather) -> Result<Who, Refusal> {
        if self.repeats_heads(cells) {
            return Err(Refusal::of(codes::ROW_REPEATS_HEADS));
        }
        if let Some(column) = self.only_outside(cells) {
            let shown = super::figure::short(&cells.cell(column).shown());
            return Err(Refusal::of(codes::CELL_OUTSIDE_HEADS).with("value", shown));
        }
        let identity = RowIdentity {
            rows: self,
            row,
            cells,
        };
        match who(&identity, &self.given, &self.document, gather) {
            Ok(who) if who.has_code => Ok(who),
            Ok(who) if self.has_figures(cells) && !self.signs(cells) => Ok(who),
            Ok(who) => Err(self.no_school(&who.subject.name, row, cells)),
            Err(nobody) if self.has_figures(cells) && !self.signs(cells) => {
                Err(Refusal::from(nobody))
            }
            Err(_) => Err(note(cells)),
        }
    }

    /// The first filled cell, when no filled cell stands under a head.
    fn only_outside(&self, cells: RowRef<'_>) -> Option<usize> {
        let first = first_filled(cells);
        let headed = |column: usize| self.headed.get(column) == Some(&true);
        let none = !self
            .heads
            .iter()
            .any(|head| !cells.cell(head.column).is_empty());
        (none && !headed(first)).then_some(first)
    }

    /// Names cells that stand under no head, and lines with too few cells.
    fn tell_shape(&self, row: u32, cells: RowRef<'_>, gather: &mut Gather) {
        for column in 0..cells.width() {
            let outside = self.headed.get(column) != Some(&true);
            if outside && !cells.cell(column).is_empty() {
                let value = super::figure::short(&cells.cell(column).shown());
                let place = self.place(row, column);
                gather.log.at(
                    &self.document,
                    place,
                    codes::CELL_OUTSIDE_HEADS,
                    |finding| finding.with("value", value),
                );
            }
        }
        if let RowRef::Fields(fields) = cells {
            self.tell_short(row, fields.len(), gather);
        }
    }

    /// Names the figures that a line with too few cells has lost.
    fn tell_short(&self, row: u32, width: usize, gather: &mut Gather) {
        let lost = self.parts().filter(|part| part.column >= width);
        let mut lost: Vec<(usize, &str)> = lost
            .map(|part| (part.column, part.title.as_str()))
            .collect();
        lost.sort_unstable();
        lost.dedup();
        let (Some(first), Some(last)) = (lost.first(), lost.last()) else {
            return;
        };
        let letters = |(column, _): &(usize, &str)| kernel::column_letters(*column as u16);
        let (columns, heads) = match lost.len() {
            1 => (letters(first), first.1.to_owned()),
            2 => (
                format!("{}、{}", letters(first), letters(last)),
                format!("{}、{}", first.1, last.1),
            ),
            _ => (
                format!("{}–{}", letters(first), letters(last)),
                format!("{}……{}", first.1, last.1),
            ),
        };
        let place = self.place(row, first.0);
        gather
            .log
            .at(&self.document, place, codes::ROW_SHORT, |finding| {
                finding
                    .with("have", width)
                    .with("want", self.headed.len())
                    .with("columns", columns)
                    .with("heads", heads)
            });
    }

    fn stage(&self, row: u32, cells: RowRef<'_>) -> Result<Option<usize>, Refusal> {
        let (Some(rule), Some(column)) = (&self.mapping.stage, self.laid.stage) else {
            return Ok(None);
        };
        let said = self.merged.cell(row, column, cells).shown();
        if let Some(stage) = rule.values.get(&plain(&said)) {
            return Ok(Some(*stage));
        }
        let known: Vec<&str> = rule.values.keys().map(String::as_str).collect();
        Err(Refusal::of(codes::ROW_WITHOUT_STAGE)
            .with("head", &rule.head.text)
            .with("value", super::figure::short(&said))
            .with("expected", known.join("、"))
            .at(self.place(row, column)))
    }

    /// A second row of the same school and stage is refused, unless it comes from another sheet,
    /// says something new, and says nothing else than the first where both speak.
    fn may_join(
        &mut self,
        cells: RowRef<'_>,
        who: &Who,
        stage: Option<usize>,
        (known, before): (usize, Place),
        gather: &Gather,
    ) -> Result<(), Refusal> {
        let table = &gather.tables[self.form];
        let document = gather.documents.get(usize::from(before.document));
        if let Some(document) = document.filter(|_| before.document != self.number)
            && self.adds_to(table, known, stage, cells)
        {
            let with = [document.file.as_str(), document.sheet.as_str()].join(" ");
            *self.joined.entry(with.trim().to_owned()).or_default() += 1;
            return Ok(());
        }
        let subject = &who.subject;
        let name = &table.subjects[known].name;
        let stages = &self.mapping.form.stages;
        let title = |stage: usize| stages[stage].title.zh.as_str();
        let first = match before.document == self.number {
            true => Text {
                zh: format!("第{}行", before.row + 1),
                en: format!("row {}", before.row + 1),
            },
            false => Text::same(gather.place_text(before, self.number)),
        };
        let differs = self.differences(cells, known, stage, &first, gather);
        let yes = |truth: bool| if truth { "yes" } else { "no" };
        Err(Refusal::of(codes::ROW_TWICE)
            .with("name", name)
            .with("code", &subject.code)
            .with("year", subject.year)
            .with("stage", stage.map_or("", title))
            .with("first", first.zh)
            .with("first_en", first.en)
            .with("staged", yes(stage.is_some()))
            .with("same", yes(differs.zh.is_empty()))
            .with("differs", differs.zh)
            .with("differs_en", differs.en)
            .at(subject.place)
            .about(name))
    }

    /// True when a row says something that the row of the same school before did not, and nothing
    /// that differs. A blank says nothing; neither does what could not be read.
    fn adds_to(
        &self,
        table: &Table,
        known: usize,
        stage: Option<usize>,
        cells: RowRef<'_>,
    ) -> bool {
        let mut adds = false;
        for figure in &self.laid.figures {
            let Some(column) = figure.target.column(stage) else {
                continue;
            };
            match (table.get(known, column).datum, figure.datum(cells)) {
                (_, Datum::Missing(_)) => {}
                (Datum::Missing(_), _) => adds = true,
                (kept, new) if kept != new => return false,
                _ => {}
            }
        }
        adds
    }

    /// The figures in which a second row differs from the first: `在校生数：第2行 612，本行 621`.
    fn differences(
        &self,
        cells: RowRef<'_>,
        known: usize,
        stage: Option<usize>,
        first: &Text,
        gather: &Gather,
    ) -> Text {
        let table = &gather.tables[self.form];
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        for figure in &self.laid.figures {
            let (Some(column), part) = (figure.target.column(stage), &figure.parts[0]) else {
                continue;
            };
            let (kept, new) = (table.get(known, column).datum, figure.datum(cells));
            if kept != new {
                let (kept, new) = (part.spec.show(kept), part.spec.show(new));
                let titles: Vec<&str> = figure.parts.iter().map(|p| p.title.as_str()).collect();
                let title = titles.join("+");
                zh.push(format!("{title}：{} {kept}，本行 {new}", first.zh));
                en.push(format!("{title}: {} {kept}, this row {new}", first.en));
            }
        }
        Text {
            zh: some("；", zh),
            en: some("; ", en),
        }
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
        if let Some(written) = read.written {
            self.totals.add(known.number, written);
        }
        if let Some(remark) = read.remark {
            self.remark(figure, part, Remarked::Figure(remark), row);
        }
        if cell.is_empty() && self.merged.covers(row, place.column) {
            self.remark(figure, part, Remarked::Merged, row);
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
        let part = &self.laid.figures[figure].parts[0];
        gather.log.at(
            &self.document,
            entry.place,
            codes::ROWS_DISAGREE,
            |finding| {
                finding
                    .about(name)
                    .with("name", name)
                    .with("column", &part.title)
                    .with("kept", part.spec.show(before.datum))
                    .with("value", part.spec.show(entry.datum))
                    .with("first", first)
            },
        );
    }

    pub(super) fn place(&self, row: u32, column: usize) -> Place {
        Place {
            document: self.number,
            column: column as u16,
            row,
        }
    }
}

impl LaidColumn {
    /// The figure of a row that is only looked at.
    fn datum(&self, cells: RowRef<'_>) -> Datum {
        let read = |part: &Part| part.spec.read(cells.cell(part.column)).datum;
        let all = self.parts.iter().map(read).reduce(added_datum);
        all.unwrap_or(Datum::Missing(Missing::NotReported))
    }
}

/// Several cells make one figure: their sum, or missing as soon as one is.
pub(crate) fn added_datum(a: Datum, b: Datum) -> Datum {
    const UNREADABLE: Datum = Datum::Missing(Missing::Unreadable);
    const NOT_APPLICABLE: Datum = Datum::Missing(Missing::NotApplicable);
    match (a, b) {
        (Datum::Number(a), Datum::Number(b)) => {
            crate::number::add(a, b).map_or(UNREADABLE, Datum::Number)
        }
        (NOT_APPLICABLE, other) | (other, NOT_APPLICABLE) => other,
        (UNREADABLE, _) | (_, UNREADABLE) => UNREADABLE,
        (Datum::Missing(missing), _) | (_, Datum::Missing(missing)) => Datum::Missing(missing),
        _ => UNREADABLE,
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

pub(super) fn first_filled(cells: RowRef<'_>) -> usize {
    cells.cells().position(|cell| !cell.is_empty()).unwrap_or(0)
}

/// A line of words below a table, told with its beginning.
pub(super) fn note(cells: RowRef<'_>) -> Refusal {
    let filled = cells.cells().filter(|cell| !cell.is_empty()).take(10);
    let shown: Vec<String> = filled
        .map(|cell| super::figure::short(&cell.shown()))
        .collect();
    Refusal::of(codes::ROW_IS_A_NOTE).with("text", super::figure::short(&shown.join(" ")))
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

    fn first(&self) -> Place {
        self.rows.place(self.row, first_filled(self.cells))
    }
}
