//! What is lacking, in units that people can buy, hire or build.

use serde::Serialize;

use crate::{Exact, Text, Unit};

/// The smallest change that would bring one figure to its line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Gap {
    /// School (and stage) or county the gap belongs to, as a path of ids: `["1001", "primary"]`.
    pub subject: Vec<String>,
    /// The indicator or item.
    pub item: String,
    /// What would close it: teachers, m², yuan, rooms.
    pub buy: Text,
    /// Unit of the amounts.
    pub unit: Unit,
    /// How much brings the figure to the standard.
    pub to_limit: Exact,
    /// How much brings it to the floor, when the rule knows a floor.
    pub to_floor: Option<Exact>,
    /// A whole-school total that several stages share: the largest gap of the school closes the
    /// others with it.
    pub shared: bool,
    /// Which way the amount has to move: true = more is needed, false = less.
    pub more: bool,
}
