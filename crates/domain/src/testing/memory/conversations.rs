//! Sessions and what belongs to them.

use chrono::{DateTime, Utc};

use super::{Draft, first};
use crate::id::{MessageId, SessionId, StepId, TicketId};
use crate::live_sign::{LiveSign, LiveSignReads, LiveSignWrites};
use crate::message::{Message, MessageReads, MessageWrites, Sender};
use crate::profile::ProfileReads;
use crate::rating::{RatedHelp, Rating, RatingReads, RatingWrites};
use crate::replay::Window;
use crate::session::{Session, SessionReads, SessionStatus, SessionWrites};
use crate::session_event::{SessionEvent, SessionEventReads, SessionEventWrites, SessionHead};
use crate::step::{Step, StepReads, StepWrites};
use crate::store::{Scope, StoreError, StoreResult};
use crate::ticket::Ticket;
use crate::trigger::{Trigger, TriggerReads, TriggerWrites};

impl SessionReads for Draft {
    fn session(&mut self, scope: Scope, id: SessionId) -> StoreResult<Option<Session>> {
        let mut mine = self.tables.sessions.iter().filter(|s| s.organization_id == scope.organization());
        Ok(mine.find(|s| s.id == id).cloned())
    }

    fn sessions_of_user(
        &mut self,
        scope: Scope,
        user_id: &str,
        limit: i64,
    ) -> StoreResult<(Vec<Session>, i64)> {
        let mine = |s: &&Session| s.organization_id == scope.organization() && s.user_id == user_id;
        let mut found: Vec<Session> = self.tables.sessions.iter().filter(mine).cloned().collect();
        found.sort_by_key(|s| std::cmp::Reverse((s.created_at, s.id)));
        let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
        Ok((first(found.into_iter(), limit), count))
    }

    fn sessions_opened(
        &mut self,
        scope: Scope,
        window: Window,
        (after, limit): (Option<SessionId>, i64),
    ) -> StoreResult<Vec<SessionId>> {
        let opened = |s: &&Session| s.organization_id == scope.organization() && window.has(s.created_at);
        let mut found: Vec<SessionId> = self.tables.sessions.iter().filter(opened).map(|s| s.id).collect();
        found.sort();
        Ok(first(found.into_iter().filter(|id| after.is_none_or(|after| *id > after)), limit))
    }

    fn user_seen(&mut self, scope: Scope, id: SessionId) -> StoreResult<i64> {
        let seen = self.sees(scope, id);
        let noted = self.tables.user_seen.iter().filter(|(session, _)| seen && *session == id);
        Ok(noted.map(|(_, sequence)| *sequence).max().unwrap_or(0))
    }

    fn count_sessions_opened(&mut self, scope: Scope, window: Window) -> StoreResult<i64> {
        Ok(i64::try_from(self.sessions_opened(scope, window, (None, i64::MAX))?.len()).unwrap_or(i64::MAX))
    }
}

impl SessionWrites for Draft {
    fn lock_session(&mut self, scope: Scope, id: SessionId) -> StoreResult<Option<Session>> {
        self.session(scope, id)
    }

    fn lock_served_sessions(&mut self, scope: Scope, ticket: TicketId) -> StoreResult<Vec<Session>> {
        let mine = self.tables.sessions.iter().filter(|s| s.organization_id == scope.organization());
        let mut served: Vec<Session> = mine.filter(|s| s.served_by == Some(ticket)).cloned().collect();
        served.sort_by_key(|s| s.id);
        Ok(served)
    }

    fn insert_session(&mut self, session: &Session) -> StoreResult<bool> {
        if self.tables.sessions.iter().any(|s| s.id == session.id) {
            return Ok(false);
        }
        self.tables.sessions.push(session.clone());
        self.note_change(session.organization_id, session.id);
        Ok(true)
    }

    fn update_session(&mut self, session: &mut Session) -> StoreResult<()> {
        let same = |s: &&mut Session| {
            s.id == session.id && s.organization_id == session.organization_id && s.version == session.version
        };
        let Some(row) = self.tables.sessions.iter_mut().find(same) else {
            return self.refuse(StoreError::Stale);
        };
        session.version += 1;
        let user_id = std::mem::take(&mut row.user_id);
        let before = std::mem::replace(row, Session { user_id, ..session.clone() });
        // Whoever has opened the turn has noted it.
        if !before.has_open_turn() {
            self.note_change(session.organization_id, session.id);
        }
        Ok(())
    }

    fn note_user_seen(&mut self, scope: Scope, id: SessionId, sequence: i64) -> StoreResult<()> {
        if self.sees(scope, id) {
            self.tables.user_seen.push((id, sequence));
        }
        Ok(())
    }

