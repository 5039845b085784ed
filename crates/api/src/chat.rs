//! `POST /api/ai/chat`: one message from a user, one answer.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, post, web};
use handover_domain::assistant::Citation;
use handover_domain::chat::{MODEL_HANDOFF, Notice, OpenTurn, open_turn};
use handover_domain::{JsonText, MessageType, Scene, SessionId, Step, StoreError, Transaction, View};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::{ApiSettings, Desk, Talk};
use crate::body::Body;
use crate::chat_stream;
use crate::escalations::ContactCard;
use crate::field::{HostId, IdOrEmpty, Tag, Text, host_id};
use crate::idempotency::{Route, key_of, recorded, send};
use crate::problem::ApiError;
use crate::queue_place::{QueueView, queue_of};
use crate::turns::{self, Ended, Rendered, Turn};
use crate::words::{DecisionWord, MessageTypeWord, ReasonWord, StepOutcomeWord};

/// How many entries of a client's own history are kept for a new session.
const KEPT_HISTORY: usize = 50;

/// A message from a user.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ChatRequest {
    // What the user says, at most 16 KiB; empty is answered by asking what is wrong.
    #[schema(inline)]
    message: Text<16384>,
    /// The session; left out, null or empty opens a new one.
    #[schema(inline)]
    session_id: Option<IdOrEmpty>,
    #[schema(inline)]
    language: Option<Tag>,
    /// In whose name; left out opens a session for an anonymous visitor.
    #[schema(inline)]
    user_id: Option<HostId>,
    /// The machine; left out keeps the session's.
    #[schema(inline)]
    machine_id: Option<HostId>,
    /// What was said before. The stored transcript is what counts; the newest 50 entries are kept
    /// beside a new session.
    conversation_history: Option<Vec<HistoryEntry>>,
}

/// One entry of a client's own history.
#[derive(Deserialize, Serialize, ToSchema)]
pub(crate) struct HistoryEntry {
    role: String,
    content: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    timestamp: Option<f64>,
}

impl ChatRequest {
    fn session(&self) -> Option<SessionId> {
        self.session_id.and_then(|id| id.0).map(SessionId)
    }

    fn into_command(self, memory: u16) -> OpenTurn {
        let session = self.session();
        OpenTurn {
            session,
            user_id: host_id(self.user_id),
            machine_id: host_id(self.machine_id),
            language: Tag::language(self.language),
            text: self.message.0,
            message_type: MessageType::Text,
            metadata: None,
            imported_context: self.conversation_history.and_then(newest),
            memory,
        }
    }
}

fn newest(mut history: Vec<HistoryEntry>) -> Option<JsonText> {
    let kept = history.split_off(history.len().saturating_sub(KEPT_HISTORY));
    // Entries that were read can be written.
    (!kept.is_empty()).then(|| serde_json::to_string(&kept).map(JsonText::from_checked).ok()).flatten()
}

/// The answer to a message. All keys are always there.
#[derive(Serialize, ToSchema)]
pub(crate) struct ChatAnswer {
    response: String,
    session_id: Uuid,
    /// The stored answer; null where nothing was stored.
    message_id: Option<Uuid>,
    /// The stored message of the user.
    user_message_id: Option<Uuid>,
    model_used: String,
    tokens_used: u32,
    /// Seconds.
    response_time: f64,
    /// False when the assistant could not answer; `error_message` says why.
    success: bool,
    error_message: Option<String>,
    message_type: MessageTypeWord,
    step_data: Option<StepData>,
    /// The passages that the answer rests on.
    citations: Vec<CitationView>,
    /// That a person is offered or on the way.
    escalation: Option<EscalationNotice>,
    /// Where the ticket stands in the queue, while nobody has taken it.
    queue: Option<QueueView>,
}

/// The guided step that an answer gives.
#[derive(Serialize, ToSchema)]
pub(crate) struct StepData {
    /// To be sent back with the feedback.
    step_id: Uuid,
    step_number: u32,
    /// Minutes.
    estimated_duration: u32,
    confidence_score: f64,
    requires_feedback: bool,
    safety_warnings: Vec<String>,
    expected_outcomes: Vec<String>,
    /// What the step rests on.
    citations: Vec<CitationView>,
    /// How it ended, in the user's eyes; null while they are at it.
    outcome: Option<StepOutcomeWord>,
}

/// A passage that an answer rests on.
#[derive(Serialize, ToSchema)]
#[schema(as = Citation)]
pub(crate) struct CitationView {
    document: String,
    title: String,
    section: String,
    /// With `document` it opens the passage: `GET /api/ai/knowledge/passage`. Null where that cannot be.
    passage: Option<u32>,
}

