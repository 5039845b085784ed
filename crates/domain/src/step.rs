//! Guided steps: one instruction at a time, with what the user said about it.

use chrono::{DateTime, Utc};

use crate::assistant::StepPlan;
use crate::id::{SessionId, StepId};
use crate::store::{Scope, StoreResult};
use crate::vocabulary::vocabulary;

vocabulary!(
    /// How a step ended, in the user's eyes.
    StepOutcome {
        /// The problem is gone.
        Resolved => "resolved",
        /// It did not help.
        NotResolved => "not_resolved",
        /// It helped a little.
        Partially => "partially",
        /// The user asked or said something else.
        Unclear => "unclear",
    }
);

/// One instruction given to the user.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Step {
    /// Its id, which the widget sends back with the feedback.
    pub id: StepId,
    /// The session it belongs to.
    pub session_id: SessionId,
    /// Counted from 1 within the problem; a step that is explained again keeps its number.
    pub number: u32,
    /// The knowledge base's id of the problem.
    pub problem: String,
    /// What to do.
    pub instruction: String,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// What could hurt somebody.
    pub safety_warnings: Vec<String>,
    /// What the user should see when it worked.
    pub expected_outcomes: Vec<String>,
    /// The confidence the step was given with, 0 to 1.
    pub confidence: f64,
    /// The user's own words about it.
    pub feedback: Option<String>,
    /// How it ended; `None` while the user is at it.
    pub outcome: Option<StepOutcome>,
    /// When it was given.
    pub created_at: DateTime<Utc>,
    /// When it ended.
    pub completed_at: Option<DateTime<Utc>>,
}

impl Step {
    /// Makes the assistant's plan a step of a session.
    pub fn begin(
        id: StepId,
        session_id: SessionId,
        plan: &StepPlan,
        confidence: f64,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            id,
            session_id,
            number: plan.number,
            problem: plan.problem.clone(),
            instruction: plan.instruction.clone(),
            minutes: plan.minutes,
            safety_warnings: plan.safety_warnings.clone(),
            expected_outcomes: plan.expected_outcomes.clone(),
            confidence,
            feedback: None,
            outcome: None,
            created_at: now,
            completed_at: None,
        }
    }

    /// Ends the step; one that has ended stays as it was.
    pub fn complete(&mut self, outcome: StepOutcome, feedback: Option<&str>, now: DateTime<Utc>) {
        if self.outcome.is_none() {
            self.outcome = Some(outcome);
            self.feedback = feedback.map(str::to_owned);
            self.completed_at = Some(now);
        }
    }
}

/// Reading steps.
pub trait StepReads {
    /// One step of one session.
    fn step(&mut self, scope: Scope, session: SessionId, id: StepId) -> StoreResult<Option<Step>>;

    /// All steps of a session, in the order they were given.
    fn steps(&mut self, scope: Scope, session: SessionId) -> StoreResult<Vec<Step>>;
}

/// Changing steps.
pub trait StepWrites {
    /// Adds a step.
    fn insert_step(&mut self, scope: Scope, step: &Step) -> StoreResult<()>;

    /// Stores how a step ended.
    fn update_step(&mut self, scope: Scope, step: &Step) -> StoreResult<()>;
}
