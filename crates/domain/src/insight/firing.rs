//! What became of the firings of rules.

use super::facts::{Firing, Outcome};
use crate::trigger::{Decision, Trigger, TriggerType};

/// Within so many turns somebody who asks again had been kept waiting.
pub const ASKED_AGAIN_WITHIN: i64 = 3;

/// The firings among the triggers of a session, oldest first.
pub(super) fn firings(triggers: &[Trigger], outcome: Outcome) -> Vec<Firing> {
    let mut found = Vec::new();
    let mut rest = triggers;
    while let Some((trigger, later)) = rest.split_first() {
        rest = later;
        let Some(reason) = trigger.asks_for().filter(|_| has_fired(trigger)) else { continue };
        let forced = trigger.decision == Decision::Escalate;
        let accepted =
            !forced && later.iter().find(|next| has_fired(next) || is_wish(next)).is_some_and(is_wish);
        found.push(Firing {
            rule: trigger.evidence.rule.as_str().into(),
            version: trigger.evidence.rule_version.as_str().into(),
            reason,
            at: trigger.triggered_at,
            forced,
            accepted,
            too_late: !forced && !accepted && later.iter().any(|next| asks_again(trigger, next)),
            needless: outcome.is_without_expert(),
        });
    }
    found
}

/// Whether a rule offered or called a person.
fn has_fired(trigger: &Trigger) -> bool {
    trigger.requested_by.is_none() && trigger.decision != Decision::Continue
}

/// Whether a person asked for the ticket.
fn is_wish(trigger: &Trigger) -> bool {
    trigger.requested_by.is_some() && trigger.decision == Decision::Escalate
}

/// Whether the user asked for a person in words, soon after the firing `first`.
fn asks_again(first: &Trigger, next: &Trigger) -> bool {
    let soon = next.turn > first.turn && next.turn <= first.turn + ASKED_AGAIN_WITHIN;
    soon && has_fired(next) && next.trigger_type == TriggerType::UserRequest
}
