//! Tickets and the mails that are owed for them.

use std::cmp::{Ordering, Reverse};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{Draft, first};
use crate::id::{OutboxId, SessionId, TicketEventId, TicketId};
use crate::outbox::{
    About, Channel, DeliveryAttempt, DeliveryResult, NotificationKind, OutboxCounts, OutboxFilter,
    OutboxMessage, OutboxReads, OutboxStatus, OutboxWrites,
};
use crate::queue::{TicketFilter, TicketKey, TicketOrder, TicketTally};
use crate::search::{FoundKey, FoundTicket, Sought, StaleTicket, TicketWords};
use crate::search_desk::{TicketSearchReads, TicketSearchWrites, texts_of};
use crate::store::{Scope, StoreError, StoreResult};
use crate::ticket::{Ticket, TicketEvent, TicketNumber, TicketReads, TicketWrites};
use crate::waiting::{AnswerTime, QueueKey, QueueReads};

impl Draft {
    fn my_tickets(&self, scope: Scope) -> impl Iterator<Item = &Ticket> {
        self.tables.tickets.iter().filter(move |t| t.organization_id == scope.organization())
    }

    fn my_outbox(&self, scope: Scope) -> impl Iterator<Item = &OutboxMessage> {
        self.tables.outbox.iter().filter(move |m| m.organization_id == scope.organization())
    }
}

impl TicketReads for Draft {
    fn ticket(&mut self, scope: Scope, id: TicketId) -> StoreResult<Option<Ticket>> {
        Ok(self.my_tickets(scope).find(|t| t.id == id).cloned())
    }

    fn ticket_by_number(&mut self, scope: Scope, number: &TicketNumber) -> StoreResult<Option<Ticket>> {
        Ok(self.my_tickets(scope).find(|t| t.number == *number).cloned())
    }

    fn ticket_of_session(&mut self, scope: Scope, session: SessionId) -> StoreResult<Option<Ticket>> {
        let mine = self.my_tickets(scope).filter(|t| t.session_id == session);
        Ok(mine.max_by_key(|t| (t.resolved_at.is_none(), t.created_at, t.id)).cloned())
    }

    fn tickets_merged_into(&mut self, scope: Scope, target: TicketId) -> StoreResult<Vec<Ticket>> {
        let mut merged: Vec<Ticket> =
            self.my_tickets(scope).filter(|t| t.merged_into == Some(target)).cloned().collect();
        merged.sort_by_key(|t| (t.resolved_at, t.id));
        Ok(merged)
    }

    fn tickets(
        &mut self,
        scope: Scope,
        filter: &TicketFilter,
        (order, after): (TicketOrder, Option<TicketKey>),
        limit: i64,
    ) -> StoreResult<Vec<Ticket>> {
        let comes =
            |t: &&Ticket| after.is_none_or(|key| order.compare(&TicketKey::of(t), &key) == Ordering::Greater);
        let wanted = self.my_tickets(scope).filter(|t| filter.wants(t)).filter(comes);
        let mut found: Vec<Ticket> = wanted.cloned().collect();
        found.sort_by(|one, other| order.compare(&TicketKey::of(one), &TicketKey::of(other)));
        Ok(first(found.into_iter(), limit))
    }

    fn tally_tickets(
        &mut self,
        scope: Scope,
        (filter, sought): (&TicketFilter, Option<&Sought>),
        most: i64,
    ) -> StoreResult<Vec<TicketTally>> {
        let mut tallies: Vec<TicketTally> = Vec::new();
        let mut wanted = self.tickets(scope, filter, (TicketOrder::Newest, None), i64::MAX)?;
        if let Some(sought) = sought {
            let mut holding = Vec::new();
            for ticket in wanted {
                if texts_of(self, scope, &ticket)?.rank(sought).is_some() {
                    holding.push(ticket);
                }
            }
            wanted = holding;
        }
        for ticket in first(wanted.into_iter(), most) {
            let one = TicketTally {
                status: ticket.status,
                priority: ticket.priority,
                reason: ticket.reason,
                language: ticket.language,
                category: ticket.category,
                machine_model: ticket.machine_model,
                assigned_expert_id: ticket.assigned_expert_id,
                assigned_expert_name: None,
                count: 0,
            };
            let like =
                |t: &TicketTally| TicketTally { assigned_expert_name: None, count: 0, ..t.clone() } == one;
            let at = tallies.iter().position(like).unwrap_or_else(|| {
                tallies.push(one.clone());
                tallies.len() - 1
            });
            if let Some(tally) = tallies.get_mut(at) {
                tally.count += 1;
                tally.assigned_expert_name =
                    tally.assigned_expert_name.take().max(ticket.assigned_expert_name);
            }
        }
        Ok(tallies)
    }

