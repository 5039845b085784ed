//! Who is there to help, and what they can do.

use actix_web::{get, put, web};
use handover_domain::{
    Duty, OnRoster, RosterError, Skills, availability, roster, set_availability, set_skills,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api::Desk;
use crate::body::Body;
use crate::field::{HostId, Time};
use crate::parameters::{HostIdInPath, Query};
use crate::problem::{ApiError, FieldError, Kind};
use crate::words::{CategoryWord, LanguageWord, RoleWord};

/// Who is meant.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AvailabilityQuery {
    /// A contact or an account; somebody with an account always asks about themselves.
    #[param(inline, value_type = Option<crate::docs::ContactId>)]
    expert_id: Option<HostId>,
}

/// Whether an expert is there.
#[derive(Serialize, ToSchema)]
pub(crate) struct Availability {
    /// The id by which tickets name the expert.
    expert_id: String,
    /// Null while nobody has said.
    available: Option<bool>,
}

impl From<Duty> for Availability {
    fn from(duty: Duty) -> Self {
        Self { expert_id: duty.expert_id, available: duty.available }
    }
}

/// Ask whether an expert is there.
#[utoipa::path(
    tag = "desk",
    params(AvailabilityQuery),
    responses((status = 200, body = Availability), (status = 404))
)]
#[get("/api/ai/desk/availability")]
pub(crate) async fn show_availability(
    desk: Desk,
    query: Query<AvailabilityQuery>,
) -> Result<web::Json<Availability>, ApiError> {
    let named = query.0.expert_id.map(|id| id.0);
    let duty = desk.read(move |view, scene| Ok(availability(view, scene, named.as_deref())?)).await?;
    Ok(web::Json(duty.into()))
}

/// Whether an expert is to count as there.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AvailabilityBody {
    available: bool,
    /// A contact or an account; somebody with an account always speaks of themselves.
    #[schema(value_type = Option<crate::docs::ContactId>)]
    expert_id: Option<HostId>,
}

/// Say whether an expert is there. Who is gets tickets by themselves, where the house does so.
#[utoipa::path(
    tag = "desk",
    request_body = AvailabilityBody,
    responses((status = 200, body = Availability), (status = 404))
)]
#[put("/api/ai/desk/availability")]
pub(crate) async fn switch_availability(
    desk: Desk,
    body: Body<AvailabilityBody>,
) -> Result<web::Json<Availability>, ApiError> {
    let AvailabilityBody { available, expert_id } = body.value;
    let named = expert_id.map(|id| id.0);
    let switched = desk.write(move |tx, scene| Ok(set_availability(tx, scene, named.as_deref(), available)?));
    let switched = switched.await?;
    desk.live.roster_changed();
    Ok(web::Json(switched.into()))
}

/// Somebody who can have a ticket, and what they can do.
#[derive(Serialize, ToSchema)]
pub(crate) struct SkilledExpert {
    /// The id by which tickets name them.
    id: String,
    name: String,
    /// What they may do here; null for a contact without an account.
    role: Option<RoleWord>,
    /// Null while nobody has said.
    available: Option<bool>,
    /// The languages they help in; none means any.
    languages: Vec<LanguageWord>,
    /// The kinds of problem they know; none means any.
    categories: Vec<CategoryWord>,
    /// Whether they get tickets by themselves while they are available.
    auto_assign: bool,
    /// When they last got a ticket.
    assigned_at: Option<Time>,
}

impl From<OnRoster> for SkilledExpert {
    fn from(OnRoster { name, role, duty }: OnRoster) -> Self {
        let Duty { expert_id, skills, available, assigned_at } = duty;
        Self {
            id: expert_id,
            name,
            role: role.map(|role| RoleWord(role.into())),
            available,
            languages: skills.languages.into_iter().map(LanguageWord).collect(),
            categories: skills.categories.into_iter().map(CategoryWord).collect(),
            auto_assign: skills.auto_assign,
            assigned_at: assigned_at.map(Time),
        }
    }
}

/// Everybody who can have a ticket.
#[derive(Serialize, ToSchema)]
pub(crate) struct SkilledExperts {
    /// The contacts in the order of their file, then the accounts that are no contact's by mail address.
    experts: Vec<SkilledExpert>,
    /// Whether the house gives tickets by itself at all (`desk.auto_assign`).
    auto_assign: bool,
}

/// List everybody who can have a ticket, with what they can do.
#[utoipa::path(tag = "desk", responses((status = 200, body = SkilledExperts)))]
#[get("/api/ai/desk/experts")]
pub(crate) async fn show_roster(desk: Desk) -> Result<web::Json<SkilledExperts>, ApiError> {
    let found = desk.read(|view, scene| {
        scene.actor.demand(handover_domain::Action::LeadDesk)?;
        Ok((roster(view, scene)?, scene.house.auto_assign))
    });
    let (experts, auto_assign) = found.await?;
    let experts = experts.into_iter().map(SkilledExpert::from).collect();
    Ok(web::Json(SkilledExperts { experts, auto_assign }))
}

/// What an expert can do.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SkillsBody {
    /// The languages they help in; none means any.
    #[schema(inline)]
    languages: Vec<LanguageWord>,
    /// The kinds of problem they know; none means any.
    #[schema(inline)]
    categories: Vec<CategoryWord>,
    /// Whether they get tickets by themselves while they are available.
    auto_assign: bool,
}

/// Say what an expert can do.
#[utoipa::path(
    tag = "desk",
    params(("id" = inline(HostId), Path, description = "A contact or an account")),
    request_body = SkillsBody,
    responses((status = 200, body = SkilledExpert), (status = 404))
)]
#[put("/api/ai/desk/experts/{id}")]
pub(crate) async fn write_skills(
    desk: Desk,
    id: HostIdInPath,
    body: Body<SkillsBody>,
) -> Result<web::Json<SkilledExpert>, ApiError> {
    let SkillsBody { languages, categories, auto_assign } = body.value;
    let skills = Skills {
        languages: languages.into_iter().map(|word| word.0).collect(),
        categories: categories.into_iter().map(|word| word.0).collect(),
        auto_assign,
    };
    let written = desk.write(move |tx, scene| Ok(set_skills(tx, scene, &id.0, skills)?)).await?;
    Ok(web::Json(written.into()))
}

impl From<RosterError> for ApiError {
    fn from(error: RosterError) -> Self {
        match error {
            RosterError::NoSuchExpert(_) => {
                Self::new(Kind::NotFound, "No contact and no active account has this id")
            }
            RosterError::WhichExpert => Self::field(FieldError::named(
                "body",
                "expert_id",
                "missing",
                "Input should name an expert, because nobody with an account asks",
            )),
            RosterError::Refused(refusal) => refusal.into(),
            RosterError::Store(error) => error.into(),
        }
    }
}
