//! How much may one file hold?
//!
//! A proof page is some ten kilobytes. A county of a hundred rows has a megabyte of them, which is
//! fine; Taiwan's ten thousand rows would have a hundred. So proofs are written while all counties
//! together have few rows, or when a single county was asked for; the rest is told in counts.

use crate::report::telling::Paper;

/// Rows of several counties up to which every row has its proof.
const ROWS_OF_SEVERAL: usize = 300;
/// Rows of one county up to which every row has its proof.
const ROWS_OF_ONE: usize = 1_500;

/// How much is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// Everything.
    Whole,
    /// Counties, indicators and items; of the rows only the worst.
    Summary,
}

/// How much is told of a paper.
pub(super) fn detail(paper: &Paper<'_>) -> Detail {
    let most = if paper.judged.len() == 1 {
        ROWS_OF_ONE
    } else {
        ROWS_OF_SEVERAL
    };
    if paper.sections().max(paper.schools()) <= most {
        Detail::Whole
    } else {
        Detail::Summary
    }
}

/// How many names of a long list are written out.
pub(super) fn most(detail: Detail) -> usize {
    match detail {
        Detail::Whole => 60,
        Detail::Summary => 8,
    }
}
