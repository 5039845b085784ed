//! What follows from a try: done, wait until when, or given up.

use chrono::{DateTime, TimeDelta, Utc};
use handover_domain::{
    AttemptId, AttemptOutcome, DeliveryAttempt, DeliveryResult, GIVE_UP_AFTER, OutboxMessage, OutboxStatus,
    retry_delay,
};

use super::DeliveryPorts;
use super::delivery::{Delivery, Tried};
use crate::smtp::Failure;

/// How often a mail that cannot be written is tried: the next release may be able to, but it must
/// not be tried for days.
const UNWRITTEN_TRIES: usize = 5;
/// Stands for the recipient of a try that came to none.
const NO_RECIPIENT: &str = "-";
/// When to look again whether somebody to send it to is known by now.
const NOBODY_DELAY: TimeDelta = TimeDelta::minutes(10);

/// Concludes what becomes of a notification.
pub(super) fn conclude(
    row: &OutboxMessage,
    delivery: &Delivery,
    now: DateTime<Utc>,
    ports: &DeliveryPorts,
) -> DeliveryResult {
    let delay = |tries: usize| {
        let tries = i32::try_from(tries).unwrap_or(i32::MAX);
        now + retry_delay(tries, row.urgent, (ports.jitter)())
    };
    let attempts = attempts(row, delivery, now, ports);
    let (status, next_attempt_at, last_error) = match &delivery.now {
        Tried::Nobody(why) => (OutboxStatus::Waiting, now + NOBODY_DELAY, Some(why.clone())),
        Tried::Unwritten(why) => {
            let tries = earlier(row, delivery).filter(|a| a.recipient == NO_RECIPIENT).count() + 1;
            let status = if tries >= UNWRITTEN_TRIES { OutboxStatus::Dead } else { OutboxStatus::Waiting };
            (status, delay(tries), Some(format!("the mail could not be written: {why}")))
        }
        Tried::Void(why) => (OutboxStatus::Dead, now, Some(why.clone())),
        Tried::Needless(why) => (OutboxStatus::Sent, now, Some((*why).to_owned())),
        Tried::All(_) => match delivery.pause() {
            // It keeps its place: the pause is not its fault.
            Some(why) => (OutboxStatus::Waiting, row.next_attempt_at, Some(why.to_owned())),
            None => after_all_tried(row, delivery, &attempts, delay),
        },
    };
    // What was never tried is not given up, however long mail was switched off or paused.
    let since = match &delivery.now {
        Tried::Nobody(_) => Some(row.renewed_at),
        Tried::Unwritten(_) | Tried::All(_) | Tried::Void(_) | Tried::Needless(_) => {
            earlier(row, delivery).map(|attempt| attempt.at).min()
        }
    };
    let too_old = since.is_some_and(|since| now - since >= GIVE_UP_AFTER) && delivery.pause().is_none();
    if status == OutboxStatus::Waiting && too_old {
        let last_error =
            last_error.map(|why| format!("given up after {} days: {why}", GIVE_UP_AFTER.num_days()));
        return DeliveryResult { status: OutboxStatus::Dead, next_attempt_at, last_error, attempts };
    }
    DeliveryResult { status, next_attempt_at, last_error, attempts }
}

fn after_all_tried(
    row: &OutboxMessage,
    delivery: &Delivery,
    attempts: &[DeliveryAttempt],
    delay: impl Fn(usize) -> DateTime<Utc>,
) -> (OutboxStatus, DateTime<Utc>, Option<String>) {
    let of = |outcome: AttemptOutcome| attempts.iter().filter(move |attempt| attempt.outcome == outcome);
    if of(AttemptOutcome::Deferred).next().is_some() {
        let mut claims: Vec<i32> = earlier(row, delivery)
            .filter(|attempt| attempt.outcome == AttemptOutcome::Deferred)
            .map(|attempt| attempt.attempt)
            .collect();
        claims.dedup();
        return (OutboxStatus::Waiting, delay(claims.len() + 1), told(of(AttemptOutcome::Deferred)));
    }
    let refusals = earlier(row, delivery).filter(|attempt| attempt.outcome == AttemptOutcome::Rejected);
    let refusals = told(refusals.chain(of(AttemptOutcome::Rejected)));
    let sent = delivery.history.iter().chain(attempts).any(|attempt| attempt.outcome == AttemptOutcome::Sent);
    let status = if sent { OutboxStatus::Sent } else { OutboxStatus::Dead };
    (status, row.next_attempt_at, refusals)
}

/// The tries since a person last asked for one.
fn earlier<'a>(row: &'a OutboxMessage, delivery: &'a Delivery) -> impl Iterator<Item = &'a DeliveryAttempt> {
    delivery.history.iter().filter(|attempt| attempt.at >= row.renewed_at)
}

/// The tries of this claim as rows. A pause leaves none: no mail was tried.
fn attempts(
    row: &OutboxMessage,
    delivery: &Delivery,
    now: DateTime<Utc>,
    ports: &DeliveryPorts,
) -> Vec<DeliveryAttempt> {
    let attempt = |recipient: &str, outcome: AttemptOutcome, detail: &str| DeliveryAttempt {
        id: AttemptId(ports.ids.row()),
        outbox_id: row.id,
        attempt: row.attempts,
        recipient: recipient.to_owned(),
        outcome,
        detail: Some(detail.to_owned()),
        at: now,
    };
    match &delivery.now {
        Tried::Nobody(_) | Tried::Void(_) | Tried::Needless(_) => Vec::new(),
        Tried::Unwritten(why) => vec![attempt(NO_RECIPIENT, AttemptOutcome::Deferred, why)],
        Tried::All(tries) => tries
            .iter()
            .filter_map(|(recipient, result)| {
                let (outcome, detail) = match result {
                    Ok(said) => (AttemptOutcome::Sent, said),
                    Err(Failure::Unreachable(why) | Failure::Deferred(why)) => {
                        (AttemptOutcome::Deferred, why)
                    }
                    Err(Failure::Rejected(why)) => (AttemptOutcome::Rejected, why),
                    Err(Failure::Pause(_)) => return None,
                };
                Some(attempt(recipient.address(), outcome, detail))
            })
            .collect(),
    }
}

/// What went wrong with whom, in one line; `None` when nothing did.
fn told<'a>(attempts: impl Iterator<Item = &'a DeliveryAttempt>) -> Option<String> {
    let told: Vec<String> = attempts
        .map(|attempt| format!("{}: {}", attempt.recipient, attempt.detail.as_deref().unwrap_or("no reason")))
        .collect();
    (!told.is_empty()).then(|| told.join("; "))
}
