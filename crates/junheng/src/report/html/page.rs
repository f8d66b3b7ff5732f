//! The whole page as data.

use serde::Serialize;

use crate::report::html::bounds::{Detail, detail};
use crate::report::html::county::{CountyPage, county_page};
use crate::report::html::findings::{FindingsPage, findings_page};
use crate::report::html::head::{Head, head};
use crate::report::html::overview::{Overview, overview};
use crate::report::telling::Paper;

/// The page.
#[derive(Debug, Serialize)]
pub(super) struct Page {
    pub(super) lang: &'static str,
    pub(super) head: Head,
    pub(super) whole: bool,
    pub(super) rows: usize,
    pub(super) overview: Option<Overview>,
    pub(super) counties: Vec<CountyPage>,
    pub(super) findings: FindingsPage,
}

/// The page of a paper.
pub(super) fn page(paper: &Paper<'_>) -> Page {
    let detail = detail(paper);
    let counties = paper.judged.iter().enumerate();
    Page {
        lang: match paper.words.lang {
            kernel::Lang::Zh => "zh-CN",
            kernel::Lang::En => "en",
        },
        head: head(paper),
        whole: detail == Detail::Whole,
        rows: paper.sections(),
        overview: (paper.judged.len() > 1).then(|| overview(paper, detail)),
        counties: counties
            .map(|(i, (county, found))| county_page(paper, county, found, i, detail))
            .collect(),
        findings: findings_page(paper),
    }
}