    fn ticket_events(&mut self, scope: Scope, ticket: TicketId) -> StoreResult<Vec<TicketEvent>> {
        let seen = self.my_tickets(scope).any(|t| t.id == ticket);
        let mine = |e: &&TicketEvent| seen && e.ticket_id == ticket;
        let mut found: Vec<TicketEvent> = self.tables.ticket_events.iter().filter(mine).cloned().collect();
        found.sort_by_key(|e| (e.at, e.id));
        Ok(found)
    }

    fn ticket_event(&mut self, scope: Scope, id: TicketEventId) -> StoreResult<Option<TicketEvent>> {
        Ok(self.one_ticket_event(scope, id).cloned())
    }
}

impl QueueReads for Draft {
    fn queue(&mut self, scope: Scope, limit: i64) -> StoreResult<Vec<QueueKey>> {
        let mut keys: Vec<QueueKey> = self.my_tickets(scope).filter_map(QueueKey::of).collect();
        keys.sort();
        Ok(first(keys.into_iter(), limit))
    }

    fn queue_counts(&mut self, scope: Scope, key: QueueKey, limit: i64) -> StoreResult<(i64, i64)> {
        let keys = self.queue(scope, limit)?;
        let count = |keys: usize| i64::try_from(keys).unwrap_or(i64::MAX);
        Ok((count(keys.iter().filter(|other| **other < key).count()), count(keys.len())))
    }

    fn answer_times(
        &mut self,
        scope: Scope,
        since: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<Vec<AnswerTime>> {
        let answered = |t: &Ticket| {
            let at = t.first_answer_at.filter(|at| *at >= since)?;
            Some((at, AnswerTime { priority: t.priority, waited: at - t.created_at }))
        };
        let mut found: Vec<_> = self.my_tickets(scope).filter_map(answered).collect();
        found.sort_by_key(|(at, _)| Reverse(*at));
        Ok(first(found.into_iter().map(|(_, time)| time), limit))
    }
}

impl Draft {
    fn one_ticket_event(&self, scope: Scope, id: TicketEventId) -> Option<&TicketEvent> {
        let found = self.tables.ticket_events.iter().find(|e| e.id == id);
        found.filter(|e| self.my_tickets(scope).any(|t| t.id == e.ticket_id))
    }
}

/// Looks through the rows themselves; there are no words to keep.
impl TicketSearchReads for Draft {
    fn search_tickets(
        &mut self,
        scope: Scope,
        sought: &Sought,
        filter: &TicketFilter,
        (after, limit): (Option<FoundKey>, i64),
    ) -> StoreResult<Vec<FoundTicket>> {
        let mut found = Vec::new();
        for (number, ticket) in (1..).zip(self.tables.tickets.clone()) {
            let is_mine = ticket.organization_id == scope.organization() && filter.wants(&ticket);
            let rank = if is_mine { texts_of(self, scope, &ticket)?.rank(sought) } else { None };
            let place = |key: FoundKey| (key.rank, Reverse(key.number));
            found.extend(
                rank.map(|rank| FoundTicket { ticket, key: FoundKey { rank, number } })
                    .filter(|one| after.is_none_or(|after| place(one.key) > place(after))),
            );
        }
        found.sort_by_key(|one| (one.key.rank, Reverse(one.key.number)));
        Ok(first(found.into_iter(), limit))
    }

    fn are_tickets_stale(&mut self) -> StoreResult<bool> {
        Ok(false)
    }
}

impl TicketSearchWrites for Draft {
    fn stale_tickets(&mut self, _limit: i64) -> StoreResult<Vec<StaleTicket>> {
        Ok(Vec::new())
    }

