//! Tickets: listing them, reading one, working on it, and the mails about it.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, patch, web};
use handover_domain::{
    ChangeTicket, Delivery, DeliveryAttempt, MachineProfile, Ticket, TicketEvent, TicketFile, TicketName,
    change_ticket, notifications_of, view_ticket,
};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::{Desk, Post};
use crate::body::Body;
use crate::docs::{TicketParameter, VersionParameter};
use crate::escalations::ExpertContactInfo;
use crate::field::{Count, HostId, Text, Time};
use crate::parameters::{TicketInPath, if_match};
use crate::problem::ApiError;
use crate::words::{
    AttemptOutcomeWord, CategoryWord, LanguageWord, NotificationKindWord, OutboxStatusWord, PriorityWord,
    ReasonWord, TicketEventKindWord, TicketStatusWord,
};

/// One ticket.
#[derive(Serialize, ToSchema)]
#[schema(as = Ticket)]
pub(crate) struct TicketView {
    id: Uuid,
    ticket_number: String,
    session_id: Uuid,
    status: TicketStatusWord,
    priority: PriorityWord,
    escalation_reason: ReasonWord,
    /// The summary an expert reads first.
    session_summary: String,
    /// The language of the conversation when the ticket was made.
    language: LanguageWord,
    /// What kind of problem the assistant took it to be by then.
    category: Option<CategoryWord>,
    user_id: String,
    /// As the host system had told it by then, like the company and the machine.
    user_name: Option<String>,
    organization_name: Option<String>,
    machine_id: Option<String>,
    machine_model: Option<String>,
    machine_context: Option<MachineView>,
    expert_contact_info: ExpertContactInfo,
    additional_notes: Option<String>,
    resolution_notes: Option<String>,
    assigned_expert_id: Option<String>,
    /// The name of that expert for people, as it was when they got it.
    assigned_expert_name: Option<String>,
    /// Where the user wants to be told of answers that they have not seen here.
    notify_email: Option<String>,
    /// How good its user found the help, from 1 to 5.
    rating: Option<u8>,
    /// What they said about it; for them and those who work on tickets.
    rating_comment: Option<String>,
    /// When an expert first answered.
    first_answer_at: Option<Time>,
    /// The rule set that was in force.
    rule_version: String,
    /// Raised by every change; also the ETag.
    version: i64,
    created_at: Time,
    updated_at: Time,
    resolved_at: Option<Time>,
}

/// A machine, as the host system described it.
#[derive(Serialize, ToSchema)]
#[schema(as = Machine)]
pub(crate) struct MachineView {
    machine_id: String,
    name: Option<String>,
    model: Option<String>,
    serial: Option<String>,
    /// Operating hours.
    hours: Option<f64>,
    location: Option<String>,
    updated_at: Time,
}

impl From<MachineProfile> for MachineView {
    fn from(machine: MachineProfile) -> Self {
        Self {
            machine_id: machine.machine_id,
            name: machine.name,
            model: machine.model,
            serial: machine.serial,
            hours: machine.hours,
            location: machine.location,
            updated_at: Time(machine.updated_at),
        }
    }
}

impl From<Ticket> for TicketView {
    fn from(ticket: Ticket) -> Self {
        Self {
            id: ticket.id.0,
            ticket_number: ticket.number.to_string(),
            session_id: ticket.session_id.0,
            status: ticket.status.into(),
            priority: ticket.priority.into(),
            escalation_reason: ticket.reason.into(),
            session_summary: ticket.session_summary,
            language: LanguageWord(ticket.language),
            category: ticket.category.map(CategoryWord),
            user_id: ticket.user_id,
            user_name: ticket.user_name,
            organization_name: ticket.organization_name,
            machine_id: ticket.machine_id,
            machine_model: ticket.machine_model,
            machine_context: ticket.machine_context.map(MachineView::from),
            expert_contact_info: ExpertContactInfo::of(&ticket.referral, ticket.reason),
            additional_notes: ticket.additional_notes,
            resolution_notes: ticket.resolution_notes,
            assigned_expert_id: ticket.assigned_expert_id,
            assigned_expert_name: ticket.assigned_expert_name,
            notify_email: ticket.notify_email.map(String::from),
            rating: ticket.rating.map(u8::from),
            rating_comment: ticket.rating_comment,
            first_answer_at: ticket.first_answer_at.map(Time),
            rule_version: ticket.rule_version,
            version: ticket.version,
            created_at: Time(ticket.created_at),
            updated_at: Time(ticket.updated_at),
            resolved_at: ticket.resolved_at.map(Time),
        }
    }
}

