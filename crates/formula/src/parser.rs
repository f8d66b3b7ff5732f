//! Tokens to syntax: precedence, nothing about meaning.

use std::ops::Range;

use kernel::{Exact, Unit};

use crate::FormulaError;
use crate::lexer::{Token, tokens};

/// Nesting deeper than this is refused; no rule of law comes near it.
const DEEPEST: usize = 64;

/// Longer formulas are refused too: a chain of sums is as deep as it is long.
const LONGEST: usize = 500;

/// A parsed formula: shape without meaning.
#[derive(Debug, Clone)]
pub struct Syntax {
    pub(crate) span: Range<usize>,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Number(Exact, Option<Unit>),
    Name(String),
    Negate(Box<Syntax>),
    Not(Box<Syntax>),
    Binary(&'static str, Box<Syntax>, Box<Syntax>),
    Call(Call, Vec<Syntax>),
    If(Box<Syntax>, Box<Syntax>, Box<Syntax>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    Min,
    Max,
    Ceil,
    Sum,
}

impl Call {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Call::Min => "min",
            Call::Max => "max",
            Call::Ceil => "ceil",
            Call::Sum => "sum",
        }
    }

    fn named(word: &str) -> Option<Call> {
        [Call::Min, Call::Max, Call::Ceil, Call::Sum]
            .into_iter()
            .find(|call| call.name() == word)
    }
}

/// Reads the shape of a formula.
pub fn parse(text: &str) -> Result<Syntax, FormulaError> {
    let tokens = tokens(text)?;
    if let Some((_, span)) = tokens.get(LONGEST) {
        return Err(FormulaError::new(
            span.clone(),
            "公式太长",
            "the formula is too long",
        ));
    }
    let mut parser = Parser {
        tokens,
        next: 0,
        end: text.len(),
        depth: 0,
    };
    let syntax = parser.formula()?;
    match parser.peek() {
        None => Ok(syntax),
        Some(_) => Err(parser.unexpected("公式到此应当结束", "the formula should end here")),
    }
}

struct Parser<'a> {
    tokens: Vec<(Token<'a>, Range<usize>)>,
    next: usize,
    end: usize,
    depth: usize,
}

