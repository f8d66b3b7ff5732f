//! An indicator among the schools of a county: its means by township and by kind of school, and how
//! much each school adds to its spread.

use app::beside;
use app::county::Basis;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use indicators::{By, County, CountyAssessment, GroupMean, Standing};
use kernel::Text;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::dto::Bilingual;
use super::extract::{Asked, Id};
use super::guard::Who;
use super::judged::Judged;
use super::problem::Problem;
use super::rim::Shared;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new().routes(routes!(read_means))
}

/// Of which indicator, and which returns count?
#[derive(Debug, Deserialize)]
struct Question {
    of: String,
    #[serde(default)]
    basis: String,
}

/// An indicator among the schools of a county.
#[derive(Serialize, ToSchema)]
struct Means {
    /// Its means, by each way to put sections together that makes more than one group.
    ways: Vec<Way>,
    /// How much each section adds to the spread.
    parts: Vec<Part>,
}

/// A way to put sections together.
#[derive(Serialize, ToSchema)]
struct Way {
    /// `township`, or the field of the school form that tells.
    by: String,
    /// What people call the field; none for townships.
    title: Option<Bilingual>,
    /// Its groups.
    groups: Vec<MeanOfGroup>,
}

/// Sections that belong together.
#[derive(Serialize, ToSchema)]
struct MeanOfGroup {
    /// The stage.
    stage: String,
    /// What they have in common; none for those of which it is not known.
    group: Option<Bilingual>,
    /// How many sections.
    sections: usize,
    /// How many of them meet the limit.
    met: usize,
    /// How many lack the figure.
    missing: usize,
    /// Their mean as printed, weighted as the county's is.
    mean: Option<String>,
    /// How the mean stands to the limit: met, floor, below, unknown, no_limit
    #[schema(value_type = String)]
    standing: Standing,
}

/// What a section adds to a spread.
#[derive(Serialize, ToSchema)]
#[schema(as = SpreadPart)]
struct Part {
    /// 学校标识码
    code: String,
    /// The stage.
    stage: String,
    /// Its share of the variance, 0 to 1.
    share: f64,
}

/// Means of an indicator by groups of schools, and what each school adds to its spread.
#[utoipa::path(get, path = "/api/rounds/{id}/means", tag = "county",
    params(("id" = String, Path),
        ("of" = String, Query, description = "An indicator"),
        ("basis" = Option<String>, Query, description = "all, submitted, locked")),
    responses((status = 200, description = "Means", body = Means)))]
async fn read_means(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Asked(asked): Asked<Question>,
) -> Result<Json<Means>, Problem> {
    let basis: Basis = asked.basis.parse()?;
    let snapshot = rim.app.read_county(&who.caller, &id, basis).await?;
    let indicator = snapshot.standard.pack.indicator(&asked.of);
    let unknown = || {
        let problem = Problem::new(StatusCode::NOT_FOUND, "not-found");
        problem
            .with("what", "indicator")
            .with("id", asked.of.clone())
    };
    let indicator = indicator.ok_or_else(unknown)?;
    let judged = rim.judgments.of(basis, snapshot).await?;
    Ok(Json(beside(move || means(&judged, indicator)).await))
}

fn means(judged: &Judged, indicator: usize) -> Means {
    let (county, found) = (judged.snapshot.county(), &judged.found);
    let ways = county.ways().into_iter();
    let ways = ways.filter_map(|(by, title)| way(&county, found, indicator, by, title));
    Means {
        ways: ways.collect(),
        parts: parts(&county, found, indicator),
    }
}

fn judged_stages<'c>(county: &'c County<'_>) -> impl Iterator<Item = (usize, &'c str)> {
    let stages = county.standard.pack.stages().iter().enumerate();
    let judged = stages.filter(|(_, stage)| stage.judged);
    judged.map(|(number, stage)| (number, stage.id.as_str()))
}

fn way(
    county: &County<'_>,
    found: &CountyAssessment,
    indicator: usize,
    by: By,
    title: Option<Text>,
) -> Option<Way> {
    let shown = &county.standard.pack.indicators[indicator];
    let mean = |stage: &str, own: GroupMean| MeanOfGroup {
        stage: stage.to_owned(),
        group: own.group.as_ref().map(Bilingual::from),
        sections: own.sections,
        met: own.met,
        missing: own.missing,
        mean: own
            .mean
            .map(|mean| shown.unit.show(&mean).to_fixed(shown.digits)),
        standing: own.standing,
    };
    let mut groups = Vec::new();
    let mut telling = false;
    for (number, stage) in judged_stages(county) {
        let own = county.means(found, number, indicator, by);
        telling |= own.len() > 1;
        groups.extend(own.into_iter().map(|own| mean(stage, own)));
    }
    let form = &county.facts.schools.form;
    telling.then(|| Way {
        by: match by {
            By::Township => "township".to_owned(),
            By::Choice(column) => form.field_of(column).id.clone(),
        },
        title: title.as_ref().map(Bilingual::from),
        groups,
    })
}

fn parts(county: &County<'_>, found: &CountyAssessment, indicator: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    for (number, stage) in judged_stages(county) {
        for (section, share) in county.contributions(found, number, indicator) {
            let school = &county.schools[found.sections[section].school];
            parts.push(Part {
                code: county.subject(school).code.to_string(),
                stage: stage.to_owned(),
                share,
            });
        }
    }
    parts
}
