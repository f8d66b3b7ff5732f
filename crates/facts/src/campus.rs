//! Campuses that are not schools of their own are added to their main school.
//!
//! Numbers are summed (or the largest, or the main school's, as the field says); a part that was not
//! reported makes the sum not reported, and is named. A part that reports nothing at all of a stage
//! does not have it. Choices stay those of the main school. Every cell that a figure was made of is
//! kept.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Finding, Missing, Place};
use rust_decimal::Decimal;

use crate::catalogue::{ColumnId, FieldKind, Form, Merge};
use crate::codes;
use crate::table::{Datum, Entry, Table};

/// Merges every row whose choice `counted` says `no` into the row of its `parent`, unless its kind
/// is one of `except`. A campus whose main school is not in the table stays a row of its own, and
/// is named.
pub fn merge(
    table: Table,
    counted: &str,
    kind: Option<&str>,
    except: &[String],
) -> (Table, Vec<Finding>) {
    let campus = Campus {
        counted,
        kind,
        except,
    };
    let rows: BTreeMap<_, usize> = table
        .subjects
        .iter()
        .enumerate()
        .map(|(row, s)| ((s.county.clone(), s.code.clone(), s.year), row))
        .collect();
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut merged = vec![false; table.len()];
    let mut findings = Vec::new();
    for row in (0..table.len()).filter(|row| campus.is_part(&table, *row)) {
        let subject = &table.subjects[row];
        let parent = subject.parent.clone().and_then(|code| {
            let main = (subject.county.clone(), code, subject.year);
            rows.get(&main).copied()
        });
        match parent.filter(|parent| *parent != row && !campus.is_part(&table, *parent)) {
            Some(parent) => {
                parts.entry(parent).or_default().push(row);
                merged[row] = true;
                findings.push(joined(&table, row, parent));
            }
            None => findings.push(orphan(&table, row)),
        }
    }
    if parts.is_empty() {
        return (table, findings);
    }
    (rebuild(&table, &merged, &parts, &mut findings), findings)
}

struct Campus<'a> {
    counted: &'a str,
    kind: Option<&'a str>,
    except: &'a [String],
}

impl Campus<'_> {
    fn is_part(&self, table: &Table, row: usize) -> bool {
        let says_no = chosen(table, row, self.counted) == Some("no");
        let kind = self.kind.and_then(|kind| chosen(table, row, kind));
        says_no && !kind.is_some_and(|kind| self.except.iter().any(|except| except == kind))
    }
}

fn chosen<'t>(table: &'t Table, row: usize, field: &str) -> Option<&'t str> {
    let column = table.form.column(field)?;
    match table.get(row, column).datum {
        Datum::Choice(option) => table
            .form
            .field_of(column)
            .options
            .get(usize::from(option))
            .map(|option| option.id.as_str()),
        _ => None,
    }
}

fn at_subject(table: &Table, row: usize, finding: Finding) -> Finding {
    let subject = &table.subjects[row];
    let finding = finding.about(subject.called());
    match table.document(subject.place) {
        Some(document) => finding.in_document(document).at(subject.place),
        None => finding,
    }
}

fn orphan(table: &Table, row: usize) -> Finding {
    let parent = table.subjects[row].parent.as_deref().unwrap_or("—");
    at_subject(
        table,
        row,
        codes::CAMPUS_WITHOUT_PARENT.found().with("parent", parent),
    )
}

fn joined(table: &Table, row: usize, parent: usize) -> Finding {
    let (name, parent) = (&table.subjects[row].name, &table.subjects[parent].name);
    let finding = codes::CAMPUS_MERGED
        .found()
        .with("name", name)
        .with("parent", parent);
    at_subject(table, row, finding)
}

fn rebuild(
    table: &Table,
    merged: &[bool],
    parts: &BTreeMap<usize, Vec<usize>>,
    findings: &mut Vec<Finding>,
) -> Table {
    let mut whole = Table::new(table.form.clone());
    whole.documents.clone_from(&table.documents);
    for row in (0..table.len()).filter(|row| !merged[*row]) {
        let at = whole.push(table.subjects[row].clone());
        let mut rows = vec![row];
        rows.extend(parts.get(&row).into_iter().flatten());
        let mut lacking = Lacking::default();
        for id in (0..table.form.columns.len()).map(|id| ColumnId(id as u32)) {
            if table.has(id) {
                let (entry, places) = add_up(table, &table.form, &rows, id, &mut lacking);
                whole.set(at, id, entry);
                whole.set_more_places(at, id, places);
            }
        }
        findings.extend(lacking.finding(table, row));
    }
    whole
}

