//! `explain`: why is a number what it is?

use std::path::PathBuf;

use super::shared::{give, opened_with_returns, say_unread};
use crate::cli::{ExplainArgs, Format, Given};
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::form;
use crate::judging::{Run, judge};
use crate::question;
use crate::report::proof::{self, Proof, Prover};
use crate::report::{json, summary};

pub(crate) fn run(desk: &Desk, args: &ExplainArgs) -> Result<Exit, Failure> {
    let (given, questions) = questions(&args.given, &args.of);
    let out = args.printed.out.as_deref();
    let format = form::of(&args.printed, false)?;
    let opened = opened_with_returns(desk, &given, &args.asked, out)?;
    let run = judge(
        desk,
        &opened.standard,
        &opened.loaded,
        given.county.as_deref(),
    )?;
    let mut proofs = Vec::new();
    for question in &questions {
        proofs.extend(answers(desk, &run, question)?);
    }
    let data = match format {
        Format::Json => json::written(&proofs)?,
        _ => {
            let look = desk.look_for(out);
            let proofs = proofs
                .iter()
                .map(|proof| proof::text(&desk.words, look, proof));
            let mut pages: Vec<String> = proofs.collect();
            pages.push(summary::triple(&desk.words, look, &run));
            look.harmless(&pages.join("\n")).into_bytes()
        }
    };
    give(desk, out, &data)?;
    if out.is_some() || format != Format::Table {
        say_unread(desk, &opened.loaded);
    }
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

/// Every county that knows what is asked about answers, by name when there are several; where none
/// does, the one that knows most of it says what it does not.
fn answers(desk: &Desk, run: &Run<'_>, question: &str) -> Result<Vec<Proof>, Failure> {
    let (mut proofs, mut failures) = (Vec::new(), Vec::new());
    for (county, found) in &run.judged {
        let prover = Prover {
            words: &desk.words,
            county,
            found,
        };
        match question::target(&desk.words, county, question) {
            Ok(target) => match prover.prove(target) {
                Some(mut proof) => {
                    if run.judged.len() > 1 && !proof.title.starts_with(&*county.name) {
                        proof.title = format!("{} · {}", county.name, proof.title);
                    }
                    proofs.push(proof);
                }
                None => failures.push(Failure::NoFigure(question.to_owned())),
            },
            Err(failure) => failures.push(failure),
        }
    }
    if !proofs.is_empty() {
        return Ok(proofs);
    }
    failures.sort_by_key(question::ignorance);
    let first = failures.into_iter().next();
    Err(first.unwrap_or_else(|| Failure::UnknownSubject {
        written: question.to_owned(),
    }))
}
