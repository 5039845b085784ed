//! Facts, and what they are derived from.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Draft, first};
use crate::id::{OrganizationId, OutboxId, SessionId};
use crate::insight::{
    History, InsightReads, InsightState, InsightWrites, Look, MailFact, Part, QuestionLook, Said,
    SessionFacts, TicketRecord,
};
use crate::message::Message;
use crate::outbox::{AttemptOutcome, DeliveryAttempt, OutboxMessage};
use crate::rating::{RatedHelp, RatingReads, Stars};
use crate::replay::Window;
use crate::step::StepReads;
use crate::store::{Scope, StoreResult};
use crate::ticket::{Ticket, TicketEventKind, TicketReads, TicketStatus};
use crate::trigger::TriggerReads;

impl Draft {
    /// Notes that a session was made or changed.
    pub(super) fn note_change(&mut self, organization: OrganizationId, session: SessionId) {
        self.tables.last_change += 1;
        self.tables.changes.push((self.tables.last_change, organization, session, None));
    }

    fn my_facts(&self, scope: Scope) -> Vec<SessionFacts> {
        // Facts go with their session.
        let mine = self.tables.facts.iter();
        let mine = mine.filter(|(of, facts)| *of == scope.organization() && self.sees(scope, facts.session));
        mine.map(|(_, facts)| facts.clone()).collect()
    }

    /// Newest session first.
    fn facts_within(&self, scope: Scope, window: Window) -> Vec<SessionFacts> {
        let mut found = self.my_facts(scope);
        found.retain(|facts| window.has(facts.opened_at));
        found.sort_by_key(|facts| std::cmp::Reverse((facts.opened_at, facts.session)));
        found
    }

    fn change_insight(&mut self, scope: Scope, change: impl FnOnce(&mut InsightState)) -> InsightState {
        let organization = scope.organization();
        let states = &mut self.tables.insight_states;
        let known = states.iter().position(|(of, _)| *of == organization).map(|place| states.remove(place));
        let mut state = known.map_or(InsightState { revision: 0, as_of: None }, |(_, state)| state);
        change(&mut state);
        states.push((organization, state));
        state
    }

    fn history(&mut self, scope: Scope, session: SessionId) -> StoreResult<Option<History>> {
        let mine =
            |s: &&crate::session::Session| s.id == session && s.organization_id == scope.organization();
        let Some(session) = self.tables.sessions.iter().find(mine).cloned() else { return Ok(None) };
        let mut messages: Vec<Message> =
            self.tables.messages.iter().filter(|m| m.session_id == session.id).cloned().collect();
        messages.sort_by_key(|message| message.sequence);
        let mut tickets: Vec<Ticket> =
            self.tables.tickets.iter().filter(|t| t.session_id == session.id).cloned().collect();
        tickets.sort_by_key(|ticket| (ticket.created_at, ticket.id));
        let tickets = tickets.into_iter().map(|ticket| self.ticket_record(scope, ticket));
        Ok(Some(History {
            tickets: tickets.collect::<StoreResult<_>>()?,
            triggers: self.triggers(scope, session.id)?,
            steps: self.steps(scope, session.id)?,
            ratings: self.ratings_of(scope, session.id)?,
            messages: messages.into_iter().map(said).collect(),
            session,
        }))
    }

    fn ratings_of(&mut self, scope: Scope, session: SessionId) -> StoreResult<Vec<(RatedHelp, Stars)>> {
        let mut found = Vec::new();
        for about in RatedHelp::ALL {
            found.extend(self.rating(scope, session, *about)?.map(|rating| (*about, rating.stars)));
        }
        Ok(found)
    }

    fn ticket_record(&mut self, scope: Scope, ticket: Ticket) -> StoreResult<TicketRecord> {
        let events = self.ticket_events(scope, ticket.id)?;
        let status = |word: Option<&String>| word.and_then(|word| TicketStatus::parse(word));
        let moves = events.iter().filter(|event| event.kind == TicketEventKind::StatusChanged);
        Ok(TicketRecord {
            id: ticket.id,
            number: ticket.number.to_string(),
            priority: ticket.priority,
            reason: ticket.reason,
            status: ticket.status,
            resolution_notes: ticket.resolution_notes,
            created_at: ticket.created_at,
            first_answer_at: ticket.first_answer_at,
            is_merged: ticket.merged_into.is_some(),
            resolved_at: ticket.resolved_at,
            moves: moves.filter_map(|e| Some((status(e.from.as_ref())?, status(e.to.as_ref())?))).collect(),
        })
    }
}

fn said(message: Message) -> Said {
    Said {
        id: message.id,
        sequence: message.sequence,
        turn: message.turn,
        sender: message.sender,
        content: message.content,
        confidence: message.confidence,
        at: message.timestamp,
    }
}

impl InsightReads for Draft {
    fn insight_state(&mut self, scope: Scope) -> StoreResult<Option<InsightState>> {
        let states = &self.tables.insight_states;
        Ok(states.iter().find(|(of, _)| *of == scope.organization()).map(|(_, state)| *state))
    }

