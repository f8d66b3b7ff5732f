//! What do the user's files hold? Files to tables, with every finding on the way.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use facts::catalogue::{ColumnId, SubjectKind};
use facts::reading::Input;
use facts::table::{Table, Tally};
use facts::{Imported, Limits, Mapping, Options, SheetReport};
use indicators::{Facts, prepare};
use kernel::{Document, Finding, Grade, PackError, Place};
use standards::{Pack, SourceFile};

use crate::again;
use crate::cli::{Asked, Given};
use crate::clock::today;
use crate::desk::Desk;
use crate::failure::{Failure, Nothing};
use crate::packs::{Shelf, SourceText};
use crate::progress::Progress;
use crate::words::{shown, tell};

/// The returns of one year, and what is worth saying about the files they came from.
pub(crate) struct Loaded {
    /// Files, as the user named them.
    pub(crate) files: Vec<String>,
    /// One report a sheet.
    pub(crate) sheets: Vec<SheetReport>,
    /// Findings of reading, gravest first.
    pub(crate) findings: Vec<Finding>,
    /// School returns.
    pub(crate) schools: Table,
    /// County returns, if the pack asks for any.
    pub(crate) county: Option<Table>,
    /// The year of the returns; none when the files name no year at all.
    pub(crate) year: Option<i16>,
    /// Rows that were read and are of another year.
    pub(crate) others: Vec<Other>,
    /// The command that tells all that is wrong with the files; none when it is too long to type.
    pub(crate) check: Option<String>,
}

/// Rows of a sheet that are of another year than the one that is looked at.
#[derive(Debug, Clone)]
pub(crate) struct Other {
    /// Their year; 0 when they name none.
    pub(crate) year: i16,
    /// How many.
    pub(crate) count: usize,
    /// Their sheet.
    pub(crate) document: Document,
    /// Their numbers; none when the whole sheet is of their year.
    pub(crate) rows: Vec<u32>,
    first: Place,
    /// True for a few among many of the year that is looked at: most likely mistyped.
    is_odd: bool,
}

/// Rows of another year are odd where there are this many times more of the year that is looked at.
const FEW: usize = 4;

impl Other {
    /// What is to be said of them.
    pub(crate) fn finding(&self) -> Finding {
        let (code, grade) = match (self.year, self.is_odd) {
            (0, _) => ("year-needed", Grade::MustFix),
            (_, true) => ("year-other", Grade::Explain),
            (_, false) => ("year-other", Grade::Notice),
        };
        let finding = Finding::new(code, grade)
            .in_document(&self.document)
            .with("year", self.year)
            .with("count", self.count);
        // Of many in a row the count says more than a list.
        if self.rows.is_empty() || grade == Grade::Notice {
            return finding;
        }
        let mut finding = finding.at(self.first);
        if self.rows.len() > 1 {
            finding.rows.clone_from(&self.rows);
        }
        finding
    }
}

impl Loaded {
    /// Other years in the files.
    pub(crate) fn other_years(&self) -> Vec<i16> {
        let years = self.others.iter().map(|other| other.year);
        let years: BTreeSet<i16> = years.filter(|year| *year != 0).collect();
        years.into_iter().collect()
    }

    /// How many rows of a sheet, or in all, are of another year.
    pub(crate) fn other_rows(&self, sheet: Option<&Document>) -> usize {
        let others = self.others.iter();
        let others = others.filter(|other| sheet.is_none_or(|sheet| other.document == *sheet));
        others.map(|other| other.count).sum()
    }

