//! Many rows in one statement: a round trip costs more than a row.

/// Rows, or ids asked for, in one statement at most.
pub(crate) const AT_ONCE: usize = 500;

/// Places for so many rows of so many values: `($1, $2), ($3, $4)`.
pub(crate) fn places(rows: usize, values: usize) -> String {
    places_from(1, rows, values)
}

/// The same, from a number on.
pub(crate) fn places_from(first: usize, rows: usize, values: usize) -> String {
    let row = |row: usize| {
        let places = (0..values).map(|value| format!("${}", first + row * values + value));
        format!("({})", places.collect::<Vec<_>>().join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_has_a_place_of_its_own() {
        assert_eq!(places(2, 2), "($1, $2), ($3, $4)");
        assert_eq!(places_from(2, 1, 3), "($2, $3, $4)");
    }
}
