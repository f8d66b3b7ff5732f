//! Was this very request made before? A write that carries a key is done once, however often it is sent.
//!
//! The key is taken before the work begins and the answer is written down when it is done. A request
//! whose answer was never written down (the program was stopped in between) is not done again: its
//! sender is told to look for himself.

use store::Millis;
use store::answers::{self, Answer};

use crate::Result;
use crate::app::App;
use crate::caller::Caller;

/// How long an answer is remembered.
const REMEMBERED: Millis = 24 * 3_600_000;
/// The status of an answer that is not there yet.
const PENDING: i64 = 0;

/// What is known of a request that carries a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// Nothing: it is to be done.
    Fresh,
    /// It was done, with this status and body.
    Done(u16, String),
    /// It was begun, and how it ended is not known yet.
    Pending,
    /// Another request carried the same key.
    Reused,
}

impl App {
    /// Takes a key for a request (a hash of all that is asked).
    pub async fn claim(&self, caller: &Caller, key: &str, request: &str) -> Result<Claim> {
        let mut write = self.write().await?;
        let before = write.now() - REMEMBERED;
        answers::forget(&mut write, before).await?;
        if let Some(known) = answers::get(&mut write, &caller.account, key).await? {
            return Ok(match known {
                known if known.request != request => Claim::Reused,
                known if known.status == PENDING => Claim::Pending,
                known => Claim::Done(u16::try_from(known.status).unwrap_or(500), known.body),
            });
        }
        let begun = Answer {
            request: request.to_owned(),
            status: PENDING,
            body: String::new(),
        };
        answers::keep(&mut write, &caller.account, key, &begun).await?;
        write.commit_quietly().await?;
        Ok(Claim::Fresh)
    }

    /// Writes an answer down under the key that was taken for it.
    pub async fn settle(&self, caller: &Caller, key: &str, status: u16, body: &str) -> Result<()> {
        let mut write = self.write().await?;
        let answer = Answer {
            request: String::new(),
            status: i64::from(status),
            body: body.to_owned(),
        };
        answers::settle(&mut write, &caller.account, key, &answer).await?;
        Ok(write.commit_quietly().await?)
    }

    /// Gives a key back: nothing was done.
    pub async fn release(&self, caller: &Caller, key: &str) -> Result<()> {
        let mut write = self.write().await?;
        answers::release(&mut write, &caller.account, key).await?;
        Ok(write.commit_quietly().await?)
    }
}
