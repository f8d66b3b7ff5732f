//! The rows: every school with its figures, those that fail with what they lack, those left out.

use indicators::{Figure, Gaps, Outcome, Section, Standing};
use kernel::Gap;
use serde::Serialize;
use standards::{Indicator, ItemKind};

use crate::report::html::bounds::Detail;
use crate::report::html::county::Look;
use crate::report::html::table::Mark;
use crate::report::names;
use crate::report::telling::{fixed, of_unit};
use crate::words::tell;

/// The rows of one stage.
#[derive(Debug, Serialize)]
pub(super) struct StageTable {
    pub(super) stage: String,
    pub(super) id: String,
    pub(super) heads: Vec<Column>,
    pub(super) rows: Vec<Row>,
    pub(super) judged: bool,
    pub(super) towns: bool,
}

/// An indicator's column.
#[derive(Debug, Serialize)]
pub(super) struct Column {
    pub(super) id: String,
    pub(super) short: String,
    pub(super) limit: String,
}

/// A row.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) town: String,
    pub(super) link: Option<String>,
    pub(super) pupils: String,
    pub(super) cells: Vec<Cell>,
    pub(super) met: usize,
    pub(super) mark: Mark,
}

/// A figure of a row.
#[derive(Debug, Serialize)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) mark: Mark,
    pub(super) rounding: bool,
    pub(super) link: Option<String>,
}

/// A row that fails.
#[derive(Debug, Serialize)]
pub(super) struct Failing {
    pub(super) name: String,
    pub(super) stage: String,
    pub(super) pupils: String,
    pub(super) link: Option<String>,
    pub(super) met: usize,
    pub(super) of: usize,
    pub(super) figures: Vec<Short>,
    pub(super) may_stay: usize,
}

/// A figure that falls short.
#[derive(Debug, Serialize)]
pub(super) struct Short {
    pub(super) id: String,
    pub(super) short: String,
    pub(super) value: String,
    pub(super) limit: String,
    pub(super) mark: Mark,
    pub(super) gap: String,
    pub(super) link: Option<String>,
}

/// A stage of a school that makes no row.
#[derive(Debug, Serialize)]
pub(super) struct LeftOutLine {
    pub(super) name: String,
    pub(super) link: Option<String>,
    pub(super) stage: String,
    pub(super) pupils: String,
    pub(super) reason: String,
    pub(super) clause: String,
}

/// The rows, by stage.
pub(super) fn stage_tables(look: &Look<'_>) -> Vec<StageTable> {
    let stages = 0..look.paper.standard.pack.stages().len();
    let tables = stages.map(|stage| stage_table(look, stage));
    tables.filter(|table| !table.rows.is_empty()).collect()
}

fn stage_table(look: &Look<'_>, stage: usize) -> StageTable {
    let asked = asked(look, stage);
    let rows = look
        .found
        .sections
        .iter()
        .filter(|section| section.stage == stage);
    let rows: Vec<Row> = rows.map(|section| row(look, section, &asked)).collect();
    StageTable {
        stage: names::stage(look.words(), look.county.standard, stage).to_owned(),
        id: look.links.part(&format!("rows-{}", look.stage_id(stage))),
        heads: asked
            .iter()
            .map(|index| column(look, stage, *index))
            .collect(),
        towns: rows.iter().any(|row| !row.town.is_empty()),
        rows,
        judged: look
            .found
            .sections
            .iter()
            .any(|section| section.outcome != Outcome::NotJudged),
    }
}

/// The indicators asked of a stage, as far as any row has them.
pub(super) fn asked(look: &Look<'_>, stage: usize) -> Vec<usize> {
    let indicators = look.paper.standard.pack.indicators.iter().enumerate();
    let reported = |index: &usize| {
        let rows = look
            .found
            .sections
            .iter()
            .filter(|section| section.stage == stage);
        rows.clone().any(|row| {
            row.figures[*index].value.is_ok() || row.figures[*index].standing == Standing::Unknown
        })
    };
    indicators
        .filter(|(_, one)| one.amount[stage].is_some())
        .map(|(index, _)| index)
        .filter(reported)
        .collect()
}

