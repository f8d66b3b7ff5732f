//! What if one figure of a county of 300 schools were another? All its verdicts anew.
//!
//! A what-if never touches the snapshot: the run takes a copy of the returns, changes one cell, and
//! judges the county as if nothing were known of the judgment before.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "where it cannot start, it says where"
)]

use std::hint::black_box;

use bench::country::Country;
use bench::{packs, tables};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use facts::table::{Datum, Entry};
use indicators::{Facts, counties, prepare};
use kernel::Place;
use rust_decimal::Decimal;

const SCHOOLS: usize = 300;

fn what_if(criterion: &mut Criterion) {
    let standard = packs::standard().unwrap();
    let country = Country::invent(2017, SCHOOLS, 1);
    let form = standard.pack.county_form().unwrap();
    let county = tables::county_table(form, &country, 2017);
    let (schools, _) = prepare(
        &standard.pack,
        tables::school_table(&standard.pack, &country),
    );
    let column = schools.form.column("equipment_value").unwrap();
    let mut row = 0;
    let mut next_cell = || {
        row = (row + 1) % SCHOOLS;
        (
            row,
            Entry {
                datum: Datum::Number(Decimal::from(row * 9_000)),
                place: Place::NOWHERE,
            },
        )
    };
    criterion.bench_function("what_if", |bencher| {
        bencher.iter_batched(
            &mut next_cell,
            |(row, entry)| {
                let mut changed = schools.clone();
                changed.set(row, column, entry);
                let facts = Facts {
                    schools: &changed,
                    county: Some(&county),
                };
                black_box(counties(&standard, facts)[0].assess().verdict)
            },
            BatchSize::SmallInput,
        );
    });
}

criterion_group!(benches, what_if);
criterion_main!(benches);
