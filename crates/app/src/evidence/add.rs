//! Somebody brings a paper: a file, what it is, and which items it proves.

use jiff::civil::Date;
use serde_json::json;
use store::evidence::{self, Evidence};
use store::files::{Arrived, Draft};
use store::rounds::{self, Round};
use store::{Connection, Write, orgs};

use super::kind::{self, Kind, Unfit};
use crate::app::{App, line};
use crate::caller::Caller;
use crate::error::absent;
use crate::permission::Verb;
use crate::tree::Tree;
use crate::{AppError, Result};

/// The longest text about a paper or an item, in signs.
pub(super) const LONGEST: usize = 1_000;

/// A paper that somebody brings.
#[derive(Debug, Clone, Default)]
pub struct NewPaper {
    /// Whose: a school, or the county.
    pub org: String,
    /// The name of the file.
    pub name: String,
    /// What it is; its name, if nothing is said.
    pub title: String,
    /// Who issued it.
    pub issuer: String,
    /// When.
    pub issued_day: Option<Date>,
    /// The last day it holds.
    pub valid_until: Option<Date>,
    /// What it proves.
    pub items: Vec<String>,
}

/// A paper that was added, or was there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// Its id.
    pub id: String,
    /// The same file was brought before for the same organisation: it only proves more now.
    pub known: bool,
}

impl App {
    /// A file may begin to arrive, if the caller may bring papers for an organisation in a round.
    pub async fn begin_evidence(&self, caller: &Caller, round: &str, org: &str) -> Result<Draft> {
        let mut read = self.store().read().await?;
        may_bring(&mut read, caller, round, org).await?;
        Ok(self.files.draft()?)
    }

    /// Looks at a file that has arrived and keeps it as a paper.
    pub async fn add_evidence(
        &self,
        caller: &Caller,
        round: &str,
        draft: Draft,
        new: NewPaper,
    ) -> Result<Added> {
        let arrived = draft.done().await?;
        let (kind, arrived) = looked_at(arrived, &new.name).await?;
        let mut paper = self.paper(caller, round, &arrived, kind, &new)?;
        let mut read = self.store().read().await?;
        let round = may_bring(&mut read, caller, round, &new.org).await?;
        drop(read);
        self.must_be_items(&round, &new.items)?;
        // The database never speaks of a file that is not there.
        self.files.keep(arrived).await?;
        let mut write = self.write().await?;
        may_bring(&mut write, caller, &round.id, &new.org).await?;
        paper.at = write.now();
        let before = evidence::of_file(&mut write, &round.id, &paper.org, &paper.file).await?;
        match before {
            Some(before) => again(write, caller, &before, &new.items).await,
            None => first(write, caller, &paper, &new.items).await,
        }
    }

    /// What is kept of a paper; when it was brought is said when it is.
    fn paper(
        &self,
        caller: &Caller,
        round: &str,
        arrived: &Arrived,
        kind: Kind,
        new: &NewPaper,
    ) -> Result<Evidence> {
        let title = match new.title.trim() {
            "" => new.name.rsplit_once('.').map_or("", |(stem, _)| stem),
            title => title,
        };
        Ok(Evidence {
            id: self.new_id(),
            round: round.to_owned(),
            org: new.org.clone(),
            file: arrived.sha256().to_owned(),
            name: new.name.clone(),
            title: bounded(title)?,
            issuer: bounded(&new.issuer)?,
            issued_day: new.issued_day.map(|day| day.to_string()),
            valid_until: new.valid_until.map(|day| day.to_string()),
            account: caller.account.clone(),
            at: 0,
            withdrawn_at: None,
            version: 1,
            size: i64::try_from(arrived.size()).unwrap_or(i64::MAX),
            media: kind.media().to_owned(),
        })
    }

    /// Refuses items that the round's standard does not have.
    pub(super) fn must_be_items(&self, round: &Round, items: &[String]) -> Result<()> {
        let standard = self.standard(round)?;
        let known = |id: &String| standard.pack.items.iter().any(|item| item.id == *id);
        match items.iter().find(|id| !known(id)) {
            None => Ok(()),
            Some(id) => Err(AppError::invalid("item-unknown", [("item", id.clone())])),
        }
    }
}

/// The round, if it is open and the caller may bring papers for an organisation of it.
pub(super) async fn may_bring(
    on: &mut Connection,
    caller: &Caller,
    round: &str,
    org: &str,
) -> Result<Round> {
    let round = rounds::get(on, round).await.map_err(absent("round"))?;
    caller.may(on, Verb::AddEvidence, org, None).await?;
    let tree = Tree::new(orgs::on_day(on, &round.day).await?);
    let is_school = tree.get(org).is_some_and(|own| own.kind == "school");
    let takes_part = org == round.org || is_school && tree.is_below(org, &round.org);
    if !takes_part {
        return Err(AppError::NotFound {
            what: "org",
            id: org.to_owned(),
        });
    }
    must_be_open(&round)?;
    Ok(round)
}

pub(super) fn must_be_open(round: &Round) -> Result<()> {
    match round.state.as_str() {
        "open" => Ok(()),
        state => Err(AppError::WrongState {
            verb: Verb::AddEvidence.id(),
            state: state.to_owned(),
        }),
    }
}

/// A text without blanks around it, of a bounded length.
pub(super) fn bounded(text: &str) -> Result<String> {
    let text = text.trim();
    match text.chars().count() {
        0..=LONGEST => Ok(text.to_owned()),
        _ => Err(AppError::invalid(
            "text-too-long",
            [("limit", LONGEST.to_string())],
        )),
    }
}

/// Looking into a package takes a while: it is done beside the requests.
async fn looked_at(arrived: Arrived, name: &str) -> Result<(Kind, Arrived)> {
    let named = name.to_owned();
    let look = move || {
        let found = kind::look(&mut arrived.reader()?, &named)?;
        Ok::<_, store::StoreError>((found, arrived))
    };
    let looked = tokio::task::spawn_blocking(look).await;
    let broken = |_| store::StoreError::Damaged(name.to_owned());
    let (found, arrived) = looked.map_err(broken)??;
    match found {
        Ok(kind) => Ok((kind, arrived)),
        Err(unfit) => Err(refused(unfit, name)),
    }
}

fn refused(unfit: Unfit, name: &str) -> AppError {
    let really = match unfit {
        Unfit::Misnamed(kind) => kind.endings().first().copied().unwrap_or_default(),
        _ => "",
    };
    let args = [("name", name.to_owned()), ("really", really.to_owned())];
    AppError::invalid(unfit.code(), args)
}

async fn first(
    mut write: Write,
    caller: &Caller,
    paper: &Evidence,
    items: &[String],
) -> Result<Added> {
    evidence::add(&mut write, paper, items).await?;
    let detail = json!({ "round": paper.round, "org": paper.org, "name": paper.name,
        "sha256": paper.file, "items": items });
    let line = line(caller, Verb::AddEvidence.id(), &paper.id, detail);
    write.commit(line).await?;
    Ok(Added {
        id: paper.id.clone(),
        known: false,
    })
}

/// The same file once more, perhaps because its sender never heard that it had arrived.
async fn again(
    mut write: Write,
    caller: &Caller,
    before: &Evidence,
    items: &[String],
) -> Result<Added> {
    evidence::prove(&mut write, &before.id, items).await?;
    let detail = json!({ "again": true, "items": items });
    let line = line(caller, Verb::AddEvidence.id(), &before.id, detail);
    write.commit(line).await?;
    Ok(Added {
        id: before.id.clone(),
        known: true,
    })
}
