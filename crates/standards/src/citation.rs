//! Where a rule stands, and how well we know it.

use kernel::{Day, Text};
use serde::{Deserialize, Deserializer};

/// An official text a pack cites.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentRef {
    /// Name inside the pack.
    pub id: String,
    /// What people call it.
    pub title: Text,
    /// Its number: 教督〔2017〕6号.
    #[serde(default)]
    pub number: Option<String>,
    /// The day it was issued, when known.
    #[serde(default, deserialize_with = "optional_day")]
    pub issued: Option<Day>,
    /// How it is known.
    #[serde(default)]
    pub note: Option<Text>,
}

/// How a value is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// Read in the official text.
    Official,
    /// Read in a transcription of it.
    Transcription,
    /// Known, but not found again in a text.
    Memory,
    /// A choice of this project.
    Ours,
}

impl Basis {
    /// The word used in files and messages.
    pub fn code(self) -> &'static str {
        match self {
            Basis::Official => "official",
            Basis::Transcription => "transcription",
            Basis::Memory => "memory",
            Basis::Ours => "ours",
        }
    }
}

/// The place of a rule: document and clause.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Citation {
    /// Id of the document in the pack.
    pub document: String,
    /// Position in it, as people quote it.
    pub clause: String,
}

/// Reads a TOML day.
pub(crate) fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
    let written = toml::value::Datetime::deserialize(deserializer)?;
    written
        .to_string()
        .parse()
        .map_err(|_| serde::de::Error::custom("expected a day: 2017-04-19"))
}

/// Reads a TOML day that may be left out.
pub(crate) fn optional_day<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Day>, D::Error> {
    day(deserializer).map(Some)
}
