//! Where on the page does something stand? One anchor each, and links only to anchors there are.

use crate::report::html::bounds::Detail;

/// The anchors of one county.
#[derive(Debug, Clone, Copy)]
pub(super) struct Links {
    county: usize,
    detail: Detail,
}

impl Links {
    pub(super) fn new(county: usize, detail: Detail) -> Links {
        Links { county, detail }
    }

    pub(super) fn county(self) -> String {
        format!("c{}", self.county)
    }

    pub(super) fn part(self, part: &str) -> String {
        format!("c{}-{part}", self.county)
    }

    pub(super) fn item(self, id: &str) -> String {
        self.part(&format!("item-{id}"))
    }

    pub(super) fn spread(self, stage: &str, indicator: &str) -> String {
        self.part(&format!("spread-{stage}-{indicator}"))
    }

    fn proof(self, part: &str) -> Option<String> {
        (self.detail == Detail::Whole).then(|| self.part(part))
    }

    pub(super) fn school(self, school: usize) -> Option<String> {
        self.proof(&format!("school-{school}"))
    }

    pub(super) fn figure(self, school: usize, stage: &str, indicator: &str) -> Option<String> {
        self.proof(&format!("figure-{school}-{stage}-{indicator}"))
    }

    pub(super) fn cv(self, stage: &str, indicator: &str) -> Option<String> {
        self.proof(&format!("cv-{stage}-{indicator}"))
    }

    pub(super) fn test(self, item: &str) -> Option<String> {
        self.proof(&format!("proof-{item}"))
    }
}
