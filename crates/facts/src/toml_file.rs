//! Reading a TOML file of ours, with mistakes pointed at.

use std::ops::Range;

use formula::{Formula, FormulaError, Names};
use kernel::PackError;
use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

/// A TOML file: its name, its text, and the places of its values.
#[derive(Debug, Clone, Copy)]
pub struct TomlFile<'a> {
    /// The file, as it is called in its pack.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
}

impl TomlFile<'_> {
    /// The file as a value of `T`.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, PackError> {
        toml::from_str(self.text).map_err(|error| {
            let said = error.message().to_owned();
            PackError::new(self.name, format!("文件写法有误：{said}"), said).at(error.span())
        })
    }

    /// Checks the formula that stands under `path`, pointing into the file when it is wrong.
    pub fn formula(
        &self,
        path: &[&str],
        text: &str,
        names: &dyn Names,
    ) -> Result<Formula, PackError> {
        formula::check(text, names).map_err(|error| self.formula_error(path, error))
    }

    /// A mistake in the formula under `path` as a mistake in the file.
    pub fn formula_error(&self, path: &[&str], error: FormulaError) -> PackError {
        let span = self.span(path).map(|value| {
            let start = value.start + opening(&self.text[value.clone()]);
            (start + error.span.start).min(value.end)..(start + error.span.end).min(value.end)
        });
        let mut pack_error = PackError::new(self.name, error.problem.zh, error.problem.en).at(span);
        pack_error.help = error.help;
        pack_error
    }

    /// The bytes of the value under a path of keys; a number is a place in a list.
    ///
    /// ```
    /// # use facts::toml_file::TomlFile;
    /// let file = TomlFile { name: "x", text: "[[test]]\nrequire = \"a > 0\"\n" };
    /// assert_eq!(file.span(&["test", "0", "require"]), Some(19..26));
    /// ```
    pub fn span(&self, path: &[&str]) -> Option<Range<usize>> {
        let root = DeTable::parse(self.text).ok()?;
        let mut span = root.span();
        let mut value: Option<&DeValue<'_>> = None;
        for key in path {
            let next = match value {
                None => root.get_ref().get(*key)?,
                Some(DeValue::Table(table)) => table.get(*key)?,
                Some(DeValue::Array(array)) => array.get(key.parse::<usize>().ok()?)?,
                Some(_) => return None,
            };
            span = next.span();
            value = Some(next.get_ref());
        }
        Some(span)
    }
}

/// Bytes before the text of a quoted TOML string: its quotes, and the line break after three.
fn opening(quoted: &str) -> usize {
    let quotes = quoted
        .bytes()
        .take_while(|byte| matches!(byte, b'"' | b'\''))
        .count()
        .min(3);
    let rest = &quoted[quotes..];
    let line_break = if rest.starts_with("\r\n") {
        2
    } else {
        usize::from(rest.starts_with('\n'))
    };
    quotes + if quotes == 3 { line_break } else { 0 }
}
