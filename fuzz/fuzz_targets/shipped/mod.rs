//! Rule files in their plain shape, as `crates/server/src/rules/document.rs` describes them; where a word is unknown there
//! is no file.

#![allow(dead_code, reason = "each target uses a part")]

use std::num::NonZeroU32;

use handover_domain::judgement::{
    GuardSource, LexiconSource, Place, Policy, ReasonPolicy, RuleSet, RuleSetError, RuleSource, Severity,
    Thresholds, Topic, WordList,
};
use handover_domain::{Decision, Language, Priority, Reason};
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    language: String,
    #[serde(default)]
    common: Vec<String>,
    #[serde(default)]
    prefixes: Vec<String>,
    #[serde(default)]
    suffixes: Vec<String>,
    #[serde(default)]
    contrast: Vec<String>,
    #[serde(default)]
    list: Vec<List>,
    rule: Vec<Rule>,
    #[serde(default)]
    guard: Vec<Guard>,
}

#[derive(Deserialize)]
struct List {
    name: String,
    items: Vec<String>,
}

#[derive(Deserialize)]
struct Rule {
    id: String,
    topic: String,
    severity: Option<String>,
    says: String,
    #[serde(default)]
    despite: Vec<String>,
    patterns: Vec<String>,
}

#[derive(Deserialize)]
struct Guard {
    id: String,
    holds_back: Vec<String>,
    place: String,
    #[serde(default)]
    reach: u32,
    turns_into: Option<String>,
    patterns: Vec<String>,
}

const FILES: [&str; 6] = [
    include_str!("../../../config/rules/en.toml"),
    include_str!("../../../config/rules/el.toml"),
    include_str!("../../../config/rules/ar.toml"),
    include_str!("../../../config/rules/es.toml"),
    include_str!("../../../config/rules/tr.toml"),
    include_str!("../../../config/rules/no.toml"),
];

/// The shipped rules.
pub(crate) fn rules() -> Option<RuleSet> {
    let sources: Option<Vec<LexiconSource>> = FILES.into_iter().map(language).collect();
    made(sources?).ok()
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

/// The rules of a language file.
pub(crate) fn language(text: &str) -> Option<LexiconSource> {
    let file: File = toml::from_str(text).ok()?;
    let language = Language::ALL.into_iter().find(|language| language.code() == file.language)?;
    let rule = |rule: Rule| {
        Some(RuleSource {
            id: rule.id,
            topic: Topic::parse(&rule.topic)?,
            severity: match rule.severity {
                Some(word) => Some(Severity::parse(&word)?),
                None => None,
            },
            explanation: rule.says,
            despite: rule.despite,
            patterns: rule.patterns,
        })
    };
    let guard = |guard: Guard| {
        Some(GuardSource {
            id: guard.id,
            holds_back: guard.holds_back,
            place: Place::parse(&guard.place)?,
            reach: guard.reach,
            turns_into: match guard.turns_into {
                Some(word) => Some(Topic::parse(&word)?),
                None => None,
            },
            patterns: guard.patterns,
        })
    };
    Some(LexiconSource {
        language,
        common: file.common,
        prefixes: file.prefixes,
        suffixes: file.suffixes,
        lists: file.list.into_iter().map(|list| WordList { name: list.name, items: list.items }).collect(),
        contrast: file.contrast,
        rules: file.rule.into_iter().map(rule).collect::<Option<_>>()?,
        guards: file.guard.into_iter().map(guard).collect::<Option<_>>()?,
    })
}
