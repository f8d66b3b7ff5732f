//! A formula and a row give a value, and the way it came about.

use std::cmp::Ordering;

use kernel::{Dimension, Exact, Missing, Unit};
use serde::Serialize;

use crate::check::{Binary, Node, Op};
use crate::parser::Call;
use crate::{Formula, Slot};

/// What a formula gives, or what a row holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A number in base units.
    Number(Exact),
    /// Yes or no.
    Truth(bool),
    /// An option of a choice, by its place in the list.
    Choice(u16),
    /// Not known, and why.
    Missing(Missing),
}

impl Value {
    /// The number, or why there is none.
    pub fn number(&self) -> Result<&Exact, Missing> {
        match self {
            Value::Number(number) => Ok(number),
            Value::Missing(missing) => Err(*missing),
            _ => Err(Missing::Undefined),
        }
    }

    /// The answer, or why there is none.
    pub fn truth(&self) -> Result<bool, Missing> {
        match self {
            Value::Truth(truth) => Ok(*truth),
            Value::Missing(missing) => Err(*missing),
            _ => Err(Missing::Undefined),
        }
    }
}

impl From<Result<Exact, Missing>> for Value {
    fn from(result: Result<Exact, Missing>) -> Value {
        result.map_or_else(Value::Missing, Value::Number)
    }
}

impl From<Result<bool, Missing>> for Value {
    fn from(result: Result<bool, Missing>) -> Value {
        result.map_or_else(Value::Missing, Value::Truth)
    }
}

/// Whatever holds the figures a formula asks for.
pub trait Row {
    /// The value kept under a slot.
    fn get(&self, slot: Slot) -> Value;

    /// Shows `visit` every member in order: the schools of a county.
    fn members(&self, visit: &mut dyn FnMut(&dyn Row)) {
        let _ = visit;
    }

    /// How people call the row, for the explanation of a sum.
    fn label(&self) -> String {
        String::new()
    }
}

/// What happened at one node of a formula.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "step")]
pub enum Step {
    /// A number written in the formula, with its unit.
    Number {
        /// The unit it was written in.
        unit: Unit,
    },
    /// A name whose value the row held.
    Held {
        /// The name in the formula.
        name: String,
        /// Where the row keeps it.
        #[serde(skip)]
        slot: Slot,
    },
    /// A named formula.
    Measure {
        /// Its name.
        name: String,
    },
    /// A sign or a function: `+`, `>=`, `ceil`, `if`, `not`.
    Apply {
        /// The sign.
        sign: &'static str,
    },
    /// A choice against one of its options.
    Is {
        /// The option's id.
        option: String,
        /// `=` or `!=`.
        equal: bool,
    },
    /// A member of a sum.
    Member {
        /// How people call it.
        label: String,
    },
}

/// Hears what the evaluator does. `()` is deaf; [`Explanation`] remembers.
pub trait Witness: Sized {
    /// Before a deaf witness nothing is worked out that cannot change the value any more.
    const HEARS: bool = true;

    /// One node came to `value` through its parts.
    fn saw(
        step: impl FnOnce() -> Step,
        value: &Value,
        dimension: Dimension,
        parts: Vec<Self>,
    ) -> Self;
}

impl Witness for () {
    const HEARS: bool = false;

    fn saw(_: impl FnOnce() -> Step, _: &Value, _: Dimension, _: Vec<()>) {}
}

/// The whole way to a value: every step with its own value and its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// What was done.
    #[serde(flatten)]
    pub step: Step,
    /// What it came to, in base units.
    pub value: Value,
    /// The unit of the value; of a comparison, the unit of its sides.
    pub unit: Unit,
    /// What it was made of.
    pub parts: Vec<Explanation>,
}

impl Witness for Explanation {
    fn saw(
        step: impl FnOnce() -> Step,
        value: &Value,
        dimension: Dimension,
        parts: Vec<Explanation>,
    ) -> Explanation {
        Explanation {
            step: step(),
            value: value.clone(),
            unit: Unit::of(dimension),
            parts,
        }
    }
}

impl Explanation {
    /// Every name the row held on the way, each slot once, in order of use.
    pub fn inputs(&self) -> Vec<&Explanation> {
        let mut inputs = Vec::new();
        self.collect_inputs(&mut inputs);
        inputs
    }

