//! How does a formula read when it is worked out, in words and in figures?
//!
//! ```text
//! 教学及辅助用房面积 − 室内体育用房面积
//! 5,000 − 320
//! ```
//!
//! Only what was reckoned is told: of an `if` the branch that was taken, of a sum the term and the
//! total. A named formula is told by its name, and worked out in a step of its own.

use formula::{Explanation, Step as Node, Value};
use indicators::{Input, Working};
use kernel::Unit;
use serde::Serialize;
use standards::{Measure, Pack};

use crate::report::names;
use crate::report::telling::number::{in_unit, plain};
use crate::words::{Words, tell};

/// A line of a reckoning: what is meant, how it reads, how it comes out.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(crate) struct Line {
    /// What it is: a part of a proof, or the title of a named formula.
    pub(crate) label: String,
    /// In words.
    pub(crate) words: String,
    /// In figures; nothing where a single figure needs no reckoning.
    pub(crate) figures: String,
    /// What it came to.
    pub(crate) result: String,
}

impl Line {
    /// `教学用房 − 体育用房 = 5,000 − 320 = 4,680 m²`; of a comparison `巩固率 ≥ 最低值：0.97 ≥ 0.95`.
    pub(crate) fn whole(&self, words: &Words) -> String {
        match self.result.as_str() {
            "" => words.labelled(&self.words, &self.figures),
            _ => equal([&self.words, &self.figures, &self.result]),
        }
    }

    /// `5,000 − 320 = 4,680 m²`, behind its label.
    pub(crate) fn sum(&self, words: &Words) -> String {
        let sum = equal([&self.figures, &self.result]);
        match self.label.as_str() {
            "" => sum,
            label => words.labelled(label, &sum),
        }
    }
}

/// Parts that are the same, `=` between them; a result that was cut brings its own sign.
fn equal<'p>(parts: impl IntoIterator<Item = &'p String>) -> String {
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.fold(String::new(), |told, part| match told.as_str() {
        "" => part.clone(),
        _ if part.starts_with('≈') => format!("{told} {part}"),
        _ => format!("{told} = {part}"),
    })
}

/// A formula worked out: itself, then the named formulas it uses, in order of use.
pub(crate) fn lines(pack: &Pack, working: &Working<'_>, label: String, words: &Words) -> Vec<Line> {
    let teller = Teller {
        pack,
        inputs: &working.inputs,
        words,
    };
    let mut lines = vec![Line {
        label,
        ..teller.line(&working.explanation)
    }];
    teller.steps(&working.explanation, &mut lines);
    lines
}

/// The inputs on which a result hangs; what an unmet condition left aside is not told.
pub(crate) fn deciding<'w>(working: &'w Working<'w>) -> impl Iterator<Item = &'w Input<'w>> {
    let mut used = used(&working.explanation);
    working.inputs.iter().filter(move |input| {
        let own = used.iter().position(|name| *name == input.name);
        // A value of the law is told once, however many schools it was asked for.
        own.is_some_and(|at| {
            input.school.is_some() || {
                used.remove(at);
                true
            }
        })
    })
}

/// A value in a unit, or why there is none.
pub(crate) fn value(words: &Words, value: &Value, unit: &Unit) -> String {
    match value {
        Value::Number(number) => in_unit(unit, number, words),
        Value::Truth(true) => tell!(words, "truth-yes"),
        Value::Truth(false) => tell!(words, "truth-no"),
        Value::Choice(option) => option.to_string(),
        Value::Missing(missing) => names::missing(words, *missing),
    }
}

/// The parts of a node on which its value hangs: one no settles an `and`, one yes an `or`, whatever
/// the other side holds.
fn settling(node: &Explanation) -> Vec<&Explanation> {
    let settling = match &node.step {
        Node::Apply { sign: "and" } => Value::Truth(false),
        Node::Apply { sign: "or" } => Value::Truth(true),
        _ => return node.parts.iter().collect(),
    };
    let settles = node.parts.iter().find(|part| part.value == settling);
    let open = || {
        node.parts
            .iter()
            .find(|part| matches!(part.value, Value::Missing(_)))
    };
    settles
        .or_else(open)
        .map_or_else(|| node.parts.iter().collect(), |part| vec![part])
}

