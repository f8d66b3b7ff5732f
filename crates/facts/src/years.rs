//! Rows that are of another year than the one looked at are left out, and named.

use std::collections::BTreeMap;

use kernel::{Finding, Place};

use crate::codes;
use crate::table::Table;

/// One finding for every sheet and every year but `kept`, with the number of its rows; the year 0
/// stands for rows that name none.
///
/// They are grave, for a mistyped year looks no different from another year; whoever asked for the
/// year by name may make them notices.
pub fn others(table: &Table, kept: i16) -> Vec<Finding> {
    let mut others: BTreeMap<(u16, i16), Vec<Place>> = BTreeMap::new();
    for subject in table.subjects.iter().filter(|subject| subject.year != kept) {
        let key = (subject.place.document, subject.year);
        others.entry(key).or_default().push(subject.place);
    }
    let told = others.into_iter().map(|((_, year), places)| {
        let finding = codes::ROWS_OF_OTHER_YEAR
            .found()
            .with("year", year)
            .with("kept", kept)
            .with("count", places.len());
        match table.document(places[0]) {
            Some(document) => Finding {
                rows: places.iter().map(|place| place.row).collect(),
                ..finding.in_document(document).at(places[0])
            },
            None => finding,
        }
    });
    told.collect()
}
