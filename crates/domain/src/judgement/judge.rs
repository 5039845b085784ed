//! The decision itself: which reasons hold, which one wins, and what it rests on.

use super::lexicon::Cue;
use super::rule_set::{ReasonPolicy, RuleSet, Thresholds};
use super::source::{Severity, Topic};
use super::spans::spans;
use super::verdict::{Evidence, Input, NearMiss, Signals, Span, Verdict};
use crate::escalation::Reason;
use crate::language::Language;
use crate::ticket::Priority;
use crate::trigger::Decision;

/// A reason that holds, with what made it hold.
struct Finding {
    rule: String,
    value: Option<f64>,
    explanation: String,
    severity: Option<Severity>,
    spans: Vec<Span>,
}

/// Everything that a judgement looks at.
struct Case<'r> {
    rules: &'r RuleSet,
    signals: &'r Signals<'r>,
    cues: Vec<Cue<'r>>,
    /// The limits that hold for this user now.
    limits: Thresholds,
    frustrated: bool,
}

/// Judges one turn. Deterministic, and total: any text and any numbers have a verdict.
#[must_use]
pub fn judge(rules: &RuleSet, signals: &Signals<'_>) -> Verdict {
    let cues = rules.cues(signals.language, signals.text);
    let frustrated = says(&cues, Topic::Frustration);
    let limits = rules.limits(frustrated);
    Case { rules, signals, cues, limits, frustrated }.verdict()
}

/// What the priority of somebody who is losing patience becomes; urgent stays for hazards.
fn one_step_up(priority: Priority) -> Priority {
    match priority {
        Priority::Low => Priority::Medium,
        Priority::Medium | Priority::High => Priority::High,
        Priority::Urgent => Priority::Urgent,
    }
}

/// The priority of a ticket for somebody who has said `said`: one step higher than `usual` if they lost
/// their patience on the way, even if what they said last is only that they accept a person.
#[must_use]
pub fn priority_for<'t>(
    rules: &RuleSet,
    usual: Priority,
    said: impl IntoIterator<Item = (Language, &'t str)>,
) -> Priority {
    let is_frustrated =
        |(language, text): (Language, &str)| says(&rules.cues(language, text), Topic::Frustration);
    if said.into_iter().any(is_frustrated) { one_step_up(usual) } else { usual }
}

/// Whether a cue for the topic counts.
fn says(cues: &[Cue<'_>], topic: Topic) -> bool {
    live(cues, topic).next().is_some()
}

fn live<'c, 'r>(cues: &'c [Cue<'r>], topic: Topic) -> impl Iterator<Item = &'c Cue<'r>> + Clone {
    cues.iter().filter(move |cue| cue.topic == topic && cue.held_back_by.is_none())
}

