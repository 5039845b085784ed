//! The messages of a session: adding one and reading them back.

use actix_web::{HttpResponse, get, post, web};
use handover_domain::chat::{OpenTurn, Opened, open_turn};
use handover_domain::{
    JsonText, MessageType, Scene, Sender, SessionId, Told, Transaction, converse_in, transcript, with_steps,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::{Desk, Talk};
use crate::body::Body;
use crate::chat::{CitationView, EscalationNotice, StepData};
use crate::field::{Count, Tag, Text, Time};
use crate::idempotency::{recorded, send};
use crate::parameters::{Query, SessionInPath};
use crate::problem::ApiError;
use crate::turns::{self, Ended, Rendered, Turn};
use crate::words::{MessageTypeWord, SenderWord};

/// A message to a session.
#[derive(Deserialize, ToSchema)]
pub(crate) struct SendMessage {
    // What the user says, at most 16 KiB.
    #[schema(inline)]
    content: Text<16384>,
    /// `text` when left out.
    message_type: Option<MessageTypeWord>,
    #[schema(inline)]
    language: Option<Tag>,
    /// Whatever the client wants to keep with it.
    #[schema(value_type = Option<Object>)]
    metadata: Option<Map<String, Value>>,
}

impl SendMessage {
    fn into_command(self, session: SessionId, memory: u16) -> OpenTurn {
        let metadata =
            self.metadata.map(|members| JsonText::from_checked(Value::Object(members).to_string()));
        OpenTurn {
            message_type: self.message_type.map_or(MessageType::Text, |word| word.0),
            language: Tag::language(self.language),
            metadata,
            memory,
            ..OpenTurn::saying(self.content.0).in_session(session)
        }
    }
}

/// One message of a session.
#[derive(Serialize, ToSchema)]
#[schema(as = Message)]
pub(crate) struct MessageView {
    message_id: Uuid,
    session_id: Uuid,
    /// 1, 2, 3 … within the session.
    sequence: i64,
    sender: SenderWord,
    /// The name of the expert who wrote it.
    author: Option<String>,
    content: String,
    message_type: MessageTypeWord,
    language: &'static str,
    timestamp: Time,
    #[schema(value_type = Option<Object>)]
    metadata: Option<Value>,
    /// What made it, on the assistant's messages.
    model_used: Option<String>,
    /// How sure the assistant is, 0 to 1.
    confidence: Option<f64>,
    /// What it rests on, on the assistant's messages.
    citations: Vec<CitationView>,
    /// The guided step that it gives, as that stands now.
    step_data: Option<StepData>,
}

/// JSON that was stored, as JSON again.
pub(crate) fn stored_json(text: Option<&JsonText>) -> Option<Value> {
    text.and_then(|text| serde_json::from_str(text.as_str()).ok())
}

impl MessageView {
    pub(crate) fn of(told: &Told) -> Self {
        let message = &told.message;
        Self {
            message_id: message.id.0,
            session_id: message.session_id.0,
            sequence: message.sequence,
            sender: message.sender.into(),
            author: message.author.clone(),
            content: message.content.clone(),
            message_type: message.message_type.into(),
            language: message.language.code(),
            timestamp: Time(message.timestamp),
            metadata: stored_json(message.metadata.as_ref()),
            model_used: message.model_used.clone(),
            confidence: message.confidence,
            citations: message.citations.iter().map(CitationView::from).collect(),
            step_data: told.step.as_ref().map(|step| StepData::of(step, &message.citations)),
        }
    }
}

/// That a message was stored, and what was answered.
#[derive(Serialize, ToSchema)]
pub(crate) struct MessageSent {
    message_id: Uuid,
    /// The stored answer; null while a person has the conversation.
    ai_response: Option<MessageView>,
    #[schema(inline)]
    status: &'static str,
    message: &'static str,
    /// That a person is offered or on the way.
    escalation: Option<EscalationNotice>,
}

fn render(tx: &mut dyn Transaction, scene: &Scene<'_>, ended: &Ended<'_>) -> Rendered {
    let (scope, closed) = (scene.actor.scope(), ended.closed);
    let session = converse_in(tx, scene, closed.session)?;
    let asked = match ended.message {
        Some(id) => Some(id),
        None => tx.message_of_turn(scope, session.id, session.turn, Sender::User)?.map(|asked| asked.id),
    };
    let answered = match closed.reply.message {
        Some(id) => tx.message(scope, session.id, id)?,
        // A hazard is announced by the service itself.
        None => tx
            .message_of_turn(scope, session.id, session.turn, Sender::System)?
            .filter(|announced| announced.content == closed.reply.text),
    };
    let asked = asked.ok_or_else(|| ApiError::internal("a turn without the user's message"))?;
    let answered = with_steps(tx, scene, session.id, answered.into_iter().collect())?;
    let answer = MessageSent {
        message_id: asked.0,
        ai_response: answered.first().map(MessageView::of),
        status: "sent",
        message: "Message sent successfully",
        escalation: closed.notice.as_ref().map(EscalationNotice::from),
    };
    recorded(200, &answer)
}

/// Say something in a session that exists.
#[utoipa::path(
    tag = "sessions",
    params(("session_id" = Uuid, Path)),
    request_body = SendMessage,
    responses((status = 200, body = MessageSent), (status = 404))
)]
#[post("/api/ai/sessions/{session_id}/messages")]
pub(crate) async fn send_message(
    desk: Desk,
    talk: web::Data<Talk>,
    session: SessionInPath,
    body: Body<SendMessage>,
) -> Result<HttpResponse, ApiError> {
    let command = body.value.into_command(session.0, talk.assistant.memory());
    let open = Box::new(move |tx: &mut dyn Transaction, scene: &Scene<'_>| -> Result<Opened, ApiError> {
        // Unlike a chat, a message does not open the session it names.
        converse_in(tx, scene, session.0)?;
        Ok(open_turn(tx, scene, command.clone())?)
    });
    Ok(send(turns::run(&desk, &talk, Turn { open, render, key: None }).await?))
}

/// How much of a transcript to read.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct HistoryQuery {
    /// The newest so many messages; 100 when left out.
    #[param(inline)]
    limit: Option<Count<1, 1000>>,
}

/// The transcript of a session, oldest message first.
#[derive(Serialize, ToSchema)]
pub(crate) struct History {
    session_id: Uuid,
    messages: Vec<MessageView>,
    /// How many there are in all.
    total_messages: i64,
}

/// Read what was said in a session.
#[utoipa::path(
    tag = "sessions",
    params(("session_id" = Uuid, Path), HistoryQuery),
    responses((status = 200, body = History), (status = 404))
)]
#[get("/api/ai/sessions/{session_id}/history")]
pub(crate) async fn history(
    desk: Desk,
    session: SessionInPath,
    query: Query<HistoryQuery>,
) -> Result<web::Json<History>, ApiError> {
    let limit = query.0.limit.map_or(100, |limit| limit.0);
    let read = desk.read(move |view, scene| {
        let (messages, total) = transcript(view, scene, session.0, limit)?;
        Ok((with_steps(view, scene, session.0, messages)?, total))
    });
    let (messages, total) = read.await?;
    let messages = messages.iter().map(MessageView::of).collect();
    Ok(web::Json(History { session_id: session.0.0, messages, total_messages: total }))
}
