//! Whose request is this?

use store::{Millis, accounts};

use crate::app::App;
use crate::caller::Caller;
use crate::people::sign_in::{Limits, kept};
use crate::{AppError, Result};

/// A sign of life is noted at most this often: writing at every click helps nobody.
const NOTED: Millis = 60_000;

impl App {
    /// The caller of a session's token; signed out when it is unknown or over.
    pub async fn who_is_it(&self, token: &str) -> Result<Caller> {
        let (now, limits, token) = (self.outside.now(), Limits::USUAL, kept(token));
        let mut read = self.store().read().await?;
        let session = accounts::session(&mut read, &token).await?;
        let alive = |session: &accounts::Session| {
            now - session.seen_at <= limits.idle && now - session.created_at <= limits.whole
        };
        let session = session.filter(alive).ok_or(AppError::SignedOut)?;
        let account = accounts::get(&mut read, &session.account).await?;
        if account.disabled != 0 {
            return Err(AppError::SignedOut);
        }
        let grants = accounts::grants_of(&mut read, &account.id).await?;
        drop(read);
        if now - session.seen_at > NOTED {
            // Whoever only reads goes on reading while nothing can be written.
            drop(self.note_life(&token).await);
        }
        let today = self.outside.today();
        Ok(Caller {
            account: account.id,
            login: account.login,
            name: account.name,
            must_change: account.must_change != 0,
            session: token,
            csrf: session.csrf,
            held: Caller::held(&grants, today),
            today,
            request: None,
        })
    }

    async fn note_life(&self, token: &str) -> Result<()> {
        let mut write = self.write().await?;
        accounts::touch_session(&mut write, token).await?;
        Ok(write.commit_quietly().await?)
    }
}
