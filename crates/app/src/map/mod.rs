//! The map: shapes that the county brings, and where its schools lie.

mod bring_map;
mod place_schools;
mod read_map;

pub use bring_map::Brought;
pub use place_schools::Degrees;
pub use read_map::{Map, MapSchool, Township};
