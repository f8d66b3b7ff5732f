//! Formulas as text, figures as text, answers as text.

use std::sync::Arc;

use kernel::{Exact, Missing, Unit};
use proptest::prelude::*;

use crate::{Formula, Names, Row, Slot, Step, Symbol, Type, Value, check};

/// Names with a unit, a figure, or `?` for a missing one.
struct Form(Vec<(&'static str, &'static str, &'static str)>);

impl Names for Form {
    fn lookup(&self, name: &str) -> Option<Symbol> {
        let slot = self.0.iter().position(|(known, ..)| *known == name)?;
        let kind = match self.0[slot].1 {
            "choice" => Type::Choice(Arc::from([
                "primary_school".to_owned(),
                "nine_year".to_owned(),
            ])),
            unit => Type::Quantity(unit.parse::<Unit>().ok()?.dimension()),
        };
        Some(Symbol::Held(Slot(slot as u32), kind))
    }

    fn all(&self) -> Vec<String> {
        self.0.iter().map(|(name, ..)| (*name).to_owned()).collect()
    }
}

impl Row for Form {
    fn get(&self, slot: Slot) -> Value {
        let (_, unit, text) = self.0[slot.0 as usize];
        match (unit, text) {
            (_, "?") => Value::Missing(Missing::NotReported),
            ("choice", option) => Value::Choice(option.parse().unwrap()),
            (_, number) => Value::Number(number.parse().unwrap()),
        }
    }
}

fn school() -> Form {
    Form(vec![
        ("pupils", "pupil", "600"),
        ("teachers", "teacher", "26"),
        ("area", "m2", "2700"),
        ("classes", "class", "25"),
        ("rooms", "room", "?"),
        ("kind", "choice", "1"),
    ])
}

fn formula(text: &str) -> Formula {
    check(text, &school()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn an_outline_has_both_branches_and_no_figures() {
    let outline = formula("if pupils > 0 then rooms else 0 [room]").outline();
    assert_eq!(outline.step, Step::Apply { sign: "if" });
    let names: Vec<&str> = outline
        .inputs()
        .into_iter()
        .filter_map(|part| match &part.step {
            Step::Held { name, .. } => Some(name.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(names, ["pupils", "rooms"]);
    assert_eq!(outline.parts.len(), 3);
    assert_eq!(outline.parts[2].value, Value::Number(Exact::ZERO));
    let known = outline
        .inputs()
        .into_iter()
        .any(|part| part.value.number().is_ok());
    assert!(!known);
}

fn comes_to(text: &str, expected: &str) {
    let formula = formula(text);
    let value = formula.value(&school());
    let explained = formula.explain(&school()).value;
    assert_eq!(value, explained, "{text}: a witness changes nothing");
    let shown = match value {
        Value::Number(number) => number.to_string(),
        Value::Truth(truth) => truth.to_string(),
        Value::Missing(missing) => missing.code().to_owned(),
        Value::Choice(option) => option.to_string(),
    };
    assert_eq!(shown, expected, "{text}");
}

fn refused(text: &str, expected: &str) {
    let error = check(text, &school()).expect_err(text);
    let shown = format!("{} [{}]", error.problem.en, &text[error.span.clone()]);
    assert_eq!(shown, expected);
}

#[test]
fn arithmetic_is_exact() {
    comes_to("teachers / pupils", "13/300");
    comes_to("0.1 + 0.2 = 0.3", "true");
    comes_to("area / pupils >= 4.5 [m2/pupil]", "true");
    comes_to("teachers / pupils * 100", "13/3");
    comes_to("-2 * -3 - 1", "5");
    comes_to("2 + 3 * 4", "14");
    comes_to("(2 + 3) * 4", "20");
    comes_to("2 - 3 - 4", "-5");
}

#[test]
fn functions_and_choices() {
    comes_to("ceil(classes / 12 [class/room])", "3");
    comes_to("max(pupils, 100 [pupil]) * 650 [yuan/pupil]", "390000");
    comes_to("min(3, 1, 2)", "1");
    comes_to(
        "if kind = nine_year then 2500 [pupil] else 2000 [pupil]",
        "2500",
    );
    comes_to("kind != nine_year or not (pupils > 0)", "false");
    comes_to("pupils > 0 and pupils < 1000 [pupil]", "true");
    comes_to("85 [%] = 0.85", "true");
}

#[test]
fn what_is_missing_stays_missing_unless_the_rest_settles_it() {
    comes_to("rooms + 1 [room]", "not_reported");
    comes_to("rooms > 0", "not_reported");
    comes_to("rooms > 0 and pupils > 1000 [pupil]", "false");
    comes_to("pupils > 0 or rooms > 0", "true");
    comes_to("rooms > 0 or pupils > 1000 [pupil]", "not_reported");
    comes_to("if rooms > 0 then 1 else 1", "not_reported");
    comes_to("area / (pupils - 600 [pupil])", "undefined");
}

#[test]
fn units_must_agree() {
    refused(
        "area + pupils",
        "`+` wants equal units: left is m2, right is pupil [area + pupils]",
    );
    refused(
        "area / pupils >= 4.5",
        "`>=` wants equal units: left is m2/pupil, right is 1 [area / pupils >= 4.5]",
    );
    refused(
        "max(area, pupils)",
        "`max` wants equal units: m2 and pupil [pupils]",
    );
    refused(
        "if pupils > 0 then area else pupils",
        "`then` and `else` must give the same kind of answer in the same unit [area else pupils]",
    );
    refused("pupils and area > 0", "a condition is wanted here [pupils]");
}

#[test]
fn mistakes_are_pointed_at() {
    refused(
        "pupil / area",
        "there is nothing called `pupil` here [pupil]",
    );
    refused("area / ", "expected a number, a name or a bracket here []");
    refused("area $ 3", "`$` has no meaning in a formula [$]");
    refused("(area", "expected `)` here []");
    refused("area area", "the formula should end here [area]");
    refused(
        "kind = twelve_year",
        "not one of its options: primary_school, nine_year [twelve_year]",
    );
    refused(
        "sum(area)",
        "`sum` runs over the schools of a county: only county formulas have it [sum(area)]",
    );
    refused(
        "1 [m3]",
        "`m3` is not a unit; known are pupil, teacher, person, m2, yuan, wan_yuan, currency, room, class, book, device, hour, year, form, school, place, %, 1 [[m3]]",
    );
    refused("1 < 2 < 3", "the formula should end here [<]");
    let near = check("pupil / area", &school()).unwrap_err();
    assert_eq!(near.help.unwrap().en, "did you mean pupils?");
}

#[test]
fn an_explanation_holds_every_step() {
    let explanation = formula("area / pupils >= 4.5 [m2/pupil]").explain(&school());
    assert_eq!(explanation.value, Value::Truth(true));
    assert_eq!(
        explanation.parts[0].value,
        Value::Number("4.5".parse().unwrap())
    );
    assert_eq!(explanation.unit.to_string(), "m2/pupil");
    assert_eq!(explanation.inputs().len(), 2);
}

#[test]
fn a_comparison_tells_its_sides() {
    let (have, sign, need) = formula("classes >= ceil(classes / 2)").sides().unwrap();
    assert_eq!(
        (have.value(&school()), sign),
        (Value::Number(Exact::from(25u64)), ">=")
    );
    assert_eq!(need.value(&school()), Value::Number(Exact::from(13u64)));
    assert!(formula("classes > 0 and area > 0").sides().is_none());
}

#[test]
fn depth_and_length_are_bounded() {
    let deep = format!("{}1{}", "(".repeat(10_000), ")".repeat(10_000));
    assert!(check(&deep, &school()).is_err());
    let long = format!("1{}", " + 1".repeat(10_000));
    assert!(check(&long, &school()).is_err());
    assert!(check(&"-".repeat(10_000), &school()).is_err());
    assert!(check(&"not ".repeat(10_000), &school()).is_err());
}

proptest! {
    #[test]
    fn any_text_is_a_formula_or_a_mistake_inside_the_text(text in "\\PC{0,60}") {
        if let Err(error) = check(&text, &school()) {
            prop_assert!(text.get(error.span.clone()).is_some(), "{:?}", error);
        }
    }

    #[test]
    fn any_words_of_the_language_do_the_same(words in prop::collection::vec(
        prop::sample::select(vec!["pupils", "area", "kind", "nine_year", "if", "then", "else", "and", "or",
            "not", "(", ")", "+", "-", "*", "/", "<=", "=", ">", "max", "ceil", "sum", ",", "1.5", "[m2]", "0"]), 0..25)) {
        let text = words.join(" ");
        match check(&text, &school()) {
            Ok(formula) => { let _ = formula.explain(&school()); }
            Err(error) => prop_assert!(text.get(error.span.clone()).is_some()),
        }
    }
}
