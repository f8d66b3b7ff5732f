//! One import: file by file, sheet by sheet.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::sync::Arc;

use blake3::Hash;
use kernel::{Document, Place};

use super::cards::{self, Card};
use super::choose::{Choice, Chooser, Fit, Look, used};
use super::columns::{Under, lay};
use super::figure::some;
use super::find_heads::{self, Found, TOP, Top, WIDE};
use super::gather::Gather;
use super::rows::Rows;
use super::sheets::{Held, Rows as SheetRows, Step};
use super::unread::tell_end;
use super::who::Given;
use super::{Imported, Options, Progress, SheetReport, statistics, tables};
use crate::catalogue::Form;
use crate::codes::{self, Code};
use crate::identity::Identity;
use crate::mapping::{Mapping, Shape};
use crate::reading::{Book, Content, Input, Next, Sheet, TextReader, open};
use crate::table::Tally;

/// Progress is told every so many rows.
const STRIDE: usize = 2_000;

pub(super) struct Session<'a> {
    pub(super) forms: &'a [Arc<Form>],
    pub(super) options: &'a Options,
    pub(super) progress: &'a mut dyn FnMut(Progress<'_>) -> ControlFlow<()>,
    pub(super) chooser: Chooser<'a>,
    pub(super) gather: Gather,
    pub(super) reports: Vec<SheetReport>,
    /// Sheets of the file at hand that nothing fitted: their rows and what look like heads.
    pub(super) unknown: Vec<(Document, Tally, String)>,
    pub(super) stopped: bool,
    pub(super) file: usize,
    pub(super) files: usize,
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
        let mut known: HashMap<Hash, String> = HashMap::new();
        for (number, mut input) in inputs.into_iter().enumerate() {
            self.file = number;
            if self.stopped {
                break;
            }
            let content = (self.files > 1)
                .then(|| input.content(&self.options.limits))
                .flatten();
            if let Some(first) = content.and_then(|content| known.get(&content)) {
                let finding = codes::FILE_AGAIN.found().with("first", first);
                let document = Document {
                    file: input.name,
                    sheet: String::new(),
                };
                self.gather.log.about(&document, finding);
                continue;
            }
            known.extend(content.map(|content| (content, input.name.clone())));
            if let Some(book) = open(input, &self.options.limits, &mut self.gather.log.findings) {
                let name = book.name.clone();
                self.book(book);
                self.tell_unknown(&name);
                self.weigh_only_heads(&name);
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
                if sheets.iter().all(|sheet| sheet.height() == 0) {
                    let finding = codes::FILE_WITHOUT_SHEETS.found();
                    self.gather.log.about(&document(""), finding);
                }
                let taken = self.statistics(&sheets, &book.name);
                for (number, sheet) in sheets.iter().enumerate() {
                    if sheet.height() == 0 || self.stopped {
                        continue;
                    }
                    if sheet.hidden {
                        let finding = codes::SHEET_HIDDEN.found();
                        self.gather.log.about(&document(&sheet.name), finding);
                    }
                    if taken.as_ref().is_some_and(|t| t.contains(&number)) {
                        continue;
                    }
                    match taken {
                        Some(_) => self.other(SheetRows::Sheet(sheet), document(&sheet.name)),
                        None => self.sheet(SheetRows::Sheet(sheet), document(&sheet.name)),
                    }
                    self.gather.log.close_sheet(&document(&sheet.name));
                }
            }
            Content::Text(mut reader) => {
                self.sheet(SheetRows::Text(&mut reader), document(""));
                self.text_damaged(&reader, &document(""));
                self.gather.log.close_sheet(&document(""));
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
        let said = statistics::heads_say_year(&held, map, self.options.latest_year);
        let said = said.then_some((Identity::Year, 0)).into_iter().collect();
        let given = self.given(map, &said, &[], &document);
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
            let absent = some("、", absent.into_iter().map(str::to_owned));
            let finding = codes::TABLE_NOT_FOUND.found().with("tables", absent);
            self.gather.log.about(document, finding);
        }
    }

    fn text_damaged(&mut self, reader: &TextReader<'_>, document: &Document) {
        let log = &mut self.gather.log;
        let mut cells = reader.damaged_cells.clone();
        let named = cells.extract_if(.., |(row, column)| log.names(*row, *column));
        let count = reader.damaged - named.count();
        let place = |(row, column): &(u32, u16)| Place {
            document: 0,
            column: *column,
            row: *row,
        };
        if let Some(first) = cells.first().map(place) {
            let named = cells.iter().map(|cell| place(cell).address());
            let finding = codes::TEXT_DAMAGED
                .found()
                .with("count", count)
                .with("cells", some(", ", named));
            log.about(document, finding.at(first));
        }
    }

    fn sheet(&mut self, mut rows: SheetRows<'_, '_>, document: Document) {
        let Held { sheet: held, whole } = match rows.held() {
            Ok(held) => held,
            Err(error) => {
                let finding = codes::FILE_UNREADABLE.found().with("said", error);
                return self.gather.log.about(&document, finding);
            }
        };
        let top = find_heads::texts(&held.unmerged(TOP, WIDE));
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
                if !whole {
                    let finding = codes::TEXT_ROWS_LIMIT.found().with("limit", held.height());
                    self.gather.log.about(&document, finding);
                }
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
            told: std::cell::RefCell::default(),
        };
        let needs_code = fit.known && fit.mapping.identity.contains_key(&Identity::Code);
        let laid = lay(&fit.mapping, &under, needs_code, &mut self.gather.log);
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
        self.report(document, tally, Some((&fit.mapping, fit.known)), sums);
    }

    pub(super) fn report(
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
                Step::Broken(row, next) => {
                    let (code, lines) = broken(next);
                    reader.broken(row, code, lines, gather);
                }
                end => tell_end(end, document, options, gather),
            }
            true
        });
    }
}

fn broken(next: Next) -> (Code, u32) {
    match next {
        Next::QuoteOpen { lines } => (codes::QUOTE_OPEN, lines),
        Next::TooLong { lines } => (codes::ROW_TOO_LONG, lines),
        _ => (codes::ROW_TOO_LONG, 1),
    }
}