    fn collect_inputs<'a>(&'a self, inputs: &mut Vec<&'a Explanation>) {
        if let Step::Held { slot, .. } = &self.step {
            let seen = |known: &&Explanation| matches!(&known.step, Step::Held { slot: s, .. } if s == slot);
            if !inputs.iter().any(seen) {
                inputs.push(self);
            }
        }
        self.parts
            .iter()
            .for_each(|part| part.collect_inputs(inputs));
    }
}

impl Formula {
    /// The value for one row, and what the witness made of the way there.
    pub fn evaluate<W: Witness>(&self, row: &dyn Row) -> (Value, W) {
        evaluate(&self.root, row)
    }

    /// The value alone.
    pub fn value(&self, row: &dyn Row) -> Value {
        self.evaluate::<()>(row).0
    }

    /// The value, and those of the two sides when the formula is one comparison of numbers.
    pub fn weigh(&self, row: &dyn Row) -> (Value, Option<(Value, Value)>) {
        let Op::Binary(binary, sides) = &self.root.op else {
            return (self.value(row), None);
        };
        if !binary.compares() {
            return (self.value(row), None);
        }
        let side = |node| work_out::<()>(node, row, &mut Vec::new());
        let (left, right) = (side(&sides[0]), side(&sides[1]));
        (apply(*binary, &left, &right), Some((left, right)))
    }

    /// The value with its whole explanation.
    pub fn explain(&self, row: &dyn Row) -> Explanation {
        self.evaluate::<Explanation>(row).1
    }

    /// The whole formula before any figure is known, for whoever tells it in words: every step, both
    /// branches of an `if`, of a sum its one term. Only the numbers written in it have a value.
    pub fn outline(&self) -> Explanation {
        outline(&self.root)
    }
}

fn outline(node: &Node) -> Explanation {
    let value = match &node.op {
        Op::Number(number, _) => Value::Number(number.clone()),
        _ => Value::Missing(Missing::NotReported),
    };
    Explanation {
        step: step(node),
        value,
        unit: Unit::of(node.dimension),
        parts: node.parts().into_iter().map(outline).collect(),
    }
}

fn evaluate<W: Witness>(node: &Node, row: &dyn Row) -> (Value, W) {
    let mut parts = Vec::new();
    let value = work_out(node, row, &mut parts);
    let witness = W::saw(|| step(node), &value, node.dimension, parts);
    (value, witness)
}

// Kept apart from `evaluate` so that a value is written once, where its receiver wants it.
#[inline(never)]
fn work_out<W: Witness>(node: &Node, row: &dyn Row, parts: &mut Vec<W>) -> Value {
    match &node.op {
        Op::Number(number, _) => Value::Number(number.clone()),
        Op::Held(slot, _) => row.get(*slot),
        Op::Measure(_, formula) => part(&formula.root, row, parts),
        Op::Negate(inner) => negate(part(inner, row, parts)),
        Op::Not(inner) => part(inner, row, parts).truth().map(|truth| !truth).into(),
        Op::Binary(binary, sides) => {
            let left = part(&sides[0], row, parts);
            match settled(*binary, &left) {
                Some(value) if !W::HEARS => value,
                _ => apply(*binary, &left, &part(&sides[1], row, parts)),
            }
        }
        Op::Is(choice, option, _, equal) => match part(choice, row, parts) {
            Value::Choice(chosen) => Value::Truth((chosen == *option) == *equal),
            Value::Missing(missing) => Value::Missing(missing),
            _ => Value::Missing(Missing::Undefined),
        },
        Op::Call(Call::Sum, arguments) => sum(&arguments[0], row, parts),
        Op::Call(call, arguments) => call_of(*call, arguments, row, parts),
        Op::If(branches) => match part(&branches[0], row, parts).truth() {
            Ok(true) => part(&branches[1], row, parts),
            Ok(false) => part(&branches[2], row, parts),
            Err(missing) => Value::Missing(missing),
        },
    }
}

/// The value of a part; the witness of it joins the others.
fn part<W: Witness>(node: &Node, row: &dyn Row, witnesses: &mut Vec<W>) -> Value {
    let mut parts = Vec::new();
    let value = work_out(node, row, &mut parts);
    witnesses.push(W::saw(|| step(node), &value, node.dimension, parts));
    value
}

