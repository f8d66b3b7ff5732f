//! Totals rows are not loaded: they are compared with the sum of what was.

use rust_decimal::Decimal;

use crate::number;

/// Running sums of the columns of one sheet, and the totals rows met on the way.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    sums: Vec<Sum>,
    stated: Vec<Stated>,
}

/// A sum of one column; nothing once it no longer fits.
pub(crate) type Sum = Option<Decimal>;

#[derive(Debug)]
struct Stated {
    row: u32,
    /// What the row says, by column.
    says: Vec<Option<Decimal>>,
    /// The running sums when it was met.
    before: Vec<Sum>,
}

/// A figure of a totals row that is not the sum of what was loaded.
#[derive(Debug, PartialEq)]
pub(crate) struct Difference {
    pub(crate) row: u32,
    pub(crate) column: usize,
    pub(crate) stated: Decimal,
    pub(crate) loaded: Decimal,
}

impl Totals {
    pub(crate) fn new(columns: usize) -> Totals {
        Totals {
            sums: vec![Some(Decimal::ZERO); columns],
            stated: Vec::new(),
        }
    }

    /// A loaded row says a number in a column.
    pub(crate) fn add(&mut self, column: usize, number: Decimal) {
        let sum = &mut self.sums[column];
        *sum = sum.and_then(|sum| number::add(sum, number));
    }

    /// A totals row.
    pub(crate) fn state(&mut self, row: u32, says: Vec<Option<Decimal>>) {
        self.stated.push(Stated {
            row,
            says,
            before: self.sums.clone(),
        });
    }

    /// Sums of what was loaded, by column.
    pub(crate) fn sums(&self) -> &[Sum] {
        &self.sums
    }

    /// How many totals rows agree, and where the others differ.
    ///
    /// A totals row may sum up the whole sheet, everything above it, the rows since the totals row
    /// before, or the rows down to the next one. The reading that agrees best is taken.
    pub(crate) fn compare(&self) -> (usize, Vec<Difference>) {
        let mut agreeing = 0;
        let mut differences = Vec::new();
        for index in 0..self.stated.len() {
            let best = self
                .candidates(index)
                .into_iter()
                .map(|sums| self.differ(index, &sums));
            match best.min_by_key(Vec::len) {
                Some(best) if !best.is_empty() => differences.extend(best),
                _ => agreeing += 1,
            }
        }
        (agreeing, differences)
    }

    fn candidates(&self, index: usize) -> Vec<Vec<Sum>> {
        let here = &self.stated[index].before;
        let zero = vec![Some(Decimal::ZERO); self.sums.len()];
        let previous = index
            .checked_sub(1)
            .map_or(&zero, |index| &self.stated[index].before);
        let next = self
            .stated
            .get(index + 1)
            .map_or(&self.sums, |stated| &stated.before);
        vec![
            self.sums.clone(),
            here.clone(),
            minus(here, previous),
            minus(next, here),
        ]
    }

    fn differ(&self, index: usize, sums: &[Sum]) -> Vec<Difference> {
        let stated = &self.stated[index];
        let pairs = stated.says.iter().zip(sums).enumerate();
        let differing = pairs.filter_map(|(column, (says, sum))| match (says, sum) {
            (Some(says), Some(sum)) if says != sum => Some(Difference {
                row: stated.row,
                column,
                stated: *says,
                loaded: sum.normalize(),
            }),
            _ => None,
        });
        differing.collect()
    }
}

fn minus(a: &[Sum], b: &[Sum]) -> Vec<Sum> {
    a.iter()
        .zip(b)
        .map(|(a, b)| number::add((*a)?, -(*b)?))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: i64) -> Decimal {
        Decimal::from(value)
    }

    #[test]
    fn subtotals_and_totals_agree_wherever_they_stand() {
        let mut totals = Totals::new(1);
        for (row, value) in [(1, 10), (2, 20)] {
            let _ = row;
            totals.add(0, number(value));
        }
        totals.state(3, vec![Some(number(30))]);
        totals.add(0, number(5));
        totals.state(5, vec![Some(number(5))]);
        totals.state(6, vec![Some(number(35))]);
        assert_eq!(totals.compare(), (3, vec![]));
    }

    #[test]
    fn a_difference_names_both_sides() {
        let mut totals = Totals::new(2);
        totals.add(0, number(10));
        totals.add(1, number(1));
        totals.state(2, vec![Some(number(12)), None]);
        let difference = Difference {
            row: 2,
            column: 0,
            stated: number(12),
            loaded: number(10),
        };
        assert_eq!(totals.compare(), (0, vec![difference]));
    }
}
