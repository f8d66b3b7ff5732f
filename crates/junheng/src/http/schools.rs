//! What came of a school: for its own people, for the township that reviews it, for the county.

use std::sync::Arc;

use app::beside;
use app::county::{Basis, OneSchool, SchoolHistory, Sight, Snapshot};
use axum::Json;
use axum::extract::State;
use indicators::record::{AnswerRecord, CountyRecord, LeftOutRecord, SectionRecord};
use indicators::{County, Gaps, ItemOutcome, Target};
use kernel::{Exact, Gap, Lang, Unit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::county::prove;
use super::dto::{Bilingual, Found};
use super::extract::{Asked, Id, Ids};
use super::guard::Who;
use super::judged::{Judged, judge};
use super::language::with_words;
use super::orgs::Org;
use super::problem::Problem;
use super::rim::Shared;
use super::rounds::Round;
use crate::report::proof::Proof;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(read_schools))
        .routes(routes!(read_school))
        .routes(routes!(read_school_proof))
        .routes(routes!(read_school_history))
}

/// Which returns count?
#[derive(Debug, Deserialize)]
struct OnBasis {
    #[serde(default)]
    basis: String,
}

/// About what, and which returns count?
#[derive(Debug, Deserialize)]
struct Question {
    of: String,
    #[serde(default)]
    basis: String,
}

/// The schools of a round that the reader may see.
#[derive(Serialize, ToSchema)]
struct Schools {
    /// Whether these are all schools of the county.
    whole: bool,
    /// Their stages, one a row, as in `junheng.run/1`.
    #[schema(value_type = Vec<Object>)]
    sections: Vec<SectionRecord>,
    /// Stages that make no row, and why, as in `junheng.run/1`.
    #[schema(value_type = Vec<Object>)]
    left_out: Vec<LeftOutRecord>,
}

/// A school in a round.
#[derive(Serialize, ToSchema)]
struct School {
    /// Who it is, as on the day of the round.
    org: Org,
    /// The township it belonged to.
    township: Option<String>,
    /// Its stages, one a row, as in `junheng.run/1`.
    #[schema(value_type = Vec<Object>)]
    sections: Vec<SectionRecord>,
    /// Stages that make no row, and why, as in `junheng.run/1`.
    #[schema(value_type = Vec<Object>)]
    left_out: Vec<LeftOutRecord>,
    /// Requirements of items that it does not meet, or that are open.
    answers: Vec<OpenAnswer>,
    /// What it lacks.
    gaps: Vec<Lack>,
    /// How many indicators of each stage may stay at their floor.
    may_stay_at_floor: usize,
    /// Figures that must be reported before something can be decided.
    questions: Vec<Asking>,
    /// What its checks say.
    findings: Vec<Found>,
    /// Its places among the schools of the county; none for readers who do not see these.
    ranks: Vec<Rank>,
}

/// A requirement of an item that a school does not meet, or that is open.
#[derive(Serialize, ToSchema)]
struct OpenAnswer {
    /// The item.
    item: String,
    /// The test within the item.
    test: String,
    /// As in `junheng.run/1`.
    #[schema(value_type = Object)]
    answer: AnswerRecord,
}

/// The smallest change that brings a figure to its line.
#[derive(Serialize, ToSchema)]
pub(crate) struct Lack {
    /// The stage; none for the whole school.
    stage: Option<String>,
    /// Indicator or item.
    item: String,
    /// What would close it.
    buy: Bilingual,
    /// Unit of the amounts.
    unit: Bilingual,
    /// How much to the standard.
    to_limit: String,
    /// How much to the floor, where there is one.
    to_floor: Option<String>,
    /// A total of the whole school: the largest gap of its stages closes the others with it.
    shared: bool,
    /// Whether more is needed, or less.
    more: bool,
}

/// Something that cannot be decided, and the figures it waits for.
#[derive(Serialize, ToSchema)]
struct Asking {
    /// The stage; none for the whole school.
    stage: Option<String>,
    /// Indicator or item.
    item: String,
    /// What to report.
    figures: Vec<Bilingual>,
}

/// A place among the schools of a county: the best is 1, and equals share a place.
#[derive(Serialize, ToSchema)]
struct Rank {
    /// The stage.
    stage: String,
    /// The indicator.
    indicator: String,
    /// Its place.
    place: usize,
    /// Among so many.
    of: usize,
}

/// A school over the rounds of its county.
#[derive(Serialize, ToSchema)]
struct History {
    /// Who it is today.
    org: Org,
    /// Schools that were merged into it.
    merged: Vec<Org>,
    /// Rounds in which something of it counts, newest first.
    rounds: Vec<Past>,
}

