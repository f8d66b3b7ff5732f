//! Sheets that are not read: every one is named, with its rows.

use kernel::{Document, Place};

use super::columns::SheetHead;
use super::find_heads::{Top, TopCell};
use super::gather::Gather;
use super::session::Session;
use super::sheets::{Rows as SheetRows, Step};
use super::{Options, SheetReport};
use crate::codes;
use crate::identity::Identity;
use crate::mapping::Mapping;
use crate::table::Tally;

impl Session<'_> {
    /// A map that tells schools apart by code, and a sheet without codes: nothing is loaded.
    pub(super) fn no_codes(
        &mut self,
        mapping: &Mapping,
        heads: &[SheetHead],
        rows: SheetRows<'_, '_>,
        (number, head_row): (u16, usize),
        document: Document,
    ) {
        let tally = self.count(rows, &document);
        let named = mapping
            .identity_head(Identity::Code)
            .map_or("", |named| named.text.as_str());
        let texts: Vec<&str> = heads
            .iter()
            .take(12)
            .map(|head| head.text.as_str())
            .collect();
        let finding = codes::CODE_HEAD_ABSENT
            .found()
            .with("head", named)
            .with("heads", texts.join("、"))
            .with("rows", tally.refused)
            .at(Place {
                document: number,
                column: 0,
                row: head_row as u32,
            });
        self.gather.log.about(&document, finding);
        self.gather.log.close_sheet(&document);
        self.report(document, tally, Some((mapping, true)), Vec::new());
    }

    /// A sheet nothing fits: told when its file is done, and it is known whether another was read.
    pub(super) fn unused(&mut self, rows: SheetRows<'_, '_>, top: &Top, document: Document) {
        let tally = self.count(rows, &document);
        let filled = |row: &&Vec<TopCell>| row.iter().filter(|cell| !cell.text.is_empty()).count();
        let row = top.iter().rev().max_by_key(filled);
        let cells = row.into_iter().flatten().map(|cell| cell.text.as_str());
        let heads: Vec<String> = cells
            .filter(|text| !text.is_empty())
            .take(12)
            .map(super::figure::short)
            .collect();
        self.unknown.push((document, tally, heads.join("、")));
    }

    /// Names the sheets of a file that nothing fitted.
    pub(super) fn tell_unknown(&mut self, file: &str) {
        let read = |report: &SheetReport| report.document.file == file && report.form.is_some();
        let quiet = self.reports.iter().any(read);
        for (document, tally, heads) in std::mem::take(&mut self.unknown) {
            let finding = match quiet {
                true => codes::SHEET_NOT_USED.found(),
                false => codes::SHEET_UNKNOWN.found().with("heads", heads),
            };
            self.gather
                .log
                .about(&document, finding.with("rows", tally.refused));
            self.report(document, tally, None, Vec::new());
        }
    }

    /// The rows of a sheet that is not read.
    pub(super) fn count(&mut self, mut rows: SheetRows<'_, '_>, document: &Document) -> Tally {
        let mut tally = Tally::default();
        rows.walk(&mut |step| {
            match step {
                Step::Row(_, cells) if cells.is_blank() => tally.blank += 1,
                Step::Row(..) | Step::Broken(..) => tally.refused += 1,
                other => tell_end(other, document, self.options, &mut self.gather),
            }
            true
        });
        Tally {
            read: tally.blank + tally.refused,
            ..tally
        }
    }

    /// A sheet beside those that a map reads.
    pub(super) fn other(&mut self, rows: SheetRows<'_, '_>, document: Document) {
        let tally = self.count(rows, &document);
        let finding = codes::SHEET_NOT_USED.found().with("rows", tally.refused);
        self.gather.log.about(&document, finding);
        self.report(document, tally, None, Vec::new());
    }
}

/// Says why reading ended before the file did.
pub(super) fn tell_end(
    step: Step<'_>,
    document: &Document,
    options: &Options,
    gather: &mut Gather,
) {
    let finding = match step {
        Step::Limit => codes::TEXT_ROWS_LIMIT
            .found()
            .with("limit", options.limits.max_rows),
        Step::Failed(error) => codes::FILE_UNREADABLE.found().with("said", error),
        _ => return,
    };
    gather.log.about(document, finding);
}
