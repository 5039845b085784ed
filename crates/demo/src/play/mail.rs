//! What became of the mails: each is ended in the transaction that owes it, so that none is ever sent.

use chrono::{DateTime, TimeDelta, Utc};
use handover_domain::{
    AttemptId, AttemptOutcome, DeliveryAttempt, DeliveryResult, Ids, NotificationKind, OutboxFilter,
    OutboxMessage, OutboxStatus, Scope, StoreResult, TicketId, Transaction,
};

use crate::cast::{CastUser, REFUSING, SUPPORT};
use crate::dice::Dice;
use crate::ids::DemoIds;

/// What mail servers say.
const TAKEN: &str = "250 2.0.0 Ok: queued";
const LATER: [&str; 3] = [
    "451 4.7.1 Greylisted, please try again later",
    "421 4.3.2 Service not available, closing transmission channel",
    "452 4.3.1 Insufficient system storage",
];
const NEVER: &str = "550 5.1.1 Recipient address rejected: User unknown in virtual mailbox table";

/// Ends all mails that a ticket owes at `now`, not later than `end`.
pub(super) fn end_mails(
    tx: &mut dyn Transaction,
    (scope, ticket): (Scope, TicketId),
    (ids, dice): (&DemoIds, &mut Dice),
    (user, now, end): (&CastUser, DateTime<Utc>, DateTime<Utc>),
) -> StoreResult<()> {
    let waiting = OutboxFilter { status: Some(OutboxStatus::Waiting), ticket_id: Some(ticket) };
    for mail in tx.outbox_messages(scope, &waiting, 100)? {
        let tries = tries_of(dice, &mail, user);
        let mut at = now + TimeDelta::milliseconds(dice.between(400, 9000));
        let mut made = Vec::with_capacity(tries.len());
        let mut number = 0;
        let mut last = None;
        for (recipient, outcome, detail) in tries {
            number += 1;
            at = at.min(end);
            made.push(DeliveryAttempt {
                id: AttemptId(ids.row()),
                outbox_id: mail.id,
                attempt: number,
                recipient: recipient.to_owned(),
                outcome,
                detail: Some(detail.to_owned()),
                at,
            });
            last = Some((outcome, at, detail));
            at += TimeDelta::seconds(dice.between(50, 80) * i64::from(number).pow(3));
        }
        let (outcome, at, detail) = last.unwrap_or((AttemptOutcome::Sent, at.min(end), TAKEN));
        let sent = outcome == AttemptOutcome::Sent;
        let result = DeliveryResult {
            status: if sent { OutboxStatus::Sent } else { OutboxStatus::Dead },
            next_attempt_at: at,
            last_error: (!sent).then(|| detail.to_owned()),
            attempts: made,
        };
        tx.end_outbox(scope, mail.id, (number, &result), at)?;
    }
    Ok(())
}

type Try = (&'static str, AttemptOutcome, &'static str);

fn tries_of(dice: &mut Dice, mail: &OutboxMessage, user: &CastUser) -> Vec<Try> {
    let to_support =
        matches!(mail.kind, NotificationKind::SupportTicketOpened | NotificationKind::SupportTicketUpdated);
    let recipient = if to_support { SUPPORT } else { user.email };
    if !to_support && user.id == REFUSING {
        return vec![(recipient, AttemptOutcome::Rejected, NEVER)];
    }
    let deferred = match dice.below(100) {
        0..92 => 0,
        92..98 => 1,
        _ => 3,
    };
    let later =
        |dice: &mut Dice| (recipient, AttemptOutcome::Deferred, dice.one(&LATER).copied().unwrap_or(TAKEN));
    let mut tries: Vec<Try> = (0..deferred).map(|_| later(dice)).collect();
    tries.push((recipient, AttemptOutcome::Sent, TAKEN));
    tries
}
