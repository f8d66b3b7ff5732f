//! An invented county to try reports on: every kind of school, some failing, some figures missing.

mod county;

use std::path::Path;
use std::sync::Arc;

use facts::table::Table;
use indicators::{County, CountyAssessment, counties, prepare};
use kernel::{Document, Finding, Grade, Lang, Place};
use standards::{Pack, PackFiles, Profile, SourceFile, Standard};

use crate::interrupt::Stop;
use crate::judging::Run;
use crate::loading::Loaded;
use crate::report::telling::Paper;
use crate::words::Words;

use county::{Dice, Writer, add_county, add_school, plans, subject};

/// A pack of the project, read from its folder.
pub(crate) fn pack(id: &str, overlays: &[&str]) -> Arc<Pack> {
    let overlays: Vec<PackFiles> = overlays.iter().map(|id| files(id)).collect();
    Arc::new(Pack::load(&files(id), &overlays).unwrap())
}

fn files(id: &str) -> PackFiles {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut files = Vec::new();
    collect(&root, &root.join(id), &mut files);
    PackFiles {
        id: id.to_owned(),
        files,
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<SourceFile>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|e| e == "toml") {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            files.push(SourceFile {
                path: name,
                text: std::fs::read_to_string(&path).unwrap(),
            });
        }
    }
}

/// What an example rests on.
pub(crate) struct Example {
    pub(crate) standard: Standard,
    pub(crate) loaded: Loaded,
}

impl Example {
    /// Judges the example and shows the run.
    pub(crate) fn with<T>(&self, lang: Lang, look: impl FnOnce(&Paper<'_>) -> T) -> T {
        let counties = counties(&self.standard, self.loaded.facts());
        let judged: Vec<(County<'_>, CountyAssessment)> = counties
            .into_iter()
            .map(|county| {
                let found = county.assess();
                (county, found)
            })
            .collect();
        let mut run = Run {
            standard: &self.standard,
            loaded: &self.loaded,
            facts_hash: self.loaded.schools.hash(),
            judged,
            otherwise: Vec::new(),
        };
        run.look_otherwise(&Stop::default()).unwrap();
        look(&Paper::new(&Words::new(lang), &run))
    }
}
/// The invented county of Yunxi under the quality-balance standard.
pub(crate) fn quality() -> Example {
    quality_called(&pack("quality-balance-2017", &[]), &["云溪县"], |_, _| {})
}

/// The same with the tables changed by hand, in as many counties as are named.
pub(crate) fn quality_called(
    pack: &Arc<Pack>,
    names: &[&str],
    change: impl Fn(&mut Table, &mut Table),
) -> Example {
    let mut schools = Writer {
        table: Table::new(pack.school_form().clone()),
        document: 0,
    };
    schools.table.documents = vec![Document {
        file: "云溪县学校年报2026.xlsx".into(),
        sheet: "学校年报".into(),
    }];
    let mut county = Writer {
        table: Table::new(pack.county_form().unwrap().clone()),
        document: 0,
    };
    county.table.documents = vec![Document {
        file: "云溪县县级年报2026.xlsx".into(),
        sheet: "县级年报".into(),
    }];
    let mut dice = Dice(7);
    for name in names {
        for plan in plans(&mut dice, name.trim_end_matches('县')) {
            add_school(&mut schools, &mut dice, name, &plan);
        }
        add_county(&mut county, name);
    }
    change(&mut schools.table, &mut county.table);
    let (schools, mut findings) = prepare(pack, schools.table);
    findings.extend(facts::checks::run(&schools));
    findings.push(
        Finding::new("cell-not-a-number", Grade::MustFix)
            .in_document(&schools.documents[0])
            .at(Place {
                document: 0,
                column: 13,
                row: 8,
            })
            .about("云溪县城关镇中心小学")
            .with("column", "教学及辅助用房面积")
            .with("value", "三千"),
    );
    let standard = pack
        .on("2026-11-22".parse().unwrap(), &Profile::new())
        .unwrap();
    let loaded = Loaded {
        files: vec![
            "云溪县学校年报2026.xlsx".to_owned(),
            "云溪县县级年报2026.xlsx".to_owned(),
        ],
        sheets: Vec::new(),
        findings,
        schools,
        county: Some(county.table),
        year: Some(2026),
        others: Vec::new(),
        check: None,
    };
    Example { standard, loaded }
}

/// Two stages of schools under a pack without law.
pub(crate) fn conditions() -> Example {
    let pack = pack("school-conditions", &[]);
    let mut writer = Writer {
        table: Table::new(pack.school_form().clone()),
        document: 0,
    };
    writer.table.documents = vec![Document {
        file: "schools.csv".into(),
        sheet: String::new(),
    }];
    let mut dice = Dice(3);
    for at in 0..24 {
        let name = format!("学校{at}");
        let row = writer
            .table
            .push(subject(format!("{at}"), &name, "甲县", None, at));
        let (stage, pupils) = (["primary", "junior"][at % 2], dice.between(50, 900));
        writer.number(row, &format!("pupils.{stage}"), pupils.into());
        writer.number(
            row,
            &format!("teachers.{stage}"),
            (pupils / dice.between(9, 19)).into(),
        );
    }
    let (schools, findings) = prepare(&pack, writer.table);
    let loaded = Loaded {
        files: vec!["schools.csv".to_owned()],
        sheets: Vec::new(),
        findings,
        schools,
        county: None,
        year: Some(2026),
        others: Vec::new(),
        check: None,
    };
    let standard = pack
        .on("2026-11-22".parse().unwrap(), &Profile::new())
        .unwrap();
    Example { standard, loaded }
}