fn column(look: &Look<'_>, stage: usize, index: usize) -> Column {
    let indicator = &look.paper.standard.pack.indicators[index];
    let limit = indicator
        .limit
        .and_then(|limit| look.paper.standard.parameter(limit, Some(stage)));
    Column {
        id: names::official(&indicator.id).to_owned(),
        short: look.words().text(&indicator.short).to_owned(),
        limit: limit.map_or_else(
            || indicator.unit.label(look.words().lang),
            |l| names::limit(indicator, l.value),
        ),
    }
}

fn row(look: &Look<'_>, section: &Section, asked: &[usize]) -> Row {
    let subject = look.county.subject(&look.county.schools[section.school]);
    Row {
        name: names::section(
            look.words(),
            look.county,
            section.school,
            Some(section.stage),
        ),
        town: subject.township.as_deref().unwrap_or_default().to_owned(),
        link: look.links.school(section.school),
        pupils: pupils(look, section),
        cells: asked
            .iter()
            .map(|index| cell(look, section, *index))
            .collect(),
        met: met(look, section),
        mark: Mark::new(names::outcome(look.words(), section.outcome)),
    }
}

pub(super) fn pupils(look: &Look<'_>, section: &Section) -> String {
    match &section.pupils {
        Ok(pupils) => crate::report::telling::plain(pupils),
        Err(missing) => names::missing(look.words(), *missing),
    }
}

/// How many indicators of the school rule a row meets.
pub(super) fn met(look: &Look<'_>, section: &Section) -> usize {
    rule(look)
        .iter()
        .filter(|index| section.figures[**index].standing == Standing::Met)
        .count()
}

/// The indicators of the school rule.
pub(super) fn rule<'a>(look: &Look<'a>) -> &'a [usize] {
    let items = look.paper.standard.pack.items.iter();
    let rule = items.into_iter().find_map(|item| match &item.kind {
        ItemKind::Schools(rule) => Some(rule.indicators.as_slice()),
        _ => None,
    });
    rule.unwrap_or_default()
}

fn cell(look: &Look<'_>, section: &Section, index: usize) -> Cell {
    let (indicator, figure) = (
        &look.paper.standard.pack.indicators[index],
        &section.figures[index],
    );
    Cell {
        text: value(look, indicator, figure),
        mark: Mark::new(names::standing(look.words(), figure.standing, figure.lamp)),
        rounding: figure.rounding_decides,
        link: look
            .links
            .figure(section.school, look.stage_id(section.stage), &indicator.id),
    }
}

/// A figure's value, with more decimals where rounding would hide which side of the line it is on.
pub(super) fn value(look: &Look<'_>, indicator: &Indicator, figure: &Figure) -> String {
    match &figure.value {
        Ok(value) if figure.rounding_decides => fixed(&indicator.unit, value, indicator.digits + 3),
        Ok(value) => fixed(&indicator.unit, value, indicator.digits),
        Err(missing) => names::missing(look.words(), *missing),
    }
}

/// Rows that fail, with their gaps, and how many are not shown.
pub(super) fn failing(look: &Look<'_>, gaps: &Gaps<'_>) -> (Vec<Failing>, usize) {
    let failed = look
        .found
        .sections
        .iter()
        .enumerate()
        .filter(|(_, s)| s.outcome == Outcome::Fail);
    let most = if look.detail == Detail::Whole {
        usize::MAX
    } else {
        20
    };
    let count = failed.clone().count();
    let shown = failed
        .take(most)
        .map(|(index, section)| failing_row(look, gaps, index, section));
    (shown.collect(), count.saturating_sub(most))
}

