//! What was judged: standard, day, switches, files, and what the signs mean.

use indicators::{ItemOutcome, Lamp, Outcome, Standing};
use rust_xlsxwriter::{Workbook, XlsxError};

use crate::report::names::{self, Said, Sign};
use crate::report::telling::Paper;
use crate::report::xlsx::layout::Layout;
use crate::report::xlsx::sheet::{Cell, Sheet};
use crate::words::tell;

/// Files that are named one by one.
const FILES: usize = 60;

pub(super) fn write(
    workbook: &mut Workbook,
    paper: &Paper<'_>,
    layout: Option<&Layout>,
) -> Result<(), XlsxError> {
    let words = paper.words;
    let mut sheet = Sheet::new(
        workbook,
        words,
        &tell!(words, "report-tab-about"),
        &[30.0, 26.0, 96.0],
    )?;
    let title = layout.map_or(&paper.standard.pack.title, |layout| &layout.title);
    sheet.title(words.text(title))?;
    sheet.subtitle(&words.list(paper.judged.iter().take(8).map(|(_, found)| {
        tell!(
            words,
            "report-county-year",
            county = found.name.to_string(),
            year = found.year.to_string()
        )
    })))?;
    verdicts(&mut sheet, paper)?;
    triple(&mut sheet, paper)?;
    switches(&mut sheet, paper)?;
    texts(&mut sheet, paper, layout)?;
    files(&mut sheet, paper)?;
    signs(&mut sheet, paper)
}

fn line(sheet: &mut Sheet<'_>, label: &str, middle: &str, text: &str) -> Result<(), XlsxError> {
    let cells = [
        Cell::Label(label.to_owned()),
        Cell::text(middle),
        Cell::text(text),
    ];
    sheet.cells(&cells.map(|cell| (cell, Sign::Plain)))
}

/// The verdict of the one county with its groups; of several only how many came out how.
fn verdicts(sheet: &mut Sheet<'_>, paper: &Paper<'_>) -> Result<(), XlsxError> {
    let words = paper.words;
    sheet.band(&tell!(words, "report-verdict"))?;
    let [(_, found)] = paper.judged else {
        return counted(sheet, paper);
    };
    let said = names::outcome(words, found.verdict);
    verdict(sheet, &tell!(words, "report-verdict"), said, &found.name)?;
    for (at, group) in paper.standard.pack.groups.iter().enumerate() {
        let own = found
            .items
            .iter()
            .filter(|result| paper.standard.pack.items[result.item].group == at);
        let failed = own.filter(|result| {
            matches!(
                Sign::of_item(result.outcome),
                Sign::Failed | Sign::Open | Sign::Evidence
            )
        });
        let told = failed.map(|result| {
            let item = &paper.standard.pack.items[result.item];
            words.bracketed(
                &names::with_id(&item.id, words.text(&item.title)),
                &names::item(words, group, result.outcome).word,
            )
        });
        let told = told
            .collect::<Vec<_>>()
            .join(&tell!(words, "report-semicolon"));
        verdict(
            sheet,
            words.text(&group.title),
            names::item(words, group, found.groups[at]),
            &told,
        )?;
    }
    Ok(())
}

fn verdict(sheet: &mut Sheet<'_>, label: &str, said: Said, text: &str) -> Result<(), XlsxError> {
    sheet.cells(&[
        (Cell::Label(label.to_owned()), Sign::Plain),
        Cell::said(said),
        (Cell::text(text), Sign::Plain),
    ])
}

fn counted(sheet: &mut Sheet<'_>, paper: &Paper<'_>) -> Result<(), XlsxError> {
    let words = paper.words;
    for outcome in [
        Outcome::Pass,
        Outcome::Fail,
        Outcome::CannotDecide,
        Outcome::NotJudged,
    ] {
        let count = paper
            .judged
            .iter()
            .filter(|(_, found)| found.verdict == outcome)
            .count();
        if count > 0 {
            let label = tell!(words, "report-counties-count", count = count);
            verdict(sheet, &label, names::outcome(words, outcome), "")?;
        }
    }
    line(sheet, "", "", &tell!(words, "report-one-county-only"))
}

