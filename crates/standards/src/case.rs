//! An inspector's examples: a day, figures, and what must come of them.

use std::collections::BTreeMap;

use kernel::{Day, PackError, Text};
use serde::Deserialize;
use toml::{Table, Value};

use facts::toml_file::TomlFile;

use crate::citation::day;
use crate::profile::Profile;

/// One example.
#[derive(Debug, Clone)]
pub struct Case {
    /// The file it stands in.
    pub file: String,
    /// What it shows.
    pub name: Text,
    /// The day of judgment.
    pub day: Day,
    /// Switch positions.
    pub profile: Profile,
    /// Its schools.
    pub schools: Vec<CaseSchool>,
    /// The county's own figures, by column name.
    pub county: BTreeMap<String, String>,
    /// What must come of it.
    pub expect: Vec<Expect>,
}

/// A school of an example.
#[derive(Debug, Clone)]
pub struct CaseSchool {
    /// Its code, as expectations call it.
    pub code: String,
    /// Its name, if it matters.
    pub name: Option<String>,
    /// Code of its main school.
    pub parent: Option<String>,
    /// Its figures, by column name.
    pub figures: BTreeMap<String, String>,
}

/// One thing an example must come to.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// What it is about: `A primary R3`, `primary R6 CV`, `G3 music A`, `county`.
    pub of: String,
    /// A value in the shown unit, compared at the digits written.
    #[serde(default)]
    pub value: Option<String>,
    /// What a test has.
    #[serde(default)]
    pub have: Option<String>,
    /// What a test needs.
    #[serde(default)]
    pub need: Option<String>,
    /// The outcome.
    #[serde(default)]
    pub is: Option<String>,
    /// A flag that must be raised: `rounding decides`.
    #[serde(default)]
    pub flag: Option<String>,
    /// Why a section has no row.
    #[serde(default)]
    pub reason: Option<String>,
    /// A check that must speak.
    #[serde(default)]
    pub finding: Option<String>,
}

impl Expect {
    fn says_nothing(&self) -> bool {
        let said = [
            &self.value,
            &self.have,
            &self.need,
            &self.is,
            &self.flag,
            &self.reason,
            &self.finding,
        ];
        said.iter().all(|said| said.is_none())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    name: Text,
    #[serde(default, rename = "clause")]
    _clause: Option<String>,
    #[serde(default, rename = "note")]
    _note: Option<Text>,
    #[serde(deserialize_with = "day")]
    day: Day,
    #[serde(default)]
    profile: Profile,
    #[serde(default, rename = "school")]
    schools: Vec<Table>,
    #[serde(default)]
    county: Table,
    #[serde(default)]
    expect: Vec<Expect>,
}

impl Case {
    pub(crate) fn load(file: TomlFile<'_>) -> Result<Case, PackError> {
        let read: CaseFile = file.read()?;
        if read.expect.is_empty() {
            return Err(PackError::new(
                file.name,
                "例子没有写期望的结果（[[expect]]）",
                "the case expects nothing: add [[expect]]",
            ));
        }
        if let Some(empty) = read.expect.iter().find(|expect| expect.says_nothing()) {
            let of = &empty.of;
            return Err(PackError::new(
                file.name,
                format!("对“{of}”没有写期望什么"),
                format!("nothing is expected of `{of}`"),
            ));
        }
        let mut schools = Vec::new();
        for (i, table) in read.schools.into_iter().enumerate() {
            schools.push(school(file, i, table)?);
        }
        Ok(Case {
            file: file.name.to_owned(),
            name: read.name,
            day: read.day,
            profile: read.profile,
            schools,
            county: flatten(file, &read.county)?,
            expect: read.expect,
        })
    }
}

fn school(file: TomlFile<'_>, i: usize, table: Table) -> Result<CaseSchool, PackError> {
    let mut figures = flatten(file, &table)?;
    let code = figures.remove("code").ok_or_else(|| {
        PackError::new(file.name, "学校缺少 code", "the school has no `code`")
            .at(file.span(&["school", &i.to_string()]))
    })?;
    Ok(CaseSchool {
        code,
        name: figures.remove("name"),
        parent: figures.remove("parent"),
        figures,
    })
}

/// `pupils.primary = 600` is written as a nested table; figures are known by their dotted names.
fn flatten(file: TomlFile<'_>, table: &Table) -> Result<BTreeMap<String, String>, PackError> {
    let mut flat = BTreeMap::new();
    let mut add = |name: String, value: &Value| {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Integer(whole) => whole.to_string(),
            _ => {
                return Err(PackError::new(
                    file.name,
                    format!("{name}：小数请写成字符串，例如 \"0.85\""),
                    format!("`{name}`: write decimals as strings: \"0.85\""),
                ));
            }
        };
        flat.insert(name, text);
        Ok(())
    };
    for (name, value) in table {
        match value {
            Value::Table(stages) => {
                for (stage, value) in stages {
                    add(format!("{name}.{stage}"), value)?;
                }
            }
            value => add(name.clone(), value)?,
        }
    }
    Ok(flat)
}
