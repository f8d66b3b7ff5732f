//! Why a figure is not there. None of these is zero.

use serde::{Deserialize, Serialize};

/// The reason a figure is missing.
///
/// Unknown, zero, not applicable and withheld are four different things everywhere; zero is a
/// number and therefore not in this list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// Nobody has reported it: an empty cell, a dash, an absent column.
    NotReported,
    /// Something was written that cannot be read as what was asked; a finding names it.
    Unreadable,
    /// The question does not arise for this school (a primary school's junior pupils).
    NotApplicable,
    /// Known to somebody but not shown here.
    Withheld,
    /// Withheld because the group is too small to publish.
    SmallGroup,
    /// The standard has no value in force on that day.
    NotInForce,
    /// The arithmetic has no answer: a share of nothing.
    Undefined,
}

impl Missing {
    /// The stable word used in files and messages.
    pub fn code(self) -> &'static str {
        match self {
            Missing::NotReported => "not_reported",
            Missing::Unreadable => "unreadable",
            Missing::NotApplicable => "not_applicable",
            Missing::Withheld => "withheld",
            Missing::SmallGroup => "small_group",
            Missing::NotInForce => "not_in_force",
            Missing::Undefined => "undefined",
        }
    }
}
