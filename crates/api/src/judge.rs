//! `POST /api/ai/judge`: what the rules say about a text, with nothing stored.

use actix_web::{HttpResponse, post};
use handover_domain::judge_text;
use handover_domain::judgement::{Evidence, Severity, Verdict};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::Desk;
use crate::body::Body;
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

/// What a judgement rests on.
#[derive(Serialize, ToSchema)]
#[schema(as = Evidence)]
pub(crate) struct EvidenceView {
    /// The rule that decided, for example `en.user_request.talk_to`; `none` when none did.
    rule: String,
    /// The version (content hash) of the rules.
    rule_version: String,
    spans: Vec<SpanView>,
    inputs: Vec<InputView>,
    near_miss: Option<NearMissView>,
}

/// A stretch of the text, counted in Unicode scalar values.
#[derive(Serialize, ToSchema)]
#[schema(as = Span)]
pub(crate) struct SpanView {
    start: usize,
    /// One past the last.
    end: usize,
    text: String,
}

/// One measured fact; truth values are 0 and 1.
#[derive(Serialize, ToSchema)]
#[schema(as = Input)]
pub(crate) struct InputView {
    name: String,
    value: f64,
}

/// The rule that came closest to deciding without doing so.
#[derive(Serialize, ToSchema)]
#[schema(as = NearMiss)]
pub(crate) struct NearMissView {
    /// `RULE unless GUARD` for words that were there but held back.
    rule: String,
    value: f64,
    threshold: f64,
    /// As a share of the threshold; 0 is touching.
    distance: f64,
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

impl From<Evidence> for EvidenceView {
    fn from(evidence: Evidence) -> Self {
        let spans = evidence.spans.into_iter();
        let inputs = evidence.inputs.into_iter();
        Self {
            rule: evidence.rule,
            rule_version: evidence.rule_version,
            spans: spans.map(|span| SpanView { start: span.start, end: span.end, text: span.text }).collect(),
            inputs: inputs.map(|input| InputView { name: input.name, value: input.value }).collect(),
            near_miss: evidence.near_miss.map(|near| NearMissView {
                rule: near.rule,
                value: near.value,
                threshold: near.threshold,
                distance: near.distance,
            }),
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