fn step(node: &Node) -> Step {
    match &node.op {
        Op::Number(_, unit) => Step::Number { unit: unit.clone() },
        Op::Held(slot, name) => Step::Held {
            name: name.clone(),
            slot: *slot,
        },
        Op::Measure(name, _) => Step::Measure { name: name.clone() },
        Op::Negate(_) => Step::Apply { sign: "-" },
        Op::Not(_) => Step::Apply { sign: "not" },
        Op::Binary(binary, _) => Step::Apply {
            sign: binary.sign(),
        },
        Op::Is(_, _, option, equal) => Step::Is {
            option: option.clone(),
            equal: *equal,
        },
        Op::Call(call, _) => Step::Apply { sign: call.name() },
        Op::If(_) => Step::Apply { sign: "if" },
    }
}

fn negate(value: Value) -> Value {
    value.number().map(|number| -number.clone()).into()
}

/// What the left side alone settles: a no before `and`, a yes before `or`, a missing figure before
/// a sign of arithmetic.
fn settled(binary: Binary, left: &Value) -> Option<Value> {
    match (binary, left) {
        (Binary::And, Value::Truth(false)) => Some(Value::Truth(false)),
        (Binary::Or, Value::Truth(true)) => Some(Value::Truth(true)),
        (Binary::And | Binary::Or, _) => None,
        (_, Value::Missing(missing)) => Some(Value::Missing(*missing)),
        _ => None,
    }
}

fn apply(binary: Binary, left: &Value, right: &Value) -> Value {
    match binary {
        Binary::And => settle(left, right, false),
        Binary::Or => settle(left, right, true),
        _ => both(left, right, |left, right| compute(binary, left, right)),
    }
}

/// What two numbers give, or why one of them is not there.
fn both(left: &Value, right: &Value, give: impl FnOnce(&Exact, &Exact) -> Value) -> Value {
    match (left.number(), right.number()) {
        (Ok(left), Ok(right)) => give(left, right),
        (Err(missing), _) | (_, Err(missing)) => Value::Missing(missing),
    }
}

/// `and` is settled by one no, `or` by one yes, whatever the other side lacks.
fn settle(left: &Value, right: &Value, settling: bool) -> Value {
    match (left.truth(), right.truth()) {
        (Ok(a), _) if a == settling => Value::Truth(settling),
        (_, Ok(b)) if b == settling => Value::Truth(settling),
        (Err(missing), _) | (_, Err(missing)) => Value::Missing(missing),
        _ => Value::Truth(!settling),
    }
}

fn compute(binary: Binary, left: &Exact, right: &Exact) -> Value {
    let order = || left.cmp(right);
    match binary {
        Binary::Add => Value::Number(left + right),
        Binary::Subtract => Value::Number(left - right),
        Binary::Multiply => Value::Number(left * right),
        Binary::Divide => left.checked_div(right).ok_or(Missing::Undefined).into(),
        Binary::Less => Value::Truth(order() == Ordering::Less),
        Binary::AtMost => Value::Truth(order() != Ordering::Greater),
        Binary::Equal => Value::Truth(order() == Ordering::Equal),
        Binary::Unequal => Value::Truth(order() != Ordering::Equal),
        Binary::More => Value::Truth(order() == Ordering::Greater),
        Binary::AtLeast => Value::Truth(order() != Ordering::Less),
        Binary::And | Binary::Or => Value::Missing(Missing::Undefined),
    }
}

fn call_of<W: Witness>(call: Call, arguments: &[Node], row: &dyn Row, parts: &mut Vec<W>) -> Value {
    let values = arguments.iter().map(|argument| part(argument, row, parts));
    let better = |a: &Exact, b: &Exact| match call {
        Call::Min => Value::Number(a.min(b).clone()),
        _ => Value::Number(a.max(b).clone()),
    };
    match values.reduce(|so_far, next| both(&so_far, &next, better)) {
        Some(Value::Number(number)) if call == Call::Ceil => Value::Number(number.ceil()),
        Some(value) => value,
        None => Value::Missing(Missing::Undefined),
    }
}

fn sum<W: Witness>(inner: &Node, row: &dyn Row, parts: &mut Vec<W>) -> Value {
    let mut total = Ok(Exact::ZERO);
    row.members(&mut |member| {
        let (value, witness) = evaluate::<W>(inner, member);
        let label = || Step::Member {
            label: member.label(),
        };
        parts.push(W::saw(label, &value, inner.dimension, vec![witness]));
        if let Ok(so_far) = &total {
            total = value.number().map(|number| so_far.clone() + number.clone());
        }
    });
    total.into()
}
