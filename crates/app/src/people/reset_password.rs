//! A forgotten password, by the level above: a one-time password, and every session ends.

use serde_json::json;
use store::accounts::{self, Account, Grant};
use store::tries;

use crate::app::{App, line};
use crate::caller::Caller;
use crate::error::absent;
use crate::people::sign_in::kept;
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
            ..known
        };
        accounts::update(&mut write, &reset).await?;
        tries::forgive(&mut write, &kept(&reset.login)).await?;
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
        let grants = of_concern(accounts::grants_of(on, account).await?);
        if grants.is_empty() {
            return Err(AppError::NotPermitted { verb: verb.id() });
        }
        for grant in grants {
            // Whoever resets a password could come in with it: a colleague at the same place is not below.
            let own = caller.places(verb).contains(&grant.org.as_str());
            let equal = grant.role == "county_admin" || !caller_is_admin(caller);
            if own && equal && verb == Verb::ResetPassword {
                return Err(AppError::NotPermitted { verb: verb.id() });
            }
            caller.may(on, verb, &grant.org, None).await?;
        }
        Ok(())
    }
}

/// What is granted; of somebody to whom nothing is granted any more, what was.
fn of_concern(grants: Vec<Grant>) -> Vec<Grant> {
    let is_held = |grant: &Grant| grant.ended_at.is_none();
    match grants.iter().any(is_held) {
        true => grants.into_iter().filter(is_held).collect(),
        false => grants,
    }
}

fn caller_is_admin(caller: &Caller) -> bool {
    use crate::permission::Role;
    caller
        .held
        .iter()
        .any(|held| held.role == Role::CountyAdmin)
}
