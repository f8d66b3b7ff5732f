//! One writer at a time, and nothing written without a line in the log.

use std::ops::{Deref, DerefMut};

use sqlx::{Any, Transaction};

use crate::answers;
use crate::audit::{self, Entry, Line};
use crate::{Connection, Millis, Result};

/// The turn to write. Dropped without [`Write::commit`], nothing has happened.
#[derive(Debug)]
pub struct Write {
    transaction: Transaction<'static, Any>,
    now: Millis,
}

impl Write {
    pub(crate) fn new(transaction: Transaction<'static, Any>, now: Millis) -> Write {
        Write { transaction, now }
    }

    /// The moment at which everything in this write happens.
    pub fn now(&self) -> Millis {
        self.now
    }

    /// Keeps the changes together with a line that tells them, and takes the key of the request.
    pub async fn commit(mut self, line: Line) -> Result<Entry> {
        if let Some(request) = &line.request {
            answers::take(&mut self, &line.account, request).await?;
        }
        let entry = audit::append(&mut self.transaction, self.now, line).await?;
        self.transaction.commit().await?;
        Ok(entry)
    }

    /// Keeps what needs no line: a session's last use, an answer.
    pub async fn commit_quietly(self) -> Result<()> {
        Ok(self.transaction.commit().await?)
    }
}

impl Deref for Write {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.transaction
    }
}

impl DerefMut for Write {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.transaction
    }
}
