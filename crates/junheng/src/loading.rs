//! What do the user's files hold? Files to tables, with every finding on the way.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use facts::catalogue::SubjectKind;
use facts::table::{Table, Tally};
use facts::{Imported, Mapping, Options, SheetReport};
use indicators::{Facts, prepare};
use kernel::{Document, Finding, Grade, PackError};
use standards::{Pack, SourceFile};

use crate::again;
use crate::cli::{Asked, Given};
use crate::clock::today;
use crate::desk::Desk;
use crate::failure::{Failure, Nothing};
use crate::packs::{Shelf, SourceText};
use crate::progress::Progress;
use crate::source::Source;
use crate::words::{shown, tell};
use crate::years::{Other, of_year, others, year, year_for_all};

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
