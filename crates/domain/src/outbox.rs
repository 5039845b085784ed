//! The outbox: notifications that are owed, written in the same transaction as their cause.
//!
//! Delivery is at least once. A worker that dies after the mail server took the mail and before that
//! was recorded sends it again, with the same Message-ID, because that is derived from the row's id.

use chrono::{DateTime, TimeDelta, Utc};

use crate::id::{AccountId, AttemptId, OrganizationId, OutboxId, TicketId};
use crate::store::{Scope, StoreResult};
use crate::vocabulary::vocabulary;

mod schedule;

pub use schedule::{GIVE_UP_AFTER, retry_delay};

vocabulary!(
    /// What a notification says, and to whom.
    NotificationKind {
        /// To support: a ticket was made.
        SupportTicketOpened => "support_ticket_opened",
        /// To support: notes or priority of an open ticket changed.
        SupportTicketUpdated => "support_ticket_updated",
        /// To the user: your ticket's number and what happens next.
        UserTicketOpened => "user_ticket_opened",
        /// To the user: what an expert said that no stream of theirs has delivered.
        UserExpertAnswered => "user_expert_answered",
        /// To somebody who is to work here: a link by which they choose a password.
        AccountInvitation => "account_invitation",
        /// To the owner of an account: a link by which they choose a new password.
        AccountReset => "account_reset",
        /// To somebody who leads: the figures of a week.
        InsightReport => "insight_report",
    }
);

vocabulary!(
    /// How far a notification has come.
    OutboxStatus {
        /// Still to be sent.
        Waiting => "waiting",
        /// Every recipient that can be reached has it.
        Sent => "sent",
        /// Given up; a person has to look.
        Dead => "dead",
    }
);

/// What a notification speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A ticket.
    Ticket(TicketId),
    /// An account: its owner. A link in such a mail is made when it is sent, so that no link is ever stored.
    Account(AccountId),
}

/// One notification that is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxMessage {
    /// Its id; its Message-ID is derived from it.
    pub id: OutboxId,
    /// The tenant.
    pub organization_id: OrganizationId,
    /// What it speaks of.
    pub about: About,
    /// What it says.
    pub kind: NotificationKind,
    /// Urgent ones are retried sooner.
    pub urgent: bool,
    /// The text that is new, for updates of a ticket.
    pub note: Option<String>,
    /// How far it has come.
    pub status: OutboxStatus,
    /// How often it has been claimed. Also the fence: only the newest claim may record a result.
    pub attempts: i32,
    /// When to try next.
    pub next_attempt_at: DateTime<Utc>,
    /// Until when a worker has it.
    pub lease_until: Option<DateTime<Utc>>,
    /// Why the last try failed, fit for an operator.
    pub last_error: Option<String>,
    /// When it was promised.
    pub created_at: DateTime<Utc>,
    /// When it was promised or, if later, when a person last asked to try again. The time after which
    /// it is given up counts from here, and refusals of recipients from before no longer hold.
    pub renewed_at: DateTime<Utc>,
    /// When it was sent or given up.
    pub finished_at: Option<DateTime<Utc>>,
}

impl OutboxMessage {
    /// A mail that is promised at `now`, not urgent and with nothing added, to be tried at once.
    pub fn owed(
        id: OutboxId,
        organization_id: OrganizationId,
        (about, kind): (About, NotificationKind),
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            id,
            organization_id,
            about,
            kind,
            urgent: false,
            note: None,
            status: OutboxStatus::Waiting,
            attempts: 0,
            next_attempt_at: now,
            lease_until: None,
            last_error: None,
            created_at: now,
            renewed_at: now,
            finished_at: None,
        }
    }

    /// The scope of the row, for the worker, which serves all organizations.
    pub fn scope(&self) -> Scope {
        Scope::of(self.organization_id)
    }
}

vocabulary!(
    /// How one try to reach one recipient ended.
    AttemptOutcome {
        /// The server took it.
        Sent => "sent",
        /// It may work later.
        Deferred => "deferred",
        /// It will never work for this address.
        Rejected => "rejected",
    }
);

/// One try to reach one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryAttempt {
    /// Its id; time-ordered.
    pub id: AttemptId,
    /// The notification.
    pub outbox_id: OutboxId,
    /// Which claim of it this was, counted from 1.
    pub attempt: i32,
    /// The address.
    pub recipient: String,
    /// How it ended.
    pub outcome: AttemptOutcome,
    /// What the server said, or what went wrong.
    pub detail: Option<String>,
    /// When it ended.
    pub at: DateTime<Utc>,
}

