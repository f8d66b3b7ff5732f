//! What a name in a formula stands for is told by whoever owns the names.

use std::sync::Arc;

use kernel::Dimension;

use crate::Formula;

/// Where a row keeps the value of a name; its meaning belongs to the owner of the names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot(pub u32);

/// What kind of answer a formula gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// A number with a dimension.
    Quantity(Dimension),
    /// Yes or no.
    Truth,
    /// One of some options, by id in their order.
    Choice(Arc<[String]>),
}

/// What a name stands for.
#[derive(Debug, Clone)]
pub enum Symbol {
    /// A figure, a parameter or a choice that the row holds.
    Held(Slot, Type),
    /// Another formula, with the same row.
    Measure(Arc<Formula>),
}

/// The names a formula may use.
pub trait Names {
    /// What `name` stands for, if anything.
    fn lookup(&self, name: &str) -> Option<Symbol>;

    /// Every name there is, for suggestions.
    fn all(&self) -> Vec<String>;

    /// The names of the members that `sum` runs over: the schools of a county.
    fn members(&self) -> Option<&dyn Names> {
        None
    }
}
