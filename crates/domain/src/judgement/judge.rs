//! The decision itself: which reasons hold, which one wins, and what it rests on.

use super::rule_set::{ReasonPolicy, RuleSet};
use super::verdict::{Evidence, Input, NearMiss, Signals, Verdict};
use crate::escalation::Reason;
use crate::trigger::Decision;

/// A reason that holds, with what made it hold.
struct Finding {
    rule: String,
    value: Option<f64>,
    explanation: String,
}

/// Judges one turn. Deterministic, and total: any text and any numbers have a verdict.
#[must_use]
pub fn judge(rules: &RuleSet, signals: &Signals<'_>) -> Verdict {
    let found = rules.policy.reasons.iter().find_map(|policy| Some((policy, find(rules, signals, policy)?)));
    let near_miss = nearest_measure(rules, signals);
    let inputs = inputs(signals);
    let evidence = |rule: String| Evidence {
        rule,
        rule_version: rules.version.clone(),
        spans: vec![],
        inputs,
        near_miss,
    };
    match found {
        Some((policy, finding)) => Verdict {
            decision: policy.action,
            reason: Some(policy.reason),
            priority: policy.priority,
            value: finding.value,
            explanation: finding.explanation,
            evidence: evidence(finding.rule),
        },
        None => Verdict {
            decision: Decision::Continue,
            reason: None,
            priority: rules.policy.default_priority,
            value: None,
            explanation: "No rule asks for a person.".to_owned(),
            evidence: evidence("none".to_owned()),
        },
    }
}

fn find(rules: &RuleSet, signals: &Signals<'_>, policy: &ReasonPolicy) -> Option<Finding> {
    match policy.reason {
        Reason::ExpertRequired => expert_required(rules, signals),
        Reason::LowConfidence => low_confidence(rules, signals),
        Reason::StepsExceeded => steps_exceeded(rules, signals),
        Reason::SafetyConcern | Reason::UserRequest | Reason::ComplexIssue => None,
    }
}

fn is_unsure(rules: &RuleSet, signals: &Signals<'_>) -> bool {
    signals.confidence.is_some_and(|confidence| confidence < rules.thresholds.confidence)
}

fn expert_required(rules: &RuleSet, signals: &Signals<'_>) -> Option<Finding> {
    if signals.requires_expert {
        return Some(Finding {
            rule: "policy.requires_expert".to_owned(),
            value: None,
            explanation: "The knowledge base says that only an expert may do this.".to_owned(),
        });
    }
    // A kind of problem says nothing about this user: it counts only with a sign of trouble.
    let category = signals.category.filter(|category| rules.policy.expert_categories.contains(category))?;
    let unsure = is_unsure(rules, signals);
    if !unsure && !signals.step_failed {
        return None;
    }
    let (value, trouble) = if unsure {
        (signals.confidence, "the assistant is not sure of its answer")
    } else {
        (None, "a step has failed")
    };
    Some(Finding {
        rule: "policy.expert_category".to_owned(),
        value,
        explanation: format!("The problem is {category} and {trouble}."),
    })
}

fn low_confidence(rules: &RuleSet, signals: &Signals<'_>) -> Option<Finding> {
    let confidence = signals.confidence.filter(|_| is_unsure(rules, signals))?;
    let threshold = rules.thresholds.confidence;
    Some(Finding {
        rule: "policy.confidence".to_owned(),
        value: Some(confidence),
        explanation: format!("The confidence {confidence:.2} is below the threshold {threshold:.2}."),
    })
}

fn steps_exceeded(rules: &RuleSet, signals: &Signals<'_>) -> Option<Finding> {
    let (tried, limit) = (signals.steps_tried, rules.thresholds.max_steps);
    (tried >= limit).then(|| Finding {
        rule: "policy.max_steps".to_owned(),
        value: Some(f64::from(tried)),
        explanation: format!("{tried} steps were tried without success; the limit is {limit}."),
    })
}

fn inputs(signals: &Signals<'_>) -> Vec<Input> {
    let truth = |holds: bool| f64::from(u8::from(holds));
    let input = |name: &str, value: f64| Input { name: name.to_owned(), value };
    let mut inputs: Vec<Input> =
        signals.confidence.map(|value| input("confidence", value)).into_iter().collect();
    inputs.push(input("steps_tried", f64::from(signals.steps_tried)));
    inputs.push(input("step_failed", truth(signals.step_failed)));
    inputs.push(input("requires_expert", truth(signals.requires_expert)));
    inputs.extend(signals.category.map(|category| input(&format!("category.{category}"), 1.0)));
    inputs
}

/// The measured limit that was missed by the smallest share.
fn nearest_measure(rules: &RuleSet, signals: &Signals<'_>) -> Option<NearMiss> {
    let threshold = rules.thresholds.confidence;
    let confidence = signals.confidence.filter(|value| *value >= threshold).map(|value| NearMiss {
        rule: "policy.confidence".to_owned(),
        value,
        threshold,
        distance: if threshold > 0.0 { (value - threshold) / threshold } else { value },
    });
    let (tried, limit) = (f64::from(signals.steps_tried), f64::from(rules.thresholds.max_steps));
    let steps = (tried < limit).then(|| NearMiss {
        rule: "policy.max_steps".to_owned(),
        value: tried,
        threshold: limit,
        distance: (limit - tried) / limit,
    });
    confidence.into_iter().chain(steps).min_by(|a, b| a.distance.total_cmp(&b.distance))
}
