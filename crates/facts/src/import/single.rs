//! Figures of one school read cell by cell, from cards and statistics tables.

use kernel::{Document, Place};

use super::columns::Target;
use super::figure::{Remark, Spec};
use super::gather::Gather;
use super::rows::added_datum;
use crate::codes;
use crate::mapping::{Mapping, Rule};
use crate::reading::CellRef;
use crate::table::{Datum, Entry};

/// The school whose figures are read.
pub(crate) struct Single<'a> {
    pub(crate) mapping: &'a Mapping,
    pub(crate) form: usize,
    /// Its row in the table.
    pub(crate) row: usize,
    pub(crate) name: &'a str,
    pub(crate) document: &'a Document,
    pub(crate) number: u16,
    /// The stage the sheet is about, if it is about one.
    pub(crate) stage: Option<usize>,
}

/// One cell that a figure is made of.
pub(crate) struct Source<'a> {
    pub(crate) spec: Spec,
    pub(crate) title: &'a str,
    pub(crate) cell: CellRef<'a>,
    pub(crate) place: Place,
}

impl Single<'_> {
    /// Reads a figure from its cells and keeps it.
    pub(crate) fn figure(&self, rule: &Rule, sources: &[Source<'_>], gather: &mut Gather) {
        let target = Target::of(self.mapping, rule);
        let Some(column) = target.and_then(|target| target.column(self.stage)) else {
            return;
        };
        let mut figure: Option<Entry> = None;
        let mut more = Vec::new();
        for source in sources {
            let datum = self.read(source, gather);
            figure = Some(match figure {
                None => Entry {
                    datum,
                    place: source.place,
                },
                Some(entry) => {
                    more.push(source.place);
                    Entry {
                        datum: added_datum(entry.datum, datum),
                        place: entry.place,
                    }
                }
            });
        }
        let Some(entry) = figure else { return };
        if let Err(before) = gather.set(self.form, self.row, column, entry, more) {
            self.disagree(sources, entry, before, gather);
        }
    }

    fn read(&self, source: &Source<'_>, gather: &mut Gather) -> Datum {
        let figure = source.spec.read(source.cell);
        if let Some(code) = figure.wrong {
            gather.log.at(self.document, source.place, code, |finding| {
                source
                    .spec
                    .tell(finding, source.title, source.cell)
                    .about(self.name)
            });
        }
        let code = figure.remark.map(|remark| match remark {
            Remark::HasUnit => codes::CELL_HAS_UNIT,
            Remark::SmallPerCent => codes::CELL_SMALL_PER_CENT,
            Remark::SaidNotReported => codes::SAID_NOT_REPORTED,
        });
        if let Some(code) = code {
            gather.log.at(self.document, source.place, code, |finding| {
                let finding = finding.with("column", source.title).with("count", 1);
                finding
                    .with("cells", source.place.address())
                    .about(self.name)
            });
        }
        figure.datum
    }

    fn disagree(&self, sources: &[Source<'_>], entry: Entry, before: Entry, gather: &mut Gather) {
        let first = gather.place_text(before.place, self.number);
        let Some(source) = sources.first() else {
            return;
        };
        gather.log.at(
            self.document,
            entry.place,
            codes::ROWS_DISAGREE,
            |finding| {
                finding
                    .about(self.name)
                    .with("name", self.name)
                    .with("column", source.title)
                    .with("kept", source.spec.show(before.datum))
                    .with("value", source.spec.show(entry.datum))
                    .with("first", first)
            },
        );
    }
}
