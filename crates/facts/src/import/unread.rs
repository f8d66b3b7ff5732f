//! Sheets that are not read: every one is named, with its rows.

use kernel::{Document, Grade, Place};

use super::columns::SheetHead;
use super::figure::some;
use super::find_heads::{Top, TopCell};
use super::gather::Gather;
use super::log::rows_text;
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
        let (tally, below) = self.count(rows, head_row + 1, &document);
        let named = mapping
            .identity_head(Identity::Code)
            .map_or("", |named| named.text.as_str());
        let texts = heads.iter().map(|head| head.text.clone());
        let finding = codes::CODE_HEAD_ABSENT
            .found()
            .with("head", named)
            .with("heads", some("、", texts))
            .with("columns", heads.len())
            .with("count", tally.refused)
            .with("rows", rows_text(&below))
            .at(Place {
                document: number,
                column: 0,
                row: head_row as u32,
            });
        self.gather.log.about(&document, finding);
        self.report(document, tally, Some((mapping, true)), Vec::new());
    }

    /// A sheet nothing fits: told when its file is done, and it is known whether another was read.
    pub(super) fn unused(&mut self, rows: SheetRows<'_, '_>, top: &Top, document: Document) {
        let (tally, _) = self.count(rows, 0, &document);
        let filled = |row: &&Vec<TopCell>| row.iter().filter(|cell| !cell.text.is_empty()).count();
        let row = top.iter().rev().max_by_key(filled);
        let cells = row.into_iter().flatten().map(|cell| cell.text.as_str());
        let heads = cells.filter(|text| !text.is_empty());
        let heads = some("、", heads.map(super::figure::short));
        self.unknown.push((document, tally, heads));
    }

    /// A sheet of nothing but heads is grave only when no other sheet of its file was loaded.
    pub(super) fn weigh_only_heads(&mut self, file: &str) {
        let loaded = |report: &SheetReport| report.document.file == file && report.tally.loaded > 0;
        if !self.reports.iter().any(loaded) {
            return;
        }
        for finding in &mut self.gather.log.findings {
            let here = finding.document.as_ref().is_some_and(|d| d.file == file);
            if here && finding.code == codes::ONLY_HEADS.id {
                finding.grade = Grade::Explain;
            }
        }
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

    /// The rows of a sheet that is not read, from the first one of them on, and which are filled.
    fn count(
        &mut self,
        mut rows: SheetRows<'_, '_>,
        first: usize,
        document: &Document,
    ) -> (Tally, Vec<u32>) {
        let mut tally = Tally::default();
        let mut filled = Vec::new();
        rows.walk(&mut |step| {
            match step {
                Step::Row(row, _) if (row as usize) < first => {}
                Step::Row(_, cells) if cells.is_blank() => tally.blank += 1,
                Step::Row(row, _) | Step::Broken(row, _) => filled.push(row),
                other => tell_end(other, document, self.options, &mut self.gather),
            }
            true
        });
        tally.refused = filled.len();
        tally.read = tally.blank + tally.refused;
        (tally, filled)
    }

    /// A sheet beside those that a map reads.
    pub(super) fn other(&mut self, rows: SheetRows<'_, '_>, document: Document) {
        let (tally, _) = self.count(rows, 0, &document);
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
