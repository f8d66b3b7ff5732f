//! Two results of one county side by side: what moved each verdict, and why.

use std::collections::HashMap;
use std::sync::Arc;

use app::beside;
use app::county::{Basis, Became, Changed, Side, Snapshot};
use axum::Json;
use axum::extract::State;
use indicators::compare::{
    Comparison, MovedFigure, MovedOutcome, MovedSection, MovedSpread, compare,
};
use indicators::record::{RunRecord, record};
use indicators::{ItemOutcome, Outcome, Standing};
use kernel::{Lang, Text};
use serde::{Deserialize, Serialize};
use store::orgs::Org;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::dto::Bilingual;
use super::extract::Asked;
use super::guard::Who;
use super::language::with_words;
use super::problem::Problem;
use super::rim::Shared;
use super::rounds::Round;
use crate::report::changes::{Teller, item_title};

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new().routes(routes!(read_comparison))
}

/// Which two results?
#[derive(Debug, Deserialize)]
struct Sides {
    before: String,
    after: String,
    #[serde(default)]
    before_basis: String,
    #[serde(default)]
    after_basis: String,
    what_if: Option<String>,
}

/// Two results of one county.
#[derive(Serialize, ToSchema)]
#[schema(as = Comparison)]
struct Compared {
    /// The one.
    before: ComparedSide,
    /// The other.
    after: ComparedSide,
    /// Why they can hardly be compared.
    warnings: Vec<String>,
    /// Schools that came, went, or are called or belong otherwise.
    schools: Vec<ComparedSchool>,
    /// Items of the county whose outcome moved.
    items: Vec<ComparedItem>,
    /// Coefficients of variation that moved.
    spreads: Vec<ComparedSpread>,
    /// Rows whose outcome moved.
    sections: Vec<ComparedSection>,
    /// Figures of rows that moved.
    figures: Vec<ComparedFigure>,
    /// Figures of rows that stayed as they were.
    unmoved: usize,
}

/// One of two results.
#[derive(Serialize, ToSchema)]
struct ComparedSide {
    /// The round.
    round: Round,
    /// pass, fail, cannot_decide, not_judged
    #[schema(value_type = String)]
    verdict: Outcome,
    /// The hash of the rules.
    rules: String,
    /// The hash of the figures.
    facts: String,
}

/// What became of a school.
#[derive(Serialize, ToSchema)]
struct ComparedSchool {
    /// Who it is.
    org: String,
    /// 学校标识码
    code: String,
    /// Its name.
    name: String,
    /// opened, counts, merged, closed, silent, renamed, moved
    became: &'static str,
    /// Into what, or from what.
    other: String,
}

/// An item of the county.
#[derive(Serialize, ToSchema)]
struct ComparedItem {
    /// Its id.
    item: String,
    /// What people read.
    title: Bilingual,
    /// Before and after.
    #[schema(value_type = Vec<Option<String>>)]
    outcome: (Option<ItemOutcome>, Option<ItemOutcome>),
    /// Why, in the reader's language.
    why: Vec<String>,
}

/// A coefficient of variation.
#[derive(Serialize, ToSchema)]
struct ComparedSpread {
    /// The stage.
    stage: String,
    /// The indicator.
    indicator: String,
    /// Before.
    before: Option<f64>,
    /// After.
    after: Option<f64>,
    /// How it stood and stands.
    #[schema(value_type = Vec<Option<String>>)]
    standing: (Option<Standing>, Option<Standing>),
    /// Why, in the reader's language.
    why: String,
}

/// A row whose outcome moved.
#[derive(Serialize, ToSchema)]
struct ComparedSection {
    /// The school.
    org: String,
    /// 学校标识码
    code: String,
    /// The school's name.
    name: String,
    /// The stage.
    stage: String,
    /// Before and after.
    #[schema(value_type = Vec<Option<String>>)]
    outcome: (Option<Outcome>, Option<Outcome>),
}

/// A figure of a row.
#[derive(Serialize, ToSchema)]
struct ComparedFigure {
    /// The school.
    org: String,
    /// 学校标识码
    code: String,
    /// The school's name.
    name: String,
    /// The stage.
    stage: String,
    /// The indicator.
    indicator: String,
    /// As printed before.
    before: Option<String>,
    /// As printed after.
    after: Option<String>,
    /// How it stood and stands.
    #[schema(value_type = Vec<Option<String>>)]
    standing: (Option<Standing>, Option<Standing>),
    /// The numerator before and after.
    #[schema(value_type = Vec<Option<String>>)]
    amount: (Option<String>, Option<String>),
    /// The denominator before and after.
    #[schema(value_type = Vec<Option<String>>)]
    per: (Option<String>, Option<String>),
    /// Why, in the reader's language.
    why: String,
}

/// What moved between two results of a county, and why.
#[utoipa::path(get, path = "/api/comparison", tag = "county",
    params(("before" = String, Query, description = "A round"),
        ("after" = String, Query, description = "A round of the same county, or the same"),
        ("before_basis" = Option<String>, Query, description = "all, submitted, locked"),
        ("after_basis" = Option<String>, Query, description = "all, submitted, locked"),
        ("what_if" = Option<String>, Query,
            description = "Changes the reader has kept, made to the round `after`")),
    responses((status = 200, description = "What moved", body = Compared)))]
