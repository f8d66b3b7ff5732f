//! Is it really him?
//!
//! Wrong passwords are counted a name. From the fifth on each one doubles the time until the next try,
//! from 30 seconds to one hour. A name that nobody has goes the very same way, so that no answer
//! tells who has an account.

use serde_json::json;
use sha2::{Digest, Sha256};
use store::accounts::{self, Account, Session};
use store::audit::Line;
use store::tries::{self, Tries};
use store::{Connection, Millis, Write};

use crate::app::App;
use crate::outside::{hex, new_token};
use crate::{AppError, Result, password};

/// How long a session lives.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Without a sign of life.
    pub idle: Millis,
    /// In all.
    pub whole: Millis,
}

impl Limits {
    /// Half an hour without a sign of life, twelve hours in all.
    pub const USUAL: Limits = Limits {
        idle: 30 * 60_000,
        whole: 12 * 3_600_000,
    };
}

/// What the browser is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// For the cookie.
    pub token: String,
    /// For every write.
    pub csrf: String,
    /// The password must be changed first.
    pub must_change: bool,
}

/// Wrong passwords that are forgiven.
const FORGIVEN: i64 = 4;
/// After so long without a try nothing is held against a name any more.
const FORGOTTEN: Millis = 24 * 3_600_000;

impl App {
    /// Lets somebody in, or counts a failure.
    pub async fn sign_in(&self, login: &str, password: String) -> Result<SignedIn> {
        let mut read = self.store().read().await?;
        must_wait(&mut read, login, self.outside.now()).await?;
        let known = has_access(&mut read, login).await?;
        drop(read);
        let hash = known.map_or_else(|| password::NOBODYS.to_owned(), |known| known.password);
        let right = password::is_right(password, hash.clone()).await;
        let mut write = self.write().await?;
        // Others may have tried while the hash was computed: everything is read again.
        let tries = tries::get(&mut write, &kept(login)).await?;
        let account = has_access(&mut write, login).await?;
        let in_time = tries.locked_until <= write.now();
        let is_his = |account: &Account| right && in_time && account.password == hash;
        match account {
            Some(account) if is_his(&account) => self.let_in(write, account).await,
            account => count_failure(write, login, account, tries).await,
        }
    }

    async fn let_in(&self, mut write: Write, account: Account) -> Result<SignedIn> {
        let now = write.now();
        tries::forgive(&mut write, &kept(&account.login)).await?;
        let limits = Limits::USUAL;
        accounts::forget_sessions(&mut write, now - limits.whole, now - limits.idle).await?;
        let (token, csrf) = (new_token(&*self.outside), new_token(&*self.outside));
        let session = Session {
            token: kept(&token),
            account: account.id.clone(),
            csrf: csrf.clone(),
            created_at: now,
            seen_at: now,
        };
        accounts::add_session(&mut write, &session).await?;
        write.commit(told(Some(&account), "sign_in", 0)).await?;
        Ok(SignedIn {
            token,
            csrf,
            must_change: account.must_change != 0,
        })
    }
}

/// What is kept of a token or of a name that was typed: whoever reads the database cannot come in with it.
pub(crate) fn kept(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// The account of a name, unless it is disabled.
async fn has_access(on: &mut Connection, login: &str) -> Result<Option<Account>> {
    let found = accounts::by_login(on, login).await?;
    Ok(found.filter(|account| account.disabled == 0))
}

/// Refuses a name that has to wait.
async fn must_wait(on: &mut Connection, login: &str, now: Millis) -> Result<()> {
    let left = tries::get(on, &kept(login)).await?.locked_until - now;
    if left <= 0 {
        return Ok(());
    }
    Err(AppError::Locked {
        seconds: (left + 999) / 1_000,
    })
}

async fn count_failure(
    mut write: Write,
    login: &str,
    account: Option<Account>,
    before: Tries,
) -> Result<SignedIn> {
    let (now, failures) = (write.now(), before.failures + 1);
    let wait = back_off(failures);
    let tries = Tries {
        failures,
        locked_until: now + wait * 1_000,
    };
    tries::forget(&mut write, now - FORGOTTEN).await?;
    tries::keep(&mut write, &kept(login), tries).await?;
    let line = told(account.as_ref(), "sign_in_failed", wait);
    write.commit(line).await?;
    Err(AppError::WrongPassword)
}

/// Seconds until the next try.
fn back_off(failures: i64) -> i64 {
    match failures - FORGIVEN {
        over if over > 0 => (30_i64 << (over - 1).min(10)).min(3_600),
        _ => 0,
    }
}

/// A name that nobody has is not written down: people type passwords there.
fn told(account: Option<&Account>, verb: &str, wait: i64) -> Line {
    let detail = match wait {
        0 => json!({}),
        _ => json!({ "locked_seconds": wait }),
    };
    Line {
        account: account.map_or_else(|| "-".to_owned(), |account| account.id.clone()),
        verb: verb.to_owned(),
        subject: account
            .map(|account| account.id.clone())
            .unwrap_or_default(),
        detail: detail.to_string(),
        request: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_further_failure_doubles_the_wait() {
        let waits: Vec<i64> = (1..=14).map(back_off).collect();
        assert_eq!(waits[..7], [0, 0, 0, 0, 30, 60, 120]);
        assert_eq!(waits[13], 3_600);
    }
}
