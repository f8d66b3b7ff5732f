//! What people say about an item.

use serde_json::json;
use store::evidence::{self, Comment};
use store::rounds;

use super::add::bounded;
use crate::app::{App, line};
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::{AppError, Result};

impl App {
    /// Says something about an item: of a school, or of the county as a whole.
    pub async fn comment(
        &self,
        caller: &Caller,
        round: &str,
        item: &str,
        org: Option<&str>,
        text: &str,
    ) -> Result<String> {
        let mut write = self.write().await?;
        let round = rounds::get(&mut write, round)
            .await
            .map_err(absent("round"))?;
        let about = org.unwrap_or(&round.org);
        caller.may(&mut write, Verb::Comment, about, None).await?;
        self.must_be_items(&round, &[item.to_owned()])?;
        let text = bounded(text)?;
        if text.is_empty() {
            return Err(AppError::invalid("nothing-said", []));
        }
        let comment = Comment {
            id: self.new_id(),
            round: round.id,
            item: item.to_owned(),
            org: org.map(str::to_owned),
            text,
            account: caller.account.clone(),
            at: write.now(),
        };
        evidence::comment(&mut write, &comment).await?;
        let detail = json!({ "round": comment.round, "item": item, "org": org });
        let told = line(caller, Verb::Comment.id(), &comment.id, detail);
        write.commit(told).await?;
        Ok(comment.id)
    }

    /// What was said in a round, oldest first, as far as the caller's roles reach.
    pub async fn comments(&self, caller: &Caller, round: &str) -> Result<Vec<Comment>> {
        let mut read = self.store().read().await?;
        let sight = self.sight(&mut read, caller, round).await?;
        let all = evidence::comments(&mut read, &sight.round.id).await?;
        let seen = |comment: &Comment| {
            let about = comment.org.as_ref().unwrap_or(&sight.round.org);
            sight.sees(caller, about)
        };
        Ok(all.into_iter().filter(seen).collect())
    }
}
