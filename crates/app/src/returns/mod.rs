//! Returns (报表): filled in by a clerk, checked by the township, approved by the county.
//!
//! ```text
//! draft ──submit──→ submitted ──check──→ checked ──approve every group──→ locked
//!   ↑                   │                   │                                │
//!   └──── returned ←────┴─── send back ─────┴──────────── unlock ────────────┘
//! ```

mod ask_unlock;
mod fill;
mod findings;
mod import;
mod read_return;
mod review;
mod submit;

pub use fill::Saved;
pub(crate) use findings::{Whose, code, push, read_cell};
pub use import::Taken;
pub use read_return::{Page, Seen};
pub use review::Review;