    /// The snapshot a run looks at.
    pub(crate) fn facts(&self) -> Facts<'_> {
        Facts {
            schools: &self.schools,
            county: self.county.as_ref(),
        }
    }

    /// True without a single return.
    pub(crate) fn is_empty(&self) -> bool {
        self.schools.is_empty() && self.county.as_ref().is_none_or(Table::is_empty)
    }

    /// What became of the input's rows.
    pub(crate) fn tally(&self) -> Tally {
        let mut all = Tally::default();
        for sheet in &self.sheets {
            all.read += sheet.tally.read;
            all.loaded += sheet.tally.loaded;
            all.refused += sheet.tally.refused;
            all.totals += sheet.tally.totals;
            all.blank += sheet.tally.blank;
        }
        all
    }

    /// Files that could not be read at all.
    pub(crate) fn unread(&self) -> Vec<&str> {
        let read = |file: &&String| self.sheets.iter().any(|s| s.document.file == **file);
        let files = self.files.iter().filter(|file| !read(file));
        files.map(String::as_str).collect()
    }

    /// Fails when there is no return to work on; a file of a former result stays as it is.
    pub(crate) fn some(&self, out: Option<&Path>) -> Result<(), Failure> {
        if !self.is_empty() {
            return Ok(());
        }
        Err(Failure::NothingLoaded(Nothing {
            out: out.is_some(),
            kept: out.filter(|out| out.exists()).map(Path::to_owned),
            check: self.check.clone(),
        }))
    }

    /// How many findings there are of a grade, one for each row of which it is said.
    pub(crate) fn count(&self, grade: Grade) -> usize {
        let of_grade = self.findings.iter().filter(|found| found.grade == grade);
        of_grade.map(Finding::count).sum()
    }
}

/// Reads the files the user gave onto the forms of a pack, and keeps one year of them.
pub(crate) fn load(
    desk: &Desk,
    shelf: &Shelf,
    pack: &Pack,
    given: &Given,
    asked: &Asked,
) -> Result<Loaded, Failure> {
    let maps = maps(shelf, pack)?;
    let mut options = Options {
        maps: given_maps(desk, shelf, pack, &given.map)?,
        default_county: given.county.clone(),
        default_year: given.year,
        latest_year: Some(given.year.unwrap_or(0).max(today().year() + 1)),
        ..Options::default()
    };
    let sources = given
        .files
        .iter()
        .map(|path| Source::of(path))
        .collect::<Result<Vec<_>, _>>()?;
    let mut imported = import(desk, pack, &sources, &maps, &options)?;
    if let Some((year, count)) = year_for_all(&imported) {
        // Rows of one school come together by its year, so it has to be known while they are read.
        options.default_year = Some(year);
        imported = import(desk, pack, &sources, &maps, &options)?;
        let taken = Finding::new("year-taken", Grade::Notice);
        imported
            .findings
            .push(taken.with("year", year).with("count", count));
    }
    let mut loaded = gather(pack, imported, given);
    let known = loaded.other_years();
    if let (Some(asked), true, false) = (given.year, loaded.is_empty(), known.is_empty()) {
        return Err(Failure::UnknownYear {
            written: asked,
            known: known.iter().map(ToString::to_string).collect(),
        });
    }
    loaded.findings.sort_by_key(|finding| finding.grade);
    loaded.check = again::over(desk, "facts check", given, asked);
    Ok(loaded)
}

fn import(
    desk: &Desk,
    pack: &Pack,
    sources: &[Source],
    maps: &[Mapping],
    options: &Options,
) -> Result<Imported, Failure> {
    let progress = Progress::new(desk);
    let inputs = sources.iter().map(Source::input).collect();
    let imported = facts::import(inputs, &pack.forms(), maps, options, &mut |now| {
        if desk.stop.pressed() {
            return ControlFlow::Break(());
        }
        progress.say(|| {
            tell!(
                desk.words,
                "progress-reading",
                file = now.file.to_owned(),
                number = now.number + 1,
                files = now.files,
                rows = now.rows
            )
        });
        ControlFlow::Continue(())
    });
    desk.stop.check()?;
    Ok(imported)
}

/// The only year that any return names, where others name none; and how many those are.
fn year_for_all(imported: &Imported) -> Option<(i16, usize)> {
    let subjects = imported.tables.iter().flat_map(|table| &table.subjects);
    let (named, without): (Vec<i16>, Vec<i16>) = subjects
        .map(|subject| subject.year)
        .partition(|year| *year != 0);
    let years: BTreeSet<i16> = named.into_iter().collect();
    let only = years.first().filter(|_| years.len() == 1)?;
    (!without.is_empty()).then_some((*only, without.len()))
}

