//! The expert's side of a conversation: take a ticket, answer its user, note, hand back to the assistant.

use actix_web::{HttpRequest, HttpResponse, post, web};
use handover_domain::{
    AddNote, AnswerTicket, HandBack, TakeTicket, add_note, answer_ticket, hand_back, take_ticket,
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::{Desk, Post, Talk};
use crate::body::Body;
use crate::docs::{TicketParameter, VersionParameter};
use crate::field::{Count, HostId, Text};
use crate::parameters::TicketInPath;
use crate::problem::ApiError;
use crate::tickets::{TicketFileView, Version, changed, version};
use crate::turns;

/// An expert takes a ticket.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Taking {
    /// The version that was read. What somebody else works on is taken over only with it.
    #[schema(inline)]
    version: Option<Version>,
    /// Who takes it, a contact or an account; somebody with an account always takes it themselves.
    #[schema(value_type = Option<crate::docs::ContactId>)]
    expert_id: Option<HostId>,
}

/// Take a ticket: it is in work, and the conversation is the expert's.
#[utoipa::path(
    tag = "tickets",
    params(TicketParameter, VersionParameter),
    request_body = Taking,
    responses((status = 200, body = TicketFileView), (status = 404), (status = 409))
)]
#[post("/api/ai/tickets/{ticket}/take")]
pub(crate) async fn take(
    desk: Desk,
    mail: web::Data<Post>,
    request: HttpRequest,
    ticket: TicketInPath,
    body: Body<Taking>,
) -> Result<HttpResponse, ApiError> {
    let command = TakeTicket {
        expected_version: version(body.value.version, &request)?,
        expert: body.value.expert_id.map(|id| id.0),
    };
    let file = desk.write(move |tx, scene| Ok(take_ticket(tx, scene, &ticket.0, command)?)).await?;
    Ok(changed(&desk, &mail, file))
}

/// What an expert says to the user.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExpertAnswer {
    // The words, at most 16 KiB.
    #[schema(inline, value_type = crate::docs::Words)]
    content: Text<16384>,
    /// Whether it is the user's turn now: the ticket waits for them.
    #[serde(default)]
    waiting: bool,
    /// The version that was read: the answer is refused if the ticket has another by now.
    #[schema(inline)]
    version: Option<Version>,
    /// Who answers, a contact or an account; somebody with an account always answers themselves.
    #[schema(value_type = Option<crate::docs::ContactId>)]
    expert_id: Option<HostId>,
}

/// Say something to the user of a ticket. One that nobody has is taken by it.
#[utoipa::path(
    tag = "tickets",
    params(TicketParameter, VersionParameter),
    request_body = ExpertAnswer,
    responses((status = 200, body = TicketFileView), (status = 404), (status = 409))
)]
#[post("/api/ai/tickets/{ticket}/messages")]
pub(crate) async fn answer_user(
    desk: Desk,
    mail: web::Data<Post>,
    request: HttpRequest,
    ticket: TicketInPath,
    body: Body<ExpertAnswer>,
) -> Result<HttpResponse, ApiError> {
    let ExpertAnswer { content, waiting, version: said, expert_id } = body.value;
    let command = AnswerTicket {
        expected_version: version(said, &request)?,
        expert: expert_id.map(|id| id.0),
        content: content.0,
        waiting,
    };
    let file = desk.write(move |tx, scene| Ok(answer_ticket(tx, scene, &ticket.0, command)?)).await?;
    Ok(changed(&desk, &mail, file))
}

/// A note for colleagues.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InternalNote {
    // The note, at most 16 KiB. Users never see it.
    #[schema(inline, value_type = crate::docs::Words)]
    text: Text<16384>,
    /// The version that was read: the note is refused if the ticket has another by now.
    #[schema(inline)]
    version: Option<Version>,
}

/// Write a note that users never see.
#[utoipa::path(
    tag = "tickets",
    params(TicketParameter, VersionParameter),
    request_body = InternalNote,
    responses((status = 200, body = TicketFileView), (status = 404), (status = 409))
)]
#[post("/api/ai/tickets/{ticket}/notes")]
pub(crate) async fn write_note(
    desk: Desk,
    mail: web::Data<Post>,
    request: HttpRequest,
    ticket: TicketInPath,
    body: Body<InternalNote>,
) -> Result<HttpResponse, ApiError> {
    let command =
        AddNote { expected_version: version(body.value.version, &request)?, text: body.value.text.0 };
    let file = desk.write(move |tx, scene| Ok(add_note(tx, scene, &ticket.0, command)?)).await?;
    Ok(changed(&desk, &mail, file))
}

/// An expert hands the conversation back to the assistant.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HandingBack {
    /// What the assistant has to know, at most 16 KiB. Users never see it. A step that it names is gone on with.
    #[schema(inline)]
    note: Option<Text<16384>>,
    /// The guided step to go on with, whatever the note says.
    #[schema(inline)]
    continue_at_step: Option<Count<1, 99>>,
    /// The version that was read: it is refused if the ticket has another by now.
    #[schema(inline)]
    version: Option<Version>,
    /// Who hands it back, a contact or an account; somebody with an account always does so themselves.
    #[schema(value_type = Option<crate::docs::ContactId>)]
    expert_id: Option<HostId>,
}

/// Hand the conversation back to the assistant. The ticket stays open and waits for the user.
#[utoipa::path(
    tag = "tickets",
    params(TicketParameter, VersionParameter),
    request_body = HandingBack,
    responses((status = 200, body = TicketFileView), (status = 404), (status = 409))
)]
#[post("/api/ai/tickets/{ticket}/hand-back")]
pub(crate) async fn hand_over_to_assistant(
    desk: Desk,
    parts: (web::Data<Talk>, web::Data<Post>),
    request: HttpRequest,
    ticket: TicketInPath,
    body: Body<HandingBack>,
) -> Result<HttpResponse, ApiError> {
    let (talk, mail) = parts;
    let HandingBack { note, continue_at_step, version: said, expert_id } = body.value;
    let command = HandBack {
        expected_version: version(said, &request)?,
        expert: expert_id.map(|id| id.0),
        note: note.map(|text| text.0),
        step: continue_at_step.and_then(|step| u32::try_from(step.0).ok()),
        memory: talk.assistant.memory(),
    };
    let handed = desk.write(move |tx, scene| Ok(hand_back(tx, scene, &ticket.0, command)?)).await?;
    if let Some(next) = handed.next {
        turns::go_on(&desk, &talk, next);
    }
    Ok(changed(&desk, &mail, handed.file))
}
