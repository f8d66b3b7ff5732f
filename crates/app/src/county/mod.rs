//! The county at a glance: what its returns come to by the rules of a round.

mod snapshot;
mod trend;

mod compare;
mod result;
mod schools;
mod what_if;

pub use compare::{Became, Changed, Side};
pub use schools::{OneSchool, SchoolHistory, Sight};
pub use snapshot::{Basis, Snapshot};
pub use trend::Trend;
pub use what_if::{Changes, Kept, Tried};
