//! One import: which map reads which sheet, and what came of it.

use std::ops::ControlFlow;
use std::sync::Arc;

use kernel::{Document, Finding, Place};

use super::columns::{SheetHead, Under, lay};
use super::find_heads::{self, Found, TOP};
use super::gather::Gather;
use super::rows::Rows;
use super::sheets::{Rows as SheetRows, Step};
use super::who::{Given, year_of};
use super::{Imported, Options, Progress, SheetReport};
use crate::catalogue::Form;
use crate::codes;
use crate::identity::Identity;
use crate::mapping::{Mapping, OwnHeads, Shape};
use crate::reading::{Book, Content, Input, Next, TextReader, open};
use crate::table::Tally;

/// Progress is told every so many rows.
const STRIDE: usize = 2_000;

pub(super) struct Session<'a> {
    forms: &'a [Arc<Form>],
    maps: &'a [Mapping],
    options: &'a Options,
    progress: &'a mut dyn FnMut(Progress<'_>) -> ControlFlow<()>,
    own: Vec<OwnHeads>,
    gather: Gather,
    reports: Vec<SheetReport>,
    stopped: bool,
    file: usize,
    files: usize,
}

/// A map that fits a sheet.
struct Fit {
    mapping: Mapping,
    found: Found,
    known: bool,
}

