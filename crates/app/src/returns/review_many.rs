//! A reviewer takes on many returns at once: those in which nothing is found. The others wait to be read.

use kernel::Grade;
use store::orgs;

use super::read_return::approved;
use super::review::Review;
use crate::app::App;
use crate::caller::Caller;
use crate::permission::Verb;
use crate::{AppError, Result};

/// A step that is done for many returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The township finds them right.
    Check,
    /// The county finds right every group that is in the caller's hand.
    Approve,
}

/// What became of many returns.
#[derive(Debug, Default)]
pub struct Many {
    /// Taken on.
    pub done: Vec<String>,
    /// Left as they are, and why.
    pub left: Vec<(String, Left)>,
}

/// Why a return was left as it is.
#[derive(Debug)]
pub enum Left {
    /// So many findings must be fixed or explained: somebody has to look.
    Findings(usize),
    /// The step was refused.
    Refused(AppError),
}

/// No county has more returns in a round.
const MOST: usize = 1_000;

impl App {
    /// Takes on returns of a round one after another, each in a write of its own, so that one that is
    /// refused does not hold up the others.
    pub async fn review_many(
        &self,
        caller: &Caller,
        round: &str,
        step: Step,
        ids: &[String],
    ) -> Result<Many> {
        let verb = match step {
            Step::Check => Verb::CheckReturn,
            Step::Approve => Verb::ApproveReturn,
        };
        if caller.must_change {
            return Err(AppError::MustChange);
        }
        if caller.places(verb).is_empty() {
            return Err(AppError::NotPermitted { verb: verb.id() });
        }
        if ids.len() > MOST {
            return Err(AppError::invalid(
                "too-many-returns",
                [("most", MOST.to_string())],
            ));
        }
        let mut many = Many::default();
        for id in ids {
            match self.review_clean(caller, round, step, id).await {
                Ok(None) => many.done.push(id.clone()),
                Ok(Some(findings)) => many.left.push((id.clone(), Left::Findings(findings))),
                Err(AppError::Store(error)) => return Err(AppError::Store(error)),
                Err(error) => many.left.push((id.clone(), Left::Refused(error))),
            }
        }
        Ok(many)
    }

    /// Takes on one return, unless something is found in it: then how much.
    async fn review_clean(
        &self,
        caller: &Caller,
        round: &str,
        step: Step,
        id: &str,
    ) -> Result<Option<usize>> {
        let page = self.read_return(caller, id).await?;
        if page.own.round != round {
            return Err(AppError::NotFound {
                what: "return",
                id: id.to_owned(),
            });
        }
        let grave = page.findings.iter();
        let grave = grave
            .filter(|finding| finding.grade != Grade::Notice)
            .count();
        if grave > 0 {
            return Ok(Some(grave));
        }
        let review = match step {
            Step::Check => Review::Check,
            Step::Approve => Review::Approve {
                groups: self.groups_left(caller, &page).await?,
            },
        };
        let seen = page.own.version;
        self.review_return(caller, id, seen, &review).await?;
        Ok(None)
    }

    /// The groups that are not yet approved and that the caller may approve.
    async fn groups_left(&self, caller: &Caller, page: &super::Page) -> Result<Vec<String>> {
        let mut read = self.store().read().await?;
        let reach = orgs::ancestors(&mut read, &page.own.org, &caller.today.to_string()).await?;
        let done = approved(&page.events);
        let groups = page.form.groups.iter().map(|group| &group.id);
        let left = groups.filter(|group| {
            !done.contains(group)
                && caller.reaches(Verb::ApproveReturn, &reach, Some(group.as_str()))
        });
        Ok(left.cloned().collect())
    }
}
