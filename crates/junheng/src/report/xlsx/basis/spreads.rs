//! The basis of every coefficient of variation.

use indicators::SpreadProof;
use rust_xlsxwriter::XlsxError;

use super::{Basis, row};
use crate::report::names;
use crate::report::telling::{citation, method, plain};
use crate::report::xlsx::figures::Look;
use crate::report::xlsx::sheet::Sheet;
use crate::words::tell;

/// Every coefficient of variation.
pub(super) fn spreads(sheet: &mut Sheet<'_>, look: &Look<'_>) -> Result<(), XlsxError> {
    for spread in &look.found.spreads {
        if let Some(proof) = look
            .county
            .explain_spread(look.found, spread.stage, spread.indicator)
        {
            row(sheet, look, coefficient(look, &proof))?;
        }
    }
    Ok(())
}

fn coefficient(look: &Look<'_>, proof: &SpreadProof<'_>) -> Basis {
    let (words, spread) = (look.paper.words, proof.result);
    let indicator = &look.paper.standard.pack.indicators[spread.indicator];
    let scale = indicator.unit.scale().to_f64();
    let variance: f64 = proof.rows.iter().map(|row| row.term).sum::<f64>() / (scale * scale);
    let mean = spread
        .mean
        .as_ref()
        .map_or(0.0, |mean| indicator.unit.show(mean).to_f64());
    let missing = match spread.missing.len() {
        0 => None,
        count => Some(tell!(words, "report-plot-missing", count = count)),
    };
    let rows = tell!(words, "report-spread-inputs", rows = proof.rows.len());
    Basis {
        whose: look.found.name.to_string(),
        stage: names::stage(words, look.county.standard, spread.stage).to_owned(),
        what: words.bracketed(
            &tell!(words, "report-cv"),
            &names::with_id(&indicator.id, words.text(&indicator.title)),
        ),
        value: spread.cv.map(|cv| (cv, 6)),
        words: tell!(words, "report-no-spread"),
        limit: spread
            .limit
            .as_ref()
            .map_or_else(String::new, |limit| format!("≤ {limit}")),
        said: Some(names::spread(words, spread.standing, spread.lamp)),
        clause: proof.limit.map_or_else(String::new, |entry| {
            citation(look.paper.standard, &entry.citation, words)
        }),
        formula: method(look.paper.standard, words),
        figures: format!(
            "X̄ = {} ÷ {} = {mean:.6}\nS = √{variance:.6} = {:.6}\nCV = S ÷ X̄",
            spread.sum.as_ref().map_or_else(String::new, plain),
            spread.weight.as_ref().map_or_else(String::new, plain),
            spread.sd.unwrap_or(0.0) / scale,
        ),
        inputs: [Some(rows), missing]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("\n"),
        ..Basis::default()
    }
}
