//! An invented county to try the program with: what do three years of returns look like?
//!
//! ```text
//! seed --roster--> schools with lasting traits and troubles
//!                  --each year--> pupils, staff, premises, money --> returns --slips--> workbooks
//! ```
//!
//! - The same seed gives the same figures, on every machine and in every version. A year's figures
//!   do not depend on which other years are asked for.
//! - No county, school or person in it is real, and no school code can be one: the province part of
//!   each code is not in use.
//! - Figures agree with each other and with every check of the form, but for the slips put in on
//!   purpose.

mod county_return;
mod dice;
mod ground;
pub(crate) mod house;
mod model;
mod money;
mod names;
mod papers;
mod plan;
mod premises;
mod proving;
mod pupils;
mod returns;
mod roster;
mod slips;
mod staff;
#[cfg(test)]
mod tests;
mod troubles;
mod workbook;

use std::path::{Path, PathBuf};

use facts::catalogue::Form;

use crate::failure::Failure;
use crate::output;
use model::School;
use returns::{Return, SchoolYear};

/// The years a sample usually has.
pub(crate) const YEARS: [i16; 3] = [2023, 2024, 2025];

/// An invented county and its returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SampleCounty {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its returns, by year.
    years: Vec<YearReturns>,
}

/// The returns of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
struct YearReturns {
    year: i16,
    /// One a school, in the order of the county's list.
    schools: Vec<Return>,
    /// The county's own.
    county: Return,
}

/// Makes up a county of so many schools and its returns. A county of fewer schools than there are
/// kinds of them gets one of each.
pub(crate) fn generate(seed: u64, schools: usize, years: &[i16]) -> SampleCounty {
    let schools = roster::found(seed, schools);
    let years = years
        .iter()
        .map(|year| year_returns(seed, &schools, *year))
        .collect();
    SampleCounty {
        name: names::COUNTY,
        years,
    }
}

fn year_returns(seed: u64, schools: &[School], year: i16) -> YearReturns {
    let lived: Vec<SchoolYear> = schools
        .iter()
        .map(|school| SchoolYear::of(seed, school, year))
        .collect();
    let county = county_return::county_return(seed, year, schools, &lived);
    let both = schools.iter().zip(&lived);
    let mut returns: Vec<Return> = both
        .map(|(school, lived)| returns::school_return(school, lived))
        .collect();
    slips::slip(seed, year, schools, &mut returns);
    YearReturns {
        year,
        schools: returns,
        county,
    }
}

/// Writes two workbooks a year into a folder, which is made if need be: `2025-学校.xlsx`, one row a
/// school, and `2025-县.xlsx`. Heads, units and options are those of the forms. People fill these
/// files in: where one of them is there already, none is written.
pub(crate) fn write(
    county: &SampleCounty,
    school: &Form,
    own: &Form,
    folder: &Path,
) -> Result<Vec<PathBuf>, Failure> {
    std::fs::create_dir_all(folder).map_err(|error| Failure::writing(folder, error))?;
    let mut sheets = Vec::new();
    for year in &county.years {
        let both = [
            (school, year.schools.as_slice(), "学校"),
            (own, std::slice::from_ref(&year.county), "县"),
        ];
        for (form, returns, title) in both {
            let sheet = workbook::Sheet {
                county: county.name,
                year: year.year,
                form,
                title,
                returns,
            };
            sheets.push((folder.join(format!("{}-{title}.xlsx", year.year)), sheet));
        }
    }
    if let Some((path, _)) = sheets.iter().find(|(path, _)| path.exists()) {
        return Err(Failure::AlreadyThere(path.clone()));
    }
    let mut written = Vec::new();
    for (path, sheet) in sheets {
        let failed = |error| Failure::writing(&path, std::io::Error::other(error));
        output::write_whole(&path, &sheet.bytes().map_err(failed)?)?;
        written.push(path);
    }
    Ok(written)
}
