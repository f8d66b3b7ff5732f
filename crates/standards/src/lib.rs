//! What does the official text ask, in a form a machine checks and a lawyer proofreads?
//!
//! ```text
//! files --load--> Pack (all days, all profiles) --on(day, profile)--> Standard (one day, one profile)
//! ```
//!
//! A [`Pack`] holds every value with the days it is in force; a [`Standard`] has chosen. Loading
//! checks every formula, unit and date, so that a standard can no longer go wrong, only meet
//! figures that are missing. Nothing here reads a disk: the caller brings the files' texts.

mod case;
mod citation;
mod indicator;
mod item;
mod load;
mod pack;
mod parameter;
mod profile;
mod scope;
mod sections;
mod standard;

pub use case::{Case, CaseSchool, Expect};
pub use citation::{Basis, Citation, DocumentRef};
pub use indicator::{GapRule, Indicator, MissingRule, Sense, SpreadRule};
pub use item::{Item, ItemKind, Level, Rule, SchoolRule, Test, TestBasis};
pub use pack::{Group, Lamps, Pack, PackFiles, SourceFile};
pub use parameter::{Because, DatedValue, Parameter, Stricter};
pub use profile::{Profile, Switch, SwitchOption, SwitchRole};
pub use scope::{Measure, SlotMeaning};
pub use sections::{Campus, LeaveOut, Sections, Split};
pub use standard::{ParameterValue, ProfileError, Standard, Weighting};
