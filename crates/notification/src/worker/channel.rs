//! When the mail channel counts as open, failing or paused.

use chrono::{DateTime, TimeDelta, Utc};
use handover_domain::{Channel, ChannelStatus, StoreResult, Transaction};

use crate::smtp::{Failure, PauseReason};

const FIRST_PROBE: TimeDelta = TimeDelta::minutes(1);
const LONGEST_PROBE: TimeDelta = TimeDelta::minutes(10);

/// What a conversation said about the channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Signal {
    /// Mails get through, or are refused for what they are.
    Works,
    /// Nothing to be learned.
    Nothing,
    /// The server cannot be reached.
    Unreachable(String),
    /// A person has to change something.
    Pause(String),
}

impl Signal {
    pub(super) fn of_failure(failure: &Failure) -> Self {
        match failure {
            Failure::Rejected(_) => Self::Works,
            Failure::Deferred(_) => Self::Nothing,
            Failure::Unreachable(why) => Self::Unreachable(why.clone()),
            Failure::Pause(PauseReason(why)) => Self::Pause(why.clone()),
        }
    }
}

/// Takes a signal into account. A channel that answers again makes everything that waits due.
pub(super) fn apply(tx: &mut dyn Transaction, signal: &Signal, now: DateTime<Utc>) -> StoreResult<()> {
    if *signal == Signal::Nothing {
        return Ok(());
    }
    let current = tx.mail_channel()?;
    let Some(next) = after(current.as_ref(), signal, now) else { return Ok(()) };
    match next.status {
        ChannelStatus::Open => {
            tracing::info!("the mail channel works again");
            tx.make_outbox_due(now)?;
        }
        // The reason stays out of the log: servers like to quote addresses.
        status => tracing::warn!(%status, "the mail channel does not work; `handover outbox list` says why"),
    }
    tx.put_mail_channel(&next)
}

/// The channel after a signal; `None` when nothing changes.
fn after(current: Option<&Channel>, signal: &Signal, now: DateTime<Utc>) -> Option<Channel> {
    let status = current.map_or(ChannelStatus::Open, |channel| channel.status);
    match signal {
        Signal::Nothing => None,
        Signal::Works if status == ChannelStatus::Open => None,
        Signal::Works => {
            Some(Channel { status: ChannelStatus::Open, reason: None, since: now, probe_at: None })
        }
        Signal::Unreachable(_) if status == ChannelStatus::Failing => None,
        Signal::Unreachable(why) => Some(Channel {
            status: ChannelStatus::Failing,
            reason: Some(why.clone()),
            since: now,
            probe_at: None,
        }),
        Signal::Pause(why) => {
            let since = current.filter(|channel| channel.status == ChannelStatus::Paused);
            let since = since.map_or(now, |channel| channel.since);
            // Probes at 1, 3, 7 and 15 minutes after the pause began, then every 10 minutes: each
            // wait is twice the one before, without having to remember it.
            let wait = (now - since + FIRST_PROBE).clamp(FIRST_PROBE, LONGEST_PROBE);
            Some(Channel {
                status: ChannelStatus::Paused,
                reason: Some(why.clone()),
                since,
                probe_at: Some(now + wait),
            })
        }
    }
}

/// Lets a paused channel be tried at once, for somebody who has mended the settings.
///
/// # Errors
/// The store's.
pub fn probe_now(tx: &mut dyn Transaction, now: DateTime<Utc>) -> StoreResult<()> {
    match tx.mail_channel()? {
        Some(paused) if paused.status == ChannelStatus::Paused => {
            tx.put_mail_channel(&Channel { probe_at: Some(now), ..paused })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
        (to - from).num_minutes()
    }

    #[test]
    fn a_pause_is_probed_at_doubling_intervals_and_keeps_its_beginning() {
        let start = DateTime::UNIX_EPOCH;
        let signal = Signal::Pause("535".to_owned());
        let mut channel = after(None, &signal, start).unwrap();
        let mut probes = Vec::new();
        for _ in 0..6 {
            let probe = channel.probe_at.unwrap();
            probes.push(minutes(start, probe));
            channel = after(Some(&channel), &signal, probe).unwrap();
            assert_eq!(channel.since, start);
        }
        assert_eq!(probes, [1, 3, 7, 15, 25, 35]);
    }

    #[test]
    fn only_a_change_is_written() {
        let now = DateTime::UNIX_EPOCH;
        let failing = after(None, &Signal::Unreachable("refused".to_owned()), now).unwrap();
        assert_eq!(failing.status, ChannelStatus::Failing);
        assert_eq!(after(Some(&failing), &Signal::Unreachable("again".to_owned()), now), None);
        assert_eq!(after(None, &Signal::Works, now), None);
        assert_eq!(after(Some(&failing), &Signal::Works, now).unwrap().status, ChannelStatus::Open);
    }
}
