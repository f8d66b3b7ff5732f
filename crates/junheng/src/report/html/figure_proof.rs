//! The proof of one figure: amount, split, quotient, limit and floor.

use indicators::{FigureProof, SplitProof};
use kernel::Exact;

use crate::report::html::county::Look;
use crate::report::html::proof::{
    InputLine, Legend, Line, Proof, inputs as inputs_of, line, steps, told_line,
};
use crate::report::html::sections::value;
use crate::report::html::table::Mark;
use crate::report::names;
use crate::report::telling::{citation, entry_text, plain, sources_of_split};
use crate::words::tell;

/// An indicator of one row, proved.
pub(super) fn figure_proof(look: &Look<'_>, proof: &FigureProof<'_>, legend: &mut Legend) -> Proof {
    let (indicator, words) = (proof.indicator, look.words());
    let mut lines = vec![line(
        look,
        &proof.amount,
        tell!(words, "report-line-amount"),
    )];
    lines.extend(steps(look, &proof.amount));
    lines.extend(
        proof
            .split
            .as_ref()
            .map(|split| split_line(look, proof, split)),
    );
    lines.push(quotient(look, proof));
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
        lines,
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

fn split_line(look: &Look<'_>, proof: &FigureProof<'_>, split: &SplitProof<'_>) -> Line {
    let words = look.words();
    let product = |(_, weight, pupils, _): &(usize, Exact, Exact, Exact)| {
        if *weight == Exact::ONE {
            plain(pupils)
        } else {
            format!("{} × {}", plain(weight), plain(pupils))
        }
    };
    let products: Vec<String> = split.parts.iter().map(product).collect();
    let whole: Exact = split.parts.iter().map(|part| part.3.clone()).sum();
    let own = split.parts.iter().find(|part| part.0 == proof.stage);
    let own = own.map_or_else(String::new, product);
    let unit = &proof.amount.explanation.unit;
    let amount = proof
        .figure
        .amount
        .as_ref()
        .map(|amount| names::with_unit(words, &plain(amount), unit));
    Line {
        label: words.bracketed(
            &tell!(words, "report-line-split"),
            words.text(&split.split.title),
        ),
        words: String::new(),
        figures: format!(
            "{} × {own} ÷ ({})",
            plain(&split.total),
            products.join(" + ")
        ),
        result: words.bracketed(
            &amount.unwrap_or_else(|missing| names::missing(words, *missing)),
            &tell!(words, "report-line-weighted", sum = plain(&whole)),
        ),
    }
}

fn quotient(look: &Look<'_>, proof: &FigureProof<'_>) -> Line {
    let (words, figure, unit) = (look.words(), &proof.figure, &proof.indicator.unit);
    let side = |side: &Result<Exact, kernel::Missing>| match side {
        Ok(number) => plain(number),
        Err(missing) => format!("〔{}〕", names::missing(words, *missing)),
    };
    let result = match &figure.value {
        Ok(value) => names::with_unit(words, &plain(&unit.show(value)), unit),
        Err(missing) => names::missing(words, *missing),
    };
    let hundred = match unit.symbol().contains("/100") {
        true => " × 100",
        false => "",
    };
    Line {
        label: tell!(words, "report-line-value"),
        words: String::new(),
        figures: format!("{} ÷ {}{hundred}", side(&figure.amount), side(&figure.per)),
        result,
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