    fn put_ticket_words(
        &mut self,
        _scope: Scope,
        _ticket: TicketId,
        _words: &TicketWords,
    ) -> StoreResult<()> {
        Ok(())
    }
}

impl TicketWrites for Draft {
    fn next_ticket_count(&mut self, scope: Scope, day: NaiveDate) -> StoreResult<i64> {
        let organization = scope.organization();
        let counts = &mut self.tables.ticket_counts;
        if let Some((_, _, count)) = counts.iter_mut().find(|(o, d, _)| *o == organization && *d == day) {
            *count += 1;
            return Ok(*count);
        }
        counts.push((organization, day, 1));
        Ok(1)
    }

    fn insert_ticket(&mut self, ticket: &Ticket) -> StoreResult<()> {
        let scope = Scope::of(ticket.organization_id);
        self.must_have_session(scope, ticket.session_id)?;
        if self.my_tickets(scope).any(|t| t.number == ticket.number) {
            return self.duplicate("support_tickets_number");
        }
        if ticket.status.is_open() && self.has_other_open(ticket) {
            return self.duplicate("support_tickets_one_open");
        }
        self.tables.tickets.push(ticket.clone());
        Ok(())
    }

    fn update_ticket(&mut self, ticket: &mut Ticket) -> StoreResult<()> {
        if ticket.status.is_open() && self.has_other_open(ticket) {
            return self.duplicate("support_tickets_one_open");
        }
        let same = |t: &&mut Ticket| t.id == ticket.id && t.version == ticket.version;
        let Some(row) = self.tables.tickets.iter_mut().find(same) else {
            return self.refuse(StoreError::Stale);
        };
        ticket.version += 1;
        *row = ticket.clone();
        Ok(())
    }

    fn insert_ticket_events(&mut self, _scope: Scope, events: &[TicketEvent]) -> StoreResult<()> {
        self.tables.ticket_events.extend_from_slice(events);
        Ok(())
    }
}

impl Draft {
    fn has_other_open(&self, ticket: &Ticket) -> bool {
        let rival = |t: &Ticket| t.session_id == ticket.session_id && t.id != ticket.id && t.status.is_open();
        self.tables.tickets.iter().any(rival)
    }
}

impl OutboxReads for Draft {
    fn outbox_message(&mut self, scope: Scope, id: OutboxId) -> StoreResult<Option<OutboxMessage>> {
        Ok(self.my_outbox(scope).find(|m| m.id == id).cloned())
    }

    fn outbox_messages(
        &mut self,
        scope: Scope,
        filter: &OutboxFilter,
        limit: i64,
    ) -> StoreResult<Vec<OutboxMessage>> {
        let wanted = |m: &&OutboxMessage| {
            filter.status.is_none_or(|status| m.status == status)
                && filter.ticket_id.is_none_or(|id| m.about == About::Ticket(id))
        };
        let mut found: Vec<OutboxMessage> = self.my_outbox(scope).filter(wanted).cloned().collect();
        found.sort_by_key(|m| Reverse((m.created_at, m.id)));
        Ok(first(found.into_iter(), limit))
    }

    fn delivery_attempts(&mut self, scope: Scope, id: OutboxId) -> StoreResult<Vec<DeliveryAttempt>> {
        let seen = self.my_outbox(scope).any(|m| m.id == id);
        let mine = |a: &&DeliveryAttempt| seen && a.outbox_id == id;
        let mut found: Vec<DeliveryAttempt> = self.tables.attempts.iter().filter(mine).cloned().collect();
        found.sort_by_key(|a| (a.attempt, a.at, a.id));
        Ok(found)
    }

    fn outbox_counts(&mut self, scope: Scope) -> StoreResult<OutboxCounts> {
        let mut counts = OutboxCounts::default();
        for message in self.my_outbox(scope) {
            match message.status {
                OutboxStatus::Waiting => counts.waiting += 1,
                OutboxStatus::Sent => counts.sent += 1,
                OutboxStatus::Dead => counts.dead += 1,
            }
        }
        Ok(counts)
    }

    fn oldest_waiting(&mut self, scope: Scope) -> StoreResult<Option<DateTime<Utc>>> {
        let waiting = self.my_outbox(scope).filter(|m| m.status == OutboxStatus::Waiting);
        Ok(waiting.map(|m| m.created_at).min())
    }

