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
mod kits;
mod read_return;
mod review;
mod review_many;
mod submit;

pub use fill::Saved;
pub(crate) use findings::{Whose, code, push, read_cell};
pub use import::{Import, Reading, Spoken, Stamp};
pub use kits::Kit;
pub use read_return::{Page, Seen};
pub use review::Review;
pub use review_many::{Left, Many, Step};
