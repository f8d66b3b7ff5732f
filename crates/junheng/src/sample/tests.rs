//! The sample is written, read and judged as a user would have it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use facts::{Imported, Input, Options};
use indicators::{CountyAssessment, Facts, ItemOutcome, Outcome, Standing, counties, prepare};
use kernel::{Day, Finding, Grade};
use standards::{Pack, PackFiles, Profile, SourceFile};

use super::returns::Answer;
use super::*;

const SEED: u64 = 1;
const SCHOOLS: usize = 70;

fn pack() -> Arc<Pack> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut files = Vec::new();
    collect(&root, &root.join("quality-balance-2017"), &mut files);
    let files = PackFiles {
        id: "quality-balance-2017".to_owned(),
        files,
    };
    Arc::new(Pack::load(&files, &[]).unwrap_or_else(|errors| panic!("{errors:?}")))
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<SourceFile>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
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

fn written(pack: &Pack, seed: u64, folder: &Path) -> Vec<PathBuf> {
    let county = generate(seed, SCHOOLS, &YEARS);
    write(
        &county,
        pack.school_form(),
        pack.county_form().unwrap(),
        folder,
    )
    .unwrap()
}

/// The workbooks of a seed, read by their own heads.
fn imported(pack: &Pack, seed: u64) -> Imported {
    let folder = tempfile::tempdir().unwrap();
    let files = written(pack, seed, folder.path());
    let input = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        Input::bytes(name, std::fs::read(path).unwrap())
    };
    let inputs = files.iter().map(input).collect();
    let mut go_on = |_: facts::Progress<'_>| ControlFlow::Continue(());
    facts::import(inputs, &pack.forms(), &[], &Options::default(), &mut go_on)
}

/// Every year judged on the first of October, with what the campus rule and the
/// checks say of all returns.
fn judged(pack: &Arc<Pack>, seed: u64) -> (BTreeMap<i16, CountyAssessment>, Vec<Finding>) {
    let mut tables = imported(pack, seed).tables;
    let own = tables.pop().unwrap();
    let (schools, mut findings) = prepare(pack, tables.pop().unwrap());
    findings.extend(facts::checks::run(&schools));
    findings.extend(facts::checks::run(&own));
    let judge = |year: i16| {
        let standard = pack
            .on(Day::new(year, 10, 1).unwrap(), &Profile::default())
            .unwrap();
        let facts = Facts {
            schools: &schools,
            county: Some(&own),
        };
        let all = counties(&standard, facts);
        (
            year,
            all.iter()
                .find(|county| county.year == year)
                .unwrap()
                .assess(),
        )
    };
    (YEARS.into_iter().map(judge).collect(), findings)
}

fn passing(county: &CountyAssessment) -> f64 {
    let pass = county
        .sections
        .iter()
        .filter(|section| section.outcome == Outcome::Pass)
        .count();
    pass as f64 / county.sections.len() as f64
}

/// Coefficients of variation above their limits: `primary R5`.
fn above(pack: &Pack, county: &CountyAssessment) -> Vec<String> {
    let above = county
        .spreads
        .iter()
        .filter(|spread| spread.standing == Standing::Below);
    above
        .map(|s| {
            format!(
                "{} {}",
                pack.stages()[s.stage].id,
                pack.indicators[s.indicator].id
            )
        })
        .collect()
}

fn item(pack: &Pack, county: &CountyAssessment, id: &str) -> ItemOutcome {
    county
        .items
        .iter()
        .find(|result| pack.items[result.item].id == id)
        .unwrap()
        .outcome
}

/// Every figure of a county as text.
fn figures(county: &SampleCounty) -> String {
    let mut text = String::new();
    for year in &county.years {
        for sent in year.schools.iter().chain([&year.county]) {
            text += &format!(
                "{} {} {} {} {:?}\n",
                year.year, sent.code, sent.name, sent.township, sent.parent
            );
            for (column, answer) in &sent.answers {
                let said = match answer {
                    Answer::Number(number) => number.normalize().to_string(),
                    Answer::Choice(option) => (*option).to_owned(),
                    Answer::Typed(typed) => format!("“{typed}”"),
                };
                text += &format!("  {column} {said}\n");
            }
        }
    }
    text
}

