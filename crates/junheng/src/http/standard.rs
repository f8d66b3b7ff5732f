//! The rules of a round: what pages need to name things and to draw lines.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use facts::table::Table;
use indicators::Facts;
use indicators::record::{RuleRecord, record};
use kernel::{Lang, Text, Unit};
use serde::Serialize;
use standards::{Citation, Indicator, Item, Sense, Standard, TestBasis};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::dto::{Bilingual, Titled};
use super::extract::Id;
use super::guard::Who;
use super::problem::Problem;
use super::rim::Shared;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new().routes(routes!(read_standard))
}

/// The rules of a round.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Standard)]
struct Rules {
    /// Pack and overlays.
    id: String,
    /// What people call it.
    title: Bilingual,
    /// The day of judgment.
    day: String,
    /// Every switch.
    profile: BTreeMap<String, String>,
    /// Stages that are judged.
    stages: Vec<Titled>,
    /// Indicators, in order.
    indicators: Vec<IndicatorLine>,
    /// Groups of items, in order.
    groups: Vec<GroupLine>,
    /// Items, in the order of judgment.
    items: Vec<ItemLine>,
}

/// An indicator.
#[derive(Debug, Serialize, ToSchema)]
struct IndicatorLine {
    /// Its id.
    id: String,
    /// What people read.
    title: Bilingual,
    /// For the head of a table.
    short: Bilingual,
    /// Unit of its values.
    unit: Bilingual,
    /// Decimals printed.
    digits: u32,
    /// at_least, at_most
    sense: &'static str,
    /// Limits by stage, in that unit.
    limits: BTreeMap<String, String>,
    /// Floors by stage.
    floors: BTreeMap<String, String>,
    /// Limits of the coefficient of variation by stage.
    cv_limits: BTreeMap<String, String>,
    /// Where it stands.
    clause: String,
}

/// A group of items.
#[derive(Debug, Serialize, ToSchema)]
struct GroupLine {
    /// Its id.
    id: String,
    /// What people read.
    title: Bilingual,
    /// What is said of an item that is met, where "met" is not the word.
    #[serde(skip_serializing_if = "Option::is_none")]
    met: Option<Bilingual>,
    /// What is said of an item that is not met.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_met: Option<Bilingual>,
}

/// An assessed item.
#[derive(Debug, Serialize, ToSchema)]
struct ItemLine {
    /// Its id.
    id: String,
    /// What people read.
    title: Bilingual,
    /// Its group.
    group: String,
    /// Where it stands.
    clause: String,
    /// What an inspector looks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Bilingual>,
    /// Its tests; none where it is made of the indicators.
    tests: Vec<TestLine>,
}

/// A test of an item.
#[derive(Debug, Serialize, ToSchema)]
struct TestLine {
    /// Its id within the item.
    id: String,
    /// What people read.
    title: Bilingual,
    /// figures, evidence
    basis: &'static str,
    /// Unit of both sides of its answers; none where they have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Bilingual>,
}

/// The rules of a round.
#[utoipa::path(get, path = "/api/rounds/{id}/standard", tag = "rounds",
    params(("id" = String, Path)),
    responses((status = 200, description = "The rules", body = Rules)))]
async fn read_standard(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
) -> Result<Json<Rules>, Problem> {
    let standard = rim.app.read_standard(&who.caller, &id).await?;
    Ok(Json(rules(&standard, who.lang)))
}

fn rules(standard: &Standard, lang: Lang) -> Rules {
    let pack = &standard.pack;
    let held = held(standard);
    let stages = pack.stages().iter().filter(|stage| stage.judged);
    let groups = pack.groups.iter().map(|group| GroupLine {
        id: group.id.clone(),
        title: (&group.title).into(),
        met: group.met.as_ref().map(Bilingual::from),
        not_met: group.not_met.as_ref().map(Bilingual::from),
    });
    let indicators = pack.indicators.iter();
    Rules {
        id: pack.id.clone(),
        title: (&pack.title).into(),
        day: standard.day.to_string(),
        profile: standard.profile(),
        stages: stages
            .map(|stage| Titled::new(&stage.id, &stage.title))
            .collect(),
        indicators: indicators
            .map(|indicator| line(standard, indicator, &held, lang))
            .collect(),
        groups: groups.collect(),
        items: pack
            .items
            .iter()
            .map(|item| item_line(standard, item, lang))
            .collect(),
    }
}

/// What every indicator means on the day: told by the record of no returns at all.
fn held(standard: &Standard) -> Vec<RuleRecord> {
    let schools = Table::new(standard.pack.school_form().clone());
    let nothing = Facts {
        schools: &schools,
        county: None,
    };
    record(standard, nothing, &[]).rules
}

fn line(
    standard: &Standard,
    indicator: &Indicator,
    held: &[RuleRecord],
    lang: Lang,
) -> IndicatorLine {
    let by_stage = |value: fn(&RuleRecord) -> &Option<String>| {
        let own = held.iter().filter(|rule| rule.indicator == indicator.id);
        own.filter_map(|rule| Some((rule.stage.clone(), value(rule).clone()?)))
            .collect()
    };
    IndicatorLine {
        id: indicator.id.clone(),
        title: (&indicator.title).into(),
        short: (&indicator.short).into(),
        unit: labels(&indicator.unit),
        digits: indicator.digits,
        sense: match indicator.sense {
            Sense::AtLeast => "at_least",
            Sense::AtMost => "at_most",
        },
        limits: by_stage(|rule| &rule.limit),
        floors: by_stage(|rule| &rule.floor),
        cv_limits: by_stage(|rule| &rule.cv_limit),
        clause: clause(standard, &indicator.citation, lang),
    }
}

fn labels(unit: &Unit) -> Bilingual {
    Bilingual {
        zh: unit.label(Lang::Zh),
        en: unit.label(Lang::En),
    }
}

fn item_line(standard: &Standard, item: &Item, lang: Lang) -> ItemLine {
    let tests = item.tests().iter().map(|test| TestLine {
        id: test.id.clone(),
        title: (&test.title).into(),
        basis: match test.basis {
            TestBasis::Figures => "figures",
            TestBasis::Evidence => "evidence",
        },
        unit: test.unit.as_ref().map(labels),
    });
    let group = standard.pack.groups.get(item.group);
    ItemLine {
        id: item.id.clone(),
        title: (&item.title).into(),
        group: group.map(|group| group.id.clone()).unwrap_or_default(),
        clause: clause(standard, &item.citation, lang),
        evidence: item.evidence.as_ref().map(Bilingual::from),
        tests: tests.collect(),
    }
}

/// Document and clause, as people quote them.
fn clause(standard: &Standard, citation: &Citation, lang: Lang) -> String {
    let document = standard.pack.document(&citation.document);
    let called = document.map(|document| {
        let title: &Text = &document.title;
        let number = document.number.as_deref();
        number.unwrap_or(title.get(lang)).to_owned()
    });
    let parts = called.into_iter().chain([citation.clause.clone()]);
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}
