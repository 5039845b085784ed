//! Rules as the engine takes them, from files in their plain shape.

#![allow(dead_code, reason = "each target uses a part")]

use std::num::NonZeroU32;

use handover_domain::judgement::{
    LexiconSource, Policy, ReasonPolicy, RuleSet, RuleSetError, Thresholds,
};
use handover_domain::{Decision, Language, Priority, Reason};

pub(crate) use files::language;

#[path = "../../../crates/domain/benches/files/mod.rs"]
mod files;

mod api {
    pub(crate) use handover_domain::Language;
    pub(crate) use handover_domain::judgement::{
        GuardSource, LexiconSource, Place, RuleSource, Severity, Topic, WordList,
    };
}

/// The shipped rules.
pub(crate) fn rules() -> Option<RuleSet> {
    made(files::lexicons()).ok()
}

/// These rules, with one English rule where English is missing.
pub(crate) fn with(mut sources: Vec<LexiconSource>) -> Result<RuleSet, RuleSetError> {
    if sources.iter().all(|source| source.language != Language::En) {
        sources.extend(language("language = \"en\"\nrule = []"));
    }
    made(sources)
}

fn made(sources: Vec<LexiconSource>) -> Result<RuleSet, RuleSetError> {
    let limits = Thresholds { confidence: 0.3, max_steps: 8 };
    let row = |&reason: &Reason| ReasonPolicy {
        reason,
        action: if reason == Reason::SafetyConcern { Decision::Escalate } else { Decision::Offer },
        priority: Priority::High,
    };
    let mut reasons: Vec<ReasonPolicy> = Reason::ALL.iter().map(row).collect();
    reasons.sort_by_key(|row| row.reason != Reason::SafetyConcern);
    let policy = Policy {
        reasons,
        default_priority: Priority::Medium,
        expert_categories: vec![],
        expert_after_steps: NonZeroU32::MIN,
        frustrated: None,
    };
    RuleSet::new("fuzz", limits, policy, &sources)
}