/// A school in one of several rounds.
#[derive(Serialize, ToSchema)]
struct Past {
    /// The round.
    round: Round,
    /// What it was called.
    name: String,
    /// Its stages, one a row, as in `junheng.run/1`.
    #[schema(value_type = Vec<Object>)]
    sections: Vec<SectionRecord>,
}

/// What came of the schools of a round that the reader may see.
#[utoipa::path(get, path = "/api/rounds/{id}/schools", tag = "schools",
    params(("id" = String, Path),
        ("basis" = Option<String>, Query, description = "all, submitted, locked")),
    responses((status = 200, description = "Schools", body = Schools)))]
async fn read_schools(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Asked(asked): Asked<OnBasis>,
) -> Result<Json<Schools>, Problem> {
    let basis: Basis = asked.basis.parse()?;
    let Sight { snapshot, whole } = rim.app.read_schools(&who.caller, &id, basis).await?;
    let found = beside(move || of(&snapshot)).await;
    Ok(Json(Schools {
        whole,
        sections: found.sections,
        left_out: found.left_out,
    }))
}

/// What came of a snapshot's schools.
fn of(snapshot: &Snapshot) -> CountyRecord {
    let county = snapshot.county();
    county.record(&county.assess())
}

/// What came of a school, what it lacks, and what its checks say.
#[utoipa::path(get, path = "/api/rounds/{id}/schools/{school}", tag = "schools",
    params(("id" = String, Path),
        ("school" = String, Path, description = "Its id or 学校标识码"),
        ("basis" = Option<String>, Query, description = "all, submitted, locked")),
    responses((status = 200, description = "The school", body = School)))]
async fn read_school(
    State(rim): State<Shared>,
    who: Who,
    Ids(id, school): Ids,
    Asked(asked): Asked<OnBasis>,
) -> Result<Json<School>, Problem> {
    let basis: Basis = asked.basis.parse()?;
    let mut own = rim
        .app
        .read_school(&who.caller, &id, basis, &school)
        .await?;
    let county = match own.county.take() {
        Some(county) => Some(rim.judgments.of(basis, county).await?),
        None => None,
    };
    let told = beside(move || told(own, county.as_deref(), who.lang)).await;
    Ok(Json(told))
}

fn told(own: OneSchool, among: Option<&Judged>, lang: Lang) -> School {
    let snapshot = &own.snapshot;
    let county = snapshot.county();
    let assessed = county.assess();
    let gaps = county.gaps(&assessed);
    let found = county.record(&assessed);
    let subject = snapshot.schools.subjects.first();
    let code = subject.map_or("", |own| &own.code);
    School {
        township: subject.and_then(|own| own.township.as_deref().map(str::to_owned)),
        answers: answers(&found),
        may_stay_at_floor: gaps.sections.first().map_or(0, |own| own.may_stay_at_floor),
        questions: questions(&county, &gaps),
        gaps: lacks(&gaps, code),
        findings: findings(snapshot, lang),
        ranks: among.map_or(Vec::new(), |judged| ranks(judged, code)),
        sections: found.sections,
        left_out: found.left_out,
        org: own.org.into(),
    }
}

/// Its own answers; those of the county stand in the county's result.
fn answers(found: &CountyRecord) -> Vec<OpenAnswer> {
    let tests = found
        .items
        .iter()
        .flat_map(|item| item.tests.iter().map(move |test| (&item.id, test)));
    let answers = tests.flat_map(|(item, test)| {
        let own = test.answers.iter().filter(|answer| answer.code.is_some());
        own.map(move |answer| OpenAnswer {
            item: item.clone(),
            test: test.id.clone(),
            answer: answer.clone(),
        })
    });
    let open = |own: &OpenAnswer| {
        !matches!(
            own.answer.outcome,
            ItemOutcome::Met | ItemOutcome::NotJudged
        )
    };
    answers.filter(open).collect()
}

/// The gaps of the school itself: those of the county's items name the county.
fn lacks(gaps: &Gaps<'_>, code: &str) -> Vec<Lack> {
    let sections = gaps.sections.iter().flat_map(|own| &own.gaps);
    let all = sections.chain(&gaps.items);
    let own = all.filter(|gap| gap.subject.first().is_some_and(|named| named == code));
    own.map(lack).collect()
}

