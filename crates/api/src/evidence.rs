//! What a judgement rests on, as callers see it.

use handover_domain::judgement::Evidence;
use serde::Serialize;
use utoipa::ToSchema;

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
