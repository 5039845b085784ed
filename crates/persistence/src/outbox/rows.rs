//! How notifications, their deliveries and the channels lie in the tables.

use diesel::prelude::*;
use handover_domain::{
    About, AccountId, AttemptId, AttemptOutcome, Channel, ChannelStatus, DeliveryAttempt, NotificationKind,
    OrganizationId, OutboxId, OutboxMessage, OutboxStatus, TicketId,
};

use crate::decode::{no_one_thing, word};
use crate::schema::{delivery_attempts, delivery_channels, outbox};
use crate::sql_types::{Time, Uid};

/// The one way of delivery there is.
pub(super) const MAIL: &str = "mail";

/// A row of `outbox`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = outbox, treat_none_as_default_value = false)]
pub(crate) struct OutboxRow {
    id: Uid,
    organization_id: Uid,
    ticket_id: Option<Uid>,
    account_id: Option<Uid>,
    kind: String,
    urgent: bool,
    note: Option<String>,
    status: String,
    attempts: i32,
    next_attempt_at: Time,
    lease_until: Option<Time>,
    last_error: Option<String>,
    created_at: Time,
    renewed_at: Time,
    finished_at: Option<Time>,
}

impl OutboxRow {
    pub(super) fn of(message: &OutboxMessage) -> Self {
        let (ticket_id, account_id) = match message.about {
            About::Ticket(id) => (Some(Uid(id.0)), None),
            About::Account(id) => (None, Some(Uid(id.0))),
        };
        Self {
            id: Uid(message.id.0),
            organization_id: Uid(message.organization_id.0),
            ticket_id,
            account_id,
            kind: message.kind.as_str().to_owned(),
            urgent: message.urgent,
            note: message.note.clone(),
            status: message.status.as_str().to_owned(),
            attempts: message.attempts,
            next_attempt_at: Time(message.next_attempt_at),
            lease_until: message.lease_until.map(Time),
            last_error: message.last_error.clone(),
            created_at: Time(message.created_at),
            renewed_at: Time(message.renewed_at),
            finished_at: message.finished_at.map(Time),
        }
    }

    pub(super) fn into_domain(self) -> QueryResult<OutboxMessage> {
        let about = match (self.ticket_id, self.account_id) {
            (Some(id), None) => About::Ticket(TicketId(id.0)),
            (None, Some(id)) => About::Account(AccountId(id.0)),
            _ => return Err(no_one_thing("outbox")),
        };
        Ok(OutboxMessage {
            id: OutboxId(self.id.0),
            organization_id: OrganizationId(self.organization_id.0),
            about,
            kind: word("outbox.kind", &self.kind, NotificationKind::parse)?,
            urgent: self.urgent,
            note: self.note,
            status: word("outbox.status", &self.status, OutboxStatus::parse)?,
            attempts: self.attempts,
            next_attempt_at: self.next_attempt_at.0,
            lease_until: self.lease_until.map(|at| at.0),
            last_error: self.last_error,
            created_at: self.created_at.0,
            renewed_at: self.renewed_at.0,
            finished_at: self.finished_at.map(|at| at.0),
        })
    }
}

/// A row of `delivery_attempts`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = delivery_attempts, treat_none_as_default_value = false)]
pub(super) struct AttemptRow {
    id: Uid,
    organization_id: Uid,
    outbox_id: Uid,
    attempt: i32,
    recipient: String,
    outcome: String,
    detail: Option<String>,
    at: Time,
}

impl AttemptRow {
    pub(super) fn of(organization_id: Uid, attempt: &DeliveryAttempt) -> Self {
        Self {
            id: Uid(attempt.id.0),
            organization_id,
            outbox_id: Uid(attempt.outbox_id.0),
            attempt: attempt.attempt,
            recipient: attempt.recipient.clone(),
            outcome: attempt.outcome.as_str().to_owned(),
            detail: attempt.detail.clone(),
            at: Time(attempt.at),
        }
    }

    pub(super) fn into_domain(self) -> QueryResult<DeliveryAttempt> {
        Ok(DeliveryAttempt {
            id: AttemptId(self.id.0),
            outbox_id: OutboxId(self.outbox_id.0),
            attempt: self.attempt,
            recipient: self.recipient,
            outcome: word("delivery_attempts.outcome", &self.outcome, AttemptOutcome::parse)?,
            detail: self.detail,
            at: self.at.0,
        })
    }
}

/// A row of `delivery_channels`.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = delivery_channels, primary_key(channel))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
pub(super) struct ChannelRow {
    channel: String,
    status: String,
    reason: Option<String>,
    since: Time,
    probe_at: Option<Time>,
}

impl ChannelRow {
    pub(super) fn of_mail(channel: &Channel) -> Self {
        Self {
            channel: MAIL.to_owned(),
            status: channel.status.as_str().to_owned(),
            reason: channel.reason.clone(),
            since: Time(channel.since),
            probe_at: channel.probe_at.map(Time),
        }
    }

    pub(super) fn into_domain(self) -> QueryResult<Channel> {
        Ok(Channel {
            status: word("delivery_channels.status", &self.status, ChannelStatus::parse)?,
            reason: self.reason,
            since: self.since.0,
            probe_at: self.probe_at.map(|at| at.0),
        })
    }
}
