//! Many counties at a glance: one line each.

use serde::Serialize;

use crate::report::html::bounds::Detail;
use crate::report::html::county::{Look, verdict};
use crate::report::html::links::Links;
use crate::report::html::spreads::{MatrixRow, is_told, matrix_row, stages};
use crate::report::html::table::Mark;
use crate::report::names;
use crate::report::telling::Paper;

/// The table of counties.
#[derive(Debug, Serialize)]
pub(super) struct Overview {
    pub(super) lines: Vec<Line>,
    pub(super) heads: Vec<String>,
    pub(super) judges: bool,
    pub(super) composite: bool,
}

/// A county.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    pub(super) name: String,
    pub(super) year: i16,
    pub(super) link: String,
    pub(super) rows: usize,
    pub(super) failed: usize,
    pub(super) verdict: Mark,
    pub(super) stages: Vec<MatrixRow>,
}

/// The overview of a paper.
pub(super) fn overview(paper: &Paper<'_>, detail: Detail) -> Overview {
    let indicators = &paper.standard.pack.indicators;
    let somewhere = |index: &usize| {
        paper.judged.iter().any(|(_, found)| {
            found
                .spreads
                .iter()
                .any(|spread| spread.indicator == *index && is_told(spread))
        })
    };
    let shown: Vec<usize> = (0..indicators.len()).filter(somewhere).collect();
    let head = |index: &usize| {
        names::with_id(
            &indicators[*index].id,
            paper.words.text(&indicators[*index].short),
        )
    };
    Overview {
        heads: shown.iter().map(head).collect(),
        judges: !paper.standard.pack.groups.is_empty(),
        composite: paper
            .judged
            .iter()
            .any(|(_, found)| !found.composites.is_empty()),
        lines: (0..paper.judged.len())
            .map(|index| line(paper, index, detail, &shown))
            .collect(),
    }
}

fn line(paper: &Paper<'_>, index: usize, detail: Detail, shown: &[usize]) -> Line {
    let (county, found) = &paper.judged[index];
    let look = Look {
        paper,
        county,
        found,
        links: Links::new(index, detail),
        detail,
    };
    Line {
        name: found.name.to_string(),
        year: found.year,
        link: look.links.county(),
        rows: found.sections.len(),
        failed: found
            .sections
            .iter()
            .filter(|s| s.outcome == indicators::Outcome::Fail)
            .count(),
        verdict: verdict(found.verdict, paper.words),
        stages: stages(&look)
            .map(|stage| matrix_row(&look, stage, shown))
            .collect(),
    }
}
