//! `explain`: why is a number what it is?

use std::path::PathBuf;

use super::assess::{format_of, say_if_nothing, say_written, say_year};
use crate::asking;
use crate::cli::{ExplainArgs, Format, Given};
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::judging::{Run, judge};
use crate::loading::load;
use crate::output::{deliver, not_over};
use crate::question;
use crate::report::proof::{self, Proof, Prover};
use crate::report::{json, summary};

pub(crate) fn run(desk: &Desk, args: &ExplainArgs) -> Result<Exit, Failure> {
    let (given, questions) = questions(&args.given, &args.of);
    let out = args.printed.out.as_deref();
    let format = format_of(&args.printed, false)?;
    not_over(out, given.inputs())?;
    let shelf = desk.shelf()?;
    let standard = asking::standard(&shelf, &args.asked)?;
    let loaded = load(desk, &shelf, &standard.pack, &given, &args.asked)?;
    say_year(desk, &loaded, &given);
    say_if_nothing(desk, &loaded);
    loaded.some(out)?;
    let run = judge(desk, &standard, &loaded, given.county.as_deref())?;
    let mut proofs = Vec::new();
    for question in &questions {
        proofs.push(answer(desk, &run, question)?);
    }
    let data = match format {
        Format::Json => json::written(&proofs)?,
        _ => {
            let look = if out.is_some() {
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
    deliver(out, &data)?;
    say_written(desk, out);
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

/// The first county that knows what is asked about answers; else the one that knows most of it says
/// what it does not.
fn answer(desk: &Desk, run: &Run<'_>, question: &str) -> Result<Proof, Failure> {
    let mut failures = Vec::new();
    for (county, found) in &run.judged {
        let prover = Prover {
            words: &desk.words,
            county,
            found,
        };
        match question::target(&desk.words, county, question) {
            Ok(target) => match prover.prove(target) {
                Some(proof) => return Ok(proof),
                None => failures.push(Failure::NoFigure(question.to_owned())),
            },
            Err(failure) => failures.push(failure),
        }
    }
    failures.sort_by_key(question::ignorance);
    let first = failures.into_iter().next();
    Err(first.unwrap_or_else(|| Failure::UnknownSubject {
        written: question.to_owned(),
    }))
}
