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

#[cfg(test)]
mod tests {
    use formula::Slot;
    use kernel::{Lang, Missing, Unit};

    use super::*;

    fn node(step: Step, value: Value, parts: Vec<Explanation>) -> Explanation {
        Explanation {
            step,
            value,
            unit: Unit::none(),
            parts,
        }
    }

    fn number(text: &str) -> Value {
        Value::Number(text.parse().unwrap())
    }

    fn held(name: &str, value: Value) -> Explanation {
        node(
            Step::Held {
                name: name.to_owned(),
                slot: Slot(0),
            },
            value,
            Vec::new(),
        )
    }

    fn apply(sign: &'static str, value: &str, parts: Vec<Explanation>) -> Explanation {
        node(Step::Apply { sign }, number(value), parts)
    }

    #[test]
    fn brackets_stand_where_a_calculator_needs_them() {
        let words = Words::new(Lang::Zh);
        let rooms = || vec![held("a", number("5000")), held("b", number("284"))];
        let difference = apply("-", "4716", rooms());
        let shared = apply(
            "/",
            "4.5",
            vec![difference.clone(), held("p", number("1048"))],
        );
        assert_eq!(steps(&words, &shared), ["(5000 − 284) ÷ 1048 = 4.5"]);
        let nested = apply(
            "-",
            "1",
            vec![held("c", number("4717")), difference.clone()],
        );
        assert_eq!(steps(&words, &nested), ["4717 − (5000 − 284) = 1"]);
        let chain = apply("+", "4717", vec![difference, held("c", number("1"))]);
        assert_eq!(steps(&words, &chain), ["5000 − 284 + 1 = 4717"]);
    }

    #[test]
    fn a_named_formula_has_a_line_of_its_own() {
        let words = Words::new(Lang::En);
        let inner = apply(
            "+",
            "36",
            vec![held("a", number("30")), held("b", number("6"))],
        );
        let classes = node(
            Step::Measure {
                name: "classes".to_owned(),
            },
            number("36"),
            vec![inner],
        );
        let twelfth = apply("/", "3", vec![classes, held("c", number("12"))]);
        let needed = apply("ceil", "3", vec![twelfth]);
        assert_eq!(
            steps(&words, &needed),
            ["classes = 30 + 6 = 36", "ceil(36 ÷ 12) = 3"]
        );
    }

    #[test]
    fn a_missing_figure_is_said_not_counted() {
        let words = Words::new(Lang::Zh);
        let missing = Value::Missing(Missing::NotReported);
        let parts = vec![held("a", number("1")), held("b", missing.clone())];
        let sum = node(Step::Apply { sign: "+" }, missing, parts);
        assert_eq!(steps(&words, &sum), ["1 + 未填报 = 未填报"]);
        assert_eq!(plain(&"1/3".parse().unwrap()), "0.33333333");
    }
}