impl From<&Citation> for CitationView {
    fn from(citation: &Citation) -> Self {
        Self {
            document: citation.document.clone(),
            title: citation.title.clone(),
            section: citation.section.clone(),
            passage: citation.passage,
        }
    }
}

/// That a person is offered or on the way.
#[derive(Serialize, ToSchema)]
pub(crate) struct EscalationNotice {
    decision: DecisionWord,
    reason: ReasonWord,
    ticket_id: Option<Uuid>,
    ticket_number: Option<String>,
    contact: ContactCard,
}

impl From<&Notice> for EscalationNotice {
    fn from(notice: &Notice) -> Self {
        let ticket = notice.ticket.as_ref();
        Self {
            decision: notice.decision.into(),
            reason: notice.reason.into(),
            ticket_id: ticket.map(|(id, _)| id.0),
            ticket_number: ticket.map(|(_, number)| number.to_string()),
            contact: ContactCard::from(&notice.contact),
        }
    }
}

impl StepData {
    pub(crate) fn of(step: &Step, citations: &[Citation]) -> Self {
        Self {
            step_id: step.id.0,
            step_number: step.number,
            estimated_duration: step.minutes,
            confidence_score: step.confidence,
            requires_feedback: step.outcome.is_none(),
            safety_warnings: step.safety_warnings.clone(),
            expected_outcomes: step.expected_outcomes.clone(),
            citations: citations.iter().map(CitationView::from).collect(),
            outcome: step.outcome.map(StepOutcomeWord::from),
        }
    }
}

impl ChatAnswer {
    /// The answer that a turn came to.
    ///
    /// # Errors
    /// Those of the store.
    pub(crate) fn of(ended: &Ended<'_>, view: &mut dyn View, scene: &Scene<'_>) -> Result<Self, StoreError> {
        let (closed, reply) = (ended.closed, &ended.closed.reply);
        let has_ticket = closed.notice.as_ref().is_some_and(|notice| notice.ticket.is_some());
        let queue = if has_ticket || reply.model == MODEL_HANDOFF {
            queue_of(view, scene, closed.session)?
        } else {
            None
        };
        let kind = if reply.step.is_some() { MessageType::DiagnosticStep } else { MessageType::Text };
        Ok(Self {
            response: reply.text.clone(),
            session_id: closed.session.0,
            message_id: reply.message.map(|id| id.0),
            user_message_id: closed.asked.map(|id| id.0),
            model_used: reply.model.clone(),
            tokens_used: reply.tokens,
            response_time: (scene.now - ended.came_in).as_seconds_f64().max(0.0),
            success: reply.failure.is_none(),
            error_message: reply.failure.clone(),
            message_type: kind.into(),
            step_data: reply.step.as_ref().map(|step| StepData::of(step, &reply.citations)),
            citations: reply.citations.iter().map(CitationView::from).collect(),
            escalation: closed.notice.as_ref().map(EscalationNotice::from),
            queue,
        })
    }
}

fn render(tx: &mut dyn Transaction, scene: &Scene<'_>, ended: &Ended<'_>) -> Rendered {
    recorded(200, &ChatAnswer::of(ended, tx, scene)?)
}

/// Say something to the assistant.
///
/// With `Accept: text/event-stream` the answer comes as it is made: `opened` once the message is stored, `text` for
/// more words, `withdrawn` where the words so far do not hold, and at last `answer` with the JSON form's body, or
/// `problem`. Whoever hangs up stops the answer.
#[utoipa::path(
    tag = "chat",
    params(("Idempotency-Key" = inline(Option<crate::docs::KeyHeader>), Header,
        description = "Kept 72 h: the same key and body get the same answer, once stored")),
    request_body = ChatRequest,
    responses(
        (status = 200, content((ChatAnswer = "application/json"), (String = "text/event-stream"))),
        (status = 404),
        (status = 409)
    )
)]
#[post("/api/ai/chat")]
pub(crate) async fn chat(
    desk: Desk,
    talk: web::Data<Talk>,
    settings: web::Data<Arc<ApiSettings>>,
    request: HttpRequest,
    body: Body<ChatRequest>,
) -> Result<HttpResponse, ApiError> {
    let session = body.value.session().map(|id| id.to_string()).unwrap_or_default();
    let key = key_of(&request, (&desk.actor, Route::Chat, session), &body.raw)?;
    let command = body.value.into_command(talk.assistant.memory());
    let open = Box::new(move |tx: &mut dyn Transaction, scene: &Scene<'_>| {
        Ok(open_turn(tx, scene, command.clone())?)
    });
    let turn = Turn { open, render, key };
    if chat_stream::is_wanted(request.headers()) {
        return chat_stream::answer((&desk, &talk), (&request, &settings.base_path), turn).await;
    }
    Ok(send(turns::run(&desk, &talk, turn).await?))
}
