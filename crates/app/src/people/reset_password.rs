//! A forgotten password, by the level above: a one-time password, and every session ends.

use serde_json::json;
use store::accounts::{self, Account};

use crate::app::{App, line};
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::{AppError, Result, password};

impl App {
    /// Gives an account a one-time password, told once.
    pub async fn reset_password(&self, caller: &Caller, account: &str) -> Result<String> {
        let new = password::one_time(&*self.outside);
        let hash = password::hash(new.clone(), &*self.outside).await?;
        let mut write = self.write().await?;
        let known = accounts::get(&mut write, account)
            .await
            .map_err(absent("account"))?;
        self.may_look_after(&mut write, caller, Verb::ResetPassword, account)
            .await?;
        let reset = Account {
            password: hash,
            must_change: 1,
            failures: 0,
            locked_until: 0,
            ..known
        };
        accounts::update(&mut write, &reset).await?;
        accounts::end_sessions(&mut write, account, "").await?;
        write
            .commit(line(caller, Verb::ResetPassword.id(), account, json!({})))
            .await?;
        Ok(new)
    }

    /// The level above looks after an account: everything granted to it lies within the caller's
    /// reach, and it is not the caller's own.
    pub(crate) async fn may_look_after(
        &self,
        on: &mut store::Connection,
        caller: &Caller,
        verb: Verb,
        account: &str,
    ) -> Result<()> {
        if account == caller.account {
            return Err(AppError::NotPermitted { verb: verb.id() });
        }
        let grants = accounts::grants_of(on, account).await?;
        if grants.is_empty() {
            return Err(AppError::NotPermitted { verb: verb.id() });
        }
        for grant in grants {
            // A colleague at the same place is not below.
            let own = caller.places(verb).contains(&grant.org.as_str());
            let admin = grant.role == "county_admin";
            if own && (admin || verb == Verb::ResetPassword && !caller_is_admin(caller)) {
                return Err(AppError::NotPermitted { verb: verb.id() });
            }
            caller.may(on, verb, &grant.org, None).await?;
        }
        Ok(())
    }
}

fn caller_is_admin(caller: &Caller) -> bool {
    use crate::permission::Role;
    caller
        .held
        .iter()
        .any(|held| held.role == Role::CountyAdmin)
}
