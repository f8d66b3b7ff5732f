//! A formula with its figures put in: `(5000 − 284) ÷ 1040`, for a person with a calculator.

use formula::{Explanation, Step, Value};
use kernel::Exact;

use super::names;
use crate::words::{Words, tell};

/// How tightly a sign binds; what binds less stands in brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Or,
    And,
    Compare,
    Add,
    Multiply,
    Atom,
}

/// The formula with its figures put in, behind those of the named formulas it uses.
pub(crate) fn steps(words: &Words, explanation: &Explanation) -> Vec<String> {
    let mut steps = Vec::new();
    measures(words, explanation, &mut steps);
    let line = line(words, explanation);
    steps.push(line);
    steps
}

/// `5000 − 284 = 4716`
fn line(words: &Words, explanation: &Explanation) -> String {
    let (text, _) = put_in(words, explanation);
    let value = value(words, &explanation.value);
    if text == value {
        value
    } else {
        format!("{text} = {value}")
    }
}

/// One line a named formula, the innermost first, each once.
fn measures(words: &Words, node: &Explanation, steps: &mut Vec<String>) {
    // The members of a sum are listed one by one elsewhere.
    if matches!(node.step, Step::Apply { sign: "sum" }) {
        return;
    }
    node.parts
        .iter()
        .for_each(|part| measures(words, part, steps));
    if let (Step::Measure { name }, Some(inner)) = (&node.step, node.parts.first()) {
        let step = format!("{name} = {}", line(words, inner));
        if !steps.contains(&step) {
            steps.push(step);
        }
    }
}

/// The sums of a formula: whose part is how much.
pub(crate) fn members(node: &Explanation) -> Vec<(String, Value)> {
    if let Step::Member { label } = &node.step {
        return vec![(label.clone(), node.value.clone())];
    }
    node.parts.iter().flat_map(members).collect()
}

fn put_in(words: &Words, node: &Explanation) -> (String, Binding) {
    let part = |i: usize| node.parts.get(i);
    match &node.step {
        Step::Number { .. } | Step::Held { .. } | Step::Measure { .. } | Step::Member { .. } => {
            (value(words, &node.value), Binding::Atom)
        }
        Step::Is { option, equal } => {
            let name = part(0).map_or(String::new(), name_of);
            let sign = if *equal { "=" } else { "≠" };
            let told = format!("{name} {sign} {option}");
            (
                words.bracketed(&told, &value(words, &node.value)),
                Binding::Compare,
            )
        }
        Step::Apply { sign: "if" } => match node.parts.as_slice() {
            [_, chosen] => put_in(words, chosen),
            _ => (value(words, &node.value), Binding::Atom),
        },
        Step::Apply { sign: "sum" } => (
            tell!(words, "sum-of-schools", count = node.parts.len()),
            Binding::Atom,
        ),
        Step::Apply { sign } => applied(words, sign, &node.parts),
    }
}

fn name_of(node: &Explanation) -> String {
    match &node.step {
        Step::Held { name, .. } | Step::Measure { name } => name.clone(),
        _ => String::new(),
    }
}

fn applied(words: &Words, sign: &str, parts: &[Explanation]) -> (String, Binding) {
    let binding = match sign {
        "or" => Binding::Or,
        "and" => Binding::And,
        "+" | "-" if parts.len() == 2 => Binding::Add,
        "*" | "/" => Binding::Multiply,
        "<" | "<=" | "=" | "!=" | ">=" | ">" => Binding::Compare,
        _ => Binding::Atom,
    };
    match parts {
        [left, right] if binding != Binding::Atom => {
            // The right side of a difference or quotient keeps its brackets.
            let left = bracketed(put_in(words, left), |own| own < binding);
            let right = bracketed(put_in(words, right), |own| own <= binding);
            (format!("{left} {} {right}", printed(sign)), binding)
        }
        [only] if sign == "-" => (
            format!(
                "−{}",
                bracketed(put_in(words, only), |own| own < Binding::Atom)
            ),
            Binding::Atom,
        ),
        _ => {
            let parts: Vec<String> = parts.iter().map(|part| put_in(words, part).0).collect();
            (format!("{sign}({})", parts.join(", ")), Binding::Atom)
        }
    }
}

fn bracketed((text, own): (String, Binding), needed: impl Fn(Binding) -> bool) -> String {
    if needed(own) {
        format!("({text})")
    } else {
        text
    }
}

/// A sign as people write it.
fn printed(sign: &str) -> &str {
    match sign {
        "-" => "−",
        "*" => "×",
        "/" => "÷",
        "<=" => "≤",
        ">=" => "≥",
        "!=" => "≠",
        other => other,
    }
}

/// A value in base units as people read it.
pub(crate) fn value(words: &Words, value: &Value) -> String {
    match value {
        Value::Number(number) => plain(number),
        Value::Truth(true) => tell!(words, "truth-yes"),
        Value::Truth(false) => tell!(words, "truth-no"),
        Value::Choice(option) => option.to_string(),
        Value::Missing(missing) => names::missing(words, *missing),
    }
}

/// Exact decimals as they are, fractions to eight decimals.
pub(crate) fn plain(number: &Exact) -> String {
    let text = number.to_plain();
    let long = text.contains('/') || text.split_once('.').is_some_and(|(_, part)| part.len() > 8);
    if long { number.to_fixed(8) } else { text }
}