/// FNV-1a.
fn hash(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

#[test]
fn a_seed_always_gives_the_same_county() {
    let county = generate(SEED, SCHOOLS, &YEARS);
    assert_eq!(county, generate(SEED, SCHOOLS, &YEARS));
    assert_ne!(
        figures(&county),
        figures(&generate(SEED + 1, SCHOOLS, &YEARS))
    );
    let hash = format!("{:016x}", hash(figures(&county).as_bytes()));
    assert_eq!(
        hash, "7b65634f1f3f33ac",
        "the sample has changed: say so in the change log"
    );
}

#[test]
fn a_year_does_not_depend_on_the_others() {
    let all = generate(SEED, SCHOOLS, &YEARS);
    let last = generate(SEED, SCHOOLS, &[2025]);
    assert_eq!(all.years.last(), last.years.first());
}

#[test]
fn the_same_county_gives_the_same_bytes() {
    let pack = pack();
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let bytes = folders.each_ref().map(|folder| {
        let files = written(&pack, SEED, folder.path());
        files
            .iter()
            .map(|file| std::fs::read(file).unwrap())
            .collect::<Vec<_>>()
    });
    assert_eq!(bytes[0].len(), 6);
    assert!(bytes[0] == bytes[1], "workbooks of one county differ");
}

#[test]
fn every_row_and_column_is_read_back() {
    let pack = pack();
    let imported = imported(&pack, SEED);
    let tally = imported.tally();
    assert_eq!(
        (tally.loaded, tally.refused, tally.totals),
        (3 * SCHOOLS + 3, 0, 3)
    );
    let county = generate(SEED, SCHOOLS, &YEARS);
    let answered: BTreeSet<&str> = county
        .years
        .iter()
        .flat_map(|year| year.schools.iter().chain([&year.county]))
        .flat_map(|sent| sent.answers.keys().map(String::as_str))
        .collect();
    let open = [
        "q5_facilities",
        "q6_culture",
        "q8_workload",
        "v6_fraud",
        "level_arts",
        "difference_arts",
    ];
    for table in &imported.tables {
        for (at, column) in (0..).zip(&table.form.columns) {
            let name = column.name.as_str();
            assert!(
                table.has(facts::catalogue::ColumnId(at)),
                "no head for {name}"
            );
            assert_eq!(answered.contains(name), !open.contains(&name), "{name}");
        }
    }
}

#[test]
fn reading_speaks_only_of_the_slips() {
    let found = imported(&pack(), SEED).findings;
    let grave: Vec<&Finding> = found.iter().filter(|f| f.grade == Grade::MustFix).collect();
    assert!(grave.is_empty(), "{grave:#?}");
    let cells: BTreeSet<&str> = found
        .iter()
        .map(|f| f.code.as_str())
        .filter(|code| code.starts_with("cell-"))
        .collect();
    assert_eq!(cells.into_iter().collect::<Vec<_>>(), ["cell-has-unit"]);
    let heads = found
        .iter()
        .filter(|f| f.code.starts_with("heads-") || f.code.starts_with("head-"));
    assert_eq!(heads.count(), 0, "every head is one of the form's own");
    let differ: Vec<&Finding> = found.iter().filter(|f| f.code == "totals-differ").collect();
    assert!(differ.len() >= 4, "sums that skip what was typed as text");
    let first = |finding: &&Finding| finding.document.as_ref().unwrap().file == "2023-学校.xlsx";
    assert!(differ.iter().all(first));
}

#[test]
fn figures_agree_but_for_two_mistakes_of_the_first_year() {
    let (_, found) = judged(&pack(), SEED);
    let merged = found
        .iter()
        .filter(|finding| finding.code == "campus-merged");
    assert_eq!(merged.count(), YEARS.len());
    let grave = found
        .iter()
        .filter(|finding| finding.grade != Grade::Notice);
    let mut grave: Vec<&str> = grave.map(|finding| finding.code.as_str()).collect();
    grave.sort_unstable();
    let kindergarten = "kindergarten_share_taken_off";
    assert_eq!(
        grave,
        [
            // A cell that the campus of the first primary school forgot.
            "campus-part-missing",
            "degrees_within_teachers",
            "equipment_in_yuan",
            kindergarten,
            kindergarten,
            kindergarten
        ]
    );
}

#[test]
fn the_last_year_fails_a_few_things_and_the_first_many() {
    let pack = pack();
    let (years, _) = judged(&pack, SEED);
    let last = &years[&2025];
    assert!((0.85..=0.90).contains(&passing(last)), "{}", passing(last));
    assert!(passing(&years[&2023]) < 0.55, "{}", passing(&years[&2023]));
    assert!(passing(&years[&2024]) < passing(last) - 0.1);
    assert_eq!(above(&pack, last), ["primary R5"]);
    assert_eq!(above(&pack, &years[&2023]), ["primary R5", "junior R6"]);
    for id in ["schools", "spread", "G3", "G4", "G5", "G9"] {
        assert_eq!(item(&pack, last, id), ItemOutcome::NotMet, "{id}");
    }
    for id in [
        "G1", "G2", "G7", "G11", "G13", "G14", "Q1", "Q2", "Q9", "S1", "P1", "V1",
    ] {
        assert_eq!(item(&pack, last, id), ItemOutcome::Met, "{id}");
    }
    for id in ["Q5", "Q6", "Q8", "V6"] {
        assert_eq!(item(&pack, last, id), ItemOutcome::NeedsEvidence, "{id}");
    }
    assert!(
        last.sections
            .iter()
            .any(|section| section.outcome == Outcome::CannotDecide)
    );
    assert_eq!(last.verdict, Outcome::Fail);
}

#[test]
fn other_seeds_give_counties_of_the_same_kind() {
    let pack = pack();
    for seed in [2, 18, 2026] {
        let (years, _) = judged(&pack, seed);
        let (first, last) = (&years[&2023], &years[&2025]);
        assert!(
            (0.8..0.95).contains(&passing(last)),
            "seed {seed}: {}",
            passing(last)
        );
        assert!(passing(first) < 0.6, "seed {seed}: {}", passing(first));
        assert!(
            above(&pack, last).len() <= 2,
            "seed {seed}: {:?}",
            above(&pack, last)
        );
        assert!(!above(&pack, first).is_empty(), "seed {seed}");
    }
}

#[test]
fn counties_of_any_size_have_every_kind_of_school() {
    for schools in [1, 20, 33, 150, 400] {
        let county = generate(SEED, schools, &[2025]);
        let sent = &county.years[0].schools;
        assert_eq!(sent.len(), schools.max(plan::FEWEST));
        let codes: BTreeSet<&str> = sent.iter().map(|sent| sent.code.as_str()).collect();
        let names: BTreeSet<&str> = sent.iter().map(|sent| sent.name.as_str()).collect();
        assert_eq!(
            (codes.len(), names.len()),
            (sent.len(), sent.len()),
            "of {schools}"
        );
        assert!(
            codes
                .iter()
                .all(|code| code.len() == 10 && &code[2..4] == "99")
        );
        let kinds: BTreeSet<String> = sent
            .iter()
            .map(|sent| format!("{:?}", sent.answers["kind"]))
            .collect();
        assert_eq!(kinds.len(), 9);
        let main = sent.iter().find_map(|sent| sent.parent.as_deref()).unwrap();
        assert!(codes.contains(main));
    }
}
