//! What stands in the way: every item that is not met, in the order of judgment.

use indicators::{ItemOutcome, ItemResult};
use serde::Serialize;
use standards::ItemKind;

use crate::report::html::checklist::{TestLine, lines, spread_lines};
use crate::report::html::county::Look;
use crate::report::html::table::{Named, Names};
use crate::report::names;

/// An item that is not met.
#[derive(Debug, Serialize)]
pub(super) struct Obstacle {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) link: String,
    pub(super) lines: Vec<TestLine>,
}

/// Every item that is not met, with those of its lines that are not.
pub(super) fn obstacles(look: &Look<'_>) -> Vec<Obstacle> {
    let failed = look
        .found
        .items
        .iter()
        .filter(|result| result.outcome == ItemOutcome::NotMet);
    failed.map(|result| obstacle(look, result)).collect()
}

fn obstacle(look: &Look<'_>, result: &ItemResult) -> Obstacle {
    let item = &look.paper.standard.pack.items[result.item];
    let mut lines = match item.kind {
        ItemKind::Spread => spread_lines(look),
        _ => lines(look, item, result),
    };
    if matches!(item.kind, ItemKind::Spread) {
        for (line, spread) in lines.iter_mut().zip(&look.found.spreads) {
            line.who = furthest(look, spread);
        }
    }
    lines.retain(|line| matches!(line.mark.class, "failed" | "floor"));
    Obstacle {
        id: names::official(&item.id).to_owned(),
        title: look.words().text(&item.title).to_owned(),
        link: look.links.item(&item.id),
        lines,
    }
}

/// The rows that contribute most to a spread.
pub(super) fn furthest(look: &Look<'_>, spread: &indicators::SpreadResult) -> Names {
    let named = |(section, share): &(usize, f64)| {
        let section = &look.found.sections[*section];
        let name = names::section(
            look.words(),
            look.county,
            section.school,
            Some(section.stage),
        );
        Named {
            text: look
                .words()
                .bracketed(&name, &format!("{:.0}%", share * 100.0)),
            link: look.links.school(section.school),
        }
    };
    Names::first(spread.greatest.iter().take(3).map(named), 3)
}
