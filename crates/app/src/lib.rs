//! What may a person ask for, and what is written down?
//!
//! One file a verb, always in the same order: *may he?* → load → decide → save with a line in the log,
//! in one transaction. Clock and chance come from [`Outside`], so every verb repeats in a test.
//!
//! ```text
//! Caller ─ verb ─→ permission (permissions.toml × grants × the tree of organisations)
//!                  load from the store, decide with the rooms below, save + audit line
//! ```

mod again;
mod app;
mod beside;
mod caller;
mod error;
mod few;
mod outside;
mod password;
pub mod permission;
mod tree;

pub mod county;
pub mod evidence;
pub mod map;
pub mod overview;
pub mod people;
pub mod returns;
pub mod rounds;
pub mod trust;

pub use again::Before;
pub use app::App;
pub use beside::beside;
pub use caller::{Caller, Held};
pub use error::{AppError, Result};
pub use few::{Few, Place};
pub use outside::Outside;