/// What one claim of a notification came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryResult {
    /// The status the row gets.
    pub status: OutboxStatus,
    /// When to try again, for [`OutboxStatus::Waiting`].
    pub next_attempt_at: DateTime<Utc>,
    /// Why it is not sent, fit for an operator.
    pub last_error: Option<String>,
    /// The tries that were made.
    pub attempts: Vec<DeliveryAttempt>,
}

vocabulary!(
    /// Whether a way of delivery works.
    ChannelStatus {
        /// The last try got through, or none was made.
        Open => "open",
        /// The last tries did not get through; rows are retried on their own schedule.
        Failing => "failing",
        /// Nothing is tried until the probe: a person has to mend the settings.
        Paused => "paused",
    }
);

/// The state of a way of delivery, shared by all workers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Whether it works.
    pub status: ChannelStatus,
    /// Why it does not.
    pub reason: Option<String>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When a paused channel is tried again with one notification.
    pub probe_at: Option<DateTime<Utc>>,
}

/// Which notifications to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutboxFilter {
    /// Only those of this status.
    pub status: Option<OutboxStatus>,
    /// Only those about this ticket.
    pub ticket_id: Option<TicketId>,
}

/// How many notifications there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OutboxCounts {
    /// Still to be sent.
    pub waiting: i64,
    /// Sent.
    pub sent: i64,
    /// Given up.
    pub dead: i64,
}

/// Reading the outbox.
pub trait OutboxReads {
    /// One notification.
    fn outbox_message(&mut self, scope: Scope, id: OutboxId) -> StoreResult<Option<OutboxMessage>>;

    /// Up to `limit` notifications, newest first.
    fn outbox_messages(
        &mut self,
        scope: Scope,
        filter: &OutboxFilter,
        limit: i64,
    ) -> StoreResult<Vec<OutboxMessage>>;

    /// Every try of a notification, oldest first.
    fn delivery_attempts(&mut self, scope: Scope, id: OutboxId) -> StoreResult<Vec<DeliveryAttempt>>;

    /// How many there are of each status.
    fn outbox_counts(&mut self, scope: Scope) -> StoreResult<OutboxCounts>;

    /// When the notification was promised that has waited longest.
    fn oldest_waiting(&mut self, scope: Scope) -> StoreResult<Option<DateTime<Utc>>>;

    /// The state of the mail channel, which all organizations share.
    fn mail_channel(&mut self) -> StoreResult<Option<Channel>>;
}

/// Changing the outbox.
pub trait OutboxWrites {
    /// Whether there is a notification of this kind about this ticket, `which`, that waits and that nobody holds at `now`, so
    /// that whoever claims it later sees what this transaction stores. It is locked until the end.
    fn join_outbox(
        &mut self,
        scope: Scope,
        which: (TicketId, NotificationKind),
        now: DateTime<Utc>,
    ) -> StoreResult<bool>;

    /// Promises notifications, in one statement.
    fn insert_outbox_messages(&mut self, messages: &[OutboxMessage]) -> StoreResult<()>;

    /// Claims up to `limit` waiting notifications of all organizations that are due at `now` and
    /// that nobody holds: urgent ones first, then the ones due longest. Each gets a lease until
    /// `now + lease` and one more attempt.
    fn claim_outbox(
        &mut self,
        now: DateTime<Utc>,
        lease: TimeDelta,
        limit: i64,
    ) -> StoreResult<Vec<OutboxMessage>>;

    /// Prolongs the lease of a claim until `until`, because the mail server takes its time. `false` when
    /// the row has been claimed again since, or nobody holds it any more.
    fn hold_outbox(&mut self, id: OutboxId, attempts: i32, until: DateTime<Utc>) -> StoreResult<bool>;

    /// Records what a claim came to and gives up the lease. `false`, with nothing written, when the
    /// row has been claimed again since (`attempts` differs) or is no longer waiting: the claim was
    /// too slow and another worker has it.
    fn finish_outbox(
        &mut self,
        id: OutboxId,
        attempts: i32,
        result: &DeliveryResult,
        now: DateTime<Utc>,
    ) -> StoreResult<bool>;

    /// Makes one notification that is waiting or dead wait and be due now, renewed; `false` when there
    /// is none such.
    fn retry_outbox(&mut self, scope: Scope, id: OutboxId, now: DateTime<Utc>) -> StoreResult<bool>;

    /// Makes every waiting notification due now that was tried before and that nobody holds, because the channel
    /// answers again. One that has not been tried yet is due when it was meant to be.
    fn make_outbox_due(&mut self, now: DateTime<Utc>) -> StoreResult<()>;

    /// Stores the state of the mail channel.
    fn put_mail_channel(&mut self, channel: &Channel) -> StoreResult<()>;
}
