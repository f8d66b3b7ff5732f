//! The proof of one figure: amount, split, quotient, limit and floor.

use indicators::FigureProof;

use crate::report::html::county::Look;
use crate::report::html::proof::{InputLine, Legend, Proof, inputs as inputs_of, told_line};
use crate::report::html::sections::value;
use crate::report::html::table::Mark;
use crate::report::names;
use crate::report::telling::{citation, entry_text, reckoning, sources_of_split};

/// An indicator of one row, proved.
pub(super) fn figure_proof(look: &Look<'_>, proof: &FigureProof<'_>, legend: &mut Legend) -> Proof {
    let (indicator, words) = (proof.indicator, look.words());
    let mut inputs = inputs_of(look, &proof.amount, legend);
    inputs.extend(inputs_of_split(look, proof, legend));
    inputs.extend(inputs_of(look, &proof.per, legend));
    let mut known = Vec::new();
    inputs.retain(|input| {
        let new = !known.contains(&input.title);
        known.push(input.title.clone());
        new
    });
    let shown = match &proof.figure.value {
        Ok(_) => names::with_unit(
            words,
            &value(look, indicator, &proof.figure),
            &indicator.unit,
        ),
        Err(missing) => names::missing(words, *missing),
    };
    Proof {
        anchor: look
            .links
            .figure(proof.school, look.stage_id(proof.stage), &indicator.id),
        id: names::official(&indicator.id).to_owned(),
        title: words.text(&indicator.title).to_owned(),
        clause: clause(look, proof),
        lines: reckoning(look.paper.standard, proof, words),
        inputs,
        inputs_more: 0,
        value: shown,
        limit: proof
            .limit
            .as_ref()
            .map_or_else(String::new, |(limit, _)| names::limit(indicator, limit)),
        floor: proof
            .floor
            .as_ref()
            .map_or_else(String::new, |(floor, _)| names::limit(indicator, floor)),
        mark: Some(Mark::new(names::standing(
            words,
            proof.figure.standing,
            proof.figure.lamp,
        ))),
        rounding: proof.figure.rounding_decides,
    }
}

/// Where the indicator stands, and the limit where that is another place.
fn clause(look: &Look<'_>, proof: &FigureProof<'_>) -> String {
    let own = citation(look.paper.standard, &proof.indicator.citation, look.words());
    match &proof.limit {
        Some((_, entry)) if entry.citation == proof.indicator.citation => {
            entry_text(look.paper.standard, entry, look.words())
        }
        Some((_, entry)) => look
            .words()
            .list([own, entry_text(look.paper.standard, entry, look.words())]),
        None => own,
    }
}

/// The pupils of the other stages, by which a total was shared.
fn inputs_of_split(
    look: &Look<'_>,
    proof: &FigureProof<'_>,
    legend: &mut Legend,
) -> Vec<InputLine> {
    let sources = sources_of_split(look.county, proof, look.words());
    sources
        .into_iter()
        .map(|told| told_line(told, legend))
        .collect()
}
