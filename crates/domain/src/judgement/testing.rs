//! A small rule set for tests: the same shape as the shipped files, a handful of phrases.

use std::num::NonZeroU32;

use super::rule_set::{Policy, ReasonPolicy, RuleSet, Thresholds};
use super::source::{GuardSource, LexiconSource, Place, RuleSource, Topic, WordList};
use crate::assistant::Category;
use crate::escalation::Reason;
use crate::language::Language;
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
                row(Reason::StepsExceeded, Decision::Offer, Priority::High),
                row(Reason::ExpertRequired, Decision::Offer, Priority::High),
                row(Reason::ComplexIssue, Decision::Offer, Priority::High),
                row(Reason::LowConfidence, Decision::Offer, Priority::Medium),
            ],
            default_priority: Priority::Medium,
            expert_categories: vec![Category::Electrical, Category::Hydraulic, Category::Mechanical],
            expert_after_steps: NonZeroU32::MIN.saturating_add(2),
            frustrated: Some(Thresholds { confidence: 0.5, max_steps: 4 }),
        }
    }
}

impl RuleSet {
    /// A few phrases of each kind under the shipped policy; enough to drive the use cases.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a constant that the tests of this module load")]
    pub fn for_tests() -> Self {
        let thresholds = Thresholds { confidence: 0.3, max_steps: 8 };
        Self::new("test", thresholds, Policy::for_tests(), &[LexiconSource::for_tests()])
            .expect("the test rule set is valid")
    }
}

impl LexiconSource {
    /// A few English phrases of each kind.
    #[must_use]
    pub fn for_tests() -> Self {
        let rule = |topic, id: &str, explanation: &str, patterns: &[&str]| RuleSource {
            id: id.to_owned(),
            topic,
            severity: None,
            explanation: explanation.to_owned(),
            despite: Vec::new(),
            patterns: owned(patterns),
        };
        Self {
            language: Language::En,
            lists: vec![WordList {
                name: "person".to_owned(),
                items: owned(&["human", "person", "expert*", "technician*", "someone", "real person"]),
            }],
            contrast: owned(&["but"]),
            rules: vec![
                rule(
                    Topic::SafetyConcern,
                    "smoke",
                    "The user reports smoke, fire or an injury.",
                    &["smoke", "on fire", "electric shock", "(hand|finger) ..2 (caught|trapped)", "injured"],
                ),
                rule(
                    Topic::UserRequest,
                    "talk_to",
                    "The user asks to talk to a person.",
                    &["(talk|speak) (to|with) ..2 <person>", "(want|need|send) ..2 <person>"],
                ),
                rule(
                    Topic::ComplexIssue,
                    "came_back",
                    "The fault came back after a repair.",
                    &["(came|comes) back after ..2 (repair|service)"],
                ),
                rule(Topic::Frustration, "fed_up", "The user is fed up.", &["useless", "fed up"]),
                rule(
                    Topic::Distress,
                    "despair",
                    "The user despairs.",
                    &["(kill|injured) myself", "want to die"],
                ),
                rule(Topic::Resolved, "works", "It works.", &["fixed", "resolved", "all good", "works"]),
                rule(
                    Topic::NotResolved,
                    "no_change",
                    "No change.",
                    &["unresolved", "no change", "still ..2 leaks"],
                ),
                rule(Topic::Partially, "a_little", "A little better.", &["a little better"]),
                rule(Topic::Worse, "worse", "It is worse.", &["worse", "now it is broken"]),
            ],
            guards: vec![
                guard("refusal", &["user_request"], None, &["not", "don't", "no need"]),
                guard("negation", &["safety_concern"], None, &["no", "not"]),
                guard("not_fixed", &["resolved"], Some(Topic::NotResolved), &["not", "isn't"]),
            ],
            ..Self::default()
        }
    }
}

fn guard(id: &str, holds_back: &[&str], turns_into: Option<Topic>, patterns: &[&str]) -> GuardSource {
    GuardSource {
        id: id.to_owned(),
        holds_back: owned(holds_back),
        place: Place::Before,
        reach: 2,
        turns_into,
        patterns: owned(patterns),
    }
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}