/// A gap as it is told.
pub(crate) fn lack(gap: &Gap) -> Lack {
    Lack {
        stage: gap.subject.get(1).cloned(),
        item: gap.item.clone(),
        buy: (&gap.buy).into(),
        unit: unit(&gap.unit),
        to_limit: gap.to_limit.to_string(),
        to_floor: gap.to_floor.as_ref().map(Exact::to_string),
        shared: gap.shared,
        more: gap.more,
    }
}

fn unit(unit: &Unit) -> Bilingual {
    Bilingual {
        zh: unit.label(Lang::Zh),
        en: unit.label(Lang::En),
    }
}

fn questions(county: &County<'_>, gaps: &Gaps<'_>) -> Vec<Asking> {
    let stages = county.standard.pack.stages();
    let own = gaps.questions.iter().filter(|own| own.school.is_some());
    own.map(|own| Asking {
        stage: own.stage.map(|stage| stages[stage].id.clone()),
        item: own.item.clone(),
        figures: own
            .inputs
            .iter()
            .map(|input| (&input.title).into())
            .collect(),
    })
    .collect()
}

fn findings(snapshot: &Snapshot, lang: Lang) -> Vec<Found> {
    let table = &snapshot.schools;
    let found = facts::checks::run(table);
    with_words(lang, |words| {
        let told = found
            .iter()
            .map(|finding| Found::told(words, &table.form, finding, None));
        told.collect()
    })
}

/// Where the figures of a school stand among those of the county.
fn ranks(judged: &Judged, code: &str) -> Vec<Rank> {
    let county = judged.snapshot.county();
    let pack = &county.standard.pack;
    let mut ranks = Vec::new();
    for (index, section) in judged.found.sections.iter().enumerate() {
        if *county.subject(&county.schools[section.school]).code != *code {
            continue;
        }
        for (number, indicator) in pack.indicators.iter().enumerate() {
            let rank = county.rank(&judged.found, index, number);
            ranks.extend(rank.map(|(place, of)| Rank {
                stage: pack.stages()[section.stage].id.clone(),
                indicator: indicator.id.clone(),
                place,
                of,
            }));
        }
    }
    ranks
}

/// Why is a figure of a school what it is?
#[utoipa::path(get, path = "/api/rounds/{id}/schools/{school}/proof", tag = "schools",
    params(("id" = String, Path),
        ("school" = String, Path, description = "Its id or 学校标识码"),
        ("of" = String, Query, description = "As in `junheng explain --of`, about this school"),
        ("basis" = Option<String>, Query, description = "all, submitted, locked")),
    responses((status = 200, description = "One proof of `junheng explain --format json`",
        body = serde_json::Map<String, serde_json::Value>)))]
async fn read_school_proof(
    State(rim): State<Shared>,
    who: Who,
    Ids(id, school): Ids,
    Asked(asked): Asked<Question>,
) -> Result<Json<Proof>, Problem> {
    let basis: Basis = asked.basis.parse()?;
    let own = rim
        .app
        .read_school(&who.caller, &id, basis, &school)
        .await?;
    let proof = beside(move || {
        let judged = judge(Arc::new(own.snapshot))?;
        prove(&judged, &asked.of, who.lang, of_a_school)
    });
    Ok(Json(proof.await?))
}

/// What a school standing alone can tell: nothing that needs the others.
fn of_a_school(target: &Target) -> bool {
    match target {
        Target::School(_) | Target::Section(..) | Target::Figure(..) => true,
        Target::Test(_, _, school, _) => school.is_some(),
        Target::County | Target::Spread(..) | Target::Composite(_) | Target::Item(_) => false,
    }
}

/// What came of a school in each round, whatever it was called and even if it has closed since.
#[utoipa::path(get, path = "/api/orgs/{id}/results", tag = "schools",
    params(("id" = String, Path),
        ("basis" = Option<String>, Query, description = "all, submitted, locked")),
    responses((status = 200, description = "The school over the years", body = History)))]
async fn read_school_history(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Asked(asked): Asked<OnBasis>,
) -> Result<Json<History>, Problem> {
    let basis: Basis = asked.basis.parse()?;
    let history = rim.app.read_school_history(&who.caller, &id, basis).await?;
    Ok(Json(beside(move || past(history)).await))
}

fn past(history: SchoolHistory) -> History {
    let rounds = history.rounds.into_iter().map(|snapshot| {
        let found = of(&snapshot);
        let subject = snapshot.schools.subjects.first();
        Past {
            name: subject.map_or(String::new(), |own| own.name.to_string()),
            sections: found.sections,
            round: Round::new(snapshot.round, found.name),
        }
    });
    History {
        rounds: rounds.collect(),
        org: history.org.into(),
        merged: history.merged.into_iter().map(Org::from).collect(),
    }
}
