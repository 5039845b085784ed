//! A small rule set for tests: the same shape as the shipped files, a handful of phrases.

use super::rule_set::{Policy, ReasonPolicy, RuleSet, Thresholds};
use crate::assistant::Category;
use crate::escalation::Reason;
use crate::ticket::Priority;
use crate::trigger::Decision;

impl Policy {
    /// The shipped consequences.
    #[must_use]
    pub fn for_tests() -> Self {
        let row = |reason, action, priority| ReasonPolicy { reason, action, priority };
        Self {
            reasons: vec![
                row(Reason::SafetyConcern, Decision::Escalate, Priority::Urgent),
                row(Reason::UserRequest, Decision::Offer, Priority::Medium),
                row(Reason::ExpertRequired, Decision::Offer, Priority::High),
                row(Reason::ComplexIssue, Decision::Offer, Priority::High),
                row(Reason::LowConfidence, Decision::Offer, Priority::Medium),
                row(Reason::StepsExceeded, Decision::Offer, Priority::High),
            ],
            default_priority: Priority::Medium,
            expert_categories: vec![Category::Electrical, Category::Hydraulic, Category::Mechanical],
        }
    }
}

impl RuleSet {
    /// A few phrases of each kind under the shipped policy; enough to drive the use cases.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a constant that the tests of this module load")]
    pub fn for_tests() -> Self {
        let thresholds = Thresholds { confidence: 0.3, max_steps: 8 };
        Self::new("test", thresholds, Policy::for_tests()).expect("the test rule set is valid")
    }
}
