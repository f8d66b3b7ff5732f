//! A workbook of statistics tables: whose it is, and every figure its tables hold.

use std::collections::BTreeMap;

use kernel::{Document, Place};

use super::cards::Found as FoundIdentity;
use super::columns::{Said, spec_under};
use super::figure::some;
use super::gather::Gather;
use super::refusal::Refusal;
use super::single::{Single, Source};
use super::tables::{Found, Grid};
use super::who::{Given, IdentityCells, who, year_in};
use crate::codes;
use crate::identity::Identity;
use crate::mapping::{CellRule, IdentityRule, Mapping, Named};
use crate::reading::{Cell, CellRef, Sheet};
use crate::table::Tally;

/// A sheet of the workbook that holds a table.
pub(crate) struct Held<'a> {
    pub(crate) grid: Grid<'a>,
    pub(crate) table: &'a str,
    pub(crate) document: Document,
    pub(crate) number: u16,
}

type Placed = (Cell, usize, usize);

/// Reads the tables of a workbook, school by school; a tally for each sheet comes back.
pub(crate) fn read(
    held: &[Held<'_>],
    mapping: &Mapping,
    form: usize,
    given: &Given,
    gather: &mut Gather,
) -> Vec<Tally> {
    let codes: Vec<Option<String>> = held.iter().map(|sheet| code_in(sheet, mapping)).collect();
    let mut named: Vec<&String> = codes.iter().flatten().collect();
    named.dedup();
    let only = (named.len() == 1).then(|| named[0].clone());
    let mut schools: BTreeMap<Option<String>, Vec<usize>> = BTreeMap::new();
    for (index, code) in codes.iter().enumerate() {
        let code = code.clone().or_else(|| only.clone());
        schools.entry(code).or_default().push(index);
    }
    let several = named.len() > 1;
    let mut tallies = vec![
        Tally {
            read: 1,
            ..Tally::default()
        };
        held.len()
    ];
    for (code, sheets) in schools {
        let sheets: Vec<(usize, &Held<'_>)> = sheets.into_iter().map(|i| (i, &held[i])).collect();
        let loaded = match code.is_none() && several {
            true => Err(Refusal::of(codes::TABLE_WITHOUT_SCHOOL)),
            false => school(&sheets, mapping, form, given, gather),
        };
        for (index, sheet) in &sheets {
            tallies[*index].loaded = usize::from(loaded.is_ok());
            tallies[*index].refused = usize::from(loaded.is_err());
            if let Err(refusal) = &loaded {
                let place = refusal.place.unwrap_or(Place {
                    document: sheet.number,
                    row: 0,
                    column: 0,
                });
                gather.log.at(&sheet.document, place, refusal.code, |f| {
                    refusal.clone().fill(f)
                });
            }
        }
    }
    held.iter()
        .for_each(|sheet| gather.log.close_sheet(&sheet.document));
    tallies
}

fn code_in(sheet: &Held<'_>, mapping: &Mapping) -> Option<String> {
    let rule = mapping.identity.get(&Identity::Code)?;
    let (cell, ..) = identity(sheet, rule, None)?;
    let shown = cell.look().shown();
    (!shown.is_empty()).then_some(shown)
}

/// True when a heading says the year that the map looks for there.
pub(crate) fn heads_say_year(held: &[Held<'_>], mapping: &Mapping, latest: Option<i16>) -> bool {
    let rule = mapping.identity.get(&Identity::Year);
    let says = |sheet: &Held<'_>| heading_year(&sheet.grid, latest).is_some();
    rule == Some(&IdentityRule::Heading) && held.iter().any(says)
}

/// An identity value on one sheet.
fn identity(sheet: &Held<'_>, rule: &IdentityRule, latest: Option<i16>) -> Option<Placed> {
    let grid = &sheet.grid;
    let placed = |row, column| (grid.cell(row, column).to_cell(), row, column);
    match rule {
        IdentityRule::Head(named) => grid.inline(named).or_else(|| {
            let found = grid.find(named, None)?;
            Some(placed(found.row, found.column)).filter(|(cell, ..)| *cell != Cell::Empty)
        }),
        IdentityRule::Below(named) => grid.below(named).map(|(row, column)| placed(row, column)),
        IdentityRule::Cell { table, row, column } if table == sheet.table => {
            let found = grid.find(row, column.as_ref())?;
            Some(placed(found.row, found.column))
        }
        IdentityRule::SheetName => Some((Cell::Text(grid.sheet.name.as_str().into()), 0, 0)),
        IdentityRule::Heading => heading_year(grid, latest),
        IdentityRule::Cell { .. } => None,
    }
}

/// The first year in the first rows.
fn heading_year(grid: &Grid<'_>, latest: Option<i16>) -> Option<Placed> {
    for row in 0..grid.sheet.height().min(8) {
        for (column, cell) in grid.sheet.row(row).cells().enumerate() {
            if let CellRef::Text(text) = cell
                && let Some(year) = year_in(text, latest)
            {
                return Some((Cell::Number(f64::from(year)), row, column));
            }
        }
    }
    None
}

/// Reads the sheets of one school.
fn school(
    sheets: &[(usize, &Held<'_>)],
    mapping: &Mapping,
    form: usize,
    given: &Given,
    gather: &mut Gather,
) -> Result<(), Refusal> {
    let mut cells: BTreeMap<Identity, Placed> = BTreeMap::new();
    let mut at = sheets[0].1;
    for (identity_column, rule) in &mapping.identity {
        let found = sheets
            .iter()
            .find_map(|(_, sheet)| Some((*sheet, identity(sheet, rule, given.latest_year)?)));
        if let Some((sheet, placed)) = found {
            if *identity_column == Identity::Code {
                at = sheet;
            }
            cells.insert(*identity_column, placed);
        }
    }
    let found = FoundIdentity::new(cells, at.number);
    let who = who(&found, given, &at.document, gather)?;
    who.tell(&at.document, gather);
    if let Some((_, place)) = found.cell(Identity::Year)
        && mapping.identity.get(&Identity::Year) == Some(&IdentityRule::Heading)
    {
        let year = who.subject.year;
        gather
            .log
            .at(&at.document, place, codes::YEAR_FROM_TITLE, |finding| {
                finding.with("year", year)
            });
    }
    let name = who.subject.name.clone();
    let row = gather.row(form, who, None);
    for (_, sheet) in sheets {
        let (document, number) = (&sheet.document, sheet.number);
        let single = Single {
            mapping,
            form,
            row,
            name: &name,
            document,
            number,
            stage: None,
        };
        table(sheet, &single, gather);
    }
    gather.fix(form, row, &mapping.fixed.figures);
    Ok(())
}

/// Reads the figures of one table.
fn table(sheet: &Held<'_>, single: &Single<'_>, gather: &mut Gather) {
    let mut absent: Vec<String> = Vec::new();
    for rule in single
        .mapping
        .cells
        .iter()
        .filter(|rule| rule.table == sheet.table)
    {
        match sheet.grid.find(&rule.row, rule.column.as_ref()) {
            Some(found) => figure(sheet, rule, &found, single, gather),
            None => absent.push(title(rule)),
        }
    }
    if !absent.is_empty() {
        let finding = codes::LABEL_NOT_FOUND
            .found()
            .with("labels", some("、", absent));
        gather
            .log
            .about(&sheet.document, finding.with("table", sheet.table));
    }
}

fn title(rule: &CellRule) -> String {
    let column = rule
        .column
        .as_ref()
        .map_or(String::new(), |column: &Named| {
            format!(" × {}", column.text)
        });
    format!("{}{column}", rule.row.text)
}

fn figure(
    sheet: &Held<'_>,
    rule: &CellRule,
    found: &Found,
    single: &Single<'_>,
    gather: &mut Gather,
) {
    let place = |(row, column): (usize, usize)| Place {
        document: sheet.number,
        row: row as u32,
        column: column as u16,
    };
    let here = place((found.row, found.column));
    let title = title(rule);
    if !found.others.is_empty() {
        let others = found.others.iter().map(|other| place(*other).address());
        let others = some(", ", others);
        gather
            .log
            .at(&sheet.document, here, codes::LABEL_SEVERAL, |finding| {
                finding.with("label", &title).with("cells", others)
            });
    }
    let said = Said {
        text: &title,
        unit: found.unit.as_deref(),
        place: here,
    };
    let spec = spec_under(
        single.mapping,
        &rule.rule,
        &said,
        &sheet.document,
        &mut gather.log,
    )
    .starred();
    let cell = sheet.grid.cell(found.row, found.column);
    single.figure(
        &rule.rule,
        &[Source {
            spec,
            title: &title,
            cell,
            place: here,
        }],
        gather,
    );
}

/// The sheets of a workbook that hold tables of the map, each with its number among the documents.
pub(crate) fn held<'a>(
    sheets: &'a [Sheet],
    tables: &BTreeMap<usize, &'a str>,
    file: &str,
    gather: &mut Gather,
) -> Vec<Held<'a>> {
    let mut held = Vec::new();
    for (index, table) in tables {
        let document = Document {
            file: file.to_owned(),
            sheet: sheets[*index].name.clone(),
        };
        if let Some(number) = gather.document(document.clone()) {
            held.push(Held {
                grid: Grid::new(&sheets[*index]),
                table,
                document,
                number,
            });
        }
    }
    held
}