/// A ticket with its history.
#[derive(Serialize, ToSchema)]
pub(crate) struct TicketFileView {
    #[serde(flatten)]
    ticket: TicketView,
    /// Its history, oldest first.
    events: Vec<TicketEventView>,
    /// What it has become part of.
    #[schema(inline)]
    merged_into: Option<WholeTicket>,
    /// What has become part of it, for those who work on tickets.
    merged: Vec<MergedTicket>,
}

/// The ticket that another was merged into.
#[derive(Serialize, ToSchema)]
pub(crate) struct WholeTicket {
    id: Uuid,
    ticket_number: String,
}

/// A ticket that was merged into another.
#[derive(Serialize, ToSchema)]
pub(crate) struct MergedTicket {
    id: Uuid,
    ticket_number: String,
    /// Its conversation, which the other ticket serves.
    session_id: Uuid,
}

impl From<TicketFile> for TicketFileView {
    fn from(file: TicketFile) -> Self {
        let whole = |name: TicketName| WholeTicket { id: name.id.0, ticket_number: name.number.to_string() };
        let part = |name: TicketName| MergedTicket {
            id: name.id.0,
            ticket_number: name.number.to_string(),
            session_id: name.session_id.0,
        };
        Self {
            ticket: file.ticket.into(),
            events: file.events.into_iter().map(TicketEventView::from).collect(),
            merged_into: file.merged_into.map(whole),
            merged: file.merged.into_iter().map(part).collect(),
        }
    }
}

/// One line of a ticket's history.
#[derive(Serialize, ToSchema)]
#[schema(as = TicketEvent)]
pub(crate) struct TicketEventView {
    id: Uuid,
    kind: TicketEventKindWord,
    actor: String,
    from: Option<String>,
    to: Option<String>,
    /// Why, where the service did it by itself.
    reason: Option<String>,
    at: Time,
}

impl From<TicketEvent> for TicketEventView {
    fn from(event: TicketEvent) -> Self {
        Self {
            id: event.id.0,
            kind: event.kind.into(),
            actor: event.actor,
            from: event.from,
            to: event.to,
            reason: event.reason,
            at: Time(event.at),
        }
    }
}

pub(crate) fn answer(file: TicketFile) -> HttpResponse {
    let etag = format!("\"{}\"", file.ticket.version);
    HttpResponse::Ok().insert_header((header::ETAG, etag)).json(TicketFileView::from(file))
}

/// Read a ticket with its history.
#[utoipa::path(
    tag = "tickets",
    params(TicketParameter),
    responses((status = 200, body = TicketFileView), (status = 404))
)]
#[get("/api/ai/tickets/{ticket}")]
pub(crate) async fn read_ticket(desk: Desk, ticket: TicketInPath) -> Result<HttpResponse, ApiError> {
    Ok(answer(desk.read(move |view, scene| Ok(view_ticket(view, scene, &ticket.0)?)).await?))
}

/// The version of a ticket that somebody has read.
pub(crate) type Version = Count<1, { i64::MAX }>;

/// The version that the body names, or else the header `If-Match`.
pub(crate) fn version(said: Option<Version>, request: &HttpRequest) -> Result<Option<i64>, ApiError> {
    Ok(said.map(|version| version.0).or(if_match(request.headers())?))
}

/// Tells those who watch, and whoever delivers mail, and answers with the ticket as it is now.
pub(crate) fn changed(desk: &Desk, mail: &Post, file: TicketFile) -> HttpResponse {
    desk.live.ticket_changed(file.ticket.session_id);
    for merged in &file.merged {
        desk.live.changed(merged.session_id);
    }
    mail.0.wake();
    answer(file)
}

/// A change of a ticket. What is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TicketChange {
    status: Option<TicketStatusWord>,
    priority: Option<PriorityWord>,
    /// The id of a contact; null takes the ticket from whoever has it, and back to `open` if it was in
    /// work.
    #[serde(default, deserialize_with = "said")]
    #[schema(value_type = Option<crate::docs::ContactId>)]
    assigned_expert_id: Option<Option<HostId>>,
    /// How it was solved, at most 16 KiB.
    #[schema(inline)]
    resolution_notes: Option<Text<16384>>,
    /// The version that was read: the change is refused if the ticket has another by now.
    #[schema(inline)]
    version: Option<Version>,
}

