//! Many counties at a glance (全省总览): what each of their rounds comes to, year by year.
//!
//! ```text
//! one moment of the store ─→ counties × rounds × how far they are × summaries kept
//!                            summary made of this very state? shown : shown as older, or not there yet
//!                            a few of the missing ones are judged and kept, the rest next time
//! ```

mod read_overview;
mod summary;

pub use read_overview::{CountyRow, Known, Overview, RoundRow};
pub use summary::{Part, StagePart, Summary};
