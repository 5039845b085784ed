//! Tickets that serve more than one conversation: their own, and those of the tickets that were merged into them.
//!
//! A session points to the ticket of another session that serves it (`served_by`); without that its own does. All
//! sessions that an open ticket serves stand alike: the one from which it is worked on leads, the others follow.
//! Its own session guards them all: whoever changes one of them has locked that first.

use crate::house::Scene;
use crate::id::{MessageId, TicketId};
use crate::message::{Message, MessageType, Sender};
use crate::session::{Owner, Session, SessionStatus};
use crate::session_event::{SessionEvent, SessionEventKind};
use crate::store::{Scope, StoreResult, Transaction, View};
use crate::ticket::Ticket;

/// The ticket that says who speaks in a session: the one that its own was merged into, or else its open or newest.
pub(crate) fn serving(view: &mut dyn View, scope: Scope, session: &Session) -> StoreResult<Option<Ticket>> {
    match session.served_by {
        Some(id) => view.ticket(scope, id),
        None => view.ticket_of_session(scope, session.id),
    }
}

/// The session's own ticket: the one that was merged into what serves it, or else its open or newest.
pub(crate) fn own_ticket(
    view: &mut dyn View,
    scope: Scope,
    session: &Session,
) -> StoreResult<Option<Ticket>> {
    match session.served_by {
        Some(id) => merged_part(view, scope, (session, id)),
        None => view.ticket_of_session(scope, session.id),
    }
}

/// The ticket of `session` that was last merged into `target`.
pub(crate) fn merged_part(
    view: &mut dyn View,
    scope: Scope,
    (session, target): (&Session, TicketId),
) -> StoreResult<Option<Ticket>> {
    let merged = view.tickets_merged_into(scope, target)?;
    Ok(merged.into_iter().rfind(|ticket| ticket.session_id == session.id))
}

/// The ticket as it is shown in its session. One that was merged has the number of what it is part of now and stands
/// as that does, and tells nothing else of it: that may be about another user.
pub(crate) fn ticket_seen_in(
    view: &mut dyn View,
    scope: Scope,
    session: &Session,
) -> StoreResult<Option<Ticket>> {
    let own = own_ticket(view, scope, session)?;
    let target = match session.served_by {
        Some(id) => view.ticket(scope, id)?,
        None => None,
    };
    Ok(match (own, target) {
        (Some(own), Some(target)) => Some(Ticket {
            number: target.number,
            priority: target.priority,
            status: target.status,
            resolution_notes: target.resolution_notes,
            assigned_expert_id: target.assigned_expert_id,
            assigned_expert_name: target.assigned_expert_name,
            version: target.version,
            updated_at: target.updated_at,
            resolved_at: target.resolved_at,
            ..own
        }),
        (own, _) => own,
    })
}

/// A message of a locked session, numbered.
pub(crate) fn spoken(
    scene: &Scene<'_>,
    session: &mut Session,
    (sender, author): (Sender, Option<String>),
    (content, message_type): (String, MessageType),
) -> Message {
    Message {
        id: MessageId(scene.ids.row()),
        session_id: session.id,
        sequence: session.next_sequence(),
        turn: session.turn,
        sender,
        content,
        message_type,
        language: session.language,
        confidence: None,
        model_used: None,
        citations: Vec::new(),
        step_id: None,
        metadata: None,
        author,
        timestamp: scene.now,
    }
}

/// The ticket of a session is over, and how it ended is the session's end.
pub(crate) fn settle(session: &mut Session, ticket: &Ticket) {
    session.end_guide();
    session.guidance = None;
    session.resolution_summary.clone_from(&ticket.resolution_notes);
}

/// Another session that a ticket in work serves, locked, and what is to be stored with it.
pub(crate) struct Linked {
    pub(crate) session: Session,
    events: Vec<SessionEvent>,
}

/// Locks the sessions that `ticket` serves besides `leader`, which is locked.
pub(crate) fn lock_linked(
    tx: &mut dyn Transaction,
    scope: Scope,
    (ticket, leader): (&Ticket, &Session),
) -> StoreResult<Vec<Linked>> {
    let mut sessions = Vec::new();
    if leader.id != ticket.session_id {
        sessions.extend(tx.lock_session(scope, ticket.session_id)?);
    }
    sessions.extend(tx.lock_served_sessions(scope, ticket.id)?);
    let others = sessions.into_iter().filter(|session| session.id != leader.id);
    Ok(others.map(|session| Linked { session, events: Vec::new() }).collect())
}

/// Brings the other sessions of `ticket` in step with `leader`.
pub(crate) fn lead(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    (ticket, leader): (&Ticket, &Session),
) -> StoreResult<()> {
    for linked in lock_linked(tx, scene.actor.scope(), (ticket, leader))? {
        linked.follow(tx, scene, (ticket, leader))?;
    }
    Ok(())
}

impl Linked {
    fn note(&mut self, scene: &Scene<'_>, kind: SessionEventKind, subject: Option<uuid::Uuid>) {
        self.events.push(self.session.event(kind, subject, scene.now));
    }

    /// Stores a message of the session.
    pub(crate) fn say(
        &mut self,
        tx: &mut dyn Transaction,
        scene: &Scene<'_>,
        who: (Sender, Option<String>),
        words: (String, MessageType),
    ) -> StoreResult<()> {
        let message = spoken(scene, &mut self.session, who, words);
        tx.insert_message(scene.actor.scope(), &message)?;
        self.note(scene, SessionEventKind::Message, Some(message.id.0));
        Ok(())
    }

    fn hand_to(&mut self, scene: &Scene<'_>, owner: Owner) {
        let epoch = self.session.epoch;
        self.session.hand_to(owner);
        if self.session.epoch != epoch {
            self.note(scene, SessionEventKind::Owner, None);
        }
    }

    /// Has the session stand as `leader` does while the ticket is open, ends it with the ticket, and stores it.
    pub(crate) fn follow(
        mut self,
        tx: &mut dyn Transaction,
        scene: &Scene<'_>,
        (ticket, leader): (&Ticket, &Session),
    ) -> StoreResult<()> {
        let status = self.session.status;
        self.note(scene, SessionEventKind::Ticket, Some(ticket.id.0));
        if ticket.status.is_open() {
            self.hand_to(scene, leader.owner.clone());
            self.session.guidance.clone_from(&leader.guidance);
        } else if status == SessionStatus::Escalated {
            self.hand_to(scene, Owner::Assistant);
            settle(&mut self.session, ticket);
        }
        if ticket.status.is_open() || status == SessionStatus::Escalated {
            // Every status knows the moves that a ticket makes.
            self.session.status = status.after(ticket.status.session_move()).unwrap_or(status);
        }
        if self.session.status != status {
            self.note(scene, SessionEventKind::Status, None);
        }
        self.session.updated_at = scene.now;
        tx.insert_session_events(scene.actor.scope(), &self.events)?;
        tx.update_session(&mut self.session)
    }
}
