//! Claims what is due, as far as the state of the channel allows.

use chrono::{DateTime, TimeDelta, Utc};
use handover_domain::{Channel, ChannelStatus, OutboxMessage, StoreResult, Transaction};

/// What was claimed, and what is worth doing if that is nothing.
#[derive(Debug)]
pub(super) struct Claimed {
    pub(super) rows: Vec<OutboxMessage>,
    pub(super) otherwise: Otherwise,
}

/// What to do when no notification is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Otherwise {
    /// Wait.
    Nothing,
    /// See whether the channel works, without a mail.
    Check,
    /// The same, but not each time.
    CheckNowAndThen,
}

/// Claims up to `limit` notifications; from a paused channel one, and only when its probe is due.
pub(super) fn claim(
    tx: &mut dyn Transaction,
    now: DateTime<Utc>,
    lease: TimeDelta,
    limit: i64,
) -> StoreResult<Claimed> {
    let channel = tx.mail_channel()?;
    let (limit, otherwise) = match channel {
        None => (limit, Otherwise::Nothing),
        Some(channel) => match channel.status {
            ChannelStatus::Open => (limit, Otherwise::Nothing),
            ChannelStatus::Failing => (limit, Otherwise::CheckNowAndThen),
            ChannelStatus::Paused if channel.probe_at.is_some_and(|at| at > now) => {
                return Ok(Claimed { rows: Vec::new(), otherwise: Otherwise::Nothing });
            }
            ChannelStatus::Paused => {
                // Moved on at once, so that of all workers only this one probes.
                tx.put_mail_channel(&Channel { probe_at: Some(now + lease), ..channel })?;
                (1, Otherwise::Check)
            }
        },
    };
    Ok(Claimed { rows: tx.claim_outbox(now, lease, limit)?, otherwise })
}
