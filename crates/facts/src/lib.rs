//! What was observed, where was it read, and can we rely on it?
//!
//! ```text
//! bytes --reading--> sheets of cells --mapping--> Table (figures with places) + findings
//!                                     Table --checks--> findings
//! ```
//!
//! - Reading people's files never fails as a whole: it gives what was good, and findings.
//! - Every input row is loaded or named in a finding; the [`Tally`](table::Tally) proves it.
//! - Every figure knows its file, sheet and cell.
//! - Nothing here opens a file: the caller brings bytes.

pub mod campus;
pub mod catalogue;
pub mod checks;
pub mod codes;
pub mod heads;
pub mod identity;
pub mod import;
pub mod mapping;
pub mod messages;
mod number;
pub mod propose;
pub mod reading;
pub mod table;
pub mod toml_file;

pub use import::{Imported, Options, Progress, SheetReport, import};
pub use mapping::Mapping;
pub use propose::{Proposal, propose};
pub use reading::{Input, Limits};
