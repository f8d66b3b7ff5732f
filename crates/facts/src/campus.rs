//! Campuses that are not schools of their own are added to their main school.
//!
//! Numbers are summed (or the largest, or the main school's, as the field says); a part that was not
//! reported makes the sum not reported. Choices stay those of the main school. Every cell that a
//! figure was made of is kept.

use std::collections::BTreeMap;

use kernel::{Finding, Grade, Missing, Place};
use rust_decimal::Decimal;

use crate::catalogue::{ColumnId, FieldKind, Form, Merge};
use crate::table::{Datum, Entry, Table};

/// Merges every row whose choice `counted` says `no` into the row of its `parent`, unless its kind
/// is one of `except`. A campus whose main school is not in the table stays a row of its own, and
/// is named.
pub fn merge(table: Table, counted: &str, kind: Option<&str>, except: &[String]) -> (Table, Vec<Finding>) {
    let campus = Campus { counted, kind, except };
    let rows: BTreeMap<_, usize> =
        table.subjects.iter().enumerate().map(|(row, s)| ((s.code.clone(), s.year), row)).collect();
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut merged = vec![false; table.len()];
    let mut findings = Vec::new();
    for (row, subject) in table.subjects.iter().enumerate().filter(|(row, _)| campus.is_part(&table, *row)) {
        let parent = subject.parent.clone().and_then(|code| rows.get(&(code, subject.year)).copied());
        match parent.filter(|parent| *parent != row && !campus.is_part(&table, *parent)) {
            Some(parent) => {
                parts.entry(parent).or_default().push(row);
                merged[row] = true;
            }
            None => findings.push(orphan(&table, row)),
        }
    }
    if parts.is_empty() {
        return (table, findings);
    }
    (rebuild(&table, &merged, &parts), findings)
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
        Datum::Choice(option) => {
            table.form.field_of(column).options.get(usize::from(option)).map(|o| o.id.as_str())
        }
        _ => None,
    }
}

fn orphan(table: &Table, row: usize) -> Finding {
    let subject = &table.subjects[row];
    let parent = subject.parent.as_deref().unwrap_or("");
    let finding = Finding::new("campus-without-parent", Grade::MustFix)
        .about(format!("{} {}", subject.name, subject.code))
        .with("parent", parent);
    match table.document(subject.place) {
        Some(document) => finding.in_document(document).at(subject.place),
        None => finding,
    }
}

fn rebuild(table: &Table, merged: &[bool], parts: &BTreeMap<usize, Vec<usize>>) -> Table {
    let mut whole = Table::new(table.form.clone());
    whole.documents = table.documents.clone();
    for row in (0..table.len()).filter(|row| !merged[*row]) {
        let at = whole.push(table.subjects[row].clone());
        let mut rows = vec![row];
        rows.extend(parts.get(&row).into_iter().flatten());
        for (id, _) in table.form.columns.iter().enumerate() {
            let column = ColumnId(id as u32);
            if table.has(column) {
                let (entry, places) = add_up(table, &table.form, &rows, column);
                whole.set(at, column, entry);
                whole.set_more_places(at, column, places);
            }
        }
    }
    whole
}

/// The sum of a column over a school and its campuses, and the cells beyond the first.
fn add_up(table: &Table, form: &Form, rows: &[usize], column: ColumnId) -> (Entry, Vec<Place>) {
    let places = |rows: &[usize]| rows.iter().flat_map(|row| table.places(*row, column)).collect::<Vec<_>>();
    let main = table.get(rows[0], column);
    let field = form.field_of(column);
    if rows.len() == 1 || field.kind == FieldKind::Choice || field.merge == Merge::Main {
        return (main, places(&rows[..1]).into_iter().skip(1).collect());
    }
    let numbers = rows.iter().map(|row| match table.get(*row, column).datum {
        Datum::Number(number) => Ok(number),
        Datum::Missing(missing) => Err(missing),
        Datum::Choice(_) => Err(Missing::Unreadable),
    });
    // A stage that neither has stays unreported; a stage that one has is only known with both.
    let datum = match join(field.merge, numbers.clone()) {
        Ok(number) => Datum::Number(number),
        Err(_) if numbers.clone().all(|number| number.is_err()) => main.datum,
        Err(missing) => Datum::Missing(missing),
    };
    let all = places(rows);
    let first = all.first().copied().unwrap_or(Place::NOWHERE);
    (Entry { datum, place: first }, all.into_iter().skip(1).collect())
}

fn join(
    merge: Merge,
    mut numbers: impl Iterator<Item = Result<Decimal, Missing>>,
) -> Result<Decimal, Missing> {
    numbers.try_fold(Decimal::ZERO, |so_far, number| match merge {
        Merge::Largest => Ok(so_far.max(number?)),
        _ => so_far.checked_add(number?).ok_or(Missing::Unreadable),
    })
}