    fn mail_channel(&mut self) -> StoreResult<Option<Channel>> {
        Ok(self.tables.mail_channel.clone())
    }
}

impl OutboxWrites for Draft {
    fn join_outbox(
        &mut self,
        scope: Scope,
        (ticket, kind): (TicketId, NotificationKind),
        now: DateTime<Utc>,
    ) -> StoreResult<bool> {
        let free = |m: &OutboxMessage| m.lease_until.is_none_or(|until| until <= now);
        let mut mine = self.my_outbox(scope).filter(|m| m.about == About::Ticket(ticket) && m.kind == kind);
        Ok(mine.any(|m| m.status == OutboxStatus::Waiting && free(m)))
    }

    fn insert_outbox_messages(&mut self, messages: &[OutboxMessage]) -> StoreResult<()> {
        self.tables.outbox.extend_from_slice(messages);
        Ok(())
    }

    fn claim_outbox(
        &mut self,
        now: DateTime<Utc>,
        lease: TimeDelta,
        limit: i64,
    ) -> StoreResult<Vec<OutboxMessage>> {
        let due = |m: &&mut OutboxMessage| {
            m.status == OutboxStatus::Waiting
                && m.next_attempt_at <= now
                && m.lease_until.is_none_or(|until| until <= now)
        };
        let mut found: Vec<&mut OutboxMessage> = self.tables.outbox.iter_mut().filter(due).collect();
        found.sort_by_key(|m| (!m.urgent, m.next_attempt_at, m.id));
        Ok(first(found.into_iter(), limit)
            .into_iter()
            .map(|m| {
                m.attempts += 1;
                m.lease_until = Some(now + lease);
                m.clone()
            })
            .collect())
    }

    fn hold_outbox(&mut self, id: OutboxId, attempts: i32, until: DateTime<Utc>) -> StoreResult<bool> {
        let held = |m: &&mut OutboxMessage| m.id == id && m.attempts == attempts && m.lease_until.is_some();
        let row = self.tables.outbox.iter_mut().find(held);
        Ok(row.map(|row| row.lease_until = Some(until)).is_some())
    }

    fn finish_outbox(
        &mut self,
        id: OutboxId,
        attempts: i32,
        result: &DeliveryResult,
        now: DateTime<Utc>,
    ) -> StoreResult<bool> {
        let held = |m: &&mut OutboxMessage| {
            m.id == id && m.attempts == attempts && m.status == OutboxStatus::Waiting
        };
        let Some(row) = self.tables.outbox.iter_mut().find(held) else { return Ok(false) };
        row.status = result.status;
        row.next_attempt_at = result.next_attempt_at;
        row.lease_until = None;
        row.last_error.clone_from(&result.last_error);
        row.finished_at = (result.status != OutboxStatus::Waiting).then_some(now);
        self.tables.attempts.extend_from_slice(&result.attempts);
        Ok(true)
    }

    fn retry_outbox(&mut self, scope: Scope, id: OutboxId, now: DateTime<Utc>) -> StoreResult<bool> {
        let organization = scope.organization();
        let wanted = |m: &&mut OutboxMessage| {
            m.id == id && m.organization_id == organization && m.status != OutboxStatus::Sent
        };
        let Some(row) = self.tables.outbox.iter_mut().find(wanted) else { return Ok(false) };
        row.status = OutboxStatus::Waiting;
        row.next_attempt_at = now;
        row.renewed_at = now;
        row.finished_at = None;
        Ok(true)
    }

    fn make_outbox_due(&mut self, now: DateTime<Utc>) -> StoreResult<()> {
        for row in &mut self.tables.outbox {
            let free = row.lease_until.is_none_or(|until| until <= now);
            let tried = row.attempts > 0;
            if row.status == OutboxStatus::Waiting && tried && free && row.next_attempt_at > now {
                row.next_attempt_at = now;
            }
        }
        Ok(())
    }

    fn put_mail_channel(&mut self, channel: &Channel) -> StoreResult<()> {
        self.tables.mail_channel = Some(channel.clone());
        Ok(())
    }
}