/// Binary signs by level, loosest first; a level is read left to right.
const LEVELS: &[&[&str]] = &[
    &["or"],
    &["and"],
    &["<", "<=", "=", "!=", ">", ">="],
    &["+", "-"],
    &["*", "/"],
];
const COMPARE: usize = 2;

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&Token<'a>> {
        self.tokens.get(self.next).map(|(token, _)| token)
    }

    fn here(&self) -> Range<usize> {
        self.tokens
            .get(self.next)
            .map_or(self.end..self.end, |(_, span)| span.clone())
    }

    fn last_end(&self) -> usize {
        self.next
            .checked_sub(1)
            .and_then(|i| self.tokens.get(i))
            .map_or(0, |(_, span)| span.end)
    }

    fn unexpected(&self, zh: &str, en: &str) -> FormulaError {
        FormulaError::new(self.here(), zh, en)
    }

    fn takes(&mut self, text: &str) -> bool {
        let matches = match self.peek() {
            Some(Token::Sign(sign)) => *sign == text,
            Some(Token::Word(word)) => *word == text,
            _ => false,
        };
        self.next += usize::from(matches);
        matches
    }

    fn expect(&mut self, text: &str) -> Result<(), FormulaError> {
        if self.takes(text) {
            return Ok(());
        }
        Err(self.unexpected(
            &format!("此处应为“{text}”"),
            &format!("expected `{text}` here"),
        ))
    }

    fn deeper<T>(
        &mut self,
        inner: impl FnOnce(&mut Self) -> Result<T, FormulaError>,
    ) -> Result<T, FormulaError> {
        if self.depth == DEEPEST {
            return Err(self.unexpected("公式嵌套太深", "the formula is nested too deeply"));
        }
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn formula(&mut self) -> Result<Syntax, FormulaError> {
        self.deeper(|parser| {
            let start = parser.here().start;
            if !parser.takes("if") {
                return parser.level(0);
            }
            let condition = parser.formula()?;
            parser.expect("then")?;
            let yes = parser.formula()?;
            parser.expect("else")?;
            let no = parser.formula()?;
            let kind = Kind::If(Box::new(condition), Box::new(yes), Box::new(no));
            Ok(Syntax {
                span: start..parser.last_end(),
                kind,
            })
        })
    }

    fn level(&mut self, level: usize) -> Result<Syntax, FormulaError> {
        let Some(signs) = LEVELS.get(level) else {
            return self.sign();
        };
        if level == COMPARE && self.takes("not") {
            let start = self.tokens[self.next - 1].1.start;
            let inner = self.deeper(|parser| parser.level(COMPARE))?;
            return Ok(Syntax {
                span: start..inner.span.end,
                kind: Kind::Not(Box::new(inner)),
            });
        }
        let mut left = self.level(level + 1)?;
        while let Some(sign) = signs.iter().find(|sign| self.takes(sign)) {
            let right = self.level(level + 1)?;
            let span = left.span.start..right.span.end;
            left = Syntax {
                span,
                kind: Kind::Binary(sign, Box::new(left), Box::new(right)),
            };
            if level == COMPARE {
                break;
            }
        }
        Ok(left)
    }

    fn sign(&mut self) -> Result<Syntax, FormulaError> {
        let start = self.here().start;
        if self.takes("-") {
            let inner = self.deeper(Parser::sign)?;
            return Ok(Syntax {
                span: start..inner.span.end,
                kind: Kind::Negate(Box::new(inner)),
            });
        }
        self.atom()
    }

    fn atom(&mut self) -> Result<Syntax, FormulaError> {
        let span = self.here();
        if self.takes("(") {
            let inner = self.formula()?;
            self.expect(")")?;
            return Ok(Syntax {
                span: span.start..self.last_end(),
                kind: inner.kind,
            });
        }
        match self.peek().cloned() {
            Some(Token::Number(digits)) => self.number(digits, span),
            Some(Token::Word(word)) if !is_reserved(word) => {
                self.next += 1;
                match Call::named(word) {
                    Some(call) => self.call(call, span.start),
                    None => Ok(Syntax {
                        span,
                        kind: Kind::Name(word.to_owned()),
                    }),
                }
            }
            _ => Err(self.unexpected(
                "此处应为数字、名称或括号",
                "expected a number, a name or a bracket here",
            )),
        }
    }

    fn number(&mut self, digits: &str, span: Range<usize>) -> Result<Syntax, FormulaError> {
        self.next += 1;
        let value: Exact = digits
            .parse()
            .map_err(|_| FormulaError::new(span.clone(), "不是数字", "this is not a number"))?;
        let unit = match self.peek().cloned() {
            Some(Token::Unit(text)) => {
                let unit = text.trim().parse::<Unit>().map_err(|error| {
                    FormulaError::new(
                        self.here(),
                        format!("没有“{}”这个单位", error.part),
                        error.to_string(),
                    )
                })?;
                self.next += 1;
                Some(unit)
            }
            _ => None,
        };
        Ok(Syntax {
            span: span.start..self.last_end(),
            kind: Kind::Number(value, unit),
        })
    }

    fn call(&mut self, call: Call, start: usize) -> Result<Syntax, FormulaError> {
        self.expect("(")?;
        let mut arguments = vec![self.formula()?];
        while self.takes(",") {
            arguments.push(self.formula()?);
        }
        self.expect(")")?;
        let span = start..self.last_end();
        if matches!(call, Call::Ceil | Call::Sum) && arguments.len() != 1 {
            let name = call.name();
            return Err(FormulaError::new(
                span,
                format!("{name} 只能有一个参数"),
                format!("`{name}` takes one argument"),
            ));
        }
        Ok(Syntax {
            span,
            kind: Kind::Call(call, arguments),
        })
    }
}

fn is_reserved(word: &str) -> bool {
    ["if", "then", "else", "and", "or", "not"].contains(&word)
}