    fn name_session_user(&mut self, scope: Scope, id: SessionId, user_id: &str) -> StoreResult<()> {
        let organization = scope.organization();
        let mut sessions = self.tables.sessions.iter_mut();
        if let Some(row) = sessions.find(|s| s.id == id && s.organization_id == organization) {
            user_id.clone_into(&mut row.user_id);
        }
        let user = self.user(scope, user_id)?;
        let theirs = |ticket: &&mut Ticket| ticket.session_id == id && ticket.organization_id == organization;
        for ticket in self.tables.tickets.iter_mut().filter(theirs) {
            user_id.clone_into(&mut ticket.user_id);
            ticket.user_name = user.as_ref().and_then(|user| user.name.clone());
            ticket.organization_name = user.as_ref().and_then(|user| user.organization_name.clone());
        }
        Ok(())
    }

    fn lock_idle_sessions(
        &mut self,
        scope: Scope,
        before: DateTime<Utc>,
        limit: i64,
    ) -> StoreResult<Vec<Session>> {
        let idle = |s: &&Session| {
            s.organization_id == scope.organization()
                && s.status == SessionStatus::Active
                && s.updated_at < before
        };
        let mut found: Vec<Session> = self.tables.sessions.iter().filter(idle).cloned().collect();
        found.sort_by_key(|s| (s.updated_at, s.id));
        Ok(first(found.into_iter(), limit))
    }
}

impl SessionEventReads for Draft {
    fn session_events(
        &mut self,
        scope: Scope,
        session: SessionId,
        after: i64,
        limit: i64,
    ) -> StoreResult<Vec<SessionEvent>> {
        let seen = self.sees(scope, session);
        let wanted = |e: &&SessionEvent| seen && e.session_id == session && e.number > after;
        let mut found: Vec<SessionEvent> =
            self.tables.session_events.iter().filter(wanted).cloned().collect();
        found.sort_by_key(|e| e.number);
        Ok(first(found.into_iter(), limit))
    }

    fn session_heads(&mut self, sessions: &[SessionId]) -> StoreResult<Vec<SessionHead>> {
        let wanted = self.tables.sessions.iter().filter(|s| sessions.contains(&s.id));
        let head = |s: &Session| SessionHead {
            session_id: s.id,
            version: s.version,
            turn: s.turn,
            judged_turn: s.judged_turn,
        };
        Ok(wanted.map(head).collect())
    }
}

impl LiveSignReads for Draft {
    fn live_signs(&mut self, sessions: &[SessionId], now: DateTime<Utc>) -> StoreResult<Vec<LiveSign>> {
        let wanted = |sign: &&LiveSign| {
            sign.until > now && sign.session.is_none_or(|session| sessions.contains(&session))
        };
        let mut found: Vec<LiveSign> = self.tables.live_signs.iter().filter(wanted).cloned().collect();
        found.sort_by_key(|sign| (sign.process, sign.session));
        Ok(found)
    }
}

impl LiveSignWrites for Draft {
    fn put_live_signs(&mut self, signs: &[LiveSign]) -> StoreResult<()> {
        for sign in signs {
            let same = |known: &LiveSign| (known.process, known.session) == (sign.process, sign.session);
            self.tables.live_signs.retain(|known| !same(known));
            self.tables.live_signs.push(sign.clone());
        }
        Ok(())
    }

    fn forget_live_signs(&mut self, now: DateTime<Utc>) -> StoreResult<()> {
        self.tables.live_signs.retain(|sign| sign.until > now);
        Ok(())
    }
}

impl SessionEventWrites for Draft {
    fn insert_session_events(&mut self, scope: Scope, events: &[SessionEvent]) -> StoreResult<()> {
        for event in events {
            self.must_have_session(scope, event.session_id)?;
            let twin = |e: &SessionEvent| e.session_id == event.session_id && e.number == event.number;
            if self.tables.session_events.iter().any(twin) {
                return self.duplicate("session_events_pkey");
            }
            self.tables.session_events.push(event.clone());
        }
        Ok(())
    }
}

impl MessageReads for Draft {
    fn message(&mut self, scope: Scope, session: SessionId, id: MessageId) -> StoreResult<Option<Message>> {
        let seen = self.sees(scope, session);
        let found = self.tables.messages.iter().find(|m| seen && m.session_id == session && m.id == id);
        Ok(found.cloned())
    }

