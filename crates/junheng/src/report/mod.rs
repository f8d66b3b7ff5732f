//! How is a result shown? One form, one file; all are made of the same [`Run`](crate::judging::Run).

pub(crate) mod changes;
pub(crate) mod csv;
pub(crate) mod findings;
pub(crate) mod gaps;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod names;
pub(crate) mod page;
pub(crate) mod proof;
pub(crate) mod standard;
pub(crate) mod summary;
mod telling;
pub(crate) mod xlsx;

use crate::desk::Desk;
use crate::judging::Run;
use crate::terminal::Look;

/// The screen's form: one county in full, several as a summary.
pub(crate) fn table(desk: &Desk, look: Look, run: &Run<'_>) -> String {
    match run.judged.len() {
        1 => page::text(&desk.words, look, run, 0),
        _ => summary::text(&desk.words, look, run),
    }
}