fn gather(pack: &Pack, imported: Imported, given: &Given) -> Loaded {
    let mut findings = imported.findings;
    let year = year(&imported.tables, given.year);
    let others = match year {
        Some(year) => others(&imported.tables, &imported.sheets, year),
        None => Vec::new(),
    };
    findings.extend(others.iter().map(Other::finding));
    let (mut schools, mut county) = (Table::new(pack.school_form().clone()), None);
    for table in imported.tables {
        let table = match year {
            Some(year) => of_year(table, year),
            None => table,
        };
        match table.form.subject {
            SubjectKind::School => schools = table,
            SubjectKind::County => county = Some(table),
        }
    }
    let (schools, merged) = prepare(pack, schools);
    findings.extend(merged);
    findings.extend(facts::checks::run(&schools));
    findings.extend(county.as_ref().map(facts::checks::run).unwrap_or_default());
    Loaded {
        files: given.files.iter().map(|path| shown(path)).collect(),
        sheets: imported.sheets,
        findings,
        schools,
        county,
        year,
        others,
        check: None,
    }
}

/// The year asked for, else the newest that a school return names, else the newest at all; none when
/// nobody names a year.
fn year(tables: &[Table], asked: Option<i16>) -> Option<i16> {
    let newest = |schools_only: bool| {
        let tables = tables.iter();
        let tables = tables.filter(|t| !schools_only || t.form.subject == SubjectKind::School);
        let years = tables.flat_map(|table| &table.subjects).map(|s| s.year);
        years.filter(|year| *year != 0).max()
    };
    asked.or_else(|| newest(true)).or_else(|| newest(false))
}

/// The rows of other years than one, by sheet and year.
fn others(tables: &[Table], sheets: &[SheetReport], year: i16) -> Vec<Other> {
    let mut rows: BTreeMap<(u16, i16), (Place, BTreeSet<u32>)> = BTreeMap::new();
    let all_of_year = |table: &Table| table.subjects.iter().all(|subject| subject.year == year);
    for table in tables.iter().filter(|table| !all_of_year(table)) {
        for (row, subject) in table.subjects.iter().enumerate() {
            let columns = (0..table.form.columns.len()).map(|id| ColumnId(id as u32));
            let places = columns.map(|column| table.get(row, column).place);
            for place in std::iter::once(subject.place).chain(places) {
                if place.is_cell() {
                    let key = (place.document, subject.year);
                    rows.entry(key)
                        .or_insert_with(|| (place, BTreeSet::new()))
                        .1
                        .insert(place.row);
                }
            }
        }
    }
    let documents = tables.first().map_or(&[][..], |table| &table.documents);
    let other = |(key, (place, of_year)): (&(u16, i16), &(Place, BTreeSet<u32>))| {
        let (number, other) = *key;
        let document = documents.get(usize::from(number))?.clone();
        let alone = rows.keys().filter(|known| known.0 == number).count() == 1;
        let sheet = sheets.iter().find(|sheet| sheet.document == document);
        Some(Other {
            year: other,
            // Of a sheet of one year all that was loaded is: a card counts as one, not by its lines.
            count: match sheet {
                Some(sheet) if alone => sheet.tally.loaded,
                _ => of_year.len(),
            },
            document,
            rows: of_year.iter().copied().filter(|_| !alone).collect(),
            first: *place,
            is_odd: rows
                .get(&(number, year))
                .is_some_and(|(_, looked_at)| looked_at.len() >= FEW * of_year.len()),
        })
    };
    let others = rows.iter().filter(|((_, other), _)| *other != year);
    others.filter_map(other).collect()
}

/// The rows of one year; the same table when it has no others.
fn of_year(table: Table, year: i16) -> Table {
    if table.subjects.iter().all(|subject| subject.year == year) {
        return table;
    }
    let mut kept = Table::new(table.form.clone());
    kept.documents.clone_from(&table.documents);
    for row in (0..table.len()).filter(|row| table.subjects[*row].year == year) {
        let at = kept.push(table.subjects[row].clone());
        for column in (0..table.form.columns.len()).map(|id| ColumnId(id as u32)) {
            if table.has(column) {
                kept.set(at, column, table.get(row, column));
                let more = table.places(row, column).into_iter().skip(1).collect();
                kept.set_more_places(at, column, more);
            }
        }
    }
    kept
}

/// The maps of known workbooks that come with a pack.
pub(crate) fn maps(shelf: &Shelf, pack: &Pack) -> Result<Vec<Mapping>, Failure> {
    let (maps, mistakes) = read_maps(pack);
    if mistakes.is_empty() {
        Ok(maps)
    } else {
        Err(shelf.broken(mistakes))
    }
}

