//! Indicator by stage: mean, deviation, coefficient of variation, and where every school lies.

use indicators::{SpreadResult, Standing};
use kernel::Exact;
use serde::Serialize;

use crate::report::html::county::Look;
use crate::report::html::obstacles::furthest;
use crate::report::html::strip::{Strip, strip};
use crate::report::html::table::{Mark, Names};
use crate::report::names;
use crate::report::telling::{fixed, fixed_f64};
use crate::words::tell;

/// The table of all coefficients: a row a stage, a column an indicator.
#[derive(Debug, Serialize)]
pub(super) struct Matrix {
    pub(super) heads: Vec<(String, String)>,
    pub(super) rows: Vec<MatrixRow>,
    pub(super) composite: bool,
}

/// A stage of the table.
#[derive(Debug, Serialize)]
pub(super) struct MatrixRow {
    pub(super) stage: String,
    pub(super) limit: String,
    pub(super) cells: Vec<Option<MatrixCell>>,
    pub(super) composite: String,
}

/// An indicator of a stage.
#[derive(Debug, Serialize)]
pub(super) struct MatrixCell {
    pub(super) mean: String,
    pub(super) cv: String,
    pub(super) mark: Mark,
    pub(super) rounding: bool,
    pub(super) link: String,
    /// A single row has no spread: its 0 says nothing.
    pub(super) single: bool,
}

/// The plots of one stage.
#[derive(Debug, Serialize)]
pub(super) struct Spreads {
    pub(super) stage: String,
    pub(super) plots: Vec<Plot>,
}

/// One indicator of one stage.
#[derive(Debug, Serialize)]
pub(super) struct Plot {
    pub(super) anchor: String,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) unit: String,
    pub(super) rows: usize,
    pub(super) missing: usize,
    pub(super) mean: String,
    pub(super) sd: String,
    pub(super) cv: String,
    pub(super) cv_limit: String,
    pub(super) mark: Mark,
    pub(super) rounding: bool,
    pub(super) limit: String,
    pub(super) floor: String,
    pub(super) met: usize,
    pub(super) at_floor: usize,
    pub(super) below: usize,
    pub(super) furthest: Names,
    pub(super) proof: Option<String>,
    pub(super) strip: Option<Strip>,
}

/// A spread of rows, or one that is asked for: what nobody reports and nobody asks for is no news.
pub(super) fn is_told(spread: &SpreadResult) -> bool {
    !spread.rows.is_empty() || spread.limit.is_some()
}

/// The table, when there is any spread.
pub(super) fn matrix(look: &Look<'_>) -> Option<Matrix> {
    let pack = &look.paper.standard.pack;
    let shown: Vec<usize> = (0..pack.indicators.len())
        .filter(|index| {
            look.found
                .spreads
                .iter()
                .any(|spread| spread.indicator == *index && is_told(spread))
        })
        .collect();
    if shown.is_empty() {
        return None;
    }
    let head = |index: &usize| {
        let indicator = &pack.indicators[*index];
        (
            names::official(&indicator.id).to_owned(),
            look.words().text(&indicator.short).to_owned(),
        )
    };
    Some(Matrix {
        heads: shown.iter().map(head).collect(),
        rows: stages(look)
            .map(|stage| matrix_row(look, stage, &shown))
            .collect(),
        composite: !look.found.composites.is_empty(),
    })
}

pub(super) fn stages<'a>(look: &Look<'a>) -> impl Iterator<Item = usize> + use<'a> {
    let found = look.found;
    let all = 0..look.paper.standard.pack.stages().len();
    all.filter(move |stage| {
        found
            .spreads
            .iter()
            .any(|spread| spread.stage == *stage && is_told(spread))
    })
}

pub(super) fn matrix_row(look: &Look<'_>, stage: usize, shown: &[usize]) -> MatrixRow {
    let spread = |index: &usize| {
        look.found
            .spreads
            .iter()
            .find(|spread| spread.stage == stage && spread.indicator == *index)
    };
    let limit = shown.iter().find_map(|index| spread(index)?.limit.clone());
    let composite = look
        .found
        .composites
        .iter()
        .find(|composite| composite.stage == stage);
    MatrixRow {
        stage: names::stage(look.words(), look.county.standard, stage).to_owned(),
        limit: limit.map_or_else(String::new, |limit| format!("≤ {limit}")),
        cells: shown
            .iter()
            .map(|index| spread(index).map(|spread| matrix_cell(look, spread)))
            .collect(),
        composite: composite.map_or_else(String::new, |composite| match composite.value {
            Some(value) => format!("{value:.3}"),
            None => tell!(look.words(), "report-composite-open"),
        }),
    }
}

