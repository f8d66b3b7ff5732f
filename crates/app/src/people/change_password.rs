//! A new password, by its owner; every other session of his ends.

use serde_json::json;
use store::accounts::{self, Account};

use crate::app::{App, line};
use crate::caller::Caller;
use crate::{AppError, Result, password};

impl App {
    /// Changes the caller's own password.
    pub async fn change_password(&self, caller: &Caller, old: String, new: String) -> Result<()> {
        password::check(&new, &caller.login)?;
        if old == new {
            return Err(AppError::WeakPassword("same"));
        }
        let mut read = self.store().read().await?;
        let known = accounts::get(&mut read, &caller.account).await?;
        drop(read);
        if !password::is_right(old, known.password.clone()).await {
            return Err(AppError::WrongPassword);
        }
        let hash = password::hash(new, &*self.outside).await?;
        let mut write = self.write().await?;
        let now = accounts::get(&mut write, &caller.account).await?;
        if now.password != known.password {
            return Err(AppError::WrongPassword);
        }
        accounts::update(
            &mut write,
            &Account {
                password: hash,
                must_change: 0,
                ..now
            },
        )
        .await?;
        accounts::end_sessions(&mut write, &caller.account, &caller.session).await?;
        write
            .commit(line(caller, "change_password", &caller.account, json!({})))
            .await?;
        Ok(())
    }
}
