//! Escalations: a user asks for a person, and what the rules decided so far.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use chrono::TimeDelta;
use handover_domain::escalation::{Escalate, Escalated, escalate};
use handover_domain::{
    Contact, IdempotencyKey, KeyState, QueueKey, Reason, RecordedAnswer, Scene, SessionId, Transaction,
    Trigger, escalation_history, remember_answer, take_key,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::{Desk, Post};
use crate::body::Body;
use crate::evidence::EvidenceView;
use crate::field::{Text, Time};
use crate::idempotency::{Route, key_of, recorded, send};
use crate::parameters::SessionInPath;
use crate::problem::ApiError;
use crate::queue_place::{QueueView, place_now, queue_of};
use crate::words::{DecisionWord, PriorityWord, ReasonWord, TriggerTypeWord};

/// The wish for a person.
#[derive(Deserialize, ToSchema)]
pub(crate) struct EscalationRequest {
    escalation_reason: ReasonWord,
    /// Left out, a new ticket is `medium` and an open one stays as it is.
    priority: Option<PriorityWord>,
    /// Anything the expert should know, at most 16 KiB.
    #[schema(inline)]
    additional_notes: Option<Text<16384>>,
}

impl EscalationRequest {
    fn into_command(self, session: SessionId) -> Escalate {
        Escalate {
            session,
            user_id: None,
            reason: self.escalation_reason.0,
            priority: self.priority.map(|word| word.0),
            notes: self.additional_notes.map(|text| text.0),
        }
    }
}

/// A person or desk to turn to.
#[derive(Serialize, ToSchema)]
#[schema(as = Contact)]
pub(crate) struct ContactCard {
    name: String,
    email: String,
    phone: String,
    hours: String,
    specialization: String,
}

impl From<&Contact> for ContactCard {
    fn from(contact: &Contact) -> Self {
        Self {
            name: contact.name.clone(),
            email: contact.email.clone(),
            phone: contact.phone.clone(),
            hours: contact.hours.clone(),
            specialization: contact.specialization.clone(),
        }
    }
}

/// Whom the user is sent to.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExpertContactInfo {
    primary_contact: ContactCard,
    alternative_contacts: Vec<ContactCard>,
    escalation_reason: ReasonWord,
    recommended_action: &'static str,
    ticket_reference: &'static str,
}

impl ExpertContactInfo {
    /// The contacts of a ticket that was made for `reason`.
    pub(crate) fn of(referral: &handover_domain::Referral, reason: Reason) -> Self {
        Self {
            primary_contact: ContactCard::from(&referral.primary),
            alternative_contacts: referral.alternatives.iter().map(ContactCard::from).collect(),
            escalation_reason: reason.into(),
            recommended_action: "Contact primary expert for immediate assistance",
            ticket_reference: "Provide this ticket number when contacting support",
        }
    }
}

/// The ticket of an escalated session.
#[derive(Serialize, ToSchema)]
pub(crate) struct EscalationAnswer {
    ticket_id: Uuid,
    ticket_number: String,
    /// `created`, or `already_escalated` when the session had this ticket before.
    status: &'static str,
    message: &'static str,
    expert_contact_info: ExpertContactInfo,
    /// Where it stands in the queue, while nobody has taken it.
    queue: Option<QueueView>,
}

/// What is answered, but for the place in the queue: others wait while a ticket is made, and the place is that of the
/// moment in which it is told.
enum Told {
    /// An answer that is stored nowhere.
    Once(u16, Box<EscalationAnswer>),
    /// One that is kept under a key.
    Kept(RecordedAnswer),
}

impl Told {
    fn with_place(self, place: Option<QueueView>) -> Result<RecordedAnswer, ApiError> {
        match self {
            Self::Once(status, answer) => recorded(status, &EscalationAnswer { queue: place, ..*answer }),
            Self::Kept(answer) => {
                let mut told: Map<String, Value> =
                    serde_json::from_slice(&answer.body).map_err(ApiError::internal)?;
                told.insert("queue".to_owned(), serde_json::to_value(place).map_err(ApiError::internal)?);
                recorded(answer.status, &told)
            }
        }
    }
}

fn answer_of(escalated: &Escalated) -> (u16, EscalationAnswer) {
    let ticket = &escalated.ticket;
    let (code, status, message) = if escalated.created {
        (201, "created", "Support ticket created successfully. Expert will be contacted.")
    } else {
        (200, "already_escalated", "This session already has a support ticket. Expert will be contacted.")
    };
    let answer = EscalationAnswer {
        ticket_id: ticket.id.0,
        ticket_number: ticket.number.to_string(),
        status,
        message,
        expert_contact_info: ExpertContactInfo::of(&ticket.referral, ticket.reason),
        queue: None,
    };
    (code, answer)
}

