//! One import: file by file, sheet by sheet.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::sync::Arc;

use kernel::{Document, Finding, Place};

use super::cards::{self, Card};
use super::choose::{Choice, Chooser, Fit, Look, used};
use super::columns::{SheetHead, Under, lay};
use super::find_heads::{self, Found, TOP, Top, TopCell};
use super::gather::Gather;
use super::rows::Rows;
use super::sheets::{Rows as SheetRows, Step};
use super::who::{Given, year_in, year_of};
use super::{Imported, Options, Progress, SheetReport, statistics, tables};
use crate::catalogue::{Form, SubjectKind};
use crate::codes;
use crate::identity::Identity;
use crate::mapping::{IdentityRule, Mapping, Shape};
use crate::reading::{Book, Content, Input, Next, Sheet, TextReader, open};
use crate::table::Tally;

/// Progress is told every so many rows.
const STRIDE: usize = 2_000;
/// Rows of a text file that are held in memory to be read as a card.
const CARD_ROWS: usize = 2_000;

pub(super) struct Session<'a> {
    forms: &'a [Arc<Form>],
    options: &'a Options,
    progress: &'a mut dyn FnMut(Progress<'_>) -> ControlFlow<()>,
    chooser: Chooser<'a>,
    gather: Gather,
    reports: Vec<SheetReport>,
    /// Sheets of the file at hand that nothing fitted: their rows and what look like heads.
    unknown: Vec<(Document, Tally, String)>,
    stopped: bool,
    file: usize,
    files: usize,
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
            options,
            progress,
            chooser: Chooser::new(forms, maps, options),
            gather: Gather::new(forms, options.limits.max_alike),
            reports: Vec::new(),
            unknown: Vec::new(),
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
                let name = book.name.clone();
                self.book(book);
                self.tell_unknown(&name);
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
                let taken = self.statistics(&sheets, &book.name);
                for (number, sheet) in sheets.iter().enumerate() {
                    let empty = sheet.height() == 0;
                    if empty || self.stopped || taken.as_ref().is_some_and(|t| t.contains(&number))
                    {
                        continue;
                    }
                    if sheet.hidden {
                        let finding = codes::SHEET_HIDDEN.found();
                        self.gather.log.about(&document(&sheet.name), finding);
                    }
                    match taken {
                        Some(_) => self.other(SheetRows::Sheet(sheet), document(&sheet.name)),
                        None => self.sheet(SheetRows::Sheet(sheet), document(&sheet.name)),
                    }
                }
            }
            Content::Text(mut reader) => {
                self.sheet(SheetRows::Text(&mut reader), document(""));
                self.text_damaged(&reader, &document(""));
            }
        }
    }

    /// Reads a workbook of statistics tables; the numbers of the sheets that were.
    fn statistics(&mut self, sheets: &[Sheet], file: &str) -> Option<Vec<usize>> {
        let fitting = self.chooser.table_maps().find_map(|(map, given)| {
            let held = tables::held(sheets, map);
            let fits = if given {
                !held.is_empty()
            } else {
                tables::recognised(&held, map)
            };
            fits.then_some((map, held))
        });
        let (map, tables) = fitting?;
        let form = self.form_number(map)?;
        let document = Document {
            file: file.to_owned(),
            sheet: String::new(),
        };
        self.gather.log.about(&document, used(map));
        self.tables_not_found(map, &tables, &document);
        let held = statistics::held(sheets, &tables, file, &mut self.gather);
        let given = self.given(map, &HashMap::new(), &[], &document);
        let tallies = statistics::read(&held, map, form, &given, &mut self.gather);
        for (sheet, tally) in held.iter().zip(tallies) {
            self.report(sheet.document.clone(), tally, Some((map, true)), Vec::new());
        }
        Some(tables.into_keys().collect())
    }

    fn tables_not_found(
        &mut self,
        map: &Mapping,
        held: &BTreeMap<usize, &str>,
        document: &Document,
    ) {
        let codes = tables::codes(map);
        let absent = codes
            .into_iter()
            .filter(|code| !held.values().any(|held| held == code));
        let absent: Vec<&str> = absent.collect();
        if !absent.is_empty() {
            let finding = codes::TABLE_NOT_FOUND
                .found()
                .with("tables", absent.join("、"));
            self.gather.log.about(document, finding);
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
        let held = match rows.held(CARD_ROWS) {
            Ok(held) => held,
            Err(error) => {
                let finding = codes::FILE_UNREADABLE.found().with("said", error);
                return self.gather.log.about(&document, finding);
            }
        };
        let top = find_heads::texts(&held.unmerged(TOP));
        let look = Look {
            top: &top,
            sheet: Some(&held),
            document: &document,
        };
        let (choice, said) = self.chooser.choose(&look);
        said.into_iter()
            .for_each(|finding| self.gather.log.about(&document, finding));
        match choice {
            Choice::Fit(fit) if fit.mapping.shape == Shape::Cards => {
                self.card(&fit, &held, &top, document);
            }
            Choice::Fit(fit) => self.rows(*fit, rows, &top, document),
            Choice::Told => self.other(rows, document),
            Choice::Nothing => self.unused(rows, &top, document),
        }
    }

    fn form_number(&self, mapping: &Mapping) -> Option<usize> {
        self.forms
            .iter()
            .position(|form| form.id == mapping.form.id)
    }

    /// The form a map feeds and the number of the sheet; it is told when either is wanting.
    fn numbers(&mut self, mapping: &Mapping, document: &Document) -> Option<(usize, u16)> {
        let form = self.form_number(mapping);
        if form.is_none() {
            let finding = codes::MAP_FORM_UNKNOWN
                .found()
                .with("map", &mapping.id)
                .with("form", &mapping.form.id);
            self.gather.log.about(document, finding);
        }
        let number = self.gather.document(document.clone());
        if number.is_none() {
            let finding = codes::FILE_TOO_MANY_SHEETS
                .found()
                .with("limit", u16::MAX - 1);
            self.gather.log.about(document, finding);
        }
        form.zip(number)
    }

    fn card(&mut self, fit: &Fit, sheet: &Sheet, top: &Top, document: Document) {
        let Some((form, number)) = self.numbers(&fit.mapping, &document) else {
            return;
        };
        let card = Card::new(sheet, &fit.mapping);
        let labels = fit
            .mapping
            .identity
            .keys()
            .map(|identity| (*identity, 0))
            .collect();
        let given = self.given(&fit.mapping, &labels, top, &document);
        let read = cards::read(
            &card,
            &fit.mapping,
            form,
            &given,
            (number, &document),
            &mut self.gather,
        );
        let mut tally = Tally {
            read: 1,
            ..Tally::default()
        };
        match read {
            Ok(()) => tally.loaded = 1,
            Err(refusal) => {
                tally.refused = 1;
                let place = refusal.place.unwrap_or(Place {
                    document: number,
                    row: 0,
                    column: 0,
                });
                self.gather
                    .log
                    .at(&document, place, refusal.code, |finding| {
                        refusal.fill(finding)
                    });
            }
        }
        self.gather.log.close_sheet(&document);
        self.report(document, tally, Some((&fit.mapping, fit.known)), Vec::new());
    }

    fn rows(&mut self, fit: Fit, mut rows: SheetRows<'_, '_>, top: &Top, document: Document) {
        let numbers = self.numbers(&fit.mapping, &document);
        let (Some((form, number)), Some(found)) = (numbers, fit.found) else {
            return;
        };
        let Found {
            heads, head_row, ..
        } = found;
        let under = Under {
            heads: &heads,
            head_row,
            document: &document,
            number,
        };
        let laid = lay(&fit.mapping, &under, &mut self.gather.log);
        let needs_code = fit.known && fit.mapping.identity.contains_key(&Identity::Code);
        if needs_code && !laid.identity.contains_key(&Identity::Code) {
            return self.no_codes(&fit.mapping, &heads, rows, (number, head_row), document);
        }
        let above = &top[..head_row.min(top.len())];
        let given = self.given(&fit.mapping, &laid.identity, above, &document);
        let given = Given {
            needs_code,
            ..given
        };
        let merged = rows.merged();
        let place = (number, document.clone());
        let mut reader = Rows::new(&fit.mapping, form, laid, heads, given, place, &merged);
        self.walk(&mut rows, &mut reader, &document);
        let (tally, sums) = reader.finish(&mut self.gather);
        if tally.read == tally.blank {
            let place = Place {
                document: number,
                column: 0,
                row: head_row as u32,
            };
            self.gather
                .log
                .about(&document, codes::ONLY_HEADS.found().at(place));
        }
        self.gather.log.close_sheet(&document);
        self.report(document, tally, Some((&fit.mapping, fit.known)), sums);
    }

    /// A map that tells schools apart by code, and a sheet without codes: nothing is loaded.
    fn no_codes(
        &mut self,
        mapping: &Mapping,
        heads: &[SheetHead],
        rows: SheetRows<'_, '_>,
        (number, head_row): (u16, usize),
        document: Document,
    ) {
        let tally = self.count(rows, &document);
        let named = mapping
            .identity_head(Identity::Code)
            .map_or("", |named| named.text.as_str());
        let texts: Vec<&str> = heads
            .iter()
            .take(12)
            .map(|head| head.text.as_str())
            .collect();
        let finding = codes::CODE_HEAD_ABSENT
            .found()
            .with("head", named)
            .with("heads", texts.join("、"))
            .with("rows", tally.refused)
            .at(Place {
                document: number,
                column: 0,
                row: head_row as u32,
            });
        self.gather.log.about(&document, finding);
        self.gather.log.close_sheet(&document);
        self.report(document, tally, Some((mapping, true)), Vec::new());
    }

    fn report(
        &mut self,
        document: Document,
        tally: Tally,
        map: Option<(&Mapping, bool)>,
        sums: Vec<(String, rust_decimal::Decimal)>,
    ) {
        let form = map.map(|(map, _)| map.form.id.clone());
        let map = map
            .filter(|(_, known)| *known)
            .map(|(map, _)| map.id.clone());
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
                let (name, sheet) = (document.file.as_str(), document.sheet.as_str());
                let now = Progress {
                    file: name,
                    sheet,
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
                end => tell_end(end, document, options, gather),
            }
            true
        });
    }

    /// What holds for rows that do not say: fixed by the map, told by the user, or by the title.
    fn given(
        &mut self,
        mapping: &Mapping,
        columns: &HashMap<Identity, usize>,
        above: &Top,
        document: &Document,
    ) -> Given {
        let says =
            |identity| columns.contains_key(&identity) || mapping.identity.contains_key(&identity);
        let fixed = |identity| mapping.fixed.identity.get(&identity).cloned();
        let county = fixed(Identity::County).or_else(|| self.options.default_county.clone());
        if county.is_none() && !says(Identity::County) {
            self.gather
                .log
                .about(document, codes::COUNTY_NOT_SAID.found());
        }
        let fixed_year = fixed(Identity::Year).and_then(|year| year_of(&year));
        let mut year = fixed_year.or(self.options.default_year);
        let heading = mapping.identity.get(&Identity::Year) == Some(&IdentityRule::Heading);
        let rows = mapping.shape != Shape::Tables;
        if rows && (heading || (year.is_none() && !columns.contains_key(&Identity::Year))) {
            let told = year_above(above, document);
            let finding = match told {
                Some(year) => codes::YEAR_FROM_TITLE.found().with("year", year),
                None => codes::YEAR_NOT_SAID.found(),
            };
            self.gather.log.about(document, finding);
            year = told.or(year);
        }
        let schools = mapping.form.subject == SubjectKind::School;
        if schools && !says(Identity::Code) {
            self.gather.log.about(document, codes::CODES_ABSENT.found());
        }
        let code = mapping.identity_head(Identity::Code);
        Given {
            county,
            year,
            subject: Some(mapping.form.subject),
            asks_code: says(Identity::Code),
            needs_code: false,
            national_code: code.is_some_and(|named| named.key().contains("标识码")),
        }
    }

    /// A sheet nothing fits: told when its file is done, and it is known whether another was read.
    fn unused(&mut self, rows: SheetRows<'_, '_>, top: &Top, document: Document) {
        let tally = self.count(rows, &document);
        let filled = |row: &&Vec<TopCell>| row.iter().filter(|cell| !cell.text.is_empty()).count();
        let row = top.iter().rev().max_by_key(filled);
        let cells = row.into_iter().flatten().map(|cell| cell.text.as_str());
        let heads: Vec<String> = cells
            .filter(|text| !text.is_empty())
            .take(12)
            .map(super::figure::short)
            .collect();
        self.unknown.push((document, tally, heads.join("、")));
    }

    /// Names the sheets of a file that nothing fitted.
    fn tell_unknown(&mut self, file: &str) {
        let read = |report: &SheetReport| report.document.file == file && report.form.is_some();
        let quiet = !self.options.maps.is_empty() || self.reports.iter().any(read);
        for (document, tally, heads) in std::mem::take(&mut self.unknown) {
            let finding = match quiet {
                true => codes::SHEET_NOT_USED.found(),
                false => codes::SHEET_UNKNOWN.found().with("heads", heads),
            };
            self.gather
                .log
                .about(&document, finding.with("rows", tally.refused));
            self.report(document, tally, None, Vec::new());
        }
    }

    /// The rows of a sheet that is not read.
    fn count(&mut self, mut rows: SheetRows<'_, '_>, document: &Document) -> Tally {
        let mut tally = Tally::default();
        rows.walk(&mut |step| {
            match step {
                Step::Row(_, cells) if cells.is_blank() => tally.blank += 1,
                Step::Row(..) | Step::Broken(..) => tally.refused += 1,
                other => tell_end(other, document, self.options, &mut self.gather),
            }
            true
        });
        Tally {
            read: tally.blank + tally.refused,
            ..tally
        }
    }

    /// A sheet beside those that a map reads.
    fn other(&mut self, rows: SheetRows<'_, '_>, document: Document) {
        let tally = self.count(rows, &document);
        let finding = codes::SHEET_NOT_USED.found().with("rows", tally.refused);
        self.gather.log.about(&document, finding);
        self.report(document, tally, None, Vec::new());
    }
}

/// Says why reading ended before the file did.
fn tell_end(step: Step<'_>, document: &Document, options: &Options, gather: &mut Gather) {
    let finding = match step {
        Step::Limit => codes::TEXT_ROWS_LIMIT
            .found()
            .with("limit", options.limits.max_rows),
        Step::Failed(error) => codes::FILE_UNREADABLE.found().with("said", error),
        _ => return,
    };
    gather.log.about(document, finding);
}

fn broken(next: Next) -> Finding {
    match next {
        Next::QuoteOpen { lines } => codes::QUOTE_OPEN.found().with("lines", lines),
        Next::TooLong { lines } => codes::ROW_TOO_LONG.found().with("lines", lines),
        _ => codes::ROW_TOO_LONG.found().with("lines", 1),
    }
}

/// The year that the sheet's name, the rows above the heads or the file's name tell, if one.
fn year_above(above: &Top, document: &Document) -> Option<i16> {
    let titles = above.iter().flatten().map(|cell| cell.text.as_str());
    let texts = titles.chain([document.sheet.as_str(), document.file.as_str()]);
    texts.filter(|text| !text.is_empty()).find_map(year_in)
}
