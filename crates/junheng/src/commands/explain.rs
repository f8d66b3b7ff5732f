//! `explain`: why is a number what it is?

use std::path::PathBuf;

use super::assess::{format_of, say_if_nothing, say_written, say_year};
use crate::asking;
use crate::cli::{ExplainArgs, Format, Given};
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::judging::{Run, judge};
use crate::loading::load;
use crate::output::deliver;
use crate::report::proof::{self, Proof, Prover};
use crate::report::{json, summary};

pub(crate) fn run(desk: &Desk, args: &ExplainArgs) -> Result<Exit, Failure> {
    let (given, questions) = questions(&args.given, &args.of);
    let shelf = desk.shelf()?;
    let standard = asking::standard(&shelf, &args.asked)?;
    let loaded = load(desk, &shelf, &standard.pack, &given)?;
    say_year(desk, &loaded, &given);
    say_if_nothing(desk, &loaded);
    let run = judge(desk, &standard, &loaded, given.county.as_deref())?;
    let mut proofs = Vec::new();
    for question in &questions {
        proofs.push(answer(desk, &run, question)?);
    }
    let data = match format_of(&args.printed) {
        Format::Json => json::written(&proofs)?,
        _ => {
            let look = if args.printed.out.is_some() {
                desk.look.plain()
            } else {
                desk.look
            };
            let proofs = proofs
                .iter()
                .map(|proof| proof::text(&desk.words, look, proof));
            let mut pages: Vec<String> = proofs.collect();
            pages.push(summary::triple(&desk.words, look, &run));
            pages.join("\n").into_bytes()
        }
    };
    deliver(args.printed.out.as_deref(), &data)?;
    say_written(desk, args.printed.out.as_deref());
    Ok(Exit::Done)
}

/// What is asked: by `--of`; else the words behind the files that name no file; else the county.
fn questions(given: &Given, of: &[String]) -> (Given, Vec<String>) {
    let mut given = given.clone();
    if !of.is_empty() {
        return (given, of.to_vec());
    }
    let names_a_file = |path: &PathBuf| path.exists() || path.extension().is_some();
    let files = given
        .files
        .iter()
        .take_while(|path| names_a_file(path))
        .count()
        .max(1);
    let words: Vec<String> = given
        .files
        .split_off(files)
        .iter()
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let question = if words.is_empty() {
        "county".to_owned()
    } else {
        words.join(" ")
    };
    (given, vec![question])
}

/// The first county that knows what is asked about answers.
fn answer(desk: &Desk, run: &Run<'_>, question: &str) -> Result<Proof, Failure> {
    for (county, found) in &run.judged {
        let prover = Prover {
            words: &desk.words,
            county,
            found,
        };
        if let Some(proof) = county
            .target(question)
            .and_then(|target| prover.prove(target))
        {
            return Ok(proof);
        }
    }
    Err(Failure::UnknownSubject {
        written: question.to_owned(),
        known: near(run, question),
    })
}

/// Schools whose names have something of the question in them, and the ids there are.
fn near(run: &Run<'_>, question: &str) -> Vec<String> {
    let words: Vec<&str> = question.split_whitespace().collect();
    let schools = run
        .judged
        .iter()
        .flat_map(|(county, _)| county.schools.iter().map(|s| county.subject(s)));
    let alike = schools.filter(|subject| {
        words
            .iter()
            .any(|word| subject.name.contains(word) || subject.code.contains(word))
    });
    let mut known: Vec<String> = alike
        .take(8)
        .map(|subject| format!("{} {}", subject.code, subject.name))
        .collect();
    let pack = &run.standard.pack;
    known.extend(
        pack.stages()
            .iter()
            .filter(|s| s.judged)
            .map(|stage| stage.id.clone()),
    );
    known.extend(pack.indicators.iter().map(|indicator| indicator.id.clone()));
    known
}
