//! What auditors ask: who did what, and is the log whole?

mod read_accounts;
mod read_audit;
mod read_permissions;

pub use read_accounts::Person;
pub use read_audit::Lines;
pub(crate) use read_audit::may_somewhere;