    fn newest_messages(&mut self, scope: Scope, session: SessionId, limit: i64) -> StoreResult<Vec<Message>> {
        let seen = self.sees(scope, session);
        let mine = |m: &&Message| seen && m.session_id == session;
        let mut found: Vec<Message> = self.tables.messages.iter().filter(mine).cloned().collect();
        found.sort_by_key(|m| std::cmp::Reverse(m.sequence));
        let mut newest = first(found.into_iter(), limit);
        newest.reverse();
        Ok(newest)
    }

    fn messages(&mut self, scope: Scope, session: SessionId, ids: &[MessageId]) -> StoreResult<Vec<Message>> {
        let seen = self.sees(scope, session);
        let wanted = |m: &&Message| seen && m.session_id == session && ids.contains(&m.id);
        Ok(self.tables.messages.iter().filter(wanted).cloned().collect())
    }

    fn message_of_turn(
        &mut self,
        scope: Scope,
        session: SessionId,
        turn: i64,
        sender: Sender,
    ) -> StoreResult<Option<Message>> {
        let seen = self.sees(scope, session);
        let mine = |m: &&Message| seen && m.session_id == session && m.turn == turn && m.sender == sender;
        Ok(self.tables.messages.iter().filter(mine).min_by_key(|m| m.sequence).cloned())
    }
}

impl MessageWrites for Draft {
    fn insert_message(&mut self, scope: Scope, message: &Message) -> StoreResult<()> {
        self.must_have_session(scope, message.session_id)?;
        let twin = |m: &Message| m.session_id == message.session_id && m.sequence == message.sequence;
        if self.tables.messages.iter().any(twin) {
            return self.duplicate("ai_messages_session_sequence");
        }
        self.tables.messages.push(message.clone());
        Ok(())
    }
}

impl StepReads for Draft {
    fn step(&mut self, scope: Scope, session: SessionId, id: StepId) -> StoreResult<Option<Step>> {
        let seen = self.sees(scope, session);
        Ok(self.tables.steps.iter().find(|s| seen && s.session_id == session && s.id == id).cloned())
    }

    fn steps(&mut self, scope: Scope, session: SessionId) -> StoreResult<Vec<Step>> {
        let seen = self.sees(scope, session);
        let mine = |s: &&Step| seen && s.session_id == session;
        let mut found: Vec<Step> = self.tables.steps.iter().filter(mine).cloned().collect();
        found.sort_by_key(|s| (s.created_at, s.id));
        Ok(found)
    }
}

impl StepWrites for Draft {
    fn insert_step(&mut self, scope: Scope, step: &Step) -> StoreResult<()> {
        self.must_have_session(scope, step.session_id)?;
        self.tables.steps.push(step.clone());
        Ok(())
    }

    fn update_step(&mut self, scope: Scope, step: &Step) -> StoreResult<()> {
        let seen = self.sees(scope, step.session_id);
        let row = self.tables.steps.iter_mut().find(|s| seen && s.id == step.id);
        let Some(row) = row else { return self.refuse(StoreError::Stale) };
        *row = step.clone();
        Ok(())
    }
}

impl TriggerReads for Draft {
    fn triggers(&mut self, scope: Scope, session: SessionId) -> StoreResult<Vec<Trigger>> {
        let seen = self.sees(scope, session);
        let mine = |t: &&Trigger| seen && t.session_id == session;
        let mut found: Vec<Trigger> = self.tables.triggers.iter().filter(mine).cloned().collect();
        found.sort_by_key(|t| (t.triggered_at, t.id));
        Ok(found)
    }
}

impl TriggerWrites for Draft {
    fn insert_trigger(&mut self, scope: Scope, trigger: &Trigger) -> StoreResult<()> {
        self.must_have_session(scope, trigger.session_id)?;
        self.tables.triggers.push(trigger.clone());
        Ok(())
    }
}

impl RatingReads for Draft {
    fn rating(&mut self, scope: Scope, session: SessionId, about: RatedHelp) -> StoreResult<Option<Rating>> {
        let seen = self.sees(scope, session);
        let mut mine = self.tables.ratings.iter().filter(|_| seen);
        Ok(mine.find(|rating| rating.session_id == session && rating.about == about).cloned())
    }
}

impl RatingWrites for Draft {
    fn put_rating(&mut self, scope: Scope, rating: &Rating) -> StoreResult<()> {
        self.must_have_session(scope, rating.session_id)?;
        let same = |r: &&mut Rating| r.session_id == rating.session_id && r.about == rating.about;
        match self.tables.ratings.iter_mut().find(same) {
            Some(row) => *row = Rating { first_at: row.first_at, ..rating.clone() },
            None => self.tables.ratings.push(rating.clone()),
        }
        Ok(())
    }
}
