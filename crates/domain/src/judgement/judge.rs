//! The decision itself: which reasons hold, which one wins, and what it rests on.

use super::lexicon::Cue;
use super::rule_set::{ReasonPolicy, RuleSet};
use super::source::Topic;
use super::spans::spans;
use super::verdict::{Evidence, Input, NearMiss, Signals, Span, Verdict};
use crate::escalation::Reason;
use crate::trigger::Decision;

/// A reason that holds, with what made it hold.
struct Finding {
    rule: String,
    value: Option<f64>,
    explanation: String,
    spans: Vec<Span>,
}

/// Judges one turn. Deterministic, and total: any text and any numbers have a verdict.
#[must_use]
pub fn judge(rules: &RuleSet, signals: &Signals<'_>) -> Verdict {
    let cues = rules.cues(signals.language, signals.text);
    let strongest = |policy| Some((policy, find(rules, signals, &cues, policy)?));
    let found = rules.policy.reasons.iter().find_map(strongest);
    let evidence = |rule: String, spans: Vec<Span>| Evidence {
        rule,
        rule_version: rules.version.clone(),
        spans,
        inputs: inputs(signals, &cues),
        near_miss: nearest_miss(rules, signals, &cues),
    };
    match found {
        Some((policy, finding)) => Verdict {
            decision: policy.action,
            reason: Some(policy.reason),
            priority: policy.priority,
            value: finding.value,
            explanation: finding.explanation,
            evidence: evidence(finding.rule, finding.spans),
        },
        None => Verdict {
            decision: Decision::Continue,
            reason: None,
            priority: rules.policy.default_priority,
            value: None,
            explanation: "No rule asks for a person.".to_owned(),
            evidence: evidence("none".to_owned(), Vec::new()),
        },
    }
}

fn find(rules: &RuleSet, signals: &Signals<'_>, cues: &[Cue], policy: &ReasonPolicy) -> Option<Finding> {
    match policy.reason {
        Reason::SafetyConcern => phrase(signals.text, cues, Topic::SafetyConcern),
        Reason::UserRequest => phrase(signals.text, cues, Topic::UserRequest),
        Reason::ComplexIssue => phrase(signals.text, cues, Topic::ComplexIssue),
        Reason::ExpertRequired => expert_required(rules, signals),
        Reason::LowConfidence => low_confidence(rules, signals),
        Reason::StepsExceeded => steps_exceeded(rules, signals),
    }
}

/// A topic holds when a cue for it is not held back; the first rule of the file names it.
fn phrase(text: &str, cues: &[Cue], topic: Topic) -> Option<Finding> {
    let live = || cues.iter().filter(|cue| cue.topic == topic && cue.held_back_by.is_none());
    let first = live().next()?;
    Some(Finding {
        rule: first.rule.clone(),
        value: None,
        explanation: first.explanation.clone(),
        spans: spans(text, live()),
    })
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
            spans: Vec::new(),
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
        spans: Vec::new(),
    })
}

fn low_confidence(rules: &RuleSet, signals: &Signals<'_>) -> Option<Finding> {
    let confidence = signals.confidence.filter(|_| is_unsure(rules, signals))?;
    let threshold = rules.thresholds.confidence;
    Some(Finding {
        rule: "policy.confidence".to_owned(),
        value: Some(confidence),
        explanation: format!("The confidence {confidence:.2} is below the threshold {threshold:.2}."),
        spans: Vec::new(),
    })
}

fn steps_exceeded(rules: &RuleSet, signals: &Signals<'_>) -> Option<Finding> {
    let (tried, limit) = (signals.steps_tried, rules.thresholds.max_steps);
    (tried >= limit).then(|| Finding {
        rule: "policy.max_steps".to_owned(),
        value: Some(f64::from(tried)),
        explanation: format!("{tried} steps were tried without success; the limit is {limit}."),
        spans: Vec::new(),
    })
}

fn inputs(signals: &Signals<'_>, cues: &[Cue]) -> Vec<Input> {
    let truth = |holds: bool| f64::from(u8::from(holds));
    let input = |name: &str, value: f64| Input { name: name.to_owned(), value };
    let mut inputs: Vec<Input> =
        signals.confidence.map(|value| input("confidence", value)).into_iter().collect();
    inputs.push(input("steps_tried", f64::from(signals.steps_tried)));
    inputs.push(input("step_failed", truth(signals.step_failed)));
    inputs.push(input("requires_expert", truth(signals.requires_expert)));
    inputs.extend(signals.category.map(|category| input(&format!("category.{category}"), 1.0)));
    for topic in [Topic::SafetyConcern, Topic::UserRequest, Topic::ComplexIssue] {
        let found = cues.iter().any(|cue| cue.topic == topic && cue.held_back_by.is_none());
        inputs.push(input(&format!("phrase.{topic}"), truth(found)));
    }
    inputs
}

/// The rule that came closest without firing: words that were there but were held back touch, and
/// come before the measured limit that was missed by the smallest share.
fn nearest_miss(rules: &RuleSet, signals: &Signals<'_>, cues: &[Cue]) -> Option<NearMiss> {
    let matters = |topic| matches!(topic, Topic::SafetyConcern | Topic::UserRequest | Topic::ComplexIssue);
    let held_back = cues.iter().filter(|cue| matters(cue.topic)).find_map(|cue| {
        let guard = cue.held_back_by.as_ref()?;
        Some(NearMiss {
            rule: format!("{} unless {guard}", cue.rule),
            value: 1.0,
            threshold: 1.0,
            distance: 0.0,
        })
    });
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
    let measured = || confidence.into_iter().chain(steps).min_by(|a, b| a.distance.total_cmp(&b.distance));
    held_back.or_else(measured)
}

#[cfg(test)]
mod tests;
