//! Escalation: a session becomes exactly one ticket.

use crate::vocabulary::vocabulary;

vocabulary!(
    /// Why a person is needed.
    Reason {
        /// The assistant was not sure enough.
        LowConfidence => "low_confidence",
        /// Too many steps were tried.
        StepsExceeded => "steps_exceeded",
        /// The user asked for a person.
        UserRequest => "user_request",
        /// Only an expert may do this.
        ExpertRequired => "expert_required",
        /// Somebody may get hurt.
        SafetyConcern => "safety_concern",
        /// The problem spans several systems or keeps coming back.
        ComplexIssue => "complex_issue",
    }
);
