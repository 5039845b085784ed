//! `POST /api/ai/chat/step-feedback`: how a guided step went, and what comes next.

use actix_web::{HttpResponse, post, web};
use handover_domain::chat::{StepFeedback, Workflow, step_feedback};
use handover_domain::{Scene, SessionId, StepId, Transaction};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{Desk, Talk};
use crate::body::Body;
use crate::chat::{ChatAnswer, EscalationNotice};
use crate::field::{HostId, Id, Tag, Text, host_id};
use crate::idempotency::{recorded, send};
use crate::problem::ApiError;
use crate::turns::{self, Ended, Rendered, Turn};
use crate::words::WorkflowWord;

/// What the user says about a step.
#[derive(Deserialize, ToSchema)]
pub(crate) struct StepFeedbackRequest {
    #[schema(inline)]
    session_id: Id,
    #[schema(inline)]
    step_id: Id,
    // `worked`, `partially_worked`, `didnt_work`, or the user's own words, at most 16 KiB.
    #[schema(inline)]
    feedback: Text<16384>,
    /// Read for old clients; the session's own language counts.
    #[serde(rename = "language")]
    #[schema(inline)]
    _language: Option<Tag>,
    #[schema(inline)]
    user_id: Option<HostId>,
}

/// What the feedback led to.
#[derive(Serialize, ToSchema)]
pub(crate) struct StepFeedbackAnswer {
    feedback_received: bool,
    workflow_status: WorkflowWord,
    /// The next step, or the answer that takes its place, while the steps go on.
    next_step: Option<ChatAnswer>,
    /// The last word, once they are over.
    completion_message: Option<String>,
    /// That a person is offered or on the way.
    escalation: Option<EscalationNotice>,
}

fn render(tx: &mut dyn Transaction, scene: &Scene<'_>, ended: &Ended<'_>) -> Rendered {
    let closed = ended.closed;
    let goes_on = closed.workflow == Workflow::InProgress;
    let says_something = !closed.reply.text.is_empty();
    let answer = StepFeedbackAnswer {
        feedback_received: true,
        workflow_status: closed.workflow.into(),
        next_step: (goes_on && says_something).then(|| ChatAnswer::of(ended, tx, scene)).transpose()?,
        completion_message: (!goes_on).then(|| closed.reply.text.clone()),
        escalation: closed.notice.as_ref().map(EscalationNotice::from),
    };
    recorded(200, &answer)
}

/// Say how a guided step went.
#[utoipa::path(
    tag = "chat",
    request_body = StepFeedbackRequest,
    responses((status = 200, body = StepFeedbackAnswer), (status = 404))
)]
#[post("/api/ai/chat/step-feedback")]
pub(crate) async fn give_step_feedback(
    desk: Desk,
    talk: web::Data<Talk>,
    body: Body<StepFeedbackRequest>,
) -> Result<HttpResponse, ApiError> {
    let command = StepFeedback {
        session: SessionId(body.value.session_id.0),
        step: StepId(body.value.step_id.0),
        user_id: host_id(body.value.user_id),
        feedback: body.value.feedback.0,
        memory: talk.assistant.memory(),
    };
    let open = Box::new(move |tx: &mut dyn Transaction, scene: &Scene<'_>| {
        Ok(step_feedback(tx, scene, command.clone())?)
    });
    Ok(send(turns::run(&desk, &talk, Turn { open, render, key: None }).await?))
}
