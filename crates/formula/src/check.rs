//! Syntax to meaning: names resolved, units agreed.

use std::ops::Range;
use std::sync::Arc;

use kernel::{Dimension, Exact, Unit};

use crate::parser::{Call, Kind};
use crate::{FormulaError, Names, Slot, Symbol, Syntax, Type, parse};

/// A formula whose names and units are in order: it can no longer go wrong, only lack figures.
#[derive(Debug, Clone)]
pub struct Formula {
    pub(crate) root: Node,
    kind: Type,
    text: String,
}

#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) op: Op,
    pub(crate) dimension: Dimension,
}

impl Node {
    /// What it is made of, whatever the figures will say.
    pub(crate) fn parts(&self) -> Vec<&Node> {
        match &self.op {
            Op::Number(..) | Op::Held(..) => Vec::new(),
            Op::Measure(_, formula) => vec![&formula.root],
            Op::Negate(inner) | Op::Not(inner) | Op::Is(inner, ..) => vec![inner],
            Op::Binary(_, sides) => sides.iter().collect(),
            Op::Call(_, arguments) => arguments.iter().collect(),
            Op::If(branches) => branches.iter().collect(),
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) enum Op {
    Number(Exact, Unit),
    Held(Slot, String),
    Measure(String, Arc<Formula>),
    Negate(Box<Node>),
    Not(Box<Node>),
    Binary(Binary, Box<[Node; 2]>),
    /// A choice against one of its options: (choice, option, its id, equal).
    Is(Box<Node>, u16, String, bool),
    Call(Call, Vec<Node>),
    If(Box<[Node; 3]>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Less,
    AtMost,
    Equal,
    Unequal,
    More,
    AtLeast,
    And,
    Or,
}

const BINARY: &[(&str, Binary)] = &[
    ("+", Binary::Add),
    ("-", Binary::Subtract),
    ("*", Binary::Multiply),
    ("/", Binary::Divide),
    ("<", Binary::Less),
    ("<=", Binary::AtMost),
    ("=", Binary::Equal),
    ("!=", Binary::Unequal),
    (">", Binary::More),
    (">=", Binary::AtLeast),
    ("and", Binary::And),
    ("or", Binary::Or),
];

impl Binary {
    pub(crate) fn compares(self) -> bool {
        matches!(
            self,
            Binary::Less | Binary::AtMost | Binary::Equal | Binary::More | Binary::AtLeast
        )
    }

    pub(crate) fn sign(self) -> &'static str {
        BINARY
            .iter()
            .find(|(_, binary)| *binary == self)
            .map_or("?", |(sign, _)| sign)
    }
}

impl Formula {
    /// What kind of answer it gives.
    pub fn kind(&self) -> &Type {
        &self.kind
    }

    /// The formula as its author wrote it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The dimension of a formula that gives a number.
    pub fn dimension(&self) -> Option<Dimension> {
        match self.kind {
            Type::Quantity(dimension) => Some(dimension),
            _ => None,
        }
    }

    /// The two sides of a formula that is one comparison of numbers, and its sign.
    ///
    /// This is how a test such as `rooms >= ceil(…)` tells what it has and what it needs.
    pub fn sides(&self) -> Option<(Formula, &'static str, Formula)> {
        let Op::Binary(binary, sides) = &self.root.op else {
            return None;
        };
        let side = |node: &Node| Formula {
            root: node.clone(),
            kind: Type::Quantity(node.dimension),
            text: self.text.clone(),
        };
        binary
            .compares()
            .then(|| (side(&sides[0]), binary.sign(), side(&sides[1])))
    }
}

/// Reads a formula and checks its names and units.
///
/// ```
/// # use formula::{check, Names, Slot, Symbol, Type};
/// # use kernel::Unit;
/// struct Form;
/// impl Names for Form {
///     fn lookup(&self, name: &str) -> Option<Symbol> {
///         let unit: Unit = match name { "area" => "m2", "pupils" => "pupil", _ => return None }.parse().ok()?;
///         Some(Symbol::Held(Slot(0), Type::Quantity(unit.dimension())))
///     }
///     fn all(&self) -> Vec<String> { vec!["area".into(), "pupils".into()] }
/// }
/// assert!(check("area / pupils >= 4.5 [m2/pupil]", &Form).is_ok());
/// let error = check("area + pupils", &Form).unwrap_err();
/// assert_eq!(error.problem.en, "`+` wants equal units: left is m2, right is pupil");
/// ```
pub fn check(text: &str, names: &dyn Names) -> Result<Formula, FormulaError> {
    let syntax = parse(text)?;
    let (root, kind) = resolve(&syntax, names)?;
    Ok(Formula {
        root,
        kind,
        text: text.to_owned(),
    })
}

type Resolved = Result<(Node, Type), FormulaError>;

fn resolve(syntax: &Syntax, names: &dyn Names) -> Resolved {
    match &syntax.kind {
        Kind::Number(value, unit) => Ok(number(value, unit.clone())),
        Kind::Name(name) => resolve_name(name, &syntax.span, names),
        Kind::Negate(inner) => {
            let (node, dimension) = quantity(inner, names)?;
            Ok((
                Node {
                    op: Op::Negate(Box::new(node)),
                    dimension,
                },
                Type::Quantity(dimension),
            ))
        }
        Kind::Not(inner) => Ok(truth_node(Op::Not(Box::new(truth(inner, names)?)))),
        Kind::Binary(sign, left, right) => resolve_binary(sign, [left, right], names),
        Kind::Call(call, arguments) => resolve_call(*call, arguments, &syntax.span, names),
        Kind::If(condition, yes, no) => resolve_if([condition, yes, no], names),
    }
}

fn number(value: &Exact, unit: Option<Unit>) -> (Node, Type) {
    let unit = unit.unwrap_or_else(Unit::none);
    let dimension = unit.dimension();
    (
        Node {
            op: Op::Number(unit.keep(value), unit),
            dimension,
        },
        Type::Quantity(dimension),
    )
}

fn truth_node(op: Op) -> (Node, Type) {
    (
        Node {
            op,
            dimension: Dimension::NONE,
        },
        Type::Truth,
    )
}

fn resolve_name(name: &str, span: &Range<usize>, names: &dyn Names) -> Resolved {
    let (op, kind) = match names.lookup(name) {
        Some(Symbol::Held(slot, kind)) => (Op::Held(slot, name.to_owned()), kind),
        Some(Symbol::Measure(formula)) => {
            let kind = formula.kind.clone();
            (Op::Measure(name.to_owned(), formula), kind)
        }
        None => return Err(unknown_name(name, span.clone(), names.all())),
    };
    let dimension = if let Type::Quantity(dimension) = kind {
        dimension
    } else {
        Dimension::NONE
    };
    Ok((Node { op, dimension }, kind))
}

fn unknown_name(name: &str, span: Range<usize>, all: Vec<String>) -> FormulaError {
    let error = FormulaError::new(
        span,
        format!("没有“{name}”这个名称"),
        format!("there is nothing called `{name}` here"),
    );
    let likeness = |other: &String| {
        let shared = other
            .chars()
            .zip(name.chars())
            .take_while(|(a, b)| a == b)
            .count();
        shared * 2 > name.chars().count()
    };
    let near: Vec<String> = all.into_iter().filter(likeness).take(3).collect();
    if near.is_empty() {
        return error;
    }
    error.help(
        format!("是不是：{}？", near.join("、")),
        format!("did you mean {}?", near.join(", ")),
    )
}

fn quantity(syntax: &Syntax, names: &dyn Names) -> Result<(Node, Dimension), FormulaError> {
    match resolve(syntax, names)? {
        (node, Type::Quantity(dimension)) => Ok((node, dimension)),
        _ => Err(FormulaError::new(
            syntax.span.clone(),
            "此处应为数值",
            "a number is wanted here",
        )),
    }
}

fn truth(syntax: &Syntax, names: &dyn Names) -> Result<Node, FormulaError> {
    match resolve(syntax, names)? {
        (node, Type::Truth) => Ok(node),
        _ => Err(FormulaError::new(
            syntax.span.clone(),
            "此处应为“是/否”的条件",
            "a condition is wanted here",
        )),
    }
}

/// 0 is 0 of anything: `pupils > 0` needs no unit.
fn is_plain_zero(node: &Node) -> bool {
    matches!(&node.op, Op::Number(value, unit) if value.is_zero() && unit.symbol() == "1")
}

fn resolve_binary(sign: &'static str, [left, right]: [&Syntax; 2], names: &dyn Names) -> Resolved {
    let binary = BINARY
        .iter()
        .find(|(known, _)| *known == sign)
        .map_or(Binary::Or, |(_, b)| *b);
    match binary {
        Binary::And | Binary::Or => {
            let sides = [truth(left, names)?, truth(right, names)?];
            Ok(truth_node(Op::Binary(binary, Box::new(sides))))
        }
        Binary::Equal | Binary::Unequal if is_choice(left, names) => {
            resolve_is(left, right, binary == Binary::Equal, names)
        }
        _ => arithmetic(sign, binary, [left, right], names),
    }
}

fn arithmetic(
    sign: &str,
    binary: Binary,
    [left, right]: [&Syntax; 2],
    names: &dyn Names,
) -> Resolved {
    let (left_node, mut a) = quantity(left, names)?;
    let (right_node, mut b) = quantity(right, names)?;
    if is_plain_zero(&left_node) {
        a = b;
    } else if is_plain_zero(&right_node) {
        b = a;
    }
    let dimension = match binary {
        Binary::Multiply => left_node.dimension.times(right_node.dimension),
        Binary::Divide => left_node.dimension.per(right_node.dimension),
        _ if a == b => a,
        _ => {
            return Err(FormulaError::new(
                left.span.start..right.span.end,
                format!("“{sign}”两边的单位不同：左边是 {a}，右边是 {b}"),
                format!("`{sign}` wants equal units: left is {a}, right is {b}"),
            ));
        }
    };
    let op = Op::Binary(binary, Box::new([left_node, right_node]));
    match binary {
        Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide => {
            Ok((Node { op, dimension }, Type::Quantity(dimension)))
        }
        // A comparison keeps the dimension of its sides for whoever shows them.
        _ => Ok((Node { op, dimension }, Type::Truth)),
    }
}

fn is_choice(syntax: &Syntax, names: &dyn Names) -> bool {
    matches!(&syntax.kind, Kind::Name(name)
        if matches!(names.lookup(name), Some(Symbol::Held(_, Type::Choice(_)))))
}

fn resolve_is(left: &Syntax, right: &Syntax, equal: bool, names: &dyn Names) -> Resolved {
    let (node, kind) = resolve(left, names)?;
    let Type::Choice(options) = kind else {
        return Err(FormulaError::new(
            left.span.clone(),
            "此处应为选项",
            "a choice is wanted here",
        ));
    };
    let position = match &right.kind {
        Kind::Name(name) => options.iter().position(|option| option == name),
        _ => None,
    };
    let Some(index) = position else {
        let known = options.join(", ");
        return Err(FormulaError::new(
            right.span.clone(),
            format!("不是这一项的选项；选项有：{known}"),
            format!("not one of its options: {known}"),
        ));
    };
    Ok(truth_node(Op::Is(
        Box::new(node),
        index as u16,
        options[index].clone(),
        equal,
    )))
}

fn resolve_call(
    call: Call,
    arguments: &[Syntax],
    span: &Range<usize>,
    names: &dyn Names,
) -> Resolved {
    let scope = match call {
        Call::Sum => names.members().ok_or_else(|| {
            FormulaError::new(
                span.clone(),
                "sum 只能用在县级公式里",
                "`sum` runs over the schools of a county: only county formulas have it",
            )
        })?,
        _ => names,
    };
    let mut nodes = Vec::new();
    let mut dimension = None;
    for argument in arguments {
        let (node, own) = quantity(argument, scope)?;
        let zero = is_plain_zero(&node);
        match dimension {
            Some(known) if known != own && !zero => {
                return Err(FormulaError::new(
                    argument.span.clone(),
                    format!("{} 的各参数单位不同：{known} 与 {own}", call.name()),
                    format!("`{}` wants equal units: {known} and {own}", call.name()),
                ));
            }
            None if !zero => dimension = Some(own),
            _ => {}
        }
        nodes.push(node);
    }
    let dimension = dimension.unwrap_or(Dimension::NONE);
    Ok((
        Node {
            op: Op::Call(call, nodes),
            dimension,
        },
        Type::Quantity(dimension),
    ))
}

fn resolve_if([condition, yes, no]: [&Syntax; 3], names: &dyn Names) -> Resolved {
    let condition = truth(condition, names)?;
    let (yes_node, yes_kind) = resolve(yes, names)?;
    let (no_node, no_kind) = resolve(no, names)?;
    let kind = if is_plain_zero(&yes_node) {
        no_kind.clone()
    } else {
        yes_kind.clone()
    };
    let agrees = yes_kind == no_kind || is_plain_zero(&yes_node) || is_plain_zero(&no_node);
    if !agrees {
        return Err(FormulaError::new(
            yes.span.start..no.span.end,
            "then 与 else 两边的种类或单位不同",
            "`then` and `else` must give the same kind of answer in the same unit",
        ));
    }
    let dimension = if let Type::Quantity(d) = kind {
        d
    } else {
        Dimension::NONE
    };
    let op = Op::If(Box::new([condition, yes_node, no_node]));
    Ok((Node { op, dimension }, kind))
}