impl<'a> Session<'a> {
    pub(super) fn new(
        forms: &'a [Arc<Form>],
        maps: &'a [Mapping],
        options: &'a Options,
        progress: &'a mut dyn FnMut(Progress<'_>) -> ControlFlow<()>,
    ) -> Session<'a> {
        Session {
            forms,
            maps,
            options,
            progress,
            own: forms.iter().map(OwnHeads::new).collect(),
            gather: Gather::new(forms, options.limits.max_alike),
            reports: Vec::new(),
            stopped: false,
            file: 0,
            files: 0,
        }
    }

    pub(super) fn read(mut self, inputs: Vec<Input<'_>>) -> Imported {
        self.files = inputs.len();
        for (number, input) in inputs.into_iter().enumerate() {
            self.file = number;
            if self.stopped {
                break;
            }
            if let Some(book) = open(input, &self.options.limits, &mut self.gather.log.findings) {
                self.book(book);
            }
        }
        let (tables, findings) = self.gather.finish();
        Imported {
            tables,
            findings,
            sheets: self.reports,
            stopped: self.stopped,
        }
    }

    fn book(&mut self, book: Book<'_>) {
        let document = |sheet: &str| Document {
            file: book.name.clone(),
            sheet: sheet.to_owned(),
        };
        match book.content {
            Content::Sheets(sheets) => {
                for sheet in &sheets {
                    if sheet.height() > 0 && !self.stopped {
                        let document = document(&sheet.name);
                        if sheet.hidden {
                            self.gather
                                .log
                                .about(&document, codes::SHEET_HIDDEN.found());
                        }
                        self.sheet(SheetRows::Sheet(sheet), document);
                    }
                }
            }
            Content::Text(mut reader) => {
                self.sheet(SheetRows::Text(&mut reader), document(""));
                self.text_damaged(&reader, &document(""));
            }
        }
    }

    fn text_damaged(&mut self, reader: &TextReader<'_>, document: &Document) {
        if let Some(row) = reader.damaged_row {
            let place = Place {
                document: 0,
                column: 0,
                row,
            };
            let finding = codes::TEXT_DAMAGED
                .found()
                .with("encoding", reader.encoding_name());
            self.gather.log.about(document, finding.at(place));
        }
    }

    fn sheet(&mut self, mut rows: SheetRows<'_, '_>, document: Document) {
        let top = match rows.top(TOP) {
            Ok(top) => find_heads::texts(&top),
            Err(error) => {
                let finding = codes::FILE_UNREADABLE.found().with("said", error);
                return self.gather.log.about(&document, finding);
            }
        };
        match self.fit(&top, &document) {
            Some(fit) => self.rows(fit, rows, &top, document),
            None => self.unused(rows, &top, document),
        }
    }

    /// The map to read a sheet with; what was decided is told.
    fn fit(&mut self, top: &[Vec<String>], document: &Document) -> Option<Fit> {
        let given = self
            .options
            .maps
            .iter()
            .filter(|map| map.reads_sheet(&document.sheet));
        if let Some(fit) = given
            .clone()
            .filter_map(|map| fit(map, top))
            .max_by_key(|f| f.found.score)
        {
            return self.used(fit, document);
        }
        let known = self
            .maps
            .iter()
            .filter(|map| map.reads_sheet(&document.sheet) && !map.file.recognise.is_empty());
        let mut fitting: Vec<Fit> = known.filter_map(|map| recognised(map, top)).collect();
        if fitting.len() > 1 {
            let ids: Vec<&str> = fitting.iter().map(|fit| fit.mapping.id.as_str()).collect();
            let finding = codes::MAP_AMBIGUOUS.found().with("maps", ids.join("、"));
            self.gather.log.about(document, finding);
            return None;
        }
        match fitting.pop() {
            Some(fit) => self.used(fit, document),
            None => self.own_titles(top, document),
        }
    }

    fn used(&mut self, fit: Fit, document: &Document) -> Option<Fit> {
        let finding = codes::MAP_USED
            .found()
            .with("map", &fit.mapping.id)
            .with("title", &fit.mapping.title.zh)
            .with("title_en", &fit.mapping.title.en)
            .with("form", &fit.mapping.form.title.zh)
            .with("form_en", &fit.mapping.form.title.en);
        self.gather.log.about(document, finding);
        Some(fit)
    }

    /// A sheet with the form's own titles as heads.
    fn own_titles(&mut self, top: &[Vec<String>], document: &Document) -> Option<Fit> {
        let mut best: Option<(usize, Found)> = None;
        for (form, own) in self.own.iter().enumerate() {
            let score = |heads: &[SheetHead]| own.score(heads.iter().map(|h| h.head.key.as_str()));
            let Some(found) = find_heads::search(top, &score) else {
                continue;
            };
            if found.score > best.as_ref().map_or(0, |(_, best)| best.score) {
                best = Some((form, found));
            }
        }
        let (form, found) = best?;
        let texts = found.heads.iter().map(|head| head.text.as_str());
        let mapping = self.own[form].mapping(Shape::Rows, texts);
        let heads: Vec<&str> = mapping.wanted().map(|named| named.text.as_str()).collect();
        let finding = codes::READ_BY_TITLES
            .found()
            .with("form", &mapping.form.title.zh)
            .with("form_en", &mapping.form.title.en)
            .with("heads", heads.join("、"));
        self.gather.log.about(document, finding);
        Some(Fit {
            mapping,
            found,
            known: false,
        })
    }

    fn form_number(&self, mapping: &Mapping) -> Option<usize> {
        self.forms
            .iter()
            .position(|form| form.id == mapping.form.id)
    }

    fn rows(
        &mut self,
        fit: Fit,
        mut rows: SheetRows<'_, '_>,
        top: &[Vec<String>],
        document: Document,
    ) {
        let (Some(form), Some(number)) = (
            self.form_number(&fit.mapping),
            self.gather.document(document.clone()),
        ) else {
            let finding = codes::MAP_FORM_UNKNOWN
                .found()
                .with("map", &fit.mapping.id)
                .with("form", &fit.mapping.form.id);
            return self.gather.log.about(&document, finding);
        };
        let Found {
            heads, head_row, ..
        } = fit.found;
        let under = Under {
            heads: &heads,
            head_row,
            document: &document,
            number,
        };
        let laid = lay(&fit.mapping, &under, &mut self.gather.log);
        let given = self.given(
            &fit.mapping,
            &laid.identity,
            &top[..head_row.min(top.len())],
            &document,
        );
        let merged = rows.merged();
        let mut reader = Rows::new(
            &fit.mapping,
            form,
            laid,
            heads,
            given,
            (number, document.clone()),
            &merged,
        );
        self.walk(&mut rows, &mut reader, &document);
        let (tally, sums) = reader.finish(&mut self.gather);
        self.gather.log.close_sheet(&document);
        let map = fit.known.then(|| fit.mapping.id.clone());
        let form = Some(fit.mapping.form.id.clone());
        self.reports.push(SheetReport {
            document,
            tally,
            map,
            form,
            sums,
        });
    }

    fn walk(&mut self, rows: &mut SheetRows<'_, '_>, reader: &mut Rows<'_>, document: &Document) {
        let (file, files) = (self.file, self.files);
        let head_row = reader.head_row();
        let Session {
            gather,
            progress,
            stopped,
            options,
            ..
        } = self;
        let mut count = 0usize;
        rows.walk(&mut |step| {
            count += 1;
            if count.is_multiple_of(STRIDE) || count == 1 {
                let now = Progress {
                    file: &document.file,
                    sheet: &document.sheet,
                    number: file,
                    files,
                    rows: count - 1,
                };
                if progress(now).is_break() {
                    *stopped = true;
                    gather
                        .log
                        .about(document, codes::STOPPED.found().with("rows", count - 1));
                    return false;
                }
            }
            match step {
                Step::Row(row, cells) if row as usize > head_row => reader.row(row, cells, gather),
                Step::Row(..) => {}
                Step::Broken(row, next) => reader.broken(row, broken(next), gather),
                Step::Limit => {
                    let finding = codes::TEXT_ROWS_LIMIT
                        .found()
                        .with("limit", options.limits.max_rows);
                    gather.log.about(document, finding);
                }
                Step::Failed(error) => {
                    let finding = codes::FILE_UNREADABLE.found().with("said", error);
                    gather.log.about(document, finding);
                }
            }
            true
        });
    }

    /// What holds for rows that do not say: fixed by the map, told by the user, or by the title.
    fn given(
        &mut self,
        mapping: &Mapping,
        columns: &std::collections::HashMap<Identity, usize>,
        above: &[Vec<String>],
        document: &Document,
    ) -> Given {
        let fixed = |identity| mapping.fixed.identity.get(&identity).cloned();
        let county = fixed(Identity::County).or_else(|| self.options.default_county.clone());
        let fixed_year = fixed(Identity::Year).and_then(|year| year_of(&year));
        let mut year = fixed_year.or(self.options.default_year);
        if county.is_none() && !columns.contains_key(&Identity::County) {
            self.gather
                .log
                .about(document, codes::COUNTY_NOT_SAID.found());
        }
        if year.is_none() && !columns.contains_key(&Identity::Year) {
            year = year_above(above, document);
            let finding = match year {
                Some(year) => codes::YEAR_FROM_TITLE.found().with("year", year),
                None => codes::YEAR_NOT_SAID.found(),
            };
            self.gather.log.about(document, finding);
        }
        let asks_code = columns.contains_key(&Identity::Code);
        let schools = mapping.form.subject == crate::catalogue::SubjectKind::School;
        if schools && !asks_code {
            self.gather.log.about(document, codes::CODES_ABSENT.found());
        }
        Given {
            county,
            year,
            subject: Some(mapping.form.subject),
            asks_code,
        }
    }

    /// A sheet nobody can read: all of its rows are refused in one finding.
    fn unused(&mut self, mut rows: SheetRows<'_, '_>, top: &[Vec<String>], document: Document) {
        let mut tally = Tally::default();
        rows.walk(&mut |step| {
            tally.read += 1;
            match step {
                Step::Row(_, cells) if cells.is_blank() => tally.blank += 1,
                _ => tally.refused += 1,
            }
            true
        });
        let finding = if self.options.maps.is_empty() {
            let filled = |row: &&Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count();
            let row = top.iter().rev().max_by_key(filled);
            let cells = row.into_iter().flatten().filter(|cell| !cell.is_empty());
            let heads: Vec<String> = cells
                .take(12)
                .map(|cell| super::figure::short(cell))
                .collect();
            codes::SHEET_UNKNOWN.found().with("heads", heads.join("、"))
        } else {
            codes::SHEET_NOT_USED.found()
        };
        self.gather
            .log
            .about(&document, finding.with("rows", tally.refused));
        self.reports.push(SheetReport {
            document,
            tally,
            map: None,
            form: None,
            sums: Vec::new(),
        });
    }
}

