//! Is it really him?
//!
//! Wrong passwords are counted an account. From the fifth on each one doubles the time until the
//! next try, from 30 seconds to one hour. A name that nobody has takes as long and
//! sounds the same, but it is never told to wait.

use serde_json::json;
use sha2::{Digest, Sha256};
use store::accounts::{self, Account, Session};
use store::audit::Line;
use store::{Millis, Write};

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

impl App {
    /// Lets somebody in, or counts a failure.
    pub async fn sign_in(&self, login: &str, password: String) -> Result<SignedIn> {
        let now = self.outside.now();
        let mut read = self.store().read().await?;
        let found = accounts::by_login(&mut read, login).await?;
        drop(read);
        let Some(known) = found.filter(|account| account.disabled == 0) else {
            password::is_right(password, password::NOBODYS.to_owned()).await;
            return Err(AppError::WrongPassword);
        };
        if known.locked_until > now {
            return Err(AppError::Locked {
                seconds: (known.locked_until - now + 999) / 1_000,
            });
        }
        let right = password::is_right(password, known.password.clone()).await;
        let mut write = self.write().await?;
        // Others may have tried while the hash was computed: the counter is read again.
        let account = accounts::get(&mut write, &known.id).await?;
        if right && account.password == known.password && account.locked_until <= now {
            self.let_in(write, account).await
        } else {
            count_failure(write, account).await
        }
    }

    async fn let_in(&self, mut write: Write, account: Account) -> Result<SignedIn> {
        let now = write.now();
        let account = Account {
            failures: 0,
            locked_until: 0,
            ..account
        };
        accounts::update(&mut write, &account).await?;
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
        write.commit(told(&account, "sign_in", 0)).await?;
        Ok(SignedIn {
            token,
            csrf,
            must_change: account.must_change != 0,
        })
    }
}

/// What is kept of a token: whoever reads the database cannot come in with it.
pub(crate) fn kept(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

async fn count_failure(mut write: Write, mut account: Account) -> Result<SignedIn> {
    account.failures += 1;
    let wait = back_off(account.failures);
    account.locked_until = write.now() + wait * 1_000;
    accounts::update(&mut write, &account).await?;
    write.commit(told(&account, "sign_in_failed", wait)).await?;
    Err(AppError::WrongPassword)
}

/// Seconds until the next try.
fn back_off(failures: i64) -> i64 {
    match failures - FORGIVEN {
        over if over > 0 => (30_i64 << (over - 1).min(10)).min(3_600),
        _ => 0,
    }
}

fn told(account: &Account, verb: &str, wait: i64) -> Line {
    let detail = if wait > 0 {
        json!({ "locked_seconds": wait })
    } else {
        json!({})
    };
    Line {
        account: account.id.clone(),
        verb: verb.to_owned(),
        subject: account.id.clone(),
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