/// The maps that come with a pack, and what is wrong with the others.
pub(crate) fn read_maps(pack: &Pack) -> (Vec<Mapping>, Vec<PackError>) {
    let forms = pack.forms();
    let (mut maps, mut mistakes) = (Vec::new(), Vec::new());
    for file in &pack.maps {
        match Mapping::load(toml(file), &forms) {
            Ok(map) => maps.push(map),
            Err(found) => mistakes.extend(found),
        }
    }
    (maps, mistakes)
}

fn toml(file: &SourceFile) -> facts::toml_file::TomlFile<'_> {
    facts::toml_file::TomlFile {
        name: &file.path,
        text: &file.text,
    }
}

/// The maps the user named: by id, or as files.
fn given_maps(
    desk: &Desk,
    shelf: &Shelf,
    pack: &Pack,
    named: &[String],
) -> Result<Vec<Mapping>, Failure> {
    let known = if named.is_empty() {
        Vec::new()
    } else {
        maps(shelf, pack)?
    };
    named
        .iter()
        .map(|name| given_map(desk, pack, &known, name))
        .collect()
}

fn given_map(desk: &Desk, pack: &Pack, known: &[Mapping], name: &str) -> Result<Mapping, Failure> {
    if let Some(map) = known.iter().find(|map| map.id == name) {
        return Ok(map.clone());
    }
    let path = PathBuf::from(name);
    if !std::fs::metadata(&path).is_ok_and(|about| !about.is_dir()) {
        let known = known.iter().map(|map| map.id.clone()).collect();
        return Err(Failure::UnknownMap {
            written: name.to_owned(),
            known,
        });
    }
    let text = std::fs::read(&path).map_err(|error| Failure::reading(&path, error))?;
    let text = String::from_utf8_lossy(&text).into_owned();
    let file = SourceFile {
        path: name.to_owned(),
        text,
    };
    let map = Mapping::load(toml(&file), &pack.forms()).map_err(|errors| {
        let source = SourceText {
            shown: file.path.clone(),
            text: file.text.clone(),
        };
        Failure::BrokenPack(
            errors
                .into_iter()
                .map(|error| (error, Some(source.clone())))
                .collect(),
        )
    })?;
    desk.note(&tell!(desk.words, "note-map-used", map = map.id.clone()));
    Ok(map)
}

/// A file to read.
#[derive(Debug)]
pub(crate) enum Source {
    /// It is opened when its turn comes, so that a thousand files do not need a thousand handles.
    File(PathBuf),
    /// What came out of a pipe, which gives it only once.
    Held(String, Arc<[u8]>),
}

impl Source {
    /// A file of this name; whether it can be read is found out at once.
    pub(crate) fn of(path: &Path) -> Result<Source, Failure> {
        let fail = |error| Failure::reading(path, error);
        let about = std::fs::metadata(path).map_err(fail)?;
        if about.is_dir() {
            return Err(Failure::IsFolder(path.to_owned()));
        }
        let file = File::open(path).map_err(fail)?;
        if about.is_file() {
            return Ok(Source::File(path.to_owned()));
        }
        let limits = Limits::default();
        // One more than may be read tells that it is too large.
        let most = limits.max_text_bytes.max(limits.max_workbook_bytes) + 1;
        let mut bytes = Vec::new();
        file.take(most).read_to_end(&mut bytes).map_err(fail)?;
        Ok(Source::Held(shown(path), bytes.into()))
    }

    /// What is in it, to be read from the beginning.
    pub(crate) fn input(&self) -> Input<'static> {
        match self {
            Source::Held(name, bytes) => Input::bytes(name, bytes.clone()),
            Source::File(path) => Input::new(
                shown(path),
                InTurn {
                    path: path.clone(),
                    file: None,
                },
            ),
        }
    }
}

/// A file that is opened when it is first read.
struct InTurn {
    path: PathBuf,
    file: Option<File>,
}

impl InTurn {
    fn file(&mut self) -> io::Result<&mut File> {
        match &mut self.file {
            Some(file) => Ok(file),
            none => Ok(none.insert(File::open(&self.path)?)),
        }
    }
}

impl Read for InTurn {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file()?.read(buffer)
    }
}

impl Seek for InTurn {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file()?.seek(to)
    }
}