fn used(node: &Explanation) -> Vec<String> {
    if let Node::Held { name, .. } = &node.step {
        return vec![name.clone()];
    }
    let mut names: Vec<String> = Vec::new();
    for name in settling(node).into_iter().flat_map(used) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Whether a formula compares numbers, or only asks what was chosen.
fn compares(node: &Explanation) -> bool {
    let sign = matches!(&node.step, Node::Apply { sign } if ["<", "<=", "=", "!=", ">", ">="].contains(sign));
    sign || node.parts.iter().any(compares)
}

/// Whether names or their values are spoken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Voice {
    Words,
    Figures,
}

/// A piece of a formula and how tightly it holds together.
struct Phrase {
    text: String,
    binding: u8,
    /// Adds nothing: the 0 of a branch not meant here.
    empty: bool,
}

const ATOM: u8 = 9;

fn atom(text: impl Into<String>) -> Phrase {
    Phrase {
        text: text.into(),
        binding: ATOM,
        empty: false,
    }
}

struct Teller<'a> {
    pack: &'a Pack,
    inputs: &'a [Input<'a>],
    words: &'a Words,
}

impl Teller<'_> {
    fn told(&self, node: &Explanation, voice: Voice) -> String {
        self.phrase(node, voice).text
    }

    fn phrase(&self, node: &Explanation, voice: Voice) -> Phrase {
        match &node.step {
            Node::Number { unit } => {
                let empty = node.value.number().is_ok_and(kernel::Exact::is_zero);
                Phrase {
                    empty,
                    ..atom(self.value(&node.value, unit))
                }
            }
            Node::Held { name, .. } => atom(self.held(name, &node.value, voice)),
            Node::Measure { name } => atom(self.measure(name, node, voice)),
            Node::Apply { sign: "if" } => self.branch(node, voice),
            Node::Apply { sign } => self.apply(sign, node, voice),
            Node::Is { option, equal } => self.choice(node, option, *equal, voice),
            Node::Member { .. } => node
                .parts
                .first()
                .map_or_else(|| atom(""), |part| self.phrase(part, voice)),
        }
    }

    fn input(&self, name: &str) -> Option<&Input<'_>> {
        self.inputs.iter().find(|input| input.name == name)
    }

    fn held(&self, name: &str, value: &Value, voice: Voice) -> String {
        let Some(input) = self.input(name) else {
            return name.to_owned();
        };
        match (voice, value) {
            (Voice::Words, _) => self.words.text(&input.title).to_owned(),
            (Voice::Figures, Value::Choice(_)) => input
                .option
                .as_ref()
                .map_or_else(String::new, |option| self.words.text(option).to_owned()),
            (Voice::Figures, value) => self.value(value, &input.unit),
        }
    }

    fn value(&self, value: &Value, unit: &Unit) -> String {
        let told = self::value(self.words, value, unit);
        match value {
            Value::Missing(_) => format!("〔{told}〕"),
            _ => told,
        }
    }

    fn named(&self, name: &str) -> Option<&Measure> {
        self.pack
            .measures()
            .iter()
            .find(|measure| measure.id == name)
    }

    fn measure(&self, name: &str, node: &Explanation, voice: Voice) -> String {
        match (self.named(name), voice) {
            (Some(measure), Voice::Words) => self.words.text(&measure.title).to_owned(),
            (Some(measure), Voice::Figures) => self.value(&node.value, &measure.unit),
            (None, _) => name.to_owned(),
        }
    }

    /// Of an `if` only the branch taken is told.
    fn branch(&self, node: &Explanation, voice: Voice) -> Phrase {
        match node.parts.get(1) {
            Some(taken) => self.phrase(taken, voice),
            None => atom(self.value(&node.value, &node.unit)),
        }
    }

    fn apply(&self, sign: &'static str, node: &Explanation, voice: Voice) -> Phrase {
        let (shown, binding) = match sign {
            "+" => ("+", 5),
            "-" => ("−", 5),
            "*" => ("×", 6),
            "/" => ("÷", 6),
            ">=" => ("≥", 4),
            "<=" => ("≤", 4),
            "!=" => ("≠", 4),
            "<" | ">" | "=" => (sign, 4),
            _ => return self.call(sign, node, voice),
        };
        match node.parts.as_slice() {
            [left, right] => self.pair(left, shown, right, binding, voice),
            [only] => atom(format!("{shown}{}", self.inside(only, ATOM, voice))),
            _ => atom(self.value(&node.value, &node.unit)),
        }
    }

    fn pair(
        &self,
        left: &Explanation,
        sign: &str,
        right: &Explanation,
        binding: u8,
        voice: Voice,
    ) -> Phrase {
        let adds = sign == "+";
        match (self.phrase(left, voice), self.phrase(right, voice)) {
            (left, right) if adds && right.empty => left,
            (left, right) if adds && left.empty => right,
            _ => {
                // a − (b + c) needs its brackets, a + (b + c) does not.
                let strict = u8::from(matches!(sign, "−" | "÷"));
                let (left, right) = (
                    self.inside(left, binding, voice),
                    self.inside(right, binding + strict, voice),
                );
                Phrase {
                    text: format!("{left} {sign} {right}"),
                    binding,
                    empty: false,
                }
            }
        }
    }

    /// A part, in brackets where it holds together less tightly than what is around it.
    fn inside(&self, node: &Explanation, binding: u8, voice: Voice) -> String {
        let phrase = self.phrase(node, voice);
        if phrase.binding < binding {
            format!("({})", phrase.text)
        } else {
            phrase.text
        }
    }

    fn call(&self, sign: &'static str, node: &Explanation, voice: Voice) -> Phrase {
        if sign == "sum" {
            return atom(self.sum(node, voice));
        }
        let parts: Vec<String> = node
            .parts
            .iter()
            .map(|part| self.inside(part, 3, voice))
            .collect();
        let parts = |separator: &str| parts.join(separator);
        let (text, binding) = match sign {
            "and" => (parts(&tell!(self.words, "report-formula-and")), 2),
            "or" => (parts(&tell!(self.words, "report-formula-or")), 1),
            "not" => (tell!(self.words, "report-formula-not", of = parts("")), 3),
            "min" => (
                tell!(self.words, "report-formula-min", of = parts(", ")),
                ATOM,
            ),
            "max" => (
                tell!(self.words, "report-formula-max", of = parts(", ")),
                ATOM,
            ),
            _ => (
                tell!(self.words, "report-formula-ceil", of = parts("")),
                ATOM,
            ),
        };
        Phrase {
            text,
            binding,
            empty: false,
        }
    }

    /// Of a sum over schools the term is told in words, the total in figures.
    fn sum(&self, node: &Explanation, voice: Voice) -> String {
        match (voice, node.parts.first()) {
            (Voice::Words, Some(term)) => {
                tell!(
                    self.words,
                    "report-formula-sum",
                    of = self.told(term, voice)
                )
            }
            _ => self.value(&node.value, &node.unit),
        }
    }

    fn choice(&self, node: &Explanation, option: &str, equal: bool, voice: Voice) -> Phrase {
        let Some(asked) = node.parts.first() else {
            return atom(option);
        };
        let sign = if equal { "=" } else { "≠" };
        let option = self.option(asked, option);
        Phrase {
            text: format!("{} {sign} {option}", self.told(asked, voice)),
            binding: 4,
            empty: false,
        }
    }

    /// The title of an option of the choice that is asked.
    fn option(&self, asked: &Explanation, id: &str) -> String {
        let Node::Held { name, .. } = &asked.step else {
            return id.to_owned();
        };
        let fields = self.pack.forms().into_iter().find_map(|form| {
            let field = form.field_of(form.column(name)?).clone();
            field
                .options
                .into_iter()
                .find(|option| option.id == id)
                .map(|option| option.title)
        });
        let switch = || {
            let switches = self.pack.switches().iter();
            let switch = switches
                .clone()
                .find(|switch| format!("profile.{}", switch.id) == *name)?;
            switch
                .options
                .iter()
                .find(|option| option.id == id)
                .map(|option| option.title.clone())
        };
        fields
            .or_else(switch)
            .map_or_else(|| id.to_owned(), |title| self.words.text(&title).to_owned())
    }

    /// A formula in words and figures with what it comes to.
    fn line(&self, node: &Explanation) -> Line {
        let words = self.told(node, Voice::Words);
        if !matches!(node.value, Value::Number(_)) && !compares(node) {
            return Line {
                words,
                ..Line::default()
            };
        }
        let result = match &node.value {
            Value::Number(number) => {
                names::with_unit(self.words, &plain(&node.unit.show(number)), &node.unit)
            }
            Value::Missing(missing) => names::missing(self.words, *missing),
            _ => String::new(),
        };
        // A single name needs no reckoning.
        let figures = self.told(node, Voice::Figures);
        let single = result == figures || result.starts_with(&format!("{figures} "));
        Line {
            label: String::new(),
            words,
            figures: if single { String::new() } else { figures },
            result,
        }
    }

    fn steps(&self, node: &Explanation, steps: &mut Vec<Line>) {
        if let Node::Member { .. } = node.step {
            return;
        }
        if let (Node::Measure { name }, Some(inner)) = (&node.step, node.parts.first())
            && let Some(measure) = self.named(name)
        {
            let title = self.words.text(&measure.title).to_owned();
            if steps.iter().all(|known| known.label != title) {
                steps.push(Line {
                    label: title,
                    words: self.told(inner, Voice::Words),
                    figures: self.told(inner, Voice::Figures),
                    result: self.result(&node.value, &measure.unit),
                });
            }
        }
        settling(node)
            .into_iter()
            .for_each(|part| self.steps(part, steps));
    }

    fn result(&self, value: &Value, unit: &Unit) -> String {
        match value {
            Value::Number(number) if *unit.scale() == kernel::Exact::ONE => {
                names::with_unit(self.words, &in_unit(unit, number, self.words), unit)
            }
            other => self.value(other, unit),
        }
    }
}

