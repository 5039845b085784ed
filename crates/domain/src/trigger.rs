//! Triggers: the stored record of what the rules decided on a turn, and why.

use chrono::{DateTime, Utc};

use crate::escalation::Reason;
use crate::id::{MessageId, SessionId, TriggerId};
use crate::judgement::{Evidence, Verdict};
use crate::store::{Scope, StoreResult};
use crate::vocabulary::vocabulary;

vocabulary!(
    /// What was decided about a turn.
    Decision {
        /// Nothing called for a person.
        Continue => "continue",
        /// The user is offered a person.
        Offer => "offer",
        /// A ticket is made without asking.
        Escalate => "escalate",
    }
);

vocabulary!(
    /// Which rule decided. The words are the ones the prototype stored, plus `complex_issue`.
    TriggerType {
        /// The assistant was not sure enough.
        ConfidenceLow => "confidence_low",
        /// Too many steps were tried.
        StepsExceeded => "steps_exceeded",
        /// The user asked for a person.
        UserRequest => "user_request",
        /// Somebody may get hurt.
        SafetyConcern => "safety_concern",
        /// Only an expert may do this.
        ExpertRequired => "expert_required",
        /// The problem spans several systems or keeps coming back.
        ComplexIssue => "complex_issue",
        /// No rule fired.
        Evaluation => "evaluation",
    }
);

impl TriggerType {
    /// The trigger type of a reason; no reason is [`TriggerType::Evaluation`].
    pub fn of(reason: Option<Reason>) -> Self {
        match reason {
            None => Self::Evaluation,
            Some(Reason::LowConfidence) => Self::ConfidenceLow,
            Some(Reason::StepsExceeded) => Self::StepsExceeded,
            Some(Reason::UserRequest) => Self::UserRequest,
            Some(Reason::SafetyConcern) => Self::SafetyConcern,
            Some(Reason::ExpertRequired) => Self::ExpertRequired,
            Some(Reason::ComplexIssue) => Self::ComplexIssue,
        }
    }
}

/// One recorded decision.
///
/// There is exactly one per turn, and one more per escalation by a person.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Trigger {
    /// Its id.
    pub id: TriggerId,
    /// The session it is about.
    pub session_id: SessionId,
    /// The turn it judged; 0 when no turn was under way.
    pub turn: i64,
    /// The message it judged, if one was.
    pub message_id: Option<MessageId>,
    /// Which rule decided.
    pub trigger_type: TriggerType,
    /// The measured value that decided: a confidence, a count of steps, or nothing.
    pub value: Option<f64>,
    /// What was decided.
    pub decision: Decision,
    /// One sentence for people.
    pub reason: String,
    /// All that the decision rests on.
    pub evidence: Evidence,
    /// Who asked, when a person did.
    pub requested_by: Option<String>,
    /// When.
    pub triggered_at: DateTime<Utc>,
}

impl Trigger {
    /// Records `verdict` as the decision on a turn.
    pub fn of_turn(
        id: TriggerId,
        session_id: SessionId,
        judged: (i64, Option<MessageId>),
        verdict: Verdict,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            id,
            session_id,
            turn: judged.0,
            message_id: judged.1,
            trigger_type: TriggerType::of(verdict.reason),
            value: verdict.value,
            decision: verdict.decision,
            reason: verdict.explanation,
            evidence: verdict.evidence,
            requested_by: None,
            triggered_at: now,
        }
    }
}

impl Trigger {
    /// Why a person was offered or called; `None` where nobody was.
    pub fn asks_for(&self) -> Option<Reason> {
        Reason::ALL.iter().copied().find(|reason| TriggerType::of(Some(*reason)) == self.trigger_type)
    }
}

/// Reading triggers.
pub trait TriggerReads {
    /// All triggers of a session, oldest first.
    fn triggers(&mut self, scope: Scope, session: SessionId) -> StoreResult<Vec<Trigger>>;
}

/// Recording triggers.
pub trait TriggerWrites {
    /// Adds a trigger; triggers are never changed.
    fn insert_trigger(&mut self, scope: Scope, trigger: &Trigger) -> StoreResult<()>;
}
