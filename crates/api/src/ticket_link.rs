//! One ticket, read by whoever has the link to it from a mail.

use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, web};
use handover_domain::{
    Actor, LinkedTicket, MachineProfile, Message, OrganizationId, TicketLinks, UserProfile,
    read_linked_ticket,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::Tools;
use crate::field::Time;
use crate::problem::{ApiError, Kind};
use crate::words::{LanguageWord, MessageTypeWord, PriorityWord, ReasonWord, SenderWord, TicketStatusWord};

/// Carries the link, so that it stands in no address and in no log.
const LINK: &str = "x-handover-link";

/// Who knows the links of this install.
#[derive(Clone)]
pub(crate) struct Links(pub(crate) Arc<dyn TicketLinks>);

/// A ticket as a link shows it: to be read, without anybody's ids and without internal notes.
#[derive(Serialize, ToSchema)]
#[schema(as = LinkedTicket)]
pub(crate) struct LinkedTicketView {
    ticket_number: String,
    status: TicketStatusWord,
    priority: PriorityWord,
    escalation_reason: ReasonWord,
    session_summary: String,
    /// What whoever asked for a person wanted to add.
    additional_notes: Option<String>,
    resolution_notes: Option<String>,
    assigned_expert_name: Option<String>,
    user: Option<LinkedUser>,
    machine: Option<LinkedMachine>,
    created_at: Time,
    updated_at: Time,
    resolved_at: Option<Time>,
    /// The newest messages of the conversation, oldest first.
    transcript: Vec<LinkedMessage>,
    /// How many older messages are left out.
    left_out: i64,
    /// From when on the link opens nothing any more.
    expires_at: Time,
}

/// Whose problem it is.
#[derive(Serialize, ToSchema)]
pub(crate) struct LinkedUser {
    name: Option<String>,
    organization_name: Option<String>,
}

/// What it is about.
#[derive(Serialize, ToSchema)]
pub(crate) struct LinkedMachine {
    name: Option<String>,
    model: Option<String>,
    serial: Option<String>,
    /// Operating hours.
    hours: Option<f64>,
    location: Option<String>,
}

/// What somebody said.
#[derive(Serialize, ToSchema)]
pub(crate) struct LinkedMessage {
    sender: SenderWord,
    /// The expert's name.
    author: Option<String>,
    content: String,
    message_type: MessageTypeWord,
    language: LanguageWord,
    timestamp: Time,
}

impl From<UserProfile> for LinkedUser {
    fn from(user: UserProfile) -> Self {
        Self { name: user.name, organization_name: user.organization_name }
    }
}

impl From<MachineProfile> for LinkedMachine {
    fn from(machine: MachineProfile) -> Self {
        let MachineProfile { name, model, serial, hours, location, .. } = machine;
        Self { name, model, serial, hours, location }
    }
}

impl From<Message> for LinkedMessage {
    fn from(message: Message) -> Self {
        Self {
            sender: message.sender.into(),
            author: message.author,
            content: message.content,
            message_type: message.message_type.into(),
            language: LanguageWord(message.language),
            timestamp: Time(message.timestamp),
        }
    }
}

impl LinkedTicketView {
    fn of(found: LinkedTicket, expires_at: Time) -> Self {
        let LinkedTicket { ticket, user, messages, left_out } = found;
        Self {
            ticket_number: ticket.number.to_string(),
            status: ticket.status.into(),
            priority: ticket.priority.into(),
            escalation_reason: ticket.reason.into(),
            session_summary: ticket.session_summary,
            additional_notes: ticket.additional_notes,
            resolution_notes: ticket.resolution_notes,
            assigned_expert_name: ticket.assigned_expert_name,
            user: user.map(LinkedUser::from),
            machine: ticket.machine_context.map(LinkedMachine::from),
            created_at: Time(ticket.created_at),
            updated_at: Time(ticket.updated_at),
            resolved_at: ticket.resolved_at.map(Time),
            transcript: messages.into_iter().map(LinkedMessage::from).collect(),
            left_out,
            expires_at,
        }
    }
}

/// Read the ticket that a link from a mail opens. The link vouches for its bearer; nobody is asked who they are.
/// What no link opens, and what it opens no longer, is 404.
#[utoipa::path(
    tag = "tickets",
    params(("X-Handover-Link" = Option<String>, Header, description = "What stands behind the # of the link")),
    responses((status = 200, body = LinkedTicketView), (status = 404))
)]
#[get("/api/ai/ticket-by-link")]
pub(crate) async fn read_by_link(
    tools: web::Data<Tools>,
    links: web::Data<Links>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    let nothing = || ApiError::new(Kind::NoSuchTicket, "The link opens nothing, or nothing any more");
    let shown = request.headers().get(LINK).and_then(|link| link.to_str().ok());
    let link = shown.and_then(|text| links.0.open(text)).ok_or_else(nothing)?;
    let desk = tools.desk(Actor::system(OrganizationId::DEFAULT));
    let found = desk.read(move |view, scene| Ok(read_linked_ticket(view, &link, scene.now)?)).await?;
    let found = found.ok_or_else(nothing)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(LinkedTicketView::of(found, Time(link.expires_at))))
}