/// Where a ticket that was just made stands in the queue; `None` for all others, which may be part of another by now.
fn new_place(escalated: &Escalated) -> Option<QueueKey> {
    escalated.created.then(|| QueueKey::of(&escalated.ticket)).flatten()
}

/// Escalates under a key. Identical requests wait for each other inside the transaction, so the later
/// ones find the answer of the first.
fn escalate_once(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    command: Escalate,
    key: Option<IdempotencyKey>,
) -> Result<(Told, Option<QueueKey>), ApiError> {
    let Some(key) = key else {
        let escalated = escalate(tx, scene, command)?;
        let (status, answer) = answer_of(&escalated);
        return Ok((Told::Once(status, Box::new(answer)), new_place(&escalated)));
    };
    let scope = scene.actor.scope();
    match take_key(tx, scope, &key, (scene.now, TimeDelta::zero()))?? {
        KeyState::Answered(answer) => Ok((Told::Kept(answer), None)),
        KeyState::Fresh | KeyState::TakenOver(_) => {
            let escalated = escalate(tx, scene, command)?;
            let (status, answer) = answer_of(&escalated);
            let answer = recorded(status, &answer)?;
            remember_answer(tx, scope, &key, (answer.clone(), scene.now))?;
            Ok((Told::Kept(answer), new_place(&escalated)))
        }
    }
}

/// Hand a session to an expert.
///
/// A session has one open ticket. Escalating it again answers with that ticket; new notes are added
/// to it and its priority can only rise.
#[utoipa::path(
    tag = "escalation",
    params(
        ("session_id" = Uuid, Path),
        ("Idempotency-Key" = inline(Option<crate::docs::KeyHeader>), Header,
            description = "Kept 72 h: the same key and body get the same answer, once stored, with the place in the queue as it is now")
    ),
    request_body = EscalationRequest,
    responses(
        (status = 201, body = EscalationAnswer),
        (status = 200, body = EscalationAnswer, description = "The session had a ticket"),
        (status = 404)
    )
)]
#[post("/api/ai/sessions/{session_id}/escalate")]
pub(crate) async fn escalate_session(
    desk: Desk,
    mail: web::Data<Post>,
    request: HttpRequest,
    session: SessionInPath,
    body: Body<EscalationRequest>,
) -> Result<HttpResponse, ApiError> {
    let key = key_of(&request, (&desk.actor, Route::Escalate, session.0.to_string()), &body.raw)?;
    let (session, command) = (session.0, body.value.into_command(session.0));
    let (told, stands) = desk.write(move |tx, scene| escalate_once(tx, scene, command, key)).await?;
    desk.live.ticket_changed(session);
    mail.0.wake();
    // The ticket is made whether its place can be told or not.
    let place = match stands {
        Some(key) => place_now(&desk, key).await,
        None => desk.read(move |view, scene| Ok(queue_of(view, scene, session)?)).await.unwrap_or_default(),
    };
    Ok(send(told.with_place(place)?))
}

/// One recorded decision of the rules.
#[derive(Serialize, ToSchema)]
#[schema(as = Trigger)]
pub(crate) struct TriggerView {
    id: Uuid,
    session_id: Uuid,
    trigger_type: TriggerTypeWord,
    /// The measured value that decided, where there is one.
    trigger_value: Option<f64>,
    triggered_at: Time,
    escalation_decision: DecisionWord,
    decision_reason: String,
    /// The turn it judged; 0 when no turn was under way.
    turn: i64,
    message_id: Option<Uuid>,
    requested_by: Option<String>,
    evidence: EvidenceView,
}

impl From<Trigger> for TriggerView {
    fn from(trigger: Trigger) -> Self {
        Self {
            id: trigger.id.0,
            session_id: trigger.session_id.0,
            trigger_type: trigger.trigger_type.into(),
            trigger_value: trigger.value,
            triggered_at: Time(trigger.triggered_at),
            escalation_decision: trigger.decision.into(),
            decision_reason: trigger.reason,
            turn: trigger.turn,
            message_id: trigger.message_id.map(|id| id.0),
            requested_by: trigger.requested_by,
            evidence: trigger.evidence.into(),
        }
    }
}

/// Read what the rules decided in a session, oldest first.
#[utoipa::path(
    tag = "escalation",
    params(("session_id" = Uuid, Path)),
    responses((status = 200, body = Vec<TriggerView>), (status = 404))
)]
#[get("/api/ai/sessions/{session_id}/escalation-history")]
pub(crate) async fn list_triggers(
    desk: Desk,
    session: SessionInPath,
) -> Result<web::Json<Vec<TriggerView>>, ApiError> {
    let triggers = desk.read(move |view, scene| Ok(escalation_history(view, scene, session.0)?)).await?;
    Ok(web::Json(triggers.into_iter().map(TriggerView::from).collect()))
}
