//! The basis of every indicator of every row.

use indicators::FigureProof;
use rust_xlsxwriter::XlsxError;

use super::{Basis, inputs, one, row, sums};
use crate::report::names;
use crate::report::telling::{citation, reckoning, sources_of_split};
use crate::report::xlsx::figures::Look;
use crate::report::xlsx::sheet::Sheet;
use crate::words::tell;

/// Every indicator of every row.
pub(super) fn figures(sheet: &mut Sheet<'_>, look: &Look<'_>) -> Result<(), XlsxError> {
    let indicators = look.paper.standard.pack.indicators.len();
    for section in &look.found.sections {
        for index in 0..indicators {
            let proof = look
                .county
                .explain_figure(section.school, section.stage, index);
            let Some(proof) = proof.filter(|proof| reported(look, proof)) else {
                continue;
            };
            row(sheet, look, figure(look, &proof))?;
        }
    }
    Ok(())
}

/// Without a line an indicator that nobody reports is only noise.
fn reported(look: &Look<'_>, proof: &FigureProof<'_>) -> bool {
    let index = look.paper.standard.pack.indicator(&proof.indicator.id);
    let somewhere = |index: usize| {
        let rows = look
            .found
            .sections
            .iter()
            .filter(|row| row.stage == proof.stage);
        rows.into_iter().any(|row| row.figures[index].value.is_ok())
    };
    proof.limit.is_some() || index.is_some_and(somewhere)
}

fn figure(look: &Look<'_>, proof: &FigureProof<'_>) -> Basis {
    let (words, indicator) = (look.paper.words, proof.indicator);
    let formula = |working| one(look, working).words;
    let (amount, per) = (formula(&proof.amount), formula(&proof.per));
    let split = proof
        .split
        .as_ref()
        .map(|split| words.text(&split.split.title).to_owned());
    let (value, told) = match &proof.figure.value {
        Ok(value) => (
            Some((indicator.unit.show(value).to_f64(), decimals(proof))),
            String::new(),
        ),
        Err(missing) => (None, names::missing(words, *missing)),
    };
    let limits = [
        proof
            .limit
            .as_ref()
            .map(|(limit, _)| names::limit(indicator, limit)),
        proof.floor.as_ref().map(|(floor, _)| {
            words.labelled(
                &tell!(words, "report-floor"),
                &names::limit(indicator, floor),
            )
        }),
    ];
    Basis {
        whose: names::section(words, look.county, proof.school, Some(proof.stage)),
        stage: names::stage(words, look.county.standard, proof.stage).to_owned(),
        what: names::with_id(&indicator.id, words.text(&indicator.title)),
        value,
        words: told,
        unit: indicator.unit.label(words.lang),
        limit: limits.into_iter().flatten().collect::<Vec<_>>().join("\n"),
        said: Some(names::standing(
            words,
            proof.figure.standing,
            proof.figure.lamp,
        )),
        clause: citation(look.paper.standard, &indicator.citation, words),
        formula: [Some(format!("{} ÷ {}", bracketed(&amount), per)), split]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("\n"),
        figures: sums(&reckoning(look.paper.standard, proof, words), words),
        inputs: inputs(
            look,
            &[&proof.amount, &proof.per],
            sources_of_split(look.county, proof, words),
        ),
    }
}

/// A sum in brackets.
fn bracketed(words: &str) -> String {
    let sum = words.contains(" + ") || words.contains(" − ");
    if sum {
        format!("({words})")
    } else {
        words.to_owned()
    }
}

/// More decimals where rounding would turn the answer.
fn decimals(proof: &FigureProof<'_>) -> u32 {
    if proof.figure.rounding_decides {
        proof.indicator.digits + 3
    } else {
        proof.indicator.digits
    }
}
