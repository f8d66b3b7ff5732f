//! What do the user's files hold? Files to tables, with every finding on the way.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use facts::catalogue::{ColumnId, SubjectKind};
use facts::reading::Input;
use facts::table::{Table, Tally};
use facts::{Mapping, Options, SheetReport};
use indicators::{Facts, prepare};
use kernel::{Finding, Grade, PackError};
use standards::{Pack, SourceFile};

use crate::again;
use crate::cli::{Asked, Given};
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
    /// Other years in the files.
    pub(crate) other_years: Vec<i16>,
    /// The command that tells all that is wrong with the files; none when it is too long to type.
    pub(crate) check: Option<String>,
}

impl Loaded {
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
    let options = Options {
        maps: given_maps(desk, shelf, pack, &given.map)?,
        default_county: given.county.clone(),
        default_year: given.year,
        ..Options::default()
    };
    let inputs = given
        .files
        .iter()
        .map(|path| input(path))
        .collect::<Result<Vec<_>, _>>()?;
    let progress = Progress::new(desk);
    let forms = pack.forms();
    let imported = facts::import(inputs, &forms, &maps, &options, &mut |now| {
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
    let mut loaded = gather(pack, imported, given);
    if let (Some(asked), true, false) =
        (given.year, loaded.is_empty(), loaded.other_years.is_empty())
    {
        let known = loaded.other_years.iter().map(ToString::to_string).collect();
        return Err(Failure::UnknownYear {
            written: asked,
            known,
        });
    }
    loaded.findings.sort_by_key(|finding| finding.grade);
    loaded.check = again::over(desk, "facts check", given, asked);
    Ok(loaded)
}

fn gather(pack: &Pack, imported: facts::Imported, given: &Given) -> Loaded {
    let mut findings = imported.findings;
    let (mut schools, mut county) = (Table::new(pack.school_form().clone()), None);
    for table in imported.tables {
        match table.form.subject {
            SubjectKind::School => schools = table,
            SubjectKind::County => county = Some(table),
        }
    }
    let (year, other_years) = years(&schools, county.as_ref(), given.year);
    let keep = |table: Table| match year {
        Some(year) => of_year(table, year),
        None => table,
    };
    let (schools, merged) = prepare(pack, keep(schools));
    let county = county.map(keep);
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
        other_years,
        check: None,
    }
}

/// The year asked for, else the newest of the school returns; and the others there are.
fn years(schools: &Table, county: Option<&Table>, asked: Option<i16>) -> (Option<i16>, Vec<i16>) {
    let of = |table: &Table| {
        table
            .subjects
            .iter()
            .map(|subject| subject.year)
            .collect::<Vec<_>>()
    };
    let mut all = of(schools);
    let newest = all.iter().max().copied();
    all.extend(county.map(of).unwrap_or_default());
    all.sort_unstable();
    all.dedup();
    let year = asked.or(newest).or(all.last().copied());
    (
        year,
        all.into_iter()
            .filter(|other| Some(*other) != year)
            .collect(),
    )
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
    if !path.is_file() {
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

/// A file to read. Whether it can be read is found out at once; it is opened when its turn comes,
/// so that a thousand files do not need a thousand handles.
pub(crate) fn input(path: &Path) -> Result<Input<'static>, Failure> {
    let fail = |error| Failure::reading(path, error);
    let about = std::fs::metadata(path).map_err(fail)?;
    if about.is_dir() {
        return Err(Failure::IsFolder(path.to_owned()));
    }
    drop(File::open(path).map_err(fail)?);
    Ok(Input::new(
        shown(path),
        InTurn {
            path: path.to_owned(),
            file: None,
        },
    ))
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
