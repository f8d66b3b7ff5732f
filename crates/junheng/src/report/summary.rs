//! Several counties at a glance, and what stands on every page: by what, from what, with what.

use indicators::{CountyAssessment, ItemOutcome, Outcome, SpreadResult, Standing};
use kernel::{Finding, Grade};
use standards::Standard;

use super::findings;
use super::names;
use crate::judging::Run;
use crate::loading::Loaded;
use crate::terminal::{Look, Tone, cell, number, shown, toned_number};
use crate::words::{Words, tell};

/// How many findings a summary shows.
const FINDINGS: usize = 5;
/// How many sheets a notice names.
const PLACES: usize = 3;

/// All counties of a run.
pub(crate) fn text(words: &Words, look: Look, run: &Run<'_>) -> String {
    let title = words.text(&run.standard.pack.title);
    let head = tell!(
        words,
        "summary-head",
        title = title.to_owned(),
        counties = run.judged.len()
    );
    let mut parts = vec![format!(
        "{}\n{}",
        look.paint(Tone::Strong, &head),
        triple(words, look, run)
    )];
    if run
        .judged
        .iter()
        .any(|(_, found)| found.verdict != Outcome::NotJudged)
    {
        parts.push(verdicts(words, look, run));
    }
    parts.push(coefficients(words, look, run));
    parts.push(input(words, look, run));
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// Standard, facts and day: what names a result, and the profile.
pub(crate) fn triple(words: &Words, look: Look, run: &Run<'_>) -> String {
    let standard = run.standard;
    let line = tell!(
        words,
        "result-triple",
        standard = standard.pack.id.clone(),
        version = standard.pack.version.clone(),
        standard_hash = standard.hash(),
        facts_hash = run.facts_hash.clone(),
        day = standard.day.to_string()
    );
    let mut text = format!("{}\n", look.paint(Tone::Faint, &look.paragraph(&line, 0)));
    if !standard.pack.switches().is_empty() {
        text.push_str(&format!(
            "{}\n",
            look.paint(Tone::Faint, &look.paragraph(&profile(words, standard), 0))
        ));
    }
    for notice in notices(words, run.standard, run.loaded) {
        let line = look.paint(Tone::Near, &look.item("!", &notice, 0));
        text.push_str(&format!("{line}\n"));
    }
    text
}

/// What a reader must know before he relies on the result.
pub(crate) fn notices(words: &Words, standard: &Standard, loaded: &Loaded) -> Vec<String> {
    let mut notices: Vec<String> = before_its_time(words, standard).into_iter().collect();
    notices.extend(unread(words, loaded));
    notices
}

/// That the day is before the first on which any indicator has a limit.
fn before_its_time(words: &Words, standard: &Standard) -> Option<String> {
    let pack = &standard.pack;
    let limits = pack.indicators.iter().filter_map(|known| known.limit);
    let values = limits.flat_map(|limit| &pack.parameters()[limit].values);
    let first = values.map(|value| value.from).min()?;
    (standard.day < first).then(|| tell!(words, "notice-before", from = first.to_string()))
}

/// The files, and the rows of others, that the result does not rest on.
pub(crate) fn unread(words: &Words, loaded: &Loaded) -> Vec<String> {
    let mut notices = Vec::new();
    let files = loaded.unread();
    if !files.is_empty() {
        let (count, list) = (files.len(), words.list(&files));
        notices.push(tell!(words, "notice-unread", count = count, list = list));
    }
    let refused: usize = loaded.tally().refused;
    if refused > 0 {
        let mut files: Vec<&str> = Vec::new();
        for sheet in loaded.sheets.iter().filter(|sheet| sheet.tally.refused > 0) {
            if !files.contains(&sheet.document.file.as_str()) {
                files.push(&sheet.document.file);
            }
        }
        let list = words.list(&files);
        notices.push(tell!(words, "notice-refused", count = refused, list = list));
    }
    notices.extend(other_years(words, loaded));
    notices
}

/// The rows of other years than the one that was looked at: how many, and which.
fn other_years(words: &Words, loaded: &Loaded) -> Option<String> {
    let mut years: Vec<i16> = loaded.others.iter().map(|other| other.year).collect();
    years.sort_unstable();
    years.dedup();
    let told = years.iter().map(|year| {
        let of_year = loaded.others.iter().filter(|other| other.year == *year);
        let count: usize = of_year.clone().map(|other| other.count).sum();
        let places: Vec<String> = of_year
            .map(|other| findings::sheet_and_rows(words, &other.document, &other.rows))
            .collect();
        let said = match year {
            0 => tell!(words, "other-year-not-said", count = count),
            year => tell!(words, "other-year", year = year.to_string(), count = count),
        };
        words.bracketed(&said, &words.first_of(&places, PLACES))
    });
    let list: Vec<String> = told.collect();
    let year = loaded.year.filter(|_| !list.is_empty())?;
    let year = year.to_string();
    Some(tell!(
        words,
        "notice-other-years",
        year = year,
        list = words.list(list)
    ))
}

/// The switches that do not stand at their default; or that all do.
pub(crate) fn profile(words: &Words, standard: &Standard) -> String {
    let switches = standard.pack.switches().iter().zip(&standard.positions);
    let moved: Vec<String> = switches
        .filter(|(switch, at)| switch.options[**at].id != switch.default)
        .map(|(switch, at)| {
            let option = &switch.options[*at];
            let id = format!("{}={}", switch.id, option.id);
            words.bracketed(&id, words.text(&option.title))
        })
        .collect();
    if moved.is_empty() {
        return tell!(words, "profile-default");
    }
    tell!(words, "profile-moved", list = words.list(moved))
}

fn verdicts(words: &Words, look: Look, run: &Run<'_>) -> String {
    let mut table = look.table([
        tell!(words, "column-county"),
        tell!(words, "column-verdict"),
        tell!(words, "column-rows"),
        tell!(words, "column-failing"),
        tell!(words, "column-open"),
        tell!(words, "column-cv-above"),
        tell!(words, "column-items-not-met"),
    ]);
    for (county, found) in &run.judged {
        let verdict = names::outcome(words, found.verdict);
        let rows = |outcome| {
            found
                .sections
                .iter()
                .filter(|s| s.outcome == outcome)
                .count()
        };
        let above = found
            .spreads
            .iter()
            .filter(|s| s.standing == Standing::Below)
            .count();
        table.add_row([
            cell(county.name.to_string(), Tone::Plain),
            cell(verdict.plain(), verdict.sign.tone()),
            number(found.sections.len().to_string()),
            number(rows(Outcome::Fail).to_string()),
            number(rows(Outcome::CannotDecide).to_string()),
            number(above.to_string()),
            cell(words.list(not_met(run, found)), Tone::Plain),
        ]);
    }
    let count = |outcome| {
        run.judged
            .iter()
            .filter(|(_, found)| found.verdict == outcome)
            .count()
    };
    let total = tell!(
        words,
        "summary-verdicts",
        pass = count(Outcome::Pass),
        fail = count(Outcome::Fail),
        open = count(Outcome::CannotDecide)
    );
    let hint = look.paint(
        Tone::Faint,
        &look.paragraph(&tell!(words, "summary-hint"), 0),
    );
    format!("{total}\n{}\n{hint}\n", shown(&mut table, 2))
}

fn not_met(run: &Run<'_>, found: &CountyAssessment) -> Vec<String> {
    let failed = found
        .items
        .iter()
        .filter(|item| item.outcome == ItemOutcome::NotMet);
    failed
        .map(|item| run.standard.pack.items[item.item].id.clone())
        .collect()
}

/// The coefficients of every county and stage; indicators beside each other as far as they fit.
fn coefficients(words: &Words, look: Look, run: &Run<'_>) -> String {
    let wanted: Vec<usize> = (0..run.standard.pack.indicators.len())
        .filter(|indicator| {
            let own = |spread: &SpreadResult| spread.indicator == *indicator && spread.cv.is_some();
            run.judged
                .iter()
                .any(|(_, found)| found.spreads.iter().any(own))
        })
        .collect();
    if wanted.is_empty() {
        return String::new();
    }
    // Names and counts take some thirty columns, a coefficient about ten.
    let fit = (look.width.saturating_sub(30) / 10).max(2);
    let title = look.paint(Tone::Strong, &tell!(words, "title-coefficients"));
    let blocks: Vec<String> = wanted
        .chunks(fit)
        .map(|indicators| block(words, look, run, indicators))
        .collect();
    format!("{title}\n{}", blocks.join("\n"))
}

fn block(words: &Words, look: Look, run: &Run<'_>, indicators: &[usize]) -> String {
    let pack = &run.standard.pack;
    let mut head = vec![
        tell!(words, "column-county"),
        tell!(words, "column-stage"),
        tell!(words, "column-n"),
    ];
    head.extend(
        indicators
            .iter()
            .map(|i| words.text(&pack.indicators[*i].short).to_owned()),
    );
    let mut table = look.table(head);
    for (county, found) in &run.judged {
        for stage in 0..pack.stages().len() {
            let rows = found
                .sections
                .iter()
                .filter(|section| section.stage == stage)
                .count();
            if rows == 0 {
                continue;
            }
            let mut row = vec![
                cell(county.name.to_string(), Tone::Plain),
                cell(names::stage(words, run.standard, stage), Tone::Plain),
                number(rows.to_string()),
            ];
            row.extend(
                indicators
                    .iter()
                    .map(|i| coefficient(words, found, stage, *i)),
            );
            table.add_row(row);
        }
    }
    format!("{}\n", shown(&mut table, 2))
}

fn coefficient(
    words: &Words,
    found: &CountyAssessment,
    stage: usize,
    indicator: usize,
) -> comfy_table::Cell {
    let own = |spread: &&SpreadResult| spread.stage == stage && spread.indicator == indicator;
    let spread = found.spreads.iter().find(own);
    let Some((spread, cv)) = spread.and_then(|spread| Some((spread, spread.cv?))) else {
        return number("—");
    };
    let said = names::spread(words, spread.standing, spread.lamp);
    match spread.standing {
        Standing::Below => toned_number(format!("{} {cv:.3}", said.sign.mark()), said.sign.tone()),
        _ => toned_number(format!("{cv:.3}"), said.sign.tone()),
    }
}

/// What was read, and what is to be said about it.
pub(crate) fn input(words: &Words, look: Look, run: &Run<'_>) -> String {
    let [line, _] = findings::counts(words, run.loaded);
    let mut text = format!(
        "{}\n{}\n",
        look.paint(Tone::Strong, &tell!(words, "title-input")),
        look.paragraph(&line, 2)
    );
    if !run.loaded.findings.is_empty() {
        text.push_str(&found(words, look, run));
    }
    text
}

fn found(words: &Words, look: Look, run: &Run<'_>) -> String {
    let loaded = run.loaded;
    let [_, line] = findings::counts(words, loaded);
    let mut text = format!("{}\n", look.paragraph(&line, 2));
    for (finding, alike) in first_of_each(&loaded.findings).into_iter().take(FINDINGS) {
        text.push_str(&findings::line(words, look, finding, 4));
        if alike > 0 {
            let more = look.paragraph(&tell!(words, "findings-alike", count = alike), 6);
            text.push_str(&format!("{}\n", look.paint(Tone::Faint, &more)));
        }
    }
    let (hint, command) = findings::whole(words, loaded);
    text.push_str(&look.pointer(&hint, command, 2));
    text
}

/// The first grave finding of each kind, with how many more there are of it.
fn first_of_each(findings: &[Finding]) -> Vec<(&Finding, usize)> {
    let mut kinds: Vec<(&Finding, usize)> = Vec::new();
    for finding in findings
        .iter()
        .filter(|finding| finding.grade != Grade::Notice)
    {
        match kinds
            .iter_mut()
            .find(|(first, _)| first.code == finding.code)
        {
            Some((_, alike)) => *alike += finding.count(),
            None => kinds.push((finding, 0)),
        }
    }
    kinds
}
