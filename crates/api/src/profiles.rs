//! Users and machines, as the host system describes them.

use actix_web::{put, web};
use handover_domain::{MachineProfile, UserProfile};
use serde::{Deserialize, Deserializer, Serialize, de};
use utoipa::ToSchema;

use crate::api::Desk;
use crate::body::Body;
use crate::field::{Email, HostId, Line, Tag, Time, line, marked};
use crate::parameters::HostIdInPath;
use crate::problem::ApiError;
use crate::tickets::MachineView;

/// What is known about a user. What is left out is forgotten.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserDescription {
    #[schema(inline)]
    name: Option<Line>,
    /// Without an address the user gets no mail.
    #[schema(inline)]
    email: Option<Email>,
    /// The user's company.
    #[schema(inline)]
    organization_name: Option<Line>,
    /// The user's role there.
    #[schema(inline)]
    role: Option<Line>,
    /// The language to write to them in.
    #[schema(inline)]
    language: Option<Tag>,
}

/// A user.
#[derive(Serialize, ToSchema)]
#[schema(as = User)]
pub(crate) struct UserView {
    user_id: String,
    name: Option<String>,
    email: Option<String>,
    organization_name: Option<String>,
    role: Option<String>,
    language: Option<&'static str>,
    updated_at: Time,
}

/// Describe a user, so that tickets and mails can name them.
#[utoipa::path(
    tag = "profiles",
    params(("user_id" = inline(HostId), Path)),
    request_body = UserDescription,
    responses((status = 200, body = UserView))
)]
#[put("/api/ai/users/{user_id}")]
pub(crate) async fn describe_user(
    desk: web::Data<Desk>,
    user: HostIdInPath,
    body: Body<UserDescription>,
) -> Result<web::Json<UserView>, ApiError> {
    let said = body.value;
    let user = desk.write(move |tx, scene| {
        let user = UserProfile {
            user_id: user.0,
            name: line(said.name),
            email: said.email.map(|email| email.0),
            organization_name: line(said.organization_name),
            role: line(said.role),
            language: Tag::language(said.language),
            updated_at: scene.now,
        };
        // Hosts tell us the same thing over and over; the row is written only when something changed.
        let known = tx.user(scene.actor.scope(), &user.user_id)?;
        if let Some(known) = known
            && known == (UserProfile { updated_at: known.updated_at, ..user.clone() })
        {
            return Ok(known);
        }
        tx.put_user(scene.actor.scope(), &user)?;
        Ok(user)
    });
    let user = user.await?;
    Ok(web::Json(UserView {
        user_id: user.user_id,
        name: user.name,
        email: user.email,
        organization_name: user.organization_name,
        role: user.role,
        language: user.language.map(handover_domain::Language::code),
        updated_at: Time(user.updated_at),
    }))
}

/// What is known about a machine. What is left out is forgotten.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MachineDescription {
    #[schema(inline)]
    name: Option<Line>,
    #[schema(inline)]
    model: Option<Line>,
    #[schema(inline)]
    serial: Option<Line>,
    #[schema(inline)]
    hours: Option<Hours>,
    #[schema(inline)]
    location: Option<Line>,
}

/// Operating hours.
pub(crate) struct Hours(f64);

impl<'de> Deserialize<'de> for Hours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let hours = f64::deserialize(deserializer)?;
        if (0.0..=MOST_HOURS).contains(&hours) {
            return Ok(Self(hours));
        }
        Err(de::Error::custom(marked("out_of_range", "Input should be between 0 and 10000000")))
    }
}

const MOST_HOURS: f64 = 10_000_000.0;

impl utoipa::PartialSchema for Hours {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::schema::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::Number)
            .minimum(Some(0))
            .maximum(Some(10_000_000))
            .into()
    }
}

impl ToSchema for Hours {}

/// Describe a machine, so that tickets and mails can name it.
#[utoipa::path(
    tag = "profiles",
    params(("machine_id" = inline(HostId), Path)),
    request_body = MachineDescription,
    responses((status = 200, body = MachineView))
)]
#[put("/api/ai/machines/{machine_id}")]
pub(crate) async fn describe_machine(
    desk: web::Data<Desk>,
    machine: HostIdInPath,
    body: Body<MachineDescription>,
) -> Result<web::Json<MachineView>, ApiError> {
    let said = body.value;
    let machine = desk.write(move |tx, scene| {
        let machine = MachineProfile {
            machine_id: machine.0,
            name: line(said.name),
            model: line(said.model),
            serial: line(said.serial),
            hours: said.hours.map(|hours| hours.0),
            location: line(said.location),
            updated_at: scene.now,
        };
        let known = tx.machine(scene.actor.scope(), &machine.machine_id)?;
        if let Some(known) = known
            && known == (MachineProfile { updated_at: known.updated_at, ..machine.clone() })
        {
            return Ok(known);
        }
        tx.put_machine(scene.actor.scope(), &machine)?;
        Ok(machine)
    });
    Ok(web::Json(machine.await?.into()))
}