    fn each_insight_fact(
        &mut self,
        scope: Scope,
        (window, parts): (Window, &[Part]),
        look: &mut Look<'_>,
    ) -> StoreResult<()> {
        for mut facts in self.facts_within(scope, window) {
            facts.narrow(parts);
            if look(&facts).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn each_question(
        &mut self,
        scope: Scope,
        window: Window,
        look: &mut dyn QuestionLook,
    ) -> StoreResult<()> {
        self.facts_within(scope, window).iter().for_each(|facts| facts.show_questions(look));
        Ok(())
    }

    fn unpacked_insight_days(
        &mut self,
        _scope: Scope,
        _until: DateTime<Utc>,
        _limit: usize,
    ) -> StoreResult<Vec<NaiveDate>> {
        Ok(Vec::new())
    }

    fn amiss_insight_days(&mut self, _scope: Scope) -> StoreResult<Vec<NaiveDate>> {
        Ok(Vec::new())
    }

    fn insight_facts_of(&mut self, scope: Scope, sessions: &[SessionId]) -> StoreResult<Vec<SessionFacts>> {
        let mut found = self.my_facts(scope);
        found.retain(|facts| sessions.contains(&facts.session));
        Ok(found)
    }

    fn changed_sessions(&mut self, scope: Scope, limit: i64) -> StoreResult<Vec<(i64, SessionId)>> {
        let mine = self.tables.changes.iter().filter(|(_, of, ..)| *of == scope.organization());
        let is_new = |id: SessionId, seen: Option<i64>| {
            seen.is_none_or(|seen| self.tables.sessions.iter().any(|s| s.id == id && s.version != seen))
        };
        let new = mine.filter(|(_, _, session, seen)| is_new(*session, *seen));
        Ok(first(new.map(|(number, _, session, _)| (*number, *session)), limit))
    }

    fn histories(&mut self, scope: Scope, sessions: &[SessionId]) -> StoreResult<Vec<History>> {
        sessions.iter().filter_map(|id| self.history(scope, *id).transpose()).collect()
    }

    fn mail_facts(&mut self, scope: Scope, window: Window) -> StoreResult<Vec<MailFact>> {
        let mine = |m: &&OutboxMessage| m.organization_id == scope.organization() && window.has(m.created_at);
        let deferred = |id: OutboxId| {
            let of = |a: &&DeliveryAttempt| a.outbox_id == id && a.outcome == AttemptOutcome::Deferred;
            u64::try_from(self.tables.attempts.iter().filter(of).count()).unwrap_or(u64::MAX)
        };
        let fact = |message: &OutboxMessage| MailFact {
            created_at: message.created_at,
            status: message.status,
            finished_at: message.finished_at,
            deferred: deferred(message.id),
        };
        Ok(self.tables.outbox.iter().filter(mine).map(fact).collect())
    }

    fn machine_models(&mut self, scope: Scope) -> StoreResult<Vec<(String, String)>> {
        let mine = self.tables.machines.iter().filter(|(of, _)| *of == scope.organization());
        Ok(mine.filter_map(|(_, m)| Some((m.machine_id.clone(), m.model.clone()?))).collect())
    }
}

impl InsightWrites for Draft {
    fn raise_insight_revision(&mut self, scope: Scope) -> StoreResult<i64> {
        Ok(self.change_insight(scope, |state| state.revision += 1).revision)
    }

    fn put_insight_facts(&mut self, scope: Scope, facts: &[SessionFacts], _revision: i64) -> StoreResult<()> {
        for new in facts {
            let newer = |(_, old): &&(OrganizationId, SessionFacts)| {
                old.session == new.session && old.version > new.version
            };
            if self.tables.facts.iter().find(newer).is_none() {
                self.tables.facts.retain(|(_, old)| old.session != new.session);
                self.tables.facts.push((scope.organization(), new.clone()));
            }
        }
        Ok(())
    }

    fn pack_insight_days(&mut self, _scope: Scope, _days: &[NaiveDate]) -> StoreResult<()> {
        Ok(())
    }

    fn forget_changes(&mut self, scope: Scope, notes: &[i64]) -> StoreResult<()> {
        let is_named = |number: &i64| notes.contains(number);
        self.tables.changes.retain(|(number, of, ..)| *of != scope.organization() || !is_named(number));
        Ok(())
    }

    fn hold_change(&mut self, scope: Scope, note: i64, version: i64) -> StoreResult<()> {
        let mut changes = self.tables.changes.iter_mut();
        if let Some(change) = changes.find(|(number, of, ..)| *number == note && *of == scope.organization())
        {
            change.3 = Some(version);
        }
        Ok(())
    }

    fn put_insight_as_of(&mut self, scope: Scope, now: DateTime<Utc>) -> StoreResult<()> {
        self.change_insight(scope, |state| state.as_of = Some(now));
        Ok(())
    }

    fn note_all_sessions(&mut self, scope: Scope) -> StoreResult<()> {
        let organization = scope.organization();
        self.change_insight(scope, |state| state.as_of = None);
        self.tables.facts.retain(|(of, _)| *of != organization);
        self.tables.changes.retain(|(_, of, ..)| *of != organization);
        let mine = self.tables.sessions.iter().filter(|s| s.organization_id == organization);
        for id in mine.map(|s| s.id).collect::<Vec<_>>() {
            self.note_change(organization, id);
        }
        Ok(())
    }
}
