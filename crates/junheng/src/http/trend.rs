//! A county over its rounds: what moved from year to year, and how long it has to its target.

use app::county::Basis;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use indicators::{Lamp, Outcome, SpreadResult, Standing};
use jiff::civil::Date;
use kernel::Exact;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::{Asked, Id, Said};
use super::guard::Who;
use super::judged::Judged;
use super::problem::Problem;
use super::rim::Shared;
use super::rounds::Round;

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(read_trend))
        .routes(routes!(set_target))
}

/// Which returns count?
#[derive(Debug, Deserialize)]
struct OnBasis {
    #[serde(default)]
    basis: String,
}

/// A county over its rounds.
#[derive(Serialize, ToSchema)]
struct Trend {
    /// The day by which it means to be recognised (创建目标日期).
    #[schema(format = Date)]
    target_day: Option<String>,
    /// Its rounds, from the first to the last.
    rounds: Vec<Year>,
}

/// A county in one of its rounds.
#[derive(Serialize, ToSchema)]
struct Year {
    /// The round.
    round: Round,
    /// pass, fail, cannot_decide, not_judged
    #[schema(value_type = String)]
    verdict: Outcome,
    /// How many rows pass, stage by stage.
    stages: Vec<Passing>,
    /// The coefficients of variation.
    spreads: Vec<Coefficient>,
}

/// How many rows of a stage pass.
#[derive(Serialize, ToSchema)]
struct Passing {
    /// The stage.
    stage: String,
    /// Its rows.
    sections: usize,
    /// Those that pass.
    pass: usize,
    /// Those that cannot be decided.
    open: usize,
}

/// A coefficient of variation.
#[derive(Serialize, ToSchema)]
struct Coefficient {
    /// The stage.
    stage: String,
    /// The indicator.
    indicator: String,
    /// The coefficient.
    cv: Option<f64>,
    /// Its limit.
    limit: Option<String>,
    /// met, below, unknown, no_limit
    #[schema(value_type = String)]
    standing: Standing,
    /// green, amber, red, grey
    #[schema(value_type = String)]
    lamp: Lamp,
}

/// The day by which a county means to be recognised.
#[derive(Debug, Deserialize, ToSchema)]
struct Target {
    /// The day; none takes it away.
    #[schema(value_type = Option<String>, format = Date)]
    day: Option<Date>,
}

/// A county over its rounds.
#[utoipa::path(get, path = "/api/orgs/{id}/trend", tag = "county",
    params(("id" = String, Path),
        ("basis" = Option<String>, Query, description = "all, submitted, locked")),
    responses((status = 200, description = "The county over its rounds", body = Trend)))]
async fn read_trend(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Asked(asked): Asked<OnBasis>,
) -> Result<Json<Trend>, Problem> {
    let basis: Basis = asked.basis.parse()?;
    let trend = rim.app.read_trend(&who.caller, &id, basis).await?;
    let mut rounds = Vec::new();
    for snapshot in trend.rounds {
        rounds.push(year(&*rim.judgments.of(basis, snapshot).await?));
    }
    Ok(Json(Trend {
        target_day: trend.target_day,
        rounds,
    }))
}

fn year(judged: &Judged) -> Year {
    let pack = &judged.snapshot.standard.pack;
    let stages = pack.stages().iter().enumerate();
    let stages = stages.filter(|(_, stage)| stage.judged);
    let passing = stages.map(|(stage, called)| {
        let own = judged.found.sections.iter();
        let own = own.filter(|section| section.stage == stage);
        let came = |outcome: Outcome| own.clone().filter(|own| own.outcome == outcome).count();
        Passing {
            stage: called.id.clone(),
            sections: own.clone().count(),
            pass: came(Outcome::Pass),
            open: came(Outcome::CannotDecide),
        }
    });
    let coefficient = |spread: &SpreadResult| Coefficient {
        stage: pack.stages()[spread.stage].id.clone(),
        indicator: pack.indicators[spread.indicator].id.clone(),
        cv: spread.cv,
        limit: spread.limit.as_ref().map(Exact::to_string),
        standing: spread.standing,
        lamp: spread.lamp,
    };
    Year {
        verdict: judged.found.verdict,
        stages: passing.collect(),
        spreads: judged.found.spreads.iter().map(coefficient).collect(),
        round: Round::new(judged.snapshot.round.clone(), judged.found.name.to_string()),
    }
}

/// Set the day by which a county means to be recognised, or take it away.
#[utoipa::path(put, path = "/api/orgs/{id}/target", tag = "county", params(("id" = String, Path)),
    request_body = Target, responses((status = 204, description = "Set")))]
async fn set_target(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Said(target): Said<Target>,
) -> Result<StatusCode, Problem> {
    rim.app.set_target(&who.caller, &id, target.day).await?;
    Ok(StatusCode::NO_CONTENT)
}