fn broken(next: Next) -> Finding {
    match next {
        Next::QuoteOpen { lines } => codes::QUOTE_OPEN.found().with("lines", lines),
        Next::TooLong { lines } => codes::ROW_TOO_LONG.found().with("lines", lines),
        _ => codes::ROW_TOO_LONG.found().with("lines", 1),
    }
}

/// A map over the first rows of a sheet, if any of its heads are there.
fn fit(map: &Mapping, top: &[Vec<String>]) -> Option<Fit> {
    if map.shape != Shape::Rows {
        return None;
    }
    let wanted: Vec<&str> = map.wanted().map(|named| named.key()).collect();
    let score = |heads: &[SheetHead]| {
        wanted
            .iter()
            .filter(|key| heads.iter().any(|head| head.head.key == **key))
            .count()
    };
    let found = match map.file.header_rows.as_slice() {
        [] => find_heads::search(top, &score),
        rows => find_heads::named(top, rows, &score),
    }?;
    Some(Fit {
        mapping: map.clone(),
        found,
        known: true,
    })
}

/// A map over a sheet that has all the heads it is recognised by.
fn recognised(map: &Mapping, top: &[Vec<String>]) -> Option<Fit> {
    let fit = fit(map, top)?;
    let has = |key: &str| fit.found.heads.iter().any(|head| head.head.key == key);
    map.file
        .recognise
        .iter()
        .all(|named| has(named.key()))
        .then_some(fit)
}

/// The year that the sheet's name, the rows above the heads or the file's name tell, if one.
fn year_above(above: &[Vec<String>], document: &Document) -> Option<i16> {
    let titles = above.iter().flatten().map(String::as_str);
    let texts = [document.sheet.as_str()]
        .into_iter()
        .chain(titles)
        .chain([document.file.as_str()]);
    texts.filter(|text| !text.is_empty()).find_map(year_in)
}

/// A year standing in a text: four digits on their own.
fn year_in(text: &str) -> Option<i16> {
    let text = crate::heads::plain(text);
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() == 4)
        .find_map(year_of)
}
