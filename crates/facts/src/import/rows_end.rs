//! A sheet is at its end: what is told once is told now.

use kernel::Finding;
use rust_decimal::Decimal;

use super::columns::Part;
use super::figure::Remark;
use super::gather::Gather;
use super::log::cells_text;
use super::rows::{Remarked, Rows};
use crate::codes::{self, Code};
use crate::table::Tally;

impl Rows<'_> {
    /// Tells what is told once, and gives the tally and the sums.
    pub(crate) fn finish(self, gather: &mut Gather) -> (Tally, Vec<(String, Decimal)>) {
        self.tell_remarks(gather);
        self.tell_totals(gather);
        for (with, count) in &self.joined {
            let finding = codes::ROWS_JOINED
                .found()
                .with("count", count)
                .with("with", with);
            gather.log.about(&self.document, finding);
        }
        let summed = self
            .parts()
            .zip(self.totals.sums())
            .filter(|(part, _)| part.spec.adds_up());
        let sums = summed.filter_map(|(part, sum)| Some((part.title.clone(), (*sum)?)));
        (self.tally, sums.collect())
    }

    fn tell_remarks(&self, gather: &mut Gather) {
        for ((figure, part, remark), rows) in &self.remarks {
            let part = &self.laid.figures[*figure].parts[*part];
            let place = self.place(rows.first().copied().unwrap_or(0), part.column);
            gather
                .log
                .at(&self.document, place, remark.code(), |finding: Finding| {
                    finding
                        .with("column", &part.title)
                        .with("count", rows.len())
                        .with("cells", cells_text(part.column as u16, rows))
                });
        }
    }

    fn tell_totals(&self, gather: &mut Gather) {
        let (agreeing, differences) = self.totals.compare();
        if agreeing > 0 {
            let finding = codes::TOTALS_AGREE.found().with("count", agreeing);
            gather.log.about(&self.document, finding);
        }
        let parts: Vec<&Part> = self.parts().collect();
        for difference in differences {
            let part = parts[difference.column];
            let place = self.place(difference.row, part.column);
            let (stated, loaded) = (difference.stated.normalize(), difference.loaded);
            gather
                .log
                .at(&self.document, place, codes::TOTALS_DIFFER, |finding| {
                    finding
                        .with("column", &part.title)
                        .with("stated", stated)
                        .with("loaded", loaded)
                        .with("difference", (stated - loaded).abs().normalize())
                });
        }
    }
}

impl Remarked {
    fn code(self) -> Code {
        match self {
            Remarked::Figure(Remark::HasUnit) => codes::CELL_HAS_UNIT,
            Remarked::Figure(Remark::SmallPerCent) => codes::CELL_SMALL_PER_CENT,
            Remarked::Figure(Remark::SaidNotReported) => codes::SAID_NOT_REPORTED,
            Remarked::Merged => codes::CELL_IN_MERGED,
            Remarked::NotAsked => codes::FIGURE_NOT_ASKED,
        }
    }
}
