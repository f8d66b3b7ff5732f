//! Where does a section stand among those of its stage?

use kernel::Exact;
use standards::Sense;

use crate::assess::{CountyAssessment, Section};
use crate::county::County;

impl County<'_> {
    /// The place of a section (index) by an indicator (index), and among how many: the best is 1, and
    /// equals share a place. Nothing where its figure is missing.
    pub fn rank(
        &self,
        found: &CountyAssessment,
        section: usize,
        indicator: usize,
    ) -> Option<(usize, usize)> {
        let own = found.sections.get(section)?;
        let value = |section: &Section| section.figures[indicator].value.as_ref().ok().cloned();
        let mine = value(own)?;
        let peers = found.sections.iter().filter(|peer| peer.stage == own.stage);
        let values: Vec<Exact> = peers.filter_map(value).collect();
        let better = |peer: &&Exact| match self.standard.pack.indicators[indicator].sense {
            Sense::AtLeast => **peer > mine,
            Sense::AtMost => **peer < mine,
        };
        let place = 1 + values.iter().filter(better).count();
        Some((place, values.len()))
    }
}
