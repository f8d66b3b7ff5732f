//! Rounds, who has filed, and the packs to open one with.

use std::collections::BTreeMap;

use app::rounds::NewRound;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use standards::Switch;
use store::rounds;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::dto::{Bilingual, Titled};
use super::extract::{Asked, Id, Said};
use super::guard::Who;
use super::problem::Problem;
use super::rim::{Offered, Shared};

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(read_standards))
        .routes(routes!(round_schools))
        .routes(routes!(read_rounds, open_round))
        .routes(routes!(set_round_state))
        .routes(routes!(read_progress))
}

/// A pack that a round may be opened with.
#[derive(Debug, Serialize, ToSchema)]
struct Offer {
    /// Its id.
    id: String,
    /// Its version.
    version: String,
    /// What people call it.
    title: Bilingual,
    /// Overlays that fit upon it.
    overlays: Vec<OfferedOverlay>,
    /// Questions that its sources answer in more than one way.
    switches: Vec<SwitchLine>,
    /// Headings of its forms: what a county officer may be bound to.
    groups: Vec<Titled>,
}

/// An overlay that a round may be opened with.
#[derive(Debug, Serialize, ToSchema)]
struct OfferedOverlay {
    /// Its id.
    id: String,
    /// What people call it.
    title: Bilingual,
    /// Positions that are usual where it applies, by switch.
    usual: BTreeMap<String, String>,
}

/// A question that the sources answer in more than one way.
#[derive(Debug, Serialize, ToSchema)]
struct SwitchLine {
    /// Its id.
    id: String,
    /// What people read.
    title: Bilingual,
    /// Why there is a choice, and which source says what.
    why: Bilingual,
    /// The position taken unless another is chosen.
    default: String,
    /// The positions.
    options: Vec<Titled>,
}

impl From<&Switch> for SwitchLine {
    fn from(switch: &Switch) -> SwitchLine {
        let options = switch.options.iter();
        SwitchLine {
            id: switch.id.clone(),
            title: (&switch.title).into(),
            why: (&switch.why).into(),
            default: switch.default.clone(),
            options: options
                .map(|option| Titled::new(&option.id, &option.title))
                .collect(),
        }
    }
}

impl From<&Offered> for Offer {
    fn from(offered: &Offered) -> Offer {
        let pack = &offered.pack;
        let overlays = offered
            .overlays
            .iter()
            .map(|(id, title, pack)| OfferedOverlay {
                id: id.clone(),
                title: title.into(),
                usual: pack.usual(),
            });
        let mut groups: Vec<Titled> = Vec::new();
        for form in pack.forms() {
            for group in &form.groups {
                if groups.iter().all(|known| known.id != group.id) {
                    groups.push(Titled::new(&group.id, &group.title));
                }
            }
        }
        Offer {
            id: offered.id.clone(),
            version: pack.version.clone(),
            title: (&pack.title).into(),
            overlays: overlays.collect(),
            switches: pack.switches().iter().map(SwitchLine::from).collect(),
            groups,
        }
    }
}

/// On which day?
#[derive(Debug, Deserialize)]
struct OnDay {
    day: Date,
}

/// A school, as a round of a day would see it.
#[derive(Debug, Serialize, ToSchema)]
struct RoundSchool {
    /// The school.
    org: String,
    /// 学校标识码
    code: String,
    /// Its name on the day.
    name: String,
    /// The township, by name; empty if it belongs to none.
    township: String,
    /// open, merged, closed
    status: String,
    /// The day from which this holds.
    from_day: String,
    /// Whether it would have a return to fill in.
    asked: bool,
}

/// A round.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Round {
    /// Its id.
    id: String,
    /// Whose.
    org: String,
    /// The name of the place.
    org_name: String,
    /// What people call it.
    title: String,
    /// The year of the figures.
    year: i64,
    /// The day of judgment.
    day: String,
    /// The last day to hand in.
    due_day: String,
    /// The pack.
    standard: String,
    /// Its overlays.
    overlays: Vec<String>,
    /// Switches that are not at their default.
    profile: BTreeMap<String, String>,
    /// The hash of the rules when it was opened.
    rules_hash: String,
    /// open, closed
    state: String,
    /// When it was opened.
    created_at: i64,
}

impl Round {
    /// A round of a place with a name.
    pub(crate) fn new(round: rounds::Round, org_name: String) -> Round {
        let overlays = round.overlays.split(',').filter(|id| !id.is_empty());
        Round {
            overlays: overlays.map(str::to_owned).collect(),
            profile: serde_json::from_str(&round.profile).unwrap_or_default(),
            id: round.id,
            org: round.org,
            org_name,
            title: round.title,
            year: round.year,
            day: round.day,
            due_day: round.due_day,
            standard: round.standard,
            rules_hash: round.rules_hash,
            state: round.state,
            created_at: round.created_at,
        }
    }
}

/// A round to be opened.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct NewRoundBody {
    /// The county; left out where the path names the place.
    #[serde(default)]
    org: String,
    /// What people call it.
    title: String,
    /// The year of the figures.
    #[schema(value_type = i32, minimum = 1986, maximum = 2100)]
    year: i16,
    /// The day of judgment.
    #[schema(value_type = String, format = Date)]
    day: Date,
    /// The last day to hand in; the day of judgment if left out.
    #[schema(value_type = Option<String>, format = Date)]
    due_day: Option<Date>,
    /// The pack.
    standard: String,
    /// Its overlays.
    #[serde(default)]
    overlays: Vec<String>,
    /// Switches that are not at their default.
    #[serde(default)]
    profile: BTreeMap<String, String>,
}

