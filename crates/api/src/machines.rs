//! Machines, as the host system describes them, and whose they are.

use actix_web::{HttpResponse, delete, get, put, web};
use handover_domain::{
    DescribeMachine, MachineContext, MachineProfile, describe_machines, forget_machine, machine_context,
    machines_of_user,
};
use serde::{Deserialize, Deserializer, Serialize, de};
use utoipa::ToSchema;

use crate::api::Desk;
use crate::body::Body;
use crate::field::{HostId, Line, Time, host_id, line, marked};
use crate::parameters::HostIdInPath;
use crate::problem::ApiError;
use crate::profiles::{DescribedView, Rows, the_one};
use crate::tickets::MachineView;

/// What is known about a machine. What is left out is forgotten.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MachineDescription {
    /// The user whose machine it is. Nothing else need be known about them.
    #[schema(inline)]
    user_id: Option<HostId>,
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

impl MachineDescription {
    fn of(self, machine_id: String) -> DescribeMachine {
        DescribeMachine {
            machine_id,
            user_id: host_id(self.user_id),
            name: line(self.name),
            model: line(self.model),
            serial: line(self.serial),
            hours: self.hours.map(|hours| hours.0),
            location: line(self.location),
        }
    }
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

/// A machine, as the host system described it, and whose it is.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnedMachine)]
pub(crate) struct OwnedMachineView {
    #[serde(flatten)]
    machine: MachineView,
    /// The user whose machine it is.
    user_id: Option<String>,
}

impl From<MachineProfile> for OwnedMachineView {
    fn from(mut machine: MachineProfile) -> Self {
        let user_id = machine.user_id.take();
        Self { machine: machine.into(), user_id }
    }
}

/// Describe a machine, so that tickets and mails can name it.
#[utoipa::path(
    tag = "profiles",
    params(("machine_id" = inline(HostId), Path)),
    request_body = MachineDescription,
    responses((status = 200, body = OwnedMachineView))
)]
#[put("/api/ai/machines/{machine_id}")]
pub(crate) async fn describe_machine(
    desk: Desk,
    machine: HostIdInPath,
    body: Body<MachineDescription>,
) -> Result<web::Json<OwnedMachineView>, ApiError> {
    let said = vec![body.value.of(machine.0)];
    let done = desk.write(move |tx, scene| Ok(describe_machines(tx, scene, said)?)).await?;
    Ok(web::Json(the_one(done)?.into()))
}

/// Machines to be described: all of them or, when one cannot be accepted, none.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MachineList {
    #[schema(value_type = Vec<MachineInList>, max_items = 500)]
    machines: Rows<MachineInList>,
}

/// A machine and what is known about it. What is left out is forgotten.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MachineInList {
    /// Each may be there once.
    #[schema(inline)]
    machine_id: HostId,
    /// The user whose machine it is. Nothing else need be known about them.
    #[schema(inline)]
    user_id: Option<HostId>,
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

impl From<MachineInList> for DescribeMachine {
    fn from(said: MachineInList) -> Self {
        let MachineInList { machine_id, user_id, name, model, serial, hours, location } = said;
        MachineDescription { user_id, name, model, serial, hours, location }.of(machine_id.0)
    }
}

/// Describe many machines at once, as a host system does that has not told about them before.
#[utoipa::path(
    tag = "profiles",
    request_body = MachineList,
    responses((status = 200, body = DescribedView))
)]
#[put("/api/ai/machines")]
pub(crate) async fn describe_machine_list(
    desk: Desk,
    body: Body<MachineList>,
) -> Result<web::Json<DescribedView>, ApiError> {
    let said = body.value.machines.0.into_iter().map(DescribeMachine::from).collect();
    let done = desk.write(move |tx, scene| Ok(describe_machines(tx, scene, said)?)).await?;
    Ok(web::Json(done.into()))
}

/// Forget what is known about a machine. Sessions about it stay, and tickets keep their copy.
#[utoipa::path(
    tag = "profiles",
    params(("machine_id" = inline(HostId), Path)),
    responses((status = 204, description = "Nothing is known about the machine, and perhaps nothing was"))
)]
#[delete("/api/ai/machines/{machine_id}")]
pub(crate) async fn delete_machine(desk: Desk, machine: HostIdInPath) -> Result<HttpResponse, ApiError> {
    desk.write(move |tx, scene| Ok(forget_machine(tx, scene, &machine.0)?)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The machines of a user.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserMachines {
    user_id: String,
    /// By their ids, at most 1000.
    machines: Vec<OwnedMachineView>,
    /// How many there are in all.
    count: i64,
}

/// List the machines of a user.
#[utoipa::path(
    tag = "profiles",
    params(("user_id" = inline(HostId), Path)),
    responses((status = 200, body = UserMachines), (status = 404))
)]
#[get("/api/ai/users/{user_id}/machines")]
pub(crate) async fn list_user_machines(
    desk: Desk,
    user: HostIdInPath,
) -> Result<web::Json<UserMachines>, ApiError> {
    let id = user.0.clone();
    let (machines, count) = desk.read(move |view, scene| Ok(machines_of_user(view, scene, &id)?)).await?;
    let machines = machines.into_iter().map(OwnedMachineView::from).collect();
    Ok(web::Json(UserMachines { user_id: user.0, machines, count }))
}

/// What helps to understand a problem with a machine.
#[derive(Serialize, ToSchema)]
#[schema(as = MachineContext)]
pub(crate) struct MachineContextView {
    machine_id: String,
    context: MachineFacts,
}

/// What is known about a machine.
#[derive(Serialize, ToSchema)]
pub(crate) struct MachineFacts {
    machine_details: MachineDetails,
}

/// A machine in the words of old clients.
#[derive(Serialize, ToSchema)]
pub(crate) struct MachineDetails {
    id: String,
    name: Option<String>,
    model_type: Option<String>,
    serial_number: Option<String>,
    /// Operating hours, as the host system told them last.
    current_hours: Option<f64>,
    location: Option<String>,
    /// The company of the user whose machine it is.
    organization: Option<String>,
    /// The user whose machine it is.
    user_id: Option<String>,
    updated_at: Time,
}

impl From<MachineContext> for MachineContextView {
    fn from(known: MachineContext) -> Self {
        let machine = known.machine;
        let machine_details = MachineDetails {
            id: machine.machine_id.clone(),
            name: machine.name,
            model_type: machine.model,
            serial_number: machine.serial,
            current_hours: machine.hours,
            location: machine.location,
            organization: known.owner.and_then(|owner| owner.organization_name),
            user_id: machine.user_id,
            updated_at: Time(machine.updated_at),
        };
        Self { machine_id: machine.machine_id, context: MachineFacts { machine_details } }
    }
}

/// Read what is known about a machine, and whose it is.
#[utoipa::path(
    tag = "profiles",
    params(("machine_id" = inline(HostId), Path)),
    responses((status = 200, body = MachineContextView), (status = 404))
)]
#[get("/api/ai/machines/{machine_id}/context")]
pub(crate) async fn read_machine_context(
    desk: Desk,
    machine: HostIdInPath,
) -> Result<web::Json<MachineContextView>, ApiError> {
    let known = desk.read(move |view, scene| Ok(machine_context(view, scene, &machine.0)?)).await?;
    Ok(web::Json(known.into()))
}