fn matrix_cell(look: &Look<'_>, spread: &SpreadResult) -> MatrixCell {
    let indicator = &look.paper.standard.pack.indicators[spread.indicator];
    MatrixCell {
        mean: mean(look, spread),
        cv: cv(look, spread),
        mark: Mark::new(names::spread(look.words(), spread.standing, spread.lamp)),
        rounding: spread.rounding_decides,
        single: spread.rows.len() == 1,
        link: look
            .links
            .spread(look.stage_id(spread.stage), &indicator.id),
    }
}

fn mean(look: &Look<'_>, spread: &SpreadResult) -> String {
    let indicator = &look.paper.standard.pack.indicators[spread.indicator];
    let none = || tell!(look.words(), "report-no-spread");
    spread
        .mean
        .as_ref()
        .map_or_else(none, |mean| fixed(&indicator.unit, mean, indicator.digits))
}

/// The coefficient, with more decimals where rounding would hide which side of the limit it is on.
pub(super) fn cv(look: &Look<'_>, spread: &SpreadResult) -> String {
    let indicator = &look.paper.standard.pack.indicators[spread.indicator];
    let digits = indicator
        .spread
        .as_ref()
        .map_or(3, |spread| spread.digits.min(6)) as usize;
    let digits = if spread.rounding_decides {
        digits + 3
    } else {
        digits
    };
    let none = || tell!(look.words(), "report-no-spread");
    spread.cv.map_or_else(none, |cv| format!("{cv:.digits$}"))
}

/// The plots, by stage.
pub(super) fn spreads(look: &Look<'_>) -> Vec<Spreads> {
    let stage = |stage: usize| Spreads {
        stage: names::stage(look.words(), look.county.standard, stage).to_owned(),
        plots: look
            .found
            .spreads
            .iter()
            .filter(|s| s.stage == stage && is_told(s))
            .map(|s| plot(look, s))
            .collect(),
    };
    stages(look).map(stage).collect()
}

fn plot(look: &Look<'_>, spread: &SpreadResult) -> Plot {
    let (indicator, words) = (
        &look.paper.standard.pack.indicators[spread.indicator],
        look.words(),
    );
    let stage = look.stage_id(spread.stage);
    let lines = lines(look, spread);
    let limit = lines
        .as_ref()
        .map(|(limit, _)| names::limit(indicator, limit));
    let floor = lines.as_ref().and_then(|(_, floor)| floor.as_ref());
    let count = |standing: Standing| {
        let own = look
            .found
            .sections
            .iter()
            .filter(|section| section.stage == spread.stage);
        own.filter(|section| section.figures[spread.indicator].standing == standing)
            .count()
    };
    let scale = indicator.unit.scale().to_f64();
    Plot {
        anchor: look.links.spread(stage, &indicator.id),
        id: names::official(&indicator.id).to_owned(),
        title: words.text(&indicator.title).to_owned(),
        unit: indicator.unit.label(words.lang),
        rows: spread.rows.len(),
        missing: spread.missing.len(),
        mean: mean(look, spread),
        sd: spread.sd.map_or_else(String::new, |sd| {
            fixed_f64(sd / scale, indicator.digits.max(2) as usize)
        }),
        cv: cv(look, spread),
        cv_limit: spread
            .limit
            .as_ref()
            .map_or_else(String::new, |limit| format!("≤ {limit}")),
        mark: Mark::new(names::spread(words, spread.standing, spread.lamp)),
        rounding: spread.rounding_decides,
        limit: limit.unwrap_or_default(),
        floor: floor.map_or_else(String::new, |floor| names::limit(indicator, floor)),
        met: count(Standing::Met),
        at_floor: count(Standing::Floor),
        below: count(Standing::Below),
        furthest: furthest(look, spread),
        proof: look.links.cv(stage, &indicator.id),
        strip: strip(look, spread, &lines),
    }
}

/// The limit and the floor of an indicator, in base units.
pub(super) fn lines(look: &Look<'_>, spread: &SpreadResult) -> Option<(Exact, Option<Exact>)> {
    let indicator = &look.paper.standard.pack.indicators[spread.indicator];
    let value = |index: Option<usize>| {
        Some(
            look.paper
                .standard
                .parameter(index?, Some(spread.stage))?
                .value
                .clone(),
        )
    };
    let limit = value(indicator.limit)?;
    let floor = value(indicator.floor).map(|share| share * limit.clone());
    Some((limit, floor))
}