impl NewRoundBody {
    /// The round at a place.
    pub(crate) fn of(self, org: String) -> NewRound {
        NewRound {
            org,
            title: self.title,
            year: self.year,
            day: self.day,
            due_day: self.due_day.unwrap_or(self.day),
            standard: self.standard,
            overlays: self.overlays,
            profile: self.profile,
        }
    }
}

/// Something that was made.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MadeId {
    /// Its id.
    pub(crate) id: String,
}

/// What a round shall be.
#[derive(Debug, Deserialize, ToSchema)]
struct RoundState {
    /// open or closed
    state: Openness,
}

/// Whether figures may still change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Openness {
    /// They may.
    Open,
    /// They may not.
    Closed,
}

/// How far a round is.
#[derive(Debug, Serialize, ToSchema)]
struct Progress {
    /// Every return within reach.
    returns: Vec<Filed>,
}

/// How far one return is.
#[derive(Debug, Serialize, ToSchema)]
struct Filed {
    /// The return.
    id: String,
    /// The form.
    form: String,
    /// Who fills it in.
    org: String,
    /// Its name.
    name: String,
    /// 学校标识码
    code: String,
    /// The township, by name; empty if it belongs to none.
    township: String,
    /// draft, submitted, checked, returned, locked
    state: String,
    /// It is locked, and somebody asks for it to be unlocked.
    unlock_asked: bool,
    /// Cells that are filled in.
    filled: usize,
    /// Cells that could be.
    asked: usize,
}

/// Packs that a round may be opened with, the usual one first.
#[utoipa::path(get, path = "/api/standards", tag = "rounds",
    responses((status = 200, description = "Packs", body = Vec<Offer>)))]
async fn read_standards(State(rim): State<Shared>, who: Who) -> Result<Json<Vec<Offer>>, Problem> {
    if who.caller.must_change {
        return Err(app::AppError::MustChange.into());
    }
    Ok(Json(rim.offered.iter().map(Offer::from).collect()))
}

/// The schools of a county on a day, and which of them a round of that day would ask.
#[utoipa::path(get, path = "/api/orgs/{id}/schools", tag = "rounds",
    params(("id" = String, Path),
        ("day" = String, Query, format = Date, description = "The day of judgment")),
    responses((status = 200, description = "Schools", body = Vec<RoundSchool>)))]
async fn round_schools(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Asked(on): Asked<OnDay>,
) -> Result<Json<Vec<RoundSchool>>, Problem> {
    let schools = rim.app.round_schools(&who.caller, &id, on.day).await?;
    let schools = schools.into_iter().map(|school| RoundSchool {
        org: school.org.id,
        code: school.org.code,
        name: school.org.name,
        township: school.township,
        status: school.org.status,
        from_day: school.org.from_day,
        asked: school.asked,
    });
    Ok(Json(schools.collect()))
}

/// Rounds that concern the caller, newest first.
#[utoipa::path(get, path = "/api/rounds", tag = "rounds",
    responses((status = 200, description = "Rounds", body = Vec<Round>)))]
async fn read_rounds(State(rim): State<Shared>, who: Who) -> Result<Json<Vec<Round>>, Problem> {
    let all = rim.app.read_rounds(&who.caller).await?;
    let names = rim
        .app
        .org_names(all.iter().map(|round| round.org.as_str()))
        .await?;
    let named = |round: rounds::Round| {
        let name = names.get(&round.org).cloned().unwrap_or_default();
        Round::new(round, name)
    };
    Ok(Json(all.into_iter().map(named).collect()))
}

/// Open a round for every school of a county.
#[utoipa::path(post, path = "/api/rounds", tag = "rounds", request_body = NewRoundBody,
    responses((status = 201, description = "Opened", body = MadeId)))]
async fn open_round(
    State(rim): State<Shared>,
    who: Who,
    Said(new): Said<NewRoundBody>,
) -> Result<(StatusCode, Json<MadeId>), Problem> {
    let place = new.org.clone();
    let new = new.of(place);
    let id = rim.app.open_round(&who.caller, &new).await?;
    Ok((StatusCode::CREATED, Json(MadeId { id })))
}

/// Close a round, or open it again.
#[utoipa::path(patch, path = "/api/rounds/{id}", tag = "rounds", params(("id" = String, Path)),
    request_body = RoundState, responses((status = 204, description = "Changed")))]
async fn set_round_state(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
    Said(wanted): Said<RoundState>,
) -> Result<StatusCode, Problem> {
    let open = wanted.state == Openness::Open;
    rim.app.set_round_open(&who.caller, &id, open).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who has filed, and who has not.
#[utoipa::path(get, path = "/api/rounds/{id}/progress", tag = "rounds",
    params(("id" = String, Path)),
    responses((status = 200, description = "Every return within reach", body = Progress)))]
async fn read_progress(
    State(rim): State<Shared>,
    who: Who,
    Id(id): Id,
) -> Result<Json<Progress>, Problem> {
    let progress = rim.app.read_progress(&who.caller, &id).await?;
    let returns = progress.returns.into_iter().map(|filed| Filed {
        id: filed.id,
        form: filed.form,
        org: filed.org,
        name: filed.name,
        code: filed.code,
        township: filed.township,
        state: filed.state,
        unlock_asked: filed.unlock_asked,
        filled: filed.filled,
        asked: filed.asked,
    });
    Ok(Json(Progress {
        returns: returns.collect(),
    }))
}