async fn read_comparison(
    State(rim): State<Shared>,
    who: Who,
    Asked(asked): Asked<Sides>,
) -> Result<Json<Compared>, Problem> {
    let before_basis: Basis = asked.before_basis.parse()?;
    let after_basis: Basis = asked.after_basis.parse()?;
    let side = |round: String, basis, what_if| Side {
        round,
        basis,
        what_if,
    };
    let before = side(asked.before, before_basis, None);
    let after = side(asked.after, after_basis, asked.what_if);
    let (before, after) = rim.app.read_sides(&who.caller, &before, &after).await?;
    Ok(Json(
        beside(move || compared(&before, &after, who.lang)).await,
    ))
}

fn compared(before: &Arc<Snapshot>, after: &Arc<Snapshot>, lang: Lang) -> Compared {
    let (old, new) = (run(before), run(after));
    let comparison = compare(&old, &new);
    let schools = Known::of([before, after]);
    with_words(lang, |words| {
        let teller = Teller {
            words,
            pack: Some(&after.standard.pack),
        };
        let Comparison {
            items,
            spreads,
            sections,
            figures,
            unmoved,
            ..
        } = &comparison;
        Compared {
            warnings: teller.warnings(&comparison),
            schools: after.changed_since(before).iter().map(school).collect(),
            items: items.iter().map(|own| item(&teller, own)).collect(),
            spreads: spreads.iter().map(|own| spread(&teller, own)).collect(),
            sections: sections.iter().map(|own| schools.section(own)).collect(),
            figures: figures
                .iter()
                .map(|own| schools.figure(&teller, own))
                .collect(),
            unmoved: *unmoved,
            before: told_side(before, &old),
            after: told_side(after, &new),
        }
    })
}

/// A result in which schools go by their ids: a school is the same even if another has had its code.
fn run(snapshot: &Snapshot) -> RunRecord {
    let judged = [(snapshot.county(), snapshot.assess())];
    let mut run = record(&snapshot.standard, snapshot.facts(), &judged);
    let owners = snapshot.owners();
    for county in &mut run.counties {
        // The same county, whatever it was called.
        county.name = snapshot.round.org.clone();
        for section in &mut county.sections {
            if let Some([org]) = owners.get(section.code.as_str()).map(Vec::as_slice) {
                section.code = org.id.clone();
            }
        }
    }
    run
}

fn told_side(snapshot: &Snapshot, run: &RunRecord) -> ComparedSide {
    let verdict = run.counties.first().map(|county| county.verdict);
    let name = snapshot.county().name.to_string();
    ComparedSide {
        round: Round::new(snapshot.round.clone(), name),
        verdict: verdict.unwrap_or(Outcome::NotJudged),
        rules: run.standard.hash.clone(),
        facts: run.facts.hash.clone(),
    }
}

/// The schools of both results by id.
struct Known<'a>(HashMap<&'a str, &'a Org>);

impl<'a> Known<'a> {
    fn of(both: [&'a Arc<Snapshot>; 2]) -> Known<'a> {
        let orgs = both
            .into_iter()
            .flat_map(|own| own.owners().into_values().flatten());
        Known(orgs.map(|org| (org.id.as_str(), org)).collect())
    }

    /// The id and the code of a row.
    fn who(&self, id: &str) -> (String, String) {
        match self.0.get(id) {
            Some(org) => (org.id.clone(), org.code.clone()),
            None => (String::new(), id.to_owned()),
        }
    }

    fn section(&self, moved: &MovedSection) -> ComparedSection {
        let (org, code) = self.who(&moved.code);
        ComparedSection {
            org,
            code,
            name: moved.name.clone(),
            stage: moved.stage.clone(),
            outcome: moved.outcome,
        }
    }

    fn figure(&self, teller: &Teller<'_>, moved: &MovedFigure) -> ComparedFigure {
        let (org, code) = self.who(&moved.code);
        ComparedFigure {
            org,
            code,
            name: moved.name.clone(),
            stage: moved.stage.clone(),
            indicator: moved.indicator.clone(),
            before: moved.before.clone(),
            after: moved.after.clone(),
            standing: moved.standing,
            amount: moved.amount.clone(),
            per: moved.per.clone(),
            why: teller.causes(&moved.causes, &moved.stage),
        }
    }
}

fn school(changed: &Changed) -> ComparedSchool {
    let (became, other) = match &changed.became {
        Became::Opened => ("opened", ""),
        Became::Counts => ("counts", ""),
        Became::Merged(into) => ("merged", into.as_str()),
        Became::Closed => ("closed", ""),
        Became::Silent => ("silent", ""),
        Became::Renamed(from) => ("renamed", from.as_str()),
        Became::Moved(from) => ("moved", from.as_str()),
    };
    ComparedSchool {
        org: changed.org.id.clone(),
        code: changed.org.code.clone(),
        name: changed.org.name.clone(),
        became,
        other: other.to_owned(),
    }
}

fn item(teller: &Teller<'_>, moved: &MovedOutcome) -> ComparedItem {
    let causes = moved.causes.iter();
    let title = teller.pack.and_then(|pack| item_title(pack, &moved.item));
    ComparedItem {
        item: moved.item.clone(),
        title: title.map_or_else(|| (&Text::default()).into(), Bilingual::from),
        outcome: moved.outcome,
        why: causes
            .map(|cause| teller.item_cause(&moved.item, cause))
            .collect(),
    }
}

fn spread(teller: &Teller<'_>, moved: &MovedSpread) -> ComparedSpread {
    ComparedSpread {
        stage: moved.stage.clone(),
        indicator: moved.indicator.clone(),
        before: moved.before,
        after: moved.after,
        standing: moved.standing,
        why: teller.causes(&moved.causes, &moved.stage),
    }
}