#[cfg(test)]
mod tests {
    use formula::Slot;
    use kernel::{Lang, Missing};

    use super::*;
    use crate::report::telling::example::pack;

    fn node(step: Node, value: Value, parts: Vec<Explanation>) -> Explanation {
        Explanation {
            step,
            value,
            unit: Unit::none(),
            parts,
        }
    }

    fn held(name: &str) -> Explanation {
        let (name, slot) = (name.to_owned(), Slot(0));
        let value = Value::Missing(Missing::NotReported);
        node(Node::Held { name, slot }, value, Vec::new())
    }

    fn apply(sign: &'static str, parts: [Explanation; 2]) -> Explanation {
        let value = Value::Number("4.5".parse().unwrap());
        node(Node::Apply { sign }, value, parts.into())
    }

    #[test]
    fn brackets_stand_where_a_calculator_needs_them() {
        let (pack, words) = (pack("school-conditions", &[]), Words::new(Lang::Zh));
        let teller = Teller {
            pack: &pack,
            inputs: &[],
            words: &words,
        };
        let told = |node: &Explanation| teller.told(node, Voice::Words);
        let difference = || apply("-", [held("a"), held("b")]);
        assert_eq!(told(&apply("/", [difference(), held("p")])), "(a − b) ÷ p");
        assert_eq!(told(&apply("-", [held("c"), difference()])), "c − (a − b)");
        assert_eq!(told(&apply("+", [difference(), held("c")])), "a − b + c");
    }

    #[test]
    fn a_line_says_equal_once_and_marks_what_was_cut() {
        let line = |result: &str| Line {
            figures: "1 ÷ 3".to_owned(),
            result: result.to_owned(),
            ..Line::default()
        };
        let words = Words::new(Lang::Zh);
        assert_eq!(line("≈ 0.333333").whole(&words), "1 ÷ 3 ≈ 0.333333");
        assert_eq!(line("3").whole(&words), "1 ÷ 3 = 3");
    }
}