fn triple(sheet: &mut Sheet<'_>, paper: &Paper<'_>) -> Result<(), XlsxError> {
    let (words, pack) = (paper.words, &paper.standard.pack);
    sheet.band(&tell!(words, "report-triple"))?;
    let standard = format!("{} {}", pack.id, pack.version);
    line(
        sheet,
        &tell!(words, "report-standard"),
        &paper.standard.hash(),
        &standard,
    )?;
    let schools = tell!(
        words,
        "report-schools-read",
        count = paper.facts.schools.len()
    );
    line(
        sheet,
        &tell!(words, "report-facts"),
        paper.facts_hash,
        &schools,
    )?;
    line(
        sheet,
        &tell!(words, "report-day"),
        &paper.standard.day.to_string(),
        &tell!(words, "report-triple-why"),
    )
}

fn switches(sheet: &mut Sheet<'_>, paper: &Paper<'_>) -> Result<(), XlsxError> {
    let words = paper.words;
    let switches = paper
        .standard
        .pack
        .switches()
        .iter()
        .zip(&paper.standard.positions);
    if switches.len() > 0 {
        sheet.band(&tell!(words, "report-switches"))?;
    }
    for (switch, at) in switches {
        let option = &switch.options[*at];
        let changed = option.id != switch.default;
        let remark = if changed {
            tell!(words, "report-changed")
        } else {
            String::new()
        };
        let position = words.bracketed(words.text(&option.title), &remark);
        line(
            sheet,
            words.text(&switch.title),
            &position,
            words.text(&switch.why),
        )?;
    }
    Ok(())
}

fn texts(
    sheet: &mut Sheet<'_>,
    paper: &Paper<'_>,
    layout: Option<&Layout>,
) -> Result<(), XlsxError> {
    let words = paper.words;
    sheet.band(&tell!(words, "report-texts"))?;
    line(
        sheet,
        &tell!(words, "report-standard"),
        "",
        words.text(&paper.standard.pack.about),
    )?;
    for document in &paper.standard.pack.documents {
        let issued = document
            .issued
            .map(|day| tell!(words, "report-issued", day = day.to_string()));
        let note = document
            .note
            .as_ref()
            .map(|note| words.text(note).to_owned());
        let parts = [Some(words.text(&document.title).to_owned()), issued, note];
        let told: Vec<String> = parts.into_iter().flatten().collect();
        line(
            sheet,
            &tell!(words, "report-text"),
            document.number.as_deref().unwrap_or_default(),
            &told.join(" · "),
        )?;
    }
    if let Some(note) = layout.and_then(|layout| layout.note.as_ref()) {
        line(sheet, &tell!(words, "report-layout"), "", words.text(note))?;
    }
    Ok(())
}

fn files(sheet: &mut Sheet<'_>, paper: &Paper<'_>) -> Result<(), XlsxError> {
    let (words, documents) = (paper.words, paper.documents());
    sheet.band(&tell!(words, "report-files"))?;
    for document in documents.iter().take(FILES) {
        line(
            sheet,
            &tell!(words, "report-file"),
            &document.sheet,
            &document.file,
        )?;
    }
    match documents.len().saturating_sub(FILES) {
        0 => Ok(()),
        more => line(
            sheet,
            "",
            "",
            &tell!(words, "report-and-more", count = more),
        ),
    }
}

fn signs(sheet: &mut Sheet<'_>, paper: &Paper<'_>) -> Result<(), XlsxError> {
    let words = paper.words;
    sheet.band(&tell!(words, "report-legend"))?;
    let standing = |standing, lamp| names::standing(words, standing, lamp);
    let meanings = [
        (
            standing(Standing::Met, Lamp::Green),
            tell!(words, "report-means-met"),
        ),
        (
            standing(Standing::Met, Lamp::Amber),
            tell!(words, "report-means-near"),
        ),
        (
            standing(Standing::Floor, Lamp::Amber),
            tell!(words, "report-means-floor"),
        ),
        (
            standing(Standing::Below, Lamp::Red),
            tell!(words, "report-means-failed"),
        ),
        (
            standing(Standing::Unknown, Lamp::Grey),
            tell!(words, "report-means-open"),
        ),
        (
            names::item(words, None, ItemOutcome::NeedsEvidence),
            tell!(words, "report-means-evidence"),
        ),
    ];
    for (said, meaning) in meanings {
        verdict(sheet, "", said, &meaning)?;
    }
    line(sheet, "※", "", &tell!(words, "report-rounding"))
}