/// Tells null from nothing.
fn said<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

impl TicketChange {
    fn into_command(self, request: &HttpRequest) -> Result<ChangeTicket, ApiError> {
        Ok(ChangeTicket {
            expected_version: version(self.version, request)?,
            status: self.status.map(|word| word.0),
            priority: self.priority.map(|word| word.0),
            assignee: self.assigned_expert_id.map(|id| id.map(|id| id.0)),
            resolution_notes: self.resolution_notes.map(|text| text.0),
        })
    }
}

/// Work on a ticket.
#[utoipa::path(
    tag = "tickets",
    params(TicketParameter, VersionParameter),
    request_body = TicketChange,
    responses((status = 200, body = TicketFileView), (status = 404), (status = 409))
)]
#[patch("/api/ai/tickets/{ticket}")]
pub(crate) async fn update_ticket(
    desk: Desk,
    mail: web::Data<Post>,
    request: HttpRequest,
    ticket: TicketInPath,
    body: Body<TicketChange>,
) -> Result<HttpResponse, ApiError> {
    let change = body.value.into_command(&request)?;
    let file = desk.write(move |tx, scene| Ok(change_ticket(tx, scene, &ticket.0, change)?)).await?;
    Ok(changed(&desk, &mail, file))
}

/// The mails about a ticket, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Notifications {
    /// Without a mail server they wait, and nothing is lost.
    smtp_configured: bool,
    notifications: Vec<NotificationView>,
}

/// One mail that is owed or was sent.
#[derive(Serialize, ToSchema)]
#[schema(as = Notification)]
pub(crate) struct NotificationView {
    id: Uuid,
    kind: NotificationKindWord,
    status: OutboxStatusWord,
    attempts: i32,
    /// Every attempt for every recipient, oldest first.
    delivery_attempts: Vec<AttemptView>,
    next_attempt_at: Time,
    last_error: Option<String>,
    /// Who would get it if it were sent now.
    recipients: Vec<String>,
    /// Null when the mail cannot be made.
    subject: Option<String>,
    text: Option<String>,
    html: Option<String>,
}

/// One try to deliver a mail to one recipient.
#[derive(Serialize, ToSchema)]
#[schema(as = DeliveryAttempt)]
pub(crate) struct AttemptView {
    /// The number of the try, counted from 1.
    attempt: i32,
    recipient: String,
    outcome: AttemptOutcomeWord,
    /// What the mail server said, or why it could not be asked.
    detail: Option<String>,
    at: Time,
}

impl From<DeliveryAttempt> for AttemptView {
    fn from(attempt: DeliveryAttempt) -> Self {
        Self {
            attempt: attempt.attempt,
            recipient: attempt.recipient,
            outcome: attempt.outcome.into(),
            detail: attempt.detail,
            at: Time(attempt.at),
        }
    }
}

/// Read the mails about a ticket as they would be sent now.
#[utoipa::path(
    tag = "tickets",
    params(TicketParameter),
    responses((status = 200, body = Notifications), (status = 404))
)]
#[get("/api/ai/tickets/{ticket}/notifications")]
pub(crate) async fn list_notifications(
    desk: Desk,
    mail: web::Data<Post>,
    ticket: TicketInPath,
) -> Result<web::Json<Notifications>, ApiError> {
    let mail = mail.0.clone();
    let found = desk.read(move |view, scene| {
        let mut notifications = Vec::new();
        for Delivery { message, attempts } in notifications_of(view, scene, &ticket.0)? {
            let preview = mail.preview(view, &message)?;
            let mut shown = NotificationView {
                id: message.id.0,
                kind: message.kind.into(),
                status: message.status.into(),
                attempts: message.attempts,
                delivery_attempts: attempts.into_iter().map(AttemptView::from).collect(),
                next_attempt_at: Time(message.next_attempt_at),
                last_error: message.last_error,
                recipients: Vec::new(),
                subject: None,
                text: None,
                html: None,
            };
            if let Some(preview) = preview {
                shown.recipients = preview.recipients;
                (shown.subject, shown.text, shown.html) =
                    (Some(preview.subject), Some(preview.text), Some(preview.html));
            }
            notifications.push(shown);
        }
        Ok(Notifications { smtp_configured: mail.is_configured(), notifications })
    });
    Ok(web::Json(found.await?))
}