impl Case<'_> {
    fn verdict(&self) -> Verdict {
        let rules = self.rules;
        let strongest = |policy| Some((policy, self.find(policy)?));
        let found = rules.policy.reasons.iter().find_map(strongest);
        let distress = says(&self.cues, Topic::Distress);
        // Whoever despairs is offered a person, unless something stronger calls one anyway.
        let found = match found {
            Some((policy, finding)) if !distress || policy.action == Decision::Escalate => {
                Some((policy.reason, policy.action, policy.priority, finding))
            }
            _ => phrase(self.signals.text, &self.cues, Topic::Distress).map(|finding| {
                (Reason::UserRequest, Decision::Offer, rules.priority_of(Reason::UserRequest), finding)
            }),
        };
        let evidence = |rule: String, spans: Vec<Span>| Evidence {
            rule,
            rule_version: rules.version.clone(),
            spans,
            inputs: self.inputs(),
            near_miss: self.nearest_miss(),
        };
        match found {
            Some((reason, decision, priority, finding)) => Verdict {
                decision,
                reason: Some(reason),
                priority: self.raised(priority),
                value: finding.value,
                explanation: finding.explanation,
                severity: finding.severity,
                frustrated: self.frustrated,
                distress,
                evidence: evidence(finding.rule, finding.spans),
            },
            None => Verdict {
                decision: Decision::Continue,
                reason: None,
                priority: self.raised(rules.policy.default_priority),
                value: None,
                explanation: "No rule asks for a person.".to_owned(),
                severity: None,
                frustrated: self.frustrated,
                distress,
                evidence: evidence("none".to_owned(), Vec::new()),
            },
        }
    }

    fn raised(&self, priority: Priority) -> Priority {
        if self.frustrated { one_step_up(priority) } else { priority }
    }

    fn find(&self, policy: &ReasonPolicy) -> Option<Finding> {
        let said = |topic| phrase(self.signals.text, &self.cues, topic);
        match policy.reason {
            Reason::SafetyConcern => said(Topic::SafetyConcern),
            Reason::UserRequest => said(Topic::UserRequest),
            Reason::ComplexIssue => said(Topic::ComplexIssue),
            Reason::ExpertRequired => self.expert_required(),
            Reason::LowConfidence => self.low_confidence(),
            Reason::StepsExceeded => self.steps_exceeded(),
        }
    }

    fn is_unsure(&self) -> bool {
        self.signals.confidence.is_some_and(|confidence| confidence < self.limits.confidence)
    }

    fn expert_required(&self) -> Option<Finding> {
        let signals = self.signals;
        if signals.requires_expert {
            let explanation = "The assistant says that only an expert may do this.".to_owned();
            return Some(measured("policy.requires_expert", None, explanation));
        }
        // A kind of problem says nothing about this user: it counts only with signs of trouble. One step of
        // several that does not help is none yet.
        let policy = &self.rules.policy;
        let category = signals.category.filter(|category| policy.expert_categories.contains(category))?;
        let enough = if self.frustrated { 1 } else { policy.expert_after_steps.get() };
        let (value, trouble) = if self.is_unsure() {
            (signals.confidence, "the assistant is not sure of its answer".to_owned())
        } else if (signals.step_failed || self.frustrated) && signals.steps_tried >= enough {
            let tried = signals.steps_tried;
            (Some(f64::from(tried)), format!("the steps that failed are {tried} by now"))
        } else {
            return None;
        };
        Some(measured("policy.expert_category", value, format!("The problem is {category} and {trouble}.")))
    }

    fn low_confidence(&self) -> Option<Finding> {
        let confidence = self.signals.confidence.filter(|_| self.is_unsure())?;
        let threshold = self.limits.confidence;
        let explanation = format!("The confidence {confidence:.2} is below the threshold {threshold:.2}.");
        Some(measured("policy.confidence", Some(confidence), explanation))
    }

    fn steps_exceeded(&self) -> Option<Finding> {
        let (tried, limit) = (self.signals.steps_tried, self.limits.max_steps);
        let explanation = || format!("{tried} steps were tried without success; the limit is {limit}.");
        (tried >= limit).then(|| measured("policy.max_steps", Some(f64::from(tried)), explanation()))
    }

    fn inputs(&self) -> Vec<Input> {
        let signals = self.signals;
        let truth = |holds: bool| f64::from(u8::from(holds));
        let input = |name: &str, value: f64| Input { name: name.to_owned(), value };
        let mut inputs: Vec<Input> =
            signals.confidence.map(|value| input("confidence", value)).into_iter().collect();
        inputs.push(input("confidence_threshold", self.limits.confidence));
        inputs.push(input("steps_tried", f64::from(signals.steps_tried)));
        inputs.push(input("max_steps", f64::from(self.limits.max_steps)));
        inputs.push(input("step_failed", truth(signals.step_failed)));
        inputs.push(input("requires_expert", truth(signals.requires_expert)));
        inputs.extend(signals.category.map(|category| input(&format!("category.{category}"), 1.0)));
        for topic in JUDGED {
            inputs.push(input(&format!("phrase.{topic}"), truth(says(&self.cues, topic))));
        }
        inputs
    }

    /// The rule that came closest without firing: words that were there but were held back touch, and
    /// come before the measured limit that was missed by the smallest share.
    fn nearest_miss(&self) -> Option<NearMiss> {
        let held_back = self.cues.iter().filter(|cue| JUDGED.contains(&cue.topic)).find_map(|cue| {
            let guard = cue.held_back_by?;
            Some(NearMiss {
                rule: format!("{} unless {guard}", cue.rule),
                value: 1.0,
                threshold: 1.0,
                distance: 0.0,
            })
        });
        let threshold = self.limits.confidence;
        let confidence = self.signals.confidence.filter(|value| *value >= threshold).map(|value| NearMiss {
            rule: "policy.confidence".to_owned(),
            value,
            threshold,
            distance: if threshold > 0.0 { (value - threshold) / threshold } else { value },
        });
        let (tried, limit) = (f64::from(self.signals.steps_tried), f64::from(self.limits.max_steps));
        let steps = (tried < limit).then(|| NearMiss {
            rule: "policy.max_steps".to_owned(),
            value: tried,
            threshold: limit,
            distance: (limit - tried) / limit,
        });
        let measured =
            || confidence.into_iter().chain(steps).min_by(|a, b| a.distance.total_cmp(&b.distance));
        held_back.or_else(measured)
    }
}

/// The topics whose phrases a judgement rests on.
const JUDGED: [Topic; 5] =
    [Topic::SafetyConcern, Topic::UserRequest, Topic::ComplexIssue, Topic::Frustration, Topic::Distress];

/// A topic holds when a cue for it is not held back; the first rule of the file names it, and for
/// hazards the first of the worst.
fn phrase(text: &str, cues: &[Cue<'_>], topic: Topic) -> Option<Finding> {
    let live = live(cues, topic);
    let worst = live.clone().find(|cue| cue.severity == Some(Severity::Immediate));
    let first = worst.or_else(|| live.clone().next())?;
    Some(Finding {
        rule: first.rule.to_string(),
        value: None,
        explanation: first.explanation.to_string(),
        severity: first.severity,
        spans: spans(text, live),
    })
}

fn measured(rule: &str, value: Option<f64>, explanation: String) -> Finding {
    Finding { rule: rule.to_owned(), value, explanation, severity: None, spans: Vec::new() }
}

#[cfg(test)]
mod tests;
