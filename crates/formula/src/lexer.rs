//! Text to tokens.

use std::ops::Range;

use crate::FormulaError;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    Number(&'a str),
    /// The text between `[` and `]`.
    Unit(&'a str),
    /// A name or a word of the language.
    Word(&'a str),
    /// One of `+ - * / ( ) , < <= = != > >=`.
    Sign(&'static str),
}

const SIGNS: &[&str] = &[
    "<=", ">=", "!=", "<", ">", "=", "+", "-", "*", "/", "(", ")", ",",
];

pub(crate) fn tokens(text: &str) -> Result<Vec<(Token<'_>, Range<usize>)>, FormulaError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (token, len) = next(rest, first, at)?;
        tokens.push((token, at..at + len));
        at += len;
    }
    Ok(tokens)
}

fn next(rest: &str, first: char, at: usize) -> Result<(Token<'_>, usize), FormulaError> {
    if first.is_ascii_digit() {
        let len = prefix(rest, |c| c.is_ascii_digit() || c == '.');
        return Ok((Token::Number(&rest[..len]), len));
    }
    if first.is_ascii_alphabetic() {
        let len = prefix(rest, |c| c.is_ascii_alphanumeric() || c == '_' || c == '.');
        return Ok((Token::Word(&rest[..len]), len));
    }
    if first == '[' {
        let Some(end) = rest.find(']') else {
            return Err(FormulaError::new(
                at..at + rest.len(),
                "单位缺少“]”",
                "the unit lacks its `]`",
            ));
        };
        return Ok((Token::Unit(&rest[1..end]), end + 1));
    }
    match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        Some(sign) => Ok((Token::Sign(sign), sign.len())),
        None => Err(FormulaError::new(
            at..at + first.len_utf8(),
            format!("公式中不能出现“{first}”"),
            format!("`{first}` has no meaning in a formula"),
        )),
    }
}

fn prefix(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}
