//! Coming in and going out, accounts, organisations.

mod change_password;
mod create_account;
mod disable_account;
mod first_administrator;
mod orgs;
mod reset_password;
mod sign_in;
mod sign_out;
mod who_is_it;

pub use create_account::{NewAccount, NewGrant};
pub use first_administrator::First;
pub use orgs::NewOrg;
pub use sign_in::{Limits, SignedIn};