fn failing_row(look: &Look<'_>, gaps: &Gaps<'_>, index: usize, section: &Section) -> Failing {
    let own = gaps.sections.iter().find(|gaps| gaps.section == index);
    let short = |index: &usize| {
        let indicator = &look.paper.standard.pack.indicators[*index];
        let gap = own.and_then(|own| own.gaps.iter().find(|gap| gap.item == indicator.id));
        short(look, section, *index, gap)
    };
    let rule = rule(look);
    let missed = rule
        .iter()
        .filter(|index| section.figures[**index].standing != Standing::Met);
    Failing {
        name: names::section(
            look.words(),
            look.county,
            section.school,
            Some(section.stage),
        ),
        stage: names::stage(look.words(), look.county.standard, section.stage).to_owned(),
        pupils: pupils(look, section),
        link: look.links.school(section.school),
        met: met(look, section),
        of: rule.len(),
        figures: missed.map(short).collect(),
        may_stay: own.map_or(0, |own| own.may_stay_at_floor),
    }
}

fn short(look: &Look<'_>, section: &Section, index: usize, gap: Option<&Gap>) -> Short {
    let (indicator, figure) = (
        &look.paper.standard.pack.indicators[index],
        &section.figures[index],
    );
    let limit = indicator
        .limit
        .and_then(|limit| look.paper.standard.parameter(limit, Some(section.stage)));
    let value = match figure.value {
        Ok(_) => names::with_unit(
            look.words(),
            &value(look, indicator, figure),
            &indicator.unit,
        ),
        Err(missing) => names::missing(look.words(), missing),
    };
    Short {
        id: names::official(&indicator.id).to_owned(),
        short: look.words().text(&indicator.short).to_owned(),
        value,
        limit: limit.map_or_else(String::new, |limit| names::limit(indicator, limit.value)),
        mark: Mark::new(names::standing(look.words(), figure.standing, figure.lamp)),
        gap: gap.map_or_else(String::new, |gap| gap_text(look, gap)),
        link: look
            .links
            .figure(section.school, look.stage_id(section.stage), &indicator.id),
    }
}

/// What would close a gap: 缺 3 师（到下限 1 师）.
pub(super) fn gap_text(look: &Look<'_>, gap: &Gap) -> String {
    let words = look.words();
    let amount =
        |amount: &kernel::Exact| names::with_unit(words, &of_unit(&gap.unit, amount), &gap.unit);
    let buy = words.text(&gap.buy).to_owned();
    let limit = amount(&gap.to_limit);
    match &gap.to_floor {
        Some(floor) if !floor.is_zero() => {
            tell!(
                words,
                "report-gap-floor",
                buy = buy,
                limit = limit,
                floor = amount(floor)
            )
        }
        _ => tell!(words, "report-gap", buy = buy, limit = limit),
    }
}

/// Stages that make no row, and how many are not shown.
pub(super) fn left_out(look: &Look<'_>, most: usize) -> (Vec<LeftOutLine>, usize) {
    let all = &look.found.left_out;
    let most = if look.detail == Detail::Whole {
        usize::MAX
    } else {
        most
    };
    let line = |left: &indicators::LeftOut| {
        let reason = &look.paper.standard.pack.sections.leave_out[left.reason];
        let form = &look.paper.facts.schools.form;
        let pupils = form.column_for(&look.paper.standard.pack.sections.pupils, Some(left.stage));
        let school = &look.county.schools[left.school];
        let pupils = pupils.map(|column| look.paper.facts.schools.get(school.row, column).datum);
        LeftOutLine {
            name: look.county.subject(school).name.to_string(),
            link: look.links.school(left.school),
            stage: names::stage(look.words(), look.county.standard, left.stage).to_owned(),
            pupils: match pupils {
                Some(facts::table::Datum::Number(number)) => number.normalize().to_string(),
                _ => names::missing(look.words(), kernel::Missing::NotReported),
            },
            reason: look.words().text(&reason.reason).to_owned(),
            clause: crate::report::telling::citation(
                look.paper.standard,
                &reason.citation,
                look.words(),
            ),
        }
    };
    (
        all.iter().take(most).map(line).collect(),
        all.len().saturating_sub(most),
    )
}
