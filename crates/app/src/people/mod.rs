//! Coming in and going out, accounts, organisations.

mod change_password;
mod create_account;
mod disable_account;
mod end_role;
mod first_administrator;
mod list;
mod list_accounts;
mod list_orgs;
mod orgs;
mod reset_password;
pub(crate) mod sign_in;
mod sign_out;
mod who_is_it;

pub use create_account::{MOST_ACCOUNTS, NewAccount, NewGrant};
pub use first_administrator::First;
pub use list::LIST_CODES;
pub use list_accounts::{ListedAccount, ListedAccounts, read_account_list};
pub use list_orgs::{Added, ListedOrgs, MOST_ORGS, OrgList, read_org_list};
pub use orgs::NewOrg;
pub use sign_in::{Limits, SignedIn};
