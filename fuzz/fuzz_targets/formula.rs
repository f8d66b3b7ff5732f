#![no_main]
//! Any text is a formula or a mistake that points inside the text; a formula always gives an answer.

use std::sync::Arc;

use formula::{Names, Row, Slot, Symbol, Type, Value, check};
use kernel::{Exact, Missing, Unit};
use libfuzzer_sys::fuzz_target;

const NAMES: &[(&str, &str)] = &[
    ("a", "pupil"),
    ("b", "m2"),
    ("c", "1"),
    ("d", "pupil"),
    ("e", "room/class"),
];

struct School;

impl Names for School {
    fn lookup(&self, name: &str) -> Option<Symbol> {
        if name == "k" {
            return Some(Symbol::Held(
                Slot(9),
                Type::Choice(Arc::from(["x".to_owned(), "y".to_owned()])),
            ));
        }
        let at = NAMES.iter().position(|(known, _)| *known == name)?;
        let unit: Unit = NAMES[at].1.parse().ok()?;
        Some(Symbol::Held(
            Slot(at as u32),
            Type::Quantity(unit.dimension()),
        ))
    }

    fn all(&self) -> Vec<String> {
        NAMES.iter().map(|(name, _)| (*name).to_owned()).collect()
    }

    fn members(&self) -> Option<&dyn Names> {
        Some(&School)
    }
}

impl Row for School {
    fn get(&self, slot: Slot) -> Value {
        match slot.0 {
            3 => Value::Missing(Missing::NotReported),
            9 => Value::Choice(1),
            other => Value::Number(Exact::from(u64::from(other) * 7 + 3)),
        }
    }

    fn members(&self, visit: &mut dyn FnMut(&dyn Row)) {
        (0..3).for_each(|_| visit(&Member));
    }
}

/// A school within the county: it has no members of its own.
struct Member;

impl Row for Member {
    fn get(&self, slot: Slot) -> Value {
        School.get(slot)
    }
}

fuzz_target!(|text: &str| {
    match check(text, &School) {
        Ok(formula) => {
            let explanation = formula.explain(&School);
            assert_eq!(formula.value(&School), explanation.value);
        }
        Err(error) => assert!(text.get(error.span.clone()).is_some(), "{error:?}"),
    }
});
