//! Was this very request made before? A write that carries a key is done once, however often it is sent.
//!
//! The key is taken by the commit that does the work, so whatever stops the program, a key that is not
//! taken tells that nothing was done. The answer is written down afterwards: when that fails, its sender
//! is told that it was done, and looks for himself.

use store::answers::{self, PENDING, Request};

use crate::Result;
use crate::app::App;
use crate::caller::Caller;

/// What is known of a request that carries a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Before {
    /// It was not done.
    Never,
    /// It was done, with this status and body.
    Done(u16, String),
    /// It was done, and its answer is not known: on its way, or lost.
    Pending,
    /// Another request carried the same key.
    Reused,
}

impl App {
    /// What is known of a request.
    pub async fn before(&self, caller: &Caller, request: &Request) -> Result<Before> {
        let mut read = self.store.read().await?;
        let now = self.outside.now();
        let known = answers::get(&mut read, &caller.account, &request.key, now).await?;
        Ok(match known {
            None => Before::Never,
            Some(known) if known.request != request.asked => Before::Reused,
            Some(known) if known.status == PENDING => Before::Pending,
            Some(known) => Before::Done(u16::try_from(known.status).unwrap_or(500), known.body),
        })
    }

    /// Writes down the answer to a request that was done.
    pub async fn settle(
        &self,
        caller: &Caller,
        request: &Request,
        status: u16,
        body: &str,
    ) -> Result<()> {
        let mut write = self.write().await?;
        answers::settle(&mut write, &caller.account, request, status, body).await?;
        Ok(write.commit_quietly().await?)
    }
}