/// Sums that could not be made, and who did not report.
#[derive(Default)]
struct Lacking {
    columns: Vec<ColumnId>,
    rows: BTreeSet<usize>,
}

impl Lacking {
    fn finding(&self, table: &Table, row: usize) -> Option<Finding> {
        let titles = || {
            self.columns
                .iter()
                .map(|column| table.form.column_title(*column))
        };
        let zh: Vec<String> = titles().map(|title| title.zh).collect();
        let en: Vec<String> = titles().map(|title| title.en).collect();
        let parts: Vec<&str> = self
            .rows
            .iter()
            .map(|row| &*table.subjects[*row].name)
            .collect();
        let finding = codes::CAMPUS_PART_MISSING
            .found()
            .with("name", &table.subjects[row].name)
            .with("column", zh.join("、"))
            .with("column_en", en.join(", "))
            .with("parts", parts.join("、"));
        (!self.columns.is_empty()).then(|| at_subject(table, row, finding))
    }
}

/// The sum of a column over a school and its campuses, and the cells beyond the first.
fn add_up(
    table: &Table,
    form: &Form,
    rows: &[usize],
    column: ColumnId,
    lacking: &mut Lacking,
) -> (Entry, Vec<Place>) {
    let main = table.get(rows[0], column);
    let field = form.field_of(column);
    let alone = rows.len() == 1 || field.kind == FieldKind::Choice || field.merge == Merge::Main;
    if alone {
        return (
            main,
            table.places(rows[0], column).into_iter().skip(1).collect(),
        );
    }
    let stage = form.columns[column.0 as usize].stage;
    let has_stage = |row: &usize| stage.is_none_or(|stage| reports(table, *row, stage));
    let parts: Vec<usize> = rows.iter().copied().filter(has_stage).collect();
    let numbers: Vec<Result<Decimal, Missing>> = parts
        .iter()
        .map(|row| number(table, *row, column))
        .collect();
    let datum = match join(field.merge, &numbers) {
        Some(Ok(number)) => Datum::Number(number),
        Some(Err(missing)) if numbers.iter().any(Result::is_ok) => {
            lacking.columns.push(column);
            let silent = parts
                .iter()
                .zip(&numbers)
                .filter(|(_, number)| number.is_err());
            lacking.rows.extend(silent.map(|(row, _)| *row));
            Datum::Missing(missing)
        }
        _ => main.datum,
    };
    let mut places = rows.iter().flat_map(|row| table.places(*row, column));
    let place = places.next().unwrap_or(Place::NOWHERE);
    (Entry { datum, place }, places.collect())
}

/// True when a row reports any figure of a stage.
fn reports(table: &Table, row: usize, stage: usize) -> bool {
    let columns = table.form.columns.iter().enumerate();
    let mut of_stage = columns.filter(|(_, column)| column.stage == Some(stage));
    of_stage.any(|(id, _)| !matches!(table.get(row, ColumnId(id as u32)).datum, Datum::Missing(_)))
}

fn number(table: &Table, row: usize, column: ColumnId) -> Result<Decimal, Missing> {
    match table.get(row, column).datum {
        Datum::Number(number) => Ok(number),
        Datum::Missing(missing) => Err(missing),
        Datum::Choice(_) => Err(Missing::Unreadable),
    }
}

/// The parts made one; nothing without parts.
fn join(merge: Merge, numbers: &[Result<Decimal, Missing>]) -> Option<Result<Decimal, Missing>> {
    let (first, rest) = numbers.split_first()?;
    Some(rest.iter().fold(*first, |so_far, next| match merge {
        Merge::Largest => Ok(so_far?.max((*next)?)),
        _ => crate::number::add(so_far?, (*next)?).ok_or(Missing::Unreadable),
    }))
}
