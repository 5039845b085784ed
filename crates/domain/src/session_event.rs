//! Session events: what somebody who watches a session may care about, numbered without gaps.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::id::SessionId;
use crate::session::Session;
use crate::store::{Scope, StoreResult};
use crate::vocabulary::vocabulary;

vocabulary!(
    /// What changed.
    SessionEventKind {
        /// A message was added; the subject is its id.
        Message => "message",
        /// The owner changed.
        Owner => "owner",
        /// The ticket was made or changed; the subject is its id.
        Ticket => "ticket",
        /// The session's status changed.
        Status => "status",
        /// An internal note was added to the ticket; the subject is the id of its line in the ticket's history.
        /// Users are not told.
        Note => "note",
        /// The user said how good the help was, or changed that.
        Rating => "rating",
    }
);

/// One change of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionEvent {
    /// The session.
    pub session_id: SessionId,
    /// 1, 2, 3 … within the session; a live stream's event id.
    pub number: i64,
    /// What changed.
    pub kind: SessionEventKind,
    /// The id of the row that changed, where the session itself is not meant.
    pub subject: Option<Uuid>,
    /// When.
    pub at: DateTime<Utc>,
}

impl Session {
    /// Numbers a change of this session. The caller holds the session's lock.
    pub fn event(
        &mut self,
        kind: SessionEventKind,
        subject: Option<Uuid>,
        at: DateTime<Utc>,
    ) -> SessionEvent {
        self.last_event += 1;
        SessionEvent { session_id: self.id, number: self.last_event, kind, subject, at }
    }
}

/// How far a session has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionHead {
    /// The session.
    pub session_id: SessionId,
    /// Raised by every change of it.
    pub version: i64,
    /// Its newest turn.
    pub turn: i64,
    /// Its newest turn that is over.
    pub judged_turn: i64,
}

/// Reading session events.
pub trait SessionEventReads {
    /// The first `limit` events after number `after`, in order.
    fn session_events(
        &mut self,
        scope: Scope,
        session: SessionId,
        after: i64,
        limit: i64,
    ) -> StoreResult<Vec<SessionEvent>>;

    /// How far each of `sessions` has come, in whatever organization: numbers and nothing else, for the process
    /// that watches for changes on behalf of all its readers. Those that do not exist are left out.
    fn session_heads(&mut self, sessions: &[SessionId]) -> StoreResult<Vec<SessionHead>>;
}

/// Adding session events.
pub trait SessionEventWrites {
    /// Adds events, in order, in one statement.
    fn insert_session_events(&mut self, scope: Scope, events: &[SessionEvent]) -> StoreResult<()>;
}
