//! The proof of a coefficient of variation: every school with its term.

use indicators::{SpreadProof, SpreadRow};
use serde::Serialize;
use standards::Weighting;

use crate::report::html::county::Look;
use crate::report::html::spreads::{cv, is_told};
use crate::report::html::table::{Mark, Named};
use crate::report::names;
use crate::report::telling::{entry_text, fixed_f64, grouped, method, plain};

/// A coefficient with all its terms.
#[derive(Debug, Serialize)]
pub(super) struct SpreadProofPage {
    pub(super) anchor: String,
    pub(super) back: String,
    pub(super) stage: String,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) unit: String,
    pub(super) amount_unit: String,
    pub(super) per_unit: String,
    pub(super) mark: Mark,
    pub(super) rows: Vec<TermRow>,
    pub(super) sum: String,
    pub(super) weight: String,
    pub(super) mean: String,
    pub(super) variance: String,
    pub(super) sd: String,
    pub(super) cv: String,
    pub(super) limit: String,
    pub(super) basis: String,
    pub(super) method: String,
    pub(super) by_pupils: bool,
}

/// A school's term.
#[derive(Debug, Serialize)]
pub(super) struct TermRow {
    pub(super) name: Named,
    pub(super) amount: String,
    pub(super) per: String,
    pub(super) value: String,
    pub(super) square: String,
    pub(super) term: String,
    pub(super) share: String,
    pub(super) great: bool,
}

/// A share of the variance from which a school is marked.
const GREAT: f64 = 0.1;

/// The proofs of all coefficients.
pub(super) fn spread_proofs(look: &Look<'_>) -> Vec<SpreadProofPage> {
    let proof = |spread: &indicators::SpreadResult| {
        let proof = look
            .county
            .explain_spread(look.found, spread.stage, spread.indicator)?;
        Some(page(look, &proof))
    };
    look.found
        .spreads
        .iter()
        .filter(|spread| is_told(spread))
        .filter_map(proof)
        .collect()
}

fn page(look: &Look<'_>, proof: &SpreadProof<'_>) -> SpreadProofPage {
    let (spread, words) = (proof.result, look.words());
    let indicator = &look.paper.standard.pack.indicators[spread.indicator];
    let stage = look.stage_id(spread.stage);
    let squared = indicator.unit.scale().to_f64().powi(2);
    let variance: f64 = proof.rows.iter().map(|row| row.term).sum();
    let dimension = |formula: &Option<formula::Formula>| {
        let dimension = formula.as_ref().and_then(formula::Formula::dimension);
        dimension.map_or_else(String::new, |dimension| {
            kernel::Unit::of(dimension).label(words.lang)
        })
    };
    SpreadProofPage {
        anchor: look.links.cv(stage, &indicator.id).unwrap_or_default(),
        back: look.links.spread(stage, &indicator.id),
        stage: names::stage(words, look.county.standard, spread.stage).to_owned(),
        id: names::official(&indicator.id).to_owned(),
        title: words.text(&indicator.title).to_owned(),
        unit: indicator.unit.label(words.lang),
        amount_unit: dimension(&indicator.amount[spread.stage]),
        per_unit: dimension(&indicator.per[spread.stage]),
        mark: Mark::new(names::spread(words, spread.standing, spread.lamp)),
        rows: proof
            .rows
            .iter()
            .map(|row| term(look, proof, row, variance))
            .collect(),
        sum: spread.sum.as_ref().map_or_else(String::new, plain),
        weight: spread.weight.as_ref().map_or_else(String::new, plain),
        mean: spread.mean.as_ref().map_or_else(String::new, |mean| {
            grouped(&indicator.unit.show(mean).to_fixed(6))
        }),
        variance: fixed_f64(variance / squared, 6),
        sd: spread.sd.map_or_else(String::new, |sd| {
            fixed_f64(sd / indicator.unit.scale().to_f64(), 6)
        }),
        cv: spread
            .cv
            .map_or_else(|| cv(look, spread), |cv| format!("{cv:.6}")),
        limit: spread
            .limit
            .as_ref()
            .map_or_else(String::new, |limit| format!("≤ {limit}")),
        basis: proof.limit.map_or_else(String::new, |entry| {
            entry_text(look.paper.standard, entry, words)
        }),
        method: method(look.paper.standard, words),
        by_pupils: look.paper.standard.weighting() == Weighting::Pupils,
    }
}

fn term(look: &Look<'_>, proof: &SpreadProof<'_>, row: &SpreadRow, variance: f64) -> TermRow {
    let indicator = &look.paper.standard.pack.indicators[proof.result.indicator];
    let section = &look.found.sections[row.section];
    let squared = indicator.unit.scale().to_f64().powi(2);
    let share = if variance > 0.0 {
        row.term / variance
    } else {
        0.0
    };
    TermRow {
        name: Named {
            text: names::section(
                look.words(),
                look.county,
                section.school,
                Some(section.stage),
            ),
            link: look.links.school(section.school),
        },
        amount: plain(&row.amount.round(2)),
        per: plain(&row.per),
        value: grouped(&indicator.unit.show(&row.value).to_fixed(4)),
        square: fixed_f64(row.square / squared, 4),
        term: fixed_f64(row.term / squared, 6),
        share: format!("{:.1}%", share * 100.0),
        great: share >= GREAT,
    }
}
