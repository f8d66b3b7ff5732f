//! The basis of every answer to a test, and of the figures that only the declaration tables hold.

use indicators::{Answer, ItemOutcome, Working};
use rust_xlsxwriter::XlsxError;

use super::{Basis, inputs, one, row, sums};
use crate::report::names;
use crate::report::telling::{citation, lines, told_answer};
use crate::report::xlsx::figures::{Look, Told};
use crate::report::xlsx::layout::{Figure, Layout, Source};
use crate::report::xlsx::sheet::Sheet;

/// Every answer to every test.
pub(super) fn items(sheet: &mut Sheet<'_>, look: &Look<'_>) -> Result<(), XlsxError> {
    for result in &look.found.items {
        let item = &look.paper.standard.pack.items[result.item];
        for (at, found) in result.tests.iter().enumerate() {
            for answer in found
                .answers
                .iter()
                .filter(|answer| answer.outcome != ItemOutcome::NotJudged)
            {
                let Some(proof) = look.county.explain_test(result.item, at, answer) else {
                    continue;
                };
                row(sheet, look, test(look, item, at, answer, &proof.require))?;
            }
        }
    }
    Ok(())
}

fn test(
    look: &Look<'_>,
    item: &standards::Item,
    at: usize,
    answer: &Answer,
    require: &Working<'_>,
) -> Basis {
    let (words, test) = (look.paper.words, &item.tests()[at]);
    let group = &look.paper.standard.pack.groups[item.group];
    let sides = told_answer(group, test, answer, words);
    let lines = lines(&look.paper.standard.pack, require, String::new(), words);
    let unit = test.unit.clone().unwrap_or_else(kernel::Unit::none);
    let number = match &answer.have {
        Some(Ok(have)) => Some((unit.show(have).to_f64(), test.digits.unwrap_or(2))),
        _ => None,
    };
    Basis {
        whose: match answer.school {
            Some(school) => names::school(look.county, school),
            None => look.found.name.to_string(),
        },
        stage: answer.stage.map_or_else(String::new, |stage| {
            names::stage(words, look.county.standard, stage).to_owned()
        }),
        what: names::with_id(&item.id, words.text(&test.title)),
        value: number,
        words: sides.have,
        unit: unit.label(words.lang),
        limit: sides.need,
        said: Some(names::item(words, group, answer.outcome)),
        clause: citation(look.paper.standard, &item.citation, words),
        formula: lines[0].words.clone(),
        figures: sums(&lines, words),
        inputs: inputs(look, &[require], Vec::new()),
    }
}

/// The figures of the declaration tables that no item or indicator gives.
pub(super) fn declared(
    sheet: &mut Sheet<'_>,
    look: &Look<'_>,
    layout: Option<&Layout>,
) -> Result<(), XlsxError> {
    let words = look.paper.words;
    for table in layout.iter().flat_map(|layout| &layout.tables) {
        for column in &table.columns {
            let head = column.head.get(words.lang).join(" · ");
            for figure in &column.cells {
                let what = format!("{} {head}", words.text(&table.tab));
                declared_row(sheet, look, what, figure, None)?;
            }
        }
        for row in &table.rows {
            let item = &look.paper.standard.pack.items[row.item];
            for (name, figure) in &row.figures {
                let what = format!(
                    "{} {} {name}",
                    words.text(&table.tab),
                    names::official(&item.id)
                );
                declared_row(sheet, look, what, figure, Some(row.item))?;
            }
        }
    }
    Ok(())
}

fn declared_row(
    sheet: &mut Sheet<'_>,
    look: &Look<'_>,
    what: String,
    figure: &Figure,
    item: Option<usize>,
) -> Result<(), XlsxError> {
    let Source::Formula(formula) = &figure.source else {
        return Ok(());
    };
    let words = look.paper.words;
    let working = look.county.working(formula, None);
    let told = one(look, &working);
    let (value, said) = match look.figure(figure, item) {
        Told::Number(number) => (Some((number.to_f64(), figure.digits)), String::new()),
        Told::Words(said, _) => (None, said),
    };
    row(
        sheet,
        look,
        Basis {
            whose: look.found.name.to_string(),
            what,
            value,
            words: said,
            unit: figure.unit.label(words.lang),
            formula: told.words.clone(),
            figures: told.sum(words),
            inputs: inputs(look, &[&working], Vec::new()),
            ..Basis::default()
        },
    )
}
