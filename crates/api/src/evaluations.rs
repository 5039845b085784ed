//! `POST …/evaluate-escalation`: what the rules would say about a session, with nothing written.

use actix_web::{HttpResponse, post};
use handover_domain::{Assumptions, Evaluation, Reason, evaluate, view_session};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::Desk;
use crate::body::Body;
use crate::field::{Count, Share};
use crate::parameters::SessionInPath;
use crate::problem::ApiError;
use crate::words::{DecisionWord, ReasonWord};

/// What to assume instead of the rules' own thresholds.
#[derive(Deserialize, ToSchema)]
pub(crate) struct EvaluationRequest {
    /// A confidence below this is low; 0.3 when left out.
    #[schema(inline)]
    confidence_threshold: Option<Share>,
    /// So many steps are too many; 8 when left out.
    #[schema(inline)]
    max_steps: Option<Count<1, 1000>>,
    /// Answers as if a person had asked.
    force_escalation: Option<bool>,
}

impl EvaluationRequest {
    fn assumptions(&self) -> Assumptions {
        Assumptions {
            confidence: self.confidence_threshold.map(|share| share.0),
            max_steps: self.max_steps.and_then(|count| u32::try_from(count.0).ok()),
        }
    }
}

/// What the rules would say.
#[derive(Serialize, ToSchema)]
pub(crate) struct EvaluationAnswer {
    /// Whether a person should be offered or called.
    should_escalate: bool,
    decision: DecisionWord,
    escalation_reason: Option<ReasonWord>,
    /// 0 while the assistant has claimed nothing.
    confidence_score: f64,
    steps_completed: u32,
    decision_factors: DecisionFactors,
    recommended_action: &'static str,
}

/// What was looked at.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum DecisionFactors {
    /// Nothing, because it was forced.
    Forced { force_escalation: bool },
    /// The session's true values.
    Measured(Box<MeasuredFactors>),
}

/// The session's true values.
#[derive(Serialize, ToSchema)]
pub(crate) struct MeasuredFactors {
    /// Null while the assistant has claimed nothing.
    confidence_score: Option<f64>,
    steps_completed: u32,
    confidence_threshold: f64,
    max_steps_threshold: u32,
    /// The user's own words that a rule looks for.
    user_feedback_analysis: Option<Vec<String>>,
    safety_concerns: bool,
    expert_required_indicators: Vec<String>,
}

impl From<Evaluation> for EvaluationAnswer {
    fn from(evaluation: Evaluation) -> Self {
        let Evaluation { verdict, session, thresholds } = evaluation;
        let found = session.diagnosis.as_ref();
        let category = found.map(|found| format!("complex_category_{}", found.category));
        let requires = found.filter(|found| found.requires_expert).map(|_| "requires_expert".to_owned());
        let is_expert = verdict.reason == Some(Reason::ExpertRequired);
        let words: Vec<String> = verdict.evidence.spans.into_iter().map(|span| span.text).collect();
        let factors = MeasuredFactors {
            confidence_score: session.confidence,
            steps_completed: session.steps_tried,
            confidence_threshold: thresholds.0,
            max_steps_threshold: thresholds.1,
            user_feedback_analysis: (!words.is_empty()).then_some(words),
            safety_concerns: verdict.reason == Some(Reason::SafetyConcern),
            expert_required_indicators: requires.into_iter().chain(category.filter(|_| is_expert)).collect(),
        };
        let should = verdict.reason.is_some();
        Self {
            should_escalate: should,
            decision: verdict.decision.into(),
            escalation_reason: verdict.reason.map(ReasonWord),
            confidence_score: session.confidence.unwrap_or(0.0),
            steps_completed: session.steps_tried,
            decision_factors: DecisionFactors::Measured(Box::new(factors)),
            recommended_action: if should { "Create support ticket" } else { "Continue troubleshooting" },
        }
    }
}

fn forced() -> EvaluationAnswer {
    EvaluationAnswer {
        should_escalate: true,
        decision: DecisionWord(handover_domain::Decision::Escalate),
        escalation_reason: Some(ReasonWord(Reason::UserRequest)),
        confidence_score: 0.0,
        steps_completed: 0,
        decision_factors: DecisionFactors::Forced { force_escalation: true },
        recommended_action: "Create support ticket immediately",
    }
}

/// Ask what the rules would say, without any effect.
#[utoipa::path(
    tag = "escalation",
    params(("session_id" = uuid::Uuid, Path)),
    request_body = EvaluationRequest,
    responses((status = 200, body = EvaluationAnswer), (status = 404))
)]
#[post("/api/ai/sessions/{session_id}/evaluate-escalation")]
pub(crate) async fn evaluate_escalation(
    desk: Desk,
    session: SessionInPath,
    body: Body<EvaluationRequest>,
) -> Result<HttpResponse, ApiError> {
    let is_forced = body.value.force_escalation.unwrap_or(false);
    let assumptions = body.value.assumptions();
    let answer = desk.read(move |view, scene| {
        if is_forced {
            view_session(view, scene, session.0)?;
            return Ok(forced());
        }
        Ok(evaluate(view, scene, session.0, assumptions)?.into())
    });
    Ok(HttpResponse::Ok().json(answer.await?))
}
