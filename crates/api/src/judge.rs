//! `POST /api/ai/judge`: what the rules say about a text, with nothing stored.

use actix_web::{HttpResponse, post};
use handover_domain::judge_text;
use handover_domain::judgement::{Severity, Verdict};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::Desk;
use crate::body::Body;
use crate::evidence::EvidenceView;
use crate::field::{Tag, Text};
use crate::problem::ApiError;
use crate::words::{DecisionWord, PriorityWord, ReasonWord};

/// A text to judge.
#[derive(Deserialize, ToSchema)]
pub(crate) struct JudgeRequest {
    // What a user might say, at most 16 KiB.
    #[schema(inline)]
    text: Text<16384>,
    /// `en` when left out.
    #[schema(inline)]
    language: Option<Tag>,
}

/// What the rules say.
#[derive(Serialize, ToSchema)]
pub(crate) struct Judged {
    decision: DecisionWord,
    /// Null exactly when the decision is `continue`.
    reason: Option<ReasonWord>,
    /// The priority that a ticket made of this would get.
    priority: PriorityWord,
    /// `immediate` or `serious`, for hazards.
    #[schema(value_type = Option<String>)]
    severity: Option<&'static str>,
    /// The user is losing patience.
    frustrated: bool,
    /// The user may harm themselves: the chosen words are said and a person is offered, unasked no ticket is made.
    distress: bool,
    /// One English sentence.
    explanation: String,
    evidence: EvidenceView,
}

impl From<Verdict> for Judged {
    fn from(verdict: Verdict) -> Self {
        Self {
            decision: verdict.decision.into(),
            reason: verdict.reason.map(ReasonWord),
            priority: verdict.priority.into(),
            severity: verdict.severity.map(Severity::as_str),
            frustrated: verdict.frustrated,
            distress: verdict.distress,
            explanation: verdict.explanation,
            evidence: verdict.evidence.into(),
        }
    }
}

/// Ask what the rules say about a text.
#[utoipa::path(
    tag = "escalation",
    request_body = JudgeRequest,
    responses((status = 200, body = Judged), (status = 403))
)]
#[post("/api/ai/judge")]
pub(crate) async fn judge_a_text(desk: Desk, body: Body<JudgeRequest>) -> Result<HttpResponse, ApiError> {
    let JudgeRequest { text, language } = body.value;
    let language = Tag::language(language).unwrap_or_default();
    let verdict = desk.on_scene(|scene| judge_text(scene, &text.0, language))?;
    Ok(HttpResponse::Ok().json(Judged::from(verdict)))
}
